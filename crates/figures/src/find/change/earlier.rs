//! Trước kia: what the words call the earlier figure: "trước sắp xếp, con số này là 302".

use crate::document::Document;
use crate::quantity::Quantity;

/// Words that open the clause of what there was before, and nothing else.
pub(super) const FIRST: [&str; 9] = [
    "trước khi",
    "trước sắp xếp",
    "trước sáp nhập",
    "trước hợp nhất",
    "trước đây",
    "trước đó",
    "trước kia",
    "từ chỗ",
    "từng có",
];

/// Tokens before a figure in which the words stand.
const REACH: usize = 12;

/// "Trước sắp xếp, con số này là 302": the clause before the figure calls it the earlier one.
pub(super) fn is_called_earlier(d: &Document, n: &Quantity) -> bool {
    let (begin, _) = d.outline.sentence(n.sentence);
    let from = begin.max(n.first.saturating_sub(REACH));
    let stop = |i: &usize| d.quantity_at(*i).is_some() || d.tokens.is_mark(*i, ';');
    let from = (from..n.first).rev().find(stop).map_or(from, |at| at + 1);
    d.tokens.has(from, n.first, &FIRST)
}
