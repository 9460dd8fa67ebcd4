//! The register: counts, trees, codes, names.

use super::{CITY, on, total};
use std::collections::BTreeSet;
use vunggoc_core::unit::Tree;
use vunggoc_core::{OPEN_END, date};
use vunggoc_sample::TODAY;

fn count(wanted: impl Fn(&str, &str) -> bool) -> i64 {
    let there = (0..CITY.units.len()).filter_map(|u| on(u as u32, TODAY)).filter(|s| wanted(s.level, s.kind));
    i64::try_from(there.count()).unwrap()
}

#[test]
fn it_has_the_size_of_the_city_of_the_articles() {
    assert_eq!(count(|level, _| level == "province"), 1);
    assert_eq!(count(|level, _| level == "upper"), total("S-UPPER").value);
    assert_eq!(count(|_, kind| kind == "district"), total("S-DISTRICTS").value);
    assert_eq!(count(|_, kind| kind == "block"), total("S-BLOCKS").value);
    assert_eq!(count(|_, kind| kind == "commune"), total("S-COMMUNES").value);
    assert_eq!(count(|_, kind| kind == "commune-area"), 579);
    assert_eq!(count(|_, kind| kind == "agency"), 616);
    assert_eq!(count(|_, kind| kind == "steering"), 31);
    let (bases, branches) = (count(|level, _| level == "base"), count(|level, _| level == "branch"));
    assert!((2_280..=2_360).contains(&bases), "{bases} base organisations");
    assert!((16_500..=17_500).contains(&branches), "{branches} branches");
    assert!((200..=800).contains(&count(|level, _| level == "village")));
    assert!(count(|level, _| level == "section") > 20);
}

#[test]
fn every_tree_is_a_tree_on_every_day() {
    for (at, unit) in CITY.units.iter().enumerate() {
        assert!(!unit.spells.is_empty());
        assert!(unit.spells.windows(2).all(|w| w[0].until_on == w[1].from_on));
        for spell in &unit.spells {
            assert!(spell.from_on < spell.until_on && spell.from_on <= TODAY, "{}", spell.name);
            let Some(parent) = spell.parent else { continue };
            assert!((parent as usize) < at, "parents come first");
            let above = &CITY.units[parent as usize];
            assert_eq!(above.tree, unit.tree);
            let (first, last) = (&above.spells[0], above.spells.last().unwrap());
            assert!(first.from_on <= spell.from_on && spell.until_on <= last.until_on, "{}", spell.name);
        }
        let root = unit.spells[0].parent.is_none();
        let may = matches!(unit.spells[0].kind, "city" | "steering" | "commune-area" | "agency");
        assert!(!root || may, "{}", unit.spells[0].name);
    }
}

#[test]
fn codes_have_fourteen_digits_and_are_given_once() {
    let party: Vec<_> = CITY.units.iter().filter(|u| u.tree == Tree::Party).collect();
    let codes: BTreeSet<_> = party.iter().map(|u| u.party_code.as_deref().unwrap()).collect();
    assert_eq!(codes.len(), party.len());
    assert!(
        codes.iter().all(|c| c.len() == 14 && c.starts_with("99") && c.bytes().all(|b| b.is_ascii_digit()))
    );
    assert!(CITY.units.iter().all(|u| u.tree == Tree::Party || u.party_code.is_none()));
}

#[test]
fn names_are_invented_and_tell_units_apart() {
    let real = [
        "Hà Nội",
        "Ba Đình",
        "Hoàn Kiếm",
        "Đống Đa",
        "Cầu Giấy",
        "Hà Đông",
        "Sóc Sơn",
        "Ba Vì",
        "Sơn Tây",
        "Đông Anh",
        "Gia Lâm",
        "Thanh Trì",
        "Mê Linh",
        "Chương Mỹ",
        "Sài Gòn",
        "Hồ Chí Minh",
        "Đà Nẵng",
        "Hải Phòng",
        "Sơn La",
        "Sốp Cộp",
        "Kim Liên",
        "Việt Nam",
    ];
    let mut names = BTreeSet::new();
    for unit in &CITY.units {
        for spell in &unit.spells {
            assert!(spell.name.contains("Mẫu") || spell.name.contains("số"), "{} is not marked", spell.name);
            assert!(!real.iter().any(|r| spell.name.contains(r)), "{} is real", spell.name);
        }
        let last = unit.spells.last().unwrap();
        if last.until_on == OPEN_END {
            assert!(names.insert((unit.tree, last.name.clone())), "{} twice", last.name);
        }
    }
    for paper in &CITY.papers {
        assert!(paper.issuer.contains("Mẫu") && !real.iter().any(|r| paper.about.contains(r)));
    }
}

#[test]
fn the_past_has_papers() {
    let mut kinds = [0; 3];
    for unit in &CITY.units {
        for pair in unit.spells.windows(2) {
            assert!(pair[1].paper.is_some(), "{} changed without a paper", pair[1].name);
            kinds[usize::from(pair[0].parent != pair[1].parent)] += 1;
        }
        kinds[2] += usize::from(unit.spells.last().unwrap().until_on != OPEN_END);
        if unit.spells[0].from_on >= date(2023, 1, 1) {
            assert!(unit.spells[0].paper.is_some(), "{} founded without a paper", unit.spells[0].name);
        }
    }
    assert!(kinds[0] >= 30 && kinds[1] >= 10 && kinds[2] >= 40, "renamed, moved, ended: {kinds:?}");
    let mut numbers = BTreeSet::new();
    for paper in &CITY.papers {
        let term = paper.signed_on >= date(2020, 8, 1);
        assert!(numbers.insert((&paper.issuer, &paper.number, term)), "{} twice", paper.number);
    }
}

#[test]
fn links_join_units_that_exist() {
    for link in &CITY.links {
        assert_ne!(CITY.units[link.from as usize].tree, CITY.units[link.to as usize].tree);
        assert!(on(link.from, link.from_on).is_some() && on(link.to, link.from_on).is_some());
    }
}
