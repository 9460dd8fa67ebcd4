//! The yearly decision, and what holds before it.

use crate::{law, year_2024};
use jiff::civil::date;
use vunggoc_calendar::{Calendar, DayKind, DecidedDay, Decision, HolidayNo, Mark, Objection};

fn holidays_of(calendar: &Calendar, year: i16) -> Vec<String> {
    let words = |kind: &DayKind| match kind {
        DayKind::Holiday(Some(no)) => calendar.holiday(*no).unwrap().code.clone(),
        other => format!("{other:?}"),
    };
    calendar
        .assumed(year)
        .iter()
        .map(|(on, kind)| format!("{:02}-{:02} {}", on.month(), on.day(), words(kind)))
        .collect()
}

#[test]
fn days_off_in_lieu_follow_the_weekend_as_they_did_in_2023() {
    let calendar = Calendar::new(law(), vec![]);
    assert_eq!(
        holidays_of(&calendar, 2023),
        [
            "01-01 new-year",
            "01-02 InLieu",
            "01-20 tet",
            "01-21 tet",
            "01-22 tet",
            "01-23 tet",
            "01-24 tet",
            "01-25 InLieu",
            "01-26 InLieu",
            "04-29 hung-kings",
            "04-30 victory",
            "05-01 labour",
            "05-02 InLieu",
            "05-03 InLieu",
            "09-01 national",
            "09-02 national",
            "09-04 InLieu"
        ]
    );
    // Before its law begins a holiday is none.
    assert!(holidays_of(&calendar, 2020).is_empty());
}

#[test]
fn a_decision_takes_the_place_of_what_was_assumed() {
    let before = Calendar::new(law(), vec![]);
    let after = Calendar::new(law(), vec![year_2024()]);
    assert_eq!(before.kind_of(date(2024, 9, 3)), DayKind::InLieu);
    assert_eq!(after.kind_of(date(2024, 9, 3)), DayKind::Holiday(Some(HolidayNo(5))));
    // 1 September 2024 is a Sunday: assumed to be the second day, it is made up for on the 3rd.
    assert_eq!(before.kind_of(date(2024, 9, 1)), DayKind::Holiday(Some(HolidayNo(5))));
    assert_eq!(after.kind_of(date(2024, 9, 1)), DayKind::Weekend);
    assert!(!before.is_decided(2024) && after.is_decided(2024) && !after.is_decided(2025));
    // Of two decisions on a year the later one holds.
    let again = Calendar::new(law(), vec![Decision { year: 2024, days: vec![] }, year_2024()]);
    assert_eq!(again, after);
}

#[test]
fn a_decision_may_reach_into_the_months_beside_its_year() {
    // Monday 31 December 2018 was off for Saturday 5 January 2019.
    let exchange = Decision {
        year: 2019,
        days: vec![
            DecidedDay { on: date(2018, 12, 31), mark: Mark::Exchanged },
            DecidedDay { on: date(2019, 1, 5), mark: Mark::MakeUp },
        ],
    };
    let whole = Decision { year: 2018, days: vec![] };
    for decisions in [vec![exchange.clone(), whole.clone()], vec![whole, exchange]] {
        let calendar = Calendar::new(law(), decisions);
        assert_eq!(calendar.kind_of(date(2018, 12, 31)), DayKind::Exchanged);
        assert_eq!(calendar.kind_of(date(2019, 1, 5)), DayKind::MakeUp);
    }
}

#[test]
fn what_is_odd_in_a_decision_is_said() {
    let calendar = Calendar::new(law(), vec![]);
    assert_eq!(year_2024().objections(&calendar), []);
    let day = |on, mark| DecidedDay { on, mark };
    let mut odd = year_2024();
    odd.days.retain(|d| d.on != date(2024, 5, 1));
    odd.days.extend([
        day(date(2024, 4, 30), Mark::Exchanged),
        day(date(2024, 11, 23), Mark::Exchanged),
        day(date(2024, 11, 25), Mark::MakeUp),
        day(date(2022, 11, 25), Mark::InLieu),
    ]);
    assert_eq!(
        odd.objections(&calendar),
        [
            Objection::Twice(date(2024, 4, 30)),
            Objection::OffAnyhow(date(2024, 11, 23)),
            Objection::WorkedAnyhow(date(2024, 11, 25)),
            Objection::OutsideYear(date(2022, 11, 25)),
            Objection::Missing(HolidayNo(4)),
            Objection::Unbalanced { n_off: 3, n_worked: 2 },
        ]
    );
    // What lies outside is not laid down either.
    let calendar = Calendar::new(law(), vec![odd]);
    assert_eq!(calendar.kind_of(date(2022, 11, 25)), DayKind::Workday);
}
