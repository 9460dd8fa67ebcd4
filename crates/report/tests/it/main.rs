//! What is printed is read back and compared with the form and with the model.

mod document;
mod number;
mod ooxml;
mod specimen;
mod table;
