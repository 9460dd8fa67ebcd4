//! Reading reports: the list, one report with its tables and figures, its files.

use super::issue::files;
use super::paper::draw;
use super::{Draft, Note, Report};
use crate::file::File;
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_db::{Row, args, sql};
use vunggoc_report::paper::Paper;

/// A report as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// periodic, list or remove.
    pub kind: String,
    /// The unit it reports on.
    pub unit: String,
    /// First day of its data.
    pub from_on: String,
    /// Last day of its data.
    pub to_on: String,
    /// draft or issued.
    pub state: String,
    /// The number that the clerk gave.
    pub number: Option<String>,
    /// The report it corrects.
    pub corrects_id: Option<i64>,
}

/// Reports within the reader's scope, newest first.
pub async fn list(ctx: &Ctx) -> Answer<Vec<Line>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT r.id, r.kind, s.name AS unit, r.from_on, r.to_on, r.state, p.number, r.corrects_id
                 FROM report r JOIN unit_spell s ON s.unit_id = r.unit_id AND s.until_on = (SELECT MAX(x.until_on) FROM unit_spell x WHERE x.unit_id = r.unit_id)
                 LEFT JOIN report_issue i ON i.report_id = r.id LEFT JOIN paper p ON p.id = i.paper_id
                 WHERE ($1 = 0 OR EXISTS (SELECT 1 FROM reach e WHERE e.account_id = $1 AND e.action = $2 AND e.unit_id = r.unit_id
                   AND e.grant_from_on <= $3 AND e.grant_until_on > $3 AND e.from_on <= $3
                   AND (e.until_on > $3 OR e.until_on = e.last_until_on)))
                 ORDER BY r.id DESC LIMIT 200"
            ),
            args![work.actor().number(), Action::ReadReports.tag(), work.today()],
        )
        .await?;
    rows.iter().map(read_line).collect()
}

fn read_line(row: &Row) -> Answer<Line> {
    Ok(Line {
        id: row.int("id")?,
        kind: row.text("kind")?,
        unit: row.text("unit")?,
        from_on: row.text("from_on")?,
        to_on: row.text("to_on")?,
        state: row.text("state")?,
        number: row.opt_text("number")?,
        corrects_id: row.opt_int("corrects_id")?,
    })
}

/// A report as its page shows it.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its number.
    pub id: i64,
    /// The version to name when changing it.
    pub version: i64,
    /// periodic, list or remove.
    pub kind: String,
    /// draft or issued.
    pub state: Stage,
    /// The paper as it is, or as it was issued.
    pub paper: Paper,
    /// Each figure with its query, base and window.
    pub notes: Vec<Note>,
    /// The drafter's texts: place, what belongs there, what he wrote.
    pub texts: Vec<(String, String, String)>,
    /// Whether the reader may write it.
    pub may_write: bool,
    /// Whether the data have changed since it was issued.
    pub since: Since,
}

/// Whether a report is locked, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Dự thảo.
    Draft,
    /// Đã ban hành.
    Issued {
        /// Số, ký hiệu.
        number: String,
        /// Ngày ký.
        signed_on: String,
        /// Người ký.
        signer: String,
        /// SHA-256 of document text and sheets, in hex.
        content_hash: String,
        /// The head of the chain of seals when it was issued.
        seal_no: i64,
    },
}

/// Whether what was issued is what the data say now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The same.
    Same,
    /// Data of the window were corrected since.
    Corrected,
}

