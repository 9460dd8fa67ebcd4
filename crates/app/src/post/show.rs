//! Chức danh của một tổ chức: who holds each today, how long a vacancy lasts, who acts for whom, and the past.

use crate::{Answer, Ctx, Work};
use serde::Serialize;
use std::collections::HashMap;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::unit::Unit;
use vunggoc_db::{Row, args, sql};

/// A holder, or a vacancy, of the past or of today.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TenureLine {
    /// First day.
    pub from_on: String,
    /// First day on which it was no longer so; none while it lasts.
    pub until_on: Option<String>,
    /// The holder's name; none of a vacancy.
    pub holder: Option<String>,
    /// Number of the paper by which it became so.
    pub paper: Option<String>,
}

/// A post.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PostLine {
    /// Its number.
    pub id: i64,
    /// The version to name when changing it.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Its rank: a tag.
    pub rank: String,
    /// Who holds it today.
    pub holder: Option<String>,
    /// Since when it is held so, or vacant.
    pub since: Option<String>,
    /// Days of the vacancy, while it is vacant.
    pub n_days_vacant: Option<i64>,
    /// When it was abolished.
    pub abolished_on: Option<String>,
    /// Open tasks that hang on it.
    pub n_open: i64,
    /// Oldest first.
    pub past: Vec<TenureLine>,
    /// Who acts for it today: post and until when.
    pub acting: Vec<ActingLine>,
}

/// An authorisation that holds today or later.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ActingLine {
    /// The post whose holder acts.
    pub post: String,
    /// Its holder today.
    pub holder: Option<String>,
    /// First day.
    pub from_on: String,
    /// First day on which it no longer holds.
    pub until_on: String,
    /// Number of its paper.
    pub paper: String,
}

/// The posts of a unit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PostsPage {
    /// The unit's number.
    pub unit_id: i64,
    /// Its name.
    pub unit: String,
    /// Heads first.
    pub posts: Vec<PostLine>,
    /// Whether the reader may change them.
    pub may_manage: bool,
}

/// Shows the posts of a unit.
pub async fn of_unit(ctx: &Ctx, unit: Id<Unit>) -> Answer<PostsPage> {
    let mut work = ctx.look().await?;
    work.unit(unit, Action::ReadRegister).await?;
    let today = work.today();
    let mut past = work.tenures_of(unit).await?;
    let mut acting = work.acting_of(unit).await?;
    let heads = work
        .all(
            sql!(
                "SELECT p.id, p.version, p.name, p.rank, p.until_on, t.holder, t.from_on AS since,
                   (SELECT COUNT(*) FROM task k WHERE k.post_id = p.id AND k.state = 'open') AS n_open
                 FROM post p LEFT JOIN tenure t ON t.post_id = p.id AND t.from_on <= $2 AND t.until_on > $2
                 WHERE p.unit_id = $1 ORDER BY CASE p.rank WHEN 'head' THEN 1 WHEN 'deputy' THEN 2 ELSE 3 END, p.id"
            ),
            args![unit.number(), today],
        )
        .await?;
    let mut posts = Vec::new();
    for row in &heads {
        let id = row.int("id")?;
        let (holder, since) = (row.opt_text("holder")?, row.opt_date("since")?);
        let until_on = row.date("until_on")?;
        let vacant = holder.is_none().then_some(since).flatten();
        posts.push(PostLine {
            id,
            version: row.int("version")?,
            name: row.text("name")?,
            rank: row.text("rank")?,
            holder,
            since: since.map(|d| d.to_string()),
            n_days_vacant: vacant.map(|since| i64::from((today - since).get_days())),
            abolished_on: (until_on <= today).then(|| until_on.to_string()),
            n_open: row.int("n_open")?,
            past: past.remove(&id).unwrap_or_default(),
            acting: acting.remove(&id).unwrap_or_default(),
        });
    }
    Ok(PostsPage {
        unit_id: unit.number(),
        unit: crate::unit::find::name_on(&mut work, unit, today).await?,
        posts,
        may_manage: work.may(Action::ManagePosts, unit).await?,
    })
}

/// Accounts that may be tied to a holder: those with a grant that reaches the unit.
pub async fn accounts_at(ctx: &Ctx, unit: Id<Unit>) -> Answer<Vec<(i64, String)>> {
    let mut work = ctx.look().await?;
    work.unit(unit, Action::ManagePosts).await?;
    let rows = work
        .all(
            sql!(
                "SELECT a.id, a.login, a.shown_name FROM account a WHERE a.state = 'active' AND EXISTS (
                   SELECT 1 FROM reach r WHERE r.account_id = a.id AND r.action = $2 AND r.unit_id = $1
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)) ORDER BY a.login"
            ),
            args![unit.number(), Action::ReadTasks.tag(), work.today()],
        )
        .await?;
    let read = |r: &Row| Ok((r.int("id")?, format!("{} ({})", r.text("shown_name")?, r.text("login")?)));
    rows.iter().map(read).collect()
}

impl Work {
    async fn tenures_of(&mut self, unit: Id<Unit>) -> Answer<HashMap<i64, Vec<TenureLine>>> {
        let rows = self
            .all(
                sql!(
                    "SELECT t.post_id, t.from_on, t.until_on, t.holder, d.number FROM post p JOIN tenure t ON t.post_id = p.id
                     LEFT JOIN paper d ON d.id = t.paper_id WHERE p.unit_id = $1 ORDER BY t.post_id, t.from_on"
                ),
                args![unit.number()],
            )
            .await?;
        let mut past: HashMap<i64, Vec<TenureLine>> = HashMap::new();
        for row in &rows {
            let until_on = row.text("until_on")?;
            past.entry(row.int("post_id")?).or_default().push(TenureLine {
                from_on: row.text("from_on")?,
                until_on: (until_on != vunggoc_core::OPEN_END.to_string()).then_some(until_on),
                holder: row.opt_text("holder")?,
                paper: row.opt_text("number")?,
            });
        }
        Ok(past)
    }

    async fn acting_of(&mut self, unit: Id<Unit>) -> Answer<HashMap<i64, Vec<ActingLine>>> {
        let today = self.today();
        let rows = self
            .all(
                sql!(
                    "SELECT d.post_id, b.name, t.holder, d.from_on, d.until_on, w.number FROM post p
                     JOIN deputy d ON d.post_id = p.id AND d.until_on > $2 JOIN post b ON b.id = d.by_post_id
                     LEFT JOIN tenure t ON t.post_id = b.id AND t.from_on <= $2 AND t.until_on > $2
                     JOIN paper w ON w.id = d.paper_id WHERE p.unit_id = $1 ORDER BY d.from_on, d.id"
                ),
                args![unit.number(), today],
            )
            .await?;
        let mut acting: HashMap<i64, Vec<ActingLine>> = HashMap::new();
        for row in &rows {
            acting.entry(row.int("post_id")?).or_default().push(ActingLine {
                post: row.text("name")?,
                holder: row.opt_text("holder")?,
                from_on: row.text("from_on")?,
                until_on: row.text("until_on")?,
                paper: row.text("number")?,
            });
        }
        Ok(acting)
    }
}
