//! Shows what is understood of a file: sheets, layout, rows with their kinds, problems, totals.
//!
//! `cargo run -p vunggoc-sheets --example show FILE`
#![expect(clippy::print_stdout, reason = "shows a file on the terminal")]

use std::error::Error;

use vunggoc_sheets::layout::{Layout, guess};
use vunggoc_sheets::{Limits, Sheet, Workbook, check, legacy, read, rows};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let bytes = std::fs::read(&path)?;
    let Workbook { kind, sheets } =
        read(&bytes, &path, &Limits::default()).map_err(|error| format!("{error:?}"))?;
    println!("{kind:?}, {} sheets", sheets.len());
    for sheet in sheets {
        let sheet = match legacy::detect_sheet(&sheet) {
            Some(legacy) => {
                println!("{legacy:?}");
                legacy::converted(&sheet, legacy)
            }
            None => sheet,
        };
        let layout = guess(&sheet);
        head(&sheet, &layout);
        table(&sheet, &layout);
    }
    Ok(())
}

fn head(sheet: &Sheet, layout: &Layout) {
    println!("\n== {} ({:?}), {} rows", sheet.name, sheet.shown, sheet.n_rows());
    for around in layout.above.iter().chain(&layout.below) {
        println!("{:>5} {:?}: {}", around.row + 1, around.kind, around.texts.join(" | "));
    }
    println!(
        "head {}-{}, numbers {:?}, data {}-{}",
        layout.head_first + 1,
        layout.head_last + 1,
        layout.number_row.map(|row| row + 1),
        layout.first_data + 1,
        layout.end
    );
    for column in &layout.columns {
        println!(
            "  {:>3} {:?} {}",
            vunggoc_sheets::column_letters(column.column),
            column.role,
            column.head()
        );
    }
}

fn table(sheet: &Sheet, layout: &Layout) {
    let rows = rows::read(sheet, layout);
    for row in &rows {
        let cells: Vec<_> = row.cells.iter().map(|cell| cell.shown()).collect();
        println!("{:>5} {:?} {:?} {}", row.row + 1, row.kind, row.shown, cells.join(" | "));
        for problem in &row.problems {
            println!("      {} {:?}", problem.at, problem.kind);
        }
    }
    let totals = check::totals(sheet, layout, &rows);
    println!("{} totals checked", totals.n_checked);
    for mismatch in &totals.mismatches {
        println!("  {} {}: {} is not {}", mismatch.at, mismatch.name, mismatch.found, mismatch.expected);
    }
}
