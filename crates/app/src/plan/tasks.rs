//! From measures to tasks: what an edition adds, changes and drops.
//!
//! A measure whose due date alone moved keeps its task, and the old promise stays on record there. One that was put
//! otherwise stops its task by the paper of the amendment and gives a new one; one that was dropped stops it.

use crate::task::raise::{GroundDraft, TaskDraft};
use crate::{Answer, AppError, Work};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::plan::difference::{Was, by_number};
use vunggoc_core::plan::{Content, Edition, Kind, Measure, Plan};
use vunggoc_core::task::{Act, ActKind, ByWhom, Cause, Ground, Task, ground};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Value, args, sql};

impl Work {
    /// Raises the tasks of a first edition; of a later one, those of what it changed.
    pub(super) async fn raise_measures(
        &mut self,
        plan: &Plan,
        edition: &Edition,
        before: Option<&Content>,
    ) -> Answer<()> {
        let Some(before) = before else {
            let measures: Vec<&Measure> = edition.content.measures.iter().collect();
            return self.raise_first(plan, edition, &measures).await;
        };
        let mut fresh: Vec<Measure> = Vec::new();
        for was in by_number(&before.measures, &edition.content.measures, |m| m.no) {
            match was {
                Was::Added(measure) => fresh.push(measure),
                Was::Dropped(measure) => self.stop_measure(plan, edition, &measure).await?,
                Was::Changed(old, new) if only_due_moved(&old, &new) => {
                    self.move_measure(plan, edition, &new).await?;
                }
                Was::Changed(old, new) => {
                    self.stop_measure(plan, edition, &old).await?;
                    fresh.push(*new);
                }
            }
        }
        self.raise_further(plan, edition, &fresh).await
    }

    async fn raise_first(&mut self, plan: &Plan, edition: &Edition, measures: &[&Measure]) -> Answer<()> {
        let unit = crate::unit::find::name_on(self, plan.unit, edition.issued_on).await?;
        let title = match plan.kind {
            Kind::Scheme => format!("Đề án củng cố {unit}"),
            Kind::BranchPlan => format!("Kế hoạch củng cố {unit}"),
        };
        let ground = GroundDraft {
            unit: plan.unit,
            kind: ground::Kind::Plan,
            source: Some(plan.id.number()),
            title,
            opened_on: edition.issued_on,
            year: None,
            paper: Some(edition.paper),
        };
        let mut tasks = Vec::new();
        for measure in measures {
            tasks.push(self.task_of(measure, edition.issued_on).await?);
        }
        let ground = self.raise(ground, tasks).await?;
        let numbers: Vec<i64> = measures.iter().map(|m| m.no).collect();
        self.link_tasks(plan, edition, ground, 0, &numbers).await
    }

    async fn raise_further(&mut self, plan: &Plan, edition: &Edition, measures: &[Measure]) -> Answer<()> {
        if measures.is_empty() {
            return Ok(());
        }
        let (ground, version) = self.ground_of(plan).await?;
        let last = sql!("SELECT COALESCE(MAX(no), 0) AS no FROM task WHERE ground_id = $1");
        let last = self.one(last, args![ground.number()]).await?.int("no")?;
        let mut tasks = Vec::new();
        for measure in measures {
            tasks.push(self.task_of(measure, edition.issued_on).await?);
        }
        self.raise_more(ground, plan.unit, version, tasks).await?;
        let numbers: Vec<i64> = measures.iter().map(|m| m.no).collect();
        self.link_tasks(plan, edition, ground, last, &numbers).await
    }

    async fn ground_of(&mut self, plan: &Plan) -> Answer<(Id<Ground>, vunggoc_core::Version)> {
        let found = sql!("SELECT id, version FROM ground WHERE kind = 'plan' AND source_id = $1");
        let row = self.one(found, args![plan.id.number()]).await?;
        Ok((Id::new(row.int("id")?), vunggoc_core::Version(row.int("version")?)))
    }

    /// Keeps which task each measure became: the tasks after a number of a ground, in the order of the measures.
    async fn link_tasks(
        &mut self,
        plan: &Plan,
        edition: &Edition,
        ground: Id<Ground>,
        after: i64,
        measures: &[i64],
    ) -> Answer<()> {
        let tasks = sql!("SELECT id FROM task WHERE ground_id = $1 AND no > $2 ORDER BY no");
        let tasks = self.all(tasks, args![ground.number(), after]).await?;
        let mut values = Vec::new();
        for (row, measure) in tasks.iter().zip(measures) {
            let numbers = [row.int("id")?, plan.id.number(), *measure, edition.no];
            values.extend(numbers.map(Value::from));
        }
        let head = "INSERT INTO plan_task (task_id, plan_id, measure_no, edition)";
        self.tx.insert_many(head, 4, &values).await?;
        Ok(())
    }

