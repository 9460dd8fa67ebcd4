//! Thời hạn theo quy định: a due date that follows from a term, and follows the calendar when it changes.

use super::{Days, Term};
use crate::Date;
use crate::calendar::{self, Calendar, Conventions, Due};

impl Term {
    /// Where it ends by a calendar, counted as the law counts.
    pub fn due(self, calendar: &Calendar) -> Due {
        let n = u16::try_from(self.n).unwrap_or(u16::MAX);
        let term = match self.days {
            Days::Working => calendar::Term::working(n),
            Days::Calendar => calendar::Term::calendar(n),
        };
        calendar.due(self.start_on, term, Conventions::STATUTORY)
    }
}

/// The due dates that a calendar moves: place in the list and the new day. `now` is the day as it stands, `started_on`
/// the day before which no due date may fall.
pub fn moved<'a>(
    calendar: &'a Calendar,
    tasks: impl IntoIterator<Item = (Term, Date, Date)> + 'a,
) -> impl Iterator<Item = (usize, Date)> + 'a {
    let places = tasks.into_iter().enumerate();
    places.filter_map(|(place, (term, now, started_on))| {
        let to = term.due(calendar).on;
        (to != now && to >= started_on).then_some((place, to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{DecidedDay, Decision, Mark, Rules};
    use crate::date;

    #[test]
    fn a_day_off_more_moves_what_crosses_it_and_nothing_else() {
        let friday = DecidedDay { on: date(2025, 5, 2), mark: Mark::Exchanged };
        let calendar = Calendar::new(Rules::default(), vec![Decision { year: 2025, days: vec![friday] }]);
        let term = |day, n, days| Term { start_on: date(2025, 4, day), n, days };
        let before = [
            (term(28, 3, Days::Working), date(2025, 5, 1), date(2025, 4, 28)),
            (term(28, 4, Days::Working), date(2025, 5, 2), date(2025, 4, 28)),
            (term(28, 4, Days::Calendar), date(2025, 5, 2), date(2025, 4, 28)),
            // Already where the calendar puts it.
            (term(28, 4, Days::Working), date(2025, 5, 5), date(2025, 4, 28)),
            // It would end before it starts: kept.
            (term(28, 4, Days::Working), date(2025, 5, 9), date(2025, 5, 8)),
        ];
        let moved: Vec<_> = moved(&calendar, before).collect();
        assert_eq!(moved, [(1, date(2025, 5, 5)), (2, date(2025, 5, 5))]);
    }
}
