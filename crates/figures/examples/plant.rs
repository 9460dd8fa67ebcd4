//! Plants faults in the correct texts named on the command line and counts what the audit finds.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]
#![expect(clippy::indexing_slicing, reason = "shared with the tests, where a slip must stop the run")]

#[path = "../tests/it/planting.rs"]
mod planting;

fn main() -> std::io::Result<()> {
    let mut tally = planting::Tally::default();
    for path in std::env::args().skip(1) {
        for paragraph in std::fs::read_to_string(&path)?.split("\n\n") {
            planting::plant(paragraph, &mut tally);
        }
    }
    for missed in &tally.missed {
        println!("{missed}");
    }
    println!("{:?} right {} accused {}", tally.by_kind, tally.n_right, tally.n_accused);
    println!("{:?}", tally.total());
    Ok(())
}
