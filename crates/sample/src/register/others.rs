//! The other trees: commune areas and villages, People's Committees of communes, steering bodies; and the links.

use super::{Base, Duty, Layout, New, OLD, Register};
use crate::model::UnitAt;
use crate::rng::Rng;
use std::collections::BTreeMap;
use vunggoc_core::unit::{Relation, Tree};
use vunggoc_core::{Date, date};

/// When the steering bodies of the resolution were set up.
const STEERING: Date = date(2017, 7, 20);

pub(super) fn add(register: &mut Register, layout: &Layout, rng: &mut Rng) {
    steering(register, layout);
    let committees = peoples_committees(register, layout);
    let communes: Vec<&Base> = layout.bases.iter().filter(|b| b.duty == Duty::Commune).collect();
    for (n, base) in communes.iter().enumerate() {
        let area = plain(register, Tree::Place, "commune-area", upper_first(&base.place), None);
        register.link(base.unit, area, Relation::Leads, OLD);
        let office = format!("Ủy ban nhân dân {}", base.place);
        let above = committees.get(&base.upper).copied();
        let agency = plain(register, Tree::State, "agency", office, above);
        register.link(base.unit, agency, Relation::Leads, OLD);
        register.link(agency, area, Relation::Governs, OLD);
        if n % 13 == 0 {
            villages(register, base, area, rng);
        }
    }
}

fn steering(register: &mut Register, layout: &Layout) {
    let name = "Ban Chỉ đạo 15 Thành phố Mẫu".to_owned();
    let city = body(register, name, None);
    register.link(city, layout.city, Relation::SameLevel, STEERING);
    for upper in layout.uppers.iter().filter(|u| u.kind == "district") {
        let place = register.name(upper.unit).replacen("Đảng bộ ", "", 1);
        let body = body(register, format!("Ban Chỉ đạo 15 {place}"), Some(city));
        register.link(body, upper.unit, Relation::SameLevel, STEERING);
    }
}

/// The People's Committees of the city and of the districts, by the Party committee that leads each.
fn peoples_committees(register: &mut Register, layout: &Layout) -> BTreeMap<UnitAt, UnitAt> {
    let name = "Ủy ban nhân dân thành phố Mẫu".to_owned();
    let city = plain(register, Tree::State, "agency", name, None);
    register.link(layout.city, city, Relation::Leads, OLD);
    let mut out = BTreeMap::new();
    for upper in layout.uppers.iter().filter(|u| u.kind == "district") {
        let name = register.name(upper.unit).replacen("Đảng bộ", "Ủy ban nhân dân", 1);
        let agency = plain(register, Tree::State, "agency", name, Some(city));
        register.link(upper.unit, agency, Relation::Leads, OLD);
        out.insert(upper.unit, agency);
    }
    out
}

fn body(register: &mut Register, name: String, parent: Option<UnitAt>) -> UnitAt {
    register.add(New {
        tree: Tree::Body,
        name,
        kind: "steering",
        level: "steering",
        parent,
        from_on: STEERING,
        paper: None,
    })
}

/// The villages of a commune: one for each residential branch, and at times one that shares a branch.
fn villages(register: &mut Register, base: &Base, area: UnitAt, rng: &mut Rng) {
    let residential = || base.branches.iter().filter(|b| b.kind == "residential");
    for branch in residential() {
        let name = format!("{}, {}", upper_first(&branch.of), base.place);
        let village = plain(register, Tree::Place, "village", name, Some(area));
        register.link(branch.unit, village, Relation::Leads, branch.from_on);
    }
    if rng.chance(400) {
        let word = if base.place.starts_with("xã") { "Thôn" } else { "Tổ dân phố" };
        let village =
            plain(register, Tree::Place, "village", format!("{word} mới, {}", base.place), Some(area));
        if let Some(branch) = residential().next() {
            register.link(branch.unit, village, Relation::Leads, date(2022, 1, 1));
        }
    }
}

fn plain(
    register: &mut Register,
    tree: Tree,
    kind: &'static str,
    name: String,
    parent: Option<UnitAt>,
) -> UnitAt {
    register.add(New { tree, name, kind, level: kind, parent, from_on: OLD, paper: None })
}

/// The text with its first letter in upper case.
fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
