//! Sao lưu, phục hồi: the whole store as lines of text, the same for both engines.
//!
//! The first line says what it is (format, schema, head of the log of acts), then each table with its columns and
//! rows, the last line counts the rows and holds the digest of everything before it: a copy that was cut off or
//! altered is told by that. It is read from one snapshot, so it may be made while the server works. Files lie in the
//! store and so are in it. Sessions, counters of failed sign-ins and the derived matrix of rights are not in it:
//! after a restore everybody signs in again.

mod read;
mod write;

pub use read::read;
pub use write::write;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use vunggoc_db::Kind;

/// The format of the lines; a later one may differ.
const FORMAT: u32 = 1;

/// Tables that a copy does not hold.
const LEFT_OUT: &[&str] = &["role_may", "session", "sign_in_failure"];

/// What was copied or restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Tables.
    pub n_tables: i64,
    /// Rows.
    pub n_rows: i64,
    /// The last seal of the log of acts in it, if there is one.
    pub head: Option<(i64, String)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct First {
    vunggoc_backup: u32,
    made_at: String,
    /// Files of the schema with their fingerprints.
    schema: Vec<(String, String)>,
    /// Number and hash of the last seal.
    head: Option<(i64, String)>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Row(Vec<Cell>),
    Table { table: String, columns: Vec<(String, String)> },
    Last { n_rows: i64, sha256: String },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Cell {
    Int(i64),
    Text(String),
    Bytes { b: String },
    Missing(()),
}

fn schema() -> Vec<(String, String)> {
    let files = vunggoc_db::MIGRATIONS.iter();
    files.map(|f| (f.name.to_owned(), vunggoc_db::fingerprint(f.text))).collect()
}

const fn kind_tag(kind: Kind) -> &'static str {
    match kind {
        Kind::Int => "int",
        Kind::Text => "text",
        Kind::Bytes => "bytes",
    }
}

fn digest(hash: &Sha256) -> String {
    hex::encode(hash.clone().finalize())
}
