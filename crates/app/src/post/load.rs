//! Many posts, tenures and charges at once: the sample.

use super::{INSERT_TENURE, TENURE_COLUMNS, tenure_values};
use crate::event::{Entry, NOTHING};
use crate::{Answer, AppError, Ctx, Refusal, Work};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::post::charge::{Charge, Who};
use vunggoc_core::post::{Act, Holder, Post, Rank};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, OPEN_END, Version};
use vunggoc_db::{args, sql};

/// A post with everybody who held it.
#[derive(Debug, Clone)]
pub struct PostLife {
    /// Its unit.
    pub unit: Id<Unit>,
    /// Its name.
    pub name: String,
    /// Its rank.
    pub rank: Rank,
    /// First day.
    pub from_on: Date,
    /// From which day on by whom; none where it became vacant.
    pub tenures: Vec<(Date, Option<Holder>)>,
}

/// Writes posts in one transaction with one event; the number of the first, the others follow in order.
pub async fn load(ctx: &Ctx, source: &str, lives: &[PostLife]) -> Answer<Id<Post>> {
    change!(ctx, |work| { work.load_posts(source, lives).await })
}

/// Writes charges that all rest on one paper of the root's; how many.
pub async fn load_charges(ctx: &Ctx, source: &str, charges: &[Charge], paper: &PaperDraft) -> Answer<i64> {
    change!(ctx, |work| { work.load_charges(source, charges, paper).await })
}

impl Work {
    async fn load_posts(&mut self, source: &str, lives: &[PostLife]) -> Answer<Id<Post>> {
        let n = i64::try_from(lives.len()).unwrap_or(0);
        let first = vunggoc_db::next_ids(&mut self.tx, "post", n).await?;
        let batch: Id<Post> = self.next_id("post-load").await?;
        let facts = serde_json::json!({ "source": source, "first": first, "n_posts": n });
        let noun_id = batch.number();
        let entry = Entry { noun: "post-load", noun_id, from: NOTHING, action: "load", unit: None, facts };
        let (event, now) = (self.record(entry).await?, self.now());
        let (mut heads, mut tenures) = (Vec::new(), Vec::new());
        for (life, id) in lives.iter().zip(first..) {
            self.leave(Action::ReadRegister, Action::ManagePosts, life.unit).await?;
            let mut post = Post::found(Id::new(id), life.unit, &life.name, life.rank, life.from_on)?;
            for (on, holder) in &life.tenures {
                let act = holder.clone().map_or(Act::Leave, Act::TakeUp);
                post = post.act(*on, act, None)?;
            }
            let (unit, rank, version) = (life.unit.number(), life.rank.tag(), post.version.0);
            let name = post.name.as_str();
            heads.extend_from_slice(args![id, unit, name, fold(name), rank, OPEN_END, version, event]);
            tenures.extend(tenure_values(&post, now, event));
        }
        let head = "INSERT INTO post (id, unit_id, name, name_folded, rank, until_on, version, event_id)";
        self.tx.insert_many(head, 8, &heads).await?;
        self.tx.insert_many(INSERT_TENURE, TENURE_COLUMNS, &tenures).await?;
        Ok(Id::new(first))
    }

    async fn load_charges(&mut self, source: &str, charges: &[Charge], paper: &PaperDraft) -> Answer<i64> {
        let n = i64::try_from(charges.len()).unwrap_or(0);
        let first = vunggoc_db::next_ids(&mut self.tx, "charge", n).await?;
        let root = self.one(
            sql!("SELECT unit_id FROM unit_spell WHERE parent_id IS NULL ORDER BY unit_id LIMIT 1"),
            &[],
        );
        let root = Id::new(root.await?.int("unit_id")?);
        if !self.may(Action::ManagePosts, root).await? {
            return Err(AppError::Refused(Refusal::NotGranted(Action::ManagePosts)));
        }
        let paper = self.keep_paper(root, &paper.clone().check()?).await?.number();
        let batch: Id<Charge> = self.next_id("charge-load").await?;
        let facts = serde_json::json!({ "source": source, "first": first, "n_charges": n });
        let noun_id = batch.number();
        let entry = Entry { noun: "charge-load", noun_id, from: NOTHING, action: "load", unit: None, facts };
        let event = self.record(entry).await?;
        let mut rows = Vec::new();
        for (charge, id) in charges.iter().zip(first..) {
            let (kind, post, helper) = match charge.who {
                Who::InCharge(post) => ("in-charge", Some(post.number()), None),
                Who::Help(unit) => ("help", None, Some(unit.number())),
            };
            let (target, version) = (charge.target.number(), Version::FIRST.0);
            rows.extend_from_slice(args![
                id,
                kind,
                post,
                helper,
                target,
                charge.from_on,
                OPEN_END,
                paper,
                version,
                event
            ]);
        }
        let head = "INSERT INTO charge (id, kind, post_id, helper_id, target_id, from_on, until_on, paper_id, version, event_id)";
        self.tx.insert_many(head, 10, &rows).await?;
        Ok(n)
    }
}
