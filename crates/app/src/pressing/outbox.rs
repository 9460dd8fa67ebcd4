//! Hộp thư đi: what waits to be sent, and what became of it. A mail holds a link and no content.
//!
//! Sending happens outside any transaction: a mail is claimed for some minutes, sent, and settled. A server that dies in
//! between leaves it to the next one, so that a mail may come twice and is never lost.

use crate::ctx::Actor;
use crate::event::Entry;
use crate::{Answer, AppError, Ctx, Rule, Work};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use vunggoc_core::Version;
use vunggoc_db::{Row, args, sql};

/// How long a claimed mail is left to whoever claimed it.
const CLAIM: SignedDuration = SignedDuration::from_mins(5);
/// How long one waits after each try that failed; after the last one gives up.
const WAITS: [SignedDuration; 6] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(12),
    SignedDuration::from_hours(24),
];

/// A mail to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its number in the outbox.
    pub id: i64,
    /// To whom.
    pub address: String,
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// The server took it.
    Taken,
    /// It did not; why, in the words of the server.
    Refused(String),
}

/// Claims the mails whose time has come.
pub async fn claim(ctx: &Ctx, most: i64) -> Answer<Vec<Due>> {
    let ids: String = change!(ctx, |work| {
        work.only_program()?;
        let (now, until) = (work.now(), later(work.now(), CLAIM));
        let rows = work
            .all(
                sql!(
                    "UPDATE outbox SET next_at = $2 WHERE id IN (SELECT o.id FROM outbox o JOIN mail_address m ON m.account_id = o.account_id
                       WHERE o.state = 'waiting' AND o.next_at <= $1 AND m.address <> '' ORDER BY o.next_at, o.id LIMIT $3)
                     AND state = 'waiting' AND next_at <= $1 RETURNING id"
                ),
                args![now, until, most],
            )
            .await?;
        let ids: Vec<String> = rows.iter().map(|r| Ok(r.int("id")?.to_string())).collect::<Answer<_>>()?;
        Ok(ids.join(","))
    })?;
    let mut work = ctx.look().await?;
    let mut due = Vec::new();
    for id in ids.split(',').filter_map(|id| id.parse::<i64>().ok()) {
        let to = sql!(
            "SELECT m.address FROM outbox o JOIN mail_address m ON m.account_id = o.account_id WHERE o.id = $1"
        );
        if let Some(row) = work.maybe(to, args![id]).await? {
            due.push(Due { id, address: row.text("address")? });
        }
    }
    Ok(due)
}

/// Says what became of a claimed mail.
pub async fn settle(ctx: &Ctx, id: i64, sent: &Sent) -> Answer<()> {
    change!(ctx, |work| {
        work.only_program()?;
        let now = work.now();
        match sent {
            Sent::Taken => {
                let done = sql!(
                    "UPDATE outbox SET state = 'sent', n_tries = n_tries + 1, next_at = NULL, settled_at = $2, fault = NULL
                     WHERE id = $1 AND state = 'waiting'"
                );
                work.run(done, args![id, now]).await?;
            }
            Sent::Refused(why) => work.wait_longer(id, now, why).await?,
        }
        Ok(())
    })
}

impl Work {
    async fn wait_longer(&mut self, id: i64, now: Timestamp, why: &str) -> Answer<()> {
        let row = sql!("SELECT n_tries FROM outbox WHERE id = $1 AND state = 'waiting'");
        let Some(row) = self.maybe(row, args![id]).await? else { return Ok(()) };
        let n_tries = row.int("n_tries")?;
        let wait = usize::try_from(n_tries).ok().and_then(|n| WAITS.get(n));
        let why: String = why.chars().take(500).collect();
        let (state, next_at, settled_at) = match wait {
            Some(wait) => ("waiting", Some(later(now, *wait)), None),
            None => ("given-up", None, Some(now)),
        };
        let update = sql!(
            "UPDATE outbox SET state = $2, n_tries = $3, next_at = $4, settled_at = $5, fault = $6 WHERE id = $1"
        );
        self.run(update, args![id, state, n_tries + 1, next_at, settled_at, why]).await?;
        Ok(())
    }

    fn my_account(&self) -> Answer<i64> {
        match self.actor() {
            Actor::Person(id) => Ok(id.number()),
            Actor::Task(_) => Err(AppError::NotFound),
        }
    }
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// What a person was told, and where mail to him goes.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Told {
    /// Where mail goes; none: the page only.
    pub address: Option<String>,
    /// Its version.
    pub version: i64,
    /// By day, newest first.
    pub days: Vec<ToldDay>,
}

/// What a person was told on a day.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ToldDay {
    /// The day.
    pub on: String,
    /// Reminders.
    pub n_ahead: i64,
    /// Escalations.
    pub n_late: i64,
    /// page, waiting, sent or given-up.
    pub state: String,
}

/// What whoever asks was told.
pub async fn told(ctx: &Ctx) -> Answer<Told> {
    let mut work = ctx.look().await?;
    let me = work.my_account()?;
    let address = sql!("SELECT address, version FROM mail_address WHERE account_id = $1");
    let address = work.maybe(address, args![me]).await?;
    let days = sql!(
        "SELECT on_day, n_ahead, n_late, state FROM outbox WHERE account_id = $1 ORDER BY on_day DESC LIMIT 30"
    );
    let read = |row: &Row| {
        Ok(ToldDay {
            on: row.text("on_day")?,
            n_ahead: row.int("n_ahead")?,
            n_late: row.int("n_late")?,
            state: row.text("state")?,
        })
    };
    Ok(Told {
        address: address.as_ref().map(|r| r.text("address")).transpose()?.filter(|a| !a.is_empty()),
        version: address.map_or(Ok(0), |r| r.int("version"))?,
        days: work.all(days, args![me]).await?.iter().map(read).collect::<Answer<_>>()?,
    })
}

/// Says where mail to oneself goes; a blank address: nowhere.
pub async fn set_address(ctx: &Ctx, address: &str, seen: Version) -> Answer<()> {
    let address = address.trim();
    if !address.is_empty() && !plausible(address) {
        return Err(AppError::Broken(Rule::Field { name: "address" }));
    }
    change!(ctx, |work| {
        let me = work.my_account()?;
        let now = sql!("SELECT version FROM mail_address WHERE account_id = $1");
        let now = work.maybe(now, args![me]).await?.map_or(Ok(0), |r| r.int("version"))?;
        crate::work::at_version(seen, Version(now))?;
        // Where a person reads his mail is his own: the log says only that he changed it.
        let action = if address.is_empty() { "clear" } else { "set" };
        let facts = serde_json::json!({});
        let entry = Entry { noun: "mail-address", noun_id: me, from: seen, action, unit: None, facts };
        let event = work.record(entry).await?;
        let forget = sql!("DELETE FROM mail_address WHERE account_id = $1");
        work.run(forget, args![me]).await?;
        let keep =
            sql!("INSERT INTO mail_address (account_id, address, version, event_id) VALUES ($1, $2, $3, $4)");
        work.run(keep, args![me, address, seen.next().0, event]).await?;
        Ok(())
    })
}

/// One address, without anything that could begin another head of the mail.
fn plausible(address: &str) -> bool {
    let sound = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "._-+".contains(c))
            && !part.starts_with('.')
            && !part.ends_with('.')
    };
    address.len() <= 200 && address.split_once('@').is_some_and(|(name, host)| sound(name) && sound(host))
}

/// For links: the page to which a mail leads.
pub const PAGE: &str = "/today";
