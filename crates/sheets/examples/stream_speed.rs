//! How fast a million cells are read row by row, beside the bare cell reader of calamine on the same bytes.
//!
//! `cargo run --release -p vunggoc-sheets --example stream_speed`
#![expect(clippy::print_stdout, reason = "prints its measurements")]

use std::error::Error;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::time::Instant;

use calamine::{DataRef, Xlsx};
use rust_xlsxwriter::Workbook;
use vunggoc_sheets::{Cell, Limits, XlsxFile};

const N_ROWS: u32 = 50_000;
const N_COLUMNS: u16 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = workbook()?;
    println!("{N_ROWS} rows × {N_COLUMNS} columns, {} bytes", bytes.len());
    let mut bare = Vec::new();
    let mut ours = Vec::new();
    let mut opened = Vec::new();
    for _ in 0..9 {
        let from = Instant::now();
        let a = by_calamine(&bytes)?;
        bare.push(from.elapsed().as_millis());
        let from = Instant::now();
        let mut file = XlsxFile::open(&bytes, &Limits::default())?;
        opened.push(from.elapsed().as_millis());
        let b = by_us(&mut file)?;
        ours.push(from.elapsed().as_millis());
        if a != b {
            return Err(format!("{a:?} is not {b:?}").into());
        }
    }
    for (name, times) in
        [("calamine", &mut bare), ("of ours, open", &mut opened), ("ours, open and rows", &mut ours)]
    {
        times.sort_unstable();
        println!("{name}: median {:?} ms, min {:?}, max {:?}", times.get(4), times.first(), times.last());
    }
    Ok(())
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
