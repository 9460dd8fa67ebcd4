//! Xuất toàn bộ dữ liệu: every table as CSV and every file as it was, in one zip, so that nobody is locked in.
//!
//! From one snapshot, also while the server works. What opens something (hashes of passwords and tokens) is left
//! out, by `columns.toml`. Bytes stand in hexadecimal; a missing value is an empty cell, an empty text is `""`.

use crate::classes::classes;
use crate::ctx::Actor;
use crate::event::{Entry, NOTHING};
use crate::{Answer, AppError, Ctx, Refusal, Work};
use std::io::{self, Seek, Write};
use std::ops::ControlFlow;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_db::{Table, Value, args, sql};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ABOUT: &str = "Vững Gốc: toàn bộ dữ liệu, mỗi bảng một tệp CSV (UTF-8, dấu phẩy), các tệp đính kèm trong files/.\r\n\
Ô trống là không có giá trị; \"\" là chuỗi rỗng; dữ liệu nhị phân ghi dạng thập lục phân; ngày dạng năm-tháng-ngày; thời điểm theo UTC.\r\n\
Khi mở bằng bảng tính, hãy nhập mọi cột dưới dạng văn bản.\r\n\r\n\
Everything as CSV, one file per table; attached files in files/. An empty cell is a missing value, \"\" an empty text; \
bytes in hexadecimal; dates are ISO, instants UTC. In a spreadsheet, import all columns as text.\r\n";

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Tables.
    pub n_tables: i64,
    /// Rows.
    pub n_rows: i64,
    /// Files.
    pub n_files: i64,
}

/// Writes everything. Only a task of the program may.
pub async fn write(ctx: &Ctx, out: &mut (impl Write + Seek + Send)) -> Answer<Summary> {
    if let Actor::Person(_) = ctx.actor() {
        return Err(AppError::Refused(Refusal::NotGranted(Action::ManageInstallation)));
    }
    let classes = classes()?;
    let mut work = ctx.look().await?;
    work.tx.unhurried().await?;
    let mut zip = ZipWriter::new(out);
    begin(&mut zip, "README.txt")?;
    zip.write_all(ABOUT.as_bytes()).map_err(told)?;
    let mut summary = Summary { n_tables: 0, n_rows: 0, n_files: 0 };
    for mut table in work.tx.tables().await? {
        if table.name == "file_chunk" {
            continue;
        }
        if let Some(known) = classes.get(table.name) {
            table.columns.retain(|c| !known.secret.contains(&c.name));
        }
        summary.n_rows += rows(&mut work, &table, &mut zip).await?;
        summary.n_tables += 1;
    }
    summary.n_files = files(&mut work, &mut zip).await?;
    zip.finish().map_err(|e| AppError::Fault(Box::new(e)))?;
    Ok(summary)
}

/// Which copy of everything left the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// A copy that can be restored.
    Backup,
    /// CSV and files.
    Export,
}

/// Writes into the log of acts that everything was copied out.
pub async fn note(ctx: &Ctx, what: Copied, n_rows: i64) -> Answer<()> {
    change!(ctx, |work| {
        work.only_program()?;
        let id: Id<Copied> = work.next_id("copy").await?;
        let action = if what == Copied::Backup { "backup" } else { "export" };
        let facts = serde_json::json!({ "rows": n_rows });
        work.record(Entry { noun: "copy", noun_id: id.number(), from: NOTHING, action, unit: None, facts })
            .await?;
        Ok(())
    })
}

async fn rows(work: &mut Work, table: &Table, zip: &mut ZipWriter<impl Write + Seek + Send>) -> Answer<i64> {
    begin(zip, &format!("tables/{}.csv", table.name))?;
    let heads: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    zip.write_all(format!("{}\r\n", heads.join(",")).as_bytes()).map_err(told)?;
    let (mut n_rows, mut failed) = (0, None);
    work.tx
        .each(table, |values| {
            n_rows += 1;
            let cells: Vec<String> = values.into_iter().map(cell).collect();
            match zip.write_all(format!("{}\r\n", cells.join(",")).as_bytes()) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(told(error));
                    ControlFlow::Break(())
                }
            }
        })
        .await?;
    failed.map_or(Ok(n_rows), Err)
}

async fn files(work: &mut Work, zip: &mut ZipWriter<impl Write + Seek + Send>) -> Answer<i64> {
    let files = work.all(sql!("SELECT id, name FROM file WHERE erased_at IS NULL ORDER BY id"), &[]).await?;
    for file in &files {
        let (id, name) = (file.int("id")?, file.text("name")?);
        begin(zip, &format!("files/{id}-{}", plain_name(&name)))?;
        let mut no = -1;
        let next =
            sql!("SELECT no, bytes FROM file_chunk WHERE file_id = $1 AND no > $2 ORDER BY no LIMIT 1");
        while let Some(chunk) = work.maybe(next, args![id, no]).await? {
            zip.write_all(&chunk.bytes("bytes")?).map_err(told)?;
            no = chunk.int("no")?;
        }
    }
    Ok(i64::try_from(files.len()).unwrap_or(i64::MAX))
}

fn begin(zip: &mut ZipWriter<impl Write + Seek>, name: &str) -> Answer<()> {
    let options = SimpleFileOptions::default().large_file(true);
    zip.start_file(name, options).map_err(|e| AppError::Fault(Box::new(e)))
}

/// A name that leads nowhere but into its folder.
fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    plain.trim_start_matches('.').chars().take(120).collect()
}

fn cell(value: Value) -> String {
    match value {
        Value::Int(Some(v)) => v.to_string(),
        Value::Bytes(Some(v)) => hex::encode(v),
        Value::Text(Some(v)) if v.is_empty() || v.contains(['"', ',', '\r', '\n']) => {
            format!("\"{}\"", v.replace('"', "\"\""))
        }
        Value::Text(Some(v)) => v,
        Value::Int(None) | Value::Text(None) | Value::Bytes(None) => String::new(),
    }
}

fn told(error: io::Error) -> AppError {
    AppError::Fault(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::{cell, plain_name};
    use vunggoc_db::Value;

    #[test]
    fn cells_are_read_back_as_they_were() {
        let text = |t: &str| cell(Value::Text(Some(t.to_owned())));
        assert_eq!(
            [text("a"), text(""), text("a,\"b\"\n"), cell(Value::Text(None))],
            ["a", "\"\"", "\"a,\"\"b\"\"\n\"", ""]
        );
        assert_eq!(cell(Value::Bytes(Some(vec![0, 255]))), "00ff");
    }

    #[test]
    fn a_name_never_leaves_its_folder() {
        assert_eq!(plain_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(plain_name("Quyết định số 11.docx"), "Quyết định số 11.docx");
    }
}
