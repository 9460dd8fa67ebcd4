//! Đôn đốc: what is due and what is late, told to those whose work it is.
//!
//! One file per verb: [`day`](mod@day) (my tasks today), [`offices`](mod@offices) (Nội dung cần đôn đốc by office and post,
//! in the order of the register: nobody is ranked), [`week`](mod@week) (Phiếu giao ban tuần), [`letters`] (công văn đôn
//! đốc), [`remind`](mod@remind) (reminders and escalations), [`outbox`] (who is told, on the page and by mail). Each
//! office sees its own, the committee above its subordinates: the same reach as of tasks.

pub mod day;
pub mod letters;
pub mod offices;
pub mod outbox;
pub mod remind;
pub mod week;

use crate::{Answer, AppError};
use serde::Serialize;
use vunggoc_core::Date;
use vunggoc_core::calendar::Calendar;
use vunggoc_db::Row;

/// Reminders go out so many working days before a due date.
pub const DAYS_AHEAD: u16 = 3;

/// A task as it stands in these lists.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TaskLine {
    /// Its number.
    pub id: i64,
    /// Nội dung nhiệm vụ.
    pub content: String,
    /// Căn cứ.
    pub ground: String,
    /// Cơ quan chủ trì.
    pub lead: String,
    /// Người chịu trách nhiệm (chức vụ); blank where only the body is named.
    pub post: String,
    /// Thời hạn ban đầu.
    pub first_due_on: String,
    /// Thời hạn hiện nay.
    pub due_on: String,
    /// Days late; nought where it is not.
    pub n_days_late: i64,
}

fn line(row: &Row, today: Date) -> Answer<TaskLine> {
    let due_on = row.date("due_on")?;
    Ok(TaskLine {
        id: row.int("id")?,
        content: row.text("content")?,
        ground: row.text("ground")?,
        lead: row.text("lead")?,
        post: row.text("post")?,
        first_due_on: row.text("first_due_on")?,
        due_on: due_on.to_string(),
        n_days_late: i64::from((today - due_on).get_days()).max(0),
    })
}

/// The last due date of which one is reminded on a day: the day lies [`DAYS_AHEAD`] working days before it, or less.
pub(crate) fn soon(calendar: &Calendar, today: Date) -> Date {
    let mut last = today;
    let mut next = today.tomorrow();
    while let Ok(day) = next {
        if calendar.working_days_before(day, DAYS_AHEAD) > today {
            break;
        }
        last = day;
        next = day.tomorrow();
    }
    last
}

/// The last due date of which one is told as late: its first working day after has come.
pub(crate) fn late(calendar: &Calendar, today: Date) -> Date {
    let mut day = today;
    loop {
        let Ok(before) = day.yesterday() else { return day };
        day = before;
        if calendar.working_day_after(day) <= today {
            return day;
        }
    }
}

pub(crate) fn size(n: i64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

pub(crate) fn missing() -> AppError {
    AppError::NotFound
}

#[cfg(test)]
mod tests {
    use super::*;
    use vunggoc_core::calendar::Rules;
    use vunggoc_core::date;

    #[test]
    fn reminded_from_three_working_days_before_and_late_from_the_first_after() {
        let calendar = Calendar::new(Rules::default(), Vec::new());
        // Tuesday: what is due until Friday; on Friday until Wednesday.
        assert_eq!(soon(&calendar, date(2024, 10, 15)), date(2024, 10, 18));
        assert_eq!(soon(&calendar, date(2024, 10, 18)), date(2024, 10, 23));
        // Monday: what was due until Sunday is late; on Sunday only what was due until Thursday.
        assert_eq!(late(&calendar, date(2024, 10, 14)), date(2024, 10, 13));
        assert_eq!(late(&calendar, date(2024, 10, 13)), date(2024, 10, 10));
        for n in 0..40 {
            let today = date(2024, 9, 20).saturating_add(jiff::ToSpan::days(n));
            for m in -40..40 {
                let due = today.saturating_add(jiff::ToSpan::days(m));
                let ahead = due >= today && calendar.working_days_before(due, DAYS_AHEAD) <= today;
                assert_eq!(ahead, due >= today && due <= soon(&calendar, today), "{due} on {today}");
                assert_eq!(
                    calendar.working_day_after(due) <= today,
                    due <= late(&calendar, today),
                    "{due} on {today}"
                );
            }
        }
    }
}
