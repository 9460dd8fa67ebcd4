//! Tiến độ nhiệm vụ theo cơ quan chủ trì: counts by office and by source, never by person.
//!
//! An office is counted for whoever may read the tasks of its place; so each sees its own, and a committee those
//! below it. Open tasks stand as on the day; finished ones are those that were due in the period.

use crate::{Answer, Ctx};
use serde::Serialize;
use std::collections::BTreeMap;
use vunggoc_core::Date;
use vunggoc_core::access::Action;
use vunggoc_db::{Row, args, sql};

/// How many tasks stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, utoipa::ToSchema)]
pub struct Counts {
    /// Đang thực hiện trong hạn, chưa đến hạn.
    pub n_in_time: i64,
    /// Quá hạn chưa hoàn thành.
    pub n_overdue: i64,
    /// Hoàn thành đúng hạn.
    pub n_done_in_time: i64,
    /// Hoàn thành quá hạn.
    pub n_done_late: i64,
}

impl Counts {
    /// All of them.
    #[must_use]
    pub const fn n_all(&self) -> i64 {
        self.n_in_time + self.n_overdue + self.n_done_in_time + self.n_done_late
    }

    const fn add(&mut self, other: Self) {
        self.n_in_time += other.n_in_time;
        self.n_overdue += other.n_overdue;
        self.n_done_in_time += other.n_done_in_time;
        self.n_done_late += other.n_done_late;
    }
}

/// One office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct OfficeLine {
    /// Its number.
    pub unit_id: i64,
    /// Its name today.
    pub unit: String,
    /// How its tasks stand.
    pub counts: Counts,
}

/// One source of tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SourceLine {
    /// Loại căn cứ: a tag.
    pub kind: String,
    /// How its tasks stand.
    pub counts: Counts,
}

/// The progress of all offices that the reader may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Offices {
    /// First day of the period.
    pub from_on: String,
    /// The day as of which open tasks are counted; the last of the period.
    pub on: String,
    /// By name.
    pub offices: Vec<OfficeLine>,
    /// In the order of their tags.
    pub sources: Vec<SourceLine>,
    /// All together.
    pub whole: Counts,
}

/// Counts the tasks of each office between two days, as far as the reader may see.
pub async fn offices(ctx: &Ctx, from_on: Date, on: Date) -> Answer<Offices> {
    let mut work = ctx.look().await?;
    let rows = work
        .all(
            sql!(
                "SELECT x.lead_unit_id, u.name, g.kind, CAST(SUM(x.n_in_time) AS BIGINT) AS n_in_time,
                   CAST(SUM(x.n_overdue) AS BIGINT) AS n_overdue, CAST(SUM(x.n_done_in_time) AS BIGINT) AS n_done_in_time,
                   CAST(SUM(x.n_done_late) AS BIGINT) AS n_done_late
                 FROM (
                   SELECT t.lead_unit_id, t.ground_id, SUM(CASE WHEN t.due_on >= $4 THEN 1 ELSE 0 END) AS n_in_time,
                     SUM(CASE WHEN t.due_on < $4 THEN 1 ELSE 0 END) AS n_overdue, 0 AS n_done_in_time, 0 AS n_done_late
                   FROM task t WHERE t.state = 'open' AND t.started_on <= $4 GROUP BY t.lead_unit_id, t.ground_id
                   UNION ALL
                   SELECT t.lead_unit_id, t.ground_id, 0, 0, SUM(CASE WHEN t.closed_on <= t.due_on THEN 1 ELSE 0 END),
                     SUM(CASE WHEN t.closed_on > t.due_on THEN 1 ELSE 0 END)
                   FROM task t WHERE t.state = 'done' AND t.due_on >= $5 AND t.due_on <= $4 GROUP BY t.lead_unit_id, t.ground_id
                 ) x
                 JOIN ground g ON g.id = x.ground_id
                 JOIN unit_spell u ON u.unit_id = x.lead_unit_id AND u.from_on <= $3 AND u.until_on =
                   (SELECT MAX(z.until_on) FROM unit_spell z WHERE z.unit_id = x.lead_unit_id AND z.from_on <= $3)
                 WHERE ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = x.lead_unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 GROUP BY x.lead_unit_id, u.name, u.name_sort, g.kind ORDER BY u.name_sort, x.lead_unit_id, g.kind"
            ),
            args![work.actor().number(), Action::ReadTasks.tag(), work.today(), on, from_on],
        )
        .await?;
    gather(&rows, from_on, on)
}

fn gather(rows: &[Row], from_on: Date, on: Date) -> Answer<Offices> {
    let mut offices: Vec<OfficeLine> = Vec::new();
    let mut sources: BTreeMap<String, Counts> = BTreeMap::new();
    let mut whole = Counts::default();
    for row in rows {
        let counts = Counts {
            n_in_time: row.int("n_in_time")?,
            n_overdue: row.int("n_overdue")?,
            n_done_in_time: row.int("n_done_in_time")?,
            n_done_late: row.int("n_done_late")?,
        };
        whole.add(counts);
        sources.entry(row.text("kind")?).or_default().add(counts);
        let unit_id = row.int("lead_unit_id")?;
        match offices.last_mut().filter(|o| o.unit_id == unit_id) {
            Some(office) => office.counts.add(counts),
            None => offices.push(OfficeLine { unit_id, unit: row.text("name")?, counts }),
        }
    }
    let sources = sources.into_iter().map(|(kind, counts)| SourceLine { kind, counts }).collect();
    Ok(Offices { from_on: from_on.to_string(), on: on.to_string(), offices, sources, whole })
}
