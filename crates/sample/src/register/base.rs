//! The base: 579 organisations of communes, and those of offices, public services, enterprises and forces.

use super::upper::Rank;
use super::{Branch, Layout, New, OLD, Register, Upper, day};
use crate::model::UnitAt;
use crate::rng::Rng;
use vunggoc_core::Date;
use vunggoc_core::unit::Tree;

/// A base organisation that exists today.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    pub(crate) unit: UnitAt,
    /// The committee above it today.
    pub(crate) upper: UnitAt,
    /// Its numbers in codes: of the committee above at its founding, and its own.
    pub(crate) number: [u32; 2],
    pub(crate) duty: Duty,
    /// What it is called without `Đảng bộ`: `phường Mẫu 01-05`.
    pub(crate) place: String,
    pub(crate) from_on: Date,
    /// Its branches today; none where it is a branch itself (chi bộ cơ sở).
    pub(crate) branches: Vec<Branch>,
}

/// What a base organisation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Duty {
    /// Xã, phường, thị trấn.
    Commune,
    /// Cơ quan.
    Office,
    /// Trường trung học phổ thông.
    HighSchool,
    /// Other public services.
    PublicUnit,
    /// Doanh nghiệp.
    Enterprise,
    /// Công an, quân đội.
    Force,
}

impl Duty {
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Office => "office",
            Self::HighSchool | Self::PublicUnit => "public-service",
            Self::Enterprise => "enterprise",
            Self::Force => "force",
        }
    }
}

/// How many communes the districts have, in their order: the shape is that of a large city, the names are not.
const COMMUNES: [u32; 30] = [
    8, 8, 10, 11, 13, 14, 14, 14, 17, 18, 18, 21, 15, 16, 16, 18, 20, 21, 21, 21, 22, 22, 23, 24, 26, 27, 29,
    29, 31, 32,
];

const DISTRICT_OFFICES: [&str; 13] = [
    "Cơ quan các ban Đảng",
    "Cơ quan Mặt trận và các đoàn thể",
    "Cơ quan Ủy ban nhân dân",
    "Tòa án nhân dân",
    "Viện Kiểm sát nhân dân",
    "Chi cục Thuế",
    "Chi cục Thi hành án dân sự",
    "Kho bạc Nhà nước",
    "Bảo hiểm xã hội",
    "Thanh tra",
    "Phòng Giáo dục và Đào tạo",
    "Đội Quản lý thị trường",
    "Chi cục Thống kê",
];
const DISTRICT_PUBLIC_UNITS: [&str; 5] = [
    "Trung tâm Y tế",
    "Bệnh viện Đa khoa",
    "Trung tâm Văn hóa",
    "Trung tâm Giáo dục nghề nghiệp",
    "Ban Quản lý dự án",
];

pub(super) fn add(register: &mut Register, layout: &mut Layout, rng: &mut Rng) {
    for upper in layout.uppers.clone() {
        let wanted = wanted(&upper, rng);
        for (n, (duty, place)) in (1..).zip(wanted) {
            layout.bases.push(one(register, &upper, n, (duty, place), rng));
        }
    }
}

fn wanted(upper: &Upper, rng: &mut Rng) -> Vec<(Duty, String)> {
    match upper.rank {
        Rank::Urban | Rank::Town | Rank::Rural => district(upper),
        Rank::OfficeBlock => numbered(Duty::Office, "Cơ quan thành phố Mẫu số", 118),
        Rank::EnterpriseBlock => numbered(Duty::Enterprise, "Công ty Mẫu số", 132),
        Rank::Force => numbered(Duty::Force, &format!("Đơn vị {:02}, số", upper.number), 38),
        Rank::Corporation => {
            let many = 24 + rng.below(14);
            numbered(Duty::Enterprise, &format!("Công ty thành viên Mẫu {:02}, số", upper.number), many)
        }
        Rank::Institute => {
            let many = 22 + rng.below(14);
            numbered(
                Duty::PublicUnit,
                &format!("Đơn vị thuộc trường, viện Mẫu {:02}, số", upper.number),
                many,
            )
        }
    }
}

fn numbered(duty: Duty, word: &str, many: u32) -> Vec<(Duty, String)> {
    (1..=many).map(|n| (duty, format!("{word} {n:02}"))).collect()
}

fn district(upper: &Upper) -> Vec<(Duty, String)> {
    let d = upper.number;
    let communes = COMMUNES.get((d - 1) as usize).copied().unwrap_or(0);
    let mut out: Vec<_> = (1..=communes)
        .map(|n| {
            let word = match (upper.rank, n) {
                (Rank::Urban, _) | (Rank::Town, 1..=9) => "phường",
                (Rank::Rural, 1) => "thị trấn",
                _ => "xã",
            };
            (Duty::Commune, format!("{word} Mẫu {d:02}-{n:02}"))
        })
        .collect();
    let area = match upper.rank {
        Rank::Urban => "quận",
        Rank::Town => "thị xã",
        _ => "huyện",
    };
    let of = |what: &str| format!("{what} {area} Mẫu {d:02}");
    out.push((Duty::Force, of("Công an")));
    out.push((Duty::Force, of("Quân sự")));
    out.extend(DISTRICT_OFFICES.iter().map(|o| (Duty::Office, of(o))));
    out.extend(DISTRICT_PUBLIC_UNITS.iter().map(|s| (Duty::PublicUnit, of(s))));
    out.extend((1..=3 + d % 3).map(|n| (Duty::HighSchool, format!("Trường THPT Mẫu {d:02} số {n}"))));
    out.extend((1..=6 + d % 4).map(|n| (Duty::Enterprise, format!("Công ty Mẫu {d:02} số {n}"))));
    out
}

fn one(register: &mut Register, upper: &Upper, n: u32, (duty, place): (Duty, String), rng: &mut Rng) -> Base {
    let whole = duty == Duty::Commune || divided(duty, rng);
    let from_on = if duty == Duty::Commune || rng.chance(650) { OLD } else { day(rng, 2006, 2019) };
    let word = if whole { "Đảng bộ" } else { "Chi bộ" };
    let unit = register.add(New {
        tree: Tree::Party,
        name: format!("{word} {place}"),
        kind: duty.kind(),
        level: "base",
        parent: Some(upper.unit),
        from_on,
        paper: None,
    });
    register.code(unit, [upper.number, n, 0, 0]);
    let short = place.replacen("phường", "P.", 1).replacen("thị trấn", "TT.", 1).replacen("xã", "X.", 1);
    if duty == Duty::Commune {
        register.alias(unit, format!("ĐB {short}"));
        register.alias(unit, format!("Đảng ủy {place}"));
    } else {
        register.alias(unit, format!("{} {short}", if whole { "ĐB" } else { "CB" }));
    }
    let branches = if whole { Branch::planned(duty, rng) } else { Vec::new() };
    Base { unit, upper: upper.unit, number: [upper.number, n], duty, place, from_on, branches }
}

/// Whether it is large enough to have branches (đảng bộ cơ sở) instead of being one (chi bộ cơ sở).
fn divided(duty: Duty, rng: &mut Rng) -> bool {
    rng.chance(match duty {
        Duty::Commune => 1000,
        Duty::Force => 900,
        Duty::Office => 480,
        Duty::HighSchool => 350,
        Duty::PublicUnit | Duty::Enterprise => 620,
    })
}
