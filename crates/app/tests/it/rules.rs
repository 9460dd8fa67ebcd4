//! The shipped rules: they parse, refer only to what exists, say their sources, and faults are found.

use std::collections::BTreeSet;
use vunggoc_app::rules::{Rules, SHIPPED, Texts, What};
use vunggoc_core::date;
use vunggoc_core::listing::{ActKind, Tier};
use vunggoc_core::period::Period;
use vunggoc_core::rulebook::Confidence;
use vunggoc_core::screening::{Area, BadTemplate, Decided, Piece, Shipped};

#[test]
fn every_value_has_a_source_and_a_confidence() {
    let rules = Rules::shipped().unwrap();
    let grounds = rules.grounds();
    assert!(grounds.len() > 150, "{}", grounds.len());
    for (code, ground) in &grounds {
        assert!(ground.source.chars().count() >= 10, "{code}: {ground:?}");
        let of_ours = ground.source.to_lowercase().contains("đề xuất của phần mềm");
        assert!(!of_ours || ground.confidence == Confidence::Ours, "{code} is ours and must say so");
    }
}

#[test]
fn the_minimal_set_is_on_and_the_rest_off() {
    let rules = Rules::shipped().unwrap();
    let on: BTreeSet<String> = rules.minimal().into_iter().map(|c| c.name.code).collect();
    let ten = ["D1", "D2", "E1", "B3", "B7", "B6", "D6", "A4", "A3", "A7", "C1"]; // D1 and D2 are one sign
    assert_eq!(on, ten.iter().map(|c| (*c).to_owned()).collect());
    assert!(rules.criteria.len() >= 40);
    for area in Area::ALL {
        assert!(rules.criteria.iter().any(|c| c.area == *area));
    }
    for code in ["A2", "A9", "B1", "B2", "B4", "B5", "C7", "E2", "E3"] {
        let criterion = rules.criterion(code).unwrap();
        assert_eq!((&criterion.decided, criterion.shipped), (&Decided::Judgement, Shipped::Off), "{code}");
    }
}

#[test]
fn figures_asked_by_the_minimal_set_are_asked_by_a_form() {
    let rules = Rules::shipped().unwrap();
    let asked: BTreeSet<&str> = rules.forms.iter().flat_map(|f| &f.indicators).map(String::as_str).collect();
    for criterion in rules.minimal() {
        let Decided::Figures(test) = criterion.decided else { panic!("the minimal set needs no judgement") };
        let conditions = test.when.iter().chain(std::iter::once(&test.condition));
        for measured in conditions.flat_map(|c| std::iter::once(&c.of).chain(&c.base)) {
            assert!(
                asked.contains(measured.name.code.as_str()),
                "{} {}",
                criterion.name.code,
                measured.name.code
            );
        }
    }
}

#[test]
fn words_that_are_not_used_of_organisations() {
    let rules = Rules::shipped().unwrap();
    for c in &rules.criteria {
        for banned in ["dấu hiệu", "cờ đỏ", "ngưỡng", "uỷ", " %"] {
            assert!(!c.name.vi.contains(banned), "{}: {banned}", c.name.code);
            let said = c.says_vi.pieces().iter().any(|p| matches!(p, Piece::Text(t) if t.contains(banned)));
            assert!(!said, "{}: {banned}", c.name.code);
        }
    }
}

