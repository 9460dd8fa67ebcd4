//! Khi nào một danh sách lệch là lỗi: how sure it is that the parts of a list should make up its total.
//!
//! The words that open the list, its divisions and a slip of the hand decide. Deliberately not here: which figures are
//! the parts (`listed`, `states`, `lines`).

use super::Opening;
use crate::claim::Certainty;
use crate::document::{Document, Likeness};
use crate::find::division::{apart, assigned, closes, disjoint, done_or_under_way, is_category, overlapping};
use crate::quantity::{Approximation, Quantity};
use crate::slip;
use crate::words::Class;

/// What is known of a list and its total.
struct Sums<'a> {
    d: &'a Document,
    w: &'a Quantity,
    parts: Vec<&'a Quantity>,
    values: Vec<i128>,
    whole: i128,
    sum: i128,
    /// Some part is greater than the total.
    above: bool,
    /// All parts are called as the total.
    all_same: bool,
    /// The parts are all of a division.
    complete: bool,
    /// The parts exclude each other.
    exclusive: bool,
}

/// `None`: no list to speak of; `Some(None)`: a list that cannot be held against the total.
pub(super) fn fault(
    d: &Document,
    w: &Quantity,
    whole: i128,
    opening: Opening,
    parts: &[usize],
) -> Option<Option<Certainty>> {
    let parts: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let values: Vec<i128> = parts.iter().filter_map(|q| q.value().as_whole()).collect();
    let exact = parts.iter().all(|q| q.approximation == Approximation::Exact && q.high.is_none());
    // "20 đoàn (vụ việc cũ 11 vụ, mới 9 vụ)": a closed bracket of things of one kind, whatever the total is called.
    let one_kind = opening == Opening::Bracket
        && closes(d, &parts)
        && parts.windows(2).all(|pair| matches!(pair, [a, b] if d.likeness(a, b) == Likeness::Same));
    let homogeneous = one_kind || parts.iter().all(|q| kin(d, w, q));
    // "342 nhà tạm, gồm 210 nhà xây mới và 114 nhà sửa chữa": the first word is what is counted.
    let first = |q: &Quantity| w.has_noun() && d.tokens.word(q.noun.0) == d.tokens.word(w.noun.0);
    let same = parts.iter().any(|q| d.likeness(w, q) >= Likeness::Class || is_category(d, q) || first(q));
    let above = values.iter().any(|v| *v > whole);
    if values.len() < 2 {
        let exceeds = matches!(opening, Opening::Open | Opening::Listed)
            && above
            && parts.iter().all(|q| d.likeness(w, q) >= Likeness::Class && q.sentence == w.sentence);
        return (exceeds && exact).then_some(Some(Certainty::Likely));
    }
    // "3.321 đảng bộ (gồm 2.595 xã, 713 phường và 13 đặc khu)": the words close the list, whatever its parts are called.
    if opening == Opening::Closed && exact && slipped(whole, &values) && !overlapping(d, &parts) {
        return Some(Some(Certainty::Likely));
    }
    if !homogeneous || !exact || (above && (!same || opening == Opening::States)) {
        return None;
    }
    // "9 đảng bộ, trong đó 2 đảng bộ xuất sắc; 1.820 chi bộ …": what is greater and called otherwise is no part.
    let greater = |q: &&Quantity| {
        q.value().as_whole().is_some_and(|v| v > whole) && q.has_noun() && d.head(q) != d.head(w)
    };
    if opening == Opening::Open && w.has_noun() && parts.iter().any(greater) {
        return None;
    }
    // "86 đoàn; trong đó cấp tỉnh tiếp 2.140 lượt, cấp huyện 4.860 lượt": no list of it.
    if values.iter().all(|v| *v > whole) {
        return None;
    }
    let sums = Sums {
        d,
        w,
        whole,
        sum: values.iter().sum(),
        above,
        all_same: parts.iter().all(|q| d.likeness(w, q) == Likeness::Same),
        complete: closes(d, &parts) || (assigned(d, w) && done_or_under_way(d, &parts)),
        exclusive: disjoint(d, &parts) || dated(d, &parts) || apart(d, &parts),
        parts,
        values,
    };
    let likely = |holds: bool| if holds { Some(Certainty::Likely) } else { None };
    Some(match opening {
        Opening::Closed if same => Some(Certainty::Likely),
        Opening::Closed => Some(Certainty::Ask),
        Opening::Bracket if !sums.complete && sums.overlap() => None,
        Opening::Bracket => likely(sums.in_bracket(same, one_kind)).or(Some(Certainty::Ask)),
        Opening::Open => likely(sums.opened()).or_else(|| sums.asks().then_some(Certainty::Ask)),
        Opening::Listed => {
            likely(sums.opened() || sums.listed()).or_else(|| sums.asks().then_some(Certainty::Ask))
        }
        Opening::States => likely(sums.listed() || sums.complete || (dated(d, &sums.parts) && sums.all_same)),
    })
}

