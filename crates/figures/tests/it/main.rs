//! The audit of figures from outside: the corpus of sentences, planted faults, and laws on any text.
#![expect(clippy::print_stdout, reason = "the run prints precision and recall")]

mod corpus;
mod laws;
mod writing;
