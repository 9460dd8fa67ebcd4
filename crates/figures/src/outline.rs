//! Bố cục: where sentences and paragraphs begin and end, and which paragraph introduces a list of lines.
//!
//! Invariant: one walk over the tokens. Deliberately not here: what the figures of a list mean (`find`).

use crate::token::{TokenKind, Tokens};

pub(crate) struct Outline {
    /// By number of the sentence: its tokens without the end of the paragraph, half open.
    sentences: Vec<(usize, usize)>,
    paragraphs: Vec<(usize, usize)>,
    /// By number of the paragraph: one more than the paragraph that introduces the list in which it stands.
    owners: Vec<usize>,
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
        let owners = owners(tokens, &paragraphs);
        Self { sentences, paragraphs, owners }
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
        self.owners.get(n)?.checked_sub(1)
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

/// A list begins after a paragraph of another kind and lasts while lines of its kind, or of lists within it, follow.
fn owners(tokens: &Tokens, paragraphs: &[(usize, usize)]) -> Vec<usize> {
    let mut out = vec![0; paragraphs.len()];
    let mut open: Vec<(Bullet, usize)> = Vec::new();
    let mut last: Option<usize> = None;
    for (n, &span) in paragraphs.iter().enumerate() {
        if span.0 >= span.1 {
            continue;
        }
        match bullet(tokens, span) {
            None => open.clear(),
            Some(kind) => {
                match open.iter().position(|(other, _)| *other == kind) {
                    Some(at) => open.truncate(at + 1),
                    None if open.len() < DEPTH => open.extend(last.map(|owner| (kind, owner))),
                    None => open.clear(),
                }
                if let Some(((_, owner), slot)) = open.last().zip(out.get_mut(n)) {
                    *slot = owner + 1;
                }
            }
        }
        last = Some(n);
    }
    out
}
