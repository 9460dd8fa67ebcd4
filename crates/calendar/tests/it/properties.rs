//! What holds of every calendar and every count.

use crate::law;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;
use vunggoc_calendar::{
    Calendar, Certainty, Conventions, Counted, DecidedDay, Decision, Mark, Roll, Start, Term, TermUnit, Way,
    WindowRule,
};

fn day() -> impl Strategy<Value = Date> {
    // A little beyond the years laid out, on both sides.
    (0_i64..24_000).prop_map(|n| date(1988, 1, 1).saturating_add(n.days()))
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![Just(Mark::Holiday(None)), Just(Mark::InLieu), Just(Mark::Exchanged), Just(Mark::MakeUp)]
}

fn decision(year: i16) -> impl Strategy<Value = Decision> {
    let days = vec((0_i64..365, mark()), 0..40);
    days.prop_map(move |days| {
        let on = |n: i64| date(year, 1, 1).saturating_add(n.days());
        Decision { year, days: days.into_iter().map(|(n, mark)| DecidedDay { on: on(n), mark }).collect() }
    })
}

/// Decisions on some of the years, odd ones too: a calendar must count by whatever it is given.
fn decisions() -> impl Strategy<Value = Vec<Decision>> {
    vec((2018_i16..2028).prop_flat_map(decision), 0..6)
}

fn term() -> impl Strategy<Value = Term> {
    let unit = prop::sample::select(TermUnit::ALL.to_vec());
    (unit, 0_u16..300)
        .prop_map(|(unit, n)| Term { n: if unit == TermUnit::Years { n % 40 } else { n }, unit })
}

fn conventions() -> impl Strategy<Value = Conventions> {
    let pick = |start: Start, way, roll| Conventions { start, way, roll };
    let way = prop::sample::select(vec![Way::After, Way::Before]);
    (prop::sample::select(Start::ALL.to_vec()), way, prop::sample::select(Roll::ALL.to_vec()))
        .prop_map(move |(start, way, roll)| pick(start, way, roll))
}

fn recent() -> impl Strategy<Value = Date> {
    (0_i64..4_200).prop_map(|n| date(2017, 6, 1).saturating_add(n.days()))
}

