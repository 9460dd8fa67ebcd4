//! How fast a million cells are read, row by row and whole with layout, rows and totals, beside the bare cell reader
//! of calamine on the same bytes.
//!
//! `cargo run --release -p vunggoc-sheets --example stream_speed`
#![expect(clippy::print_stdout, reason = "prints its measurements")]

use std::error::Error;
use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{DataRef, Xlsx};
use rust_xlsxwriter::Workbook;
use vunggoc_sheets::cell::{Parsed, read_number};
use vunggoc_sheets::layout::guess;
use vunggoc_sheets::{Cell, Limits, XlsxFile, check, read, rows};

const N_ROWS: u32 = 50_000;
const N_COLUMNS: u16 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = workbook()?;
    println!("{N_ROWS} rows × {N_COLUMNS} columns, {} bytes", bytes.len());
    let mut bare = Vec::new();
    let mut ours = Vec::new();
    let mut whole = Vec::new();
    for _ in 0..9 {
        let from = cpu();
        let a = by_calamine(&bytes)?;
        bare.push(since(from));
        let from = cpu();
        let mut file = XlsxFile::open(&bytes, &Limits::default())?;
        let b = by_us(&mut file)?;
        ours.push(since(from));
        let from = cpu();
        let c = whole_table(&bytes)?;
        whole.push(since(from));
        if a != b || a.1 != c.1 {
            return Err(format!("{a:?} is not {b:?} or {c:?}").into());
        }
    }
    let times = [
        ("calamine, cells", &mut bare),
        ("rows by stream", &mut ours),
        ("read, guess, rows, totals", &mut whole),
    ];
    for (name, times) in times {
        times.sort_unstable();
        let at = |index: usize| times.get(index).copied().unwrap_or_default();
        println!("{name}: median {} ms CPU, min {}, max {}, n 9", at(4), at(0), at(8));
    }
    Ok(())
}

/// Nanoseconds that this process spent on a processor: the machine may be busy with other work. Linux only.
fn cpu() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0)
}

fn since(from: u64) -> u64 {
    (cpu() - from) / 1_000_000
}

fn workbook() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..N_ROWS {
        sheet.write_string(row, 0, format!("Chi bộ Mẫu {}", row % 5000))?;
        for column in 1..N_COLUMNS {
            let number =
                f64::from(row * 31 + u32::from(column) * 7) / if column % 5 == 0 { 10.0 } else { 1.0 };
            sheet.write_number(row, column, number)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Cells, and the letters of all texts and the tenths of all numbers, so that nothing is left unread.
type Sum = (u64, i64);

fn by_calamine(bytes: &[u8]) -> Result<Sum, Box<dyn Error>> {
    let mut book: Xlsx<_> = calamine::Reader::new(Cursor::new(bytes))?;
    let mut cells = book.worksheet_cells_reader("Sheet1")?;
    let mut sum = (0, 0);
    while let Some(cell) = cells.next_cell()? {
        sum.0 += 1;
        sum.1 += match cell.get_value() {
            #[expect(clippy::cast_possible_truncation, reason = "small by construction")]
            DataRef::Float(number) => (number * 10.0).round() as i64,
            DataRef::String(text) => i64::try_from(text.len())?,
            DataRef::SharedString(text) => i64::try_from(text.len())?,
            _ => 0,
        };
    }
    Ok(sum)
}

fn by_us(file: &mut XlsxFile<'_>) -> Result<Sum, Box<dyn Error>> {
    let mut sum = (0, 0);
    file.stream("Sheet1", |row| {
        for cell in row.cells {
            sum.0 += 1;
            sum.1 += match cell {
                Cell::Number(number) => number.at_scale(1).unwrap_or(0),
                Cell::Text(text) => i64::try_from(text.len()).unwrap_or(0),
                _ => 0,
            };
        }
        ControlFlow::Continue(())
    })?;
    Ok(sum)
}

fn whole_table(bytes: &[u8]) -> Result<Sum, Box<dyn Error>> {
    let from = cpu();
    let book = read(bytes, "", &Limits::default())?;
    let read_in = since(from);
    let sheet = book.sheets.first().ok_or("no sheet")?;
    let layout = guess(sheet);
    let guessed_in = since(from);
    let rows = rows::read(sheet, &layout);
    let rows_in = since(from);
    let totals = check::totals(sheet, &layout, &rows);
    println!("  whole: read {read_in}, guessed {guessed_in}, rows {rows_in}, totals {}", since(from));
    let mut sum = (u64::try_from(totals.n_checked)?, 0);
    // The guess takes the first row for the head: its cells are added by hand.
    for cell in rows.iter().flat_map(|row| &row.cells).copied().chain(sheet.row(0)) {
        sum.0 += 1;
        sum.1 += match read_number(cell) {
            Parsed::Number { value, .. } => value.at_scale(1).unwrap_or(0),
            _ => i64::try_from(cell.shown().len())?,
        };
    }
    Ok(sum)
}
