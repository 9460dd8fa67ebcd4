//! Cases counted by hand.

use crate::{law, year_2024};
use jiff::civil::{Date, date};
use vunggoc_calendar::{
    Calendar, Certainty, Conventions, Counted, DayKind, Roll, Rules, Start, Term, Way, Window, WindowRule,
};

fn calendar() -> Calendar {
    Calendar::new(law(), vec![year_2024()])
}

#[test]
fn terms_counted_by_hand() {
    let next = Conventions::STATUTORY;
    let same = Conventions { start: Start::SameDay, ..next };
    let received = Conventions { start: Start::FromWorkingDay, ..next };
    let keep = Conventions { roll: Roll::Keep, ..next };
    let back = Conventions { roll: Roll::Preceding, ..next };
    let ahead = Conventions::AHEAD;
    let d = |month, day| date(2024, month, day);
    let cases: &[(&str, Date, Term, Conventions, Date)] = &[
        ("over an exchange: the Saturday counts", d(4, 26), Term::working(5), next, d(5, 7)),
        ("over Tết", d(2, 6), Term::working(7), next, d(2, 22)),
        ("an end on a Saturday before Quốc khánh", d(8, 1), Term::calendar(30), next, d(9, 4)),
        ("the same, not moved", d(8, 1), Term::calendar(30), keep, d(8, 31)),
        ("the same, moved back", d(8, 1), Term::calendar(30), back, d(8, 30)),
        ("the day itself is the first", d(10, 14), Term::working(5), same, d(10, 18)),
        ("the day itself, off, is not", d(10, 12), Term::working(5), same, d(10, 18)),
        ("days of the calendar, the day itself first", d(10, 14), Term::calendar(5), same, d(10, 18)),
        ("received on a Saturday", d(8, 24), Term::working(10), received, d(9, 11)),
        ("received on a Saturday, by the calendar", d(8, 24), Term::calendar(10), received, d(9, 5)),
        ("published five working days before", d(5, 2), Term::working(5), ahead, d(4, 22)),
        ("three working days before, over a make-up day", d(5, 6), Term::working(3), ahead, d(5, 2)),
        ("a term of nothing on a working day", d(10, 15), Term::working(0), next, d(10, 15)),
        ("a term of nothing on a day off", d(9, 2), Term::calendar(0), next, d(9, 4)),
        ("a month that has no such day", d(1, 31), Term::months(1), keep, d(2, 29)),
        ("three months, the day itself first", d(3, 5), Term::months(3), same, d(6, 4)),
        ("a year", date(2023, 2, 28), Term::years(1), keep, d(2, 28)),
        ("a month back", d(3, 31), Term::months(1), Conventions { roll: Roll::Keep, ..ahead }, d(2, 29)),
    ];
    let calendar = calendar();
    for (what, start_on, term, conventions, on) in cases {
        let due = calendar.due(*start_on, *term, *conventions);
        assert_eq!(due.on, *on, "{what}");
        assert_eq!(calendar.trace(&due).last().map(|s| s.on), Some(*on), "{what}");
    }
}

#[test]
fn a_trace_tells_every_day() {
    use Counted::{No, Start as From, Yes};
    use DayKind::{Exchanged, MakeUp, Weekend, Workday};
    let calendar = calendar();
    let due = calendar.due(date(2024, 4, 26), Term::working(4), Conventions::STATUTORY);
    let steps: Vec<_> =
        calendar.trace(&due).into_iter().map(|s| (s.on.day(), s.kind, s.counted, s.n)).collect();
    let holiday = |n| DayKind::Holiday(Some(vunggoc_calendar::HolidayNo(n)));
    assert_eq!(
        steps,
        [
            (26, Workday, From, 0),
            (27, Weekend, No, 0),
            (28, Weekend, No, 0),
            (29, Exchanged, No, 0),
            (30, holiday(3), No, 0),
            (1, holiday(4), No, 0),
            (2, Workday, Yes, 1),
            (3, Workday, Yes, 2),
            (4, MakeUp, Yes, 3),
            (5, Weekend, No, 3),
            (6, Workday, Yes, 4),
        ]
    );
}

