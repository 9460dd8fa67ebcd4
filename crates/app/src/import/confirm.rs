//! Ghi: all of it or nothing, after a person has seen what stands in the preview.

use super::{Import, Kind, sheets_of};
use crate::event::{Entry, NOTHING};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::{Id, Version};
use vunggoc_db::{args, sql};

/// Whether a person has seen what must be seen (totals that do not add up, hidden rows).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// He says so.
    Yes,
    /// Not yet.
    NotYet,
}

/// Writes an import; how many figures or units were new or other than before.
pub async fn confirm(ctx: &Ctx, id: Id<Import>, version: Version, seen: Seen) -> Answer<i64> {
    change!(ctx, |work| {
        let import = work.import(id).await?;
        at_version(version, import.version)?;
        let file = work.file(import.file).await?;
        let sheets = sheets_of(&file.bytes, &file.name)?;
        let sheet = sheets.get(import.choices.sheet).ok_or(AppError::NotFound)?;
        let n_written = match import.kind {
            Kind::Figures => {
                let plan = work.plan_figures(&import, sheet).await?;
                plan.is_ready()?;
                if !plan.problems.is_empty() && seen == Seen::NotYet {
                    return Err(AppError::Broken(Rule::ImportNotSeen));
                }
                work.load_figures(&plan.batch).await?
            }
            Kind::Listings => {
                let plan = work.plan_listings(&import, sheet).await?;
                if plan.problems.iter().any(|p| p.weight == super::Weight::Stop) {
                    return Err(AppError::Broken(Rule::ImportNotReady));
                }
                if !plan.problems.is_empty() && seen == Seen::NotYet {
                    return Err(AppError::Broken(Rule::ImportNotSeen));
                }
                crate::listing::load::check_twice(&plan.lives)?;
                match plan.lives.is_empty() {
                    true => 0,
                    false => work.load_listings(&file.name, &plan.lives).await?,
                }
            }
            Kind::Tasks => {
                let plan = work.plan_tasks(&import, sheet).await?;
                if plan.problems.iter().any(|p| p.weight == super::Weight::Stop) {
                    return Err(AppError::Broken(Rule::ImportNotReady));
                }
                if !plan.problems.is_empty() && seen == Seen::NotYet {
                    return Err(AppError::Broken(Rule::ImportNotSeen));
                }
                work.load_planned_tasks(&import, &file.name, &plan).await?
            }
            Kind::Units => {
                let plan = work.plan_units(&import, sheet).await?;
                if plan.problems.iter().any(|p| p.weight == super::Weight::Stop) {
                    return Err(AppError::Broken(Rule::ImportNotReady));
                }
                if !plan.problems.is_empty() && seen == Seen::NotYet {
                    return Err(AppError::Broken(Rule::ImportNotSeen));
                }
                if !plan.new.units.is_empty() {
                    work.load_units(&file.name, &plan.new).await?;
                }
                i64::try_from(plan.new.units.len()).map_err(|_| AppError::fault("count of units"))?
            }
        };
        let noun_id = work.next_id::<Import>("import-learn").await?.number();
        let facts = serde_json::json!({ "import": id.number(), "n_names": import.choices.names.len() });
        let unit = Some(import.under);
        let entry = Entry { noun: "import-learn", noun_id, from: NOTHING, action: "learn", unit, facts };
        let event = work.record(entry).await?;
        work.learn_head(&import, sheet, event).await?;
        work.learn_names(&import, event).await?;
        work.save_choices(&import, &import.choices, Some(n_written)).await?;
        Ok(n_written)
    })
}

impl Work {
    /// Names that a person chose for are other names of their units from now on.
    async fn learn_names(&mut self, import: &Import, event: crate::event::EventId) -> Answer<()> {
        let now = self.now();
        for (key, unit) in import.choices.names.iter().filter(|(_, unit)| **unit > 0) {
            // Only the name is learned, not the unit above it: the key is `name|above`.
            let name = key.split('|').next().unwrap_or(key);
            let insert = sql!(
                "INSERT INTO unit_alias (alias_folded, unit_id, alias, learned_at, event_id) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (alias_folded, unit_id) DO NOTHING"
            );
            self.run(insert, args![name, *unit, name, now, event]).await?;
        }
        Ok(())
    }
}
