//! Soạn thảo: the whole text on one page, by sections; rows are added without JavaScript.
//!
//! Every row carries its number, which stays with it from one edition to the next. A row that is left blank is none.

use super::words;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems, read_day};
use crate::lang::Lang;
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use std::sync::Arc;
use vunggoc_app::AppError;
use vunggoc_app::plan::{Page, leads, show, write};
use vunggoc_app::rules::Rules;
use vunggoc_core::paper::Secrecy;
use vunggoc_core::plan::{ActKind, Cause, CauseKind, Content, Exit, Measure, Personnel, Text};
use vunggoc_core::rulebook::{Holds, Place, PlanSection};
use vunggoc_core::{Id, Version};

/// The most rows of one table in a form.
const MANY: usize = 200;

#[derive(Template)]
#[template(path = "plan/write.html")]
struct WritePage {
    shell: Shell,
    page: Page,
    rules: Arc<Rules>,
    fields: Fields,
    problems: Problems,
    leads: Vec<Choice>,
    criteria: Vec<Choice>,
    solutions: Vec<Choice>,
    secrecies: Vec<Choice>,
}

impl WritePage {
    fn sections(&self) -> Vec<&PlanSection> {
        self.rules.plan.sections(self.page.kind).collect()
    }
    /// Whether the paper is divided into parts, under which the sections stand.
    fn has_parts(&self) -> bool {
        self.sections().iter().any(|s| s.place == Place::Part)
    }
    fn mark<'a>(&self, section: &'a PlanSection) -> &'a str {
        section.mark(self.page.kind)
    }
    fn typed(&self, row: &str, at: &usize, name: &str) -> &str {
        self.fields.get(&format!("{row}-{at}-{name}"))
    }
    fn text(&self, code: &str) -> &str {
        self.fields.get(&format!("text-{code}"))
    }
    /// The places of the rows of a table: those that were sent, or those of the text.
    fn rows(&self, row: &str) -> Vec<usize> {
        places(&self.fields, row)
    }
    fn wrong(&self, row: &str, at: &usize) -> Option<&str> {
        self.problems.of(&format!("{row}-{at}-due"))
    }
    fn holds(&self, section: &PlanSection, what: &str) -> bool {
        section.holds.tag() == what
    }
}

