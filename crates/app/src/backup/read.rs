//! Phục hồi: lines into an empty store, all or nothing.

use super::{Cell, FORMAT, First, LEFT_OUT, Line, Summary, digest, kind_tag, schema};
use crate::ctx::Actor;
use crate::{Answer, AppError, Ctx, Refusal, Rule, Work};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::io::BufRead;
use vunggoc_core::access::Action;
use vunggoc_db::{Kind, Table, Value};

/// Rows written at once.
const BATCH: usize = 2_000;

/// Fills an empty store from a copy. Only a task of the program may.
///
/// Refused: a store that holds anything, a copy of another schema, a copy that was cut off or altered.
pub async fn read(ctx: &Ctx, input: &mut (dyn BufRead + Send)) -> Answer<Summary> {
    if let Actor::Person(_) = ctx.actor() {
        return Err(AppError::Refused(Refusal::NotGranted(Action::ManageInstallation)));
    }
    let mut lines = Lines { input, hash: Sha256::new(), text: Vec::new(), n_line: 0 };
    let first: First = lines.next()?.ok_or_else(|| cut_off(0))?;
    if first.vunggoc_backup != FORMAT {
        return Err(said("backup-format", first.vunggoc_backup.to_string()));
    }
    if let Some((name, _)) = first.schema.iter().zip(schema()).find(|(a, b)| **a != *b).map(|(a, _)| a) {
        return Err(said("backup-schema", name.clone()));
    }
    if first.schema.len() != schema().len() {
        return Err(said("backup-schema", format!("{} ≠ {}", first.schema.len(), schema().len())));
    }
    let mut work = Work::begin(ctx).await?;
    work.tx.unhurried().await?;
    let tables = work.tx.tables().await?;
    for table in tables.iter().filter(|t| !LEFT_OUT.contains(&t.name)) {
        if !work.tx.is_empty(table).await? {
            return Err(said("restore-not-empty", table.name.to_owned()));
        }
    }
    let (n_tables, n_rows) = fill(&mut work, &tables, &mut lines).await?;
    work.tx.commit().await?;
    Ok(Summary { n_tables, n_rows, head: first.head })
}

async fn fill(work: &mut Work, tables: &[Table], lines: &mut Lines<'_>) -> Answer<(i64, i64)> {
    let (mut n_tables, mut n_rows) = (0, 0);
    let mut into: Option<&Table> = None;
    let mut values: Vec<Value> = Vec::new();
    loop {
        let before = digest(&lines.hash);
        let line: Line = lines.next()?.ok_or_else(|| cut_off(lines.n_line))?;
        match line {
            Line::Row(cells) => {
                let table = into.ok_or_else(|| damaged(lines.n_line))?;
                if cells.len() != table.columns.len() {
                    return Err(damaged(lines.n_line));
                }
                for (cell, column) in cells.into_iter().zip(&table.columns) {
                    values.push(value(cell, column.kind).ok_or_else(|| damaged(lines.n_line))?);
                }
                n_rows += 1;
                if values.len() >= BATCH * table.columns.len() {
                    work.tx.fill(table, &std::mem::take(&mut values)).await?;
                }
            }
            Line::Table { table, columns } => {
                flush(work, into, &mut values).await?;
                let known = tables.iter().find(|t| t.name == table).ok_or_else(|| damaged(lines.n_line))?;
                let same = known.columns.iter().map(|c| (c.name.as_str(), kind_tag(c.kind)));
                if !same.eq(columns.iter().map(|(name, kind)| (name.as_str(), kind.as_str()))) {
                    return Err(said("backup-schema", table));
                }
                into = Some(known);
                n_tables += 1;
            }
            Line::Last { n_rows: counted, sha256 } => {
                flush(work, into, &mut values).await?;
                if counted != n_rows || sha256 != before {
                    return Err(damaged(lines.n_line));
                }
                return Ok((n_tables, n_rows));
            }
        }
    }
}

async fn flush(work: &mut Work, into: Option<&Table>, values: &mut Vec<Value>) -> Answer<()> {
    if let Some(table) = into.filter(|_| !values.is_empty()) {
        work.tx.fill(table, &std::mem::take(values)).await?;
    }
    Ok(())
}

struct Lines<'a> {
    input: &'a mut (dyn BufRead + Send),
    hash: Sha256,
    text: Vec<u8>,
    n_line: i64,
}

impl Lines<'_> {
    fn next<T: serde::de::DeserializeOwned>(&mut self) -> Answer<Option<T>> {
        self.text.clear();
        // A stream that breaks off inside (compression, encryption) is a copy that was cut off.
        let n = self.input.read_until(b'\n', &mut self.text).map_err(|_| cut_off(self.n_line))?;
        if n == 0 {
            return Ok(None);
        }
        self.n_line += 1;
        if self.text.last() != Some(&b'\n') {
            return Err(cut_off(self.n_line));
        }
        self.hash.update(&self.text);
        serde_json::from_slice(&self.text).map(Some).map_err(|_| damaged(self.n_line))
    }
}

fn value(cell: Cell, kind: Kind) -> Option<Value> {
    Some(match (cell, kind) {
        (Cell::Int(v), Kind::Int) => Value::Int(Some(v)),
        (Cell::Text(v), Kind::Text) => Value::Text(Some(v)),
        (Cell::Bytes { b }, Kind::Bytes) => Value::Bytes(Some(STANDARD.decode(b).ok()?)),
        (Cell::Missing(()), Kind::Int) => Value::Int(None),
        (Cell::Missing(()), Kind::Text) => Value::Text(None),
        (Cell::Missing(()), Kind::Bytes) => Value::Bytes(None),
        _ => return None,
    })
}

fn said(code: &'static str, about: String) -> AppError {
    AppError::Broken(Rule::Said { code, about })
}
fn cut_off(n_line: i64) -> AppError {
    said("backup-cut-off", n_line.to_string())
}
fn damaged(n_line: i64) -> AppError {
    said("backup-damaged", n_line.to_string())
}
