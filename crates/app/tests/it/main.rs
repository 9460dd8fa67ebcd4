//! Stories of the use cases, each on SQLite and on a real PostgreSQL; and the shipped rules.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "a story that fails must stop; a story is read from top to end"
)]

mod account;
mod annul;
mod audit;
mod backup;
mod calendar;
mod columns;
mod criteria;
mod erase;
mod evaluation;
mod figure;
mod home;
mod import;
mod installation;
mod intake;
mod link;
mod listing;
mod plan;
mod pressing;
mod report;
mod rules;
mod screening;
mod shapes;
mod statements;
mod task;
