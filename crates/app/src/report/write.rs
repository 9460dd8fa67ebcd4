//! Dự thảo: begin a report, write its texts, begin a correction.

use super::{Kind, Report, SLOTS, SUBMISSION_SLOTS};
use crate::event::{Entry, NOTHING};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::listing::Listing;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Value, args, sql};

/// What a new report is.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Report or submission.
    pub kind: Kind,
    /// The subtree it reports on.
    pub unit: Id<Unit>,
    /// First day of its data.
    pub from_on: Date,
    /// Last day of its data.
    pub to_on: Date,
    /// The issuer's head: a code of `rules/papers.toml`.
    pub head: String,
    /// The name of the place in the head.
    pub place: String,
    /// The listings of a submission, in its order.
    pub listings: Vec<Id<Listing>>,
}

/// The most letters of a text.
const TEXT_LIMIT: usize = 40_000;

/// Begins a draft.
pub async fn draft(ctx: &Ctx, wish: Wish) -> Answer<Id<Report>> {
    if wish.to_on < wish.from_on {
        return Err(AppError::Broken(Rule::Field { name: "to_on" }));
    }
    if wish.place.trim().is_empty() {
        return Err(AppError::Broken(Rule::Field { name: "place" }));
    }
    if wish.kind != Kind::Periodic && wish.listings.is_empty() {
        return Err(AppError::Broken(Rule::Field { name: "listings" }));
    }
    change!(ctx, |work| {
        work.leave(Action::ReadReports, Action::WriteReports, wish.unit).await?;
        for listing in &wish.listings {
            work.listing(*listing, Action::ReadListings).await?;
        }
        let id: Id<Report> = work.next_id("report").await?;
        let facts = serde_json::json!({ "kind": wish.kind.tag(), "from_on": wish.from_on.to_string(), "to_on": wish.to_on.to_string() });
        let entry = Entry {
            noun: "report",
            noun_id: id.number(),
            from: NOTHING,
            action: "draft",
            unit: Some(wish.unit),
            facts,
        };
        let event = work.record(entry).await?;
        work.run(
            sql!(
                "INSERT INTO report (id, kind, unit_id, from_on, to_on, head, place, state, version, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9)"
            ),
            args![
                id.number(),
                wish.kind.tag(),
                wish.unit.number(),
                wish.from_on,
                wish.to_on,
                &wish.head,
                wish.place.trim(),
                Version::FIRST.0,
                event
            ],
        )
        .await?;
        let rows: Vec<Value> = (1_i64..)
            .zip(&wish.listings)
            .flat_map(|(no, l)| [Value::from(id.number()), Value::from(no), Value::from(l.number())])
            .collect();
        work.tx.insert_many("INSERT INTO report_listing (report_id, no, listing_id)", 3, &rows).await?;
        Ok(id)
    })
}

/// Writes the drafter's texts.
pub async fn set_texts(
    ctx: &Ctx,
    id: Id<Report>,
    seen: Version,
    texts: Vec<(String, String)>,
) -> Answer<Id<Report>> {
    let known =
        |slot: &str| SLOTS.iter().chain(SUBMISSION_SLOTS).any(|(s, _)| *s == slot) || slot == "addressee";
    if texts.iter().any(|(slot, words)| !known(slot) || words.chars().count() > TEXT_LIMIT) {
        return Err(AppError::Broken(Rule::Field { name: "texts" }));
    }
    change!(ctx, |work| {
        let draft = work.report(id, Action::WriteReports).await?;
        at_version(seen, draft.version)?;
        if draft.is_issued() {
            return Err(AppError::Broken(Rule::ReportIssued));
        }
        let facts = serde_json::json!({ "slots": texts.iter().map(|(s, _)| s).collect::<Vec<_>>() });
        let entry = Entry {
            noun: "report",
            noun_id: id.number(),
            from: seen,
            action: "write",
            unit: Some(draft.unit),
            facts,
        };
        let event = work.record(entry).await?;
        for (slot, words) in &texts {
            work.run(
                sql!(
                    "INSERT INTO report_text (report_id, slot, words) VALUES ($1, $2, $3)
                     ON CONFLICT (report_id, slot) DO UPDATE SET words = $3"
                ),
                args![id.number(), slot, words],
            )
            .await?;
        }
        let update = sql!("UPDATE report SET version = $2, event_id = $3 WHERE id = $1");
        work.run(update, args![id.number(), seen.next().0, event]).await?;
        Ok(id)
    })
}

/// Đính chính: a new draft that names the issued one; its texts are taken over.
pub async fn correct(ctx: &Ctx, old: Id<Report>) -> Answer<Id<Report>> {
    change!(ctx, |work| {
        let held = work.report(old, Action::WriteReports).await?;
        if !held.is_issued() {
            return Err(AppError::Broken(Rule::ReportNotIssued));
        }
        let id: Id<Report> = work.next_id("report").await?;
        let facts = serde_json::json!({ "corrects": old.number() });
        let entry = Entry {
            noun: "report",
            noun_id: id.number(),
            from: NOTHING,
            action: "correct",
            unit: Some(held.unit),
            facts,
        };
        let event = work.record(entry).await?;
        let insert = sql!(
            "INSERT INTO report (id, kind, unit_id, from_on, to_on, head, place, state, corrects_id, version, event_id)
             SELECT $2, kind, unit_id, from_on, to_on, head, place, 'draft', id, $3, $4 FROM report WHERE id = $1"
        );
        work.tx.run(insert, args![old.number(), id.number(), Version::FIRST.0, event]).await.map_err(
            |e| match e {
                vunggoc_db::DbError::Unique { .. } => AppError::Broken(Rule::ReportCorrected),
                other => other.into(),
            },
        )?;
        let texts = sql!(
            "INSERT INTO report_text (report_id, slot, words) SELECT $2, slot, words FROM report_text WHERE report_id = $1"
        );
        work.run(texts, args![old.number(), id.number()]).await?;
        let listings = sql!(
            "INSERT INTO report_listing (report_id, no, listing_id) SELECT $2, no, listing_id FROM report_listing WHERE report_id = $1"
        );
        work.run(listings, args![old.number(), id.number()]).await?;
        Ok(id)
    })
}
