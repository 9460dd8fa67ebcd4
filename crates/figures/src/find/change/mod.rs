//! Tăng, giảm: "729 lượt (tăng 64 lượt so với cùng kỳ)", "từ 85% lên 90%, tăng 5%", "tăng 131 đơn (cùng kỳ 1.405 đơn)".
//!
//! A change can only be judged where the text states what it changed from; a growth in percent also by the growth in
//! numbers beside it.

mod compare;
mod direction;
mod earlier;
mod half;
mod level;
mod plan;
mod recalled;
mod series;
mod sides;
mod told;
mod yearly;

use super::{Findings, in_unit, verdict};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::document::Document;
use crate::judge::Comparison;
use crate::quantity::{Quantity, Unit};

/// Hướng thay đổi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

impl Direction {
    fn other(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// A figure that tells a change.
#[derive(Debug, Clone, Copy)]
struct Change {
    at: usize,
    direction: Direction,
    /// Token of "tăng" or "giảm".
    word: usize,
}

/// Now and before, as far as the text states them.
#[derive(Debug, Clone, Copy)]
struct Sides {
    now: usize,
    before: usize,
    /// The words leave no doubt that these two belong together.
    firm: bool,
}

pub(crate) fn find(d: &Document, f: &mut Findings) {
    let mut changes: Vec<Change> = Vec::new();
    for k in 0..d.quantities.len() {
        let own = own_change(d, k);
        let change = own.or_else(|| changes.last().and_then(|last| carried(d, last, k)));
        changes.extend(change);
    }
    direction::find(d, f);
    level::find(d, f, &changes);
    yearly::find(d, f);
    half::find(d, f);
    for (i, change) in changes.iter().enumerate() {
        if !f.is_taken(change.at) {
            judge_change(d, f, &changes, i);
        }
    }
}

fn own_change(d: &Document, k: usize) -> Option<Change> {
    let q = d.q(k)?;
    let t = &d.tokens;
    let from = q.label.0.max(q.first.saturating_sub(4));
    let word = (from..q.first).rev().find(|&i| matches!(t.word(i), "tăng" | "giảm" | "bớt"));
    let Some(word) = word.or_else(|| lost(d, q)) else { return compared(d, k, q) };
    let other = ["từ", "lên", "còn", "xuống", "đến", "tới", "cường", "nghèo", "trưởng", "là"];
    if (word + 1..q.first).any(|i| other.contains(&t.word(i))) || matches!(t.word_before(word, 1), "gia") {
        return None;
    }
    if by_the_year(d, q, word) {
        return None;
    }
    let direction = if t.word(word) == "tăng" { Direction::Up } else { Direction::Down };
    let fits = matches!(q.unit, Unit::Count | Unit::Percent | Unit::Points | Unit::Times | Unit::Measure);
    fits.then_some(Change { at: k, direction, word })
}

/// "có mức giảm mạnh nhất, mất 1,52 tỷ USD", "tức là đã xóa được 28 chi bộ ghép": the words before say that it is a change.
fn lost(d: &Document, q: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    let word =
        (1..=2).map(|back| q.first.saturating_sub(back)).find(|&i| matches!(t.word(i), "mất" | "xóa"))?;
    let (begin, _) = d.outline.sentence(q.sentence);
    let from = begin.max(word.saturating_sub(10));
    let said = match t.word(word) {
        "mất" => t.has(from, word, &["mức giảm", "giảm mạnh", "giảm sâu", "sụt giảm"]),
        _ => t.has(from, word, &["tức là", "như vậy", "nghĩa là"]) && t.word(word + 1) == "được",
    };
    (said && matches!(q.unit, Unit::Count | Unit::Measure)).then_some(word)
}

/// "mỗi năm giảm bình quân hơn 4,4 điểm phần trăm": the change of one year among several.
fn by_the_year(d: &Document, q: &Quantity, word: usize) -> bool {
    let t = &d.tokens;
    let each = ["mỗi năm", "hằng năm", "hàng năm", "mỗi tháng", "mỗi quý", "hằng tháng", "hàng tháng"];
    let mean = ["bình quân", "trung bình"];
    let clause = (word.saturating_sub(6)..word).rev().find(|&i| t.mark(i).is_some()).map_or(0, |i| i + 1);
    let end = q.noun.1.max(q.end);
    t.has(clause.max(word.saturating_sub(6)), q.first, &each)
        || t.has(word, q.first, &mean)
        || t.has(q.end, end + 3, &each)
        // "quỹ lương giảm 1,8 tỷ đồng/năm": what is paid in a year.
        || q.unit != Unit::Measure && t.is_mark(end, '/') && matches!(t.word(end + 1), "năm" | "tháng" | "quý")
}

/// "ít hơn năm 2023 là 48 hộ", "cao hơn quý trước 17 đơn", "tinh giản được 114 người".
fn compared(d: &Document, k: usize, q: &Quantity) -> Option<Change> {
    let t = &d.tokens;
    let own = q.label.0.max(q.first.saturating_sub(9));
    // "thấp hơn bình quân chung (76,8%) là 5,5 điểm phần trăm": the words stand before a bracket.
    let (begin, _) = d.outline.sentence(q.sentence);
    let past = q.unit == Unit::Points && q.label.0 > 0 && t.is_mark(q.label.0 - 1, ')');
    let from = if past { begin.max(q.first.saturating_sub(18)) } else { own };
    let more = ["nhiều hơn", "cao hơn", "lớn hơn"];
    let less = ["ít hơn", "thấp hơn", "tinh giản", "cắt giảm", "ít đi"];
    let found = |words: &[&str]| t.find(from, q.first, words);
    let (direction, word) = match (found(&more), found(&less)) {
        (Some(at), None) => (Direction::Up, at),
        (None, Some(at)) => (Direction::Down, at),
        _ => return None,
    };
    // "thấp hơn mức 65%", "cao hơn bình quân chung là 72%": what it is compared with.
    let other = [
        "mức",
        "bình quân",
        "trung bình",
        "tỷ lệ",
        "quy định",
        "mặt bằng",
        "chỉ tiêu",
        "kế hoạch",
        "cả nước",
    ];
    if q.is_percent() {
        let against = t.phrase_at(q.end, "so với")
            && !t.has(q.end, q.end + 5, &["chỉ tiêu", "kế hoạch", "nghị quyết", "mục tiêu"]);
        return (against && q.first - word <= 3).then_some(Change { at: k, direction, word });
    }
    if q.unit == Unit::Points {
        return Some(Change { at: k, direction, word });
    }
    let fits = matches!(q.unit, Unit::Count | Unit::Measure) && q.has_noun();
    (fits && !t.has(word, q.first, &other)).then_some(Change { at: k, direction, word })
}

/// "tăng 64 lượt tổ chức đảng và 125 đảng viên", "tăng 64 lượt (9,6%)".
fn carried(d: &Document, last: &Change, k: usize) -> Option<Change> {
    let (before, q) = (d.q(last.at)?, d.q(k)?);
    let t = &d.tokens;
    let reach = if q.is_percent() && q.bracket > before.end { 16 } else { 9 };
    if last.at + 1 != k || before.sentence != q.sentence || q.first - before.end > reach {
        return None;
    }
    let between = before.end..q.first;
    let plain =
        between.clone().all(|i| t.is_word(i) || matches!(t.mark(i), Some('(' | ',' | '=' | '-' | '+' | '~')));
    let last_words = (t.word_before(q.first, 2), t.word_before(q.first, 1));
    // "giảm 6,6%, tương ứng mất 1,25 tỷ USD": what is lost is the same change in numbers.
    let lost = matches!(last_words.1, "mất" | "hụt")
        && ["tương ứng", "tương đương", "tương ứng với", "tức", "tức là"]
            .iter()
            .any(|p| t.phrase_before(q.first - 1, p))
        && last.direction == Direction::Down;
    let joined =
        lost || matches!(
            last_words,
            (_, "và" | "ứng" | "đương" | "bằng" | "tức" | "lệ") | ("ứng" | "đương", "với")
        ) || q.bracket > before.end
            && (q.first == q.bracket || q.first == q.bracket + 1 && !t.is_word(q.bracket))
            || q.is_percent() && q.first == before.noun.1.max(before.end) + 1 && t.is_mark(q.first - 1, '=')
            || q.first == before.noun.1 + 1
                && t.is_mark(before.noun.1, ',')
                && before.has_noun()
                && (q.has_noun() || q.is_percent() && !before.is_percent());
    let other = ["cùng kỳ", "so với", "năm", "từ", "lên", "còn", "có", "đạt", "trong", "tháng"];
    // "8.620 cơ sở, tăng 26,4% và 4.680 cơ sở khác": what comes after "và" is no change.
    let own = before.is_percent() && !q.is_percent() && t.word_before(q.first, 1) == "và";
    let same_unit = !own && (q.unit == before.unit || q.is_percent() || before.is_percent());
    (plain && joined && same_unit && !t.has(between.start, between.end, &other)).then_some(Change {
        at: k,
        direction: last.direction,
        word: last.word,
    })
}

/// "giảm 6.714 đơn vị, đạt tỷ lệ giảm 66,91%", "giảm 5 xã, tương đương 12%": the percent tells the change just told.
fn told_again(d: &Document, change: &Change, last: Option<&Change>) -> bool {
    let Some((p, n)) = d.q(change.at).zip(last.and_then(|l| d.q(l.at))) else { return false };
    let t = &d.tokens;
    let between = n.noun.1.max(n.end)..p.first;
    let plain = |i: usize| {
        t.mark(i).is_some_and(|m| m == ',')
            || matches!(
                t.word(i),
                "đạt"
                    | "tỷ"
                    | "tỉ"
                    | "lệ"
                    | "tăng"
                    | "giảm"
                    | "tương"
                    | "đương"
                    | "ứng"
                    | "với"
                    | "tức"
                    | "là"
                    | "bằng"
            )
    };
    p.sentence == n.sentence
        && !p.has_noun()
        && !n.is_percent()
        && between.len() <= 8
        && between.clone().all(plain)
}

/// "tăng 94 bị can so với cùng kỳ (721 bị can), tương đương tăng 13,0%".
fn is_equivalent(d: &Document, change: &Change) -> bool {
    ["tương đương", "tương ứng", "tương ứng với", "tương đương với", "tức", "tức là"]
        .iter()
        .any(|p| d.tokens.phrase_before(change.word, p))
}

/// "11.420 hộ, tỷ lệ 5,02%, giảm 2.865 hộ (1,31%) so với đầu năm (14.285 hộ, tỷ lệ 6,33%)": the percent in the bracket may be how far the two
/// shares are apart.
fn between_shares<'a>(
    d: &'a Document,
    change: &Change,
    s: Sides,
) -> Option<(Comparison, &'a Quantity, &'a Quantity)> {
    let q = d.q(change.at).filter(|q| q.is_percent())?;
    let (now, before) = (s.now + 1, s.before + 1);
    let (n, b) = (d.q(now).filter(|n| n.is_percent())?, d.q(before).filter(|b| b.is_percent())?);
    let beside = |share: &Quantity, count: usize| {
        d.q(count).is_some_and(|x| share.sentence == x.sentence && share.first - x.end <= 10)
    };
    let c = compare::compare_sides(d, change, Sides { now, before, firm: true })?;
    (c.fit.holds() && !q.has_noun() && beside(n, s.now) && beside(b, s.before)).then_some((c, n, b))
}

fn judge_change(d: &Document, f: &mut Findings, changes: &[Change], i: usize) {
    let Some(change) = changes.get(i) else { return };
    let Some(q) = d.q(change.at) else { return };
    f.take(change.at);
    let place = || d.place(change.word.min(q.first), q.end, q);
    let mut sides = sides::sides(d, change);
    // "giảm 50 lượt so với 400 lượt (giảm 12,5%)": the percent tells the same change.
    if !sides.iter().any(|s| s.firm)
        && q.is_percent()
        && (q.bracket > 0
            || is_equivalent(d, change)
            || told_again(d, change, i.checked_sub(1).and_then(|j| changes.get(j))))
        && let Some(last) = i.checked_sub(1).and_then(|j| changes.get(j))
        && last.at + 2 >= change.at
        && last.direction == change.direction
        && d.q(last.at).is_some_and(|l| l.sentence == q.sentence && !l.is_percent())
    {
        sides = sides::sides(d, last);
    }
    let mut found: Option<(Comparison, Sides)> = None;
    for s in sides {
        let Some(c) = compare::compare_sides(d, change, s) else { continue };
        let improves =
            found.is_none_or(|(old, kept)| c.fit < old.fit || (c.fit == old.fit && s.firm && !kept.firm));
        if improves {
            found = Some((c, s));
        }
    }
    if found.is_none_or(|(c, s)| !c.fit.holds() && !s.firm)
        && let Some(b) = compare::beside(d, changes, i)
    {
        let certainty = if b.firm { Certainty::Likely } else { Certainty::Ask };
        let place = d.place(b.from.min(change.word).min(q.first), q.end.max(b.to), q);
        let c = b.comparison;
        f.claims.push(d.claim(Kind::Change, verdict(c, certainty), place, Some(c.computed), b.note));
        return;
    }
    let Some((c, s)) = found else {
        f.claims.push(d.claim(
            Kind::Change,
            (Verdict::Unchecked, Certainty::Ask),
            place(),
            None,
            Note::EarlierNotStated,
        ));
        return;
    };
    let (Some(now), Some(before)) = (d.q(s.now), d.q(s.before)) else { return };
    if !c.fit.holds() && !s.firm {
        f.claims.push(d.claim(
            Kind::Change,
            (Verdict::Unchecked, Certainty::Ask),
            place(),
            None,
            Note::EarlierNotStated,
        ));
        return;
    }
    let (c, now, before) =
        between_shares(d, change, s).filter(|_| !c.fit.holds()).unwrap_or((c, now, before));
    let note = Note::Difference { now: d.written(now), before: d.written(before) };
    let rough = [now, before].iter().any(|x| x.is_rough() && !compare::is_fine(x));
    let certainty = if rough { Certainty::Ask } else { Certainty::Likely };
    let computed = Some(in_unit(c.computed, q));
    f.claims.push(d.claim(Kind::Change, verdict(c, certainty), place(), computed, note));
}
