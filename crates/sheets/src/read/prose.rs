//! Văn bản: the text of a document, a workbook or a text file from top to bottom, for whoever reads sentences.
//!
//! Invariants: a paragraph is a line; a row of a table is a line, its cells parted by tabs; numbers stand as Vietnamese
//! readers write them; what is deleted, hidden or a footnote mark is not text. Deliberately not here: PDF; converting
//! old encodings, because whoever reads figures must see that they cannot be trusted.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::guard::{Archive, Unpacked};
use super::{Found, XlsxFile, docx, guard, sniff, text, xls};
use crate::decimal::Decimal;
use crate::error::{Counted, Fault, Guess, Limits, ReadError};
use crate::grid::{Cell, Charset, Kind, Sheet, Shown, Workbook};

/// Đọc văn bản: the text of a .docx, .xlsx, .xls or text file. The name helps only to tell what the file was meant to be.
///
/// # Errors
/// What is wrong with the file; [`ReadError::NotASpreadsheet`] with the guess where it is none of these.
pub fn prose(bytes: &[u8], name: &str, limits: &Limits) -> Result<String, ReadError> {
    guard::size(bytes, limits)?;
    let out = match sniff(bytes, name) {
        Found::Zip => packed(bytes, limits),
        Found::Xls => Ok(of_workbook(&xls::read(bytes, limits)?)),
        Found::Text if name.to_ascii_lowercase().ends_with(".csv") => separated(bytes, limits),
        Found::Text => Ok(text::as_it_stands(bytes)),
        // Text may show markup or hold the page breaks of a print; it is text all the same.
        Found::Other(Guess::Html | Guess::Xml | Guess::Unknown)
            if is_named_text(name) && !bytes.contains(&0) =>
        {
            Ok(text::as_it_stands(bytes))
        }
        Found::Encrypted => Err(ReadError::Encrypted),
        Found::Cut => Err(ReadError::Truncated),
        Found::Other(guess) => Err(ReadError::NotASpreadsheet { guess }),
    }?;
    bounded(out, limits)
}

/// The rows of a text with separators.
fn separated(bytes: &[u8], limits: &Limits) -> Result<String, ReadError> {
    let book = text::read(bytes, limits)?;
    let old = matches!(book.kind, Kind::Csv(Charset::Tcvn3 | Charset::Vni));
    Ok(if old { text::as_it_stands(bytes) } else { of_workbook(&book) })
}

fn is_named_text(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".txt") || name.ends_with(".md")
}

fn bounded(out: String, limits: &Limits) -> Result<String, ReadError> {
    let (found, limit) = (out.len() as u64, limits.n_unpacked);
    if found > limit {
        return Err(ReadError::TooMany { counted: Counted::TextBytes, found, limit });
    }
    Ok(out)
}

fn packed(bytes: &[u8], limits: &Limits) -> Result<String, ReadError> {
    let mut archive = guard::open(bytes)?;
    match guard::contents(&archive) {
        guard::Contents::Xlsx => Ok(of_workbook(&XlsxFile::open(bytes, limits)?.workbook(limits)?)),
        guard::Contents::Docx => of_document(&mut archive, bytes, limits),
        guard::Contents::Other(guess) => Err(ReadError::NotASpreadsheet { guess }),
    }
}

/// Every sheet that is shown, row by row.
fn of_workbook(book: &Workbook) -> String {
    let mut out = String::new();
    for sheet in book.sheets.iter().filter(|s| s.shown == Shown::Yes) {
        if !out.is_empty() {
            out.push('\n');
        }
        for row in rows(sheet) {
            out.push_str(&row);
            out.push('\n');
        }
    }
    out
}

