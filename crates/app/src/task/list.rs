//! Danh sách nhiệm vụ: as the reader may see them on a day, filtered, in the order of their due dates.
//!
//! Whoever reaches few bodies gets them named first and their tasks read by index; whoever reaches many gets the
//! tasks read in order of date and each looked up. The wrong way round costs a second on a million tasks; so a `CROSS
//! JOIN` holds SQLite to the order that is written, which it would turn round where it has counted nothing.

use crate::{Answer, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{ByWhom, Confirmed, Progress, State, Task};
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Row, Value, args, sql};

/// Whose tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// All that the reader may see.
    #[default]
    All,
    /// Of the posts that he holds or acts for.
    Mine,
}

/// Which tasks are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// On which day; today where none is given.
    pub on: Option<Date>,
    /// Tiến độ; where none is given, everything that is still open.
    pub progress: Option<Progress>,
    /// Whose.
    pub whose: Whose,
    /// Led by a body of this subtree.
    pub under: Option<i64>,
    /// Hanging on this ground.
    pub ground: Option<i64>,
    /// Hanging on grounds of this kind.
    pub kind: Option<Kind>,
    /// Answered for by this post.
    pub post: Option<i64>,
    /// Due on this day or before.
    pub due_until: Option<Date>,
    /// Part of the content.
    pub text: String,
    /// How many to pass over.
    pub offset: i64,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// Its place on its ground.
    pub no: i64,
    /// The number of its ground.
    pub ground_id: i64,
    /// Tên căn cứ.
    pub ground: String,
    /// Loại căn cứ: a tag.
    pub kind: String,
    /// Nội dung nhiệm vụ.
    pub content: String,
    /// Sản phẩm, kết quả.
    pub product: String,
    /// The number of the lead body.
    pub lead_id: i64,
    /// Cơ quan chủ trì.
    pub lead: String,
    /// Người chịu trách nhiệm (chức vụ).
    pub post: String,
    /// Who holds the post on that day.
    pub holder: Option<String>,
    /// Ngày giao.
    pub started_on: String,
    /// Thời hạn ban đầu.
    pub first_due_on: String,
    /// Thời hạn hiện nay.
    pub due_on: String,
    /// Tiến độ: a tag.
    pub progress: String,
    /// Days late.
    pub n_days_late: i64,
    /// When it was closed.
    pub closed_on: Option<String>,
    /// another, doer, or none while nobody has confirmed.
    pub confirmed_by: Option<String>,
}

/// Lines, and whether there are more.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Lines {
    /// The day.
    pub on: String,
    /// In order of due dates.
    pub lines: Vec<Line>,
    /// Whether more follow.
    pub more: bool,
}

/// Lines of one page.
pub const PAGE: i64 = 50;

/// The most bodies that are named before their tasks are read.
const NARROW: i64 = 300;

/// The tasks of a filter, as far as the reader may see.
pub async fn list(ctx: &Ctx, filter: &Filter) -> Answer<Lines> {
    let mut work = ctx.look().await?;
    work.task_lines(filter, PAGE).await
}

/// What a progress means for the columns of an open task.
struct Open {
    due_from: Date,
    due_until: Date,
    begun: Option<&'static str>,
}

const EVER: (Date, Date) = (vunggoc_core::date(1, 1, 1), vunggoc_core::OPEN_END);

impl Open {
    fn of(progress: Option<Progress>, on: Date, due_until: Option<Date>) -> Self {
        let last = due_until.unwrap_or(EVER.1);
        let eve = on.yesterday().unwrap_or(on);
        match progress {
            Some(Progress::Overdue) => Self { due_from: EVER.0, due_until: last.min(eve), begun: None },
            Some(Progress::NotYetDue) => Self { due_from: on, due_until: last, begun: Some("no") },
            Some(Progress::Underway) => Self { due_from: on, due_until: last, begun: Some("yes") },
            _ => Self { due_from: EVER.0, due_until: last, begun: None },
        }
    }
}