/// Shows a report.
pub async fn show(ctx: &Ctx, id: Id<Report>, rules: &Rules) -> Answer<Page> {
    let mut work = ctx.look().await?;
    let draft = work.report(id, Action::ReadReports).await?;
    let source = work.report_source(draft.unit, draft.from_on, draft.to_on).await?;
    let drawn = draw(&draft, &source, rules);
    let (stage, since, notes) = match draft.is_issued() {
        false => (Stage::Draft, Since::Same, drawn.notes.all),
        true => {
            let now = files(&draft, &source, rules)?;
            let (stage, hash) = work.stage(id).await?;
            let since = if hash == now.content_hash { Since::Same } else { Since::Corrected };
            (stage, since, work.notes(id).await?)
        }
    };
    let slots = match draft.kind {
        super::Kind::Periodic => super::SLOTS,
        super::Kind::List | super::Kind::Remove => super::SUBMISSION_SLOTS,
    };
    let words =
        |slot: &str| draft.texts.iter().find(|(s, _)| s == slot).map(|(_, w)| w.clone()).unwrap_or_default();
    Ok(Page {
        id: id.number(),
        version: draft.version.0,
        kind: draft.kind.tag().into(),
        state: stage,
        paper: drawn.paper,
        notes,
        texts: slots.iter().map(|(s, hint)| ((*s).to_owned(), (*hint).to_owned(), words(s))).collect(),
        may_write: work.may(Action::WriteReports, draft.unit).await?,
        since,
    })
}

impl Work {
    async fn stage(&mut self, id: Id<Report>) -> Answer<(Stage, Vec<u8>)> {
        let issued = sql!(
            "SELECT i.content_hash, i.seal_no, p.number, p.signed_on, p.signer FROM report_issue i
             JOIN paper p ON p.id = i.paper_id WHERE i.report_id = $1"
        );
        let row = self.one(issued, args![id.number()]).await?;
        let hash = row.bytes("content_hash")?;
        let stage = Stage::Issued {
            number: row.text("number")?,
            signed_on: row.text("signed_on")?,
            signer: row.text("signer")?,
            content_hash: hex::encode(&hash),
            seal_no: row.int("seal_no")?,
        };
        Ok((stage, hash))
    }

    async fn notes(&mut self, id: Id<Report>) -> Answer<Vec<Note>> {
        let all = sql!(
            "SELECT key, shown, what_vi, what_en, from_on, to_on, leads_to FROM report_figure WHERE report_id = $1 ORDER BY key"
        );
        let rows = self.all(all, args![id.number()]).await?;
        let read = |r: &Row| {
            Ok(Note {
                key: r.text("key")?,
                shown: r.text("shown")?,
                what_vi: r.text("what_vi")?,
                what_en: r.text("what_en")?,
                from_on: r.text("from_on")?,
                to_on: r.text("to_on")?,
                leads_to: r.text("leads_to")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// A kept file of an issued report, or what a draft gives now.
    async fn report_file(&mut self, draft: &Draft, rules: &Rules, which: Which) -> Answer<File> {
        if !draft.is_issued() {
            let source = self.report_source(draft.unit, draft.from_on, draft.to_on).await?;
            let files = files(draft, &source, rules)?;
            return Ok(match which {
                Which::Docx => files.docx,
                Which::Xlsx => files.xlsx,
            });
        }
        let kept = sql!("SELECT docx_id, xlsx_id FROM report_issue WHERE report_id = $1");
        let row = self.one(kept, args![draft.id.number()]).await?;
        let id = match which {
            Which::Docx => row.int("docx_id")?,
            Which::Xlsx => row.opt_int("xlsx_id")?.ok_or(AppError::NotFound)?,
        };
        self.file(Id::new(id)).await
    }
}

#[derive(Clone, Copy)]
enum Which {
    Docx,
    Xlsx,
}

/// The document: of a draft as it is now, of an issued report as it was kept.
pub async fn docx(ctx: &Ctx, id: Id<Report>, rules: &Rules) -> Answer<File> {
    let mut work = ctx.look().await?;
    let draft = work.report(id, Action::ReadReports).await?;
    work.report_file(&draft, rules, Which::Docx).await
}

/// Its tables as a workbook.
pub async fn xlsx(ctx: &Ctx, id: Id<Report>, rules: &Rules) -> Answer<File> {
    let mut work = ctx.look().await?;
    let draft = work.report(id, Action::ReadReports).await?;
    work.report_file(&draft, rules, Which::Xlsx).await
}

/// Its plain text, for the audit of figures.
pub async fn plain(ctx: &Ctx, id: Id<Report>, rules: &Rules) -> Answer<String> {
    let mut work = ctx.look().await?;
    let draft = work.report(id, Action::ReadReports).await?;
    let source = work.report_source(draft.unit, draft.from_on, draft.to_on).await?;
    Ok(files(&draft, &source, rules)?.plain)
}
