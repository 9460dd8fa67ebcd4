//! The fifty committees directly above the base: 30 districts, 2 blocks, 18 others.

use super::{New, OLD, Register};
use crate::model::UnitAt;
use vunggoc_core::unit::Tree;

/// A committee directly above the base.
#[derive(Debug, Clone)]
pub(crate) struct Upper {
    pub(crate) unit: UnitAt,
    /// Its number in codes, from 1.
    pub(crate) number: u32,
    /// Code of its kind.
    pub(crate) kind: &'static str,
    /// What it is to people: `quận`, `huyện`, `Đảng ủy` …
    pub(crate) rank: Rank,
    /// The committee as issuer: `Quận ủy Mẫu 01`.
    pub(crate) committee: String,
    /// What its papers have behind the kind of paper: `QU`, `HU`, `ĐU`.
    pub(crate) decision_symbol: &'static str,
}

/// What kind of committee it is to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    /// Quận: its communes are wards.
    Urban,
    /// Thị xã: wards and communes.
    Town,
    /// Huyện: a township and communes.
    Rural,
    /// Khối các cơ quan.
    OfficeBlock,
    /// Khối doanh nghiệp.
    EnterpriseBlock,
    /// Công an, quân đội.
    Force,
    /// Tổng công ty.
    Corporation,
    /// Trường đại học, bệnh viện.
    Institute,
}

const DIRECT: [(Rank, &str, u32); 5] = [
    (Rank::Force, "Công an thành phố Mẫu", 1),
    (Rank::Force, "Quân sự thành phố Mẫu", 1),
    (Rank::Corporation, "Tổng công ty Mẫu", 7),
    (Rank::Institute, "Trường Đại học Mẫu", 6),
    (Rank::Institute, "Bệnh viện Mẫu", 3),
];

pub(super) fn add(register: &mut Register, city: UnitAt) -> Vec<Upper> {
    let mut uppers = Vec::new();
    for n in 1..=30 {
        let (rank, word, committee, symbol) = match n {
            1..=12 => (Rank::Urban, "quận", "Quận ủy", "QĐ/QU"),
            13 => (Rank::Town, "thị xã", "Thị ủy", "QĐ/ThU"),
            _ => (Rank::Rural, "huyện", "Huyện ủy", "QĐ/HU"),
        };
        let names = [format!("Đảng bộ {word} Mẫu {n:02}"), format!("{committee} Mẫu {n:02}")];
        uppers.push(one(register, city, &uppers, ("district", rank, symbol), names));
    }
    for (rank, word) in
        [(Rank::OfficeBlock, "khối các cơ quan"), (Rank::EnterpriseBlock, "khối doanh nghiệp")]
    {
        let names = [format!("Đảng bộ {word} thành phố Mẫu"), format!("Đảng ủy {word} thành phố Mẫu")];
        uppers.push(one(register, city, &uppers, ("block", rank, "QĐ/ĐUK"), names));
    }
    for (rank, word, many) in DIRECT {
        for n in 1..=many {
            let word = if many == 1 { word.to_owned() } else { format!("{word} {n:02}") };
            let names = [format!("Đảng bộ {word}"), format!("Đảng ủy {word}")];
            uppers.push(one(register, city, &uppers, ("direct", rank, "QĐ/ĐU"), names));
        }
    }
    uppers
}

fn one(
    register: &mut Register,
    city: UnitAt,
    before: &[Upper],
    (kind, rank, decision_symbol): (&'static str, Rank, &'static str),
    [name, committee]: [String; 2],
) -> Upper {
    let unit = register.add(New {
        tree: Tree::Party,
        name,
        kind,
        level: "upper",
        parent: Some(city),
        from_on: OLD,
        paper: None,
    });
    let number = u32::try_from(before.len() + 1).unwrap_or(0);
    register.code(unit, [number, 0, 0, 0]);
    register.alias(unit, committee.clone());
    Upper { unit, number, kind, rank, committee, decision_symbol }
}
