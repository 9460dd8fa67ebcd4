//! Six workbooks as offices keep them, their bad twins, and the laws of cells and names.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may fail loudly")]

mod bad;
mod books;
mod cells;
mod names;
mod odd;
mod old_fonts;
mod oracle;
mod prose;
mod shapes;
