//! Theo dõi sau củng cố: who is watched until when, what was noted, and what the criteria of exit say today.

use super::show::{ExitResult, result};
use crate::event::{Entry, NOTHING};
use crate::{Answer, AppError, Ctx, Rule, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::evaluation::{Stretch, Watch};
use vunggoc_core::listing::Listing;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, args, sql};

/// A unit under watch, as a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct WatchLine {
    /// The listing that was closed.
    pub listing_id: i64,
    /// The unit's number.
    pub unit_id: i64,
    /// The unit's name today.
    pub unit: String,
    /// Since when.
    pub from_on: String,
    /// Until when.
    pub until_on: String,
    /// The last note.
    pub last_note_on: Option<String>,
    /// The listing that was opened since: a relapse.
    pub relapse_id: Option<i64>,
}

/// One unit under watch.
#[derive(Debug, Clone)]
pub struct WatchPage {
    /// The line of it.
    pub line: WatchLine,
    /// Where today lies.
    pub stretch: Stretch,
    /// Kết quả khắc phục, as the conclusion worded it.
    pub result: String,
    /// The criteria of exit on the newest figures.
    pub exits: Vec<ExitResult>,
    /// What was noted, oldest first.
    pub notes: Vec<Note>,
    /// Whether the reader may note something.
    pub may_note: bool,
    /// Whether the reader may propose the unit again.
    pub may_propose: bool,
}

/// Ghi nhận trong thời gian theo dõi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The day.
    pub noted_on: Date,
    /// What was found.
    pub says: String,
    /// Number of its paper; may be blank.
    pub paper_number: String,
}

/// Units under watch today, the watch that ends first at the top.
pub async fn watches(ctx: &Ctx) -> Answer<Vec<WatchLine>> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT w.listing_id, l.unit_id, u.name AS unit, w.from_on, w.until_on,
                   (SELECT MAX(n.noted_on) FROM watch_note n WHERE n.listing_id = w.listing_id) AS last_note_on,
                   (SELECT MIN(a.id) FROM listing a WHERE a.unit_id = l.unit_id AND a.opened_on >= w.from_on AND a.state <> 'annulled') AS relapse_id
                 FROM watch w JOIN listing l ON l.id = w.listing_id
                 JOIN unit_spell u ON u.unit_id = l.unit_id AND u.from_on <= $3 AND u.until_on > $3
                 WHERE w.until_on >= $3
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = l.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY w.until_on, u.name_sort, w.listing_id LIMIT 1000"
            ),
            args![work.actor().number(), Action::ReadPlans.tag(), work.today()],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Answer<WatchLine> {
    Ok(WatchLine {
        listing_id: row.int("listing_id")?,
        unit_id: row.int("unit_id")?,
        unit: row.text("unit")?,
        from_on: row.text("from_on")?,
        until_on: row.text("until_on")?,
        last_note_on: row.opt_text("last_note_on")?,
        relapse_id: row.opt_int("relapse_id")?,
    })
}

/// The watch of a listing that was closed.
pub async fn watch_page(ctx: &Ctx, listing: Id<Listing>) -> Answer<WatchPage> {
    let mut work = ctx.look().await?;
    let of = work.listing(listing, Action::ReadPlans).await?;
    let line = work.watch_line(listing.number()).await?.ok_or(AppError::NotFound)?;
    let today = work.today();
    let exits = work.exits_of(listing.number()).await?;
    let codes: Vec<String> = exits.iter().map(|e| e.criterion.clone()).collect();
    let reread = work.reread(of.unit, &codes, today).await?;
    let result_of = sql!("SELECT result FROM listing_close WHERE listing_id = $1");
    let closed = work.maybe(result_of, args![listing.number()]).await?;
    let watch = Watch::new(day(&line.from_on)?, day(&line.until_on)?);
    Ok(WatchPage {
        stretch: watch.map_or(Stretch::Over, |w| w.on(today)),
        result: closed.map(|r| r.text("result")).transpose()?.unwrap_or_default(),
        exits: exits
            .into_iter()
            .map(|e| e.words)
            .zip(reread)
            .map(|(words, said)| result(words, said))
            .collect(),
        notes: work.watch_notes(listing.number()).await?,
        may_note: work.may(Action::Evaluate, of.unit).await?,
        may_propose: line.relapse_id.is_none() && work.may(Action::Propose, of.unit).await?,
        line,
    })
}

fn day(text: &str) -> Answer<Date> {
    text.parse().map_err(|_| AppError::fault("a day of a watch"))
}

/// Notes what was found while a unit is watched.
pub async fn note(ctx: &Ctx, listing: Id<Listing>, note: &Note) -> Answer<Id<Listing>> {
    let n = note.says.chars().count();
    if note.says.trim().is_empty() || n > 8_000 {
        return Err(AppError::Broken(Rule::Field { name: "says" }));
    }
    change!(ctx, |work| {
        let of = work.listing(listing, Action::Evaluate).await?;
        let line = work.watch_line(listing.number()).await?.ok_or(AppError::NotFound)?;
        let inside = day(&line.from_on)? <= note.noted_on && note.noted_on <= work.today();
        if !inside {
            return Err(AppError::Broken(Rule::Field { name: "noted_on" }));
        }
        let id: Id<Note> = work.next_id("watch-note").await?;
        let facts = serde_json::json!({ "listing": listing.number(), "on": note.noted_on.to_string() });
        let (noun_id, unit) = (id.number(), Some(of.unit));
        let event = work
            .record(Entry { noun: "watch-note", noun_id, from: NOTHING, action: "note", unit, facts })
            .await?;
        let insert = sql!(
            "INSERT INTO watch_note (listing_id, no, noted_on, says, paper_number, recorded_at, event_id)
             VALUES ($1, (SELECT COUNT(*) + 1 FROM watch_note WHERE listing_id = $1), $2, $3, $4, $5, $6)"
        );
        let now = work.now();
        let values =
            args![listing.number(), note.noted_on, note.says.trim(), note.paper_number.trim(), now, event];
        work.run(insert, values).await?;
        Ok(listing)
    })
}

impl Work {
    async fn watch_line(&mut self, listing: i64) -> Answer<Option<WatchLine>> {
        let one = sql!(
            "SELECT w.listing_id, l.unit_id, u.name AS unit, w.from_on, w.until_on,
               (SELECT MAX(n.noted_on) FROM watch_note n WHERE n.listing_id = w.listing_id) AS last_note_on,
               (SELECT MIN(a.id) FROM listing a WHERE a.unit_id = l.unit_id AND a.opened_on >= w.from_on AND a.state <> 'annulled') AS relapse_id
             FROM watch w JOIN listing l ON l.id = w.listing_id
             JOIN unit_spell u ON u.unit_id = l.unit_id AND u.until_on = (SELECT MAX(x.until_on) FROM unit_spell x WHERE x.unit_id = l.unit_id)
             WHERE w.listing_id = $1"
        );
        self.maybe(one, args![listing]).await?.as_ref().map(read).transpose()
    }

    async fn watch_notes(&mut self, listing: i64) -> Answer<Vec<Note>> {
        let all =
            sql!("SELECT noted_on, says, paper_number FROM watch_note WHERE listing_id = $1 ORDER BY no");
        let rows = self.all(all, args![listing]).await?;
        let read = |r: &Row| {
            Ok(Note {
                noted_on: r.date("noted_on")?,
                says: r.text("says")?,
                paper_number: r.text("paper_number")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