impl Sums<'_> {
    fn gap(&self) -> i128 {
        (self.whole - self.sum).abs()
    }

    fn overlap(&self) -> bool {
        overlapping(self.d, &self.parts)
    }

    fn exceeds(&self) -> bool {
        self.sum > self.whole
    }

    /// More than all, and no categories that overlap: "4.920 đoàn viên, 2.894 nữ" of 7.236 is nothing to ask about.
    fn asks(&self) -> bool {
        self.exceeds() && !self.overlap()
    }

    /// Off by so little, or by one slip in the total, that the list is meant to be complete.
    fn is_meant(&self) -> bool {
        self.gap() * 4 <= self.whole || slip::parts_them(self.whole, self.sum)
    }

    /// No words open the list but a bracket or a colon.
    fn in_bracket(&self, same: bool, one_kind: bool) -> bool {
        // "500 ms (5 s, 10 ms)": what is off by nearly all of it is no list of it.
        let near = self.gap() * 4 <= 3 * self.whole || self.complete || self.exclusive;
        let named = self.parts.iter().all(|q| !q.has_noun() && q.label.0 < q.label.1);
        // "124 xã, phường, thị trấn (182 xã, 18 phường, 14 thị trấn)", "162 tổ chức (287 đảng bộ cơ sở, 325 chi bộ cơ sở)".
        if same && self.complete || names_all(self.d, self.w, &self.parts) {
            return true;
        }
        if same && (!self.above || self.exclusive || self.all_same) && near {
            return true;
        }
        if self.above {
            return false;
        }
        // "52 người: ban giám hiệu 3, giáo viên 43, nhân viên 6": names with bare figures.
        let bare = named && self.parts.len() >= 3 && self.is_meant();
        // "25 tập thể (tỉnh 5, huyện 20)": names that fill a bracket are not more than all.
        let more = named && self.exceeds() && self.gap() * 3 <= self.whole && !self.overlap();
        // "64 đơn (khiếu nại 41, tố cáo 32)": two kinds that exclude each other are more than all.
        let slipped = self.whole >= 100 && slip::parts_them(self.whole, self.sum);
        let letters = kinds_of_letters(self.d, &self.parts) && (self.exceeds() || slipped);
        one_kind || self.complete || bare || more || letters
    }

    /// "trong đó" opens the list, so that its parts may be a selection or overlap.
    fn opened(&self) -> bool {
        let Self { d, w, whole, .. } = *self;
        // Lists that fall short by less than a fiftieth are meant to be complete.
        let near = self.gap() * 50 <= whole && !self.overlap();
        // "64 tổ chức, trong đó 41 tổ chức đã được đưa ra, 23 tổ chức đang tiếp tục củng cố".
        let halves = self.all_same && done_or_under_way(d, &self.parts) && self.gap() * 4 <= whole;
        if self.complete || near || halves || (self.exceeds() && self.exclusive) {
            return true;
        }
        if two_kinds(d, w, whole, &self.parts) || names_all(d, w, &self.parts) {
            return true;
        }
        if self.all_same && self.gap() * 8 <= whole && parallel(d, &self.parts) {
            return true;
        }
        let slips = slipped(whole, &self.values) || self.all_same && slipped_pair(w, whole, &self.values);
        // Beasts, trees and the like are of one kind each; people and papers may be of two.
        let one_kind = w.class == Class::Other || kinds(d, w, &self.parts);
        let more = self.exceeds() && !self.above && self.all_same && one_kind;
        // "31 tổ chức, trong đó 19 đảng bộ xã, 8 đảng bộ doanh nghiệp và 6 chi bộ cơ quan": kinds of bodies by name.
        if self.exceeds() && !self.above && kinds(d, w, &self.parts) && w.class == Class::Organisation {
            return true;
        }
        if self.exceeds() && !self.above && kinds_of_places(d, w, &self.parts) {
            return true;
        }
        // "145 cán bộ, trong đó: cao cấp lý luận 18, trung cấp 84, bồi dưỡng nghiệp vụ 43": names with bare figures.
        let bare = self.parts.len() >= 3 && self.parts.iter().all(|q| !q.has_noun() && q.label.0 < q.label.1);
        if bare && whole >= 50 && slip::explains_sum(whole, &self.values) {
            return true;
        }
        // "126 lượt cán bộ, trong đó cấp tỉnh 31 lượt, cấp huyện 59 lượt": no one is of two levels.
        let least = if self.parts.len() >= 3 { 20 } else { 30 };
        let levels = self.exclusive && whole >= least && slip::explains_sum(whole, &self.values);
        (slips || more || levels || self.exceeds() && self.gap() * 6 <= whole && self.slips_alike())
            && !self.overlap()
    }

    /// Three figures or more of the same things, told one after the other.
    fn listed(&self) -> bool {
        self.is_meant() && self.slips_alike() && !self.overlap()
    }

    fn slips_alike(&self) -> bool {
        self.all_same
            && self.values.len() >= 3
            && self.whole >= 50
            && slip::explains_sum(self.whole, &self.values)
    }
}

