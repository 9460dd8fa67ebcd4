//! Vững Gốc: the program.
fn main() {}
