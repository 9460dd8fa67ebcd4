//! Việc của tôi hôm nay: open tasks of the posts that a person holds or acts for, and those given to his office alone.

use super::{TaskLine, line, soon};
use crate::{Answer, Ctx, Work};
use serde::Serialize;
use vunggoc_core::Date;
use vunggoc_core::access::Action;
use vunggoc_db::{args, sql};

/// How far ahead one looks.
const N_DAYS: i64 = 30;
/// The most tasks of the page.
const N_TASKS: i64 = 300;

/// A person's tasks on a day.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct MyDay {
    /// The day.
    pub today: String,
    /// The posts he holds or acts for.
    pub posts: Vec<String>,
    /// Quá hạn.
    pub overdue: Vec<TaskLine>,
    /// Đến hạn hôm nay.
    pub due_today: Vec<TaskLine>,
    /// Đến hạn trong ba ngày làm việc.
    pub soon: Vec<TaskLine>,
    /// Đến hạn trong ba mươi ngày.
    pub later: Vec<TaskLine>,
    /// Reported as done below him, waiting for his confirmation.
    pub n_to_confirm: i64,
    /// Whether the page shows only the first of them.
    pub more: bool,
}

/// The tasks of whoever asks, today.
pub async fn day(ctx: &Ctx) -> Answer<MyDay> {
    let mut work = ctx.look().await?;
    let calendar = work.calendar().await?;
    let today = work.today();
    let mut lines = work.of_my_posts(today).await?;
    lines.extend(work.of_my_offices(today).await?);
    lines.sort_by(|a, b| (&a.due_on, a.id).cmp(&(&b.due_on, b.id)));
    lines.dedup_by_key(|l| l.id);
    let (now, soon) = (today.to_string(), soon(&calendar, today).to_string());
    let more = lines.len() >= super::size(N_TASKS);
    let mut mine = MyDay {
        today: now.clone(),
        posts: work.my_posts(today).await?,
        overdue: Vec::new(),
        due_today: Vec::new(),
        soon: Vec::new(),
        later: Vec::new(),
        n_to_confirm: work.unconfirmed().await?,
        more,
    };
    for one in lines {
        let place = match () {
            () if one.due_on < now => &mut mine.overdue,
            () if one.due_on == now => &mut mine.due_today,
            () if one.due_on <= soon => &mut mine.soon,
            () => &mut mine.later,
        };
        place.push(one);
    }
    Ok(mine)
}

impl Work {
    async fn of_my_posts(&mut self, today: Date) -> Answer<Vec<TaskLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT t.id, t.content, g.title AS ground, u.name AS lead, COALESCE(p.name, t.doer) AS post, t.first_due_on, t.due_on
                     FROM task t JOIN ground g ON g.id = t.ground_id JOIN post p ON p.id = t.post_id
                     JOIN unit_spell u ON u.unit_id = t.lead_unit_id AND u.from_on <= $2 AND u.until_on > $2
                     WHERE t.state = 'open' AND t.due_on <= $3 AND t.post_id IN (
                       SELECT n.post_id FROM tenure n WHERE n.account_id = $1 AND n.from_on <= $2 AND n.until_on > $2
                       UNION SELECT d.post_id FROM deputy d JOIN tenure n ON n.post_id = d.by_post_id
                         WHERE n.account_id = $1 AND n.from_on <= $2 AND n.until_on > $2 AND d.from_on <= $2 AND d.until_on > $2)
                     ORDER BY t.due_on, t.id LIMIT $4"
                ),
                args![self.actor().number(), today, horizon(today), N_TASKS],
            )
            .await?;
        rows.iter().map(|row| line(row, today)).collect()
    }

    /// Tasks that name no post, of the bodies whose reports he brings.
    async fn of_my_offices(&mut self, today: Date) -> Answer<Vec<TaskLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT t.id, t.content, g.title AS ground, u.name AS lead, t.doer AS post, t.first_due_on, t.due_on
                     FROM task t JOIN ground g ON g.id = t.ground_id
                     JOIN unit_spell u ON u.unit_id = t.lead_unit_id AND u.from_on <= $2 AND u.until_on > $2
                     WHERE t.state = 'open' AND t.due_on <= $3 AND t.post_id IS NULL AND t.lead_unit_id IN (
                       SELECT a.unit_id FROM access_grant a JOIN role_may m ON m.role = a.role
                       WHERE a.account_id = $1 AND m.action = $5 AND a.from_on <= $2 AND a.until_on > $2)
                     ORDER BY t.due_on, t.id LIMIT $4"
                ),
                args![
                    self.actor().number(), today, horizon(today), N_TASKS, Action::ReportTasks.tag()
                ],
            )
            .await?;
        rows.iter().map(|row| line(row, today)).collect()
    }

    async fn my_posts(&mut self, today: Date) -> Answer<Vec<String>> {
        let rows = self
            .all(
                sql!(
                    "SELECT p.name FROM post p WHERE p.id IN (
                       SELECT n.post_id FROM tenure n WHERE n.account_id = $1 AND n.from_on <= $2 AND n.until_on > $2
                       UNION SELECT d.post_id FROM deputy d JOIN tenure n ON n.post_id = d.by_post_id
                         WHERE n.account_id = $1 AND n.from_on <= $2 AND n.until_on > $2 AND d.from_on <= $2 AND d.until_on > $2)
                     ORDER BY p.name, p.id LIMIT 20"
                ),
                args![self.actor().number(), today],
            )
            .await?;
        rows.iter().map(|row| Ok(row.text("name")?)).collect()
    }

    /// Done, not confirmed, on grounds of the units that he himself is put in charge of.
    async fn unconfirmed(&mut self) -> Answer<i64> {
        let row = self
            .one(
                sql!(
                    "SELECT COUNT(*) AS n FROM task t WHERE t.state = 'done' AND t.unit_id IN (
                       SELECT a.unit_id FROM access_grant a JOIN role_may m ON m.role = a.role
                       WHERE a.account_id = $1 AND m.action = $3 AND a.from_on <= $2 AND a.until_on > $2)
                     AND NOT EXISTS (SELECT 1 FROM task_confirmation c WHERE c.task_id = t.id AND c.outcome = 'confirmed')"
                ),
                args![self.actor().number(), self.today(), Action::ConfirmTasks.tag()],
            )
            .await?;
        Ok(row.int("n")?)
    }
}

fn horizon(today: Date) -> Date {
    today.saturating_add(jiff::ToSpan::days(N_DAYS))
}
