//! The audit of figures from outside: the corpus of sentences, planted faults, and laws on any text.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a broken corpus or world must stop the test"
)]

mod corpus;
mod known;
mod laws;
mod planted;
mod planting;
mod words;
mod writing;
