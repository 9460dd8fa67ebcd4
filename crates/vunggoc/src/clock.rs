//! Đồng hồ: the one place that reads the clock.
//!
//! Two clocks: the instant (log of acts, sessions) and the business date, which is the day in Việt Nam (UTC+7, no
//! summer time) or the day given by `--today`.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil::Date};
use vunggoc_app::Request;

/// Asia/Ho_Chi_Minh has been UTC+7 since 1975; written out so that no time-zone files are needed.
const VIET_NAM: Offset = Offset::constant(7);

/// The clocks of the program.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    today: Option<Date>,
}

impl Clock {
    /// The running clock, with the business date held still if a day is given.
    pub(crate) const fn new(today: Option<Date>) -> Self {
        Self { today }
    }

    /// The instant.
    pub(crate) fn now(self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
        Timestamp::now()
    }

    /// The business date.
    pub(crate) fn today(self) -> Date {
        self.today.unwrap_or_else(|| day_in_viet_nam(self.now()))
    }

    /// A request of the program itself.
    pub(crate) fn request(self, id: &str) -> Request {
        Request { id: id.to_owned(), now: self.now(), today: self.today(), once: None }
    }
}

fn day_in_viet_nam(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(VIET_NAM)).date()
}

#[cfg(test)]
mod tests {
    use super::day_in_viet_nam;

    #[test]
    fn the_day_turns_at_seventeen_hours_utc() {
        let day = |text: &str| day_in_viet_nam(text.parse().unwrap()).to_string();
        assert_eq!(day("2024-10-14T16:59:59Z"), "2024-10-14");
        assert_eq!(day("2024-10-14T17:00:00Z"), "2024-10-15");
    }
}
