//! Nhiệm vụ từ một bảng theo dõi: one row, one task, known again by the other system's id.
//!
//! Rows whose id is here already change nothing: what the two say differently is told, and the row here stays. All
//! tasks of a file hang on one ground, named after the file.

use super::names::{Fit, Names};
use super::{Import, Problem, Unknown, Weight, layout_of};
use crate::task::load::{GroundLife, Past, TaskLife};
use crate::task::raise::{GroundDraft, TaskDraft};
use crate::unit::on::TreeDay;
use crate::{Answer, Work};
use std::collections::{HashMap, HashSet};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{Outside, Problem as TaskProblem};
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};
use vunggoc_sheets::cell::{Dated, When, read_date};
use vunggoc_sheets::layout::Layout;
use vunggoc_sheets::name::key;
use vunggoc_sheets::rows::{self, DataRow, RowKind};
use vunggoc_sheets::{At, Sheet};

/// What a column of a table of tasks may mean; `name` is the lead body.
pub const MEANINGS: [&str; 9] =
    ["content", "support", "post", "started_on", "due_on", "product", "done_on", "system", "outside_id"];

/// The system that an export of ours names for tasks that have no other.
pub const OURS: &str = "vunggoc";

/// What an import of tasks would write.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) tasks: Vec<TaskLife>,
    pub(super) problems: Vec<Problem>,
    pub(super) unknown: Vec<Unknown>,
    pub(super) n_rows: usize,
    pub(super) n_there: usize,
}

/// The meaning of a head of a table of tasks, by its words.
pub(super) fn meaning_of(head: &str) -> Option<&'static str> {
    let has = |word: &str| head.contains(word);
    Some(match head {
        _ if has("phoi hop") => "support",
        _ if has("chu tri") || has("don vi thuc hien") => "name",
        _ if has("chiu trach nhiem") || has("chuc vu") || has("chuc danh") => "post",
        _ if has("noi dung") || head == "nhiem vu" => "content",
        _ if has("ma o he thong") || has("ma nhiem vu") || has("ma ngoai") => "outside_id",
        _ if has("he thong") || has("phan mem") => "system",
        _ if has("ban dau") => return None,
        _ if has("hoan thanh ngay") || has("ngay hoan thanh") => "done_on",
        _ if has("thoi han") || has("han hoan thanh") => "due_on",
        _ if has("ngay giao") || has("bat dau") => "started_on",
        _ if has("san pham") || has("ket qua") => "product",
        _ => return None,
    })
}

/// A post as the register has it.
struct Known {
    id: i64,
    unit: i64,
    name: String,
    until_on: Date,
}

/// What of tasks is here already: due day and content by system and id.
type There = HashMap<(String, String), (Date, String)>;

struct Register<'a> {
    names: Names<'a>,
    day: &'a TreeDay,
    posts: Vec<Known>,
    /// Holders by name: their post and the day on which they left, if they have.
    holders: HashMap<String, Vec<(i64, Date)>>,
    there: There,
    today: Date,
}

impl Work {
    pub(super) async fn plan_tasks(&mut self, import: &Import, sheet: &Sheet) -> Answer<Plan> {
        let layout = layout_of(sheet, &import.choices);
        let mut plan = Plan::default();
        for meaning in ["name", "content", "due_on", "outside_id"] {
            if !import.choices.columns.values().any(|m| m == meaning) {
                plan.stop(String::new(), "no-unit-column", meaning.to_owned());
            }
        }
        let day = self.tree_on(Tree::Party, self.today()).await?;
        let Some(under) = day.order().position(import.under) else {
            plan.stop(String::new(), "not-then", String::new());
            return Ok(plan);
        };
        let scope = self.scope(Tree::Party, Action::AssignTasks).await?;
        let within = day.order().subtree(under).filter(|at| scope.holds(&day, *at)).collect();
        let mut there = self.outside_tasks().await?;
        let data = rows::read(sheet, &layout);
        // Our own table come back: its rows are known by their numbers here.
        for row in data.iter().filter(|r| r.kind == RowKind::Data) {
            let line = Line { import, layout: &layout, row };
            if line.text("system") == OURS {
                self.own_task(&line.text("outside_id"), &mut there).await?;
            }
        }
        let register = Register {
            names: Names::read(self, &day, within).await?,
            posts: self.known_posts().await?,
            holders: self.known_holders().await?,
            there,
            today: self.today(),
            day: &day,
        };
        let mut seen = HashSet::new();
        for row in data.iter().filter(|r| r.kind == RowKind::Data) {
            let line = Line { import, layout: &layout, row };
            if line.text("content").is_empty() && line.text("name").is_empty() {
                continue;
            }
            plan.n_rows += 1;
            plan.row(&line, &register, &mut seen);
        }
        Ok(plan)
    }

