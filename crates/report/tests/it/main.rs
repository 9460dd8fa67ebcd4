//! What is printed is read back and compared with the form and with the model.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod archive;
mod document;
mod number;
mod ooxml;
mod specimen;
mod table;
mod workbook;