impl Work {
    pub(crate) async fn task_lines(&mut self, filter: &Filter, page: i64) -> Answer<Lines> {
        let on = filter.on.unwrap_or(self.today());
        let rows = match (filter.progress, filter.whose) {
            (None | Some(Progress::Overdue | Progress::NotYetDue | Progress::Underway), Whose::Mine) => {
                self.my_open(filter, on, page).await?
            }
            (None | Some(Progress::Overdue | Progress::NotYetDue | Progress::Underway), Whose::All) => {
                if self.reaches_few().await? {
                    self.open_of_few(filter, on, page).await?
                } else {
                    self.open_of_many(filter, on, page).await?
                }
            }
            (Some(closed), _) => self.closed(filter, closed, on, page).await?,
        };
        let shown = usize::try_from(page).unwrap_or(usize::MAX);
        let lines = rows.iter().take(shown).map(|row| line(row, on)).collect::<Answer<_>>()?;
        Ok(Lines { on: on.to_string(), lines, more: rows.len() > shown })
    }

    async fn reaches_few(&mut self) -> Answer<bool> {
        if self.actor().number() == 0 {
            return Ok(false);
        }
        let n = sql!(
            "SELECT COUNT(*) AS n FROM (SELECT r.unit_id FROM reach r WHERE r.account_id = $1 AND r.action = $2
               AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
               AND (r.until_on > $3 OR r.until_on = r.last_until_on) LIMIT $4) x"
        );
        let values = args![self.actor().number(), Action::ReadTasks.tag(), self.today(), NARROW + 1];
        Ok(self.one(n, values).await?.int("n")? <= NARROW)
    }

    async fn my_open(&mut self, filter: &Filter, on: Date, page: i64) -> Answer<Vec<Row>> {
        let open = Open::of(filter.progress, on, filter.due_until);
        self.all(
            sql!(
                "WITH mine AS (SELECT n.post_id FROM tenure n WHERE n.account_id = $1 AND n.from_on <= $2 AND n.until_on > $2
                   UNION SELECT d.post_id FROM deputy d
                   JOIN tenure n ON n.post_id = d.by_post_id AND n.account_id = $1 AND n.from_on <= $2 AND n.until_on > $2
                   WHERE d.from_on <= $2 AND d.until_on > $2)
                 SELECT t.id, t.no, t.ground_id, g.title, g.kind, t.unit_id, t.version, t.content, t.product, t.lead_unit_id, u.name AS lead,
                   t.post_id, p.name AS post, t.doer, h.holder, t.started_on, t.first_due_on, t.due_on, t.begun_on, t.state,
                   t.closed_on, t.stop_paper_id, c.by_whom, c.confirmed_on
                 FROM mine m CROSS JOIN task t JOIN ground g ON g.id = t.ground_id
                 JOIN unit_spell u ON u.unit_id = t.lead_unit_id
                   AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = t.lead_unit_id AND z.from_on <= $2)
                 LEFT JOIN post p ON p.id = t.post_id
                 LEFT JOIN tenure h ON h.post_id = t.post_id AND h.from_on <= $2 AND h.until_on > $2
                 LEFT JOIN task_confirmation c ON c.task_id = t.id AND c.outcome = 'confirmed'
                 WHERE t.post_id = m.post_id AND t.state = 'open' AND t.due_on >= $3 AND t.due_on <= $4
                 AND (CAST($5 AS TEXT) IS NULL OR ($5 = 'yes') = (t.begun_on IS NOT NULL AND t.begun_on <= $2))
                 AND (CAST($6 AS TEXT) IS NULL OR g.kind = $6) AND ($7 = '' OR t.content_folded LIKE $7)
                 ORDER BY t.due_on, t.id LIMIT $8 OFFSET $9"
            ),
            args![
                self.actor().number(), on, open.due_from, open.due_until, open.begun, filter.kind.map(Kind::tag),
                like(&filter.text), page + 1, filter.offset
            ],
        )
        .await
    }

    /// A task may be seen three times over: by who leads it, by where it hangs, by who supports it. So three pages of the
    /// first are taken before the page is cut from them, and only what is shown is looked up.
    async fn open_of_few(&mut self, filter: &Filter, on: Date, page: i64) -> Answer<Vec<Row>> {
        let values = self.open_values(filter, on, page);
        self.all(
            sql!(
                "WITH scope AS (SELECT DISTINCT r.unit_id FROM reach r WHERE r.account_id = $1 AND r.action = $2
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)),
                 seen AS (
                   SELECT t.due_on, t.id FROM scope s CROSS JOIN task t
                   WHERE t.lead_unit_id = s.unit_id AND t.state = 'open' AND t.due_on >= $5 AND t.due_on <= $6
                   UNION ALL SELECT t.due_on, t.id FROM scope s CROSS JOIN task t
                   WHERE t.unit_id = s.unit_id AND t.state = 'open' AND t.due_on >= $5 AND t.due_on <= $6
                   UNION ALL SELECT t.due_on, t.id
                   FROM (SELECT DISTINCT x.task_id FROM scope s CROSS JOIN task_support x WHERE x.unit_id = s.unit_id) y CROSS JOIN task t
                   WHERE t.id = y.task_id AND t.state = 'open' AND t.due_on >= $5 AND t.due_on <= $6),
                 first AS (
                   SELECT s.due_on, s.id FROM seen s
                   WHERE (CAST($7 AS TEXT) IS NULL AND CAST($8 AS BIGINT) IS NULL AND CAST($9 AS BIGINT) IS NULL
                     AND CAST($10 AS TEXT) IS NULL AND CAST($11 AS BIGINT) IS NULL AND $12 = '')
                   OR EXISTS (SELECT 1 FROM task t JOIN ground g ON g.id = t.ground_id WHERE t.id = s.id
                     AND (CAST($7 AS TEXT) IS NULL OR ($7 = 'yes') = (t.begun_on IS NOT NULL AND t.begun_on <= $4))
                     AND (CAST($8 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM unit_path q WHERE q.ancestor_id = $8
                       AND q.descendant_id = t.lead_unit_id AND q.from_on <= $4 AND q.until_on > $4))
                     AND (CAST($9 AS BIGINT) IS NULL OR t.ground_id = $9) AND (CAST($10 AS TEXT) IS NULL OR g.kind = $10)
                     AND (CAST($11 AS BIGINT) IS NULL OR t.post_id = $11) AND ($12 = '' OR t.content_folded LIKE $12))
                   ORDER BY s.due_on, s.id LIMIT 3 * (CAST($13 AS BIGINT) + CAST($14 AS BIGINT))),
                 shown AS (SELECT DISTINCT f.due_on, f.id FROM first f ORDER BY f.due_on, f.id LIMIT $13 OFFSET $14)
                 SELECT t.id, t.no, t.ground_id, g.title, g.kind, t.unit_id, t.version, t.content, t.product, t.lead_unit_id, u.name AS lead,
                   t.post_id, p.name AS post, t.doer, h.holder, t.started_on, t.first_due_on, t.due_on, t.begun_on, t.state,
                   t.closed_on, t.stop_paper_id, c.by_whom, c.confirmed_on
                 FROM shown CROSS JOIN task t JOIN ground g ON g.id = t.ground_id
                 JOIN unit_spell u ON u.unit_id = t.lead_unit_id
                   AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = t.lead_unit_id AND z.from_on <= $4)
                 LEFT JOIN post p ON p.id = t.post_id
                 LEFT JOIN tenure h ON h.post_id = t.post_id AND h.from_on <= $4 AND h.until_on > $4
                 LEFT JOIN task_confirmation c ON c.task_id = t.id AND c.outcome = 'confirmed'
                 WHERE t.id = shown.id ORDER BY t.due_on, t.id"
            ),
            &values,
        )
        .await
    }

    /// Whether a task is seen is counted and not asked by EXISTS, for which PostgreSQL would gather all that is reached
    /// before it looks at the first task; and only what is shown is looked up.
    async fn open_of_many(&mut self, filter: &Filter, on: Date, page: i64) -> Answer<Vec<Row>> {
        let values = self.open_values(filter, on, page);
        self.all(
            sql!(
                "SELECT t.id, t.no, t.ground_id, g.title, g.kind, t.unit_id, t.version, t.content, t.product, t.lead_unit_id, u.name AS lead,
                   t.post_id, p.name AS post, t.doer, h.holder, t.started_on, t.first_due_on, t.due_on, t.begun_on, t.state,
                   t.closed_on, t.stop_paper_id, c.by_whom, c.confirmed_on
                 FROM (SELECT t.id FROM task t WHERE t.state = 'open' AND t.due_on >= $5 AND t.due_on <= $6
                   AND (0 < (SELECT COUNT(*) FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = t.lead_unit_id
                       AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on))
                     OR 0 < (SELECT COUNT(*) FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = t.unit_id
                       AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on))
                     OR 0 < (SELECT COUNT(*) FROM task_support x JOIN reach r ON r.unit_id = x.unit_id
                       WHERE x.task_id = t.id AND r.account_id = $1 AND r.action = $2
                       AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on))
                     OR $1 = 0)
                   AND (CAST($7 AS TEXT) IS NULL OR ($7 = 'yes') = (t.begun_on IS NOT NULL AND t.begun_on <= $4))
                   AND (CAST($8 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM unit_path q WHERE q.ancestor_id = $8
                     AND q.descendant_id = t.lead_unit_id AND q.from_on <= $4 AND q.until_on > $4))
                   AND (CAST($9 AS BIGINT) IS NULL OR t.ground_id = $9)
                   AND (CAST($10 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM ground g WHERE g.id = t.ground_id AND g.kind = $10))
                   AND (CAST($11 AS BIGINT) IS NULL OR t.post_id = $11) AND ($12 = '' OR t.content_folded LIKE $12)
                   ORDER BY t.due_on, t.id LIMIT $13 OFFSET $14) x
                 CROSS JOIN task t JOIN ground g ON g.id = t.ground_id
                 JOIN unit_spell u ON u.unit_id = t.lead_unit_id
                   AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = t.lead_unit_id AND z.from_on <= $4)
                 LEFT JOIN post p ON p.id = t.post_id
                 LEFT JOIN tenure h ON h.post_id = t.post_id AND h.from_on <= $4 AND h.until_on > $4
                 LEFT JOIN task_confirmation c ON c.task_id = t.id AND c.outcome = 'confirmed'
                 WHERE t.id = x.id ORDER BY t.due_on, t.id"
            ),
            &values,
        )
        .await
    }

    fn open_values(&self, filter: &Filter, on: Date, page: i64) -> Vec<Value> {
        let open = Open::of(filter.progress, on, filter.due_until);
        args![
            self.actor().number(),
            Action::ReadTasks.tag(),
            self.today(),
            on,
            open.due_from,
            open.due_until,
            open.begun,
            filter.under,
            filter.ground,
            filter.kind.map(Kind::tag),
            filter.post,
            like(&filter.text),
            page + 1,
            filter.offset
        ]
        .to_vec()
    }

    /// Closed tasks, the latest due first.
    async fn closed(&mut self, filter: &Filter, progress: Progress, on: Date, page: i64) -> Answer<Vec<Row>> {
        let (state, late) = match progress {
            Progress::DoneInTime => ("done", Some("no")),
            Progress::DoneLate => ("done", Some("yes")),
            Progress::Stopped => ("stopped", None),
            _ => ("carried", None),
        };
        let mine = (filter.whose == Whose::Mine).then_some("yes");
        self.all(
            sql!(
                "SELECT t.id, t.no, t.ground_id, g.title, g.kind, t.unit_id, t.version, t.content, t.product, t.lead_unit_id, u.name AS lead,
                   t.post_id, p.name AS post, t.doer, h.holder, t.started_on, t.first_due_on, t.due_on, t.begun_on, t.state,
                   t.closed_on, t.stop_paper_id, c.by_whom, c.confirmed_on
                 FROM (SELECT t.id FROM task t WHERE t.state = $5 AND t.closed_on <= $4
                   AND (CAST($6 AS TEXT) IS NULL OR ($6 = 'yes') = (t.closed_on > t.due_on))
                   AND (0 < (SELECT COUNT(*) FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = t.lead_unit_id
                       AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on))
                     OR 0 < (SELECT COUNT(*) FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = t.unit_id
                       AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on))
                     OR 0 < (SELECT COUNT(*) FROM task_support x JOIN reach r ON r.unit_id = x.unit_id
                       WHERE x.task_id = t.id AND r.account_id = $1 AND r.action = $2
                       AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3 AND (r.until_on > $3 OR r.until_on = r.last_until_on))
                     OR $1 = 0)
                   AND (CAST($7 AS TEXT) IS NULL OR t.post_id IN (SELECT n.post_id FROM tenure n
                     WHERE n.account_id = $1 AND n.from_on <= $4 AND n.until_on > $4))
                   AND (CAST($8 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM unit_path q WHERE q.ancestor_id = $8
                     AND q.descendant_id = t.lead_unit_id AND q.from_on <= $4 AND q.until_on > $4))
                   AND (CAST($9 AS BIGINT) IS NULL OR t.ground_id = $9)
                   AND (CAST($10 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM ground g WHERE g.id = t.ground_id AND g.kind = $10))
                   AND (CAST($11 AS BIGINT) IS NULL OR t.post_id = $11) AND ($12 = '' OR t.content_folded LIKE $12)
                   ORDER BY t.due_on DESC, t.id DESC LIMIT $13 OFFSET $14) x
                 CROSS JOIN task t JOIN ground g ON g.id = t.ground_id
                 JOIN unit_spell u ON u.unit_id = t.lead_unit_id
                   AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = t.lead_unit_id AND z.from_on <= $4)
                 LEFT JOIN post p ON p.id = t.post_id
                 LEFT JOIN tenure h ON h.post_id = t.post_id AND h.from_on <= $4 AND h.until_on > $4
                 LEFT JOIN task_confirmation c ON c.task_id = t.id AND c.outcome = 'confirmed'
                 WHERE t.id = x.id ORDER BY t.due_on DESC, t.id DESC"
            ),
            args![
                self.actor().number(), Action::ReadTasks.tag(), self.today(), on, state, late, mine, filter.under,
                filter.ground, filter.kind.map(Kind::tag), filter.post, like(&filter.text), page + 1, filter.offset
            ],
        )
        .await
    }
}

