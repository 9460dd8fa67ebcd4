//! The paper as a page: the document model turned into what a template draws.

use std::collections::HashMap;
use vunggoc_app::report::Note;
use vunggoc_report::paper::{Block, Emphasis, Level, Paper};
use vunggoc_report::table::{Align, HeadCell, Row, RowKind, Table};

/// A block of the page.
pub(super) enum Part {
    Heading { level: u8, text: String },
    Paragraph(Vec<Piece>),
    Placeholder(String),
    Table(Box<Sheet>),
}

/// A piece of running text.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) bold: Weight,
    pub(super) leads_to: Option<String>,
    /// The number of a finding of the audit of figures that is about these words.
    pub(super) finding: Option<usize>,
    /// The same number where these are the first of them, for the way there.
    pub(super) anchor: Option<usize>,
}

/// How a piece is set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Bold,
}

/// A table of the page.
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) unit_of_count: String,
    pub(super) head: Vec<Vec<HeadCell>>,
    pub(super) marks: Vec<String>,
    pub(super) n_columns: usize,
    pub(super) rows: Vec<Line>,
    pub(super) notes: Vec<String>,
}

/// A row of a table.
pub(super) enum Line {
    Banner(String),
    Cells { class: &'static str, cells: Vec<Shown> },
}

/// A cell as it is shown.
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) class: &'static str,
    pub(super) leads_to: Option<String>,
}

/// Every block of a paper, body first, then annexes.
pub(super) fn parts(paper: &Paper, notes: &[Note]) -> Vec<Part> {
    let ways: HashMap<&str, &str> = notes.iter().map(|n| (n.key.as_str(), n.leads_to.as_str())).collect();
    paper.blocks().map(|block| part(block, &ways)).collect()
}

fn part(block: &Block, ways: &HashMap<&str, &str>) -> Part {
    match block {
        Block::Heading { level, mark, title } => {
            let dot = match level {
                _ if mark.is_empty() => "",
                Level::Part => ". ",
                Level::Roman | Level::Arabic | Level::Letter => " ",
            };
            let level = match level {
                Level::Part => 2,
                Level::Roman => 3,
                Level::Arabic | Level::Letter => 4,
            };
            Part::Heading { level, text: format!("{mark}{dot}{title}") }
        }
        Block::Paragraph(spans) => {
            let piece = |s: &vunggoc_report::paper::Span| Piece {
                text: s.text.clone(),
                bold: if s.emphasis == Emphasis::Bold { Weight::Bold } else { Weight::Plain },
                leads_to: s.figure.as_ref().and_then(|k| ways.get(k.0.as_str())).map(|w| (*w).to_owned()),
                finding: None,
                anchor: None,
            };
            Part::Paragraph(spans.iter().map(piece).collect())
        }
        Block::Placeholder(words) => Part::Placeholder(words.clone()),
        Block::Centred(words) => Part::Heading { level: 3, text: words.clone() },
        Block::Table(table) => Part::Table(Box::new(sheet(table, ways))),
    }
}

fn sheet(table: &Table, ways: &HashMap<&str, &str>) -> Sheet {
    let grid = table.head_grid();
    let aligns: Vec<Align> = table.columns().iter().map(|c| c.align).collect();
    let line = |row: &Row| match row {
        Row::Banner(words) => Line::Banner(words.clone()),
        Row::Cells(kind, cells) => Line::Cells {
            class: match kind {
                RowKind::Plain => "",
                RowKind::Part => "sub",
                RowKind::Group => "group",
                RowKind::Total => "total",
            },
            cells: cells
                .iter()
                .zip(&aligns)
                .map(|(cell, align)| Shown {
                    text: cell.shown(),
                    class: if *align == Align::Left { "" } else { "num" },
                    leads_to: cell
                        .figure
                        .as_ref()
                        .and_then(|k| ways.get(k.0.as_str()))
                        .map(|w| (*w).to_owned()),
                })
                .collect(),
        },
    };
    let mut notes = table.notes.clone();
    notes.push(table.legend());
    notes.retain(|n| !n.is_empty());
    Sheet {
        title: table.title(),
        unit_of_count: table.unit_of_count.clone(),
        head: (0..grid.n_rows).map(|row| grid.row(row).cloned().collect()).collect(),
        marks: grid.marks.clone().unwrap_or_default(),
        n_columns: grid.n_columns,
        rows: table.rows.iter().map(line).collect(),
        notes,
    }
}

/// Whether words were found in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    Yes,
    /// They stand in a table or across paragraphs.
    No,
}

/// Marks the words of a finding in the first paragraph that holds them and has no mark there yet.
pub(super) fn mark(parts: &mut [Part], words: &str, finding: usize) -> Marked {
    for part in parts {
        let Part::Paragraph(pieces) = part else { continue };
        let whole: String = pieces.iter().map(|p| p.text.as_str()).collect();
        let Some(from) = whole.find(words).filter(|_| !words.is_empty()) else { continue };
        let to = from + words.len();
        if marked_already(pieces, from, to) {
            continue;
        }
        *pieces = cut(std::mem::take(pieces), from, to, finding);
        return Marked::Yes;
    }
    Marked::No
}

fn marked_already(pieces: &[Piece], from: usize, to: usize) -> bool {
    let mut at = 0;
    pieces.iter().any(|p| {
        let begin = at;
        at += p.text.len();
        p.finding.is_some() && begin < to && at > from
    })
}

/// The pieces cut at two places of their joined text, what lies between them marked.
fn cut(pieces: Vec<Piece>, from: usize, to: usize, finding: usize) -> Vec<Piece> {
    let (mut out, mut at, mut first) = (Vec::new(), 0, true);
    for piece in pieces {
        let (begin, end) = (at, at + piece.text.len());
        at = end;
        for (a, b, inside) in
            [(begin, from.min(end), false), (from.max(begin), to.min(end), true), (to.max(begin), end, false)]
        {
            let Some(text) = piece
                .text
                .get(a.saturating_sub(begin)..b.saturating_sub(begin))
                .filter(|t| !t.is_empty() && a < b)
            else {
                continue;
            };
            out.push(Piece {
                text: text.to_owned(),
                bold: piece.bold,
                leads_to: piece.leads_to.clone(),
                finding: if inside { Some(finding) } else { piece.finding },
                anchor: if inside && first { Some(finding) } else { piece.anchor.filter(|_| !inside) },
            });
            first &= !inside;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> Piece {
        Piece { text: text.to_owned(), bold: Weight::Plain, leads_to: None, finding: None, anchor: None }
    }

    #[test]
    fn words_are_marked_across_pieces_and_once() {
        let mut parts = vec![Part::Paragraph(vec![piece("Có 45"), piece("/60 hồ sơ"), piece(" (70%).")])];
        assert_eq!(mark(&mut parts, "45/60 hồ sơ (70%)", 1), Marked::Yes);
        let [Part::Paragraph(pieces)] = parts.as_slice() else { panic!("one paragraph") };
        let told: Vec<_> = pieces.iter().map(|p| (p.text.as_str(), p.finding, p.anchor)).collect();
        let one = Some(1);
        assert_eq!(
            told,
            [
                ("Có ", None, None),
                ("45", one, one),
                ("/60 hồ sơ", one, None),
                (" (70%)", one, None),
                (".", None, None)
            ]
        );
        assert_eq!(mark(&mut parts, "45/60", 2), Marked::No);
        assert_eq!(mark(&mut parts, "", 2), Marked::No);
    }
}
