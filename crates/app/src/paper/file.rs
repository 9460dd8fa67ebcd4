//! Một văn bản: its head, what it is the ground of, and the file of its signed copy; read, and attached once.
//!
//! Who may read it follows from what rests on it; from Mật up no file is taken, whoever asks.

use crate::event::Entry;
use crate::file::File;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Refusal, Rule, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::paper::{Paper, Problem, Secrecy};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{Row, args, sql};

/// A paper as its page shows it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PaperPage {
    /// Its number in the store.
    pub id: i64,
    /// The version to name when attaching a file.
    pub version: i64,
    /// The unit in whose scope it lies.
    pub unit_id: i64,
    /// That unit's name today, or its last one.
    pub unit: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub signed_on: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Người ký.
    pub signer: String,
    /// Độ mật.
    pub secrecy: String,
    /// Trích yếu; none from Mật up.
    pub about: Option<String>,
    /// Nơi lưu bản gốc.
    pub kept_at: String,
    /// register, listing, screening, report: what rests on it.
    pub ground: String,
    /// Name and bytes of the file, where there is one.
    pub file: Option<(String, i64)>,
    /// Whether the reader may attach one.
    pub may_attach: bool,
}

/// Shows a paper.
pub async fn show(ctx: &Ctx, id: Id<Paper>) -> Answer<PaperPage> {
    let mut work = ctx.look().await?;
    let held = work.readable_paper(id).await?;
    let may = work.may(held.needs.1, held.unit).await?;
    let file = match held.row.opt_int("file_id")? {
        Some(file) => {
            let head = sql!("SELECT name, n_bytes FROM file WHERE id = $1 AND erased_at IS NULL");
            let head = work.maybe(head, args![file]).await?;
            head.map(|r| Ok::<_, AppError>((r.text("name")?, r.int("n_bytes")?))).transpose()?
        }
        None => None,
    };
    let row = &held.row;
    let secret = secrecy(row)?.is_state_secret();
    Ok(PaperPage {
        id: id.number(),
        version: row.int("version")?,
        unit_id: held.unit.number(),
        unit: crate::unit::find::name_on(&mut work, held.unit, ctx.today()).await?,
        number: row.text("number")?,
        signed_on: row.text("signed_on")?,
        issuer: row.text("issuer")?,
        signer: row.text("signer")?,
        secrecy: row.text("secrecy")?,
        about: row.opt_text("about")?,
        kept_at: row.text("kept_at")?,
        ground: row.text("ground")?,
        may_attach: may && file.is_none() && !secret,
        file,
    })
}

/// The file of a paper.
pub async fn file(ctx: &Ctx, id: Id<Paper>) -> Answer<File> {
    let mut work = ctx.look().await?;
    let held = work.readable_paper(id).await?;
    let file = held.row.opt_int("file_id")?.ok_or(AppError::NotFound)?;
    work.file(Id::new(file)).await
}

/// Attaches the file of the signed copy; once, and never from Mật up.
pub async fn attach(ctx: &Ctx, id: Id<Paper>, seen: Version, file: File) -> Answer<Id<Paper>> {
    change!(ctx, |work| {
        let held = work.readable_paper(id).await?;
        if !work.may(held.needs.1, held.unit).await? {
            return Err(AppError::Refused(Refusal::NotGranted(held.needs.1)));
        }
        at_version(seen, Version(held.row.int("version")?))?;
        if secrecy(&held.row)?.is_state_secret() {
            return Err(AppError::Broken(Rule::Paper(vec![Problem::SecretWithFile])));
        }
        if held.row.opt_int("file_id")?.is_some() {
            return Err(crate::account::grant::said("paper-has-file"));
        }
        if file.bytes.is_empty() {
            return Err(AppError::Broken(Rule::Field { name: "file" }));
        }
        let facts = serde_json::json!({ "sha256": hex::encode(crate::file::hash(&file.bytes)) });
        let (noun_id, unit) = (id.number(), Some(held.unit));
        let entry = Entry { noun: "paper", noun_id, from: seen, action: "attach", unit, facts };
        let event = work.record(entry).await?;
        let kept = work.keep_file(held.unit, &file, event).await?;
        let update =
            sql!("UPDATE paper SET file_id = $2, version = $3, event_id = $4 WHERE id = $1 AND version = $5");
        work.tx.run_one(update, args![noun_id, kept.number(), seen.next().0, event, seen.0]).await?;
        Ok(id)
    })
}

fn secrecy(row: &Row) -> Answer<Secrecy> {
    Secrecy::from_tag(&row.text("secrecy")?).ok_or_else(|| AppError::fault("secrecy of a paper"))
}

/// A paper that the actor may read.
struct Held {
    unit: Id<Unit>,
    /// What reading it and attaching to it need.
    needs: (Action, Action),
    row: Row,
}

impl Work {
    async fn readable_paper(&mut self, id: Id<Paper>) -> Answer<Held> {
        let row = self
            .maybe(
                sql!(
                    "SELECT p.unit_id, p.number, p.signed_on, p.issuer, p.signer, p.secrecy, p.about, p.kept_at, p.file_id, p.version,
                       CASE WHEN EXISTS (SELECT 1 FROM decision d WHERE d.paper_id = p.id) THEN 'listing'
                         WHEN EXISTS (SELECT 1 FROM judgement j WHERE j.paper_id = p.id)
                           OR EXISTS (SELECT 1 FROM explain_request e WHERE e.paper_id = p.id) THEN 'screening'
                         WHEN EXISTS (SELECT 1 FROM report_issue i WHERE i.paper_id = p.id) THEN 'report'
                         WHEN EXISTS (SELECT 1 FROM unit_spell s WHERE s.paper_id = p.id)
                           OR EXISTS (SELECT 1 FROM unit_link l WHERE l.paper_id = p.id OR l.until_paper_id = p.id) THEN 'register'
                         ELSE 'other' END AS ground
                     FROM paper p WHERE p.id = $1"
                ),
                args![id.number()],
            )
            .await?
            .ok_or(AppError::NotFound)?;
        let unit = Id::new(row.int("unit_id")?);
        let needs = match row.text("ground")?.as_str() {
            "register" => (Action::ReadRegister, Action::ChangeRegister),
            "screening" => (Action::ReadFindings, Action::Screen),
            "report" => (Action::ReadReports, Action::WriteReports),
            _ => (Action::ReadListings, Action::RecordDecision),
        };
        let mut readable = self.may(needs.0, unit).await?;
        if secrecy(&row)? == Secrecy::Internal {
            readable = readable && self.may(Action::ReadInternalPapers, unit).await?;
        }
        if readable { Ok(Held { unit, needs, row }) } else { Err(AppError::NotFound) }
    }
}
