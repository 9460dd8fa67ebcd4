//! Văn bản đã đọc: text, tokens, brackets and figures together, with the questions that the finders ask of them.
//!
//! Invariant: every question looks at a bounded neighbourhood, so the finders stay linear.

use crate::claim::{Certainty, Claim, Kind, Note, Verdict};
use crate::decimal::Decimal;
use crate::noise;
use crate::outline::Outline;
use crate::quantity::{Brackets, Quantity, quantities};
use crate::text::Source;
use crate::token::Tokens;
use crate::words::Class;

pub(crate) struct Document {
    pub(crate) source: Source,
    pub(crate) tokens: Tokens,
    pub(crate) brackets: Brackets,
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) outline: Outline,
    /// Token → one more than the quantity that begins there.
    at: Vec<usize>,
}

/// How alike two counted things are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    Different,
    /// One of them is not named.
    Unnamed,
    /// Of one class: đảng bộ and chi bộ.
    Class,
    /// The same word, or a general word for it: đồng chí for đảng viên.
    Same,
}

/// The words of a claim: where it stands and what it prints.
pub(crate) struct Place {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) printed: String,
}

impl Document {
    pub(crate) fn new(source: Source) -> Self {
        let tokens = Tokens::new(&source);
        let brackets = Brackets::new(&tokens);
        let is_figure = noise::figures(&tokens);
        let quantities = quantities(&tokens, &is_figure, &brackets);
        let mut at = vec![0; tokens.len()];
        for (k, q) in quantities.iter().enumerate() {
            if let Some(slot) = at.get_mut(q.first) {
                *slot = k + 1;
            }
        }
        let outline = Outline::new(&tokens);
        Self { source, tokens, brackets, quantities, outline, at }
    }

    /// The quantity that begins at a token.
    pub(crate) fn quantity_at(&self, token: usize) -> Option<usize> {
        self.at.get(token).copied()?.checked_sub(1)
    }

    pub(crate) fn q(&self, k: usize) -> Option<&Quantity> {
        self.quantities.get(k)
    }

    /// The number as it is written, without its unit.
    pub(crate) fn printed(&self, q: &Quantity) -> String {
        let start = self.tokens.get(q.first).map_or(0, |t| t.start);
        let end = self.tokens.get(q.last).map_or(start, |t| t.end);
        self.slice(start, end)
    }

    /// The number with its percent sign, for notes.
    pub(crate) fn written(&self, q: &Quantity) -> String {
        let sign = if q.is_percent() { "%" } else { "" };
        format!("{}{sign}", self.printed(q))
    }

    /// The words of the text from one token to before another.
    pub(crate) fn between(&self, from: usize, to: usize) -> String {
        let start = self.tokens.get(from).map_or(0, |t| t.start);
        let end = self.tokens.get(to.saturating_sub(1)).map_or(start, |t| t.end);
        self.slice(start, end.max(start))
    }

    fn slice(&self, start: usize, end: usize) -> String {
        self.source.chars.get(start..end).unwrap_or(&[]).iter().collect()
    }

    pub(crate) fn place(&self, from: usize, to: usize, printed: &Quantity) -> Place {
        Place { from, to, printed: self.printed(printed) }
    }

    pub(crate) fn claim(
        &self,
        kind: Kind,
        judged: (Verdict, Certainty),
        place: Place,
        computed: Option<Decimal>,
        note: Note,
    ) -> Claim {
        let start = self.tokens.get(place.from).map_or(0, |t| t.start);
        let last = self.with_closing_bracket(place.from, place.to);
        let end = self.tokens.get(last.saturating_sub(1)).map_or(start, |t| t.end).max(start);
        Claim {
            kind,
            verdict: judged.0,
            certainty: judged.1,
            text: self.slice(start, end),
            start,
            end,
            printed: place.printed,
            computed,
            note,
        }
    }

    /// A claim that opens a bracket also shows its end, where that comes next.
    fn with_closing_bracket(&self, from: usize, to: usize) -> usize {
        let open = self.brackets.inside.get(to.saturating_sub(1)).copied().unwrap_or(0);
        if open > from && self.tokens.is_mark(to, ')') { to + 1 } else { to }
    }

    /// Where the bracket of a figure closes.
    pub(crate) fn closing(&self, q: &Quantity) -> Option<usize> {
        self.brackets.close.get(q.bracket.checked_sub(1)?).copied()
    }

    /// "6/13": the base of a ratio.
    pub(crate) fn is_after_stroke(&self, q: &Quantity) -> bool {
        q.first >= 2 && self.tokens.is_mark(q.first - 1, '/') && self.tokens.is_number(q.first - 2)
    }

