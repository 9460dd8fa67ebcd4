//! Words for forms, returns, figures and their periods.

use crate::lang::Lang;
use vunggoc_app::figure::sums::Sum;
use vunggoc_app::rules::Rules;
use vunggoc_core::form::Broken;
use vunggoc_core::form::grid::Refused;
use vunggoc_core::period::{Period, PeriodKind};

/// Kỳ báo cáo, from its code.
pub(crate) fn period(l: &Lang, code: &str) -> String {
    let Some(p) = Period::parse(code) else { return code.to_owned() };
    let (n, year) = (p.number(), p.year());
    match (l, p.kind()) {
        (Lang::Vi, PeriodKind::Month) => format!("Tháng {n}/{year}"),
        (Lang::Vi, PeriodKind::Quarter) => format!("Quý {}/{year}", roman(n)),
        (Lang::Vi, PeriodKind::Half) => format!("6 tháng {} năm {year}", if n == 1 { "đầu" } else { "cuối" }),
        (Lang::Vi, PeriodKind::NineMonths) => format!("9 tháng năm {year}"),
        (Lang::Vi, PeriodKind::Year) => format!("Năm {year}"),
        (Lang::En, PeriodKind::Month) => format!("Month {n}/{year}"),
        (Lang::En, PeriodKind::Quarter) => format!("Quarter {n}/{year}"),
        (Lang::En, PeriodKind::Half) => format!("{} half of {year}", if n == 1 { "First" } else { "Second" }),
        (Lang::En, PeriodKind::NineMonths) => format!("Nine months of {year}"),
        (Lang::En, PeriodKind::Year) => format!("Year {year}"),
    }
}

fn roman(n: i8) -> &'static str {
    match n {
        1 => "I",
        2 => "II",
        3 => "III",
        _ => "IV",
    }
}

/// Name of an indicator.
pub(crate) fn indicator(l: &Lang, rules: &Rules, code: &str) -> String {
    rules.indicator(code).map_or_else(|| code.to_owned(), |i| l.t(&i.name_vi, &i.name_en).to_owned())
}

/// Name of a form with its code.
pub(crate) fn form(l: &Lang, rules: &Rules, code: &str) -> String {
    rules.form(code).map_or_else(|| code.to_owned(), |f| format!("{code} – {}", l.t(&f.name.vi, &f.name.en)))
}

/// Trạng thái của báo cáo biểu.
pub(crate) fn state(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "draft" => l.t("Đang nhập", "Being entered"),
        "sent" => l.t("Đã gửi", "Sent"),
        "closed" => l.t("Đã chốt", "Closed"),
        "returned" => l.t("Trả lại để rà soát", "Sent back"),
        _ => l.t("Chưa nhập", "Not begun"),
    }
}

/// The class of the badge of a state.
pub(crate) fn state_badge(tag: &str) -> &'static str {
    match tag {
        "draft" => "entering",
        "sent" => "running",
        "closed" => "done",
        "returned" => "weak",
        _ => "ended",
    }
}

/// Tình hình gửi.
pub(crate) fn timeliness(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "in-time" => l.t("Đúng hạn", "In time"),
        "late" => l.t("Gửi quá hạn", "Late"),
        "missing" => l.t("Quá hạn chưa gửi", "Missing"),
        _ => l.t("Chưa đến hạn", "Not yet due"),
    }
}

/// What is done to a return.
pub(crate) fn act(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "send" => l.t("Gửi báo cáo", "Send"),
        "close" => l.t("Chốt số liệu", "Close"),
        _ => l.t("Trả lại để rà soát", "Send back"),
    }
}

/// Why a cell was not written.
pub(crate) fn cell(l: &Lang, why: &str) -> &'static str {
    match why {
        "stale" => l.t("người khác vừa sửa ô này", "someone else has just changed this cell"),
        "not-a-number" => l.t("không phải là số", "not a number"),
        "too-many-decimals" => l.t("quá nhiều chữ số thập phân", "too many decimals"),
        "locked" => l.t(
            "báo cáo đã gửi hoặc đã chốt; cần trả lại trước khi sửa",
            "the return was sent or closed; it must be sent back first",
        ),
        "not-then" => {
            l.t("tổ chức không tồn tại vào cuối kỳ", "the unit did not exist at the end of the period")
        }
        "not-asked" => l.t(
            "tổ chức này không có số liệu riêng cho nội dung này",
            "the unit holds no figure of its own for this",
        ),
        "too-large" => l.t("số quá lớn", "the number is too large"),
        "negative" => l.t("số đếm không được âm", "a count is never negative"),
        _ => l.t("không hợp lệ", "not valid"),
    }
}

