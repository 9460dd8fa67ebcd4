//! Reading spreadsheets as offices keep them: bytes in, plain values out.
//!
//! ```text
//! read(bytes) → Workbook → layout::guess(sheet) → Layout → rows::read → rows with their kinds and problems
//!                                (the user may change it)          └→ check::totals
//! prose(bytes) → the text of a document or workbook from top to bottom, for whoever reads sentences
//! XlsxFile::open(bytes) → stream(sheet, |row| …)                   the same rows, one at a time, for large tables
//! ```
//!
//! Invariants: no I/O, no clock, no text for the screen (errors and problems are codes with data); no number passes
//! through a float on its way out; every problem names its sheet and cell. Deliberately not here: any noun of the
//! domain, and writing spreadsheets.

pub mod cell;
pub mod check;
mod decimal;
mod error;
mod grid;
pub mod layout;
pub mod legacy;
pub mod name;
mod read;
pub mod rows;

pub use decimal::{Decimal, MAX_SCALE};
pub use error::{Counted, Fault, Guess, Limits, ReadError};
pub use grid::{Area, At, Cell, Charset, FormulaError, Kind, Sheet, Shown, Workbook, column_letters};
pub use read::{RowSeen, SheetFacts, XlsxFile, prose, read, stream_xlsx};
