//! What the program keeps in memory: trees of a day and sums over them; caches only, asked for freshness.
//!
//! Invariant: nothing is taken from here without comparing its mark with the store in the same snapshot, so that
//! several servers, and a command beside a running server, agree. A mark is a counter that every change of the
//! register ([`REGISTER_MARK`]), of figures ([`FIGURE_MARK`]) or of open tasks ([`TASK_MARK`]) takes a number from.

use crate::figure::kept::Sums;
use crate::task::open::OpenTasks;
use crate::unit::on::TreeDay;
use crate::{Answer, Work};
use std::sync::{Arc, Mutex};
use vunggoc_core::Date;
use vunggoc_core::calendar::Calendar;
use vunggoc_core::period::Period;
use vunggoc_core::screening::Column;
use vunggoc_core::unit::Tree;
use vunggoc_db::{args, sql};

/// Counter taken from by every change of the register.
pub(crate) const REGISTER_MARK: &str = "register-mark";
/// Counter taken from by every change of figures; also the number of its event.
pub(crate) const FIGURE_MARK: &str = "figure-entry";
/// Counter taken from by every change of what is open and when it is due.
pub(crate) const TASK_MARK: &str = "task-mark";

/// How far the store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    pub(crate) register: i64,
    pub(crate) figures: i64,
}

/// The most trees of a day kept (a city of 20,000 units takes about 3 MB each).
const N_TREES: usize = 8;
/// The most bytes of all columns of sums together; those of eight periods of the same city take 20 million.
const N_SUM_BYTES: usize = 32 << 20;

type SumKey = (String, Period);

/// The most columns of figures kept (170 KB each there).
const N_COLUMNS: usize = 90;

/// A tree of some days with the mark up to which it is fresh.
type HeldTree = (i64, Arc<TreeDay>);

/// The caches of a program.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    trees: Mutex<Vec<HeldTree>>,
    sums: Kept<Arc<Sums>>,
    columns: Kept<Arc<Column>>,
    /// With their mark and the day for which they were made: today's, and one more around midnight.
    calendars: Mutex<Vec<(i64, Date, Arc<Calendar>)>>,
    /// With their mark.
    open_tasks: Mutex<Option<(i64, Arc<OpenTasks>)>>,
}

/// What is kept under a key and a mark, the most recently used last.
type Kept<T> = Mutex<Vec<(SumKey, Marks, T)>>;

fn take<T: Clone>(kept: &Kept<T>, key: &SumKey, marks: Marks) -> Option<T> {
    let mut held = kept.lock().ok()?;
    held.retain(|(_, m, _)| *m == marks);
    let at = held.iter().position(|(k, _, _)| k == key)?;
    let found = held.remove(at);
    let out = found.2.clone();
    held.push(found);
    Some(out)
}

/// Keeps one more, and lets go of those not used for longest while all weigh more than the most.
fn keep<T>(kept: &Kept<T>, most: usize, weight: impl Fn(&T) -> usize, key: SumKey, marks: Marks, of: T) {
    let Ok(mut held) = kept.lock() else { return };
    held.retain(|(k, _, _)| *k != key);
    held.push((key, marks, of));
    let mut weighs: usize = held.iter().map(|(_, _, one)| weight(one)).sum();
    while weighs > most && held.len() > 1 {
        weighs -= weight(&held.remove(0).2);
    }
}

impl Memory {
    pub(crate) fn tree(&self, tree: Tree, on: Date, mark: i64) -> Option<Arc<TreeDay>> {
        let mut held = self.trees.lock().ok()?;
        held.retain(|(m, _)| *m == mark);
        let at = held.iter().position(|(_, day)| day.tree() == tree && day.holds(on))?;
        let found = held.remove(at);
        let day = found.1.clone();
        held.push(found);
        Some(day)
    }

    pub(crate) fn keep_tree(&self, mark: i64, day: &Arc<TreeDay>) {
        let Ok(mut held) = self.trees.lock() else { return };
        held.retain(|(_, other)| other.tree() != day.tree() || other.days() != day.days());
        if held.len() >= N_TREES {
            held.remove(0);
        }
        held.push((mark, day.clone()));
    }

    pub(crate) fn calendar(&self, mark: i64, today: Date) -> Option<Arc<Calendar>> {
        let held = self.calendars.lock().ok()?;
        held.iter().find(|(m, day, _)| *m == mark && *day == today).map(|(_, _, calendar)| calendar.clone())
    }

    pub(crate) fn keep_calendar(&self, mark: i64, today: Date, calendar: &Arc<Calendar>) {
        let Ok(mut held) = self.calendars.lock() else { return };
        held.retain(|(m, day, _)| *m == mark && *day != today);
        if held.len() >= 2 {
            held.remove(0);
        }
        held.push((mark, today, calendar.clone()));
    }

    pub(crate) fn open_tasks(&self, mark: i64) -> Option<Arc<OpenTasks>> {
        let held = self.open_tasks.lock().ok()?;
        held.as_ref().filter(|(m, _)| *m == mark).map(|(_, open)| open.clone())
    }

    pub(crate) fn keep_open_tasks(&self, mark: i64, open: &Arc<OpenTasks>) {
        if let Ok(mut held) = self.open_tasks.lock() {
            *held = Some((mark, open.clone()));
        }
    }

    pub(crate) fn sums(&self, key: &SumKey, marks: Marks) -> Option<Arc<Sums>> {
        take(&self.sums, key, marks)
    }

    pub(crate) fn keep_sums(&self, key: SumKey, marks: Marks, sums: &Arc<Sums>) {
        // A column without a sum still takes its key.
        keep(&self.sums, N_SUM_BYTES, |sums| sums.n_bytes() + 1000, key, marks, sums.clone());
    }

    pub(crate) fn column(&self, key: &SumKey, marks: Marks) -> Option<Arc<Column>> {
        take(&self.columns, key, marks)
    }

    pub(crate) fn keep_column(&self, key: SumKey, marks: Marks, column: &Arc<Column>) {
        keep(&self.columns, N_COLUMNS, |_| 1, key, marks, column.clone());
    }
}

impl Work {
    /// How far the store is, in this snapshot; asked once where nothing is written.
    pub(crate) async fn marks(&mut self) -> Answer<Marks> {
        if let Some(marks) = self.marks_seen() {
            return Ok(marks);
        }
        let mut marks = Marks::default();
        let rows = self
            .all(
                sql!("SELECT noun, next_id FROM id_counter WHERE noun IN ($1, $2)"),
                args![REGISTER_MARK, FIGURE_MARK],
            )
            .await?;
        for row in &rows {
            let next = row.int("next_id")?;
            match row.text("noun")?.as_str() {
                REGISTER_MARK => marks.register = next,
                _ => marks.figures = next,
            }
        }
        self.keep_marks(marks);
        Ok(marks)
    }
}
