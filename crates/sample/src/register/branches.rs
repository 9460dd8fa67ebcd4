//! The branches, and the few party committees of sections (đảng bộ bộ phận) between them and the base.

use super::{Base, Duty, Layout, New, OLD, Register, day};
use crate::model::UnitAt;
use crate::rng::Rng;
use vunggoc_core::Date;
use vunggoc_core::unit::Tree;

/// A branch under a base organisation that exists today.
#[derive(Debug, Clone)]
pub(crate) struct Branch {
    pub(crate) unit: UnitAt,
    pub(crate) kind: &'static str,
    /// What it is called without `Chi bộ` and without the commune: `thôn 3`; a residential one's village.
    pub(crate) of: String,
    pub(crate) from_on: Date,
}

impl Branch {
    /// The branches a base organisation is to have; they become units later.
    pub(crate) fn planned(duty: Duty, rng: &mut Rng) -> Vec<Self> {
        let one = |kind, of: String| Self { unit: 0, kind, of, from_on: OLD };
        if duty != Duty::Commune {
            let (most, kind, word) = match duty {
                Duty::Office | Duty::Commune => (7, "office", "Phòng, ban số"),
                Duty::HighSchool => (4, "school", "Tổ bộ môn số"),
                Duty::PublicUnit => (11, "office", "Khoa, phòng số"),
                Duty::Enterprise => (9, "enterprise", "Phòng, phân xưởng số"),
                Duty::Force => (12, "force", "Đội số"),
            };
            return (1..=rng.between(2, most)).map(|n| one(kind, format!("{word} {n}"))).collect();
        }
        let mut out: Vec<_> =
            (1..=rng.between(6, 18)).map(|n| one("residential", format!("số {n}"))).collect();
        out.push(one("office", "Cơ quan".into()));
        out.push(one("force", "Công an".into()));
        out.push(one("force", "Quân sự".into()));
        for school in ["Trường Mầm non", "Trường Tiểu học", "Trường Trung học cơ sở"] {
            out.push(one("school", school.into()));
        }
        out.push(one("other", "Trạm Y tế".into()));
        out
    }
}

pub(super) fn add(register: &mut Register, layout: &mut Layout, rng: &mut Rng) {
    for base in &mut layout.bases {
        let sections = sections(register, base, rng);
        let planned = std::mem::take(&mut base.branches);
        let n_all = planned.len();
        for (n, branch) in planned.into_iter().enumerate() {
            let section = sections.get(n * sections.len() / n_all.max(1)).copied();
            let made = one(register, base, section, (n, branch), rng);
            base.branches.push(made);
        }
    }
}

/// Two or three sections in a few of the largest organisations that are no commune's.
fn sections(register: &mut Register, base: &Base, rng: &mut Rng) -> Vec<(u32, UnitAt)> {
    if base.duty == Duty::Commune || base.branches.len() < 9 || !rng.chance(220) {
        return Vec::new();
    }
    let many = if base.branches.len() > 10 { 3 } else { 2 };
    (1..=many)
        .map(|n| {
            let unit = register.add(New {
                tree: Tree::Party,
                name: format!("Đảng bộ bộ phận {n}, {}", base.place),
                kind: base.duty.kind(),
                level: "section",
                parent: Some(base.unit),
                from_on: base.from_on,
                paper: None,
            });
            let [upper, own] = base.number;
            register.code(unit, [upper, own, n, 0]);
            (n, unit)
        })
        .collect()
}

fn one(
    register: &mut Register,
    base: &Base,
    section: Option<(u32, UnitAt)>,
    (n, mut branch): (usize, Branch),
    rng: &mut Rng,
) -> Branch {
    branch.from_on = if rng.chance(900) { base.from_on } else { day(rng, 2006, 2020).max(base.from_on) };
    let rural = base.place.starts_with("xã");
    let name = match (base.duty, branch.kind, rural) {
        (Duty::Commune, "residential", true) => {
            branch.of = branch.of.replacen("số", "thôn", 1);
            format!("Chi bộ {}, {}", branch.of, base.place)
        }
        (Duty::Commune, "residential", false) => {
            branch.of = format!("tổ dân phố {}", branch.of);
            format!("Chi bộ {}, {}", branch.of, base.place)
        }
        (Duty::Commune, _, _) => format!("Chi bộ {} {}", branch.of, base.place),
        _ => format!("Chi bộ {}, {}", branch.of, base.place),
    };
    branch.unit = register.add(New {
        tree: Tree::Party,
        name,
        kind: branch.kind,
        level: "branch",
        parent: Some(section.map_or(base.unit, |(_, unit)| unit)),
        from_on: branch.from_on,
        paper: None,
    });
    let [upper, own] = base.number;
    let number = u32::try_from(n + 1).unwrap_or(0);
    register.code(branch.unit, [upper, own, section.map_or(0, |(n, _)| n), number]);
    branch
}
