//! Rendering of official papers to DOCX and of tables to XLSX. Pure: a plain model in, bytes out.
//!
//! - [`table::Table`] is the one table model behind the paper, the workbook and the page.
//! - [`paper::Paper`] is an official paper; [`docx::write`] prints it, [`text::write`] gives its plain text.
//! - [`xlsx::write`] prints tables and blank forms to be filled in elsewhere.
//! - [`archive::write`] puts many files into one; [`digest::content_digest`] says whether two say the same.
//!
//! Invariants: the same model gives the same bytes (no clock, no random ids); what is missing is printed
//! as missing and never as zero; a ratio keeps its numerator and base; no number of a paper is ever
//! assigned here. Words, symbols and abbreviations are data handed in by the caller.
//!
//! Deliberately not here: SQL, use cases, reading of DOCX or XLSX, PDF.

pub mod archive;
pub mod digest;
pub mod docx;
mod error;
mod fit;
pub mod number;
mod package;
pub mod paper;
pub mod table;
pub mod text;
pub mod xlsx;

pub use error::RenderError;
