//! Writing a sheet the way offices lay it out.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use vunggoc_core::Date;

/// A workbook while it is written.
pub(super) struct Book(Workbook);

/// A sheet with the row to be written next.
pub(super) struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    columns: u16,
    plain: Format,
    head: Format,
    bold: Format,
    day: Format,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    Number(i64),
    /// A date as the spreadsheet keeps dates.
    Day(Date),
    Blank,
}

/// A head: a cell over rows and columns, all of them counted from the first row of the head.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u16, u16),
    pub(super) text: &'static str,
}

impl Book {
    pub(super) fn new() -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        // Without a date of its own the file would carry the clock, and differ from one run to the next.
        let made = ExcelDateTime::from_ymd(2024, 10, 15)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        Ok(Self(book))
    }

    pub(super) fn bytes(&mut self) -> Result<Vec<u8>, XlsxError> {
        self.0.save_to_buffer()
    }

    /// A sheet with its name and the widths of its columns.
    pub(super) fn page(&mut self, name: &str, widths: &[u16]) -> Result<Page<'_>, XlsxError> {
        let sheet = self.0.add_worksheet();
        sheet.set_name(name)?;
        let mut columns = 0;
        for width in widths {
            sheet.set_column_width(columns, *width)?;
            columns += 1;
        }
        let font = Format::new().set_font_name("Times New Roman").set_font_size(12);
        let plain = font.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let bold = plain.clone().set_bold();
        let head = bold.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let day = plain.clone().set_num_format("dd/mm/yyyy");
        Ok(Page { sheet, row: 0, columns, plain, head, bold, day })
    }
}

impl Page<'_> {
    /// The office on the left, as on a paper, and the title over all columns.
    pub(super) fn title(&mut self, office: [&str; 2], lines: &[&str]) -> Result<(), XlsxError> {
        let font =
            Format::new().set_font_name("Times New Roman").set_font_size(12).set_align(FormatAlign::Center);
        for line in office {
            self.sheet.merge_range(self.row, 0, self.row, 2, line, &font.clone().set_bold())?;
            self.row += 1;
        }
        self.row += 1;
        for line in lines {
            self.sheet.merge_range(
                self.row,
                0,
                self.row,
                self.columns - 1,
                line,
                &font.clone().set_bold(),
            )?;
            self.row += 1;
        }
        self.row += 1;
        Ok(())
    }

    /// A head of several rows, and below it the row of column numbers.
    pub(super) fn head(&mut self, heads: &[Head]) -> Result<(), XlsxError> {
        let mut deepest = 0;
        for head in heads {
            let (first, last) = (self.row + head.rows.0, self.row + head.rows.1);
            let (left, right) = head.columns;
            if first == last && left == right {
                self.sheet.write_string_with_format(first, left, head.text, &self.head)?;
            } else {
                self.sheet.merge_range(first, left, last, right, head.text, &self.head)?;
            }
            deepest = deepest.max(head.rows.1);
        }
        self.row += deepest + 1;
        for column in 0..self.columns {
            self.sheet.write_string_with_format(self.row, column, format!("({})", column + 1), &self.head)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A row of data.
    pub(super) fn line(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let format = self.plain.clone();
        self.cells(cells, &format)
    }

    /// A row of a group or a total, in bold.
    pub(super) fn strong(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let format = self.bold.clone();
        self.cells(cells, &format)
    }

    /// A row of data that the office has hidden.
    pub(super) fn hidden(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        self.sheet.set_row_hidden(self.row)?;
        self.line(cells)
    }

    fn cells(&mut self, cells: &[Cell], format: &Format) -> Result<(), XlsxError> {
        for (column, cell) in (0..).zip(cells) {
            let row = self.row;
            match cell {
                Cell::Text(text) => self.sheet.write_string_with_format(row, column, text, format)?,
                Cell::Number(n) => {
                    let n = i32::try_from(*n).unwrap_or(i32::MAX);
                    self.sheet.write_number_with_format(row, column, n, format)?
                }
                Cell::Day(day) => {
                    let year = u16::try_from(day.year()).unwrap_or(1900);
                    let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
                    let at = ExcelDateTime::from_ymd(year, month, of_month)?;
                    self.sheet.write_datetime_with_format(row, column, &at, &self.day)?
                }
                Cell::Blank => self.sheet.write_blank(row, column, format)?,
            };
        }
        self.row += 1;
        Ok(())
    }

    /// The two who sign, without names.
    pub(super) fn signed(&mut self, right: &str) -> Result<(), XlsxError> {
        let font = Format::new().set_font_name("Times New Roman").set_bold().set_align(FormatAlign::Center);
        self.row += 1;
        self.sheet.merge_range(self.row, 0, self.row, 1, "NGƯỜI LẬP BIỂU", &font)?;
        self.sheet.merge_range(self.row, self.columns - 2, self.row, self.columns - 1, right, &font)?;
        Ok(())
    }
}

/// A text cell.
pub(super) fn text(of: impl Into<String>) -> Cell {
    Cell::Text(of.into())
}

/// A day as people type it.
pub(super) fn typed(day: Date) -> Cell {
    Cell::Text(format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()))
}

/// A number, at times typed as text with the dot of thousands, `-` for none, and nothing where it is missing.
pub(super) fn number(value: Option<i64>, turn: usize) -> Cell {
    match value {
        None => Cell::Blank,
        Some(0) if turn.is_multiple_of(3) => text("-"),
        Some(n) if turn % 4 == 1 => text(grouped(n)),
        Some(n) => Cell::Number(n),
    }
}

/// A number with dots between thousands.
fn grouped(n: i64) -> String {
    if n < 1000 { n.to_string() } else { format!("{}.{:03}", grouped(n / 1000), n % 1000) }
}