#[test]
fn powers_and_names_follow_the_day() {
    let rules = Rules::shipped().unwrap().listing;
    let (before, after) = (date(2025, 6, 30), date(2025, 7, 1));
    assert!(rules.power(Tier::Lower, "steering", ActKind::Remove, before).is_some());
    assert!(rules.power(Tier::Lower, "steering", ActKind::Remove, after).is_none());
    assert!(rules.power(Tier::Lower, "standing-committee", ActKind::HandDown, after).is_none());
    assert!(rules.power(Tier::Upper, "steering", ActKind::HandDown, after).is_some());
    assert_eq!(rules.track(Tier::Lower, before).unwrap().vi, "Thuộc diện cấp huyện theo dõi");
    assert_eq!(rules.track(Tier::Lower, after).unwrap().vi, "Thuộc diện cấp xã theo dõi");
    assert_eq!((rules.consolidation.n_months, rules.watch.n_months), (12, 12));
    let rules = Rules::shipped().unwrap();
    assert_eq!(rules.papers.symbol("BC", "steering-city", after).unwrap(), "BC/BCĐ");
    assert_eq!(rules.papers.symbol("ĐA", "district-committee", after), None);
    let half = Period::parse("2024-H1").unwrap();
    assert_eq!(rules.form("M01").unwrap().due_on(half), Some(date(2024, 7, 10)));
}

#[test]
fn the_hash_follows_every_file_and_not_the_line_ends() {
    let hash = Rules::shipped().unwrap().hash;
    let more = |text: &str| format!("{text}\n# x");
    for changed in [
        Texts { levels: &more(SHIPPED.levels), ..SHIPPED },
        Texts { indicators: &more(SHIPPED.indicators), ..SHIPPED },
        Texts { criteria: &more(SHIPPED.criteria), ..SHIPPED },
        Texts { groups: &more(SHIPPED.groups), ..SHIPPED },
        Texts { listing: &more(SHIPPED.listing), ..SHIPPED },
        Texts { papers: &more(SHIPPED.papers), ..SHIPPED },
        Texts { forms: &more(SHIPPED.forms), ..SHIPPED },
        Texts { holidays: &more(SHIPPED.holidays), ..SHIPPED },
        Texts { tasks: &more(SHIPPED.tasks), ..SHIPPED },
    ] {
        assert_ne!(Rules::read(changed).unwrap().hash, hash);
    }
    let crlf = SHIPPED.indicators.replace('\n', "\r\n");
    assert_eq!(Rules::read(Texts { indicators: &crlf, ..SHIPPED }).unwrap().hash, hash);
    assert_eq!(Rules::shipped().unwrap().hash_text().len(), 64);
}

fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

#[test]
fn faults_are_found_and_named() {
    let fault = |from, to| {
        let text = changed(SHIPPED.indicators, from, to);
        Rules::read(Texts { indicators: &text, ..SHIPPED }).err().unwrap()
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

#[test]
fn faults_of_criteria_are_found() {
    let fault = |from, to| {
        let text = changed(SHIPPED.criteria, from, to);
        Rules::read(Texts { criteria: &text, ..SHIPPED }).err().map(|f| f.what).unwrap()
    };
    assert_eq!(
        fault("of = \"petitions.overdue\"", "of = \"petitions.lost\""),
        What::Unknown("petitions.lost".into())
    );
    assert_eq!(
        fault("hạn là {share}", "hạn là {percent}"),
        What::Sentence(BadTemplate::NoSuchPlace("percent".into()))
    );
    assert_eq!(
        fault("{value} vụ việc", "{base} vụ việc"),
        What::Sentence(BadTemplate::NothingThere(Piece::Base))
    );
    assert!(matches!(fault("bound = [20, 100]", "bound = [20, 0]"), What::Conflict(_)));
    assert!(matches!(fault("period = \"half\"", "period = \"year\""), What::Conflict(_)));
    assert!(matches!(fault("area = \"A\"", "area = \"B\""), What::Conflict(_)));
    // A sentence on a sensitive indicator tells no count.
    let telling =
        fault("says_vi = \"Có đảng viên bỏ sinh hoạt", "says_vi = \"{value} đảng viên bỏ sinh hoạt");
    assert!(matches!(telling, What::Conflict(_)), "{telling:?}");
    assert!(matches!(fault("bound_confidence = \"ours\"\n", ""), What::Blank(_)));
    assert!(matches!(fault("comparison = \"above\"", "comparison = \"equal\""), What::Word { .. }));
}
