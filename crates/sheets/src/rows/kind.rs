//! What a row is: told by its row number, its words, its weight and what stands in its other cells.

use super::{DataRow, RowKind};
use crate::cell::{Absent, Parsed, read_number};
use crate::grid::{At, Sheet};
use crate::layout::{Layout, Role, is_note, lower, squeezed};
use crate::name::fold;

pub(super) fn tell(sheet: &Sheet, layout: &Layout, rows: &mut [DataRow<'_>]) {
    let marks: Vec<Mark> = rows.iter().map(|row| Mark::of(&row.ordinal)).collect();
    let has_arabic = marks.iter().any(|mark| matches!(mark, Mark::Number(_)));
    let has_letters = marks.iter().any(|mark| matches!(mark, Mark::Letter | Mark::Both(_)))
        && rows.iter().zip(&marks).any(|(row, mark)| !matches!(mark, Mark::Roman(_)) && row.ordinal == "A");
    let mut sequence = Sequence { has_letters, last_roman: 0, last_letter: None };
    let mut of_which = false;
    let heads = head_rows(sheet, layout);
    let next = next_marked(&marks);
    for (index, mark) in marks.iter().enumerate() {
        let deeper = next.get(index).copied().flatten().and_then(|next| marks.get(next));
        let Some(row) = rows.get_mut(index) else { return };
        take_title(row, layout);
        let own = sequence.level(mark, &row.ordinal);
        row.kind = if is_head_again(sheet, &heads, row.row) { RowKind::Head } else { kind_of(row, mark) };
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

/// For each row the next one that has a mark.
fn next_marked(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut next = vec![None; marks.len()];
    let mut nearest = None;
    for (index, mark) in marks.iter().enumerate().rev() {
        if let Some(place) = next.get_mut(index) {
            *place = nearest;
        }
        if *mark != Mark::None {
            nearest = Some(index);
        }
    }
    next
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
            row.name = squeezed(cell);
        }
    }
}

fn kind_of(row: &DataRow<'_>, mark: &Mark) -> RowKind {
    if row.cells.iter().all(|cell| cell.is_blank()) {
        return RowKind::Blank;
    }
    // Most names cannot be one of the words, by their first letter.
    let first = row.name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*').chars().next();
    if !row.name.starts_with('(')
        && first.is_some_and(|c| {
            !matches!(c, 'T' | 't' | 'C' | 'c' | 'G' | 'g' | 'B' | 'b' | 'L' | 'l' | 'N' | 'n' | '*')
        })
    {
        return RowKind::Data;
    }
    let name = lower(&row.name);
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    // With a number of its own, "Tổng số đảng viên" is an item of a table that lists items.
    let is_item =
        matches!(mark, Mark::Number(_)) && bare.contains(' ') && bare != "tổng số" && bare != "tổng cộng";
    if !is_item && is_total(bare, row.name.is_ascii()) {
        return RowKind::Total;
    }
    if !is_item && is_subtotal(bare) {
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

fn is_total(bare: &str, is_unmarked: bool) -> bool {
    let unmarked = is_unmarked && matches!(bare, "tong cong" | "tong so");
    is_word(bare, "tổng cộng") || is_word(bare, "tổng số") || bare == "tổng" || unmarked
}

/// "Cộng", "Cộng khối I", and no word that only begins so.
fn is_subtotal(bare: &str) -> bool {
    let others = ["cộng hòa", "cộng hoà", "cộng đồng", "cộng tác", "cộng sinh", "cộng hưởng", "cộng sự"];
    is_word(bare, "cộng") && !others.iter().any(|other| is_word(bare, other))
}

/// Whether the row repeats a row of the head.
fn is_head_again(sheet: &Sheet, heads: &[Vec<String>], row: u32) -> bool {
    let cells = sheet.row(row);
    cells.len() >= 2
        && heads.iter().any(|head| {
            head.len() == cells.len() && head.iter().zip(cells).all(|(text, cell)| *text == squeezed(cell))
        })
}

/// The texts of the head's rows that hold at least two.
fn head_rows(sheet: &Sheet, layout: &Layout) -> Vec<Vec<String>> {
    let rows = (layout.head_first..=layout.head_last).chain(layout.number_row);
    let texts = rows.map(|row| sheet.row(row).iter().map(squeezed).collect::<Vec<String>>());
    texts.filter(|texts| texts.iter().filter(|text| !text.is_empty()).count() >= 2).collect()
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
    let spans = layout.columns.iter().any(|column| {
        let at = At::new(row.row, column.column);
        row.merged.iter().any(|area| area.first.row == row.row && area.n_columns() > 1 && area.contains(at))
    });
    let in_ordinal = layout
        .columns
        .iter()
        .zip(&row.cells)
        .any(|(column, cell)| column.role == Role::Ordinal && !cell.is_blank());
    if !(spans || in_ordinal || sheet.is_bold_row(row.row)) {
        return false;
    }
    layout.columns.iter().zip(&row.cells).all(|(column, cell)| {
        matches!(read_number(cell), Parsed::Absent(Absent::Blank))
            || column.role == Role::Ordinal
            || (super::is_words(cell) && squeezed(cell) == row.name)
    })
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
