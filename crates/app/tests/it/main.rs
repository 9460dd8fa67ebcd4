//! Stories of the use cases, each on SQLite and on a real PostgreSQL.

mod listing;
mod statements;
