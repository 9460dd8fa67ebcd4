//! Phiếu giao ban tuần: one A4 page of what is late, due this week, and to be sent.

use super::letters::iso_dmy;
use super::{TaskLine, line};
use crate::calendar::year::{DayLine, line as day_line};
use crate::rules::Rules;
use crate::{Answer, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::form::due_on;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Sql, args, sql};
use vunggoc_report::docx;
use vunggoc_report::number::counted;
use vunggoc_report::paper::{
    Block, Family, Foot, IssuedOn, Layout, Level, Paper, PaperHead, Section, Symbol,
};
use vunggoc_report::table::{Column, Row, Table};

/// Rows of each list: both, the listings and the forms fit on one page.
const N_ROWS: i64 = 8;

/// The most units that are asked one by one for their tasks.
const NARROW: i64 = 300;

/// How many units stand below one: few are each asked for their tasks, of many the tasks are read and placed.
#[derive(Debug, Clone, Copy)]
enum Breadth {
    Few,
    Many,
}

impl Breadth {
    fn of(self, few: Sql, many: Sql) -> Sql {
        match self {
            Self::Few => few,
            Self::Many => many,
        }
    }
}

/// The sheet of a week.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct WeekSheet {
    /// The unit's number.
    pub unit_id: i64,
    /// Its name.
    pub unit: String,
    /// Monday.
    pub from_on: String,
    /// Sunday.
    pub to_on: String,
    /// Việc quá hạn: the oldest.
    pub late: Vec<TaskLine>,
    /// How many there are.
    pub n_late: i64,
    /// Việc đến hạn trong tuần.
    pub due: Vec<TaskLine>,
    /// How many there are.
    pub n_due: i64,
    /// Hồ sơ củng cố đến hạn within the week or before: name and day.
    pub listings: Vec<(String, String)>,
    /// Báo cáo, biểu phải gửi trong tuần: name, period and day.
    pub forms: Vec<(String, String, String)>,
    /// Days off and make-up days of the week.
    pub days: Vec<DayLine>,
}

/// The sheet of the week of a day, of all below a unit.
pub async fn week(ctx: &Ctx, unit: Id<Unit>, day: Date) -> Answer<WeekSheet> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadTasks, Action::ReadTasks, unit).await?;
    let monday = day.saturating_sub(jiff::ToSpan::days(i64::from(day.weekday().to_monday_zero_offset())));
    let sunday = monday.saturating_add(jiff::ToSpan::days(6));
    let calendar = work.calendar().await?;
    let today = work.today();
    let start = today.max(monday);
    let breadth = work.breadth(unit).await?;
    let (n_late, n_due) = work.n_due_below(unit, start, sunday).await?;
    let eve = start.yesterday().unwrap_or(start);
    let late = if n_late == 0 { Vec::new() } else { work.due_below(unit, Date::MIN, eve, breadth).await? };
    let due = if n_due == 0 { Vec::new() } else { work.due_below(unit, start, sunday, breadth).await? };
    let seven = (0..7).map(|n| monday.saturating_add(jiff::ToSpan::days(n)));
    let unusual = seven.filter(|on| {
        let weekend = calendar.is_weekly_off(*on);
        calendar.is_worked(*on) == weekend || calendar.kind_of(*on).holiday().is_some()
    });
    Ok(WeekSheet {
        unit_id: unit.number(),
        unit: work.name_on(unit, today).await?,
        from_on: monday.to_string(),
        to_on: sunday.to_string(),
        late,
        n_late,
        due,
        n_due,
        listings: work.listings_due(unit, sunday).await?,
        forms: forms_due(monday, sunday)?,
        days: unusual.map(|on| day_line(&calendar, on)).collect(),
    })
}

