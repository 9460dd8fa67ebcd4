//! Đề nghị báo cáo, giải trình, and the answer: the one door by which an organisation sees a finding about itself.
//!
//! The letter names findings; only those are opened, and only to those who may explain for the unit. The answer
//! (Ý kiến giải trình của cấp ủy) stays with the finding and is never changed; a later one stands beside it.

use super::{Broken, Round, TEXT_LIMIT};
use crate::event::{Entry, NOTHING};
use crate::unit::find::name_on;
use crate::{Answer, AppError, Ctx, Rule, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::paper::Draft;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, args, sql};

/// The letter as typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Codes of the criteria whose findings are opened.
    pub criteria: Vec<String>,
    /// Công văn số …
    pub paper: Draft,
    /// Until when an answer is asked for.
    pub due_on: Date,
}

/// A letter as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct RequestLine {
    /// Its number.
    pub id: i64,
    /// The unit asked.
    pub unit_id: i64,
    /// Its name today.
    pub unit: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub signed_on: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Until when an answer is asked for.
    pub due_on: String,
    /// Findings opened by it.
    pub n_findings: i64,
    /// Of them with an answer.
    pub n_explained: i64,
}

/// Ý kiến giải trình của cấp ủy, on one finding.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Explained {
    /// Code of the criterion.
    pub criterion: String,
    /// The day of the answer.
    pub on: String,
    /// What it says.
    pub says: String,
    /// The committee or post that gives it.
    pub given_by: String,
    /// Number of the organisation's own letter, if it sent one.
    pub paper_number: String,
}

/// A letter with the findings that it opens.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct RequestPage {
    /// The letter.
    pub request: RequestLine,
    /// The findings it opens, and nothing else.
    pub findings: Vec<Opened>,
    /// The answers so far, the oldest first.
    pub explanations: Vec<Explained>,
    /// Whether the reader may give the answer.
    pub may_explain: bool,
}

/// A finding as the organisation sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Opened {
    /// Code of the criterion.
    pub criterion: String,
    /// hit or undetermined.
    pub outcome: String,
    /// The sentence, Vietnamese.
    pub says_vi: String,
    /// The sentence, English.
    pub says_en: String,
}

/// The answer as typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The day of the answer.
    pub on: Date,
    /// The committee or post that gives it.
    pub by: String,
    /// Number of the organisation's own letter; blank where it sent none.
    pub paper_number: String,
    /// Text by code of the criterion; blank ones are left out.
    pub texts: Vec<(String, String)>,
}

/// A letter of the reviewing body.
#[derive(Debug)]
pub enum Request {}

/// Sends the letter: opens exactly these findings to the organisation.
pub async fn ask(ctx: &Ctx, round: Id<Round>, unit: Id<Unit>, letter: &Letter) -> Answer<Id<Request>> {
    change!(ctx, |work| {
        work.round(round, Action::Screen).await?;
        work.unit(unit, Action::Screen).await?;
        if work.findings_named(round, unit, &letter.criteria).await? == 0 {
            return Err(AppError::Broken(Rule::Screening(Broken::NoFinding)));
        }
        let paper = letter.paper.clone().check()?;
        if letter.due_on < paper.signed_on() {
            return Err(AppError::Broken(Rule::Screening(Broken::DueBeforeLetter)));
        }
        let paper = work.keep_paper(unit, &paper).await?;
        let id: Id<Request> = work.next_id("explain-request").await?;
        let facts = serde_json::json!({
            "round": round.number(), "criteria": letter.criteria, "paper": paper.number(), "due": letter.due_on.to_string(),
        });
        let noun_id = id.number();
        let entry =
            Entry { noun: "explain-request", noun_id, from: NOTHING, action: "ask", unit: Some(unit), facts };
        let event = work.record(entry).await?;
        let insert = sql!(
            "INSERT INTO explain_request (id, round_id, unit_id, paper_id, due_on, asked_at, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        );
        let now = work.now();
        let values = args![noun_id, round.number(), unit.number(), paper.number(), letter.due_on, now, event];
        work.run(insert, values).await?;
        for code in &letter.criteria {
            let open = sql!(
                "INSERT INTO explain_request_finding (round_id, unit_id, criterion, request_id) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (round_id, unit_id, criterion) DO NOTHING"
            );
            if work.run(open, args![round.number(), unit.number(), code, noun_id]).await? == 0 {
                return Err(AppError::Broken(Rule::Screening(Broken::AskedAlready)));
            }
        }
        Ok(id)
    })
}

/// The letters that the reader may see: those to units for which he may explain, and those of rounds he may read.
pub async fn list(ctx: &Ctx) -> Answer<Vec<RequestLine>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT q.id, q.unit_id, u.name AS unit, p.number, p.signed_on, p.issuer, q.due_on,
                   (SELECT COUNT(*) FROM explain_request_finding f WHERE f.request_id = q.id) AS n_findings,
                   (SELECT COUNT(*) FROM explain_request_finding f WHERE f.request_id = q.id AND EXISTS (SELECT 1
                     FROM explanation x WHERE x.round_id = f.round_id AND x.unit_id = f.unit_id AND x.criterion = f.criterion)) AS n_explained
                 FROM explain_request q JOIN paper p ON p.id = q.paper_id JOIN round r ON r.id = q.round_id
                 JOIN unit_spell u ON u.unit_id = q.unit_id AND u.from_on <= r.tree_on AND u.until_on > r.tree_on
                 WHERE ($1 = 0 OR EXISTS (SELECT 1 FROM reach h WHERE h.account_id = $1
                   AND ((h.action = $2 AND h.unit_id = q.unit_id) OR (h.action = $3 AND h.unit_id = r.unit_id))
                   AND h.grant_from_on <= $4 AND h.grant_until_on > $4 AND h.from_on <= $4
                   AND (h.until_on > $4 OR h.until_on = h.last_until_on)))
                 ORDER BY q.id DESC LIMIT 500"
            ),
            args![
                work.actor().number(),
                Action::Explain.tag(),
                Action::ReadFindings.tag(),
                work.today()
            ],
        )
        .await?;
    rows.iter().map(read_request).collect()
}

