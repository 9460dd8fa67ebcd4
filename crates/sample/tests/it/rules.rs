//! The sample speaks the words of the rule packs: every code it uses is declared there.

use super::CITY;
use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

fn pack(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules").join(name);
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

fn codes(pack: &Table, list: &str) -> BTreeSet<String> {
    let codes = pack[list].as_array().unwrap().iter().map(|entry| text(&entry["code"]));
    codes.collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn indicators_levels_kinds_criteria_and_bodies_are_declared() {
    let indicators = codes(&pack("indicators.toml"), "indicator");
    for code in &CITY.indicators {
        assert!(indicators.contains(*code), "indicator {code}");
    }
    let levels = pack("levels.toml");
    let pairs: BTreeSet<(String, String)> = levels["kind"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|k| k["levels"].as_array().unwrap().iter().map(|l| (text(&k["code"]), text(l))))
        .collect();
    for spell in CITY.units.iter().flat_map(|u| &u.spells) {
        assert!(
            pairs.contains(&(spell.kind.into(), spell.level.into())),
            "{} at {}",
            spell.kind,
            spell.level
        );
    }
    let criteria = codes(&pack("criteria.toml"), "criterion");
    let bodies = codes(&pack("listing.toml"), "body");
    for listing in &CITY.listings {
        assert!(listing.criteria.iter().all(|c| criteria.contains(*c)), "{:?}", listing.criteria);
        assert!(listing.acts.iter().all(|a| bodies.contains(a.decision.body_kind)));
    }
}

#[test]
fn forms_ask_what_the_catalogue_says() {
    let pack = pack("forms.toml");
    let declared = pack["form"].as_array().unwrap();
    for form in &CITY.forms {
        let entry = declared.iter().find(|f| text(&f["code"]) == form.code).unwrap();
        assert_eq!(text(&entry["rows"]), form.rows.tag());
        let asked: BTreeSet<_> = entry["indicators"].as_array().unwrap().iter().map(text).collect();
        let held: BTreeSet<_> =
            form.indicators.iter().map(|i| CITY.indicators[*i as usize].to_owned()).collect();
        assert!(held.is_subset(&asked), "{}: {:?}", form.code, held.difference(&asked));
    }
}
