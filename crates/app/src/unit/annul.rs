//! Hủy việc ghi nhận một tổ chức: it should never have been entered, and nothing depends on it.
//!
//! Its spells go to the past, its codes, other names and relations into the facts of the event; its number stays.

use super::paths::Places;
use crate::annulment::{Record, Target};
use crate::event::{Entry, EventId};
use crate::work::at_version;
use crate::{Answer, Ctx, Work};
use vunggoc_core::access::Action;
use vunggoc_core::annul::{Annulment, Dependent};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{Sql, args, sql};

/// Columns that name a unit and do not stand against annulling it: its own facts, which go with it, and rows that
/// only hang on one of those that are asked. A test compares this list with the schema.
pub const NOT_ASKED: &[&str] = &[
    "unit_spell_past.unit_id", // its own past
    "unit_code.unit_id",       // its own facts, kept in the event
    "unit_alias.unit_id",      // its own facts, kept in the event
    "unit_link.unit_id",       // its own facts, kept in the event
    "paper.unit_id",           // the ground of what is asked, or of its own spells
    "decision.unit_id",        // of a listing, which is asked
    "erasure.unit_id",         // a record, not a dependence
    "annulment.unit_id",       // a record; moves to the unit above
    "listing_finding.unit_id", // of a listing, which is asked
];

/// Annuls a unit; the record of that.
pub async fn annul(ctx: &Ctx, id: Id<Unit>, seen: Version, reason: String) -> Answer<Id<Record>> {
    change!(ctx, |work| {
        let unit = work.unit(id, Action::ChangeRegister).await?;
        at_version(seen, unit.version)?;
        let annulment = Annulment::of(&reason, work.dependents_of_unit(id).await?)?;
        let scope = unit.latest().and_then(|s| s.parent).unwrap_or(id);
        let name = unit.latest().map(|s| s.name.clone()).unwrap_or_default();
        let facts = work.facts_of_unit(&unit, annulment.reason()).await?;
        let noun_id = id.number();
        let entry = Entry { noun: "unit", noun_id, from: seen, action: "annul", unit: Some(scope), facts };
        let event = work.record(entry).await?;
        work.forget_unit(&unit, event).await?;
        let move_up = sql!("UPDATE annulment SET unit_id = $2 WHERE unit_id = $1");
        work.run(move_up, args![noun_id, scope.number()]).await?;
        work.keep_annulment(Target::Unit(id), scope, &name, &annulment, event).await
    })
}

/// What depends on a unit now; empty where it may be annulled.
pub async fn dependents(ctx: &Ctx, id: Id<Unit>) -> Answer<Vec<Dependent>> {
    let mut work = ctx.look().await?;
    work.unit(id, Action::ChangeRegister).await?;
    work.dependents_of_unit(id).await
}

/// One question for each column of another noun that names a unit.
fn questions() -> Vec<(Dependent, Sql)> {
    use Dependent as D;
    vec![
        (D::Below, sql!("SELECT parent_id FROM unit_spell WHERE parent_id = $1 LIMIT 1")),
        (D::Link, sql!("SELECT other_id FROM unit_link WHERE other_id = $1 LIMIT 1")),
        (D::Listing, sql!("SELECT unit_id FROM listing WHERE unit_id = $1 AND state <> 'annulled' LIMIT 1")),
        (
            D::Listing,
            sql!(
                "SELECT owner_id FROM listing_spell WHERE owner_id = $1
                 AND EXISTS (SELECT 1 FROM listing l WHERE l.id = listing_id AND l.state <> 'annulled') LIMIT 1"
            ),
        ),
        (D::Figure, sql!("SELECT unit_id FROM figure WHERE unit_id = $1 LIMIT 1")),
        (D::Return, sql!("SELECT unit_id FROM form_return WHERE unit_id = $1 LIMIT 1")),
        (D::Return, sql!("SELECT unit_id FROM form_duty WHERE unit_id = $1 LIMIT 1")),
        (D::Screening, sql!("SELECT unit_id FROM round WHERE unit_id = $1 LIMIT 1")),
        (D::Screening, sql!("SELECT unit_id FROM round_unit WHERE unit_id = $1 LIMIT 1")),
        (D::Screening, sql!("SELECT unit_id FROM judgement WHERE unit_id = $1 LIMIT 1")),
        (D::Screening, sql!("SELECT unit_id FROM explain_request WHERE unit_id = $1 LIMIT 1")),
        (D::Report, sql!("SELECT unit_id FROM report WHERE unit_id = $1 LIMIT 1")),
        (D::Post, sql!("SELECT unit_id FROM post WHERE unit_id = $1 LIMIT 1")),
        (D::Post, sql!("SELECT helper_id FROM charge WHERE helper_id = $1 LIMIT 1")),
        (D::Post, sql!("SELECT target_id FROM charge WHERE target_id = $1 LIMIT 1")),
        (D::Task, sql!("SELECT unit_id FROM ground WHERE unit_id = $1 LIMIT 1")),
        (D::Task, sql!("SELECT unit_id FROM task WHERE unit_id = $1 LIMIT 1")),
        (D::Task, sql!("SELECT lead_unit_id FROM task WHERE lead_unit_id = $1 LIMIT 1")),
        (D::Task, sql!("SELECT unit_id FROM task_support WHERE unit_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT unit_id FROM plan WHERE unit_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT lead_unit_id FROM plan_measure WHERE lead_unit_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT unit_id FROM cadre_count WHERE unit_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT unit_id FROM evaluation WHERE unit_id = $1 LIMIT 1")),
        (D::Plan, sql!("SELECT body_id FROM opinion WHERE body_id = $1 LIMIT 1")),
        (D::Import, sql!("SELECT unit_id FROM import WHERE unit_id = $1 LIMIT 1")),
        (D::Import, sql!("SELECT unit_id FROM intake WHERE unit_id = $1 LIMIT 1")),
        (D::Grant, sql!("SELECT unit_id FROM access_grant WHERE unit_id = $1 LIMIT 1")),
    ]
}

