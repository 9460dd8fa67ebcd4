//! Hồ sơ của một tổ chức: what lies beside it on its page: relations, papers, listings, returns, corrections.
//!
//! Each part is as wide as the reader's grants: papers of listings only for who reads listings, papers of screening
//! only for who reads findings, internal papers only for who reads those.

use crate::{Answer, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, OPEN_END};
use vunggoc_db::{Row, args, sql};

/// A dated relation, seen from the unit of the page.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct LinkLine {
    /// leads, lies-in, governs, same-level.
    pub relation: String,
    /// to: from the unit of the page to the other; from: the other way.
    pub way: String,
    /// The other unit.
    pub other_id: i64,
    /// Its name today, or its last one.
    pub other: String,
    /// Its tree.
    pub tree: String,
    /// Since when.
    pub from_on: String,
    /// First day on which it no longer held; none while it does.
    pub until_on: Option<String>,
    /// Number of the paper by which it began.
    pub paper: Option<String>,
    /// Number of the paper by which it ended.
    pub until_paper: Option<String>,
}

/// A paper about the unit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PaperLine {
    /// Its number in the store.
    pub id: i64,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub signed_on: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Độ mật.
    pub secrecy: String,
    /// Trích yếu; none from Mật up.
    pub about: Option<String>,
    /// Nơi lưu.
    pub kept_at: String,
    /// register, listing, screening: what rests on it.
    pub ground: String,
}

/// A listing of the unit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ListingLine {
    /// Its number.
    pub id: i64,
    /// proposed, open, removed, ended, declined.
    pub state: String,
    /// Since when it was proposed.
    pub proposed_on: Option<String>,
    /// Since when it is listed.
    pub opened_on: Option<String>,
    /// Until when it was.
    pub closed_on: Option<String>,
}

/// A return of the unit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ReturnLine {
    /// Code of the form.
    pub form: String,
    /// Code of the period.
    pub period: String,
    /// draft, sent, closed, returned.
    pub state: String,
    /// When it was sent.
    pub sent_on: Option<String>,
    /// Number of the signed copy, of a closed one.
    pub copy: Option<String>,
}

/// What the register said before somebody corrected it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Corrected {
    /// The spell that was entered wrong.
    pub from_on: String,
    /// What stood there.
    pub name: String,
    /// When it was corrected (UTC).
    pub at: String,
    /// Why; blank where the facts were erased.
    pub reason: String,
}

/// Everything beside a unit.
#[derive(Debug, Clone, Default, Serialize, utoipa::ToSchema)]
pub struct UnitRecord {
    /// Relations that hold, then those that ended.
    pub links: Vec<LinkLine>,
    /// The newest first.
    pub papers: Vec<PaperLine>,
    /// The newest first; empty for who does not read listings.
    pub listings: Vec<ListingLine>,
    /// The newest periods first; empty for who does not read figures.
    pub returns: Vec<ReturnLine>,
    /// The newest first.
    pub corrected: Vec<Corrected>,
}

/// The most lines of each part.
const LIMIT: i64 = 15;

/// Reads what lies beside a unit.
pub async fn record(ctx: &Ctx, id: Id<Unit>) -> Answer<UnitRecord> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadRegister, Action::ReadRegister, id).await?;
    let mut out = UnitRecord {
        links: work.links(id).await?,
        papers: work.papers(id).await?,
        corrected: work.corrected(id).await?,
        ..UnitRecord::default()
    };
    if work.may(Action::ReadListings, id).await? {
        out.listings = work.listings_of(id).await?;
    }
    if work.may(Action::ReadFigures, id).await? {
        out.returns = work.returns_of_unit(id).await?;
    }
    Ok(out)
}

