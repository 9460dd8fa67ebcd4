//! Xem trước: everything the import would write and every problem by cell; nothing is written.

use super::{Choices, Import, Kind, Problem, Unknown, Weight, layout_of, sheets_of};
use crate::{Answer, AppError, Ctx};
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_sheets::{At, Shown, column_letters};

/// The page of an import.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Preview {
    /// Its number.
    pub id: i64,
    /// Its version.
    pub version: i64,
    /// units or figures.
    pub kind: String,
    /// Name of the file.
    pub file: String,
    /// The unit above everything.
    pub under: String,
    /// Sheets: name, and whether it is hidden.
    pub sheets: Vec<(String, bool)>,
    /// Which one, from 0.
    pub sheet: usize,
    /// Rows as a spreadsheet counts them: first and last of the head, first and last of the data.
    pub rows: [u32; 4],
    /// What stands above the table.
    pub above: Vec<String>,
    /// The columns.
    pub columns: Vec<HeadColumn>,
    /// The first rows of data, as they stand.
    pub sample: Vec<Vec<String>>,
    /// Code of the period.
    pub period: String,
    /// Whether "-" stands for zero.
    pub dash: String,
    /// Cấp of every unit whose row tells none.
    pub level: String,
    /// Loại hình of every unit whose row tells none.
    pub kind_of_all: String,
    /// Every problem.
    pub problems: Vec<Problem>,
    /// How many of them stop the import.
    pub n_stops: usize,
    /// Names for a person to choose for.
    pub unknown: Vec<Unknown>,
    /// How many rows were read.
    pub n_rows: usize,
    /// How many figures or units would be written.
    pub n_ready: usize,
    /// How many units are in the register already.
    pub n_there: usize,
    /// When this was written, and how much was new.
    pub written: Option<(String, i64)>,
    /// When the same file was written before.
    pub same_before: Option<String>,
}

/// A column of the sheet.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct HeadColumn {
    /// From 0.
    pub column: u32,
    /// Its letters.
    pub letters: String,
    /// Its head, in one line.
    pub head: String,
    /// What it means.
    pub meaning: String,
    /// A period of its own.
    pub period: String,
}

/// Rows shown of the data.
const N_SAMPLE: usize = 6;

/// The preview of an import.
pub async fn show(ctx: &Ctx, id: Id<Import>) -> Answer<(Preview, Choices)> {
    let mut work = ctx.look().await?;
    let import = work.import(id).await?;
    let file = work.file(import.file).await?;
    let sheets = sheets_of(&file.bytes, &file.name)?;
    let sheet = sheets.get(import.choices.sheet).ok_or(AppError::NotFound)?;
    let layout = layout_of(sheet, &import.choices);
    let hash = crate::file::hash(&file.bytes);
    let before = vunggoc_db::sql!(
        "SELECT MAX(written_at) AS written_at FROM import WHERE file_hash = $1 AND kind = $2 AND state = 'written' AND id <> $3"
    );
    let values = vunggoc_db::args![hash, import.kind.tag(), id.number()];
    let same_before = work.one(before, values).await?.opt_text("written_at")?;
    let (problems, unknown, n_rows, n_ready, n_there) = match import.kind {
        Kind::Figures => {
            let plan = work.plan_figures(&import, sheet).await?;
            (plan.problems, plan.unknown, plan.n_rows, plan.batch.figures.len(), 0)
        }
        Kind::Listings => {
            let plan = work.plan_listings(&import, sheet).await?;
            (plan.problems, plan.unknown, plan.n_rows, plan.lives.len(), plan.n_there)
        }
        Kind::Tasks => {
            let plan = work.plan_tasks(&import, sheet).await?;
            (plan.problems, plan.unknown, plan.n_rows, plan.tasks.len(), plan.n_there)
        }
        Kind::Units => {
            let plan = work.plan_units(&import, sheet).await?;
            (plan.problems, Vec::new(), plan.n_rows, plan.new.units.len(), plan.n_there)
        }
    };
    let column = |c: &vunggoc_sheets::layout::Column| HeadColumn {
        column: c.column,
        letters: column_letters(c.column),
        head: c.head(),
        meaning: import.choices.columns.get(&c.column).cloned().unwrap_or_default(),
        period: import.choices.periods.get(&c.column).cloned().unwrap_or_default(),
    };
    let line = |row: u32| {
        layout.columns.iter().map(|c| sheet.seen(At::new(row, c.column)).shown().into_owned()).collect()
    };
    let today = work.today();
    let preview = Preview {
        id: id.number(),
        version: import.version.0,
        kind: import.kind.tag().to_owned(),
        file: file.name,
        under: crate::unit::find::name_on(&mut work, import.under, today).await?,
        sheets: sheets.iter().map(|s| (s.name.clone(), s.shown == Shown::Hidden)).collect(),
        sheet: import.choices.sheet,
        rows: [layout.head_first + 1, layout.head_last + 1, layout.first_data + 1, layout.end],
        above: layout.above.iter().map(|a| a.texts.join(" · ")).collect(),
        columns: layout.columns.iter().map(column).collect(),
        sample: (layout.first_data..layout.end).take(N_SAMPLE).map(line).collect(),
        period: import.choices.period.clone(),
        dash: import.choices.dash.clone(),
        level: import.choices.level.clone(),
        kind_of_all: import.choices.kind.clone(),
        n_stops: problems.iter().filter(|p| p.weight == Weight::Stop).count(),
        problems,
        unknown,
        n_rows,
        n_ready,
        n_there,
        written: import.written.clone(),
        same_before,
    };
    Ok((preview, import.choices))
}
