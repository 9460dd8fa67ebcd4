//! Bắt đầu soạn: a draft whose situation and exit criteria are filled from the findings of the listing.

use super::{Letterhead, WORKING, said};
use crate::event::{Entry, NOTHING};
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::listing::{Listing, State};
use vunggoc_core::plan::{Content, Exit, Kind, Plan, Text};
use vunggoc_core::rulebook::Holds;
use vunggoc_core::{Id, Version};
use vunggoc_db::{DbError, args, sql};

/// What a new plan is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The listing that it is to end.
    pub listing: Id<Listing>,
    /// Đề án or kế hoạch.
    pub kind: Kind,
    /// Whose head it carries.
    pub letterhead: Letterhead,
}

/// A sign for which the unit was listed.
struct Finding {
    criterion: String,
    says: String,
}

/// Begins a plan for an open listing.
pub async fn begin(ctx: &Ctx, wish: &Beginning, rules: &Rules) -> Answer<Id<Plan>> {
    if wish.letterhead.place.trim().is_empty() {
        return Err(AppError::Broken(Rule::Field { name: "place" }));
    }
    change!(ctx, |work| {
        let listing = work.listing(wish.listing, Action::WritePlans).await?;
        if !matches!(listing.state, State::Open { .. }) {
            return Err(said("listing-not-open"));
        }
        let content = work.offered(&listing, wish.kind, rules).await?;
        let plan = Plan::begin(work.next_id("plan").await?, listing.id, listing.unit, wish.kind, content);
        let (noun_id, unit) = (plan.id.number(), Some(plan.unit));
        let facts = serde_json::json!({ "listing": listing.id.number(), "kind": wish.kind.tag() });
        let event =
            work.record(Entry { noun: "plan", noun_id, from: NOTHING, action: "begin", unit, facts }).await?;
        let insert = sql!(
            "INSERT INTO plan (id, listing_id, unit_id, kind, state, head, place, begun_on, remarks, last_edition, version, event_id)
             VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, '', 0, $8, $9)"
        );
        let values = args![
            noun_id,
            listing.id.number(),
            listing.unit.number(),
            wish.kind.tag(),
            &wish.letterhead.head,
            wish.letterhead.place.trim(),
            work.today(),
            Version::FIRST.0,
            event
        ];
        work.tx.run(insert, values).await.map_err(|error| match error {
            DbError::Unique { rule } if rule.contains("plan") => said("plan-there"),
            other => other.into(),
        })?;
        if let Some(content) = plan.content() {
            work.write_content(plan.id, WORKING, content).await?;
        }
        Ok(plan.id)
    })
}

/// Which kind of paper fits the unit of a listing, and the place in its head.
pub async fn offer(ctx: &Ctx, listing: Id<Listing>) -> Answer<(Kind, String)> {
    let mut work = ctx.look().await?;
    let listing = work.listing(listing, Action::WritePlans).await?;
    let today = work.today();
    let below = sql!(
        "SELECT unit_id FROM unit_spell WHERE parent_id = $1 AND from_on <= $2 AND until_on > $2 LIMIT 1"
    );
    let inner = work.maybe(below, args![listing.unit.number(), today]).await?.is_some();
    let owner = listing.standing().map_or(listing.unit, |s| s.placement.owner);
    let place = crate::unit::find::name_on(&mut work, owner, today).await?;
    let level = sql!("SELECT kind FROM unit_spell WHERE unit_id = $1 AND from_on <= $2 AND until_on > $2");
    let kind =
        work.maybe(level, args![listing.unit.number(), today]).await?.map(|r| r.text("kind")).transpose()?;
    // A commune's organisation is a committee also where its branches are not in the register.
    let committee = inner || kind.as_deref() == Some("commune");
    let place = place.trim_start_matches("Đảng bộ ").to_owned();
    Ok((if committee { Kind::Scheme } else { Kind::BranchPlan }, place))
}

impl Work {
    /// What a new draft says: why the unit was listed, its signs, and that each of them is to be gone.
    pub(super) async fn offered(&mut self, listing: &Listing, kind: Kind, rules: &Rules) -> Answer<Content> {
        let findings = self.signs_of(listing).await?;
        let mut limits: Vec<String> = listing
            .proposal
            .reasons
            .split([';', '\n'])
            .map(|p| p.trim().trim_end_matches('.').to_owned())
            .collect();
        limits.retain(|p| !p.is_empty());
        limits.extend(findings.iter().map(|f| f.says.clone()));
        limits.dedup();
        let mut texts = Vec::new();
        for section in rules.plan.sections(kind) {
            let words = match (section.holds, section.name.code.as_str()) {
                (Holds::Findings, _) => limits.join(".\n"),
                (_, "need") => self.why_listed(listing).await?,
                _ => continue,
            };
            texts.push(Text { section: section.name.code.clone(), words });
        }
        let exits = findings.iter().zip(1_i64..).filter_map(|(f, no)| {
            let name = rules.criterion(&f.criterion)?.name.vi.clone();
            Some(Exit {
                no, criterion: f.criterion.clone(), words: format!("Không còn biểu hiện: {name}")
            })
        });
        Ok(Content { texts, exits: exits.collect(), ..Content::default() })
    }

    /// The signs on which the listing rests; where none is named, those of the last round on the unit.
    async fn signs_of(&mut self, listing: &Listing) -> Answer<Vec<Finding>> {
        let named = sql!(
            "SELECT f.criterion, f.says_vi FROM listing_finding l
             JOIN finding f ON f.round_id = l.round_id AND f.unit_id = l.unit_id AND f.criterion = l.criterion
             WHERE l.listing_id = $1 ORDER BY f.criterion"
        );
        let mut rows = self.all(named, args![listing.id.number()]).await?;
        if rows.is_empty() {
            let last = sql!(
                "SELECT criterion, says_vi FROM finding WHERE unit_id = $1 AND outcome = 'hit' AND round_id =
                   (SELECT MAX(u.round_id) FROM round_unit u WHERE u.unit_id = $1) ORDER BY criterion"
            );
            rows = self.all(last, args![listing.unit.number()]).await?;
        }
        rows.iter()
            .map(|r| Ok(Finding { criterion: r.text("criterion")?, says: r.text("says_vi")? }))
            .collect()
    }

    async fn why_listed(&mut self, listing: &Listing) -> Answer<String> {
        let Some(first) = listing.spells().first() else { return Ok(String::new()) };
        let paper = sql!(
            "SELECT p.number, p.signed_on, p.issuer FROM decision d JOIN paper p ON p.id = d.paper_id WHERE d.id = $1"
        );
        let row = self.one(paper, args![first.decision.number()]).await?;
        let unit = crate::unit::find::name_on(self, listing.unit, first.from_on).await?;
        let day = |on: vunggoc_core::Date| on.strftime("%d/%m/%Y").to_string();
        Ok(format!(
            "{unit} được đưa vào diện theo dõi, củng cố từ ngày {} theo văn bản số {}, ngày {} của {}.",
            day(first.from_on),
            row.text("number")?,
            day(row.date("signed_on")?),
            row.text("issuer")?
        ))
    }
}
