//! Checks on the house itself: crate edges, module docs, lengths, words, links, licences.
//!
//! `cargo run --package xtask` reads the working copy and names every fault with its file; nothing is changed.
//! What is checked is data (`xtask/house.toml`, `deny.toml`). Advisories are not checked here: that needs the network.

mod edges;
mod house;
mod licences;
mod metadata;
mod texts;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

fn main() -> anyhow::Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let house = house::read(root)?;
    let metadata = metadata::read(root)?;
    let files = texts::files(root)?;
    let checks = [
        ("crate edges", edges::faults(&house, &metadata)),
        ("licences", licences::faults(root, &metadata)?),
        ("module docs", texts::without_docs(&files)),
        ("lengths", texts::too_long(&files, house.max_lines)),
        ("words", texts::banned_words(&files, &house.word)),
        ("names", texts::empty_names(&files, &house.empty_names)),
        ("links", texts::broken_links(root, &files)),
    ];
    let mut out = std::io::stdout().lock();
    let mut n_faults = 0;
    for (name, faults) in &checks {
        writeln!(out, "{name}: {}", if faults.is_empty() { "in order" } else { "not in order" })?;
        for fault in faults {
            writeln!(out, "  {fault}")?;
        }
        n_faults += faults.len();
    }
    writeln!(out, "{} files, {} packages, {n_faults} faults", files.len(), metadata.packages.len())?;
    Ok(if n_faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
