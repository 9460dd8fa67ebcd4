//! The shipped rules: they parse, refer only to what exists, and faults are found.

use vunggoc_app::rules::{Rules, SHIPPED, Texts, What};
use vunggoc_core::rulebook::Ground;

fn grounds(rules: &Rules) -> Vec<&Ground> {
    let levels = rules.levels.levels.iter().map(|l| &l.ground);
    let kinds = rules.levels.kinds.iter().map(|k| &k.ground);
    levels.chain(kinds).chain(rules.indicators.iter().map(|i| &i.ground)).collect()
}

#[test]
fn shipped_files_parse_and_every_value_has_a_source() {
    let rules = Rules::shipped().unwrap();
    for ground in grounds(&rules) {
        assert!(ground.source.chars().count() >= 10, "{ground:?}");
    }
    assert_eq!(rules.hash_text().len(), 64);
    assert!(rules.indicator("members.admitted").unwrap().base.as_deref() == Some("members.admitted_target"));
}

#[test]
fn the_hash_follows_every_file_and_not_the_line_ends() {
    let hash = Rules::shipped().unwrap().hash;
    let levels = format!("{}\n# x", SHIPPED.levels);
    assert_ne!(Rules::read(Texts { levels: &levels, ..SHIPPED }).unwrap().hash, hash);
    let crlf = SHIPPED.indicators.replace('\n', "\r\n");
    assert_eq!(Rules::read(Texts { indicators: &crlf, ..SHIPPED }).unwrap().hash, hash);
}

#[test]
fn faults_are_found_and_named() {
    let fault = |from: &str, to: &str| {
        assert!(SHIPPED.indicators.contains(from), "{from}");
        let text = SHIPPED.indicators.replacen(from, to, 1);
        Rules::read(Texts { indicators: &text, ..SHIPPED }).unwrap_err()
    };
    let f = fault("code = \"members.admitted\"", "code = \"members.official\"");
    assert_eq!((f.entry.as_str(), f.what), ("members.official", What::Twice));
    let f = fault("base = \"petitions.due\"", "base = \"petitions.dew\"");
    assert_eq!(f.what, What::Unknown("petitions.dew".into()));
    let f = fault("confidence = \"secondary\"", "confidence = \"sure\"");
    assert!(matches!(f.what, What::Word { field: "confidence", .. }));
    let f = fault("levels = [\"base\"]", "levels = [\"village\"]");
    assert_eq!(f.what, What::Unknown("village".into()));
    assert!(matches!(fault("[[indicator]]", "[[indicator").what, What::Shape(_)));
}