fn like(text: &str) -> String {
    let folded = fold(text).replace(['%', '_', '\\'], " ");
    if folded.trim().is_empty() { String::new() } else { format!("%{}%", folded.trim()) }
}

/// A line from a row; progress comes from the core and a day.
pub(crate) fn line(row: &Row, on: Date) -> Answer<Line> {
    let task = brief(row)?;
    let confirmed_by = match &task.state {
        State::Done { confirmed: Some(confirmed), .. } => Some(confirmed.by.tag().to_owned()),
        _ => None,
    };
    Ok(Line {
        id: task.id.number(),
        no: row.int("no")?,
        ground_id: task.ground.number(),
        ground: row.text("title")?,
        kind: row.text("kind")?,
        content: row.text("content")?,
        product: row.text("product")?,
        lead_id: task.lead.number(),
        lead: row.text("lead")?,
        post: row.opt_text("post")?.unwrap_or(row.text("doer")?),
        holder: row.opt_text("holder")?,
        started_on: task.started_on.to_string(),
        first_due_on: task.first_due_on.to_string(),
        due_on: task.due_on.to_string(),
        progress: task.progress(on).tag().to_owned(),
        n_days_late: task.n_days_late(on),
        closed_on: row.opt_text("closed_on")?,
        confirmed_by,
    })
}