impl Work {
    /// How the tasks below a unit are read, by how many units stand there.
    async fn breadth(&mut self, unit: Id<Unit>) -> Answer<Breadth> {
        let n = sql!(
            "SELECT COUNT(*) AS n FROM (SELECT q.descendant_id FROM unit_path q WHERE q.ancestor_id = $1 AND q.from_on <= $2
               AND q.until_on > $2 LIMIT $3) x"
        );
        let n = self.one(n, args![unit.number(), self.today(), NARROW + 1]).await?.int("n")?;
        Ok(if n <= NARROW { Breadth::Few } else { Breadth::Many })
    }

    /// Open tasks below a unit due within two days: the first of them. Below few units each is asked for its tasks;
    /// below many the tasks are read in the order of their days until the page is full.
    async fn due_below(
        &mut self,
        unit: Id<Unit>,
        from: Date,
        to: Date,
        breadth: Breadth,
    ) -> Answer<Vec<TaskLine>> {
        let today = self.today();
        let few = sql!(
            "SELECT t.id, t.content, g.title AS ground, u.name AS lead, COALESCE(p.name, t.doer) AS post, t.first_due_on, t.due_on
             FROM (SELECT t.id FROM unit_path q CROSS JOIN task t
               WHERE q.ancestor_id = $1 AND q.from_on <= $2 AND q.until_on > $2 AND t.lead_unit_id = q.descendant_id
               AND t.state = 'open' AND t.due_on >= $3 AND t.due_on <= $4 ORDER BY t.due_on, t.id LIMIT $5) x
             CROSS JOIN task t JOIN ground g ON g.id = t.ground_id LEFT JOIN post p ON p.id = t.post_id
             JOIN unit_spell u ON u.unit_id = t.lead_unit_id AND u.from_on <= $2 AND u.until_on > $2
             WHERE t.id = x.id ORDER BY t.due_on, t.id"
        );
        // Counted, not EXISTS: for that PostgreSQL would gather all that stands below before it looks at the first task.
        let many = sql!(
            "SELECT t.id, t.content, g.title AS ground, u.name AS lead, COALESCE(p.name, t.doer) AS post, t.first_due_on, t.due_on
             FROM (SELECT t.id FROM task t WHERE t.state = 'open' AND t.due_on >= $3 AND t.due_on <= $4
               AND 0 < (SELECT COUNT(*) FROM unit_path q WHERE q.ancestor_id = $1 AND q.descendant_id = t.lead_unit_id
                 AND q.from_on <= $2 AND q.until_on > $2)
               ORDER BY t.due_on, t.id LIMIT $5) x
             CROSS JOIN task t JOIN ground g ON g.id = t.ground_id LEFT JOIN post p ON p.id = t.post_id
             JOIN unit_spell u ON u.unit_id = t.lead_unit_id AND u.from_on <= $2 AND u.until_on > $2
             WHERE t.id = x.id ORDER BY t.due_on, t.id"
        );
        let values = args![unit.number(), today, lowest(from), to, N_ROWS];
        let rows = self.all(breadth.of(few, many), values).await?;
        rows.iter().map(|row| line(row, today)).collect()
    }

    async fn listings_due(&mut self, unit: Id<Unit>, until: Date) -> Answer<Vec<(String, String)>> {
        let rows = self
            .all(
                sql!(
                    "SELECT u.name, s.due_on FROM listing_spell s JOIN listing l ON l.id = s.listing_id AND l.state = 'open'
                     JOIN unit_spell u ON u.unit_id = l.unit_id AND u.from_on <= $3 AND u.until_on > $3
                     WHERE s.from_on <= $3 AND s.until_on > $3 AND s.due_on <= $4
                     AND EXISTS (SELECT 1 FROM unit_path q WHERE q.ancestor_id = $5 AND q.descendant_id = l.unit_id
                       AND q.from_on <= $3 AND q.until_on > $3)
                     AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = l.unit_id
                       AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                       AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                     ORDER BY s.due_on, u.name_sort LIMIT $6"
                ),
                args![
                    self.actor().number(), Action::ReadListings.tag(), self.today(), until, unit.number(), N_ROWS
                ],
            )
            .await?;
        rows.iter().map(|r| Ok((r.text("name")?, r.text("due_on")?))).collect()
    }
}

/// Dates are compared as text: a year before 0 would sort wrongly.
fn lowest(day: Date) -> Date {
    day.max(vunggoc_core::date(1, 1, 1))
}

/// The forms that fall due within two days, of the periods that ended before.
fn forms_due(from: Date, to: Date) -> Answer<Vec<(String, String, String)>> {
    let rules = Rules::resident()?;
    let mut out = Vec::new();
    for form in &rules.forms {
        for (kind, _) in &form.due {
            let mut period = Period::holding(*kind, from);
            for _ in 0..4 {
                let Some(one) = period else { break };
                let due = due_on(form, one);
                if from <= due && due <= to {
                    out.push((form.name.vi.clone(), one.to_string(), due.to_string()));
                }
                period = one.previous();
            }
        }
    }
    out.sort_by(|a, b| (&a.2, &a.0, &a.1).cmp(&(&b.2, &b.0, &b.1)));
    out.dedup();
    Ok(out)
}

