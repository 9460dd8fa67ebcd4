//! Chức danh: posts of a unit, who holds them, who acts for them.
//!
//! A post lies in the scope of its unit. The account tied to a tenure is how "my tasks" knows whose they are; it
//! gives no right by itself: rights are grants.

pub mod change;
pub mod charge;
pub mod load;
pub mod show;

use crate::event::{Entry, EventId};
use crate::{Answer, AppError, Work};
use vunggoc_core::access::Action;
use vunggoc_core::post::{Holder, Post, Rank, Tenure};
use vunggoc_core::{Date, Id, OPEN_END, Version};
use vunggoc_db::{Row, Value, args, sql};

impl Work {
    /// A post, looked up for an action on its unit.
    pub(crate) async fn post(&mut self, id: Id<Post>, action: Action) -> Answer<Post> {
        let head = sql!("SELECT unit_id, name, rank, version FROM post WHERE id = $1");
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let unit = Id::new(row.int("unit_id")?);
        self.leave(Action::ReadRegister, action, unit).await?;
        let tenures = sql!(
            "SELECT from_on, until_on, holder, account_id, paper_id FROM tenure WHERE post_id = $1 ORDER BY from_on"
        );
        let tenures = self.all(tenures, args![id.number()]).await?;
        let tenures = tenures.iter().map(read_tenure).collect::<Answer<_>>()?;
        let rank = Rank::from_tag(&row.text("rank")?).ok_or_else(|| AppError::fault("rank of a post"))?;
        Post::restore(id, unit, row.text("name")?, rank, Version(row.int("version")?), tenures)
            .ok_or_else(|| AppError::fault(format!("tenures of post {id}")))
    }

    /// The posts that an account holds or acts for today.
    pub(crate) async fn posts_of(&mut self, account: i64) -> Answer<Vec<Id<Post>>> {
        let mine = sql!(
            "SELECT t.post_id FROM tenure t WHERE t.account_id = $1 AND t.from_on <= $2 AND t.until_on > $2
             UNION SELECT d.post_id FROM deputy d
             JOIN tenure t ON t.post_id = d.by_post_id AND t.account_id = $1 AND t.from_on <= $2 AND t.until_on > $2
             WHERE d.from_on <= $2 AND d.until_on > $2"
        );
        let rows = self.all(mine, args![account, self.today()]).await?;
        rows.iter().map(|row| Ok(Id::new(row.int("post_id")?))).collect()
    }

    /// Writes the tenures of a post anew and its head, with the event of the act.
    pub(crate) async fn save_post(
        &mut self,
        seen: Version,
        after: &Post,
        act: &str,
        facts: serde_json::Value,
    ) -> Answer<()> {
        let (noun_id, unit) = (after.id.number(), Some(after.unit));
        let event =
            self.record(Entry { noun: "post", noun_id, from: seen, action: act, unit, facts }).await?;
        let until_on = after.tenures().last().map_or(OPEN_END, |t| t.until_on);
        let update =
            sql!("UPDATE post SET until_on = $2, version = $3, event_id = $4 WHERE id = $1 AND version = $5");
        self.tx.run_one(update, args![noun_id, until_on, after.version.0, event, seen.0]).await?;
        self.run(sql!("DELETE FROM tenure WHERE post_id = $1"), args![noun_id]).await?;
        self.write_tenures(after, event).await
    }

    pub(crate) async fn write_tenures(&mut self, post: &Post, event: EventId) -> Answer<()> {
        let values = tenure_values(post, self.now(), event);
        self.tx.insert_many(INSERT_TENURE, TENURE_COLUMNS, &values).await?;
        Ok(())
    }
}

pub(crate) const INSERT_TENURE: &str = "INSERT INTO tenure (post_id, from_on, until_on, prev_until_on, holder, account_id, paper_id, recorded_at, event_id)";
pub(crate) const TENURE_COLUMNS: usize = 9;

pub(crate) fn tenure_values(post: &Post, now: jiff::Timestamp, event: EventId) -> Vec<Value> {
    let mut previous: Option<Date> = None;
    let mut values = Vec::new();
    for tenure in post.tenures() {
        let holder = tenure.holder.as_ref();
        values.extend([
            Value::from(post.id.number()),
            tenure.from_on.into(),
            tenure.until_on.into(),
            previous.into(),
            holder.map(|h| h.name.clone()).into(),
            holder.and_then(|h| h.account).into(),
            tenure.paper.map(Id::number).into(),
            now.into(),
            event.into(),
        ]);
        previous = Some(tenure.until_on);
    }
    values
}

fn read_tenure(row: &Row) -> Answer<Tenure> {
    let account = row.opt_int("account_id")?;
    Ok(Tenure {
        from_on: row.date("from_on")?,
        until_on: row.date("until_on")?,
        holder: row.opt_text("holder")?.map(|name| Holder { name, account }),
        paper: row.opt_int("paper_id")?.map(Id::new),
    })
}
