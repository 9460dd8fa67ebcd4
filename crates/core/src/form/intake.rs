//! Nhận biểu: how a workbook that came back stands against what was asked.
//!
//! A workbook is taken whole or not at all. Invariant: what is mismatched anywhere is never ready.

use super::{State, Timeliness, timeliness};
use crate::{Date, tagged};

tagged! {
    /// Tình trạng của một tệp nhận về.
    pub enum Standing {
        /// It can be written.
        Ready = "ready",
        /// It says what is already there, and its answer was sent: nothing would change.
        Same = "same",
        /// It does not fit what was asked: nothing of it is written.
        Mismatched = "mismatched",
        /// It is no workbook that can be read.
        Unreadable = "unreadable",
        /// It was written.
        Written = "written",
    }
}

/// What a workbook brings, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Brought {
    /// Figures where none stood.
    pub n_new: usize,
    /// Figures other than what stood there.
    pub n_changed: usize,
    /// Figures that stood there already.
    pub n_same: usize,
    /// What stands against it.
    pub n_stops: usize,
}

/// How a workbook that can be read stands, by what it brings and by its answer so far.
pub fn standing(brought: Brought, answer: Option<&State>) -> Standing {
    let settled = answer.is_some_and(|state| !state.takes_figures());
    match brought {
        Brought { n_stops: 1.., .. } => Standing::Mismatched,
        Brought { n_new: 0, n_changed: 0, .. } if settled => Standing::Same,
        _ => Standing::Ready,
    }
}

/// Whether an answer is in time when its workbook came on a day: an answer that was sent before counts by then.
pub fn came(due_on: Date, answer: Option<&State>, received_on: Date) -> Timeliness {
    let sent_on = answer.and_then(State::sent_on).unwrap_or(received_on);
    timeliness(due_on, Some(sent_on), received_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn a_fault_anywhere_holds_the_whole_workbook_back() {
        let sent = State::Sent { on: date(2024, 7, 3) };
        let brought = |n_new, n_changed, n_same, n_stops| Brought { n_new, n_changed, n_same, n_stops };
        for (brought, answer, expected) in [
            (brought(3, 0, 0, 0), None, Standing::Ready),
            (brought(0, 1, 9, 0), Some(&State::Draft), Standing::Ready),
            (brought(0, 0, 9, 0), Some(&State::Draft), Standing::Ready),
            (brought(0, 0, 9, 0), Some(&sent), Standing::Same),
            (brought(0, 0, 9, 1), Some(&sent), Standing::Mismatched),
            (brought(9, 9, 9, 1), None, Standing::Mismatched),
        ] {
            assert_eq!(standing(brought, answer), expected, "{brought:?}");
        }
    }

    #[test]
    fn late_by_the_day_it_came_or_was_sent_before() {
        let due = date(2024, 7, 10);
        let sent = State::Sent { on: date(2024, 7, 9) };
        assert_eq!(came(due, None, due), Timeliness::InTime);
        assert_eq!(came(due, None, date(2024, 7, 11)), Timeliness::Late);
        assert_eq!(came(due, Some(&sent), date(2024, 7, 11)), Timeliness::InTime);
    }
}
