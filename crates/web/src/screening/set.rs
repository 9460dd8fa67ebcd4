//! Một tiêu chí và mức áp dụng: what the rules say, what holds today, what was set here and by which papers.

use super::try_bounds::read_bound;
use super::{CriterionView, criterion as view, language, on_off};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::lang::Lang;
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::screening::criteria::{CriterionPage, EnteredSetting, SettingDraft, criterion, set};
use vunggoc_app::{AppError, Refusal};
use vunggoc_core::Version;
use vunggoc_core::access::Action;
use vunggoc_core::screening::words::bound as bound_words;
use vunggoc_core::screening::{Bound, Criterion, Decided, Setting, Shipped, TestSetting};

#[derive(Template)]
#[template(path = "screening/criterion.html")]
struct SetPage {
    shell: Shell,
    page: CriterionPage,
    now: CriterionView,
    shipped: CriterionView,
    choices: Vec<Choice>,
    secrecies: Vec<Choice>,
    fields: Fields,
    problems: Problems,
}

impl SetPage {
    fn by_figures(&self) -> bool {
        matches!(self.page.shipped.decided, Decided::Figures(_))
    }
    /// The bound of a setting as people read it.
    fn bound(&self, l: &Lang, set: &EnteredSetting) -> String {
        let Decided::Figures(test) = &self.page.shipped.decided else { return "–".into() };
        let Some([numerator, denominator]) = set.bound else { return "–".into() };
        let Ok(bound) = Bound::of_terms(numerator, denominator) else { return "–".into() };
        let mut condition = test.condition.clone();
        condition.bound = bound;
        bound_words(&condition, language(l))
    }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    let l = visitor.lang;
    let page = criterion(&visitor.ctx, &code).await?;
    let today = l.date(&visitor.ctx.today().to_string());
    let held = &page.now.criterion;
    let (bound, n_periods) = match &held.decided {
        Decided::Figures(test) => (bound_words(&test.condition, language(&l)), test.n_periods.to_string()),
        Decided::Judgement => (String::new(), String::new()),
    };
    let version = page.version.to_string();
    let fields = Fields::of(&[
        ("chosen", held.shipped.tag()),
        ("bound", &bound),
        ("n_periods", &n_periods),
        ("from", &today),
        ("secrecy", "open"),
        ("version", &version),
    ]);
    let fields = visitor.refill(fields).await?;
    draw(&form(&state, &visitor, page, fields, Problems::default()))
}

fn form(
    state: &WebState,
    visitor: &Visitor,
    page: CriterionPage,
    fields: Fields,
    problems: Problems,
) -> SetPage {
    let l = visitor.lang;
    let name = &page.shipped.name;
    let title = format!("{} {}: {}", l.t("Tiêu chí", "Criterion"), name.code, l.t(&name.vi, &name.en));
    SetPage {
        shell: Shell::new(state, visitor, title),
        now: view(&l, &page.now.criterion),
        shipped: view(&l, &page.shipped),
        page,
        choices: ["on", "off"].map(|tag| (tag.into(), on_off(&l, tag).into())).to_vec(),
        secrecies: secrecies(l),
        fields,
        problems,
    }
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path(code): Path<String>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let l = visitor.lang;
    let page = criterion(&visitor.ctx, &code).await?;
    if !page.may_set {
        return Err(AppError::Refused(Refusal::NotGranted(Action::SetCriteria)).into());
    }
    let mut problems = Problems::default();
    let from_on = fields.need_day(&l, "from", &mut problems);
    let setting = setting(l, &page.shipped, &fields, &mut problems);
    let paper = crate::paper::read(&l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(from_on), true) = (from_on, problems.is_empty()) {
        let draft = SettingDraft { criterion: code, from_on, setting, paper };
        match set(&visitor.ctx, &draft, seen).await {
            Ok(_) => {
                return Ok(Redirect::to(&format!("/criteria/{}", draft.criterion)).into_response());
            }
            Err(error @ (AppError::Fault(_) | AppError::NotFound | AppError::Refused(_))) => {
                return Err(WebError::App(error));
            }
            Err(error) => {
                if matches!(error, AppError::Stale { .. }) {
                    status = StatusCode::CONFLICT;
                }
                problems.add("", words::error(&l, &error));
            }
        }
    }
    draw_as(status, &form(&state, &visitor, page, fields, problems))
}

/// The setting as typed; a criterion that a person decides by a paper has neither bound nor periods.
fn setting(l: Lang, shipped: &Criterion, fields: &Fields, problems: &mut Problems) -> Setting {
    let chosen = if fields.is("chosen", "on") { Shipped::On } else { Shipped::Off };
    let Decided::Figures(test) = &shipped.decided else { return Setting { chosen, test: None } };
    let bound = read_bound(fields.get("bound").trim(), &test.condition);
    problems.need(Need::of(&bound), "bound", super::try_bounds::wrong(l));
    let n_periods = fields.number("n_periods").and_then(|n| u8::try_from(n).ok());
    let n_periods = n_periods.filter(|n| (1..=Criterion::MOST_PERIODS).contains(n));
    problems.need(
        Need::of(&n_periods),
        "n_periods",
        l.t("Nhập số kỳ từ 1 đến 8", "Enter a number of periods from 1 to 8"),
    );
    let test = bound.zip(n_periods).map(|(bound, n_periods)| TestSetting { bound, n_periods });
    Setting { chosen, test }
}
