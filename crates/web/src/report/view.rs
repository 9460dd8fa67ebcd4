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
}

/// How a piece is set.
#[derive(PartialEq, Eq)]
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
