//! Ghi: the chosen workbooks, each whole, in one transaction; each answer is sent on the day it came, and closed where
//! the number of the signed copy is given.

use super::Intake;
use super::plan::{Plan, Planned};
use crate::event::Entry;
use crate::figure::load::{Batch, NewFigure};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use std::collections::HashSet;
use vunggoc_core::access::Action;
use vunggoc_core::form::{Act, Return, StateKind};
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{args, sql};

pub use crate::import::confirm::Seen;

/// A workbook that a person has chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its number within the intake.
    pub no: i64,
    /// Số, ký hiệu of the signed copy; blank where there is none yet: then the answer is sent and not closed.
    pub copy: String,
}

/// What is confirmed.
#[derive(Debug, Clone)]
pub struct Confirmed {
    /// The version of the intake that was seen.
    pub version: Version,
    /// The fingerprint of what was shown.
    pub fingerprint: String,
    /// The chosen workbooks.
    pub chosen: Vec<Chosen>,
    /// Whether the remarks were seen.
    pub seen: Seen,
}

/// Writes the chosen workbooks; how many figures were new or other than before.
pub async fn write(ctx: &Ctx, id: Id<Intake>, wish: &Confirmed) -> Answer<i64> {
    change!(ctx, |work| {
        let intake = work.intake(id).await?;
        at_version(wish.version, intake.version)?;
        let plan = work.plan_intake(&intake).await?;
        if plan.fingerprint != wish.fingerprint {
            return Err(AppError::Stale { now: intake.version });
        }
        let books = chosen(&plan, wish)?;
        let event = work.record_write(&intake, &plan, &books).await?;
        let batch = batch(&intake, &plan, &books);
        let n_written = match batch.figures.is_empty() {
            true => 0,
            false => work.load_figures(&batch).await?,
        };
        let mut answers = work.returns_of(&intake.form, intake.period).await?;
        for (book, copy) in &books {
            let unit = book.position.and_then(|at| plan.asking.day.order().unit(at));
            let answer = unit.and_then(|u| answers.remove(&u));
            let answer = answer.ok_or_else(|| AppError::fault("an answer that was begun"))?;
            let answer = work.settle_answer(&intake, answer, copy).await?;
            let n = i64::try_from(book.brought.n_new + book.brought.n_changed).unwrap_or(i64::MAX);
            let update = sql!(
                "UPDATE intake_file SET return_id = $3, n_written = $4, written_at = $5, event_id = $6
                 WHERE intake_id = $1 AND no = $2 AND written_at IS NULL"
            );
            let now = work.now();
            work.tx.run_one(update, args![id.number(), book.no, answer.number(), n, now, event]).await?;
        }
        Ok(n_written)
    })
}

/// The workbooks that were chosen; refused where one cannot be written or a remark was not seen.
fn chosen<'p>(plan: &'p Plan, wish: &Confirmed) -> Answer<Vec<(&'p Planned, String)>> {
    let mut books = Vec::with_capacity(wish.chosen.len());
    let mut units = HashSet::new();
    for one in &wish.chosen {
        let book = plan.books.iter().find(|b| b.no == one.no).ok_or(AppError::NotFound)?;
        if !book.is_open() || !units.insert(book.position) {
            return Err(AppError::Broken(Rule::ImportNotReady));
        }
        if !book.flaws.is_empty() && wish.seen == Seen::NotYet {
            return Err(AppError::Broken(Rule::ImportNotSeen));
        }
        books.push((book, one.copy.trim().to_owned()));
    }
    if books.is_empty() { Err(AppError::Broken(Rule::Field { name: "chosen" })) } else { Ok(books) }
}

fn batch(intake: &Intake, plan: &Plan, books: &[(&Planned, String)]) -> Batch {
    let order = plan.asking.day.order();
    // What says nothing new is not sent again, unless its answer has yet to be begun.
    let open = books.iter().filter(|(b, _)| b.answer.is_none() || b.brought.n_new + b.brought.n_changed > 0);
    let figures = open.flat_map(|(book, _)| &book.said).filter_map(|cell| {
        let indicator = u16::try_from(cell.column).ok()?;
        Some(NewFigure { indicator, period: 0, unit: order.unit(cell.position)?, value: cell.value? })
    });
    Batch {
        source: format!("intake {}", intake.id),
        indicators: plan.asking.columns.iter().map(|c| c.code.clone()).collect(),
        periods: vec![intake.period],
        figures: figures.collect(),
        form: Some(intake.form.clone()),
    }
}

impl Work {
    async fn record_write(
        &mut self,
        intake: &Intake,
        plan: &Plan,
        books: &[(&Planned, String)],
    ) -> Answer<crate::event::EventId> {
        let unit =
            |book: &Planned| book.position.and_then(|at| plan.asking.day.order().unit(at)).map(Id::number);
        // Nhập thay: who entered for whom, on the ground of which signed copy.
        let entered: Vec<_> = books
            .iter()
            .map(|(book, copy)| serde_json::json!({ "file": book.name, "unit": unit(book), "copy": copy }))
            .collect();
        let facts =
            serde_json::json!({ "form": intake.form, "period": intake.period.to_string(), "books": entered });
        let (noun_id, from, unit) = (intake.id.number(), intake.version, Some(intake.under));
        let event =
            self.record(Entry { noun: "intake", noun_id, from, action: "write", unit, facts }).await?;
        let update = sql!("UPDATE intake SET version = $2, event_id = $3 WHERE id = $1 AND version = $4");
        self.tx.run_one(update, args![noun_id, from.next().0, event, from.0]).await?;
        Ok(event)
    }

    /// Sends the answer on the day its workbook came, unless it was sent before, and closes it by the signed copy.
    async fn settle_answer(&mut self, intake: &Intake, mut answer: Return, copy: &str) -> Answer<Id<Return>> {
        if answer.state.takes_figures() {
            answer = self.act_on(answer, intake.received_on, Act::Send).await?;
        }
        if !copy.is_empty() && answer.state.kind() == StateKind::Sent {
            self.leave(Action::ReadFigures, Action::CloseFigures, answer.unit).await?;
            // A copy that came before the answer was sent closes it on the day of sending.
            let on = answer.state.sent_on().map_or(intake.received_on, |sent| sent.max(intake.received_on));
            answer = self.act_on(answer, on, Act::Close { copy: copy.to_owned() }).await?;
        }
        Ok(answer.id)
    }

    async fn act_on(&mut self, answer: Return, on: Date, what: Act) -> Answer<Return> {
        let (seen, kind) = (answer.version, what.kind());
        let after = answer.act(on, what)?;
        self.record_act(seen, kind, (on, &after)).await?;
        Ok(after)
    }
}
