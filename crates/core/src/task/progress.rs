//! Tiến độ: read off the facts of a task and a day, never stored.

use super::{State, Task};
use crate::{Date, tagged};

tagged! {
    /// Tiến độ, in printed order.
    pub enum Progress {
        /// Chưa đến hạn: open, not due, nothing reported yet.
        NotYetDue = "not-yet-due",
        /// Đang thực hiện trong hạn: open, not due, the doer has reported on it.
        Underway = "underway",
        /// Hoàn thành đúng hạn.
        DoneInTime = "done-in-time",
        /// Hoàn thành quá hạn.
        DoneLate = "done-late",
        /// Quá hạn chưa hoàn thành.
        Overdue = "overdue",
        /// Dừng thực hiện, by a paper.
        Stopped = "stopped",
        /// Chuyển sang năm sau: the rest of a year plan is part of the next one.
        CarriedOver = "carried-over",
    }
}

impl Task {
    /// Its progress as seen on a day.
    ///
    /// On a day before it was closed a task reads as the open task it was then, so a table of the past can be made again.
    pub fn progress(&self, day: Date) -> Progress {
        match &self.state {
            State::Done { on, .. } if *on <= day => {
                if *on <= self.due_on {
                    Progress::DoneInTime
                } else {
                    Progress::DoneLate
                }
            }
            State::Stopped { on, .. } if *on <= day => Progress::Stopped,
            State::CarriedOver { on, .. } if *on <= day => Progress::CarriedOver,
            _ if self.due_on < day => Progress::Overdue,
            _ if self.begun_on.is_some_and(|begun| begun <= day) => Progress::Underway,
            _ => Progress::NotYetDue,
        }
    }

    /// How many days it is late on a day; nought unless it is open and late.
    pub fn n_days_late(&self, day: Date) -> i64 {
        match self.progress(day) {
            Progress::Overdue => i64::from((day - self.due_on).get_days()),
            _ => 0,
        }
    }
}