/// What stands against an act on a return.
pub(crate) fn broken(l: &Lang, broken: &Broken) -> String {
    match broken {
        Broken::NotNow { act: kind, state: now } => format!(
            "{} “{}”: {}.",
            l.t("Báo cáo đang ở trạng thái", "The return is in state"),
            state(l, now.tag()),
            l.t("chưa thực hiện được thao tác", "cannot be done now").to_owned()
                + " “"
                + act(l, kind.tag())
                + "”"
        ),
        Broken::NoCopy => l
            .t(
                "Nhập số, ký hiệu của bản ký (tối đa 60 chữ).",
                "Enter the number of the signed copy (at most 60 letters).",
            )
            .into(),
        Broken::NoReason => l.t("Ghi nội dung cần rà soát lại.", "Say what is to be looked at again.").into(),
        Broken::NotAfterLast { last_on } => format!(
            "{} {}.",
            l.t(
                "Ngày phải từ lần ghi gần nhất trở đi,",
                "The day must not be before the last one on record,"
            ),
            l.date(&last_on.to_string())
        ),
        Broken::Empty => {
            l.t("Chưa nhập số liệu nào; chưa gửi được.", "No figure was entered yet; nothing to send.").into()
        }
    }
}

/// Why a figure cannot be written.
pub(crate) fn refused(l: &Lang, why: Refused) -> String {
    format!("{}: {}.", l.t("Số liệu chưa ghi được", "The figure cannot be written"), cell(l, why.code()))
}

/// A figure with the scale of its indicator; a dash where it is missing.
pub(crate) fn figure(l: &Lang, value: &Option<i64>, scale: &u8) -> String {
    let Some(value) = value else { return "–".to_owned() };
    let unit = 10_i64.pow(u32::from(*scale));
    if unit == 1 {
        return l.n(value);
    }
    let whole = l.n(&(value / unit).abs());
    let sign = if *value < 0 { "−" } else { "" };
    format!("{sign}{whole}{}{:0width$}", l.t(",", "."), (value % unit).abs(), width = usize::from(*scale))
}

/// What stands in the place of a count that is not shown.
pub(crate) const HIDDEN: &str = "*";

/// A sum as it is shown: a star where it is a small count, or one that would give it away.
pub(crate) fn sum(l: &Lang, sum: &Sum, scale: &u8) -> String {
    if sum.hidden { HIDDEN.to_owned() } else { figure(l, &sum.value, scale) }
}

/// What the star means.
pub(crate) fn hidden_note(l: &Lang) -> &'static str {
    l.t(
        "* Không hiển thị: số đếm dưới 5 ở dưới cấp xã, hoặc số từ đó suy ra được số ấy.",
        "* Not shown: a count under 5 below commune level, or one that would give it away.",
    )
}

/// A figure as it stands in a field: blank where it is missing, without groups of three.
pub(crate) fn typed(l: &Lang, value: &Option<i64>, scale: &u8) -> String {
    let Some(value) = value else { return String::new() };
    figure(l, &Some(*value), scale).replace(l.t(".", ","), "").replace('−', "-")
}

/// A share in hundredths of a percent, rounded half up: "61,2% (52/85)"; blank where there is no base.
pub(crate) fn share(l: &Lang, value: &Option<i64>, base: &Option<i64>) -> String {
    let (Some(value), Some(base)) = (value, base) else { return String::new() };
    if *base <= 0 {
        return String::new();
    }
    let tenths = (i128::from(*value) * 2_000 + i128::from(*base)) / (i128::from(*base) * 2);
    let (whole, rest) = (tenths / 10, tenths % 10);
    format!("{whole}{}{rest}% ({}/{})", l.t(",", "."), l.n(value), l.n(base))
}

/// A difference with its sign; blank where one side is missing.
pub(crate) fn change(l: &Lang, now: &Option<i64>, then: &Option<i64>, scale: &u8) -> String {
    let (Some(now), Some(then)) = (now, then) else { return String::new() };
    let sign = if now > then { "+" } else { "" };
    format!("{sign}{}", figure(l, &Some(now - then), scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_shares_and_periods_in_words() {
        let (vi, en) = (Lang::Vi, Lang::En);
        assert_eq!(figure(&vi, &Some(3888), &2), "38,88");
        assert_eq!(figure(&en, &Some(-1_234_567), &0), "−1,234,567");
        assert_eq!(figure(&vi, &None, &0), "–");
        assert_eq!(typed(&vi, &Some(1_234_505), &2), "12345,05");
        assert_eq!(share(&vi, &Some(52), &Some(85)), "61,2% (52/85)");
        assert_eq!(share(&vi, &Some(5189), &Some(10260)), "50,6% (5.189/10.260)");
        assert_eq!(share(&vi, &Some(1), &Some(0)), "");
        assert_eq!(change(&vi, &Some(5), &Some(7), &0), "−2");
        assert_eq!(period(&vi, "2024-H1"), "6 tháng đầu năm 2024");
        assert_eq!(period(&en, "2024-Q3"), "Quarter 3/2024");
    }
}
