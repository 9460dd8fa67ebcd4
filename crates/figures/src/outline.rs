//! Bố cục: where sentences and paragraphs begin and end, and which paragraph introduces a list of lines.
//!
//! Invariant: one walk over the tokens. Deliberately not here: what the figures of a list mean (`find`).

use crate::token::{TokenKind, Tokens};

pub(crate) struct Outline {
    /// By number of the sentence: its tokens without the end of the paragraph, half open.
    sentences: Vec<(usize, usize)>,
    paragraphs: Vec<(usize, usize)>,
    /// By number of the paragraph.
    lines: Vec<Line>,
}

/// A paragraph as a line of a list.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    /// One more than the paragraph that introduces the list.
    owner: usize,
    /// The paragraph that begins with the bullet; its figure may stand in the next.
    item: usize,
}

/// How a line of a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bullet {
    Mark(char),
    /// "a)", "b)".
    Letter,
    /// "1.", "(2)".
    Number,
}

/// Lists within lists.
const DEPTH: usize = 4;

impl Outline {
    pub(crate) fn new(tokens: &Tokens) -> Self {
        let (mut sentences, mut paragraphs) = (Vec::new(), Vec::new());
        for (i, token) in tokens.list.iter().enumerate() {
            if token.kind != TokenKind::Break {
                extend(&mut sentences, token.sentence, i);
                extend(&mut paragraphs, token.paragraph, i);
            }
        }
        let lines = lines(tokens, &paragraphs);
        Self { sentences, paragraphs, lines }
    }

    /// The tokens of a sentence.
    pub(crate) fn sentence(&self, n: usize) -> (usize, usize) {
        self.sentences.get(n).copied().unwrap_or((0, 0))
    }

    /// The sentence before, across the ends of paragraphs.
    pub(crate) fn sentence_before(&self, n: usize) -> Option<usize> {
        (n.saturating_sub(4)..n).rev().find(|&s| self.sentences.get(s).is_some_and(|(from, to)| from < to))
    }

    pub(crate) fn n_paragraphs(&self) -> usize {
        self.paragraphs.len()
    }

    pub(crate) fn paragraph(&self, n: usize) -> (usize, usize) {
        self.paragraphs.get(n).copied().unwrap_or((0, 0))
    }

    /// The paragraph that introduces the list of which this one is a line.
    pub(crate) fn owner(&self, n: usize) -> Option<usize> {
        self.lines.get(n)?.owner.checked_sub(1)
    }

    /// The line of a list to which the paragraph belongs.
    pub(crate) fn item(&self, n: usize) -> usize {
        self.lines.get(n).map_or(n, |line| line.item)
    }
}

fn extend(spans: &mut Vec<(usize, usize)>, n: usize, i: usize) {
    while spans.len() <= n {
        spans.push((i, i));
    }
    if let Some(span) = spans.get_mut(n) {
        *span = (span.0.min(i), i + 1);
    }
}

fn bullet(tokens: &Tokens, (from, to): (usize, usize)) -> Option<Bullet> {
    if from >= to {
        return None;
    }
    let mark =
        tokens.mark(from).filter(|m| matches!(m, '-' | '+' | '*' | '•' | '·' | '●' | '○' | '▪' | '\u{f0b7}'));
    if let Some(mark) = mark {
        return Some(Bullet::Mark(mark));
    }
    let opens = usize::from(tokens.is_mark(from, '('));
    let closes = matches!(tokens.mark(from + opens + 1), Some(')' | '.'));
    if closes && tokens.is_word(from + opens) && tokens.text(from + opens).chars().count() == 1 {
        return Some(Bullet::Letter);
    }
    (closes && tokens.is_number(from + opens) && tokens.text(from + opens).len() <= 2)
        .then_some(Bullet::Number)
}

/// What a paragraph without a bullet does to the lists that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    /// "9.240 triệu đồng" below "b) Thu nội địa:".
    Figure,
    /// "Trong đó: xổ số:" is told of the line above.
    Aside,
    Ends,
}

fn between(tokens: &Tokens, (from, to): (usize, usize)) -> Between {
    if tokens.is_number(from) && to - from <= 8 {
        Between::Figure
    } else if tokens.phrase_at(from, "trong đó") && to - from <= 14 {
        Between::Aside
    } else {
        Between::Ends
    }
}

/// A list begins after a paragraph of another kind and lasts while lines of its kind, or of lists within it, follow.
fn lines(tokens: &Tokens, paragraphs: &[(usize, usize)]) -> Vec<Line> {
    let mut out: Vec<Line> = (0..paragraphs.len()).map(|n| Line { owner: 0, item: n }).collect();
    let mut open: Vec<(Bullet, usize)> = Vec::new();
    let mut last: Option<usize> = None;
    let mut item: Option<Line> = None;
    for (n, &span) in paragraphs.iter().enumerate() {
        if span.0 >= span.1 {
            continue;
        }
        let Some(kind) = bullet(tokens, span) else {
            match between(tokens, span) {
                Between::Figure => {
                    if let Some((line, slot)) = item.take().zip(out.get_mut(n)) {
                        *slot = line;
                    }
                }
                Between::Aside => item = None,
                Between::Ends => {
                    item = None;
                    open.clear();
                }
            }
            if open.is_empty() {
                last = Some(n);
            }
            continue;
        };
        match open.iter().position(|(other, _)| *other == kind) {
            Some(at) => open.truncate(at + 1),
            None if open.len() < DEPTH => open.extend(last.map(|owner| (kind, owner))),
            None => open.clear(),
        }
        let owner = open.last().map_or(0, |(_, owner)| owner + 1);
        item = (owner > 0).then_some(Line { owner, item: n });
        if let Some((line, slot)) = item.zip(out.get_mut(n)) {
            *slot = line;
        }
        last = Some(n);
    }
    out
}
