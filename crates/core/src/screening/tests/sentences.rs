//! What is said, word for word.

use super::world::{ground, named};
use crate::indicator::Sensitivity;
use crate::period::{Period, PeriodKind};
use crate::rulebook::{Named, Reach, Standing};
use crate::screening::words::{self, Language};
use crate::screening::*;
use crate::unit::Tree;

fn share(says: &str, bound: (i64, i64), n_periods: u8) -> Criterion {
    let measured = |code| Measured { name: named(code), scale: 0, sensitivity: Sensitivity::Open };
    Criterion {
        name: Named {
            code: "C3".into(), vi: "Tỷ lệ dự sinh hoạt thấp".into(), en: "Low attendance".into()
        },
        area: Area::PartyLife,
        shipped: Shipped::Off,
        reach: Reach {
            tree: Tree::Party,
            levels: vec!["branch".into()],
            kinds: vec![],
            standing: Standing::Any,
        },
        decided: Decided::Figures(Test {
            when: None,
            condition: Condition {
                of: measured("x"),
                base: Some(measured("y")),
                comparison: Comparison::Below,
                bound: Bound::share(bound.0, bound.1).unwrap(),
            },
            period: PeriodKind::Half,
            n_periods,
            missing: Missing::Undetermined,
            base_zero: BaseZero::NotApplicable,
        }),
        lift: None,
        effect: Effect::Counts,
        says_vi: Template::read(says).unwrap(),
        says_en: Template::read("{share} ({value}/{base}), below {bound}, {run}").unwrap(),
        ground: ground(),
        bound_ground: None,
    }
}

fn hit(criterion: &Criterion, figures: (i64, i64), language: Language) -> String {
    let period = Period::parse("2024-H1").unwrap();
    let reading = Reading { period, value: figures.0, base: Some(figures.1) };
    let evidence = Evidence::Figures { readings: vec![reading], when: None };
    words::say(&Sentence::Hit { criterion, evidence }, language)
}

#[test]
fn a_hit_is_one_plain_sentence() {
    let says = "Tỷ lệ dự sinh hoạt đạt {share} ({value}/{base}), thấp hơn mức {bound}, {run}";
    for (bound, n, figures, vi, en) in [
        (
            (65, 100),
            2,
            (52, 85),
            "Tỷ lệ dự sinh hoạt đạt 61,2% (52/85), thấp hơn mức 65%, hai kỳ liên tiếp (đến 6 tháng đầu năm 2024)",
            "61.2% (52/85), below 65%, two periods running (to the first half of 2024)",
        ),
        (
            (1, 3),
            1,
            (1234, 10_000),
            "Tỷ lệ dự sinh hoạt đạt 12,3% (1.234/10.000), thấp hơn mức 1/3, 6 tháng đầu năm 2024",
            "12.3% (1,234/10,000), below 1/3, the first half of 2024",
        ),
        // Rounded to one digit it would read as the bound it missed.
        (
            (65, 100),
            1,
            (6498, 10_000),
            "Tỷ lệ dự sinh hoạt đạt 64,98% (6.498/10.000), thấp hơn mức 65%, 6 tháng đầu năm 2024",
            "64.98% (6,498/10,000), below 65%, the first half of 2024",
        ),
        (
            (1, 1),
            1,
            (5, 6),
            "Tỷ lệ dự sinh hoạt đạt 83,3% (5/6), thấp hơn mức 100%, 6 tháng đầu năm 2024",
            "83.3% (5/6), below 100%, the first half of 2024",
        ),
    ] {
        let criterion = share(says, bound, n);
        assert_eq!(hit(&criterion, figures, Language::Vietnamese), vi);
        assert_eq!(hit(&criterion, figures, Language::English), en);
    }
}

#[test]
fn what_is_missing_is_named_by_period_and_indicator() {
    let criterion = share("{share}", (1, 2), 1);
    let lack = |why, period| Lack { indicator: named("y"), period: Period::parse(period).unwrap(), why };
    let lacks = vec![lack(Why::Missing, "2024-H1"), lack(Why::BaseZero, "2023-H2")];
    let sentence = Sentence::Undetermined { criterion: &criterion, lacks };
    assert_eq!(
        words::say(&sentence, Language::Vietnamese),
        "Chưa xác định được “Tỷ lệ dự sinh hoạt thấp”: thiếu số liệu “nội dung y”, 6 tháng đầu năm 2024; \
         “nội dung y” bằng 0, 6 tháng cuối năm 2023"
    );
    assert_eq!(
        words::say(&sentence, Language::English),
        "“Low attendance” cannot be determined: no figure for “item y”, the first half of 2024; \
         “item y” is 0, the second half of 2023"
    );
}

#[test]
fn signs_below_are_counted_with_their_whole() {
    let criterion = share("{share}", (1, 2), 1);
    let count = LiftCount { n_hit: 3, n_undetermined: 1, n_applicable: 12 };
    let sentence = Sentence::Hit { criterion: &criterion, evidence: Evidence::Below(count) };
    assert_eq!(
        words::say(&sentence, Language::Vietnamese),
        "3/12 tổ chức đảng trực thuộc có biểu hiện “Tỷ lệ dự sinh hoạt thấp”; 1 tổ chức chưa đủ số liệu"
    );
}

#[test]
fn numbers_are_written_from_integers() {
    for (value, scale, vi, en) in [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1000, 0, "1.000", "1,000"),
        (1_234_567, 2, "12.345,67", "12,345.67"),
        (5, 2, "0,05", "0.05"),
        (-1_234_567, 0, "-1.234.567", "-1,234,567"),
    ] {
        assert_eq!(words::number(value, scale, Language::Vietnamese), vi);
        assert_eq!(words::number(value, scale, Language::English), en);
    }
}

#[test]
fn templates_have_only_places_that_can_be_filled() {
    let criterion = share("{share}", (1, 2), 1);
    let Decided::Figures(test) = &criterion.decided else { unreachable!() };
    assert_eq!(Template::read("{share"), Err(BadTemplate::OpenBrace));
    assert_eq!(Template::read("a} b"), Err(BadTemplate::OpenBrace));
    assert_eq!(Template::read("{name}"), Err(BadTemplate::NoSuchPlace("name".into())));
    assert_eq!(Template::read("  "), Err(BadTemplate::Blank));
    let when = Template::read("{when}").unwrap();
    assert_eq!(when.fits(Some(test)), Err(BadTemplate::NothingThere(Piece::When)));
    assert_eq!(Template::read("a {value}").unwrap().fits(None), Err(BadTemplate::NothingThere(Piece::Value)));
    assert_eq!(Template::read("{share} {run}").unwrap().fits(Some(test)), Ok(()));
}

#[test]
fn the_latest_periods_are_those_that_have_ended() {
    let latest = Latest::ended_before(crate::date(2024, 7, 1));
    for (kind, code) in [
        (PeriodKind::Month, "2024-06"),
        (PeriodKind::Quarter, "2024-Q2"),
        (PeriodKind::Half, "2024-H1"),
        (PeriodKind::NineMonths, "2023-9M"),
        (PeriodKind::Year, "2023"),
    ] {
        assert_eq!(latest.period(kind), Period::parse(code));
    }
    assert_eq!(
        Latest::ended_before(crate::date(2024, 6, 30)).period(PeriodKind::Half),
        Period::parse("2023-H2")
    );
}