fn read_request(row: &Row) -> Answer<RequestLine> {
    Ok(RequestLine {
        id: row.int("id")?,
        unit_id: row.int("unit_id")?,
        unit: row.text("unit")?,
        number: row.text("number")?,
        signed_on: row.text("signed_on")?,
        issuer: row.text("issuer")?,
        due_on: row.text("due_on")?,
        n_findings: row.int("n_findings")?,
        n_explained: row.int("n_explained")?,
    })
}

/// Shows a letter with what it opens.
pub async fn show(ctx: &Ctx, id: Id<Request>) -> Answer<RequestPage> {
    let mut work = ctx.look().await?;
    let (round, unit) = work.request(id).await?;
    let requests = work.requests_on(round, unit).await?;
    let request = requests.into_iter().find(|r| r.id == id.number()).ok_or(AppError::NotFound)?;
    let opened = work
        .all(
            sql!(
                "SELECT f.criterion, f.outcome, f.says_vi, f.says_en FROM explain_request_finding q
                 JOIN finding f ON f.round_id = q.round_id AND f.unit_id = q.unit_id AND f.criterion = q.criterion
                 WHERE q.request_id = $1 ORDER BY f.outcome, f.criterion"
            ),
            args![id.number()],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Opened {
            criterion: row.text("criterion")?,
            outcome: row.text("outcome")?,
            says_vi: row.text("says_vi")?,
            says_en: row.text("says_en")?,
        })
    };
    let findings: Vec<Opened> = opened.iter().map(read).collect::<Answer<_>>()?;
    let mut explanations = work.explained(round, unit).await?;
    explanations.retain(|x| findings.iter().any(|f| f.criterion == x.criterion));
    let may_explain = work.may_answer(unit).await?;
    Ok(RequestPage { request, findings, explanations, may_explain })
}