#[test]
fn what_rests_on_a_year_not_decided_says_so() {
    let calendar = calendar();
    let certainty = |start, term, conventions| calendar.due(start, term, conventions).certainty;
    let next = Conventions::STATUTORY;
    let keep = Conventions { roll: Roll::Keep, ..next };
    let provisional = Certainty::Provisional { year: 2025 };
    assert_eq!(certainty(date(2024, 12, 20), Term::working(5), next), Certainty::Firm);
    assert_eq!(certainty(date(2024, 12, 20), Term::working(9), next), provisional);
    assert_eq!(certainty(date(2024, 12, 20), Term::calendar(30), next), provisional);
    // Days of the calendar whose end is not moved rest on no calendar of anybody.
    assert_eq!(certainty(date(2024, 12, 20), Term::calendar(30), keep), Certainty::Firm);
    // Outside the table nothing is known but weekends.
    let late = certainty(date(2051, 1, 2), Term::working(1), next);
    assert_eq!(late, Certainty::Provisional { year: 2051 });
}

#[test]
fn saturdays_were_worked_before_october_1999() {
    let calendar = calendar();
    assert_eq!(calendar.kind_of(date(1999, 9, 25)), DayKind::Workday);
    assert_eq!(calendar.kind_of(date(1999, 10, 2)), DayKind::Weekend);
    assert_eq!(calendar.kind_of(date(1985, 1, 5)), DayKind::Workday);
}

#[test]
fn working_days_between_two_days() {
    let calendar = calendar();
    let n = |a, b| calendar.working_days_between(a, b);
    assert_eq!(n(date(2024, 4, 26), date(2024, 5, 6)), 4);
    assert_eq!(n(date(2024, 5, 6), date(2024, 4, 26)), -4);
    assert_eq!(n(date(2024, 5, 6), date(2024, 5, 6)), 0);
    // All of 2024: 262 days of Monday to Friday, 12 of them off, one Saturday worked.
    assert_eq!(n(date(2023, 12, 31), date(2024, 12, 31)), 251);
}

#[test]
fn reminders_and_escalations() {
    let calendar = calendar();
    assert_eq!(calendar.working_days_before(date(2024, 9, 5), 3), date(2024, 8, 29));
    assert_eq!(calendar.working_day_after(date(2024, 8, 30)), date(2024, 9, 4));
    assert_eq!(calendar.roll(date(2024, 5, 4), Roll::Following), date(2024, 5, 4));
    assert_eq!(Conventions::AHEAD.way, Way::Before);
}

#[test]
fn windows_of_reports() {
    let window = |rule: WindowRule, from: (i16, i8, i8), to: (i16, i8, i8)| {
        let day = |(y, m, d)| date(y, m, d);
        let Window { from_on, to_on } = rule.window(day(from), day(to));
        format!("{from_on}..{to_on}")
    };
    let petitions = WindowRule::FromDayBefore { day: 15 };
    for (rule, from, to, expected) in [
        (petitions, (2024, 1, 1), (2024, 3, 31), "2023-12-15..2024-03-14"),
        (petitions, (2024, 4, 1), (2024, 6, 30), "2024-03-15..2024-06-14"),
        (petitions, (2024, 1, 1), (2024, 6, 30), "2023-12-15..2024-06-14"),
        (petitions, (2024, 1, 1), (2024, 9, 30), "2023-12-15..2024-09-14"),
        (petitions, (2024, 1, 1), (2024, 12, 31), "2023-12-15..2024-12-14"),
        (WindowRule::Whole, (2024, 1, 1), (2024, 6, 30), "2024-01-01..2024-06-30"),
        (WindowRule::UntilDay { day: 15 }, (2024, 1, 1), (2024, 6, 30), "2024-01-01..2024-06-15"),
        (WindowRule::FromDayBefore { day: 99 }, (2024, 2, 1), (2024, 2, 29), "2024-01-28..2024-02-27"),
    ] {
        assert_eq!(window(rule, from, to), expected);
    }
}

#[test]
fn nothing_panics_at_the_ends_of_time() {
    let calendar = Calendar::new(Rules::default(), Vec::new());
    for day in [Date::MIN, Date::MAX, Date::ZERO, date(1989, 12, 31), date(2050, 12, 31)] {
        for unit in vunggoc_calendar::TermUnit::ALL {
            for n in [0, 1, u16::MAX] {
                for start in Start::ALL {
                    for way in [Way::After, Way::Before] {
                        for roll in Roll::ALL {
                            let due = calendar.due(day, Term { n, unit }, Conventions { start, way, roll });
                            assert!(n < 2 || due.on != day || day == Date::MIN || day == Date::MAX);
                        }
                    }
                }
            }
        }
    }
}
