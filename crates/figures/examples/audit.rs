//! Prints the audit of the files named on the command line.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use vunggoc_figures::{Colours, Language, audit, terminal};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        println!("== {path}\n{}", terminal(&audit(&text), Colours::Off, Language::Vietnamese));
    }
    Ok(())
}
