//! Names as people type them: folding, office abbreviations, closeness.
//!
//! Invariants: folding never joins two words and never drops a letter or a digit. Deliberately not here: any list of
//! units; what a name refers to is for the caller's own table of aliases.

mod close;
mod fold;
mod variants;

pub use close::{closeness, edits};
pub use fold::{fold, key};
pub use variants::{expanded, variants};
