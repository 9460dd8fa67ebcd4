//! Lập chức danh; giữ, thôi giữ, bãi bỏ; ủy quyền.

use crate::event::{Entry, NOTHING};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::post::{Act, Broken, Deputy, Post, Rank};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, OPEN_END, Version};
use vunggoc_db::{args, sql};

/// A post as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Its unit.
    pub unit: Id<Unit>,
    /// Its name.
    pub name: String,
    /// Its rank.
    pub rank: Rank,
    /// First day.
    pub from_on: Date,
}

/// Founds a post; it is vacant until somebody takes it up.
pub async fn found(ctx: &Ctx, new: NewPost) -> Answer<Id<Post>> {
    change!(ctx, |work| {
        let unit = work.unit(new.unit, Action::ManagePosts).await?;
        unit.on(new.from_on).ok_or(AppError::Broken(Rule::UnitNotThere))?;
        let id = work.next_id("post").await?;
        let post = Post::found(id, new.unit, &new.name, new.rank, new.from_on)?;
        let same = sql!("SELECT id FROM post WHERE unit_id = $1 AND name_folded = $2 AND until_on > $3");
        let same = work.maybe(same, args![new.unit.number(), fold(&post.name), new.from_on]).await?;
        if same.is_some() {
            return Err(AppError::Broken(Rule::Said { code: "post-twice", about: post.name.clone() }));
        }
        let facts = serde_json::json!({ "rank": post.rank.tag(), "from_on": new.from_on.to_string() });
        let (noun_id, unit) = (id.number(), Some(new.unit));
        let entry = Entry { noun: "post", noun_id, from: NOTHING, action: "found", unit, facts };
        let event = work.record(entry).await?;
        let insert = sql!(
            "INSERT INTO post (id, unit_id, name, name_folded, rank, until_on, version, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        );
        let (rank, version) = (post.rank.tag(), Version::FIRST.0);
        let values =
            args![noun_id, new.unit.number(), &post.name, fold(&post.name), rank, OPEN_END, version, event];
        work.run(insert, values).await?;
        work.write_tenures(&post, event).await?;
        Ok(id)
    })
}

/// Somebody takes a post up or leaves it, or it is abolished, from a day on.
///
/// The log of acts keeps the day and the paper, never the name: names of holders stand only in the tenures.
pub async fn act(
    ctx: &Ctx,
    id: Id<Post>,
    seen: Version,
    on: Date,
    act: Act,
    paper: Option<PaperDraft>,
) -> Answer<Id<Post>> {
    change!(ctx, |work| {
        let post = work.post(id, Action::ManagePosts).await?;
        at_version(seen, post.version)?;
        if let Act::TakeUp(holder) = &act {
            work.account_there(holder.account).await?;
        }
        let unit = post.unit;
        // Refused acts leave no paper behind: the rule first, the paper after.
        post.clone().act(on, act.clone(), None)?;
        let paper = match paper.clone() {
            Some(paper) => Some(work.keep_paper(unit, &paper.check()?).await?),
            None => None,
        };
        let after = post.act(on, act.clone(), paper)?;
        let facts = serde_json::json!({ "on": on.to_string(), "paper": paper.map(Id::number) });
        work.save_post(seen, &after, act.tag(), facts).await?;
        Ok(id)
    })
}

/// Ủy quyền: the holder of one post acts for another from a day until before another, by a paper.
pub async fn authorise(ctx: &Ctx, deputy: Deputy, paper: PaperDraft) -> Answer<Id<Deputy>> {
    change!(ctx, |work| {
        let post = work.post(deputy.post, Action::ManagePosts).await?;
        work.post(deputy.by, Action::ReadRegister).await?;
        let other = sql!(
            "SELECT id FROM deputy WHERE post_id = $1 AND by_post_id = $2 AND from_on < $4 AND until_on > $3 LIMIT 1"
        );
        let days = args![deputy.post.number(), deputy.by.number(), deputy.from_on, deputy.until_on];
        if work.maybe(other, days).await?.is_some() {
            return Err(Broken::HoldsAlready.into());
        }
        let paper = work.keep_paper(post.unit, &paper.clone().check()?).await?;
        let id: Id<Deputy> = work.next_id("deputy").await?;
        let facts = serde_json::json!({
            "post": deputy.post.number(), "by_post": deputy.by.number(), "from_on": deputy.from_on.to_string(),
            "until_on": deputy.until_on.to_string(), "paper": paper.number(),
        });
        let (noun_id, unit) = (id.number(), Some(post.unit));
        let entry = Entry { noun: "deputy", noun_id, from: NOTHING, action: "authorise", unit, facts };
        let event = work.record(entry).await?;
        let insert = sql!(
            "INSERT INTO deputy (id, post_id, by_post_id, from_on, until_on, paper_id, version, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        );
        let (post, by) = (deputy.post.number(), deputy.by.number());
        let (from_on, until_on) = (deputy.from_on, deputy.until_on);
        let values = args![noun_id, post, by, from_on, until_on, paper.number(), Version::FIRST.0, event];
        work.run(insert, values).await?;
        Ok(id)
    })
}

impl Work {
    async fn account_there(&mut self, account: Option<i64>) -> Answer<()> {
        let Some(account) = account else { return Ok(()) };
        let there = sql!("SELECT id FROM account WHERE id = $1 AND state <> 'ended'");
        let found = self.maybe(there, args![account]).await?;
        found.map(|_| ()).ok_or(AppError::Broken(Rule::Field { name: "account" }))
    }
}
