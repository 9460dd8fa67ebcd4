//! How many due dates are computed anew in a second after the calendar changed.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use jiff::ToSpan;
use std::time::Instant;
use vunggoc_core::calendar::{Calendar, DecidedDay, Decision, Mark, Rules};
use vunggoc_core::date;
use vunggoc_core::task::recount::moved;
use vunggoc_core::task::{Days, Term};

fn main() {
    const N: i64 = 200_000;
    let friday = DecidedDay { on: date(2025, 5, 2), mark: Mark::Exchanged };
    let before = Calendar::new(Rules::default(), Vec::new());
    let after = Calendar::new(Rules::default(), vec![Decision { year: 2025, days: vec![friday] }]);
    let task = |n: i64| {
        let start_on = date(2025, 1, 2).saturating_add((n % 300).days());
        let days = if n % 3 == 0 { Days::Calendar } else { Days::Working };
        let term = Term { start_on, n: 3 + n % 60, days };
        (term, term.due(&before).on, start_on)
    };
    let tasks: Vec<_> = (0..N).map(task).collect();
    let began = Instant::now();
    let n_moved = moved(&after, tasks).count();
    let took = began.elapsed();
    println!("{N} due dates, {n_moved} moved, {took:?}: {:.0} a second", 200_000.0 / took.as_secs_f64());
}
