//! Biểu trong văn bản: caption, merged head repeated on each page, rows, notes, signers.

use super::columns;
use super::measure::pt;
use super::out::{Out, Para};
use super::xml::Xml;
use crate::fit::head_heights;
use crate::paper::{Emphasis, Layout};
use crate::table::{Align, Cell, Column, HeadGrid, Row, RowKind, Table};

/// A table in the paper, as wide as the text.
pub(super) fn write(out: &mut Out<'_>, layout: &Layout, table: &Table, width: u32, padding: u32) {
    let keep = |style| Para { keep_next: true, ..Para::of(style) };
    let title = table.title();
    if !title.is_empty() {
        out.line(&keep("Caption"), &title);
    }
    if !table.unit_of_count.is_empty() {
        out.line(&keep("VGDonViTinh"), &table.unit_of_count);
    }
    let columns = table.columns();
    let points = points(layout, columns.len());
    let widths = columns::widths(table, &columns, width, points, padding);
    out.element("w:tbl", &[], |out| {
        properties(&mut out.xml, &widths, Frame::Ruled, padding);
        head(out, &table.head_grid(), &widths, points, padding);
        for row in &table.rows {
            body_row(out, row, &columns, &widths, points);
        }
    });
    let legend = table.legend();
    for note in std::iter::once(&legend).filter(|l| !l.is_empty()).chain(&table.notes) {
        out.line(&Para::of("VGGhiChu"), note);
    }
    // A table must be followed by a paragraph, or it grows together with the next one.
    out.room("VGNho");
    signers(out, layout, table, width);
}

/// Wide tables are set smaller, so that words are not broken.
fn points(layout: &Layout, n_columns: usize) -> u16 {
    let smaller = match n_columns {
        0..=8 => 0,
        9..=11 => 1,
        _ => 2,
    };
    layout.table_pt.saturating_sub(smaller).max(8)
}

/// Whether the cells are ruled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Ruled,
    Bare,
}

/// A table without rules, for setting things side by side.
pub(super) fn bare(out: &mut Out<'_>, widths: &[u32], rows: impl FnOnce(&mut Out<'_>)) {
    out.element("w:tbl", &[], |out| {
        properties(&mut out.xml, widths, Frame::Bare, 0);
        rows(out);
    });
}

fn properties(x: &mut Xml, widths: &[u32], frame: Frame, padding: u32) {
    x.element("w:tblPr", &[], |x| {
        let total: u32 = widths.iter().sum();
        x.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")]);
        if frame == Frame::Ruled {
            x.element("w:tblBorders", &[], |x| {
                for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                    x.empty(
                        side,
                        &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")],
                    );
                }
            });
        }
        x.value_of("w:tblLayout", "w:type", "fixed");
        let padding = padding.to_string();
        x.element("w:tblCellMar", &[], |x| {
            x.empty("w:left", &[("w:w", &padding), ("w:type", "dxa")]);
            x.empty("w:right", &[("w:w", &padding), ("w:type", "dxa")]);
        });
    });
    x.element("w:tblGrid", &[], |x| {
        for width in widths {
            x.value_of("w:gridCol", "w:w", width);
        }
    });
}

/// The head: merged cells, then the row of column numbers; repeated at the top of each page.
fn head(out: &mut Out<'_>, grid: &HeadGrid, widths: &[u32], points: u16, padding: u32) {
    let title =
        Para { jc: Some("center"), points: Some(points), emphasis: Emphasis::Bold, ..Para::of("VGO") };
    for (row, height) in head_heights(grid, widths, points, padding).into_iter().enumerate() {
        out.row(|out| {
            row_properties(&mut out.xml, Repeat::EachPage, height);
            let mut column = 0;
            while let Some(cell) = grid.covering(row, column) {
                let width = widths.iter().skip(column).take(cell.n_columns).sum();
                let merge = (cell.n_rows > 1).then_some(if cell.row == row { "restart" } else { "continue" });
                out.cell(
                    width,
                    |x| cell_properties(x, cell.n_columns, merge),
                    |out| {
                        if cell.row == row {
                            out.line(&title, &cell.title);
                        } else {
                            out.room("VGO");
                        }
                    },
                );
                column += cell.n_columns;
            }
        });
    }
    if let Some(marks) = &grid.marks {
        let mark_para = Para { emphasis: Emphasis::Italic, points: Some(points.min(10)), ..title };
        out.row(|out| {
            row_properties(&mut out.xml, Repeat::EachPage, 0);
            for (mark, width) in marks.iter().zip(widths) {
                out.cell(*width, |x| cell_properties(x, 1, None), |out| out.line(&mark_para, mark));
            }
        });
    }
}

