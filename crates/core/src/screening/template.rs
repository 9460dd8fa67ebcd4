//! The sentence of a hit, with places for the figures: `Tỷ lệ đạt {share} ({value}/{base}), {run}`.

use super::{Condition, Test};

/// One piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// `{value}`: the figure of the latest period.
    Value,
    /// `{base}`: its base.
    Base,
    /// `{share}`: figure by base in percent.
    Share,
    /// `{bound}`: the bound.
    Bound,
    /// `{when}`: the figure of the condition that makes the criterion applicable.
    When,
    /// `{run}`: the period, or how many periods one after another.
    Run,
}

/// A sentence with places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadTemplate {
    /// No words at all.
    Blank,
    /// A brace without its other half.
    OpenBrace,
    /// No such place.
    NoSuchPlace(String),
    /// A place for which the criterion has nothing.
    NothingThere(Piece),
}

impl Template {
    /// Reads a template.
    pub fn read(text: &str) -> Result<Self, BadTemplate> {
        let mut pieces = Vec::new();
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(BadTemplate::Blank);
        }
        while let Some((words, place)) = rest.split_once('{') {
            let (place, after) = place.split_once('}').ok_or(BadTemplate::OpenBrace)?;
            if !words.is_empty() {
                pieces.push(Piece::Text(words.to_owned()));
            }
            pieces.push(match place {
                "value" => Piece::Value,
                "base" => Piece::Base,
                "share" => Piece::Share,
                "bound" => Piece::Bound,
                "when" => Piece::When,
                "run" => Piece::Run,
                other => return Err(BadTemplate::NoSuchPlace(other.to_owned())),
            });
            rest = after;
        }
        if rest.contains('}') {
            return Err(BadTemplate::OpenBrace);
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// The pieces in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Whether it tells a figure of the unit, and not only the bound and the period.
    pub fn tells_figures(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Value | Piece::Base | Piece::Share | Piece::When))
    }

    /// Whether every place can be filled: with no test only words are allowed.
    pub fn fits(&self, test: Option<&Test>) -> Result<(), BadTemplate> {
        let share = |c: &Condition| c.base.is_some();
        for piece in &self.0 {
            let filled = match (piece, test) {
                (Piece::Text(_), _) | (Piece::Value | Piece::Bound | Piece::Run, Some(_)) => true,
                (Piece::Base | Piece::Share, Some(test)) => share(&test.condition),
                (Piece::When, Some(test)) => test.when.is_some(),
                (_, None) => false,
            };
            if !filled {
                return Err(BadTemplate::NothingThere(piece.clone()));
            }
        }
        Ok(())
    }
}
