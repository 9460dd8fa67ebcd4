//! Bảng phân công nhiệm vụ as a workbook: of a ground or of a list, in the columns in which it can be read in again.

use super::list::{Filter, Line};
use crate::file::File;
use crate::{Answer, AppError, Ctx, Work};
use vunggoc_core::access::Action;
use vunggoc_core::task::{Ground, Progress};
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};
use vunggoc_report::table::{Cell, Column, Head, Row, Table, Value};
use vunggoc_report::xlsx::{Sheet, TableSheet, Workbook, write};

/// The most tasks of one workbook.
const MOST: i64 = 5000;

/// What goes out.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// The table of a ground.
    Ground(Id<Ground>),
    /// The tasks of a filter, the first five thousand.
    List(Filter),
}

/// Tiến độ, as the table prints it.
fn progress(tag: &str) -> &'static str {
    match Progress::from_tag(tag) {
        Some(Progress::NotYetDue) => "chưa đến hạn",
        Some(Progress::Underway) => "đang thực hiện trong hạn",
        Some(Progress::DoneInTime) => "hoàn thành đúng hạn",
        Some(Progress::DoneLate) => "hoàn thành quá hạn",
        Some(Progress::Overdue) => "quá hạn chưa hoàn thành",
        Some(Progress::Stopped) => "dừng thực hiện",
        Some(Progress::CarriedOver) => "chuyển sang năm sau",
        None => "",
    }
}

const HEADS: [(&str, u16); 15] = [
    ("STT", 8),
    ("Nội dung nhiệm vụ", 60),
    ("Cơ quan chủ trì", 30),
    ("Cơ quan phối hợp", 30),
    ("Người chịu trách nhiệm (chức vụ)", 28),
    ("Ngày giao", 16),
    ("Thời hạn ban đầu", 16),
    ("Thời hạn hoàn thành", 16),
    ("Lý do điều chỉnh", 24),
    ("Sản phẩm", 26),
    ("Minh chứng", 26),
    ("Tiến độ", 24),
    ("Ngày hoàn thành", 16),
    ("Phần mềm khác", 16),
    ("Mã ở hệ thống khác", 18),
];

/// The workbook.
pub async fn xlsx(ctx: &Ctx, wanted: &Wanted) -> Answer<File> {
    let mut work = ctx.look().await?;
    let today = work.today();
    let (title, lines) = match wanted {
        Wanted::Ground(id) => {
            work.ground_for(*id, Action::ReadTasks).await?;
            let title = sql!("SELECT title FROM ground WHERE id = $1");
            let title = work.one(title, args![id.number()]).await?.text("title")?;
            (title, work.table(*id).await?.into_iter().map(|r| r.line).collect())
        }
        Wanted::List(filter) => ("Nhiệm vụ".to_owned(), work.task_lines(filter, MOST).await?.lines),
    };
    let mut rows = Vec::new();
    for (line, no) in lines.iter().zip(1_i64..) {
        rows.push(Row::plain(work.cells(line, no).await?));
    }
    let head = HEADS
        .iter()
        .zip(0..)
        .map(|((title, width), n): (_, u16)| Head::Column(Column::text(format!("c{n}"), *title, *width)));
    let table = Table {
        caption: "Bảng phân công nhiệm vụ".into(),
        head: head.collect(),
        rows,
        notes: vec![format!("Tiến độ tính đến ngày {}", said(today))],
        ..Table::default()
    };
    let sheet = TableSheet { name: "Nhiệm vụ".into(), top: vec![title.clone()], table };
    let book =
        Workbook { title, sheets: vec![Sheet::Table(sheet)], issued_on: Some(today), ..Workbook::default() };
    let bytes = write(&book).map_err(|e| AppError::Fault(Box::new(e)))?;
    Ok(File {
        name: format!("nhiem-vu-{today}.xlsx"),
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".into(),
        bytes,
    })
}

fn said(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    Cell::from(if text.is_empty() { Value::Blank } else { Value::Text(text) })
}

fn day(iso: &str) -> Cell {
    text(iso.parse().map(said).unwrap_or_default())
}

impl Work {
    async fn cells(&mut self, line: &Line, no: i64) -> Answer<Vec<Cell>> {
        let id = Id::new(line.id);
        let support: Vec<String> = self.supports(id).await?.into_iter().map(|b| b.name).collect();
        let outside = sql!("SELECT outside_system, outside_id FROM task WHERE id = $1");
        let outside = self.one(outside, args![line.id]).await?;
        let reasons = sql!("SELECT reason FROM task_due_move WHERE task_id = $1 ORDER BY no");
        let reasons = self.all(reasons, args![line.id]).await?;
        let reasons = reasons.iter().map(|r| r.text("reason")).collect::<Result<Vec<_>, _>>()?;
        let evidence = self.evidence_of(id).await?.into_iter().map(|e| match e.file {
            Some(name) => name,
            None => format!(
                "{}, {}",
                e.number,
                e.signed_on.and_then(|d| d.parse().ok()).map(said).unwrap_or_default()
            ),
        });
        let evidence: Vec<String> = evidence.collect();
        let done =
            line.closed_on.as_deref().filter(|_| line.progress.starts_with("done")).unwrap_or_default();
        Ok(vec![
            Cell::from(Value::Whole(no)),
            text(&line.content),
            text(&line.lead),
            text(support.join("; ")),
            text(&line.post),
            day(&line.started_on),
            day(&line.first_due_on),
            day(&line.due_on),
            text(reasons.join("; ")),
            text(&line.product),
            text(evidence.join("; ")),
            text(progress(&line.progress)),
            day(done),
            text(outside.opt_text("outside_system")?.unwrap_or_else(|| crate::import::tasks::OURS.into())),
            text(outside.opt_text("outside_id")?.unwrap_or_else(|| line.id.to_string())),
        ])
    }
}
