//! Thành phố Mẫu: the sample city, invented units and figures at true scale.
//!
//! Deterministic: the same seed makes the same city on every machine. Calibrated on published totals
//! (`data/figures.csv`, see `data/README.md`), which come out exactly from below or are entered at the city.
//! Every unit is invented; nothing here says anything about a real organisation. Persons are posts only.
//! Pure: no I/O, no clock, no serde. Loading into a store is not here.

mod enlarge;
mod figures;
mod listings;
mod model;
mod people;
mod register;
mod rng;
mod tasks;
mod totals;
pub mod workbooks;

pub use enlarge::enlarge;
pub use model::*;
pub use totals::{Total, TotalKind, published};

use vunggoc_core::{Date, date};

/// The business day on which the demonstration plays.
pub const TODAY: Date = date(2024, 10, 15);

/// The seed of the demonstration, for which `data/README.md` gives its counts.
pub const SEED: u64 = 15;

/// Thành phố Mẫu under a seed.
pub fn generate(seed: u64) -> SampleCity {
    let (mut register, layout) = register::build(seed);
    let listings = listings::build(seed, &mut register, &layout);
    let (ledger, forms, returns) = figures::build(seed, &layout, &listings);
    let people = people::build(&layout, &listings);
    let (posts, charges, grounds) = tasks::build(seed, &layout, &listings, &people);
    SampleCity {
        today: TODAY,
        units: register.units,
        links: register.links,
        papers: register.papers.numbered(rng::Rng::new(seed, "papers")),
        indicators: ledger.indicators,
        periods: ledger.periods,
        figures: ledger.figures,
        forms,
        returns,
        listings,
        people,
        posts,
        charges,
        grounds,
    }
}
