//! Posts of the city, of the committees above the base and of some communes; who is in charge of whom; 49 units that
//! help 123 places.

use crate::model::{
    PostAt, SampleCarer, SampleCharge, SampleListing, SamplePerson, SamplePost, UnitAt, Verb,
};
use crate::register::{Duty, Layout};
use crate::rng::Rng;
use std::collections::BTreeSet;
use vunggoc_core::access::Role;
use vunggoc_core::post::Rank;
use vunggoc_core::{Date, date};

/// The first day of the term in which posts begin.
const TERM: Date = date(2020, 8, 1);

/// Communes besides those of the demonstration's people that have posts.
const N_COMMUNES: usize = 80;

const CITY: [(&str, Rank); 6] = [
    ("Bí thư Thành ủy", Rank::Head),
    ("Phó Bí thư Thường trực Thành ủy", Rank::Deputy),
    ("Trưởng Ban Tổ chức Thành ủy", Rank::Officer),
    ("Chủ nhiệm Ủy ban Kiểm tra Thành ủy", Rank::Officer),
    ("Chánh Văn phòng Thành ủy", Rank::Officer),
    ("Chuyên viên Ban Tổ chức Thành ủy", Rank::Officer),
];
const UPPER: [(&str, Rank); 4] = [
    ("Bí thư", Rank::Head),
    ("Phó Bí thư Thường trực", Rank::Deputy),
    ("Trưởng Ban Tổ chức", Rank::Officer),
    ("Chuyên viên Ban Tổ chức", Rank::Officer),
];
const BASE: [(&str, Rank); 2] = [("Bí thư Đảng ủy", Rank::Head), ("Phó Bí thư Đảng ủy", Rank::Deputy)];

pub(super) fn build(
    seed: u64,
    layout: &Layout,
    listings: &[SampleListing],
    people: &[SamplePerson],
) -> Vec<SamplePost> {
    let mut rng = Rng::new(seed, "posts");
    let mut posts = Vec::new();
    let login = |role: Role, unit: UnitAt| {
        people.iter().find(|p| p.role == role && p.unit == unit).map(|p| p.login.clone())
    };
    for (name, rank) in CITY {
        let login = match name {
            "Chuyên viên Ban Tổ chức Thành ủy" => login(Role::StandingExpert, layout.city),
            "Trưởng Ban Tổ chức Thành ủy" => login(Role::Leader, layout.city),
            _ => None,
        };
        posts.push(post(layout.city, name, rank, &mut rng, login));
    }
    for upper in &layout.uppers {
        for (name, rank) in UPPER {
            let own = if name == "Chuyên viên Ban Tổ chức" {
                login(Role::LowerExpert, upper.unit)
            } else {
                None
            };
            posts.push(post(upper.unit, name, rank, &mut rng, own));
        }
    }
    let open: BTreeSet<UnitAt> = listings.iter().filter(|l| is_open(l)).map(|l| l.unit).collect();
    let communes = layout.bases.iter().filter(|b| b.duty == Duty::Commune);
    for (n, base) in communes.enumerate() {
        if n % 7 != 0 && !open.contains(&base.unit) || n / 7 > N_COMMUNES {
            continue;
        }
        for (name, rank) in BASE {
            let own = if rank == Rank::Head { login(Role::Base, base.unit) } else { None };
            posts.push(post(base.unit, name, rank, &mut rng, own));
        }
    }
    posts
}

fn is_open(listing: &SampleListing) -> bool {
    listing.acts.last().is_some_and(|a| !matches!(a.verb, Verb::Remove { .. }))
}

/// A post with one or two tenures, at times vacant by now; one that has an account is held.
fn post(unit: UnitAt, name: &'static str, rank: Rank, rng: &mut Rng, login: Option<String>) -> SamplePost {
    let mut tenures = vec![(TERM, Some(holder(rng)))];
    if rng.chance(350) {
        tenures.push((day(rng, 2022, 2023), Some(holder(rng))));
    }
    if login.is_none() && rng.chance(80) {
        tenures.push((date(2024, 2, 1), None));
    }
    SamplePost { unit, name, rank, from_on: TERM, tenures, login }
}

/// An invented name that says so.
fn holder(rng: &mut Rng) -> String {
    const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đỗ", "Bùi"];
    const MIDDLE: [&str; 6] = ["Văn", "Thị", "Đức", "Minh", "Thanh", "Ngọc"];
    let (family, middle) = (rng.pick(&FAMILY).unwrap_or("Nguyễn"), rng.pick(&MIDDLE).unwrap_or("Văn"));
    format!("{family} {middle} Mẫu {:03}", rng.between(1, 999))
}

fn day(rng: &mut Rng, from: i16, to: i16) -> Date {
    let year = i16::try_from(rng.between(from.into(), to.into())).unwrap_or(from);
    let month = i8::try_from(rng.between(1, 12)).unwrap_or(1);
    Date::new(year, month, 5).unwrap_or(TERM)
}

/// Heads of committees in charge of listed communes, and 49 units that help 123 village branches.
pub(super) fn charges(
    seed: u64,
    layout: &Layout,
    listings: &[SampleListing],
    posts: &[SamplePost],
) -> Vec<SampleCharge> {
    let mut rng = Rng::new(seed, "charges");
    let mut charges = Vec::new();
    let above = |unit: UnitAt| layout.bases.iter().find(|b| b.unit == unit).map(|b| b.upper);
    for listing in listings.iter().filter(|l| is_open(l)) {
        let owner = above(listing.unit).unwrap_or(layout.city);
        let deputies = (0..).zip(posts).filter(|(_, p)| p.unit == owner && p.rank != Rank::Officer);
        let chosen: Vec<PostAt> = deputies.map(|(at, _)| at).collect();
        let from_on = listing.acts.first().map_or(TERM, |a| a.on);
        if let Some(at) = rng.pick(&chosen) {
            charges.push(SampleCharge { who: SampleCarer::Post(at), target: listing.unit, from_on });
        }
    }
    let helpers: Vec<UnitAt> = layout
        .bases
        .iter()
        .filter(|b| matches!(b.duty, Duty::Office | Duty::PublicUnit | Duty::Enterprise))
        .map(|b| b.unit)
        .take(49)
        .collect();
    let rural = layout.bases.iter().filter(|b| b.duty == Duty::Commune && b.place.starts_with("xã"));
    let villages = rural.filter_map(|b| b.branches.first()).map(|b| b.unit).take(123);
    for (village, helper) in villages.zip(helpers.iter().cycle()) {
        let who = SampleCarer::Unit(*helper);
        charges.push(SampleCharge { who, target: village, from_on: date(2023, 3, 1) });
    }
    charges
}