/// A list that one slip away would be complete, of numbers too great for chance.
pub(super) fn slipped(whole: i128, values: &[i128]) -> bool {
    let gap = whole - values.iter().sum::<i128>();
    let enough = whole >= 1_000 || (whole >= 100 && values.len() >= 3);
    let near = gap.abs() * 4 <= whole || slip::parts_them(whole, values.iter().sum());
    enough && near && slip::explains_sum(whole, values)
}

/// Of two kinds of acts or things, not of persons, who may be of both.
fn slipped_pair(w: &Quantity, whole: i128, values: &[i128]) -> bool {
    let gap = whole - values.iter().sum::<i128>();
    let enough = whole >= 100 && values.len() == 2 && w.class != Class::Person;
    enough && gap.abs() * 8 <= whole && slip::explains_sum(whole, values)
}

/// "12 chi bộ thôn, 3 chi bộ trường học, …": kinds by name, not what some of them also are or do.
fn kinds(d: &Document, w: &Quantity, parts: &[&Quantity]) -> bool {
    let named = |q: &&Quantity| {
        q.noun.1 - q.noun.0 >= 3 && d.tokens.mark(q.noun.1).is_some() || (d.tokens.word(q.noun.1) == "và")
    };
    w.class != Class::Person && parts.len() >= 3 && parts.iter().all(named)
}

/// "8 địa phương, đơn vị, trong đó có 5 xã, 2 phòng chuyên môn và 1 ban quản lý": each kind has a name of its own.
fn kinds_of_places(d: &Document, w: &Quantity, parts: &[&Quantity]) -> bool {
    let t = &d.tokens;
    let general = matches!(d.head(w), ("địa", "phương") | ("đơn", "vị") | ("cơ", "quan") | ("tổ", "chức"));
    let mut names: Vec<&str> = parts.iter().filter(|q| q.has_noun()).map(|q| t.word(q.noun.0)).collect();
    names.sort_unstable();
    names.dedup();
    let ends = parts.last().is_some_and(|q| t.word_before(q.first, 1) == "và");
    general && ends && parts.len() >= 3 && names.len() == parts.len()
}

