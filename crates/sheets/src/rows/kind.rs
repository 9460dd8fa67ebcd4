//! What a row is: told by its row number, its words, its weight and what stands in its other cells.

use super::{DataRow, RowKind};
use crate::cell::{Absent, Parsed, read_number};
use crate::grid::{At, Sheet};
use crate::layout::{Layout, Role, is_note, lower};
use crate::name::fold;

pub(super) fn tell(sheet: &Sheet, layout: &Layout, rows: &mut [DataRow<'_>]) {
    let marks: Vec<Mark> = rows.iter().map(|row| Mark::of(&row.ordinal)).collect();
    let has_arabic = marks.iter().any(|mark| matches!(mark, Mark::Number(_)));
    let has_letters = marks.iter().any(|mark| matches!(mark, Mark::Letter | Mark::Both(_)))
        && rows.iter().zip(&marks).any(|(row, mark)| !matches!(mark, Mark::Roman(_)) && row.ordinal == "A");
    let mut sequence = Sequence { has_letters, last_roman: 0, last_letter: None };
    let mut of_which = false;
    for (index, mark) in marks.iter().enumerate() {
        let deeper =
            marks.get(index + 1..).and_then(|rest| rest.iter().find(|mark| !matches!(mark, Mark::None)));
        let Some(row) = rows.get_mut(index) else { return };
        take_title(row, layout);
        let own = sequence.level(mark, &row.ordinal);
        row.kind = kind_of(sheet, layout, row);
        let is_dash = row.ordinal.is_empty() && row.name.starts_with(['-', '+', '•']);
        of_which = match row.kind {
            RowKind::OfWhich => true,
            RowKind::Data => of_which && is_dash,
            _ => false,
        };
        if of_which {
            row.kind = RowKind::OfWhich;
        }
        if row.kind != RowKind::Data {
            continue;
        }
        row.kind = match (mark, own) {
            (Mark::Number(parts), _) if matches!(deeper, Some(Mark::Number(next)) if next.starts_with(parts) && next.len() > parts.len()) =>
            {
                let base = if sequence.last_roman > 0 { 2 } else { 0 };
                RowKind::Group { level: u8::try_from(parts.len() - 1 + base).unwrap_or(u8::MAX) }
            }
            (_, Some(level)) if has_arabic => RowKind::Group { level },
            (Mark::None, _) if is_title(sheet, layout, row) => {
                RowKind::Group { level: sequence.title_level() }
            }
            _ => RowKind::Data,
        };
    }
}

/// A title merged over the row, or typed into the column of row numbers, is the row's name.
fn take_title(row: &mut DataRow<'_>, layout: &Layout) {
    if row.name.is_empty() && matches!(Mark::of(&row.ordinal), Mark::None) && !row.ordinal.is_empty() {
        row.name = std::mem::take(&mut row.ordinal);
    }
    if row.name.is_empty() {
        let first = layout
            .columns
            .iter()
            .zip(&row.cells)
            .find(|(column, cell)| column.role != Role::Ordinal && super::is_words(cell));
        if let Some((_, cell)) = first
            && row.cells.iter().filter(|cell| !cell.is_blank()).count() <= 2
        {
            row.name = crate::layout::squeezed(cell);
        }
    }
}

fn kind_of(sheet: &Sheet, layout: &Layout, row: &DataRow<'_>) -> RowKind {
    // Cells beside the table do not make a row of it.
    let _ = (sheet, layout);
    if row.cells.iter().all(|cell| cell.is_blank()) {
        return RowKind::Blank;
    }
    let name = lower(&row.name);
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    let unmarked = row.name.is_ascii();
    if is_word(bare, "tổng cộng")
        || is_word(bare, "tổng số")
        || bare == "tổng"
        || (unmarked && matches!(bare, "tong cong" | "tong so"))
    {
        return RowKind::Total;
    }
    if is_word(bare, "cộng")
        && !bare.starts_with("cộng hòa")
        && !bare.starts_with("cộng hoà")
        && !bare.starts_with("cộng đồng")
    {
        return RowKind::Subtotal;
    }
    if is_word(bare, "trong đó") || matches!(bare, "chia ra" | "gồm" | "bao gồm") {
        return RowKind::OfWhich;
    }
    let is_words_only = row.cells.iter().filter(|cell| !cell.is_blank()).count() == 1;
    if is_words_only && is_note(&fold(&row.name)) {
        return RowKind::Note;
    }
    RowKind::Data
}

/// Whether a text begins with these whole words.
fn is_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a row without a number is a title: no figures, and bold or merged over columns.
fn is_title(sheet: &Sheet, layout: &Layout, row: &DataRow<'_>) -> bool {
    if row.name.is_empty() {
        return false;
    }
    let no_figures = layout.columns.iter().zip(&row.cells).all(|(column, cell)| {
        matches!(read_number(cell), Parsed::Absent(Absent::Blank))
            || column.role == Role::Ordinal
            || (super::is_words(cell) && crate::layout::squeezed(cell) == row.name)
    });
    let spans = layout.columns.iter().any(|column| {
        let area = sheet.area_at(At::new(row.row, column.column));
        area.is_some_and(|area| area.first.row == row.row && area.n_columns() > 1)
    });
    let in_ordinal = layout
        .columns
        .iter()
        .zip(&row.cells)
        .any(|(column, cell)| column.role == Role::Ordinal && !cell.is_blank());
    no_figures && (spans || sheet.is_bold_row(row.row) || in_ordinal)
}

/// What stands in the column of row numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    None,
    /// "3", "1.2".
    Number(Vec<u32>),
    /// "IV".
    Roman(u32),
    /// "I", "V", "X", "C", "D": a letter, or a Roman number.
    Both(u32),
    /// "A", "B".
    Letter,
}