fn places(fields: &Fields, row: &str) -> Vec<usize> {
    (0..MANY).filter(|at| fields.has(&format!("{row}-{at}-no"))).collect()
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let fields = visitor.refill(fields_of(visitor.lang, &page)).await?;
    draw(&form(&state, &visitor, page, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    page: Page,
    mut fields: Fields,
    problems: Problems,
) -> Result<WritePage, WebError> {
    if !page.open_to.contains(&ActKind::Write) {
        return Err(AppError::NotFound.into());
    }
    let l = visitor.lang;
    for row in ["cause", "exit", "measure"] {
        // There is always a row to write in.
        if places(&fields, row).is_empty() {
            add_row(&mut fields, row);
        }
    }
    let leads = leads(&visitor.ctx, Id::new(page.id)).await?;
    let criteria = state.rules.criteria.iter();
    let criteria =
        criteria.map(|c| (c.name.code.clone(), format!("{} – {}", c.name.code, l.t(&c.name.vi, &c.name.en))));
    let solutions = state.rules.plan.solutions.iter();
    let solutions =
        solutions.map(|s| (s.name.code.clone(), format!("{}. {}", s.name.code, l.t(&s.name.vi, &s.name.en))));
    let title = format!("{}: {}", l.t("Soạn thảo", "Write"), page.unit);
    Ok(WritePage {
        shell: Shell::new(state, visitor, title),
        page,
        rules: state.rules.clone(),
        fields,
        problems,
        leads: leads.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        criteria: criteria.collect(),
        solutions: solutions.collect(),
        secrecies: secrecies(l),
    })
}

/// One more row of a table, with the next number.
fn add_row(fields: &mut Fields, row: &str) {
    let all = places(fields, row);
    let at = all.last().map_or(0, |last| last + 1);
    let no = all.iter().filter_map(|at| fields.number(&format!("{row}-{at}-no"))).max().unwrap_or(0) + 1;
    if at < MANY {
        fields.set(&format!("{row}-{at}-no"), no.to_string());
    }
}

fn fields_of(l: Lang, page: &Page) -> Fields {
    let mut fields = Fields::default();
    let content = &page.content;
    for text in &content.texts {
        fields.set(&format!("text-{}", text.section), text.words.clone());
    }
    for (at, cause) in content.causes.iter().enumerate() {
        let mut set = |name: &str, value: &str| fields.set(&format!("cause-{at}-{name}"), value.to_owned());
        set("no", &cause.no.to_string());
        set("kind", cause.kind.tag());
        set("content", &cause.content);
        set("criterion", cause.criterion.as_deref().unwrap_or(""));
    }
    for (at, exit) in content.exits.iter().enumerate() {
        let mut set = |name: &str, value: &str| fields.set(&format!("exit-{at}-{name}"), value.to_owned());
        set("no", &exit.no.to_string());
        set("criterion", &exit.criterion);
        set("words", &exit.words);
    }
    for (at, m) in content.measures.iter().enumerate() {
        let mut set = |name: &str, value: &str| fields.set(&format!("measure-{at}-{name}"), value.to_owned());
        set("no", &m.no.to_string());
        set("solution", &m.solution);
        set("content", &m.content);
        set("product", &m.product);
        set("criterion", m.criterion.as_deref().unwrap_or(""));
        set("lead", &m.lead.map(|u| u.to_string()).unwrap_or_default());
        set("support", &m.support);
        set("post", &m.post);
        set("due", &m.due_on.map(|d| l.date(&d.to_string())).unwrap_or_default());
    }
    if let Some(p) = &content.personnel {
        fields.set("personnel-number", p.number.clone());
        fields.set("personnel-secrecy", p.secrecy.tag().to_owned());
        fields.set("personnel-kept_at", p.kept_at.clone());
    }
    fields
}

pub(super) async fn send(State(state): State<WebState>, Path(id): Path<i64>, posted: Drafted) -> Answer {
    let Drafted { visitor, mut fields } = posted;
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id)).await?;
    if let row @ ("cause" | "exit" | "measure") = fields.get("add").to_owned().as_str() {
        add_row(&mut fields, row);
        // Nothing is written yet: the page comes back with what was typed and one more row.
        return draw(&form(&state, &visitor, page, fields, Problems::default()).await?);
    }
    let mut problems = Problems::default();
    let content = read(l, &fields, page.kind, &state.rules, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if problems.is_empty() {
        match write(&visitor.ctx, Id::new(id), seen, content, &state.rules).await {
            Ok(id) => return Ok(Redirect::to(&format!("/plans/{id}")).into_response()),
            Err(error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy)) => {
                if let AppError::Stale { .. } = error {
                    status = StatusCode::CONFLICT;
                }
                problems.add("", crate::words::error(&l, &error));
            }
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(status, &form(&state, &visitor, page, fields, problems).await?)
}

/// The text as typed; rows that are left blank are none.
fn read(
    l: Lang,
    fields: &Fields,
    kind: vunggoc_core::plan::Kind,
    rules: &Rules,
    problems: &mut Problems,
) -> Content {
    let sections = rules.plan.sections(kind).filter(|s| s.holds.takes_words());
    let texts = sections.map(|s| Text {
        section: s.name.code.clone(),
        words: fields.get(&format!("text-{}", s.name.code)).trim().to_owned(),
    });
    let personnel = Personnel {
        number: fields.get("personnel-number").trim().to_owned(),
        secrecy: Secrecy::from_tag(fields.get("personnel-secrecy")).unwrap_or(Secrecy::Secret),
        kept_at: fields.get("personnel-kept_at").trim().to_owned(),
    };
    let has_personnel = rules.plan.sections(kind).any(|s| s.holds == Holds::Personnel)
        && !(personnel.number.is_empty() && personnel.kept_at.is_empty());
    Content {
        texts: texts.filter(|t| !t.words.is_empty()).collect(),
        causes: rows(fields, "cause", &["content"], cause),
        measures: measures(l, fields, problems),
        exits: rows(fields, "exit", &["criterion", "words"], exit),
        personnel: has_personnel.then_some(personnel),
    }
}

/// A row of the form: its fields by name.
struct RowOf<'a> {
    fields: &'a Fields,
    row: &'a str,
    at: usize,
}

impl RowOf<'_> {
    fn get(&self, name: &str) -> String {
        self.fields.get(&format!("{}-{}-{name}", self.row, self.at)).trim().to_owned()
    }
    fn no(&self) -> i64 {
        self.get("no").parse().unwrap_or(0)
    }
    fn criterion(&self) -> Option<String> {
        Some(self.get("criterion")).filter(|c| !c.is_empty())
    }
}

fn rows<T>(fields: &Fields, row: &str, any_of: &[&str], read: impl Fn(&RowOf<'_>) -> T) -> Vec<T> {
    let all = places(fields, row).into_iter().map(|at| RowOf { fields, row, at });
    all.filter(|r| any_of.iter().any(|name| !r.get(name).is_empty())).map(|r| read(&r)).collect()
}

fn cause(row: &RowOf<'_>) -> Cause {
    Cause {
        no: row.no(),
        kind: CauseKind::from_tag(&row.get("kind")).unwrap_or(CauseKind::Subjective),
        content: row.get("content"),
        criterion: row.criterion(),
    }
}

fn exit(row: &RowOf<'_>) -> Exit {
    Exit { no: row.no(), criterion: row.get("criterion"), words: row.get("words") }
}

fn measures(l: Lang, fields: &Fields, problems: &mut Problems) -> Vec<Measure> {
    for at in places(fields, "measure") {
        let field = format!("measure-{at}-due");
        let typed = fields.get(&field).trim();
        if !typed.is_empty() && read_day(typed).is_none() {
            problems.add(
                &field,
                l.t("Nhập thời hạn đúng dạng ngày/tháng/năm", "Enter the due date as day/month/year"),
            );
        }
    }
    let mut all = rows(fields, "measure", &["content", "product", "post"], |row| Measure {
        no: row.no(),
        solution: row.get("solution"),
        content: row.get("content"),
        product: row.get("product"),
        criterion: row.criterion(),
        lead: row.get("lead").parse().ok().map(Id::new),
        support: row.get("support"),
        post: row.get("post"),
        due_on: read_day(&row.get("due")),
    });
    // Printed by groups of solutions; within a group as they were written.
    all.sort_by(|a, b| a.solution.cmp(&b.solution));
    all
}

impl WritePage {
    fn cause_kinds(&self) -> Vec<Choice> {
        CauseKind::ALL.iter().map(|k| (k.tag().into(), words::cause(&self.shell.lang, *k).into())).collect()
    }
}
