//! Phần thay đổi: what an amendment changes, piece by piece.
//!
//! Texts are compared word by word (by `similar`); causes, measures and exit criteria by their numbers, which one
//! edition hands to the next.

use super::{Cause, Content, Exit, Measure, Personnel};
use similar::{ChangeTag, TextDiff};

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only before.
    Gone(String),
    /// Only after.
    New(String),
}

/// What was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The words of a section.
    Section {
        /// Its code.
        code: String,
        /// Its words, before and after together.
        pieces: Vec<Piece>,
    },
    /// A cause: added, dropped, or put otherwise.
    Cause(Was<Cause>),
    /// A measure.
    Measure(Was<Measure>),
    /// An exit criterion.
    Exit(Was<Exit>),
    /// The separate paper on cadres.
    Personnel(Was<Personnel>),
}

/// What something was before and is after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Was<T> {
    /// Bổ sung.
    Added(T),
    /// Bãi bỏ.
    Dropped(T),
    /// Sửa đổi.
    Changed(Box<T>, Box<T>),
}

/// The words of two texts, as one row of pieces.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(before, after);
    let mut out: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let word = change.value();
        match (change.tag(), out.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(text)))
            | (ChangeTag::Delete, Some(Piece::Gone(text)))
            | (ChangeTag::Insert, Some(Piece::New(text))) => text.push_str(word),
            (ChangeTag::Equal, _) => out.push(Piece::Same(word.to_owned())),
            (ChangeTag::Delete, _) => out.push(Piece::Gone(word.to_owned())),
            (ChangeTag::Insert, _) => out.push(Piece::New(word.to_owned())),
        }
    }
    out
}

/// Everything that is otherwise in another content, in the order of the paper.
pub fn difference(before: &Content, after: &Content) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut codes: Vec<&str> = before.texts.iter().map(|t| t.section.as_str()).collect();
    codes.extend(
        after
            .texts
            .iter()
            .map(|t| t.section.as_str())
            .filter(|c| !before.texts.iter().any(|t| t.section == *c)),
    );
    for code in codes {
        let (was, is) = (before.text(code), after.text(code));
        if was != is {
            changes.push(Change::Section { code: code.to_owned(), pieces: pieces(was, is) });
        }
    }
    changes.extend(by_number(&before.causes, &after.causes, |c| c.no).into_iter().map(Change::Cause));
    changes.extend(by_number(&before.exits, &after.exits, |e| e.no).into_iter().map(Change::Exit));
    changes.extend(by_number(&before.measures, &after.measures, |m| m.no).into_iter().map(Change::Measure));
    let (was, is) = (&before.personnel, &after.personnel);
    changes.extend(was_of(was.as_ref(), is.as_ref()).map(Change::Personnel));
    changes
}

/// What became of the things with numbers: those of before in their order, then what is new.
pub fn by_number<T: Clone + PartialEq>(before: &[T], after: &[T], no: impl Fn(&T) -> i64) -> Vec<Was<T>> {
    let find = |all: &[T], n: i64| all.iter().find(|x| no(x) == n).cloned();
    let kept = before.iter().filter_map(|old| was_of(Some(old), find(after, no(old)).as_ref()));
    let fresh = after.iter().filter(|new| find(before, no(new)).is_none()).cloned().map(Was::Added);
    kept.chain(fresh).collect()
}

fn was_of<T: Clone + PartialEq>(before: Option<&T>, after: Option<&T>) -> Option<Was<T>> {
    match (before, after) {
        (None, None) => None,
        (None, Some(new)) => Some(Was::Added(new.clone())),
        (Some(old), None) => Some(Was::Dropped(old.clone())),
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => Some(Was::Changed(Box::new(old.clone()), Box::new(new.clone()))),
    }
}
