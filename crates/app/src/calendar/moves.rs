//! Đổi lịch, đổi hạn: the due dates that follow from a term and move with the calendar.
//!
//! A due date follows its term until somebody moves it by a decision of his own; then it stays where he put it. What
//! moves is shown before it is written, with from, to and the days that are why; the old promise stays on record.

use super::decide::DayChange;
use crate::event::Entry;
use crate::{Answer, Work};
use vunggoc_core::calendar::Calendar;
use vunggoc_core::paper::Paper;
use vunggoc_core::task::recount::moved;
use vunggoc_core::task::{Cause, Days, Term};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Row, Value, args, sql};

/// Due dates that move alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveGroup {
    /// From which day the term counts.
    pub start_on: Date,
    /// How many days.
    pub n: i64,
    /// Which days count.
    pub days: Days,
    /// The due date as it stands.
    pub from_on: Date,
    /// The due date as it would be.
    pub to_on: Date,
    /// How many tasks.
    pub n_tasks: usize,
    /// One of them, in words.
    pub example: String,
    /// The changed days that are why.
    pub why: Vec<Date>,
}

/// What a calendar would move.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moves {
    /// How many open tasks have a due date that follows from a term.
    pub n_followers: usize,
    /// How many of them move.
    pub n_moved: usize,
    /// The moves, by due date; at most [`N_GROUPS`].
    pub groups: Vec<MoveGroup>,
    /// How many of those that move stand in no group that is shown.
    pub n_unshown: usize,
}

/// The most groups that are shown.
pub const N_GROUPS: usize = 100;

/// An open task whose due date follows from its term.
pub(crate) struct Follower {
    id: i64,
    unit: Id<Unit>,
    version: Version,
    started_on: Date,
    due_on: Date,
    term: Term,
    n_moves: i64,
}

impl Work {
    async fn followers(&mut self) -> Answer<Vec<Follower>> {
        let rows = self
            .all(
                sql!(
                    "SELECT t.id, t.unit_id, t.version, t.started_on, t.due_on, t.term_start_on, t.term_n, t.term_days,
                       (SELECT COUNT(*) FROM task_due_move c WHERE c.task_id = t.id) AS n_moves
                     FROM task t WHERE t.state = 'open' AND t.term_n IS NOT NULL
                     AND NOT EXISTS (SELECT 1 FROM task_due_move m WHERE m.task_id = t.id AND m.cause = 'decided')
                     ORDER BY t.due_on, t.id"
                ),
                &[],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// What a calendar would move, for the preview.
    pub(crate) async fn moves(&mut self, next: &Calendar, changes: &[DayChange]) -> Answer<Moves> {
        let followers = self.followers().await?;
        let mut groups: Vec<(MoveGroup, i64)> = Vec::new();
        let mut n_moved = 0;
        for (place, to_on) in moved(next, followers.iter().map(|f| (f.term, f.due_on, f.started_on))) {
            let Some(f) = followers.get(place) else { continue };
            n_moved += 1;
            let alike = groups.iter().rposition(|(g, _)| {
                (g.start_on, g.n, g.days, g.from_on, g.to_on)
                    == (f.term.start_on, f.term.n, f.term.days, f.due_on, to_on)
            });
            if let Some((group, _)) = alike.and_then(|place| groups.get_mut(place)) {
                group.n_tasks += 1;
            } else if groups.len() < N_GROUPS {
                groups.push((group(f, to_on, changes), f.id));
            }
        }
        let mut named = Vec::new();
        for (group, id) in groups {
            let content = sql!("SELECT content FROM task WHERE id = $1");
            let example = self.one(content, args![id]).await?.text("content")?;
            named.push(MoveGroup { example, ..group });
        }
        let n_unshown = n_moved - named.iter().map(|group| group.n_tasks).sum::<usize>();
        Ok(Moves { n_followers: followers.len(), n_moved, groups: named, n_unshown })
    }

    /// Moves every due date that follows from a term to where a calendar puts it; how many moved.
    pub(crate) async fn move_dues(
        &mut self,
        next: &Calendar,
        paper: Id<Paper>,
        number: &str,
    ) -> Answer<usize> {
        let followers = self.followers().await?;
        let moved: Vec<(&Follower, Date)> =
            moved(next, followers.iter().map(|f| (f.term, f.due_on, f.started_on)))
                .filter_map(|(place, to)| followers.get(place).map(|f| (f, to)))
                .collect();
        let entries = moved.iter().map(|(f, to)| Entry {
            noun: "task",
            noun_id: f.id,
            from: f.version,
            action: "move",
            unit: Some(f.unit),
            facts: serde_json::json!({
                "from": f.due_on.to_string(), "to": to.to_string(), "cause": Cause::Calendar.tag(), "paper": paper.number(),
            }),
        });
        let events = self.record_many(entries.collect()).await?;
        let reason = format!("Lịch làm việc thay đổi theo văn bản {number}");
        let today = self.today();
        let mut values: Vec<Value> = Vec::new();
        for ((f, to), event) in moved.iter().zip(&events) {
            values.extend_from_slice(args![
                f.id,
                f.n_moves + 1,
                f.due_on,
                *to,
                reason.as_str(),
                Cause::Calendar.tag(),
                paper.number(),
                today,
                *event
            ]);
        }
        let head = "INSERT INTO task_due_move (task_id, no, from_on, to_on, reason, cause, paper_id, moved_on, event_id)";
        self.tx.insert_many(head, 9, &values).await?;
        // The event that leads a task to its next version is the one just written.
        self.run(
            sql!(
                "UPDATE task SET due_on = m.to_on, version = task.version + 1, event_id = m.event_id
                 FROM task_due_move m JOIN event e ON e.id = m.event_id
                 WHERE m.cause = 'calendar' AND m.moved_on = $1 AND m.task_id = task.id AND e.noun = 'task'
                 AND e.noun_id = task.id AND e.to_version = task.version + 1"
            ),
            args![today],
        )
        .await?;
        self.tasks_changed().await?;
        Ok(moved.len())
    }
}

fn group(f: &Follower, to_on: Date, changes: &[DayChange]) -> MoveGroup {
    let last = f.due_on.max(to_on);
    MoveGroup {
        start_on: f.term.start_on,
        n: f.term.n,
        days: f.term.days,
        from_on: f.due_on,
        to_on,
        n_tasks: 1,
        example: String::new(),
        why: changes.iter().map(|c| c.on).filter(|on| f.term.start_on < *on && *on <= last).collect(),
    }
}

fn read(row: &Row) -> Answer<Follower> {
    let days = row.text("term_days")?;
    Ok(Follower {
        id: row.int("id")?,
        unit: Id::new(row.int("unit_id")?),
        version: Version(row.int("version")?),
        started_on: row.date("started_on")?,
        due_on: row.date("due_on")?,
        term: Term {
            start_on: row.date("term_start_on")?,
            n: row.int("term_n")?,
            days: Days::from_tag(&days)
                .ok_or_else(|| crate::AppError::fault(format!("days of a term: {days}")))?,
        },
        n_moves: row.int("n_moves")?,
    })
}