impl Work {
    async fn links(&mut self, id: Id<Unit>) -> Answer<Vec<LinkLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT l.relation, CASE WHEN l.unit_id = $1 THEN 'to' ELSE 'from' END AS way,
                       CASE WHEN l.unit_id = $1 THEN l.other_id ELSE l.unit_id END AS other_id, o.tree,
                       l.from_on, l.until_on, p.number AS paper, e.number AS until_paper
                     FROM unit_link l
                     JOIN unit o ON o.id = CASE WHEN l.unit_id = $1 THEN l.other_id ELSE l.unit_id END
                     LEFT JOIN paper p ON p.id = l.paper_id LEFT JOIN paper e ON e.id = l.until_paper_id
                     WHERE (l.unit_id = $1 OR l.other_id = $1)
                     AND ($2 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $2 AND r.action = $3 AND r.unit_id = o.id
                       AND r.grant_from_on <= $4 AND r.grant_until_on > $4 AND r.from_on <= $4
                       AND (r.until_on > $4 OR r.until_on = r.last_until_on)))
                     ORDER BY l.until_on DESC, l.relation, l.from_on, o.id LIMIT 200"
                ),
                args![id.number(), self.actor().number(), Action::ReadRegister.tag(), self.today()],
            )
            .await?;
        let today = self.today();
        let mut links = Vec::new();
        for row in &rows {
            let other = row.int("other_id")?;
            let until_on = row.date("until_on")?;
            links.push(LinkLine {
                relation: row.text("relation")?,
                way: row.text("way")?,
                other_id: other,
                other: super::find::name_on(self, Id::new(other), today).await?,
                tree: row.text("tree")?,
                from_on: row.text("from_on")?,
                until_on: (until_on != OPEN_END).then(|| until_on.to_string()),
                paper: row.opt_text("paper")?,
                until_paper: row.opt_text("until_paper")?,
            });
        }
        Ok(links)
    }

    async fn papers(&mut self, id: Id<Unit>) -> Answer<Vec<PaperLine>> {
        let listings = self.may(Action::ReadListings, id).await?;
        let findings = self.may(Action::ReadFindings, id).await?;
        let internal = self.may(Action::ReadInternalPapers, id).await?;
        let rows = self
            .all(
                sql!(
                    "SELECT p.id, p.number, p.signed_on, p.issuer, p.secrecy, p.about, p.kept_at, g.ground FROM paper p JOIN (
                       SELECT paper_id, 'register' AS ground FROM unit_spell WHERE unit_id = $1
                       UNION SELECT paper_id, 'register' FROM unit_link WHERE unit_id = $1
                       UNION SELECT until_paper_id, 'register' FROM unit_link WHERE unit_id = $1
                       UNION SELECT d.paper_id, 'listing' FROM decision d WHERE d.unit_id = $1 AND $2 = 1
                         AND EXISTS (SELECT 1 FROM listing l WHERE l.unit_id = $1 AND l.state <> 'annulled'
                           AND (EXISTS (SELECT 1 FROM listing_spell s WHERE s.listing_id = l.id AND s.decision_id = d.id)
                             OR EXISTS (SELECT 1 FROM listing_close c WHERE c.listing_id = l.id AND c.decision_id = d.id)))
                       UNION SELECT paper_id, 'screening' FROM judgement WHERE unit_id = $1 AND $3 = 1
                       UNION SELECT paper_id, 'screening' FROM explain_request WHERE unit_id = $1 AND $3 = 1
                     ) g ON g.paper_id = p.id
                     WHERE ($4 = 1 OR p.secrecy <> 'internal') ORDER BY p.signed_on DESC, p.id DESC LIMIT $5"
                ),
                args![id.number(), i64::from(listings), i64::from(findings), i64::from(internal), LIMIT],
            )
            .await?;
        rows.iter().map(paper).collect()
    }

    async fn listings_of(&mut self, id: Id<Unit>) -> Answer<Vec<ListingLine>> {
        let all = sql!(
            "SELECT id, state, proposed_on, opened_on, closed_on FROM listing WHERE unit_id = $1 AND state <> 'annulled'
             ORDER BY COALESCE(opened_on, proposed_on, '9999-12-31') DESC, id DESC LIMIT $2"
        );
        let rows = self.all(all, args![id.number(), LIMIT]).await?;
        let read = |row: &Row| {
            Ok(ListingLine {
                id: row.int("id")?,
                state: row.text("state")?,
                proposed_on: row.opt_text("proposed_on")?,
                opened_on: row.opt_text("opened_on")?,
                closed_on: row.opt_text("closed_on")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn returns_of_unit(&mut self, id: Id<Unit>) -> Answer<Vec<ReturnLine>> {
        let all = sql!(
            "SELECT r.form, p.code AS period, r.state, r.sent_on, r.copy_number FROM form_return r
             JOIN period p ON p.id = r.period_id WHERE r.unit_id = $1 ORDER BY p.code DESC, r.form LIMIT $2"
        );
        let rows = self.all(all, args![id.number(), LIMIT]).await?;
        let read = |row: &Row| {
            Ok(ReturnLine {
                form: row.text("form")?,
                period: row.text("period")?,
                state: row.text("state")?,
                sent_on: row.opt_text("sent_on")?,
                copy: row.opt_text("copy_number")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn corrected(&mut self, id: Id<Unit>) -> Answer<Vec<Corrected>> {
        let all = sql!(
            "SELECT s.from_on, s.name, s.replaced_at, f.facts FROM unit_spell_past s
             JOIN event e ON e.id = s.replaced_by AND e.action = 'correct' JOIN event_facts f ON f.event_id = e.id
             WHERE s.unit_id = $1 ORDER BY s.replaced_at DESC, s.from_on DESC"
        );
        let rows = self.all(all, args![id.number()]).await?;
        let mut out = Vec::new();
        for row in &rows {
            let facts: serde_json::Value = serde_json::from_str(&row.text("facts")?).unwrap_or_default();
            let from_on = row.text("from_on")?;
            // The whole unit is written anew at each change; the event says which spell it was about.
            if facts.get("from_on").and_then(|v| v.as_str()).is_some_and(|d| d != from_on) {
                continue;
            }
            let reason = facts.get("reason").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
            out.push(Corrected { from_on, name: row.text("name")?, at: row.text("replaced_at")?, reason });
        }
        Ok(out)
    }
}

fn paper(row: &Row) -> Answer<PaperLine> {
    Ok(PaperLine {
        id: row.int("id")?,
        number: row.text("number")?,
        signed_on: row.text("signed_on")?,
        issuer: row.text("issuer")?,
        secrecy: row.text("secrecy")?,
        about: row.opt_text("about")?,
        kept_at: row.text("kept_at")?,
        ground: row.text("ground")?,
    })
}
