//! The seam to SQLite and PostgreSQL: one SQL text for both, one transaction type, one set of errors.
//!
//! Invariants: every statement is a [`Sql`] literal with `$1` placeholders in the subset that both engines
//! read alike (a test prepares each on both); a change runs serially on both ([`Store::change`]); a look is a
//! snapshot ([`Store::look`]). The seam knows no noun of the domain; what the engines cannot do alike
//! (bulk load, backup, locks) is one function here with two bodies, never an `if` in a use case.

mod bulk;
mod copy;
mod error;
mod ids;
mod migrate;
mod row;
mod store;
mod tx;
mod value;

pub use bulk::Rows;
pub use copy::{Column, Kind, Table, table_names};
pub use error::DbError;
pub use ids::next_ids;
pub use migrate::{MIGRATIONS, Migration, fingerprint, migrate, statements};
pub use row::Row;
pub use store::{Engine, Options, ServerLock, Store};
pub use tx::Tx;
pub use value::Value;

/// What each column holds (open, personal, secret, derived), as text in TOML.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// One SQL statement, the same text for both engines. Made by [`sql!`] only, so that it is always a literal.
#[derive(Debug, Clone, Copy)]
pub struct Sql(&'static str);

impl Sql {
    /// A statement; use [`sql!`], which the statement test finds.
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }
    /// Its text.
    pub const fn text(self) -> &'static str {
        self.0
    }
}

/// A statement as a literal. The test of the house finds each by this name and prepares it on both engines.
#[macro_export]
macro_rules! sql {
    ($text:literal) => {
        $crate::Sql::new($text)
    };
}

/// The arguments of a statement, in the order of its placeholders.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}