/// Gives the answer of the organisation; how many findings it speaks of.
///
/// An organisation without an account answers on paper; then the reviewing body enters it.
pub async fn answer(ctx: &Ctx, id: Id<Request>, answered: &Answered) -> Answer<i64> {
    let too_long = |text: &str| text.chars().count() > TEXT_LIMIT;
    if answered.by.trim().is_empty() || too_long(&answered.by) || too_long(&answered.paper_number) {
        return Err(AppError::Broken(Rule::Field { name: "by" }));
    }
    let texts: Vec<(String, String)> =
        answered.texts.iter().filter(|(_, text)| !text.trim().is_empty()).cloned().collect();
    if texts.is_empty() || texts.iter().any(|(_, text)| too_long(text)) {
        return Err(AppError::Broken(Rule::Screening(Broken::BadText)));
    }
    change!(ctx, |work| {
        let (round, unit) = work.request(id).await?;
        if !work.may_answer(unit).await? {
            return Err(AppError::Refused(crate::Refusal::NotGranted(Action::Explain)));
        }
        if answered.on > work.today() {
            return Err(AppError::Broken(Rule::Screening(Broken::Future)));
        }
        let noun: Id<Explained> = work.next_id("explanation").await?;
        let codes: Vec<&str> = texts.iter().map(|(code, _)| code.as_str()).collect();
        let facts = serde_json::json!({ "request": id.number(), "criteria": codes, "by": answered.by });
        let noun_id = noun.number();
        let entry =
            Entry { noun: "explanation", noun_id, from: NOTHING, action: "explain", unit: Some(unit), facts };
        let event = work.record(entry).await?;
        let now = work.now();
        for (code, text) in &texts {
            let opened = sql!(
                "SELECT criterion FROM explain_request_finding
                 WHERE request_id = $1 AND round_id = $2 AND unit_id = $3 AND criterion = $4"
            );
            let opened = work.maybe(opened, args![id.number(), round.number(), unit.number(), code]).await?;
            opened.ok_or(AppError::NotFound)?;
            let insert = sql!(
                "INSERT INTO explanation (round_id, unit_id, criterion, no, explained_on, says, given_by, paper_number, recorded_at, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
            );
            let values = args![
                round.number(),
                unit.number(),
                code,
                noun_id,
                answered.on,
                text.trim(),
                answered.by.trim(),
                answered.paper_number.trim(),
                now,
                event
            ];
            work.run(insert, values).await?;
        }
        Ok(i64::try_from(texts.len()).unwrap_or(0))
    })
}

impl Work {
    /// Round and unit of a letter, for those who may explain for the unit or read findings where the round was run.
    async fn request(&mut self, id: Id<Request>) -> Answer<(Id<Round>, Id<Unit>)> {
        let head = sql!(
            "SELECT q.round_id, q.unit_id, r.unit_id AS under_id FROM explain_request q JOIN round r ON r.id = q.round_id WHERE q.id = $1"
        );
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let unit = Id::new(row.int("unit_id")?);
        if self.may(Action::Explain, unit).await?
            || self.may(Action::ReadFindings, Id::new(row.int("under_id")?)).await?
        {
            return Ok((Id::new(row.int("round_id")?), unit));
        }
        Err(AppError::NotFound)
    }

    async fn may_answer(&mut self, unit: Id<Unit>) -> Answer<bool> {
        Ok(self.may(Action::Explain, unit).await? || self.may(Action::Screen, unit).await?)
    }

    /// The letters on findings of a unit in a round, the newest first.
    pub(super) async fn requests_on(&mut self, round: Id<Round>, unit: Id<Unit>) -> Answer<Vec<RequestLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT q.id, q.unit_id, p.number, p.signed_on, p.issuer, q.due_on,
                       (SELECT COUNT(*) FROM explain_request_finding f WHERE f.request_id = q.id) AS n_findings,
                       (SELECT COUNT(*) FROM explain_request_finding f WHERE f.request_id = q.id AND EXISTS (SELECT 1
                         FROM explanation x WHERE x.round_id = f.round_id AND x.unit_id = f.unit_id AND x.criterion = f.criterion)) AS n_explained,
                       '' AS unit
                     FROM explain_request q JOIN paper p ON p.id = q.paper_id
                     WHERE q.round_id = $1 AND q.unit_id = $2 ORDER BY q.id DESC"
                ),
                args![round.number(), unit.number()],
            )
            .await?;
        let name = name_on(self, unit, self.today()).await?;
        let named = |row: &Row| Ok(RequestLine { unit: name.clone(), ..read_request(row)? });
        rows.iter().map(named).collect()
    }

    /// The answers on findings of a unit in a round, the oldest first.
    pub(super) async fn explained(&mut self, round: Id<Round>, unit: Id<Unit>) -> Answer<Vec<Explained>> {
        let rows = self
            .all(
                sql!(
                    "SELECT criterion, explained_on, says, given_by, paper_number FROM explanation
                     WHERE round_id = $1 AND unit_id = $2 ORDER BY no, criterion"
                ),
                args![round.number(), unit.number()],
            )
            .await?;
        let read = |row: &Row| {
            Ok(Explained {
                criterion: row.text("criterion")?,
                on: row.text("explained_on")?,
                says: row.text("says")?,
                given_by: row.text("given_by")?,
                paper_number: row.text("paper_number")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