impl Work {
    async fn dependents_of_unit(&mut self, id: Id<Unit>) -> Answer<Vec<Dependent>> {
        let mut found = Vec::new();
        for (what, question) in questions() {
            if !found.contains(&what) && self.maybe(question, args![id.number()]).await?.is_some() {
                found.push(what);
            }
        }
        Ok(found)
    }

    /// Everything the register said of the unit, for the record.
    async fn facts_of_unit(&mut self, unit: &Unit, reason: &str) -> Answer<serde_json::Value> {
        let spell = |s: &vunggoc_core::unit::Spell| {
            serde_json::json!({
                "from_on": s.from_on.to_string(), "until_on": s.until_on.to_string(), "name": s.name,
                "level": s.level, "kind": s.kind, "under": s.parent.map(Id::number),
            })
        };
        let spells: Vec<_> = unit.spells().iter().map(spell).collect();
        let codes = sql!("SELECT scheme, code FROM unit_code WHERE unit_id = $1 ORDER BY scheme, code");
        let codes = self.all(codes, args![unit.id.number()]).await?;
        let codes: Vec<_> =
            codes.iter().map(|r| Ok([r.text("scheme")?, r.text("code")?])).collect::<Answer<_>>()?;
        let aliases = sql!("SELECT alias FROM unit_alias WHERE unit_id = $1 ORDER BY alias_folded");
        let aliases = self.all(aliases, args![unit.id.number()]).await?;
        let aliases: Vec<_> = aliases.iter().map(|r| Ok(r.text("alias")?)).collect::<Answer<_>>()?;
        let links =
            sql!("SELECT relation, other_id, from_on FROM unit_link WHERE unit_id = $1 ORDER BY from_on");
        let links = self.all(links, args![unit.id.number()]).await?;
        let links: Vec<_> = links
            .iter()
            .map(|r| Ok((r.text("relation")?, r.int("other_id")?, r.text("from_on")?)))
            .collect::<Answer<_>>()?;
        Ok(serde_json::json!({
            "reason": reason, "tree": unit.tree.tag(), "spells": spells, "codes": codes, "aliases": aliases, "links": links,
        }))
    }

    /// Takes the unit out of every list; its spells go to the past.
    async fn forget_unit(&mut self, unit: &Unit, event: EventId) -> Answer<()> {
        let (id, now) = (unit.id.number(), self.now());
        self.keep_spells_past(unit.id, event).await?;
        self.run(sql!("DELETE FROM unit_spell WHERE unit_id = $1"), args![id]).await?;
        self.run(sql!("DELETE FROM unit_path WHERE descendant_id = $1"), args![id]).await?;
        self.run(sql!("DELETE FROM unit_code WHERE unit_id = $1"), args![id]).await?;
        self.run(sql!("DELETE FROM unit_alias WHERE unit_id = $1"), args![id]).await?;
        self.run(sql!("DELETE FROM unit_link WHERE unit_id = $1"), args![id]).await?;
        let update = sql!(
            "UPDATE unit SET annulled_at = $2, version = $3, event_id = $4 WHERE id = $1 AND version = $5"
        );
        self.tx.run_one(update, args![id, now, unit.version.next().0, event, unit.version.0]).await?;
        // Trees kept in memory are stale from now on.
        self.write_paths(&Places::new()).await
    }
}
