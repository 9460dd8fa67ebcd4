//! Nêu lại trong cùng lời văn: the same words before and after two figures that one slip of the hand parts.
//!
//! Four words before the figure and its noun must be the same, and no other year, month or change may stand by.

use super::told_twice;
use crate::document::Document;
use crate::find::Findings;
use crate::quantity::Quantity;
use crate::slip;
use std::collections::BTreeMap;

/// Words before the figure that must be the same.
const WORDS: usize = 4;

/// Numbers below this are one slip apart by chance too often.
const LEAST: i128 = 100;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for (k, q) in d.quantities.iter().enumerate() {
        let Some(words) = words(d, q) else { continue };
        let Some(first) = told.insert(words, k).and_then(|k| d.q(k)) else { continue };
        let values = first.value().as_whole().zip(q.value().as_whole());
        let slipped = values.is_some_and(|(a, b)| slip::parts_them(a, b));
        if slipped && first.sentence != q.sentence && times(d, first) == times(d, q) {
            told_twice(d, f, first, q);
        }
    }
}

/// The words that name the figure, where there are enough of them.
fn words(d: &Document, q: &Quantity) -> Option<String> {
    let t = &d.tokens;
    let great = q.value().as_whole().is_some_and(|v| v >= LEAST);
    let aside = ["tăng", "giảm", "so với", "cùng kỳ", "chỉ tiêu", "kế hoạch", "từ", "đến", "lên", "còn"];
    if !great
        || !q.is_exact_count()
        || !q.has_noun()
        || q.label.1 - q.label.0 < WORDS
        || d.label_has(q, &aside)
    {
        return None;
    }
    let before = (q.label.1 - WORDS..q.label.1).map(|i| t.text(i));
    let noun = (q.noun.0..q.noun.1).map(|i| t.text(i));
    Some(before.chain(["|"]).chain(noun).collect::<Vec<_>>().join(" "))
}

/// The years, months and other numbers that are no figures in the sentence before a figure.
fn times<'a>(d: &'a Document, q: &Quantity) -> Vec<&'a str> {
    let (from, _) = d.outline.sentence(q.sentence);
    let from = from.max(q.first.saturating_sub(60));
    (from..q.first).filter(|&i| d.tokens.is_number(i)).map(|i| d.tokens.text(i)).collect()
}
