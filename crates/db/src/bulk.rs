//! Many rows at once: a multi-row INSERT in as few statements as the engine takes; on PostgreSQL, where nothing is said
//! of rows that are already there, COPY, which takes a third of the time.

use crate::tx::Kind;
use crate::{DbError, Engine, Tx, Value};
use sqlx::PgConnection;
use std::fmt::Write as _;

/// From so many rows on COPY is worth its two round trips.
const LEAST_COPIED: usize = 200;

/// Bytes sent at once.
const COPY_PIECE: usize = 1 << 20;

impl Tx {
    /// Inserts many rows: `head` is a literal such as `INSERT INTO figure (a, b)`, `values` the rows one after
    /// the other, each of `n_columns`. Returns how many rows were written.
    pub async fn insert_many(
        &mut self,
        head: &'static str,
        n_columns: usize,
        values: &[Value],
    ) -> Result<u64, DbError> {
        self.insert_rows(head, n_columns, values, "").await
    }

    /// As [`Tx::insert_many`], with a literal that says what becomes of rows that are already there, such as
    /// ` ON CONFLICT (a) DO UPDATE SET b = excluded.b`.
    pub async fn insert_many_or(
        &mut self,
        head: &'static str,
        n_columns: usize,
        values: &[Value],
        tail: &'static str,
    ) -> Result<u64, DbError> {
        self.insert_rows(head, n_columns, values, tail).await
    }

    pub(crate) async fn insert_rows(
        &mut self,
        head: &str,
        n_columns: usize,
        values: &[Value],
        tail: &str,
    ) -> Result<u64, DbError> {
        if tail.is_empty()
            && values.len() >= LEAST_COPIED * n_columns.max(1)
            && let Some(table) = head.strip_prefix("INSERT INTO ")
            && let Kind::Pg(tx) = &mut self.0
        {
            return copy_rows(tx, table, n_columns, values).await;
        }
        // SQLite takes 32,766 placeholders, PostgreSQL 65,535; longer statements gain nothing.
        let engine = self.engine();
        let most = match engine {
            Engine::Sqlite => 8_000,
            Engine::Postgres => 32_000,
        };
        let per_statement = (most / n_columns.max(1)).max(1);
        let mut n_rows = 0;
        let mut text = String::new();
        let mut n_in_text = 0;
        for chunk in values.chunks(per_statement * n_columns.max(1)) {
            let n_chunk = chunk.len() / n_columns.max(1);
            if n_chunk != n_in_text {
                text = statement(engine, head, n_columns, n_chunk);
                text.push_str(tail);
                n_in_text = n_chunk;
            }
            n_rows += self.run_text(&text, chunk).await?;
        }
        Ok(n_rows)
    }
}

/// Sends rows by COPY, a piece at a time; `table` is a table with its columns, as in `figure (a, b)`.
async fn copy_rows(
    connection: &mut PgConnection,
    table: &str,
    n_columns: usize,
    values: &[Value],
) -> Result<u64, DbError> {
    let mut copy = connection.copy_in_raw(&format!("COPY {table} FROM STDIN")).await?;
    let mut piece = String::with_capacity(COPY_PIECE + (1 << 12));
    for row in values.chunks(n_columns.max(1)) {
        copied(&mut piece, row);
        if piece.len() >= COPY_PIECE {
            copy.send(piece.as_bytes()).await?;
            piece.clear();
        }
    }
    copy.send(piece.as_bytes()).await?;
    Ok(copy.finish().await?)
}

/// The text for so many rows. On SQLite the placeholders have no names: named ones (`$1`) are looked up one by one in a
/// list, both when it parses and when it binds, so that a long statement would cost the square of its length.
fn statement(engine: Engine, head: &str, n_columns: usize, n_rows: usize) -> String {
    let mut text = String::with_capacity(head.len() + n_rows * n_columns * 8);
    text.push_str(head);
    text.push_str(" VALUES ");
    let mut n = 0;
    for row in 0..n_rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..n_columns {
            n += 1;
            text.push_str(if column == 0 { "" } else { "," });
            match engine {
                Engine::Sqlite => text.push('?'),
                Engine::Postgres => _ = write!(text, "${n}"),
            }
        }
        text.push(')');
    }
    text
}

/// A row in the text form of COPY: fields parted by tabs, what would end a field or a row written with a backslash.
fn copied(out: &mut String, row: &[Value]) {
    for (column, value) in row.iter().enumerate() {
        if column > 0 {
            out.push('\t');
        }
        // Writing to a String cannot fail.
        match value {
            Value::Int(Some(n)) => _ = write!(out, "{n}"),
            Value::Text(Some(text)) => escaped(out, text),
            Value::Bytes(Some(bytes)) => {
                out.push_str("\\\\x");
                bytes.iter().for_each(|byte| _ = write!(out, "{byte:02x}"));
            }
            Value::Int(None) | Value::Text(None) | Value::Bytes(None) => out.push_str("\\N"),
        }
    }
    out.push('\n');
}

fn escaped(out: &mut String, text: &str) {
    let special = |c: char| matches!(c, '\\' | '\t' | '\n' | '\r');
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut letters = from.chars();
        match letters.next() {
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            _ => out.push_str("\\\\"),
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
}
