//! Sao lưu: the store into lines.

use super::{Cell, FORMAT, First, LEFT_OUT, Line, Summary, digest, kind_tag, schema};
use crate::ctx::Actor;
use crate::{Answer, AppError, Ctx, Refusal, Work};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};
use std::ops::ControlFlow;
use vunggoc_core::access::Action;
use vunggoc_db::{Table, Value, sql};

/// Copies the store from one snapshot. Only a task of the program may.
pub async fn write(ctx: &Ctx, out: &mut (dyn Write + Send)) -> Answer<Summary> {
    if let Actor::Person(_) = ctx.actor() {
        return Err(AppError::Refused(Refusal::NotGranted(Action::ManageInstallation)));
    }
    let mut work = ctx.look().await?;
    work.tx.unhurried().await?;
    let head = work.head().await?;
    let mut lines = Lines { out, hash: Sha256::new(), n_rows: 0 };
    let first = First {
        vunggoc_backup: FORMAT,
        made_at: work.now().to_string(),
        schema: schema(),
        head: head.clone(),
    };
    lines.put(&first)?;
    let tables = work.tx.tables().await?;
    let mut n_tables = 0;
    for table in tables.iter().filter(|t| !LEFT_OUT.contains(&t.name)) {
        lines.table(&mut work, table).await?;
        n_tables += 1;
    }
    let (n_rows, sha256) = (lines.n_rows, digest(&lines.hash));
    lines.put(&Line::Last { n_rows, sha256 })?;
    lines.out.flush().map_err(told)?;
    Ok(Summary { n_tables, n_rows, head })
}

struct Lines<'a> {
    out: &'a mut (dyn Write + Send),
    hash: Sha256,
    n_rows: i64,
}

impl Lines<'_> {
    fn put(&mut self, line: &impl serde::Serialize) -> Answer<()> {
        let mut text = serde_json::to_vec(line).map_err(|e| AppError::fault(e.to_string()))?;
        text.push(b'\n');
        self.hash.update(&text);
        self.out.write_all(&text).map_err(told)
    }

    async fn table(&mut self, work: &mut Work, table: &Table) -> Answer<()> {
        let columns = table.columns.iter().map(|c| (c.name.clone(), kind_tag(c.kind).to_owned())).collect();
        self.put(&Line::Table { table: table.name.to_owned(), columns })?;
        let mut failed = None;
        work.tx
            .each(table, |values| {
                self.n_rows += 1;
                match self.put(&Line::Row(values.into_iter().map(cell).collect())) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        failed = Some(error);
                        ControlFlow::Break(())
                    }
                }
            })
            .await?;
        failed.map_or(Ok(()), Err)
    }
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Int(Some(v)) => Cell::Int(v),
        Value::Text(Some(v)) => Cell::Text(v),
        Value::Bytes(Some(v)) => Cell::Bytes { b: STANDARD.encode(v) },
        Value::Int(None) | Value::Text(None) | Value::Bytes(None) => Cell::Missing(()),
    }
}

fn told(error: io::Error) -> AppError {
    AppError::Fault(Box::new(error))
}

impl Work {
    /// Number and hash of the last seal.
    pub(crate) async fn head(&mut self) -> Answer<Option<(i64, String)>> {
        let row = self.maybe(sql!("SELECT no, hash FROM seal ORDER BY no DESC LIMIT 1"), &[]).await?;
        row.map(|r| Answer::Ok((r.int("no")?, hex::encode(r.bytes("hash")?)))).transpose()
    }
}
