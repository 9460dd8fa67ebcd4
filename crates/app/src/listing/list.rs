//! Danh sách TCCSĐ đưa vào theo dõi, củng cố, as it stood on a day.

use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::listing::{Group, Status, Tier};
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, args, sql};

/// Which listings are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// On which day; today where none is given.
    pub on: Option<Date>,
    /// Cấp theo dõi.
    pub tier: Option<Tier>,
    /// Diện.
    pub status: Option<Status>,
    /// Nhóm.
    pub group: Option<Group>,
    /// Only of units below this one.
    pub under: Option<i64>,
    /// Part of the unit's name.
    pub text: String,
    /// How many to pass over.
    pub offset: i64,
}

/// One line of the list.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// The listing's number.
    pub id: i64,
    /// The unit's number.
    pub unit_id: i64,
    /// The unit's name on the day.
    pub unit: String,
    /// The owning committee.
    pub owner: String,
    /// upper or lower.
    pub tier: String,
    /// weak or attention.
    pub status: String,
    /// 1, 2 or 3.
    pub group: String,
    /// Nội dung cần củng cố.
    pub reasons: String,
    /// Since when it is listed.
    pub opened_on: String,
    /// Until when it shall be consolidated.
    pub due_on: String,
    /// Number of the paper of the decision in force.
    pub paper: String,
    /// Whole months on the list on that day.
    pub n_months: i64,
}

/// Lines, and whether there are more.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Lines {
    /// The day.
    pub on: String,
    /// In Vietnamese order of the units.
    pub lines: Vec<Line>,
    /// Whether more follow.
    pub more: bool,
}

/// Lines of one page.
pub const PAGE: i64 = 100;

/// The list on a day, as far as the reader may see.
pub async fn list(ctx: &Ctx, filter: &Filter) -> Answer<Lines> {
    let mut work = ctx.look().await?;
    let on = filter.on.unwrap_or(work.today());
    let like = format!("%{}%", vunggoc_core::fold::fold(&filter.text).replace(['%', '_', '\\'], " "));
    let rows = work
        .all(
            sql!(
                "SELECT l.id, l.unit_id, u.name AS unit, o.name AS owner, s.tier, s.status, s.grp, l.reasons, l.opened_on,
                   s.due_on, p.number AS paper
                 FROM listing_spell s JOIN listing l ON l.id = s.listing_id AND l.state <> 'annulled'
                 JOIN unit_spell u ON u.unit_id = l.unit_id AND u.from_on <= $4 AND u.until_on > $4
                 JOIN unit_spell o ON o.unit_id = s.owner_id AND o.from_on <= $4 AND o.until_on > $4
                 JOIN decision d ON d.id = s.decision_id JOIN paper p ON p.id = d.paper_id
                 WHERE s.from_on <= $4 AND s.until_on > $4
                 AND (CAST($5 AS TEXT) IS NULL OR s.tier = $5) AND (CAST($6 AS TEXT) IS NULL OR s.status = $6)
                 AND (CAST($7 AS TEXT) IS NULL OR s.grp = $7) AND u.name_folded LIKE $8
                 AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM unit_path q WHERE q.ancestor_id = $9
                   AND q.descendant_id = l.unit_id AND q.from_on <= $4 AND q.until_on > $4))
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = l.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY s.tier DESC, u.name_sort, l.id LIMIT $10 OFFSET $11"
            ),
            args![
                work.actor().number(), Action::ReadListings.tag(), work.today(), on, filter.tier.map(Tier::tag),
                filter.status.map(Status::tag), filter.group.map(Group::tag), like, filter.under, PAGE + 1, filter.offset
            ],
        )
        .await?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let lines = rows.iter().take(page).map(|row| line(row, on)).collect::<Answer<_>>()?;
    Ok(Lines { on: on.to_string(), lines, more: rows.len() > page })
}

fn line(row: &Row, on: Date) -> Answer<Line> {
    let opened_on = row.date("opened_on")?;
    Ok(Line {
        id: row.int("id")?,
        unit_id: row.int("unit_id")?,
        unit: row.text("unit")?,
        owner: row.text("owner")?,
        tier: row.text("tier")?,
        status: row.text("status")?,
        group: row.text("grp")?,
        reasons: row.text("reasons")?,
        opened_on: opened_on.to_string(),
        due_on: row.text("due_on")?,
        paper: row.text("paper")?,
        n_months: months_between(opened_on, on),
    })
}

/// Whole months from a day to a later one.
pub(crate) fn months_between(from: Date, to: Date) -> i64 {
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
        - i64::from(from.month());
    (if to.day() < from.day() { months - 1 } else { months }).max(0)
}

/// A proposal that waits for a decision.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Waiting {
    /// The listing's number.
    pub id: i64,
    /// The unit's number.
    pub unit_id: i64,
    /// The unit's name today.
    pub unit: String,
    /// Who proposed.
    pub by: String,
    /// Since when.
    pub on: Option<String>,
    /// Nội dung cần củng cố.
    pub reasons: String,
}

/// Proposals without a decision, oldest first.
pub async fn waiting(ctx: &Ctx) -> Answer<Vec<Waiting>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT l.id, l.unit_id, u.name AS unit, l.proposed_by, l.proposed_on, l.reasons
                 FROM listing l JOIN unit_spell u ON u.unit_id = l.unit_id AND u.from_on <= $3 AND u.until_on > $3
                 WHERE l.state = 'proposed'
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = l.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY l.proposed_on, l.id LIMIT 500"
            ),
            args![work.actor().number(), Action::ReadListings.tag(), work.today()],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Waiting {
            id: row.int("id")?,
            unit_id: row.int("unit_id")?,
            unit: row.text("unit")?,
            by: row.text("proposed_by")?,
            on: row.opt_text("proposed_on")?,
            reasons: row.text("reasons")?,
        })
    };
    rows.iter().map(read).collect()
}

/// The live listing of a unit, if it has one and the reader may see it.
pub async fn live_of(ctx: &Ctx, unit: Id<vunggoc_core::unit::Unit>) -> Answer<Option<i64>> {
    let mut work = ctx.look().await?;
    if !work.may(Action::ReadListings, unit).await? {
        return Ok(None);
    }
    let live = sql!("SELECT id FROM listing WHERE unit_id = $1 AND closed_on IS NULL");
    Ok(work.maybe(live, args![unit.number()]).await?.map(|r| r.int("id")).transpose()?)
}