fn a_day() -> impl Strategy<Value = Date> {
    prop_oneof![recent(), day()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn adding_n_working_days_then_counting_gives_n(made in decisions(), from in a_day(), n in 0_u16..400) {
        let calendar = Calendar::new(law(), made);
        let keep = Conventions { roll: Roll::Keep, ..Conventions::STATUTORY };
        let to = calendar.due(from, Term::working(n), keep).on;
        prop_assert_eq!(calendar.working_days_between(from, to), i64::from(n));
        let back = calendar.due(from, Term::working(n), Conventions { way: Way::Before, ..keep }).on;
        // Counting back, the days lie before `from`: one of them is the end, and `from` is not.
        let own = i64::from(calendar.is_worked(from)) - i64::from(calendar.is_worked(back));
        prop_assert_eq!(calendar.working_days_between(back, from) - own, i64::from(n));
        if calendar.is_worked(from) {
            prop_assert_eq!(calendar.working_days_before(to, n), from);
        }
    }

    #[test]
    fn one_more_day_off_never_shortens(
        made in decisions(), year in 2018_i16..2028, of_year in decision(2023), off in 0_i64..365,
        from in recent(), term in term(), conventions in conventions(),
    ) {
        let days = of_year.days.into_iter().map(|d| DecidedDay { on: d.on.with().year(year).build().unwrap(), ..d });
        let mut with: Vec<Decision> = made;
        with.push(Decision { year, days: days.collect() });
        let before = Calendar::new(law(), with.clone());
        let on = date(year, 1, 1).saturating_add(off.days());
        with.last_mut().unwrap().days.push(DecidedDay { on, mark: Mark::Holiday(None) });
        let after = Calendar::new(law(), with);
        let (a, b) = (before.due(from, term, conventions).on, after.due(from, term, conventions).on);
        match (conventions.way, conventions.roll) {
            (Way::After, Roll::Keep | Roll::Following) => prop_assert!(b >= a, "{} then {}", a, b),
            (Way::Before, Roll::Keep | Roll::Preceding) => prop_assert!(b <= a, "{} then {}", a, b),
            // The start is moved one way and the end the other: no order is promised.
            _ => {}
        }
    }

    #[test]
    fn counting_again_changes_nothing(made in decisions(), from in a_day(), term in term(), c in conventions()) {
        let calendar = Calendar::new(law(), made.clone());
        let due = calendar.due(from, term, c);
        prop_assert_eq!(calendar.due(due.start_on, due.term, due.conventions), due);
        prop_assert_eq!(Calendar::new(law(), made).due(from, term, c), due);
        prop_assert_eq!(calendar.roll(due.on, c.roll), due.on);
    }

    #[test]
    fn an_end_never_moves_onto_a_day_off(made in decisions(), from in a_day(), term in term(), c in conventions()) {
        let calendar = Calendar::new(law(), made);
        let due = calendar.due(from, term, c);
        prop_assert!(c.roll == Roll::Keep || calendar.is_worked(due.on));
        let (after, before) = (calendar.roll(from, Roll::Following), calendar.roll(from, Roll::Preceding));
        prop_assert!(before <= from && from <= after);
        prop_assert!(calendar.is_worked(after) && calendar.is_worked(before));
        prop_assert!(calendar.working_day_after(from) > from);
    }

    #[test]
    fn a_trace_tells_each_day_once_and_leads_to_the_due_day(
        made in decisions(), from in a_day(), term in term(), c in conventions(),
    ) {
        let calendar = Calendar::new(law(), made);
        let due = calendar.due(from, term, c);
        let trace = calendar.trace(&due);
        prop_assert_eq!(trace.last().unwrap().on, due.on);
        prop_assert!(trace.iter().all(|s| s.kind == calendar.kind_of(s.on)));
        if matches!(term.unit, TermUnit::WorkingDays | TermUnit::CalendarDays) {
            let n = trace.iter().filter(|s| s.counted == Counted::Yes).count();
            prop_assert_eq!(n, usize::from(term.n));
            for pair in trace.windows(2) {
                prop_assert_eq!((pair[0].on.until(pair[1].on).unwrap().get_days()).abs(), 1);
            }
        }
        if term.unit == TermUnit::WorkingDays {
            let right = |s: &vunggoc_calendar::Step| match s.counted {
                Counted::Yes => s.kind.is_worked(),
                Counted::No => !s.kind.is_worked(),
                _ => true,
            };
            prop_assert!(trace.iter().all(right));
        }
    }

    #[test]
    fn later_starts_and_longer_terms_never_end_earlier(
        made in decisions(), from in a_day(), later in 0_i64..60, term in term(), longer in 0_u16..60, c in conventions(),
    ) {
        let calendar = Calendar::new(law(), made);
        let after = Conventions { way: Way::After, ..c };
        let due = calendar.due(from, term, after).on;
        let next = from.saturating_add(later.days());
        prop_assert!(calendar.due(next, term, after).on >= due);
        // A term of nothing has no first day that could be the day itself.
        if term.n > 0 {
            let longer = Term { n: term.n + longer, ..term };
            prop_assert!(calendar.due(from, longer, after).on >= due);
        }
    }

    #[test]
    fn what_is_firm_stays_whatever_is_decided_on_other_years(
        made in decisions(), other in (2018_i16..2028).prop_flat_map(decision),
        from in recent(), term in term(), c in conventions(),
    ) {
        let calendar = Calendar::new(law(), made.clone());
        prop_assume!(!calendar.is_decided(other.year));
        let due = calendar.due(from, term, c);
        let decided = Calendar::new(law(), made.into_iter().chain([other]).collect());
        if due.certainty == Certainty::Firm {
            prop_assert_eq!(decided.due(from, term, c), due);
        }
    }

    #[test]
    fn deciding_what_was_assumed_moves_nothing(year in 2021_i16..2050, from in 0_i64..365, term in term(), c in conventions()) {
        let assumed = Calendar::new(law(), vec![]);
        let mark = |kind| match kind {
            vunggoc_calendar::DayKind::Holiday(no) => Mark::Holiday(no),
            _ => Mark::InLieu,
        };
        let days = assumed.assumed(year).into_iter().map(|(on, kind)| DecidedDay { on, mark: mark(kind) });
        let same = Decision { year, days: days.collect() };
        prop_assert_eq!(same.objections(&assumed), vec![]);
        let decided = Calendar::new(law(), vec![same]);
        let from = date(year, 1, 1).saturating_add(from.days());
        prop_assert_eq!(decided.due(from, term, c).on, assumed.due(from, term, c).on);
    }

    #[test]
    fn windows_of_quarters_follow_one_another(year in 1990_i16..2050, quarter in 0_i8..4, day in 2_i8..28) {
        let rule = WindowRule::FromDayBefore { day };
        let window = |n: i8| {
            let first = date(year, 1, 1).saturating_add((i64::from(n) * 3).months());
            rule.window(first, first.saturating_add(3.months()).yesterday().unwrap())
        };
        let (one, next) = (window(quarter), window(quarter + 1));
        prop_assert_eq!(one.to_on.tomorrow().unwrap(), next.from_on);
        prop_assert!(one.holds(one.from_on) && one.holds(one.to_on) && !one.holds(next.from_on));
    }
}