/// "214 xã, phường, thị trấn (182 xã, 18 phường, 14 thị trấn)", "186 thôn, tổ dân phố, trong đó 142 thôn, 44 tổ dân phố": the total
/// names all its kinds.
fn names_all(d: &Document, w: &Quantity, parts: &[&Quantity]) -> bool {
    let t = &d.tokens;
    let named = |q: &&Quantity| {
        let word = t.word(q.noun.0);
        q.has_noun() && (w.noun.0..(w.noun.0 + 8).min(q.first)).any(|i| t.word(i) == word)
    };
    let mut names: Vec<&str> = parts.iter().map(|q| t.word(q.noun.0)).collect();
    names.sort_unstable();
    names.dedup();
    parts.len() >= 2 && names.len() == parts.len() && parts.iter().all(named)
}

fn kinds_of_letters(d: &Document, parts: &[&Quantity]) -> bool {
    let kinds = ["khiếu nại", "tố cáo", "kiến nghị", "phản ánh"];
    parts.iter().all(|q| d.label_has(q, &kinds) || d.tokens.has(q.end, q.noun.1 + 1, &kinds))
}

/// "512 phương tiện, trong đó 468 mô tô và 44 ô tô": two kinds of things, told in one breath, that one slip parts from all.
fn two_kinds(d: &Document, w: &Quantity, whole: i128, parts: &[&Quantity]) -> bool {
    let [a, b] = parts else { return false };
    let values: Vec<i128> = parts.iter().filter_map(|q| q.value().as_whole()).collect();
    let off = (whole - values.iter().sum::<i128>()).abs();
    let named = |q: &Quantity| q.has_noun() && q.class == Class::Other && d.likeness(q, w) != Likeness::Same;
    let ends = d.tokens.mark(b.noun.1).is_some();
    d.tokens.word_before(b.first, 1) == "và"
        && ends
        && named(a)
        && named(b)
        && d.head(a) != d.head(b)
        && whole >= 100
        && off * 8 <= whole
        && slip::explains_sum(whole, &values)
}

/// "25 người giữ chức phó bí thư; 19 người giữ chức phó chủ tịch": told in the same words, what they hold excludes each other.
fn parallel(d: &Document, parts: &[&Quantity]) -> bool {
    let t = &d.tokens;
    let held = |q: &Quantity| {
        let at = (q.end..q.noun.1 + 2).find(|&i| matches!(t.word(i), "giữ" | "làm"))?;
        Some((t.word(at), t.word(at + 1)))
    };
    let first = parts.first().and_then(|q| held(q));
    parts.len() >= 2 && first.is_some() && parts.iter().all(|q| held(q) == first)
}

/// "9 tiêu chí đạt từ năm 2022, 5 tiêu chí đạt năm 2023 và 4 tiêu chí đạt năm 2024": each is told of a year of its own.
fn dated(d: &Document, parts: &[&Quantity]) -> bool {
    let t = &d.tokens;
    let year = |q: &Quantity| {
        let (from, to) = crate::find::division::around(d, q);
        let at =
            (q.end..to + 1).chain(from..q.first).find(|&i| t.word(i) == "năm" && t.text(i + 1).len() == 4)?;
        t.is_number(at + 1).then(|| t.text(at + 1))
    };
    let mut years: Vec<&str> = parts.iter().filter_map(|q| year(q)).collect();
    years.sort_unstable();
    years.dedup();
    parts.len() >= 3 && years.len() == parts.len()
}

fn kin(d: &Document, w: &Quantity, q: &Quantity) -> bool {
    match d.likeness(w, q) {
        Likeness::Same | Likeness::Class | Likeness::Unnamed => true,
        Likeness::Different => is_category(d, q) || (q.class == Class::Other && w.class != Class::Act),
    }
}