impl Mark {
    fn of(ordinal: &str) -> Self {
        let bare = ordinal.trim_end_matches(['.', ')', '/', '-', ' ']).trim_start_matches('(');
        if bare.is_empty() {
            return Self::None;
        }
        let parts: Option<Vec<u32>> = bare.split('.').map(|part| part.parse().ok()).collect();
        if let Some(parts) = parts {
            return Self::Number(parts);
        }
        let is_letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase());
        match (roman(bare), is_letter) {
            (Some(number), true) => Self::Both(number),
            (Some(number), false) => Self::Roman(number),
            (None, true) => Self::Letter,
            (None, false) => Self::None,
        }
    }
}

fn roman(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut last = 0;
    for c in text.chars().rev() {
        let value = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            _ => return None,
        };
        if value < last {
            total = u32::checked_sub(total, value)?;
        } else {
            total += value;
            last = value;
        }
    }
    (total > 0).then_some(total)
}

/// The counting of letters and Roman numbers down the table.
struct Sequence {
    has_letters: bool,
    last_roman: u32,
    last_letter: Option<u8>,
}

impl Sequence {
    /// The level of a row by its mark: letters over Roman numbers.
    fn level(&mut self, mark: &Mark, ordinal: &str) -> Option<u8> {
        let letter = ordinal.bytes().next();
        let follows_letter = self.has_letters
            && letter.is_some()
            && letter == Some(self.last_letter.map_or(b'A', |last| last + 1));
        let is_roman = |number: u32, last: u32| number == 1 || number == last + 1;
        match mark {
            Mark::None | Mark::Number(_) => None,
            Mark::Letter => {
                self.last_letter = letter;
                self.last_roman = 0;
                Some(0)
            }
            Mark::Both(number) if !is_roman(*number, self.last_roman) && follows_letter => {
                self.last_letter = letter;
                self.last_roman = 0;
                Some(0)
            }
            Mark::Roman(number) | Mark::Both(number) => {
                self.last_roman = *number;
                Some(u8::from(self.has_letters))
            }
        }
    }

    /// The level of a title without a mark: under the marked groups.
    const fn title_level(&self) -> u8 {
        if self.last_roman > 0 { 2 } else { 0 }
    }
}
