//! Việc đang mở theo cơ quan chủ trì: how many open tasks each body leads, by due date; in memory while no task changes.
//!
//! The sheet of a city counts over all its bodies: of a million tasks that took longer than all else on the page.
//! Invariant: whoever opens, closes or moves a task calls [`Work::tasks_changed`] in the same transaction.

use crate::memory::TASK_MARK;
use crate::unit::on::TreeDay;
use crate::{Answer, AppError, Work};
use std::sync::Arc;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// How many open tasks a body leads that are due on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    lead: i64,
    on: Date,
    n: i64,
}

/// Open tasks by lead body and due date, in that order.
#[derive(Debug)]
pub(crate) struct OpenTasks(Box<[Due]>);

impl OpenTasks {
    /// How many that a body of these positions leads are due within two days, both included.
    fn within(&self, day: &TreeDay, below: &std::ops::Range<usize>, from: Date, to: Date) -> i64 {
        let of_lead = self.0.chunk_by(|a, b| a.lead == b.lead);
        let inside = of_lead.filter(|dues| {
            let lead = dues.first().and_then(|due| day.order().position(Id::new(due.lead)));
            lead.is_some_and(|at| below.contains(&at))
        });
        inside.flatten().filter(|due| from <= due.on && due.on <= to).map(|due| due.n).sum()
    }
}

impl Work {
    /// Says that a task was opened, closed or moved: what is kept of open tasks is read anew.
    pub(crate) async fn tasks_changed(&mut self) -> Answer<()> {
        vunggoc_db::next_ids(&mut self.tx, TASK_MARK, 1).await?;
        Ok(())
    }

    /// How many open tasks led below a unit are due before a day, and from it to another.
    pub(crate) async fn n_due_below(&mut self, unit: Id<Unit>, from: Date, to: Date) -> Answer<(i64, i64)> {
        let tree = self.one(sql!("SELECT tree FROM unit WHERE id = $1"), args![unit.number()]).await?;
        let tree = Tree::from_tag(&tree.text("tree")?).ok_or_else(|| AppError::fault("tree of a unit"))?;
        let day = self.tree_on(tree, self.today()).await?;
        let Some(at) = day.order().position(unit) else { return Ok((0, 0)) };
        let below = day.order().subtree(at);
        let open = self.open_tasks().await?;
        let before = from.yesterday().unwrap_or(from);
        Ok((open.within(&day, &below, Date::MIN, before), open.within(&day, &below, from, to)))
    }

    async fn open_tasks(&mut self) -> Answer<Arc<OpenTasks>> {
        let mark = sql!("SELECT COALESCE(MAX(next_id), 0) AS mark FROM id_counter WHERE noun = $1");
        let mark = self.one(mark, args![TASK_MARK]).await?.int("mark")?;
        if let Some(open) = self.app().memory().open_tasks(mark) {
            return Ok(open);
        }
        let open = Arc::new(self.read_open_tasks().await?);
        if self.keeps_in_memory() {
            self.app().memory().keep_open_tasks(mark, &open);
        }
        Ok(open)
    }

    async fn read_open_tasks(&mut self) -> Answer<OpenTasks> {
        let packed = sql!(
            "SELECT string_agg(CAST(x.lead_unit_id AS TEXT) || ' ' || x.due_on || ' ' || CAST(x.n AS TEXT), ',') AS packed
             FROM (SELECT t.lead_unit_id, t.due_on, COUNT(*) AS n FROM task t WHERE t.state = 'open'
               GROUP BY t.lead_unit_id, t.due_on) x"
        );
        let packed = self.one(packed, &[]).await?.opt_text("packed")?.unwrap_or_default();
        let due = |piece: &str| {
            let mut parts = piece.split(' ');
            let lead = parts.next()?.parse().ok()?;
            let on = parts.next()?.parse().ok()?;
            Some(Due { lead, on, n: parts.next()?.parse().ok()? })
        };
        let pieces = packed.split(',').filter(|piece| !piece.is_empty());
        let mut dues: Vec<Due> =
            pieces.map(due).collect::<Option<_>>().ok_or_else(|| AppError::fault("packed open tasks"))?;
        dues.sort_unstable();
        Ok(OpenTasks(dues.into()))
    }
}
