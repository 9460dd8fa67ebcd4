//! Thành lập, thay đổi, kết thúc, sửa sai: one unit at a time, each with its paper.

use crate::event::{Entry, NOTHING};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::paper::{Draft, Paper};
use vunggoc_core::unit::{Act, Correction, Spell, Tree, Unit};
use vunggoc_core::{Date, Id, OPEN_END, Version};
use vunggoc_db::{args, sql};

/// What a new unit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// Its tree.
    pub tree: Tree,
    /// The unit above; none for a root, which who sets up the installation may found.
    pub under: Option<Id<Unit>>,
    /// Its first day.
    pub from_on: Date,
    /// Its name.
    pub name: String,
    /// Loại hình.
    pub kind: String,
    /// Cấp.
    pub level: String,
    /// Its code in the office's scheme, where it has one.
    pub code: Option<(String, String)>,
    /// The paper that founds it, where there is one.
    pub paper: Option<Draft>,
}

/// Thành lập một tổ chức.
pub async fn found(ctx: &Ctx, wish: Founding) -> Answer<Id<Unit>> {
    change!(ctx, |work| { work.found(wish.clone()).await })
}

impl Work {
    /// Founds a unit within a change; with leave for the unit above it.
    pub(crate) async fn found(&mut self, wish: Founding) -> Answer<Id<Unit>> {
        match wish.under {
            Some(above) => self.leave_above(above).await?,
            None => self.leave_anywhere(Action::ManageInstallation).await?,
        }
        let id: Id<Unit> = self.next_id("unit").await?;
        let paper = self.paper_of(wish.under.unwrap_or(id), wish.paper).await?;
        let spell = Spell {
            from_on: wish.from_on,
            until_on: OPEN_END,
            name: wish.name.trim().to_owned(),
            kind: wish.kind,
            level: wish.level,
            parent: wish.under,
            paper,
        };
        let unit = Unit::found(id, wish.tree, spell)?;
        self.check_above(&unit, wish.from_on).await?;
        let facts = serde_json::json!({ "name": wish.name, "from_on": wish.from_on.to_string() });
        let entry = Entry {
            noun: "unit",
            noun_id: id.number(),
            from: NOTHING,
            action: "found",
            unit: Some(id),
            facts,
        };
        let event = self.record(entry).await?;
        let insert =
            sql!("INSERT INTO unit (id, tree, last_until_on, version, event_id) VALUES ($1, $2, $3, $4, $5)");
        self.run(insert, args![id.number(), wish.tree.tag(), OPEN_END, Version::FIRST.0, event]).await?;
        self.write_unit(&unit, event).await?;
        self.rebuild_paths(id.number()).await?;
        if let Some((scheme, code)) = &wish.code {
            self.write_code(id, scheme, code, wish.from_on, event).await?;
        }
        Ok(id)
    }
}

/// Đổi tên, chuyển trực thuộc, chuyển loại hình, kết thúc.
pub async fn act(
    ctx: &Ctx,
    id: Id<Unit>,
    seen: Version,
    on: Date,
    what: Act,
    paper: Option<Draft>,
) -> Answer<Id<Unit>> {
    change!(ctx, |work| {
        let unit = work.unit(id, Action::ChangeRegister).await?;
        at_version(seen, unit.version)?;
        if let Act::Move { under } = &what {
            work.leave_above(*under).await?;
        }
        if what == Act::End {
            work.check_alone(id, on).await?;
        }
        let paper = work.paper_of(id, paper.clone()).await?;
        let after = unit.act(on, what.clone(), paper)?;
        work.check_above(&after, on).await?;
        work.save_unit(
            &after,
            seen,
            verb(&what),
            serde_json::json!({ "on": on.to_string(), "act": said(&what) }),
        )
        .await
    })
}

/// Sửa sai: a spell that was entered wrong; the record keeps both.
pub async fn correct(
    ctx: &Ctx,
    id: Id<Unit>,
    seen: Version,
    from_on: Date,
    right: Correction,
    reason: String,
) -> Answer<Id<Unit>> {
    change!(ctx, |work| {
        if reason.trim().is_empty() {
            return Err(AppError::Broken(Rule::Field { name: "reason" }));
        }
        let unit = work.unit(id, Action::ChangeRegister).await?;
        at_version(seen, unit.version)?;
        let after = unit.correct(from_on, right.clone())?;
        work.check_above(&after, from_on).await?;
        let facts =
            serde_json::json!({ "from_on": from_on.to_string(), "name": right.name, "reason": reason });
        work.save_unit(&after, seen, "correct", facts).await
    })
}