    /// Whether the figure, with what it counts, is all that its bracket holds: "(45 chi bộ)".
    pub(crate) fn fills_bracket(&self, q: &Quantity) -> bool {
        let ends = self.closing(q).is_some_and(|close| (q.end..=q.noun.1.max(q.end)).contains(&close));
        ends && q.bracket == q.first
    }

    /// The first two words of what is counted, with the usual abbreviations written out.
    pub(crate) fn head(&self, q: &Quantity) -> (&str, &str) {
        let mut at = q.noun.0;
        while at < q.noun.1
            && matches!(self.tokens.word(at), "lượt" | "số" | "tổng" | "quần")
            && at + 1 < q.noun.1
        {
            at += 1;
        }
        let second = if at + 1 < q.noun.1 { self.tokens.word(at + 1) } else { "" };
        self.spelled(if at < q.noun.1 { self.tokens.word(at) } else { "" }, second)
    }

    pub(crate) fn spelled<'a>(&'a self, first: &'a str, second: &'a str) -> (&'a str, &'a str) {
        match (first, second) {
            ("tccsđ" | "tccs" | "tcđ", _) | ("cơ", "sở") => ("tổ", "chức"),
            ("đv", _) => ("đảng", "viên"),
            ("đ/c", _) => ("đồng", "chí"),
            ("ủy", "viên") | ("cấp", "ủy") => ("ủy", "viên"),
            ("vụ", _) => ("vụ", ""),
            ("đơn", "vị") => ("đơn", "vị"),
            ("đơn", _) => ("đơn", ""),
            (
                one @ ("xã" | "phường" | "huyện" | "quận" | "thôn" | "bản" | "người" | "cuộc" | "hộ" | "ấp"
                | "tỉnh" | "phiếu" | "căn" | "ngôi" | "suất" | "tuyến"),
                _,
            ) => (one, ""),
            other => other,
        }
    }

    pub(crate) fn likeness(&self, a: &Quantity, b: &Quantity) -> Likeness {
        if !a.has_noun() || !b.has_noun() {
            return Likeness::Unnamed;
        }
        let (x, y) = (self.head(a), self.head(b));
        let general = |h: (&str, &str)| {
            matches!(h, ("đồng", "chí") | ("người", _) | ("trường", "hợp") | ("nữ" | "nam" | "chị", _))
        };
        // "350 lượt cán bộ, giảm 50 lượt": the second time the noun is cut short.
        let bare = |q: &Quantity| q.noun.1 - q.noun.0 == 1;
        let short = (bare(a) || bare(b)) && self.tokens.word(a.noun.0) == self.tokens.word(b.noun.0);
        // "62 lượt tổ chức cơ sở đảng", "45 lượt chuyển biến rõ rệt": the second says how, not what.
        let times = |q: &Quantity| self.tokens.word(q.noun.0) == "lượt";
        let how = |q: &Quantity| q.class == Class::Act && !bare(q);
        let short = short || times(a) && times(b) && (how(a) || how(b));
        if short || x == y || (a.class == b.class && a.class == Class::Person && (general(x) || general(y))) {
            return Likeness::Same;
        }
        if x == ("trường", "hợp") || y == ("trường", "hợp") {
            return Likeness::Class;
        }
        if a.class == b.class && a.class != Class::Other { Likeness::Class } else { Likeness::Different }
    }

    /// "tăng 64", "giảm khoảng 5": but not "vốn tăng thêm là 64".
    pub(crate) fn tells_change(&self, q: &Quantity) -> bool {
        let t = &self.tokens;
        let from = q.label.0.max(q.first.saturating_sub(4));
        let word = (from..q.first).rev().find(|&i| matches!(t.word(i), "tăng" | "giảm" | "bớt"));
        word.is_some_and(|at| {
            !(at + 1..q.first)
                .any(|i| matches!(t.word(i), "là" | "đạt" | "có" | "gồm" | "cường" | "còn" | "xuống" | "lên"))
        })
    }

    /// The words before a figure and after it hold one of the phrases: "chỉ tiêu giao 100", "100 theo kế hoạch".
    pub(crate) fn label_has(&self, q: &Quantity, phrases: &[&str]) -> bool {
        self.tokens.has(q.label.0, q.label.1, phrases)
    }

    /// Whether any mark of `marks` stands in the token range.
    pub(crate) fn has_mark(&self, from: usize, to: usize, marks: &[char]) -> bool {
        (from..to).any(|i| self.tokens.mark(i).is_some_and(|m| marks.contains(&m)))
    }
}