fn body_row(out: &mut Out<'_>, row: &Row, columns: &[&Column], widths: &[u32], points: u16) {
    out.row(|out| {
        row_properties(&mut out.xml, Repeat::Once, 0);
        match row {
            Row::Banner(label) => {
                let para = Para { points: Some(points), emphasis: Emphasis::Bold, ..Para::of("VGO") };
                let n = columns.len();
                out.cell(widths.iter().sum(), |x| cell_properties(x, n, None), |out| out.line(&para, label));
            }
            Row::Cells(kind, cells) => {
                let emphasis = match kind {
                    RowKind::Plain => Emphasis::Plain,
                    RowKind::Part => Emphasis::Italic,
                    RowKind::Group | RowKind::Total => Emphasis::Bold,
                };
                for ((cell, column), width) in cells.iter().zip(columns).zip(widths) {
                    let para = Para {
                        jc: Some(alignment(cell, column)),
                        points: Some(points),
                        emphasis,
                        ..Para::of("VGO")
                    };
                    out.cell(*width, |x| cell_properties(x, 1, None), |out| out.line(&para, &cell.shown()));
                }
            }
        }
    });
}

fn alignment(cell: &Cell, column: &Column) -> &'static str {
    match column.align {
        _ if cell.value.is_number() && column.align != Align::Centre => "right",
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    }
}

/// Whether a row comes again on each page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    Once,
    EachPage,
}

/// A row is never torn by a page; a least height of 0 leaves it to the content.
fn row_properties(x: &mut Xml, repeat: Repeat, height: u32) {
    x.element("w:trPr", &[], |x| {
        x.empty("w:cantSplit", &[]);
        if height > 0 {
            x.empty("w:trHeight", &[("w:val", &height.to_string()), ("w:hRule", "atLeast")]);
        }
        if repeat == Repeat::EachPage {
            x.empty("w:tblHeader", &[]);
        }
    });
}

fn cell_properties(x: &mut Xml, n_columns: usize, merge: Option<&str>) {
    if n_columns > 1 {
        x.value("w:gridSpan", n_columns);
    }
    if let Some(merge) = merge {
        x.value("w:vMerge", merge);
    }
    x.value("w:vAlign", "center");
}

/// Who signs under the table, side by side, with room for the hand.
fn signers(out: &mut Out<'_>, layout: &Layout, table: &Table, width: u32) {
    if table.signers.is_empty() {
        return;
    }
    let n = u32::try_from(table.signers.len()).unwrap_or(1);
    let widths: Vec<u32> = table.signers.iter().map(|_| width / n).collect();
    let title = Para { emphasis: Emphasis::Bold, points: Some(layout.table_pt), ..Para::of("VGKy") };
    let hint = Para { emphasis: Emphasis::Italic, ..title };
    bare(out, &widths, |out| {
        out.row(|out| {
            row_properties(&mut out.xml, Repeat::Once, pt(layout.line_pt) * 5);
            for (signer, width) in table.signers.iter().zip(&widths) {
                out.cell(
                    *width,
                    |_| (),
                    |out| {
                        out.line(&title, &signer.title);
                        if !signer.hint.is_empty() {
                            out.line(&hint, &signer.hint);
                        }
                    },
                );
            }
        });
    });
    out.room("VGNho");
}