fn verb(act: &Act) -> &'static str {
    match act {
        Act::Rename { .. } => "rename",
        Act::Move { .. } => "move",
        Act::Reclass { .. } => "reclass",
        Act::End => "end",
    }
}

fn said(act: &Act) -> String {
    match act {
        Act::Rename { name } => name.clone(),
        Act::Move { under } => under.to_string(),
        Act::Reclass { kind, level } => format!("{kind} {level}"),
        Act::End => String::new(),
    }
}

impl Work {
    async fn save_unit(
        &mut self,
        after: &Unit,
        seen: Version,
        verb: &'static str,
        facts: serde_json::Value,
    ) -> Answer<Id<Unit>> {
        let id = after.id;
        let entry =
            Entry { noun: "unit", noun_id: id.number(), from: seen, action: verb, unit: Some(id), facts };
        let event = self.record(entry).await?;
        self.write_unit(after, event).await?;
        self.rebuild_paths(id.number()).await?;
        Ok(id)
    }

    /// Leave to put a unit under another; one that is not there for the actor is no unit to stand under.
    async fn leave_above(&mut self, above: Id<Unit>) -> Answer<()> {
        match self.leave(Action::ReadRegister, Action::ChangeRegister, above).await {
            Err(AppError::NotFound) => Err(AppError::Broken(Rule::UnitAbove)),
            other => other,
        }
    }

    pub(crate) async fn paper_of(
        &mut self,
        unit: Id<Unit>,
        draft: Option<Draft>,
    ) -> Answer<Option<Id<Paper>>> {
        match draft {
            Some(draft) => {
                let paper = draft.check()?;
                Ok(Some(self.keep_paper(unit, &paper).await?))
            }
            None => Ok(None),
        }
    }

    /// The unit above must exist on that day, be of the same tree, and not stand below.
    async fn check_above(&mut self, unit: &Unit, on: Date) -> Answer<()> {
        let Some(above) = unit.on(on).and_then(|s| s.parent) else { return Ok(()) };
        let above = self.unit_unasked(above).await.map_err(|_| AppError::Broken(Rule::UnitAbove))?;
        if above.tree != unit.tree || above.on(on).is_none() {
            return Err(AppError::Broken(Rule::UnitAbove));
        }
        let below = sql!(
            "SELECT descendant_id FROM unit_path WHERE ancestor_id = $1 AND descendant_id = $2 AND until_on > $3 LIMIT 1"
        );
        match self.maybe(below, args![unit.id.number(), above.id.number(), on]).await? {
            Some(_) => Err(AppError::Broken(Rule::UnitAbove)),
            None => Ok(()),
        }
    }

    /// A unit ends only when nothing stands below it any more.
    async fn check_alone(&mut self, id: Id<Unit>, on: Date) -> Answer<()> {
        let below = sql!("SELECT unit_id FROM unit_spell WHERE parent_id = $1 AND until_on > $2 LIMIT 1");
        match self.maybe(below, args![id.number(), on]).await? {
            Some(_) => Err(AppError::Broken(Rule::UnitInUse)),
            None => Ok(()),
        }
    }

    pub(crate) async fn write_code(
        &mut self,
        id: Id<Unit>,
        scheme: &str,
        code: &str,
        from_on: Date,
        event: crate::event::EventId,
    ) -> Answer<()> {
        let insert = sql!(
            "INSERT INTO unit_code (unit_id, scheme, code, from_on, until_on, event_id) VALUES ($1, $2, $3, $4, $5, $6)"
        );
        let written = self.tx.run(insert, args![id.number(), scheme, code, from_on, OPEN_END, event]).await;
        match written {
            Ok(_) => Ok(()),
            Err(vunggoc_db::DbError::Unique { .. }) => {
                Err(AppError::Broken(Rule::CodeTaken { code: code.to_owned() }))
            }
            Err(other) => Err(other.into()),
        }
    }
}
