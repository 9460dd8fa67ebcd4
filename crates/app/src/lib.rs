//! Use cases: authorise by looking the thing up for an action → decide in `core` → save with its event.
//!
//! Invariants: SQL stands only in this crate and only inside the folder of its noun; a transaction is reached
//! only through a [`Ctx`], which only a signed-in request or a named task can have; a change of state and its
//! event are saved in one serial transaction ([`change!`]); facts are stored, consequences computed.
//! Deliberately not here: words for people (they are made in `web` and in the program).

#[macro_use]
mod work;

pub mod access;
pub mod account;
pub mod annulment;
pub mod audit;
pub mod backup;
pub mod calendar;
pub mod classes;
pub mod collate;
mod ctx;
pub mod erase;
mod error;
pub mod event;
pub mod export;
pub mod figure;
pub mod figures_audit;
pub mod file;
pub mod form;
pub mod import;
pub mod installation;
pub mod intake;
pub mod listing;
mod memory;
pub mod paper;
pub mod post;
pub mod pressing;
pub mod report;
pub mod rules;
pub mod screening;
pub mod task;
pub mod unit;

pub use ctx::{Actor, App, Asked, Ctx, Request};
pub use error::{AppError, Refusal, Rule};
pub use work::{Outcome, Work};

/// What every use case gives back.
pub type Answer<T> = Result<T, AppError>;
