//! Một hồ sơ: where it stands, every act with its decision, and what may be decided now.

use crate::{Answer, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::listing::{Listing, State};
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// A listing as its page shows it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ListingPage {
    /// Its number.
    pub id: i64,
    /// The version to name when changing it.
    pub version: i64,
    /// The unit's number.
    pub unit_id: i64,
    /// The unit's name today (or its last one).
    pub unit: String,
    /// proposed, open, removed, ended, declined.
    pub state: String,
    /// Who proposed.
    pub proposed_by: String,
    /// Since when it was proposed.
    pub proposed_on: Option<String>,
    /// Nội dung cần củng cố.
    pub reasons: String,
    /// Where it stands, or stood last.
    pub standing: Option<Standing>,
    /// The day it closed.
    pub closed_on: Option<String>,
    /// Kết quả khắc phục.
    pub result: Option<String>,
    /// Oldest first.
    pub acts: Vec<Acted>,
    /// Earlier listings of the same unit.
    pub earlier: Vec<Earlier>,
    /// What a decision may bring now; empty where the reader may not record one.
    pub open_to: Vec<String>,
    /// Whether the reader may annul it (nothing may rest on it then).
    pub may_annul: bool,
    /// Plan, evaluations and watch, as far as the reader may see them.
    pub followed: Followed,
}

/// What followed a listing: its plan, its evaluations, its watch.
#[derive(Debug, Clone, Default, Serialize, utoipa::ToSchema)]
pub struct Followed {
    /// The plan.
    pub plan_id: Option<i64>,
    /// draft, submitted, concluded, issued.
    pub plan_state: Option<String>,
    /// Number of its paper.
    pub plan_number: Option<String>,
    /// Evaluations: number, step, how it was concluded.
    pub evaluations: Vec<(i64, String, Option<String>)>,
    /// The last day of the watch after removal.
    pub watch_until: Option<String>,
    /// Whether the reader may begin a plan.
    pub may_plan: bool,
    /// Whether the reader may begin an evaluation.
    pub may_evaluate: bool,
}

/// Where a listing stands.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Standing {
    /// upper or lower.
    pub tier: String,
    /// weak or attention.
    pub status: String,
    /// 1, 2 or 3.
    pub group: String,
    /// The owning committee.
    pub owner_id: i64,
    /// Its name.
    pub owner: String,
    /// Since when it is listed at all.
    pub opened_on: String,
    /// Until when it shall be consolidated.
    pub due_on: String,
    /// Days past that date, where it is past.
    pub n_days_over: Option<i64>,
}

/// One act with its decision.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Acted {
    /// The day of effect.
    pub on: String,
    /// Which act.
    pub act: String,
    /// The tier after it.
    pub tier: Option<String>,
    /// The status after it.
    pub status: Option<String>,
    /// The group after it.
    pub group: Option<String>,
    /// The date until which to consolidate, after it.
    pub due_on: Option<String>,
    /// The decision.
    pub decision: Decided,
}

/// A decision as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Decided {
    /// Cơ quan quyết định.
    pub body: String,
    /// meeting or written.
    pub form: String,
    /// Its day.
    pub decided_on: String,
    /// Triệu tập.
    pub n_summoned: i64,
    /// Có mặt.
    pub n_present: i64,
    /// Tán thành.
    pub n_agreed: i64,
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
    /// Nơi lưu.
    pub kept_at: String,
}

/// An earlier listing of the same unit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Earlier {
    /// Its number.
    pub id: i64,
    /// From when.
    pub opened_on: Option<String>,
    /// Until when.
    pub closed_on: Option<String>,
    /// How it closed.
    pub state: String,
}

/// Shows a listing.
pub async fn show(ctx: &Ctx, id: Id<Listing>) -> Answer<ListingPage> {
    let mut work = ctx.look().await?;
    let listing = work.listing(id, Action::ReadListings).await?;
    let may_decide = work.may(Action::RecordDecision, listing.unit).await?;
    let today = work.today();
    let (closed_on, result) = match &listing.state {
        State::Closed { on, how, .. } => (Some(on.to_string()), result_of(how)),
        State::Declined { on, .. } => (Some(on.to_string()), None),
        State::Proposed | State::Open { .. } => (None, None),
    };
    Ok(ListingPage {
        id: id.number(),
        version: listing.version.0,
        unit_id: listing.unit.number(),
        unit: crate::unit::find::name_on(&mut work, listing.unit, today).await?,
        state: super::state_tag(&listing.state).into(),
        proposed_by: listing.proposal.by.clone(),
        proposed_on: listing.proposal.on.map(|d| d.to_string()),
        reasons: listing.proposal.reasons.clone(),
        standing: work.standing(&listing, today).await?,
        closed_on,
        result,
        acts: work.acts(&listing).await?,
        earlier: work.earlier(&listing).await?,
        may_annul: work.may_annul(&listing).await?,
        followed: work.followed(&listing).await?,
        open_to: if may_decide { listing.open_to().iter().map(|a| a.tag().into()).collect() } else { vec![] },
    })
}

fn result_of(how: &vunggoc_core::listing::Closing) -> Option<String> {
    match how {
        vunggoc_core::listing::Closing::Removed { result, .. } => Some(result.clone()),
        vunggoc_core::listing::Closing::Reorganised => None,
    }
}