fn rows(sheet: &Sheet) -> impl Iterator<Item = String> + '_ {
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let hidden = |n: &usize| sheet.hidden_rows.iter().any(|h| *h as usize == *n);
    sheet.rows.iter().enumerate().filter(move |(n, _)| !hidden(n)).map(move |(_, row)| {
        let filled = row.iter().filter(|c| **c != Cell::Empty).count();
        let cells: Vec<String> = row.iter().map(written).collect();
        // A title stands alone in its row and is a line of text; a row of a table keeps its columns.
        if filled <= 1 {
            return cells.concat();
        }
        let mut line = cells.join("\t");
        line.extend(std::iter::repeat_n('\t', width.saturating_sub(row.len())));
        line
    })
}

/// A cell as Vietnamese readers write it.
fn written(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => one_line(text),
        Cell::Number(n) => number(*n),
        Cell::Percent(n) => format!("{}%", number(*n)),
        Cell::Date(d) => format!("{:02}/{:02}/{}", d.day(), d.month(), d.year()),
        Cell::Month(d) => format!("{}/{}", d.month(), d.year()),
        Cell::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Cell::Error(error) => error.code().to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(n: Decimal) -> String {
    let digits = format!("{:0>width$}", n.mantissa().unsigned_abs(), width = usize::from(n.scale()) + 1);
    let (whole, rest) = digits.split_at(digits.len() - usize::from(n.scale()));
    let sign = if n.mantissa() < 0 { "-" } else { "" };
    let mark = if rest.is_empty() { "" } else { "," };
    format!("{sign}{whole}{mark}{rest}")
}

fn of_document(archive: &mut Archive<'_>, bytes: &[u8], limits: &Limits) -> Result<String, ReadError> {
    let mut unpacked = Unpacked::new(bytes, limits);
    let part = unpacked.whole(archive, "word/document.xml")?.ok_or(ReadError::damaged(Fault::MissingPart))?;
    let mut reader = Reader::from_reader(part.as_slice());
    let (mut lines, mut buffer) = (Lines::default(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| ReadError::damaged(Fault::Xml))? {
            Event::Start(element) => lines.start(&element),
            Event::Empty(element) => {
                lines.start(&element);
                lines.end(element.local_name().as_ref());
            }
            Event::End(element) => lines.end(element.local_name().as_ref()),
            Event::Text(text) if lines.reads() => lines.paragraph.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if lines.reads() => docx::push_entity(&mut lines.paragraph, &entity),
            Event::Eof => return Ok(lines.out),
            _ => {}
        }
    }
}

/// The document so far.
#[derive(Default)]
struct Lines {
    out: String,
    paragraph: String,
    cell: String,
    row: Vec<String>,
    /// How many tables one stands in.
    depth: usize,
    /// How many elements one stands in that repeat or hide text.
    hidden: usize,
    in_text: bool,
}

impl Lines {
    fn reads(&self) -> bool {
        self.in_text && self.hidden == 0
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "tbl" => self.depth += 1,
            "tr" if self.depth == 1 => self.row.clear(),
            "tc" if self.depth == 1 => self.cell.clear(),
            // A text box is told twice, the second time for old readers; what moved away is told where it went.
            "Fallback" | "moveFrom" => self.hidden += 1,
            "t" => self.in_text = true,
            "tab" | "br" | "cr" if self.hidden == 0 => self.paragraph.push(' '),
            "noBreakHyphen" if self.hidden == 0 => self.paragraph.push('-'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "Fallback" | "moveFrom" => self.hidden = self.hidden.saturating_sub(1),
            "p" if self.hidden == 0 => self.end_paragraph(),
            "tc" if self.depth == 1 => self.row.push(one_line(&self.cell)),
            "tr" if self.depth == 1 => {
                self.out.push_str(&self.row.join("\t"));
                self.out.push('\n');
            }
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.out.push('\n');
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        if self.depth > 0 {
            self.cell.push(' ');
            self.cell.push_str(&text);
            return;
        }
        // Blanks that Word made non-breaking are kept: they may group thousands.
        self.out.push_str(text.trim_matches(' '));
        self.out.push('\n');
    }
}
