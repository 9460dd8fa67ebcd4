//! Cách viết số: the readings of one run of digits, dots and commas.
//!
//! "5.189" is five thousand here and 5.189 in an English table, "12,345" the other way round, so a run has a first
//! reading by Vietnamese custom and at times a second. Deliberately not here: numbers written in words.

use crate::decimal::Decimal;

/// The readings of one run, the usual one first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Readings {
    pub(crate) usual: Decimal,
    pub(crate) other: Option<Decimal>,
}

impl Readings {
    pub(crate) fn each(&self) -> impl Iterator<Item = Decimal> + '_ {
        std::iter::once(self.usual).chain(self.other)
    }

    pub(crate) fn map(self, change: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        Some(Self { usual: change(self.usual)?, other: self.other.and_then(change) })
    }

    /// As a share: there a point is taken for a decimal mark first ("50.575 %").
    pub(crate) fn as_percent(self) -> Self {
        match self.other {
            Some(other) if other.decimals() > self.usual.decimals() => {
                Self { usual: other, other: Some(self.usual) }
            }
            _ => self,
        }
    }
}

/// `None`: no number that people write in a report (1.2.3, 1,23,45, thirty digits).
pub(crate) fn read(run: &str) -> Option<Readings> {
    let dots = run.matches('.').count();
    let commas = run.matches(',').count();
    match (dots, commas) {
        (0, 0) => Some(Readings { usual: digits(run, 0)?, other: None }),
        (_, 0) => one_mark(run, '.', dots),
        (0, _) => one_mark(run, ',', commas),
        _ => two_marks(run),
    }
}

fn one_mark(run: &str, mark: char, count: usize) -> Option<Readings> {
    let grouped = grouped(run, mark);
    let decimal = if count == 1 { decimal(run, mark) } else { None };
    match (grouped, decimal) {
        (Some(g), Some(d)) if mark == '.' => Some(Readings { usual: g, other: Some(d) }),
        (Some(g), Some(d)) => Some(Readings { usual: d, other: Some(g) }),
        (Some(only), None) | (None, Some(only)) => Some(Readings { usual: only, other: None }),
        (None, None) => None,
    }
}

fn two_marks(run: &str) -> Option<Readings> {
    let last = run.rfind(['.', ','])?;
    let (whole, rest) = run.split_at(last);
    let mark = if rest.starts_with(',') { '.' } else { ',' };
    let rest = rest.get(1..)?;
    if rest.contains(['.', ',']) || !is_grouped(whole, mark) || rest.len() > 6 {
        return None;
    }
    let all: String = whole.chars().filter(char::is_ascii_digit).chain(rest.chars()).collect();
    let value = digits(&all, -i8::try_from(rest.len()).ok()?)?;
    Some(Readings { usual: value, other: None })
}

fn is_grouped(run: &str, mark: char) -> bool {
    let mut groups = run.split(mark);
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
}

fn grouped(run: &str, mark: char) -> Option<Decimal> {
    if !is_grouped(run, mark) {
        return None;
    }
    digits(&run.replace(mark, ""), 0)
}

fn decimal(run: &str, mark: char) -> Option<Decimal> {
    let (whole, rest) = run.split_once(mark)?;
    if rest.is_empty() || rest.len() > 6 || whole.is_empty() {
        return None;
    }
    digits(&format!("{whole}{rest}"), -i8::try_from(rest.len()).ok()?)
}

fn digits(run: &str, exponent: i8) -> Option<Decimal> {
    if run.len() > 24 {
        return None;
    }
    Decimal::new(run.parse().ok()?, exponent)
}
