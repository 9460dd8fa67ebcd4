//! Nhận biểu: workbooks that were sent out come back, many at once, in files or in an archive.
//!
//! Each is known by its hidden sheet: form, period and unit; its rows and columns by their hidden keys. Everything
//! is worked out again from the kept files at each step, and what is confirmed carries the fingerprint of what was
//! shown. Invariants: nothing is written before the confirmation; a workbook is written whole or not at all; the
//! same workbook again changes nothing; a blank cell takes nothing back. [`begin`] takes the files, [`show`] puts
//! totals, missing, late and mismatched on one page, [`write`] writes what was chosen. Deliberately not here: tables
//! of other shapes (they go through [`import`](crate::import)).

pub mod begin;
mod book;
mod compare;
mod plan;
pub mod show;
mod unpack;
pub mod write;

use crate::{Answer, AppError, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{args, sql};

pub use crate::import::Weight;

/// Đợt nhận biểu.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Its number.
    pub id: Id<Intake>,
    /// Code of the form.
    pub form: String,
    /// The period.
    pub period: Period,
    /// The unit below which the answers are expected.
    pub under: Id<Unit>,
    /// The day on which the workbooks came.
    pub received_on: Date,
    /// How often it was changed.
    pub version: Version,
    files: Vec<Kept>,
}

/// One file of an intake.
#[derive(Debug, Clone)]
struct Kept {
    no: i64,
    name: String,
    /// Where it lies, or why it could not be read.
    file: Result<Id<crate::file::File>, String>,
    written: Option<(String, i64)>,
}

/// A problem of a workbook by sheet and cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Flaw {
    /// The sheet; blank where it concerns the file.
    pub sheet: String,
    /// The cell or the row as the spreadsheet names it; blank where it concerns the file.
    pub cell: String,
    /// A code, the key of its words.
    pub code: &'static str,
    /// What it is about: a name, a text, a number.
    pub about: String,
    /// How heavy it is.
    pub weight: Weight,
}

/// Past intakes of a form, as lines.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// The day on which the workbooks came.
    pub received_on: String,
    /// How many files.
    pub n_files: i64,
    /// How many of them were written.
    pub n_written: i64,
}

/// The intakes of a form for a period below a unit, newest first.
pub async fn list(ctx: &crate::Ctx, form: &str, period: Period, under: Id<Unit>) -> Answer<Vec<Line>> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadFigures, Action::EnterFigures, under).await?;
    let rows = work
        .all(
            sql!(
                "SELECT i.id, i.received_on, COUNT(f.no) AS n_files, COUNT(f.written_at) AS n_written
                 FROM intake i JOIN period p ON p.id = i.period_id JOIN intake_file f ON f.intake_id = i.id
                 WHERE i.form = $1 AND p.code = $2 AND i.unit_id = $3 GROUP BY i.id, i.received_on ORDER BY i.id DESC LIMIT 20"
            ),
            args![form, period.to_string(), under.number()],
        )
        .await?;
    let read = |r: &vunggoc_db::Row| {
        Ok(Line {
            id: r.int("id")?,
            received_on: r.text("received_on")?,
            n_files: r.int("n_files")?,
            n_written: r.int("n_written")?,
        })
    };
    rows.iter().map(read).collect()
}

impl Work {
    /// An intake, looked up for entering figures below its unit.
    async fn intake(&mut self, id: Id<Intake>) -> Answer<Intake> {
        let head = sql!(
            "SELECT i.form, p.code AS period, i.unit_id, i.received_on, i.version FROM intake i
             JOIN period p ON p.id = i.period_id WHERE i.id = $1"
        );
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let under = Id::new(row.int("unit_id")?);
        // Who may not enter figures there does not learn that workbooks came.
        self.leave(Action::EnterFigures, Action::EnterFigures, under).await?;
        let files = sql!(
            "SELECT no, name, file_id, fault, n_written, written_at FROM intake_file WHERE intake_id = $1 ORDER BY no"
        );
        let files = self.all(files, args![id.number()]).await?;
        let kept = |r: &vunggoc_db::Row| {
            Ok(Kept {
                no: r.int("no")?,
                name: r.text("name")?,
                file: r.opt_int("file_id")?.map(Id::new).ok_or(r.opt_text("fault")?.unwrap_or_default()),
                written: r.opt_text("written_at")?.zip(r.opt_int("n_written")?),
            })
        };
        Ok(Intake {
            id,
            form: row.text("form")?,
            period: Period::parse(&row.text("period")?).ok_or_else(|| AppError::fault("code of a period"))?,
            under,
            received_on: row.date("received_on")?,
            version: Version(row.int("version")?),
            files: files.iter().map(kept).collect::<Answer<_>>()?,
        })
    }
}
