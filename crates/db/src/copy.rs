//! Whole tables, out and in: for the backup, the export and the test of the classified columns.
//!
//! The order of the tables is the order in which the schema creates them, so that a table is filled after those
//! it refers to. The columns come from the catalogue of the engine.

use crate::bulk::Rows;
use crate::{DbError, Engine, MIGRATIONS, Sql, Tx, Value, args};
use futures_util::TryStreamExt as _;
use std::fmt::Write as _;
use std::ops::ControlFlow;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Int,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// One table of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// The names of the tables of the schema, in the order in which they may be filled.
///
/// A table that a later file makes anew, wider, stands where it was first.
pub fn table_names() -> impl Iterator<Item = &'static str> {
    let after = |line: &'static str| line.strip_prefix("CREATE TABLE ");
    let name = |rest: &'static str| rest.split([' ', '(']).next().unwrap_or("");
    let mut seen = std::collections::HashSet::new();
    let all = MIGRATIONS.iter().flat_map(|file| file.text.lines()).filter_map(after).map(name);
    all.filter(move |name| seen.insert(*name))
}

impl Tx {
    /// The tables of the schema with their columns, in the order in which they may be filled.
    pub async fn tables(&mut self) -> Result<Vec<Table>, DbError> {
        let mut tables = Vec::new();
        for name in table_names() {
            let columns = self.columns(name).await?;
            if columns.is_empty() {
                return Err(DbError::Unfit(format!("Thiếu bảng {name}. / The table {name} is missing.")));
            }
            tables.push(Table { name, columns });
        }
        Ok(tables)
    }

    async fn columns(&mut self, table: &str) -> Result<Vec<Column>, DbError> {
        let catalogue = match self.engine() {
            Engine::Sqlite => Sql::new("SELECT name, type AS kind FROM pragma_table_info($1) ORDER BY cid"),
            Engine::Postgres => Sql::new(
                "SELECT CAST(column_name AS TEXT) AS name, CAST(data_type AS TEXT) AS kind FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
            ),
        };
        let rows = self.all(catalogue, args![table]).await?;
        let read = |row: &crate::Row| {
            let kind = match row.text("kind")?.to_ascii_lowercase().as_str() {
                "bigint" | "integer" => Kind::Int,
                "text" => Kind::Text,
                "bytea" | "blob" => Kind::Bytes,
                _ => return Err(DbError::unreadable(table)),
            };
            Ok(Column { name: row.text("name")?, kind })
        };
        rows.iter().map(read).collect()
    }

    /// Lets one long reading or filling take its time (PostgreSQL ends others after a minute).
    pub async fn unhurried(&mut self) -> Result<(), DbError> {
        if self.engine() == Engine::Postgres {
            self.run_text("SET LOCAL statement_timeout = 0", &[]).await?;
            self.run_text("SET LOCAL idle_in_transaction_session_timeout = 0", &[]).await?;
        }
        Ok(())
    }

    /// Gives every row of a table to `take`, one after the other, until it breaks off.
    pub async fn each(
        &mut self,
        table: &Table,
        mut take: impl FnMut(Vec<Value>) -> ControlFlow<()> + Send,
    ) -> Result<(), DbError> {
        let text = format!("SELECT {} FROM {}", table.names(), table.name);
        let mut rows = self.stream(&text);
        while let Some(row) = rows.try_next().await? {
            let values = table.columns.iter().map(|column| {
                Ok(match column.kind {
                    Kind::Int => Value::Int(row.opt_int(&column.name)?),
                    Kind::Text => Value::Text(row.opt_text(&column.name)?),
                    Kind::Bytes => Value::Bytes(row.opt_bytes(&column.name)?),
                })
            });
            if take(values.collect::<Result<_, DbError>>()?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Whether a table has no row.
    pub async fn is_empty(&mut self, table: &Table) -> Result<bool, DbError> {
        let text = format!("SELECT 1 AS one FROM {} LIMIT 1", table.name);
        Ok(self.stream(&text).try_next().await?.is_none())
    }

    /// Fills a table with rows, one after the other in `values`.
    pub async fn fill(&mut self, table: &Table, values: &[Value]) -> Result<u64, DbError> {
        let mut head = String::new();
        let _ = write!(head, "INSERT INTO {} ({})", table.name, table.names());
        self.insert_rows(&head, Rows { alike: &[], n_columns: table.columns.len(), values }, "").await
    }
}