/// The sheet as a document of one page.
pub fn document(sheet: &WeekSheet) -> Answer<Vec<u8>> {
    let tasks = |caption: String, lines: &[TaskLine]| Table {
        caption,
        head: vec![
            Column::centred("no", "TT", 8).into(),
            Column::text("content", "Nội dung", 80).into(),
            Column::text("who", "Chủ trì, người chịu trách nhiệm", 62).into(),
            Column::centred("due", "Thời hạn", 24).into(),
        ],
        rows: lines
            .iter()
            .enumerate()
            .map(|(n, t)| {
                let who = if t.post.is_empty() { t.lead.clone() } else { format!("{}; {}", t.lead, t.post) };
                Row::plain([
                    (n + 1).to_string().into(),
                    short(&t.content).into(),
                    who.into(),
                    iso_dmy(&t.due_on).into(),
                ])
            })
            .collect(),
        ..Table::default()
    };
    let titled = |title: &str, n: i64, shown: usize| match n - i64::try_from(shown).unwrap_or(0) {
        more if more > 0 => {
            format!("{title}: {} (còn {} nội dung trong phần mềm)", counted(n), counted(more))
        }
        _ => format!("{title}: {}", counted(n)),
    };
    let mut blocks: Vec<Block> = Vec::new();
    for (mark, title, n, lines) in [
        ("I.", "Việc quá hạn chưa hoàn thành", sheet.n_late, &sheet.late),
        ("II.", "Việc đến hạn trong tuần", sheet.n_due, &sheet.due),
    ] {
        blocks.push(Block::heading(Level::Roman, mark, titled(title, n, lines.len())));
        if !lines.is_empty() {
            blocks.push(tasks(String::new(), lines).into());
        }
    }
    let listed =
        |items: Vec<String>| if items.is_empty() { "Không có.".to_owned() } else { items.join("; ") + "." };
    blocks.push(Block::heading(Level::Roman, "III.", "Hồ sơ củng cố đến hạn"));
    blocks.push(Block::words(listed(
        sheet.listings.iter().map(|(unit, on)| format!("{unit} ({})", iso_dmy(on))).collect(),
    )));
    blocks.push(Block::heading(Level::Roman, "IV.", "Báo cáo, biểu phải gửi trong tuần"));
    blocks.push(Block::words(listed(
        sheet
            .forms
            .iter()
            .map(|(form, period, on)| format!("{form}, kỳ {period} ({})", iso_dmy(on)))
            .collect(),
    )));
    let head = PaperHead {
        superior: Vec::new(),
        issuer: vec![sheet.unit.to_uppercase()],
        symbol: Symbol::blank(""),
        place: String::new(),
        issued_on: IssuedOn::On(sheet.from_on.parse::<Date>().unwrap_or(Date::MIN)),
        circulation: None,
        draft: None,
        kind: "PHIẾU GIAO BAN TUẦN".into(),
        subject: vec![format!("từ ngày {} đến ngày {}", iso_dmy(&sheet.from_on), iso_dmy(&sheet.to_on))],
        addressees: None,
    };
    let foot = Foot { recipients: vec![], authority: vec![], office: vec![], name: String::new() };
    let body = vec![Section::portrait(blocks)];
    // Smaller than a paper that goes out, so that a week fits on one page.
    let layout = Layout { body_pt: 12, line_pt: 15, gap_pt: 2, table_pt: 10, kind_pt: 14, ..Layout::party() };
    let paper = Paper { family: Family::Party, layout, head, body, foot, annexes: Vec::new() };
    Ok(docx::write(&paper)?)
}

/// A text that leaves room for the others on the page.
fn short(text: &str) -> String {
    let first: String = text.chars().take(110).collect();
    if first.len() < text.len() { format!("{}…", first.trim_end()) } else { first }
}

/// The name of the file.
pub fn file_name(sheet: &WeekSheet) -> String {
    format!("phieu-giao-ban-{}.docx", sheet.from_on)
}