    async fn task_of(&mut self, measure: &Measure, started_on: Date) -> Answer<TaskDraft> {
        let lead = measure.lead.ok_or_else(|| AppError::fault("an issued measure has its lead"))?;
        let post = sql!("SELECT id FROM post WHERE unit_id = $1 AND name_folded = $2 AND until_on > $3");
        let post = self.maybe(post, args![lead.number(), fold(measure.post.trim()), started_on]).await?;
        Ok(TaskDraft {
            content: measure.content.trim().into(),
            product: measure.product.trim().into(),
            lead: Some(lead),
            support: self.measure_supports(measure, lead, started_on).await?,
            post: post.map(|r| r.int("id")).transpose()?.map(Id::new),
            doer: measure.post.trim().into(),
            started_on: Some(started_on),
            due_on: measure.due_on,
            ..TaskDraft::default()
        })
    }

    /// The supporting bodies that the plan names as the register does; others stay words of the plan.
    async fn measure_supports(
        &mut self,
        measure: &Measure,
        lead: Id<Unit>,
        on: Date,
    ) -> Answer<Vec<Id<Unit>>> {
        let mut found: Vec<Id<Unit>> = Vec::new();
        for name in measure.support.split([';', ',', '\n']).map(str::trim).filter(|n| !n.is_empty()) {
            let unit = sql!(
                "SELECT unit_id FROM unit_spell WHERE name_folded = $1 AND from_on <= $2 AND until_on > $2 ORDER BY unit_id LIMIT 1"
            );
            if let Some(row) = self.maybe(unit, args![fold(name), on]).await? {
                let id = Id::new(row.int("unit_id")?);
                if id != lead && !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        Ok(found)
    }

    /// The open task of a measure, if it has one.
    async fn open_task(&mut self, plan: &Plan, measure: i64) -> Answer<Option<Task>> {
        let open = sql!(
            "SELECT t.id FROM plan_task p JOIN task t ON t.id = p.task_id AND t.state = 'open'
             WHERE p.plan_id = $1 AND p.measure_no = $2 ORDER BY t.id DESC LIMIT 1"
        );
        match self.maybe(open, args![plan.id.number(), measure]).await? {
            Some(row) => Ok(Some(self.task(Id::new(row.int("id")?), Action::ReadTasks).await?)),
            None => Ok(None),
        }
    }

    /// Finishes and confirms the task of a measure, as a register of past years says it was done.
    pub(super) async fn finish_measure(
        &mut self,
        plan: &Plan,
        measure: i64,
        on: Date,
        result: &str,
    ) -> Answer<()> {
        let Some(task) = self.open_task(plan, measure).await? else { return Ok(()) };
        let seen = task.version;
        let done = task.act(on, Act::Finish { result: result.to_owned(), by: None })?;
        let facts = serde_json::json!({ "on": on.to_string() });
        self.save_task(seen, &done, ActKind::Finish, facts.clone()).await?;
        let seen = done.version;
        let confirmed = done.act(on, Act::Confirm { by: ByWhom::Another })?;
        let event = self.save_task(seen, &confirmed, ActKind::Confirm, facts).await?;
        let insert = sql!(
            "INSERT INTO task_confirmation (task_id, no, outcome, by_whom, account_id, confirmed_on, reason, event_id)
             VALUES ($1, 1, 'confirmed', $2, NULL, $3, '', $4)"
        );
        self.run(insert, args![confirmed.id.number(), ByWhom::Another.tag(), on, event]).await?;
        Ok(())
    }

    async fn stop_measure(&mut self, plan: &Plan, edition: &Edition, measure: &Measure) -> Answer<()> {
        let Some(task) = self.open_task(plan, measure.no).await? else { return Ok(()) };
        let seen = task.version;
        let act = Act::Stop { paper: edition.paper, reason: edition.reason.clone() };
        let after = task.act(edition.issued_on, act)?;
        let facts = serde_json::json!({ "plan": plan.id.number(), "edition": edition.no });
        self.save_task(seen, &after, ActKind::Stop, facts).await?;
        Ok(())
    }

    async fn move_measure(&mut self, plan: &Plan, edition: &Edition, measure: &Measure) -> Answer<()> {
        let (Some(task), Some(to_on)) = (self.open_task(plan, measure.no).await?, measure.due_on) else {
            return Ok(());
        };
        if task.due_on == to_on {
            return Ok(());
        }
        let (seen, from_on) = (task.version, task.due_on);
        let act = Act::Move { to_on, reason: edition.reason.clone(), cause: Cause::Decided };
        let after = task.act(edition.issued_on, act)?;
        let facts = serde_json::json!({ "plan": plan.id.number(), "edition": edition.no, "due_on": to_on.to_string() });
        let event = self.save_task(seen, &after, ActKind::Move, facts).await?;
        let insert = sql!(
            "INSERT INTO task_due_move (task_id, no, from_on, to_on, reason, cause, paper_id, moved_on, event_id)
             VALUES ($1, (SELECT COUNT(*) + 1 FROM task_due_move WHERE task_id = $1), $2, $3, $4, $5, $6, $7, $8)"
        );
        let values = args![
            after.id.number(),
            from_on,
            to_on,
            &edition.reason,
            Cause::Decided.tag(),
            edition.paper.number(),
            edition.issued_on,
            event
        ];
        self.run(insert, values).await?;
        Ok(())
    }
}

fn only_due_moved(old: &Measure, new: &Measure) -> bool {
    Measure { due_on: new.due_on, ..old.clone() } == *new
}
