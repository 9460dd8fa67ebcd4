//! Một đề án, kế hoạch: where it stands, what it says, its editions, its tasks.

use super::words;
use crate::error::{Answer, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use std::sync::Arc;
use vunggoc_app::plan::{Amending, EditionLine, Page, TaskLine, show};
use vunggoc_app::rules::Rules;
use vunggoc_core::Id;
use vunggoc_core::plan::{ActKind, CauseKind, Measure};
use vunggoc_core::rulebook::{PlanSection, Solution};

#[derive(Template)]
#[template(path = "plan/show.html")]
struct ShowPage {
    shell: Shell,
    page: Page,
    rules: Arc<Rules>,
}

impl ShowPage {
    fn sections(&self) -> Vec<&PlanSection> {
        self.rules.plan.sections(self.page.kind).collect()
    }
    fn heading(&self, section: &PlanSection) -> String {
        let l = self.shell.lang;
        format!("{} {}", section.mark(self.page.kind), l.t(&section.name.vi, &section.name.en))
    }
    fn lines(&self, code: &str) -> Vec<&str> {
        self.page.content.text(code).lines().map(str::trim).filter(|t| !t.is_empty()).collect()
    }
    fn holds(&self, section: &PlanSection, what: &str) -> bool {
        section.holds.tag() == what
    }
    fn solutions(&self) -> Vec<(&Solution, Vec<&Measure>)> {
        let of = |s: &Solution| {
            self.page.content.measures.iter().filter(|m| m.solution == s.name.code).collect::<Vec<_>>()
        };
        let all = self.rules.plan.solutions.iter().map(|s| (s, of(s)));
        all.filter(|(_, measures)| !measures.is_empty()).collect()
    }
    fn lead(&self, measure: &Measure) -> &str {
        measure.lead.and_then(|u| self.page.names.get(&u.number())).map_or("–", String::as_str)
    }
    fn task(&self, measure: &Measure) -> Option<&TaskLine> {
        self.page.tasks.iter().rfind(|t| t.measure_no == measure.no)
    }
    fn progress(&self, tag: &str) -> &'static str {
        progress(&self.shell.lang, tag)
    }
    fn progress_badge(&self, tag: &str) -> &'static str {
        match tag {
            "done-in-time" => "done",
            "done-late" => "settled",
            "overdue" => "late",
            "stopped" | "carried-over" => "ended",
            _ => "running",
        }
    }
    fn criterion(&self, code: &str) -> String {
        let l = self.shell.lang;
        self.rules
            .criterion(code)
            .map_or_else(|| code.to_owned(), |c| format!("{code} – {}", l.t(&c.name.vi, &c.name.en)))
    }
    fn cause(&self, kind: &CauseKind) -> &'static str {
        words::cause(&self.shell.lang, *kind)
    }
    fn lacks(&self) -> Vec<String> {
        self.page.lacks.iter().map(|lack| words::lack(&self.shell.lang, *lack)).collect()
    }
    fn may(&self, tag: &str) -> bool {
        ActKind::from_tag(tag).is_some_and(|act| self.page.open_to.contains(&act))
    }
    fn is_amending(&self) -> bool {
        self.page.amending == Amending::Yes
    }
    fn valid(&self) -> Option<&EditionLine> {
        self.page.editions.last()
    }
    /// Whether measures are due after the listing is to be finished.
    fn beyond(&self) -> Option<String> {
        let due = self.page.listing_due_on?;
        let last = self.page.content.measures.iter().filter_map(|m| m.due_on).max()?;
        (last > due).then(|| self.shell.lang.date(&due.to_string()))
    }
    fn day(&self, day: &vunggoc_core::Date) -> String {
        self.shell.lang.date(&day.to_string())
    }
    fn n_overdue(&self) -> usize {
        self.page.tasks.iter().filter(|t| t.progress == "overdue").count()
    }
}

/// Tiến độ.
pub(crate) fn progress(l: &crate::lang::Lang, tag: &str) -> &'static str {
    match tag {
        "not-yet-due" => l.t("chưa đến hạn", "not yet due"),
        "underway" => l.t("đang thực hiện trong hạn", "under way in time"),
        "done-in-time" => l.t("hoàn thành đúng hạn", "done in time"),
        "done-late" => l.t("hoàn thành quá hạn", "done late"),
        "overdue" => l.t("quá hạn chưa hoàn thành", "overdue"),
        "stopped" => l.t("dừng thực hiện", "stopped"),
        _ => l.t("chuyển sang năm sau", "carried over"),
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{}: {}", words::kind(&visitor.lang, page.kind), page.unit);
    draw(&ShowPage { shell: Shell::new(&state, &visitor, title), page, rules: state.rules.clone() })
}
