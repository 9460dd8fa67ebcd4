//! Đề án, kế hoạch củng cố: the use cases of the plan.
//!
//! [`begin`] (filled from the findings), [`act`] (write, submit, send back, conclude, drop), [`issue`] (issue and
//! amend: the copy, its hash, the tasks), [`show`], [`list`], [`docx`], [`cadres`] (counts only), [`load`]. A plan lies in
//! the scope of the unit listed; whoever owns the work writes it, and what a meeting decided or a clerk numbered is
//! recorded by whoever may record decisions. Invariants: one plan for a listing; an issued edition is never written again.

mod act;
mod begin;
mod cadres;
mod content;
mod docx;
mod issue;
mod list;
mod load;
mod progress;
mod show;
mod tasks;

pub use act::{conclude, drop_amendment, send_back, submit, write};
pub use begin::{Beginning, begin, offer};
pub use cadres::{Cadre, CadreKind, cadres, count};
pub use docx::{copy, docx, signed};
pub use issue::{Publication, amend, issue};
pub use list::{Line, list};
pub use load::{Past, load};
pub use progress::{PlanLine, progress};
pub use show::{Amending, CadreLine, Difference, EditionLine, Page, TaskLine, difference, leads, show};

use crate::event::{Entry, EventId};
use crate::{Answer, AppError, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::plan::{ActKind, Content, Edition, Kind, Plan, State};
use vunggoc_core::{Id, Version};
use vunggoc_db::{Row, args, sql};

/// The edition under which the text that is being written is stored.
pub(crate) const WORKING: i64 = 0;

/// Whose head the paper carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// A code of `rules/papers.toml`.
    pub head: String,
    /// The name of the place in it.
    pub place: String,
}

impl Work {
    /// A plan, looked up for an action on its unit.
    pub(crate) async fn plan(&mut self, id: Id<Plan>, action: Action) -> Answer<Plan> {
        let head = sql!(
            "SELECT id, listing_id, unit_id, kind, state, submitted_on, concluded_on, decision_id, remarks, last_edition, version
             FROM plan WHERE id = $1"
        );
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        self.leave(Action::ReadPlans, action, Id::new(row.int("unit_id")?)).await?;
        let working = self.plan_content(id, WORKING).await?;
        let editions = self.editions(id).await?;
        read_plan(&row, working, editions)
    }

    async fn editions(&mut self, id: Id<Plan>) -> Answer<Vec<Edition>> {
        let all = sql!(
            "SELECT edition, paper_id, issued_on, reason FROM plan_issue WHERE plan_id = $1 ORDER BY edition"
        );
        let mut editions = Vec::new();
        for row in &self.all(all, args![id.number()]).await? {
            let no = row.int("edition")?;
            editions.push(Edition {
                no,
                issued_on: row.date("issued_on")?,
                paper: Id::new(row.int("paper_id")?),
                reason: row.text("reason")?,
                content: self.plan_content(id, no).await?.unwrap_or_default(),
            });
        }
        Ok(editions)
    }

    /// The plan of a listing, if there is one.
    pub(crate) async fn plan_of(&mut self, listing: i64) -> Answer<Option<Id<Plan>>> {
        let found = self.maybe(sql!("SELECT id FROM plan WHERE listing_id = $1"), args![listing]).await?;
        found.map(|row| Ok(Id::new(row.int("id")?))).transpose()
    }

    /// Saves a plan as an act left it, with its event; the event's number.
    pub(crate) async fn save_plan(
        &mut self,
        seen: Version,
        after: &Plan,
        act: ActKind,
        facts: serde_json::Value,
    ) -> Answer<EventId> {
        let (noun_id, unit) = (after.id.number(), Some(after.unit));
        let event =
            self.record(Entry { noun: "plan", noun_id, from: seen, action: act.tag(), unit, facts }).await?;
        let (submitted, concluded, decision, remarks) = match &after.state {
            State::Draft { .. } => (None, None, None, None),
            State::Submitted { on, .. } => (Some(*on), None, None, None),
            State::Concluded { on, decision, remarks, .. } => {
                (None, Some(*on), Some(decision.number()), Some(remarks.clone()))
            }
            State::Issued { decision, .. } => (None, None, Some(decision.number()), None),
        };
        let last = after.edition().map_or(0, |e| e.no);
        let update = sql!(
            "UPDATE plan SET state = $2, submitted_on = COALESCE($3, submitted_on), concluded_on = COALESCE($4, concluded_on),
               decision_id = $5, remarks = COALESCE($6, remarks), last_edition = $7, version = $8, event_id = $9
             WHERE id = $1 AND version = $10"
        );
        let tag = state_tag(&after.state);
        let values = args![
            noun_id,
            tag,
            submitted,
            concluded,
            decision,
            remarks,
            last,
            after.version.0,
            event,
            seen.0
        ];
        self.tx.run_one(update, values).await?;
        match act {
            ActKind::Write => {
                self.erase_working(after.id).await?;
                if let Some(content) = after.content() {
                    self.write_content(after.id, WORKING, content).await?;
                }
            }
            ActKind::Drop => self.erase_working(after.id).await?,
            ActKind::Issue | ActKind::Amend => self.lock_working(after.id, last).await?,
            ActKind::Submit | ActKind::SendBack | ActKind::Conclude => {}
        }
        Ok(event)
    }
}

/// The tag under which a state is stored.
pub(crate) const fn state_tag(state: &State) -> &'static str {
    match state {
        State::Draft { .. } => "draft",
        State::Submitted { .. } => "submitted",
        State::Concluded { .. } => "concluded",
        State::Issued { .. } => "issued",
    }
}

fn read_plan(row: &Row, working: Option<Content>, editions: Vec<Edition>) -> Answer<Plan> {
    let decision = || Ok::<_, AppError>(Id::new(row.opt_int("decision_id")?.unwrap_or(0)));
    let state =
        match (row.text("state")?.as_str(), row.opt_date("submitted_on")?, row.opt_date("concluded_on")?) {
            ("draft", ..) => State::Draft { content: working.unwrap_or_default() },
            ("submitted", Some(on), _) => State::Submitted { content: working.unwrap_or_default(), on },
            ("concluded", _, Some(on)) => State::Concluded {
                content: working.unwrap_or_default(),
                decision: decision()?,
                on,
                remarks: row.text("remarks")?,
            },
            ("issued", ..) if !editions.is_empty() => {
                State::Issued { decision: decision()?, editions, amending: working }
            }
            (other, ..) => return Err(AppError::fault(format!("state of a plan: {other}"))),
        };
    let kind = row.text("kind")?;
    Ok(Plan {
        id: Id::new(row.int("id")?),
        listing: Id::new(row.int("listing_id")?),
        unit: Id::new(row.int("unit_id")?),
        kind: Kind::from_tag(&kind).ok_or_else(|| AppError::fault(format!("kind of a plan: {kind}")))?,
        version: Version(row.int("version")?),
        state,
    })
}

/// A rule of plans that is worded where it is shown.
pub(crate) fn said(code: &'static str) -> AppError {
    AppError::Broken(Rule::Said { code, about: String::new() })
}