impl Work {
    async fn followed(&mut self, listing: &Listing) -> Answer<Followed> {
        if !self.may(Action::ReadPlans, listing.unit).await? {
            return Ok(Followed::default());
        }
        let id = listing.id.number();
        let plan = sql!("SELECT id, state FROM plan WHERE listing_id = $1");
        let plan = self.maybe(plan, args![id]).await?;
        let evaluations = sql!(
            "SELECT e.id, e.stage, c.way FROM evaluation e LEFT JOIN evaluation_close c ON c.evaluation_id = e.id
             WHERE e.listing_id = $1 ORDER BY e.id"
        );
        let evaluations = self.all(evaluations, args![id]).await?;
        let watch = self.maybe(sql!("SELECT until_on FROM watch WHERE listing_id = $1"), args![id]).await?;
        let open = matches!(listing.state, State::Open { .. });
        let live = evaluations.iter().any(|r| r.text("stage").is_ok_and(|s| s != "concluded"));
        Ok(Followed {
            plan_number: self.plan_number(id).await?,
            may_plan: open && plan.is_none() && self.may(Action::WritePlans, listing.unit).await?,
            may_evaluate: open && !live && self.may(Action::Evaluate, listing.unit).await?,
            plan_id: plan.as_ref().map(|r| r.int("id")).transpose()?,
            plan_state: plan.as_ref().map(|r| r.text("state")).transpose()?,
            evaluations: evaluations
                .iter()
                .map(|r| Ok((r.int("id")?, r.text("stage")?, r.opt_text("way")?)))
                .collect::<Answer<_>>()?,
            watch_until: watch.map(|r| r.text("until_on")).transpose()?,
        })
    }

    async fn standing(&mut self, listing: &Listing, today: Date) -> Answer<Option<Standing>> {
        let spells = listing.spells();
        let (Some(first), Some(last)) = (spells.first(), spells.last()) else { return Ok(None) };
        let at = last.placement;
        let open = matches!(listing.state, State::Open { .. });
        let over = (today - at.due_on).get_days();
        Ok(Some(Standing {
            tier: at.tier.tag().into(),
            status: at.status.tag().into(),
            group: at.group.tag().into(),
            owner_id: at.owner.number(),
            owner: crate::unit::find::name_on(self, at.owner, today).await?,
            opened_on: first.from_on.to_string(),
            due_on: at.due_on.to_string(),
            n_days_over: (open && over > 0).then_some(i64::from(over)),
        }))
    }

    async fn acts(&mut self, listing: &Listing) -> Answer<Vec<Acted>> {
        let mut acts = Vec::new();
        for spell in listing.spells() {
            let at = spell.placement;
            acts.push(Acted {
                on: spell.from_on.to_string(),
                act: spell.begun_by.tag().into(),
                tier: Some(at.tier.tag().into()),
                status: Some(at.status.tag().into()),
                group: Some(at.group.tag().into()),
                due_on: Some(at.due_on.to_string()),
                decision: self.decided(spell.decision.number()).await?,
            });
        }
        let last = match &listing.state {
            State::Closed { on, how: vunggoc_core::listing::Closing::Removed { decision, .. }, .. } => {
                Some((*on, "remove", decision.number()))
            }
            State::Declined { on, decision } if decision.number() != 0 => {
                Some((*on, "decline", decision.number()))
            }
            _ => None,
        };
        if let Some((on, act, decision)) = last {
            let decision = self.decided(decision).await?;
            let (on, act) = (on.to_string(), act.to_owned());
            acts.push(Acted { on, act, tier: None, status: None, group: None, due_on: None, decision });
        }
        Ok(acts)
    }

    pub(crate) async fn decided(&mut self, id: i64) -> Answer<Decided> {
        let row = self
            .one(
                sql!(
                    "SELECT d.body, d.form, d.decided_on, d.n_summoned, d.n_present, d.n_agreed, p.number, p.signed_on, p.issuer,
                       p.signer, p.secrecy, p.kept_at
                     FROM decision d JOIN paper p ON p.id = d.paper_id WHERE d.id = $1"
                ),
                args![id],
            )
            .await?;
        Ok(Decided {
            body: row.text("body")?,
            form: row.text("form")?,
            decided_on: row.text("decided_on")?,
            n_summoned: row.int("n_summoned")?,
            n_present: row.int("n_present")?,
            n_agreed: row.int("n_agreed")?,
            number: row.text("number")?,
            signed_on: row.text("signed_on")?,
            issuer: row.text("issuer")?,
            signer: row.text("signer")?,
            secrecy: row.text("secrecy")?,
            kept_at: row.text("kept_at")?,
        })
    }

    async fn earlier(&mut self, listing: &Listing) -> Answer<Vec<Earlier>> {
        let rows = self
            .all(
                sql!(
                    "SELECT id, opened_on, closed_on, state FROM listing
                     WHERE unit_id = $1 AND id <> $2 AND state <> 'annulled' ORDER BY opened_on NULLS LAST, id"
                ),
                args![listing.unit.number(), listing.id.number()],
            )
            .await?;
        let read = |r: &vunggoc_db::Row| {
            Ok(Earlier {
                id: r.int("id")?,
                opened_on: r.opt_text("opened_on")?,
                closed_on: r.opt_text("closed_on")?,
                state: r.text("state")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
