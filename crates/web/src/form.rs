//! Forms: what was typed, what is wrong with it, and reading dates and numbers as people type them.

use crate::lang::Lang;
use vunggoc_core::{Date, date};

/// What was typed, by field, in the order of the form. Given back as it was when something is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// From the body of a form.
    pub(crate) fn parse(body: &[u8]) -> Self {
        Self(form_pairs(body))
    }
    /// Fields as given.
    pub(crate) fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }
    /// The first value of a field; blank where it is missing.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str())
    }
    /// Sets a field, as if it had been typed.
    pub(crate) fn set(&mut self, name: &str, value: String) {
        self.0.retain(|(k, _)| k != name);
        self.0.push((name.to_owned(), value));
    }
    /// Whether a field was sent at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(k, _)| k == name)
    }
    /// All pairs, in the order of the form.
    pub(crate) fn all(&self) -> &[(String, String)] {
        &self.0
    }
    /// Every value of a field that may stand several times.
    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }
    /// Whether a field holds just this value.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }
    /// A day, as `15/10/2024` or `2024-10-15`.
    pub(crate) fn day(&self, name: &str) -> Option<Date> {
        read_day(self.get(name))
    }
    /// A day that the form needs; a problem is noted where it is missing or is none.
    pub(crate) fn need_day(&self, l: &Lang, name: &str, problems: &mut Problems) -> Option<Date> {
        let day = self.day(name);
        problems.need(Need::of(&day), name, day_wrong(l));
        day
    }
    /// A whole number, dots of thousands allowed.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.get(name).trim().replace('.', "").parse().ok()
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

fn form_pairs(body: &[u8]) -> Vec<(String, String)> {
    // Browsers send line ends as CR LF; texts are kept with LF.
    form_urlencoded::parse(body)
        .map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n")))
        .collect()
}

/// A day as people type it: `5/10/2024`, `05-10-2024`, `2024-10-05`.
pub(crate) fn read_day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return None;
    }
    let day = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (date(1900, 1, 1)..=date(2200, 1, 1)).contains(&day).then_some(day)
}

/// A day of a question: another one where none was typed, or where it is none, which is noted.
pub(crate) fn day_or(l: &Lang, text: &str, name: &str, otherwise: Date, problems: &mut Problems) -> Date {
    let day = read_day(text);
    if day.is_none() && !text.trim().is_empty() {
        problems.add(name, day_wrong(l));
    }
    day.unwrap_or(otherwise)
}

/// What is told beside a day that is missing or is none.
fn day_wrong(l: &Lang) -> &'static str {
    l.t("Nhập ngày đúng dạng ngày/tháng/năm", "Enter a date as day/month/year")
}

/// What is wrong with a form: the field and the message, all at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Problems(Vec<(String, String)>);

impl Problems {
    /// Notes a problem of a field.
    pub(crate) fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push((field.to_owned(), message.into()));
    }
    /// Notes a problem unless a condition holds.
    pub(crate) fn need(&mut self, holds: Need, field: &str, message: &str) {
        if let Need::Missing = holds {
            self.add(field, message);
        }
    }
    /// The message of a field, if it has one.
    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(f, _)| f == field).map(|(_, m)| m.as_str())
    }
    /// All of them, in the order of the form.
    pub(crate) fn all(&self) -> &[(String, String)] {
        &self.0
    }
    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether something a form needs is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It is.
    There,
    /// It is not.
    Missing,
}

impl Need {
    /// Of a value that may be missing.
    pub(crate) fn of<T>(value: &Option<T>) -> Self {
        if value.is_some() { Self::There } else { Self::Missing }
    }
    /// Of a text that must not be blank.
    pub(crate) fn text(value: &str) -> Self {
        if value.trim().is_empty() { Self::Missing } else { Self::There }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back() {
        let fields = Fields::parse("a=B%C3%AD+th%C6%B0&b=1%0D%0A2&c=%zz&d".as_bytes());
        assert_eq!(
            (fields.get("a"), fields.get("b"), fields.get("c"), fields.get("d")),
            ("Bí thư", "1\n2", "%zz", "")
        );
    }

    #[test]
    fn days_as_people_type_them() {
        for text in ["5/10/2024", "05-10-2024", "2024-10-05", " 05 / 10 / 2024 "] {
            assert_eq!(read_day(text), Some(date(2024, 10, 5)), "{text}");
        }
        for text in ["", "31/2/2024", "5/10", "5/10/24", "hôm nay", "5/13/2024", "1/1/0001"] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }
}
