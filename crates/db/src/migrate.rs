//! The schema: one DDL text for both engines, applied file by file, each in one transaction.
//!
//! The seam turns `BIGINT` into `INTEGER` and `BYTEA` into `BLOB` for SQLite, adds `STRICT` to each table, and
//! `WITHOUT ROWID` where the text says `/* WITHOUT ROWID */`. A file that was applied is never edited again
//! once released: its hash is kept and compared at each start.

use crate::{DbError, Engine, Sql, Store, Tx, args, sql};

/// One file of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// File name without ending.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        /// Every file of the schema, in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            name: $name,
            text: include_str!(concat!("../migrations/", $name, ".sql")),
        }),*];
    };
}

migrations![
    "0001_house",
    "0002_register",
    "0003_papers",
    "0004_listing",
    "0005_figures",
    "0006_screening",
    "0007_reports",
    "0008_accounts",
    "0009_calendar",
    "0010_tasks",
    "0010_task_imports",
    "0011_plans",
    "0012_pressing",
    "0013_intake",
    "0014_annulment",
    "0015_progress",
    "0016_search",
    "0017_criteria",
];

/// Brings the store up to date; the names of the files that were applied.
pub async fn migrate(store: &Store, at: jiff::Timestamp) -> Result<Vec<&'static str>, DbError> {
    let mut tx = store.change().await?;
    if tx.engine() == Engine::Postgres {
        // Two servers that start at once take turns; the lock ends with the transaction.
        tx.all(Sql::new("SELECT CAST(pg_advisory_xact_lock(7426001) AS TEXT) AS locked"), &[]).await?;
    }
    let first = "CREATE TABLE IF NOT EXISTS schema_file (name TEXT PRIMARY KEY, text_hash TEXT NOT NULL, applied_at TEXT NOT NULL);";
    apply(&mut tx, first).await?;
    let mut applied = Vec::new();
    for file in MIGRATIONS {
        let hash = fingerprint(file.text);
        let known =
            tx.maybe(sql!("SELECT text_hash FROM schema_file WHERE name = $1"), args![file.name]).await?;
        match known {
            Some(row) if row.text("text_hash")? == hash => {}
            Some(_) => {
                return Err(DbError::Unfit(format!(
                    "Lược đồ {0} trong kho khác với chương trình này; hãy dùng đúng phiên bản hoặc phục hồi từ bản sao lưu. / Schema file {0} in the store differs from this program's; use the matching version or restore a backup.",
                    file.name
                )));
            }
            None => {
                apply(&mut tx, file.text).await?;
                let insert =
                    sql!("INSERT INTO schema_file (name, text_hash, applied_at) VALUES ($1, $2, $3)");
                tx.run(insert, args![file.name, hash, at]).await?;
                applied.push(file.name);
            }
        }
    }
    tx.commit().await?;
    Ok(applied)
}

async fn apply(tx: &mut Tx, text: &str) -> Result<(), DbError> {
    for statement in statements(text, tx.engine()) {
        tx.run_text(&statement, &[]).await?;
    }
    Ok(())
}

/// The statements of a schema text as an engine reads them.
pub fn statements(text: &str, engine: Engine) -> Vec<String> {
    let code: String =
        text.lines().map(|l| l.split("--").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    code.split(';').map(str::trim).filter(|s| !s.is_empty()).map(|s| translate(s, engine)).collect()
}

fn translate(statement: &str, engine: Engine) -> String {
    let bare = statement.replace("/* WITHOUT ROWID */", "");
    if engine == Engine::Postgres {
        return bare;
    }
    let mut out = bare.replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB");
    if statement.starts_with("CREATE TABLE") {
        out.push_str(if bare.len() == statement.len() { " STRICT" } else { " STRICT, WITHOUT ROWID" });
    }
    out
}

/// FNV-1a: enough to tell two texts of ours apart; no protection is asked of it.
pub fn fingerprint(text: &str) -> String {
    let hash = text
        .bytes()
        .filter(|b| *b != b'\r')
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
