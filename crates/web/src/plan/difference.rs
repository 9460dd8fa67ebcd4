//! Phần thay đổi: what an edition changed, beside what it was.

use super::words;
use crate::error::{Answer, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use std::sync::Arc;
use vunggoc_app::plan::{Difference, Page, difference, show};
use vunggoc_app::rules::Rules;
use vunggoc_core::Id;
use vunggoc_core::plan::difference::{Change, Piece, Was, pieces};
use vunggoc_core::plan::{Cause, Exit, Measure, Personnel};

#[derive(Debug, Deserialize)]
pub(super) struct Which {
    edition: Option<i64>,
}

/// One line of the page: what it is about, and its words before and after together.
struct Line {
    about: String,
    /// Bổ sung, bãi bỏ, sửa đổi.
    how: &'static str,
    badge: &'static str,
    pieces: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "plan/difference.html")]
struct DifferencePage {
    shell: Shell,
    page: Page,
    from: i64,
    to: Option<i64>,
    lines: Vec<Line>,
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
    Query(which): Query<Which>,
) -> Answer {
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let found = difference(&visitor.ctx, Id::new(id), which.edition).await?;
    let title = format!("{}: {}", visitor.lang.t("Phần thay đổi", "What was changed"), page.unit);
    let shell = Shell::new(&state, &visitor, title);
    let writer = Writer { shell: &shell, found: &found, rules: state.rules.clone() };
    let lines = found.changes.iter().map(|c| writer.line(c)).collect();
    draw(&DifferencePage { from: found.from, to: found.to, lines, page, shell })
}

struct Writer<'a> {
    shell: &'a Shell,
    found: &'a Difference,
    rules: Arc<Rules>,
}

impl Writer<'_> {
    fn line(&self, change: &Change) -> Line {
        let l = &self.shell.lang;
        match change {
            Change::Section { code, pieces } => {
                let name =
                    self.rules.plan.section(code).map_or(code.as_str(), |s| l.t(&s.name.vi, &s.name.en));
                Line {
                    about: name.to_owned(),
                    how: l.t("sửa đổi", "changed"),
                    badge: "running",
                    pieces: pieces.clone(),
                }
            }
            Change::Cause(was) => self.of(l.t("Nguyên nhân", "Cause"), was, |c| self.cause(c)),
            Change::Measure(was) => {
                self.of(l.t("Nhiệm vụ, giải pháp", "Measure"), was, |m| self.measure(m))
            }
            Change::Exit(was) => self.of(l.t("Tiêu chí hoàn thành", "Exit criterion"), was, exit),
            Change::Personnel(was) => {
                self.of(l.t("Phương án nhân sự riêng", "Paper on cadres"), was, personnel)
            }
        }
    }

    fn of<T>(&self, about: &str, was: &Was<T>, say: impl Fn(&T) -> String) -> Line {
        let l = &self.shell.lang;
        let (how, badge, pieces) = match was {
            Was::Added(new) => (l.t("bổ sung", "added"), "done", vec![Piece::New(say(new))]),
            Was::Dropped(old) => (l.t("bãi bỏ", "dropped"), "ended", vec![Piece::Gone(say(old))]),
            Was::Changed(old, new) => (l.t("sửa đổi", "changed"), "running", pieces(&say(old), &say(new))),
        };
        Line { about: about.to_owned(), how, badge, pieces }
    }

    fn cause(&self, cause: &Cause) -> String {
        format!("{}: {}", words::cause(&self.shell.lang, cause.kind), cause.content)
    }

    fn measure(&self, m: &Measure) -> String {
        let l = &self.shell.lang;
        let lead = m.lead.and_then(|u| self.found.names.get(&u.number())).map_or("–", String::as_str);
        let due = m.due_on.map(|d| l.date(&d.to_string())).unwrap_or_default();
        format!(
            "{}. {} {lead}; {} {}; {} {}; {} {due}; {} {}",
            m.content.trim_end_matches('.'),
            l.t("Chủ trì:", "Lead:"),
            l.t("phối hợp:", "support:"),
            m.support,
            l.t("chịu trách nhiệm:", "answerable:"),
            m.post,
            l.t("thời hạn:", "due:"),
            l.t("sản phẩm:", "product:"),
            m.product,
        )
    }
}

fn exit(exit: &Exit) -> String {
    format!("{}: {}", exit.criterion, exit.words)
}

fn personnel(p: &Personnel) -> String {
    format!("{}, {}", p.number, p.kept_at)
}
