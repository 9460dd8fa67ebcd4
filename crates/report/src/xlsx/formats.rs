//! Định dạng ô: fonts, borders and number formats, in one place.

use crate::table::{Align, Cell, RatioStyle, RowKind, Value};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// A workbook may hold some 200 number formats; above this a share shows its percent only (numerator and
/// base still stand in the formula of the cell).
const MAX_SHARES: usize = 120;

/// Number formats already used for shares.
#[derive(Default)]
pub(super) struct Formats {
    shares: Vec<String>,
}

pub(super) fn base(points: u8) -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(points)
        .set_align(FormatAlign::VerticalCenter)
}

/// A line above or below the table.
pub(super) fn line(align: FormatAlign) -> Format {
    base(12).set_align(align)
}

/// A cell of the head.
pub(super) fn head() -> Format {
    ruled(base(11)).set_bold().set_align(FormatAlign::Center).set_text_wrap()
}

/// A cell of the row of column numbers.
pub(super) fn mark() -> Format {
    ruled(base(9)).set_italic().set_align(FormatAlign::Center)
}

/// A label over the whole table.
pub(super) fn banner() -> Format {
    ruled(base(11)).set_bold().set_align(FormatAlign::Left)
}

pub(super) fn ruled(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

/// The face of a row kind.
pub(super) fn faced(format: Format, kind: RowKind) -> Format {
    match kind {
        RowKind::Plain => format,
        RowKind::Part => format.set_italic(),
        RowKind::Group | RowKind::Total => format.set_bold(),
    }
}

pub(super) fn aligned(format: Format, align: Align) -> Format {
    format.set_align(match align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    })
}

impl Formats {
    /// A cell of the body.
    pub(super) fn cell(&mut self, cell: &Cell, align: Align, kind: RowKind) -> Format {
        let align = if cell.value.is_number() && align == Align::Left { Align::Right } else { align };
        let format = aligned(faced(ruled(base(11)), kind), align).set_text_wrap();
        match self.number(cell) {
            Some(number) => format.set_num_format(number),
            None => format,
        }
    }

    fn number(&mut self, cell: &Cell) -> Option<String> {
        let star = if cell.partial.is_some() { "\"*\"" } else { "" };
        Some(match &cell.value {
            Value::Whole(_) => format!("#,##0{star}"),
            Value::Decimal { scale, .. } => format!("{}{star}", places("#,##0", *scale)),
            Value::Change(_) => format!("+#,##0{star};-#,##0{star};0{star}"),
            Value::Ratio { base, .. } if *base == 0 => return None,
            Value::Ratio { style: RatioStyle::Percent { scale }, .. } => {
                format!("{}%{star}", places("0", *scale))
            }
            Value::Ratio { numerator, base, style: RatioStyle::Both { scale } } => {
                let share = format!("{}%\" ({numerator}/{base})\"{star}", places("0", *scale));
                if self.shares.contains(&share) || self.shares.len() < MAX_SHARES {
                    if !self.shares.contains(&share) {
                        self.shares.push(share.clone());
                    }
                    share
                } else {
                    format!("{}%{star}", places("0", *scale))
                }
            }
            _ => return None,
        })
    }
}

/// A number format with so many decimals.
pub(super) fn places(whole: &str, scale: u8) -> String {
    if scale == 0 { whole.to_owned() } else { format!("{whole}.{}", "0".repeat(usize::from(scale))) }
}
