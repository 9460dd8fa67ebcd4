//! Mẫu số gọi tên: "63,2% số đảng viên vi phạm", "67,5% tổng số đảng viên kết nạp trong năm": the base is the figure whose
//! own words hold the words of the phrase.

use crate::document::Document;
use crate::quantity::{Quantity, Unit};

/// How far back the base may stand, in figures.
const REACH: usize = 20;

/// How many paragraphs back.
const PARAGRAPHS: usize = 2;

/// The figure that the words from `from` to `to`, after "số" or "tổng số", name as the base of quantity `k`.
pub(super) fn named(d: &Document, k: usize, (from, to): (usize, usize)) -> Option<usize> {
    let a = d.q(k)?;
    let t = &d.tokens;
    let words: Vec<&str> = (from..to).map(|i| t.word(i)).filter(|w| !is_filler(w)).collect();
    let noun = (a.noun.0..a.noun.1).filter(|&i| words.contains(&t.word(i))).count();
    let telling = words.len() > 2 || (words.len() == 2 && noun < 2);
    let fits = |i: &usize| {
        d.q(*i).is_some_and(|b| {
            b.paragraph + PARAGRAPHS >= a.paragraph
                && (b.is_exact_count() || (b.unit == Unit::Measure && a.unit == Unit::Measure))
                && a.value().fraction().at_most(b.value().fraction())
                && tells(d, b, a.first, &words)
                && (telling || is_total(d, b))
        })
    };
    let list: Vec<usize> = (k.saturating_sub(REACH)..k).rev().filter(fits).collect();
    let list = if list.is_empty() { of_money(d, k, a, &words) } else { list };
    let own = list.iter().copied().find(|&i| d.q(i).is_some_and(|b| b.paragraph == a.paragraph));
    own.or_else(|| {
        let &first = list.first()?;
        let one = list.iter().all(|&i| d.q(i).map(Quantity::value) == d.q(first).map(Quantity::value));
        (one && words.len() >= 2).then_some(first)
    })
}

/// Words that say nothing of which things are meant.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "" | "số"
            | "tổng"
            | "các"
            | "là"
            | "được"
            | "trong"
            | "năm"
            | "của"
            | "có"
            | "toàn"
            | "mới"
            | "đã"
            | "bị"
    )
}

fn is_total(d: &Document, b: &Quantity) -> bool {
    d.label_has(b, &["tổng số", "toàn", "hiện có"])
}

/// Whether all the words stand in the label of the figure or after it in its sentence.
fn tells(d: &Document, b: &Quantity, before: usize, words: &[&str]) -> bool {
    let t = &d.tokens;
    // "Số chi bộ đăng ký: 196 chi bộ": the name stands before the colon.
    let colon = b.first > 0 && t.is_mark(b.first - 1, ':');
    let mut name = if colon { b.first - 1 } else { b.label.0 };
    while colon && name > 0 && b.first - name < 14 && t.is_word(name - 1) {
        name -= 1;
    }
    let end = (b.end + 16).min(before).min(d.outline.sentence(b.sentence).1);
    let stop = (b.end..end).find(|&i| t.is_mark(i, ';')).unwrap_or(end);
    words.iter().all(|w| (name..b.first).chain(b.end..stop).any(|i| t.word(i) == *w))
}

/// "thu ngân sách đạt 3.450 tỷ đồng …. Riêng thu nội địa 2.898 tỷ đồng, chiếm 84% tổng thu": the first amount of the paragraph whose
/// label has the word.
fn of_money(d: &Document, k: usize, a: &Quantity, words: &[&str]) -> Vec<usize> {
    let [word @ ("thu" | "chi" | "vốn")] = words else { return Vec::new() };
    let first = (k.saturating_sub(REACH)..k).find(|&i| {
        d.q(i).is_some_and(|b| b.paragraph == a.paragraph && b.unit == Unit::Measure && a.unit == b.unit)
    });
    let fits = |b: &Quantity| {
        let (begin, _) = d.outline.sentence(b.sentence);
        let from = begin.max(b.first.saturating_sub(14));
        (from..b.first).any(|i| d.tokens.word(i) == *word)
            && a.value().fraction().at_most(b.value().fraction())
    };
    first.filter(|&i| d.q(i).is_some_and(fits)).into_iter().collect()
}