    /// The ground and the tasks of an import; none where nothing is new.
    pub(super) async fn load_planned_tasks(
        &mut self,
        import: &Import,
        name: &str,
        plan: &Plan,
    ) -> Answer<i64> {
        if plan.tasks.is_empty() {
            return Ok(0);
        }
        let ground = GroundDraft {
            unit: import.under,
            kind: Kind::Other,
            source: None,
            title: format!("Nhập từ tệp {name}"),
            opened_on: self.today(),
            year: None,
            paper: None,
        };
        let life = GroundLife { ground, paper: None, tasks: plan.tasks.clone() };
        self.load_tasks(name, &[life]).await
    }

    async fn known_posts(&mut self) -> Answer<Vec<Known>> {
        let rows =
            self.all(sql!("SELECT id, unit_id, name_folded, until_on FROM post ORDER BY id"), &[]).await?;
        let read = |r: &vunggoc_db::Row| {
            Ok(Known {
                id: r.int("id")?,
                unit: r.int("unit_id")?,
                name: r.text("name_folded")?,
                until_on: r.date("until_on")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn known_holders(&mut self) -> Answer<HashMap<String, Vec<(i64, Date)>>> {
        let mut holders: HashMap<String, Vec<(i64, Date)>> = HashMap::new();
        let all =
            sql!("SELECT post_id, holder, until_on FROM tenure WHERE holder IS NOT NULL ORDER BY until_on");
        for row in self.all(all, &[]).await? {
            let held = (row.int("post_id")?, row.date("until_on")?);
            holders.entry(fold(&row.text("holder")?)).or_default().push(held);
        }
        Ok(holders)
    }

    async fn outside_tasks(&mut self) -> Answer<There> {
        let all = sql!(
            "SELECT outside_system, outside_id, due_on, content FROM task WHERE outside_id IS NOT NULL AND id > $1"
        );
        let mut there = There::new();
        for row in self.all(all, args![0_i64]).await? {
            let known = (row.text("outside_system")?, row.text("outside_id")?);
            there.insert(known, (row.date("due_on")?, row.text("content")?));
        }
        Ok(there)
    }
}

impl Work {
    async fn own_task(&mut self, id: &str, there: &mut There) -> Answer<()> {
        let Ok(number) = id.trim().parse::<i64>() else { return Ok(()) };
        let own = sql!("SELECT due_on, content FROM task WHERE id = $1");
        if let Some(row) = self.maybe(own, args![number]).await? {
            let known = (row.date("due_on")?, row.text("content")?);
            there.insert((OURS.to_owned(), id.trim().to_owned()), known);
        }
        Ok(())
    }
}

/// One row of the table.
struct Line<'a> {
    import: &'a Import,
    layout: &'a Layout,
    row: &'a DataRow<'a>,
}

impl Line<'_> {
    fn column(&self, meaning: &str) -> Option<(u32, usize)> {
        let column = self.import.choices.columns.iter().find(|(_, m)| *m == meaning).map(|(c, _)| *c)?;
        Some((column, self.layout.columns.iter().position(|l| l.column == column)?))
    }
    fn text(&self, meaning: &str) -> String {
        let cell = self.column(meaning).and_then(|(_, place)| self.row.cells.get(place));
        cell.map(|c| c.shown().split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }
    fn at(&self, meaning: &str) -> String {
        self.column(meaning)
            .map_or_else(|| format!("{}", self.row.row + 1), |(c, _)| At::new(self.row.row, c).to_string())
    }
    fn day(&self, meaning: &str) -> Result<Option<Date>, String> {
        let Some(cell) = self.column(meaning).and_then(|(_, place)| self.row.cells.get(place)) else {
            return Ok(None);
        };
        let day = match read_date(cell) {
            Dated::Absent(_) => return Ok(None),
            Dated::Known(When::Day(d)) | Dated::Doubtful(When::Day(d)) => super::units::day_of(d),
            _ => None,
        };
        day.map(Some).ok_or_else(|| self.text(meaning))
    }
}

impl Plan {
    fn stop(&mut self, cell: String, code: &'static str, about: String) {
        self.problems.push(Problem { cell, code, about, weight: Weight::Stop });
    }
    fn ask(&mut self, cell: String, code: &'static str, about: String) {
        self.problems.push(Problem { cell, code, about, weight: Weight::Ask });
    }

    fn day(&mut self, line: &Line<'_>, meaning: &str) -> Option<Date> {
        match line.day(meaning) {
            Ok(day) => day,
            Err(text) => {
                self.stop(line.at(meaning), "not-a-date", text);
                None
            }
        }
    }

    fn row(&mut self, line: &Line<'_>, register: &Register<'_>, seen: &mut HashSet<(String, String)>) {
        let system = Some(line.text("system")).filter(|s| !s.is_empty()).unwrap_or_else(|| "khác".into());
        let outside = Outside { system, id: line.text("outside_id") };
        if outside.id.is_empty() {
            self.stop(line.at("outside_id"), "no-outside-id", line.text("content"));
            return;
        }
        let id = (outside.system.clone(), outside.id.clone());
        if !seen.insert(id.clone()) {
            self.stop(line.at("outside_id"), "outside-id-twice", outside.id);
            return;
        }
        let (due_on, started_on) = (self.day(line, "due_on"), self.day(line, "started_on"));
        if let Some((due_here, content)) = register.there.get(&id) {
            self.n_there += 1;
            if due_on.is_some_and(|due| due != *due_here) || line.text("content") != *content {
                self.ask(line.at("outside_id"), "task-differs", outside.id);
            }
            return;
        }
        let Some(lead) = self.lead(line, register) else { return };
        let support = self.support(line, register);
        let (post, doer) = self.doer(line, lead, register);
        let draft = TaskDraft {
            content: line.text("content"),
            product: line.text("product"),
            lead: Some(lead),
            support,
            post,
            doer,
            started_on: Some(
                started_on.unwrap_or_else(|| due_on.unwrap_or(register.today).min(register.today)),
            ),
            due_on,
            outside: Some(outside),
            ..TaskDraft::default()
        };
        for problem in draft.clone().check().err().unwrap_or_default() {
            let (code, meaning) = match problem {
                TaskProblem::NoContent => ("no-content", "content"),
                TaskProblem::NoDue => ("no-due", "due_on"),
                TaskProblem::DueBeforeStart => ("due-before-start", "due_on"),
                TaskProblem::LeadSupports => ("lead-supports", "support"),
                _ => ("not-whole", "content"),
            };
            self.stop(line.at(meaning), code, line.text(meaning));
        }
        let mut acts = Vec::new();
        if let Some(on) = self.day(line, "done_on") {
            if on > register.today || draft.started_on.is_some_and(|start| on < start) {
                self.stop(line.at("done_on"), "cannot-have-been", line.text("done_on"));
            }
            acts.push((on, Past::Finish("Theo tệp nhập".into())));
        }
        self.tasks.push(TaskLife { draft, acts });
    }

    fn lead(&mut self, line: &Line<'_>, register: &Register<'_>) -> Option<Id<Unit>> {
        let name = line.text("name");
        if name.is_empty() {
            self.stop(line.at("name"), "no-lead", line.text("content"));
            return None;
        }
        let key = format!("{}|", key(&name));
        let chosen = line.import.choices.names.get(&key).copied();
        if chosen == Some(0) {
            return None;
        }
        if let Some(unit) = chosen {
            return Some(Id::new(unit));
        }
        let fits = match register.names.find(&name, "", "", |_| true) {
            Fit::One(at) => return register.day.order().unit(at),
            Fit::Many(fits) => fits,
            Fit::Nothing => Vec::new(),
        };
        let code = if fits.is_empty() { "unknown-name" } else { "ambiguous-name" };
        self.stop(line.at("name"), code, name.clone());
        if !self.unknown.iter().any(|u| u.key == key) {
            let suggestions = register.names.suggest(&name, &fits);
            self.unknown.push(Unknown { key, name, cell: line.at("name"), suggestions, chosen: None });
        }
        None
    }

    /// Supporting bodies that are in the register; a name that is not is told and left out.
    fn support(&mut self, line: &Line<'_>, register: &Register<'_>) -> Vec<Id<Unit>> {
        let mut support = Vec::new();
        let text = line.text("support");
        for name in text.split(';').map(str::trim).filter(|n| !n.is_empty() && *n != "-" && *n != "–") {
            match register.names.find(name, "", "", |_| true) {
                Fit::One(at) => support.extend(register.day.order().unit(at)),
                _ => self.ask(line.at("support"), "support-unknown", name.to_owned()),
            }
        }
        support
    }

    /// The post that a cell names, by its name or by its holder's; one who has left it answers for nothing any more.
    fn doer(
        &mut self,
        line: &Line<'_>,
        lead: Id<Unit>,
        register: &Register<'_>,
    ) -> (Option<Id<vunggoc_core::post::Post>>, String) {
        let text = line.text("post");
        let folded = fold(&text);
        if folded.is_empty() {
            self.ask(line.at("post"), "no-doer", line.text("content"));
            return (None, text);
        }
        let of_lead = |p: &&Known| p.unit == lead.number();
        if let Some(post) = register.posts.iter().filter(of_lead).find(|p| p.name == folded) {
            if post.until_on <= register.today {
                self.stop(line.at("post"), "post-abolished", text);
                return (None, String::new());
            }
            return (Some(Id::new(post.id)), String::new());
        }
        let mut held = register.holders.get(&folded).into_iter().flatten();
        let here = |id: i64| register.posts.iter().filter(of_lead).find(|p| p.id == id);
        let last = held.rfind(|(post, _)| here(*post).is_some());
        match last {
            Some((_, until_on)) if *until_on <= register.today => {
                self.stop(line.at("post"), "holder-left", format!("{text}, {until_on}"));
                (None, String::new())
            }
            Some((post, _)) => (Some(Id::new(*post)), String::new()),
            None => {
                self.ask(line.at("post"), "post-unknown", text.clone());
                (None, text)
            }
        }
    }
}
