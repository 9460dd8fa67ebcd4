//! The published totals (`data/figures.csv`) and our own for the periods around them (`data/assumed.csv`).

/// One line of a data file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Its code; `A-` and `B-` name the source article, `S-` the scale, `O-` is ours.
    pub code: &'static str,
    /// What is counted.
    pub indicator: &'static str,
    /// A period, a day or a span, as text.
    pub period: &'static str,
    /// The value, with the scale of the indicator.
    pub value: i64,
    /// The base that was published with it.
    pub base: Option<i64>,
    /// How it must come out.
    pub kind: TotalKind,
}

vunggoc_core::tagged! {
    /// How a published total must come out of the sample.
    pub enum TotalKind {
        /// The sum of figures held below.
        Rolled = "rolled",
        /// A count of units, listings or acts.
        Counted = "counted",
        /// Entered at the city.
        Entered = "entered",
    }
}

const PUBLISHED: &str = include_str!("../data/figures.csv");
const ASSUMED: &str = include_str!("../data/assumed.csv");

/// The totals that were published.
pub fn published() -> Vec<Total> {
    PUBLISHED.lines().skip(1).filter_map(line).collect()
}

/// Published and assumed totals together.
pub(crate) fn all() -> Vec<Total> {
    PUBLISHED.lines().skip(1).chain(ASSUMED.lines().skip(1)).filter_map(line).collect()
}

fn line(text: &'static str) -> Option<Total> {
    let mut cells = text.splitn(7, ',');
    Some(Total {
        code: cells.next()?,
        indicator: cells.next()?,
        period: cells.next()?,
        value: cells.next()?.parse().ok()?,
        base: match cells.next()? {
            "" => None,
            base => Some(base.parse().ok()?),
        },
        kind: TotalKind::from_tag(cells.next()?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_named_once() {
        let all = all();
        let lines = PUBLISHED.lines().count() + ASSUMED.lines().count() - 2;
        assert_eq!(all.len(), lines);
        let mut keys: Vec<_> = all.iter().map(|t| (t.indicator, t.period)).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), lines);
    }
}
