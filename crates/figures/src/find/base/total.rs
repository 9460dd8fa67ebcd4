//! Mẫu số là một tổng số tiền: "chỉ chiếm 0,07% tổng dư nợ nêu trên", "Tổng thu đảng phí đạt 3.482 triệu đồng. Các cơ sở trích
//! nộp 1.218,7 triệu đồng (35%)".

use crate::document::Document;
use crate::judge::{self, Bounds};
use crate::quantity::{Quantity, Unit};

/// How far back the total may stand, in figures.
const REACH: usize = 10;

/// Tokens among which the name of the total stands before its figure.
const NAME: usize = 24;

/// Amounts of which reports tell the total.
const AMOUNTS: [&str; 16] = [
    "dư nợ",
    "nguồn vốn",
    "kinh phí",
    "giá trị",
    "kim ngạch",
    "trị giá",
    "diện tích",
    "sản lượng",
    "doanh thu",
    "doanh số",
    "nợ xấu",
    "tiền thuế",
    "vốn đầu tư",
    "giá trị sản xuất",
    "thu ngân sách",
    "chi ngân sách",
];

/// The words of "tổng dư nợ nêu trên" after "tổng".
pub(super) fn words_after(d: &Document, from: usize) -> Option<(usize, usize)> {
    let t = &d.tokens;
    if t.word(from) == "tổng" && matches!(t.word(from + 1), "thu" | "chi" | "vốn") {
        return Some((from + 1, from + 2));
    }
    let opens = t.word(from) == "tổng" && AMOUNTS.iter().any(|w| t.phrase_at(from + 1, w));
    opens.then(|| {
        let end = (from + 3..from + 7).find(|&i| !t.is_word(i) || says_nothing(t.word(i)));
        (from + 1, end.unwrap_or(from + 7))
    })
}

fn says_nothing(word: &str) -> bool {
    matches!(
        word,
        "nêu" | "nói" | "kể" | "trên" | "này" | "của" | "và" | "là" | "toàn" | "cả" | "trong" | "được"
    )
}

/// The only amount of this sentence and the two before whose name begins with those words.
pub(super) fn named(d: &Document, k: usize, (from, to): (usize, usize)) -> Option<usize> {
    let a = d.q(k).filter(|a| a.unit == Unit::Measure)?;
    let t = &d.tokens;
    if !AMOUNTS.iter().any(|w| t.phrase_at(from, w)) {
        return None;
    }
    let tells = |b: &Quantity| {
        let begin = d.outline.sentence(b.sentence).0.max(b.first.saturating_sub(NAME));
        let clear = (begin..b.first).rev().find(|&i| d.quantity_at(i).is_some() || t.is_mark(i, ';'));
        let name = clear.map_or(begin, |i| i + 1);
        let n = to - from;
        (name..b.first).any(|i| (0..n).all(|j| t.word(i + j) == t.word(from + j)))
    };
    let mut list = (k.saturating_sub(REACH)..k).rev().filter(|&i| {
        d.q(i).is_some_and(|b| {
            b.paragraph == a.paragraph
                && b.sentence + 2 >= a.sentence
                && b.unit == Unit::Measure
                && b.bracket == 0
                && t.word(a.noun.0) == t.word(b.noun.0)
                && a.value().fraction().at_most(b.value().fraction())
                && !d.tells_change(b)
                && tells(b)
        })
    });
    let first = list.next()?;
    list.next().is_none().then_some(first)
}

/// The total that the sentence before tells, where the share is one of the two parts together or they make it up.
pub(super) fn told(d: &Document, k: usize, p: usize) -> Option<usize> {
    let (base, rest) = total_and_rest(d, k, p)?;
    let (a, b, c) = (d.q(k)?, d.q(base)?, d.q(rest)?);
    let sum = a.value().fraction().add(c.value().fraction())?;
    let of_both = judge::share_of(Bounds::exact(a.value().fraction()), Bounds::exact(sum), d.q(p)?);
    let tied = sum.equals(b.value().fraction()) || of_both.is_some_and(|c| c.fit.holds());
    tied.then_some(base)
}

/// "Tổng thu …: 3.482 triệu đồng. Các cơ sở nộp 1.218,7 triệu đồng (35%), phần để lại là 2.263,3 triệu đồng": the total, which
/// is all that its sentence tells, and the rest.
pub(crate) fn total_and_rest(d: &Document, k: usize, p: usize) -> Option<(usize, usize)> {
    let (a, base) = (d.q(k).filter(|a| a.unit == Unit::Measure)?, k.checked_sub(1)?);
    let same = |q: &Quantity| {
        q.unit == Unit::Measure
            && q.bracket == a.bracket
            && q.magnitude == a.magnitude
            && !q.is_rough()
            && d.tokens.word(q.noun.0) == d.tokens.word(a.noun.0)
    };
    let (b, c) = (d.q(base).filter(|b| same(b))?, d.q(p + 1).filter(|c| same(c))?);
    let t = &d.tokens;
    let (begin, _) = d.outline.sentence(b.sentence);
    let alone = base.checked_sub(1).and_then(|i| d.q(i)).is_none_or(|q| q.sentence != b.sentence);
    let follows = d.outline.sentence_before(a.sentence) == Some(b.sentence) && b.paragraph == a.paragraph;
    let total = t.word(begin) == "tổng" && !matches!(t.word(begin + 1), "kết" | "cục" | "bí");
    let rest = c.sentence == a.sentence && d.label_has(c, &["phần", "còn lại", "để lại", "số còn"]);
    (alone && follows && total && rest).then_some((base, p + 1))
}
