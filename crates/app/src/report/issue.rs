//! Ban hành: the report is drawn once more, sealed, and kept with its copy and hash.

use super::paper::{draw, workbook};
use super::source::Source;
use super::{Draft, Issued, Kind, Report};
use crate::event::{Entry, seal_all};
use crate::file::{File, hash};
use crate::rules::Rules;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::{Id, Version};
use vunggoc_db::{Value, args, sql};
use vunggoc_report::RenderError;

/// Media type of a DOCX.
pub(crate) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Media type of an XLSX.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The paper by which a report was issued: number, day and signer as the clerk gives them.
#[derive(Debug, Clone)]
pub struct Issue {
    /// Số, ký hiệu, ngày, cơ quan, người ký.
    pub paper: PaperDraft,
}

/// The files of a report, and the hash of what they say.
pub(crate) struct Files {
    pub(crate) docx: File,
    pub(crate) xlsx: File,
    pub(crate) plain: String,
    pub(crate) content_hash: [u8; 32],
    pub(crate) notes: Vec<super::Note>,
}

impl From<RenderError> for AppError {
    fn from(error: RenderError) -> Self {
        Self::fault(format!("rendering: {error}"))
    }
}

/// Draws the files of a report from its data.
pub(crate) fn files(draft: &Draft, source: &Source, rules: &Rules) -> Answer<Files> {
    let drawn = draw(draft, source, rules);
    let docx = vunggoc_report::docx::write(&drawn.paper)?;
    let xlsx = vunggoc_report::xlsx::write(&workbook(&drawn))?;
    let plain = vunggoc_report::text::write(&drawn.paper)?.text;
    let mut both = vunggoc_report::digest::content_digest(&docx)?.to_vec();
    both.extend(vunggoc_report::digest::content_digest(&xlsx)?);
    let stem = match draft.kind {
        Kind::Periodic => "bao-cao",
        Kind::List | Kind::Remove => "to-trinh",
    };
    let name = |ending: &str| format!("{stem}-{}-{}.{ending}", draft.id, draft.to_on);
    Ok(Files {
        docx: File { name: name("docx"), media_type: DOCX.into(), bytes: docx },
        xlsx: File { name: name("xlsx"), media_type: XLSX.into(), bytes: xlsx },
        plain,
        content_hash: hash(&both),
        notes: drawn.notes.all,
    })
}

/// Issues a report: seals the log first, then locks exactly what was drawn.
pub async fn issue(
    ctx: &Ctx,
    id: Id<Report>,
    seen: Version,
    rules: &Rules,
    wish: Issue,
) -> Answer<Id<Report>> {
    {
        // Leave is asked for before the log is sealed, so that a stranger causes nothing.
        let mut work = ctx.look().await?;
        work.report(id, Action::WriteReports).await?;
    }
    seal_all(ctx.app(), ctx.request().clone()).await?;
    change!(ctx, |work| {
        let mut draft = work.report(id, Action::WriteReports).await?;
        at_version(seen, draft.version)?;
        if draft.is_issued() {
            return Err(AppError::Broken(Rule::ReportIssued));
        }
        draft.issued = Issued::Yes;
        let source = work.report_source(draft.unit, draft.from_on, draft.to_on).await?;
        let files = files(&draft, &source, rules)?;
        let paper = work.keep_paper(draft.unit, &wish.paper.clone().check()?).await?;
        let facts =
            serde_json::json!({ "paper": paper.number(), "content_hash": hex::encode(files.content_hash) });
        let entry = Entry {
            noun: "report",
            noun_id: id.number(),
            from: seen,
            action: "issue",
            unit: Some(draft.unit),
            facts,
        };
        let event = work.record(entry).await?;
        let docx = work.keep_file(draft.unit, &files.docx, event).await?;
        let xlsx = work.keep_file(draft.unit, &files.xlsx, event).await?;
        let (seal_no, seal_hash) = work.seal_head().await?;
        let now = work.now();
        work.run(
            sql!(
                "INSERT INTO report_issue (report_id, paper_id, issued_at, docx_id, xlsx_id, content_hash, plain, seal_no, seal_hash, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
            ),
            args![
                id.number(), paper.number(), now, docx.number(), xlsx.number(), files.content_hash, &files.plain, seal_no,
                seal_hash, event
            ],
        )
        .await?;
        work.keep_notes(id, &files.notes).await?;
        let update = sql!("UPDATE report SET state = 'issued', version = $2, event_id = $3 WHERE id = $1");
        work.run(update, args![id.number(), seen.next().0, event]).await?;
        Ok(id)
    })
}

impl Work {
    async fn seal_head(&mut self) -> Answer<(i64, Vec<u8>)> {
        let row = self.maybe(sql!("SELECT no, hash FROM seal ORDER BY no DESC LIMIT 1"), &[]).await?;
        row.map_or(Ok((0, vec![0; 32])), |r| Ok((r.int("no")?, r.bytes("hash")?)))
    }

    async fn keep_notes(&mut self, id: Id<Report>, notes: &[super::Note]) -> Answer<()> {
        let mut values = Vec::new();
        for note in notes {
            values.push(Value::from(id.number()));
            let texts = [
                &note.key,
                &note.shown,
                &note.what_vi,
                &note.what_en,
                &note.from_on,
                &note.to_on,
                &note.leads_to,
            ];
            values.extend(texts.map(Value::from));
        }
        let head =
            "INSERT INTO report_figure (report_id, key, shown, what_vi, what_en, from_on, to_on, leads_to)";
        self.tx.insert_many(head, 8, &values).await?;
        Ok(())
    }
}
