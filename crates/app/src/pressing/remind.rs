//! Nhắc việc: a reminder three working days before a due date, an escalation on the first working day after it and
//! each week after that.
//!
//! Run as often as one likes, on several servers at once: each reminder is one row under its task, kind, due date and
//! round, so that making it again makes nothing. Days on which nothing ran are caught up with.

use super::{late, soon};
use crate::{Answer, Ctx, Work};
use vunggoc_core::access::Action;
use vunggoc_core::{Date, tagged};
use vunggoc_db::{args, sql};

tagged! {
    /// Whether mail can be sent from here.
    pub enum Mail {
        /// No: an isolated network, or no server is configured. What waits is told on the page.
        Off = "off",
        /// Yes.
        On = "on",
    }
}

/// Makes the reminders and escalations of today, and says who is to be told; how many reminders were made.
pub async fn remind(ctx: &Ctx, mail: Mail) -> Answer<i64> {
    change!(ctx, |work| { work.remind(mail).await })
}

impl Work {
    async fn remind(&mut self, mail: Mail) -> Answer<i64> {
        self.only_program()?;
        let calendar = self.calendar().await?;
        let (today, now) = (self.today(), self.now());
        let ahead = sql!(
            "INSERT INTO reminder (task_id, kind, due_on, round, on_day, made_at)
             SELECT t.id, 'ahead', t.due_on, 0, $1, $3 FROM task t
             WHERE t.state = 'open' AND t.due_on >= $1 AND t.due_on <= $2
             ON CONFLICT (task_id, kind, due_on, round) DO NOTHING"
        );
        let mut n = self.run(ahead, args![today, soon(&calendar, today), now]).await?;
        let late_until = late(&calendar, today);
        let days = sql!("SELECT DISTINCT t.due_on FROM task t WHERE t.state = 'open' AND t.due_on <= $1");
        let days = self.all(days, args![late_until]).await?;
        for row in &days {
            let due_on = row.date("due_on")?;
            let round = (today - calendar.working_day_after(due_on)).get_days() / 7;
            let escalate = sql!(
                "INSERT INTO reminder (task_id, kind, due_on, round, on_day, made_at)
                 SELECT t.id, 'late', t.due_on, $2, $1, $4 FROM task t WHERE t.state = 'open' AND t.due_on = $3
                 ON CONFLICT (task_id, kind, due_on, round) DO NOTHING"
            );
            n += self.run(escalate, args![today, i64::from(round), due_on, now]).await?;
        }
        self.fill_outbox(today, mail).await?;
        Ok(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// One line for each person and day: the doers of what was reminded of, and for what is late also those who gave it.
    async fn fill_outbox(&mut self, today: Date, mail: Mail) -> Answer<()> {
        let told = self
            .all(
                sql!(
                    "SELECT x.account_id, CAST(SUM(CASE WHEN x.kind = 'ahead' THEN 1 ELSE 0 END) AS BIGINT) AS n_ahead,
                       CAST(SUM(CASE WHEN x.kind = 'late' THEN 1 ELSE 0 END) AS BIGINT) AS n_late, m.address
                     FROM (
                       SELECT n.account_id, r.kind, r.task_id FROM reminder r JOIN task t ON t.id = r.task_id
                         JOIN tenure n ON n.post_id = t.post_id AND n.from_on <= $1 AND n.until_on > $1
                         WHERE r.on_day = $1 AND n.account_id IS NOT NULL
                       UNION SELECT n.account_id, r.kind, r.task_id FROM reminder r JOIN task t ON t.id = r.task_id
                         JOIN deputy d ON d.post_id = t.post_id AND d.from_on <= $1 AND d.until_on > $1
                         JOIN tenure n ON n.post_id = d.by_post_id AND n.from_on <= $1 AND n.until_on > $1
                         WHERE r.on_day = $1 AND n.account_id IS NOT NULL
                       UNION SELECT a.account_id, r.kind, r.task_id FROM reminder r JOIN task t ON t.id = r.task_id
                         JOIN access_grant a ON a.unit_id = t.lead_unit_id AND a.from_on <= $1 AND a.until_on > $1
                         JOIN role_may y ON y.role = a.role AND y.action = $2
                         WHERE r.on_day = $1 AND t.post_id IS NULL
                       UNION SELECT a.account_id, r.kind, r.task_id FROM reminder r JOIN task t ON t.id = r.task_id
                         JOIN access_grant a ON a.unit_id = t.unit_id AND a.from_on <= $1 AND a.until_on > $1
                         JOIN role_may y ON y.role = a.role AND y.action = $3
                         WHERE r.on_day = $1 AND r.kind = 'late'
                     ) x JOIN account c ON c.id = x.account_id AND c.state = 'active'
                     LEFT JOIN mail_address m ON m.account_id = x.account_id AND m.address <> ''
                     WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.account_id = x.account_id AND o.on_day = $1)
                     GROUP BY x.account_id, m.address ORDER BY x.account_id"
                ),
                args![today, Action::ReportTasks.tag(), Action::AssignTasks.tag()],
            )
            .await?;
        let now = self.now();
        for row in &told {
            let id = vunggoc_db::next_ids(&mut self.tx, "outbox", 1).await?;
            let by_mail = mail == Mail::On && row.opt_text("address")?.is_some();
            let (state, next_at) = if by_mail { ("waiting", Some(now)) } else { ("page", None) };
            let insert = sql!(
                "INSERT INTO outbox (id, account_id, on_day, n_ahead, n_late, made_at, state, n_tries, next_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)"
            );
            let values = args![
                id,
                row.int("account_id")?,
                today,
                row.int("n_ahead")?,
                row.int("n_late")?,
                now,
                state,
                next_at
            ];
            self.run(insert, values).await?;
        }
        Ok(())
    }
}
