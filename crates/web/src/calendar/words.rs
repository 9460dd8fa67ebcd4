//! Words of the calendar.

use crate::lang::Lang;
use vunggoc_app::rules::Rules;
use vunggoc_core::calendar::{Objection, Roll, Start, TermUnit};

/// What a day is.
pub(crate) fn kind(l: &Lang, code: &str) -> &'static str {
    match code {
        "make-up" => l.t("làm bù", "worked in exchange"),
        "weekend" => l.t("nghỉ hằng tuần", "weekly day off"),
        "holiday" => l.t("nghỉ lễ, tết", "holiday"),
        "in-lieu" => l.t("nghỉ bù", "off in lieu"),
        "exchanged" => l.t("nghỉ hoán đổi", "off in exchange"),
        _ => l.t("ngày làm việc", "working day"),
    }
}

/// The mark of a day in its month: what it is must not be told by colour alone.
pub(crate) fn letter(l: &Lang, code: &str) -> &'static str {
    match code {
        "make-up" => l.t("LB", "W"),
        "holiday" => l.t("L", "H"),
        "in-lieu" => l.t("B", "L"),
        "exchanged" => l.t("HĐ", "X"),
        _ => "",
    }
}

/// Day of the week, Monday 1 to Sunday 7.
pub(crate) fn weekday(l: &Lang, number: &i8) -> &'static str {
    match number {
        1 => l.t("thứ Hai", "Monday"),
        2 => l.t("thứ Ba", "Tuesday"),
        3 => l.t("thứ Tư", "Wednesday"),
        4 => l.t("thứ Năm", "Thursday"),
        5 => l.t("thứ Sáu", "Friday"),
        6 => l.t("thứ Bảy", "Saturday"),
        _ => l.t("Chủ nhật", "Sunday"),
    }
}

/// Day of the week as the head of a column.
pub(crate) fn weekday_head(l: &Lang, number: &i8) -> &'static str {
    match number {
        1 => l.t("T2", "Mo"),
        2 => l.t("T3", "Tu"),
        3 => l.t("T4", "We"),
        4 => l.t("T5", "Th"),
        5 => l.t("T6", "Fr"),
        6 => l.t("T7", "Sa"),
        _ => l.t("CN", "Su"),
    }
}

/// The name of a holiday; blank where a day is not one of the rules.
pub(crate) fn holiday(l: &Lang, rules: &Rules, code: &Option<String>) -> String {
    let named = code.as_deref().and_then(|code| rules.calendar.holiday(code));
    named.map(|n| l.t(&n.vi, &n.en).to_owned()).unwrap_or_default()
}

/// What a term is counted in.
pub(crate) fn unit(l: &Lang, unit: TermUnit) -> &'static str {
    match unit {
        TermUnit::WorkingDays => l.t("ngày làm việc", "working days"),
        TermUnit::CalendarDays => l.t("ngày (tính cả ngày nghỉ)", "days of the calendar"),
        TermUnit::Months => l.t("tháng", "months"),
        TermUnit::Years => l.t("năm", "years"),
    }
}

/// From which day one counts.
pub(crate) fn start(l: &Lang, start: Start) -> &'static str {
    match start {
        Start::NextDay => l.t("Không tính ngày đầu, tính từ ngày tiếp theo", "The day itself does not count"),
        Start::SameDay => l.t("Tính cả ngày đầu", "The day itself is the first"),
        Start::FromWorkingDay => l.t(
            "Đến vào ngày nghỉ thì coi như nhận ngày làm việc tiếp theo",
            "What comes in on a day off counts as received on the next working day",
        ),
    }
}

/// Where an end on a day off moves to.
pub(crate) fn roll(l: &Lang, roll: Roll) -> &'static str {
    match roll {
        Roll::Keep => l.t("Giữ nguyên", "Stays"),
        Roll::Following => l.t("Chuyển sang ngày làm việc tiếp theo", "Moves to the next working day"),
        Roll::Preceding => l.t("Chuyển về ngày làm việc trước đó", "Moves to the working day before"),
    }
}

/// What a day did to a count.
pub(crate) fn counted(l: &Lang, code: &str) -> &'static str {
    match code {
        "start" => l.t("ngày bắt đầu, không tính", "start, not counted"),
        "start-moved" => l.t("dời ngày bắt đầu", "start moved"),
        "counted" => l.t("tính", "counted"),
        "passed" => l.t("không tính", "not counted"),
        "reached" => l.t("ngày cuối của thời hạn", "end of the term"),
        _ => l.t("dời ngày cuối", "end moved"),
    }
}

/// What is odd in a decision.
pub(crate) fn objection(l: &Lang, odd: Objection, holiday: &str) -> String {
    let day = |on: vunggoc_core::Date| l.date(&on.to_string());
    match odd {
        Objection::Twice(on) => {
            format!("{}: {}.", l.t("Một ngày ghi hai lần", "The same day twice"), day(on))
        }
        Objection::OutsideYear(on) => {
            format!("{}: {}.", l.t("Ngày không thuộc năm này", "The day is not of this year"), day(on))
        }
        Objection::WorkedAnyhow(on) => format!(
            "{} {}: {}.",
            l.t("Làm bù phải vào ngày nghỉ hằng tuần; ngày", "A make-up day must be a weekly day off;"),
            day(on),
            l.t("vốn là ngày làm việc", "is worked anyhow")
        ),
        Objection::OffAnyhow(on) => format!(
            "{} {}: {}.",
            l.t(
                "Nghỉ bù, nghỉ hoán đổi phải vào ngày làm việc; ngày",
                "A day off in lieu or exchange must be a working day;"
            ),
            day(on),
            l.t("vốn là ngày nghỉ hằng tuần", "is off anyhow")
        ),
        Objection::Missing(_) => {
            format!("{}: {holiday}.", l.t("Chưa có ngày nghỉ theo luật", "A holiday of the law has no day"))
        }
        Objection::Unbalanced { n_off, n_worked } => format!(
            "{} {n_off}, {} {n_worked}.",
            l.t("Số ngày nghỉ hoán đổi", "Days off in exchange:"),
            l.t("số ngày làm bù", "days worked for them:")
        ),
    }
}
