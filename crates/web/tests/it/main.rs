//! Pages in process: every page any test visits keeps the rules of the house.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::too_many_lines,
    reason = "a test that fails must stop; a story is read from top to end"
)]

mod accounts;
mod authority;
mod calendar;
mod client;
mod drafts;
mod figures;
mod home;
mod intake;
mod morning;
mod pages;
mod pressing;
mod register;
mod screening;
mod tasks;