/// A task without the texts that a line does not show.
fn brief(row: &Row) -> Answer<Task> {
    let closed_on = row.opt_date("closed_on")?;
    let by = row.opt_text("by_whom")?.and_then(|tag| ByWhom::from_tag(&tag));
    let confirmed = row.opt_date("confirmed_on")?.zip(by).map(|(on, by)| Confirmed { on, by });
    let state = match (row.text("state")?.as_str(), closed_on) {
        ("done", Some(on)) => State::Done { on, result: String::new(), by: None, confirmed },
        ("stopped", Some(on)) => {
            let paper = Id::new(row.opt_int("stop_paper_id")?.unwrap_or(0));
            State::Stopped { on, paper, reason: String::new() }
        }
        ("carried", Some(on)) => State::CarriedOver { on },
        _ => State::Open,
    };
    Ok(Task {
        id: Id::new(row.int("id")?),
        ground: Id::new(row.int("ground_id")?),
        unit: Id::new(row.int("unit_id")?),
        version: Version(row.int("version")?),
        lead: Id::new(row.int("lead_unit_id")?),
        post: row.opt_int("post_id")?.map(Id::new),
        started_on: row.date("started_on")?,
        first_due_on: row.date("first_due_on")?,
        due_on: row.date("due_on")?,
        begun_on: row.opt_date("begun_on")?,
        quantity: None,
        state,
    })
}
