//! Giao nhiệm vụ bằng tay: a ground of any kind with its first task, and more tasks on a ground.
//!
//! The heads under which the fields stand ("5 rõ") are data. Bodies are named as people name them and found in the
//! register; what does not name exactly one is asked again, with the near names.

use super::{Choice, words as task_words};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::lang::Lang;
use crate::listing::secrecies;
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::unit::find::named;
use crate::unit::places::places;
use crate::words;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use std::sync::Arc;
use vunggoc_app::rules::Rules;
use vunggoc_app::task::ground::{GroundPage, show as show_ground};
use vunggoc_app::task::raise::{GroundDraft, TaskDraft, give, give_more};
use vunggoc_app::task::show::posts_to_choose;
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_app::{AppError, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::rulebook::TaskField;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{Origin, Quantity};
use vunggoc_core::{Id, Version};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    kind: String,
    unit: Option<i64>,
}

#[derive(Template)]
#[template(path = "task/give.html")]
struct GivePage {
    shell: Shell,
    rules: Arc<Rules>,
    kind: Option<Kind>,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    ground: Option<GroundPage>,
    bodies: Vec<String>,
    posts: Vec<String>,
    origins: Vec<Choice>,
    secrecies: Vec<Choice>,
    fields: Fields,
    problems: Problems,
    paper_title: String,
    action: String,
}

impl GivePage {
    fn is_new(&self) -> bool {
        self.ground.is_none()
    }
    fn is(&self, kind: &str) -> bool {
        self.kind.is_some_and(|k| k.tag() == kind)
    }
    fn asks_paper(&self) -> bool {
        self.is_new()
    }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    kind: Option<Kind>,
    ground: Option<GroundPage>,
    fields: Fields,
    problems: Problems,
) -> Result<GivePage, WebError> {
    let l = visitor.lang;
    let places = places(visitor, Action::AssignTasks).await?;
    let unit = ground.as_ref().map(|g| g.unit_id).or_else(|| fields.number("unit"));
    let unit = unit.or_else(|| places.first().and_then(|(id, _)| id.parse().ok())).unwrap_or(0);
    let here = show_unit(&visitor.ctx, Id::new(unit), None).await?;
    let mut bodies = vec![here.name.clone()];
    bodies.extend(here.below.iter().map(|b| b.name.clone()));
    let lead = named(visitor, fields.get("lead")).await.ok().unwrap_or(Id::new(unit));
    let posts = posts_to_choose(&visitor.ctx, lead).await?.into_iter().map(|(_, name, _)| name).collect();
    let title = match (&ground, kind) {
        (Some(ground), _) => format!("{}: {}", l.t("Thêm nhiệm vụ", "One more task"), ground.title),
        (None, Some(kind)) => {
            format!("{}: {}", l.t("Giao nhiệm vụ", "Give tasks"), task_words::kind(&l, kind.tag()))
        }
        (None, None) => l.t("Giao nhiệm vụ", "Give tasks").to_owned(),
    };
    let by_hand = Kind::ALL.iter().filter(|k| k.by_hand());
    let needs = kind.is_some_and(Kind::needs_paper);
    let paper_title =
        if needs { l.t("Văn bản", "Paper") } else { l.t("Văn bản (nếu có)", "Paper (if any)") };
    Ok(GivePage {
        action: ground.as_ref().map_or_else(|| "/tasks/give".into(), |g| format!("/grounds/{}/more", g.id)),
        shell: Shell::new(state, visitor, title),
        rules: state.rules.clone(),
        kinds: by_hand.map(|k| (k.tag().to_owned(), task_words::kind(&l, k.tag()).to_owned())).collect(),
        kind,
        places,
        ground,
        bodies,
        posts,
        origins: Origin::ALL
            .iter()
            .map(|o| (o.tag().to_owned(), task_words::origin(&l, o.tag()).to_owned()))
            .collect(),
        secrecies: secrecies(l),
        fields,
        problems,
        paper_title: paper_title.to_owned(),
    })
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(which): Query<Which>,
) -> Answer {
    let draft = visitor.draft().await?;
    let kept = draft.as_ref().map(|f| Kind::from_tag(f.get("kind")).unwrap_or(Kind::Other));
    let kind = Kind::from_tag(&which.kind).or(kept).filter(|k| k.by_hand());
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let year = visitor.ctx.today().year().to_string();
    let unit = which.unit.map(|u| u.to_string()).unwrap_or_default();
    let fields = Fields::of(&[
        ("started_on", &today),
        ("opened_on", &today),
        ("secrecy", "open"),
        ("year", &year),
        ("unit", &unit),
    ]);
    let fields = draft.unwrap_or(fields);
    draw(&form(&state, &visitor, kind, None, fields, Problems::default()).await?)
}

pub(super) async fn ask_more(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let ground = show_ground(&visitor.ctx, Id::new(id)).await?;
    let kind = Kind::from_tag(&ground.kind);
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = visitor.refill(Fields::of(&[("started_on", &today)])).await?;
    draw(&form(&state, &visitor, kind, Some(ground), fields, Problems::default()).await?)
}

pub(super) async fn send(State(state): State<WebState>, Drafted { visitor, fields }: Drafted) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let kind = Kind::from_tag(fields.get("kind")).filter(|k| k.by_hand()).ok_or(AppError::NotFound)?;
    let title = fields.get("title").trim().to_owned();
    problems.need(
        Need::text(&title),
        "title",
        l.t("Nhập tên, trích yếu căn cứ", "Enter the title of the ground"),
    );
    let with_paper = kind.needs_paper() || !fields.get("paper_number").trim().is_empty();
    let paper = with_paper.then(|| crate::paper::read(&l, &fields, &mut problems));
    let task = read_task(&visitor, kind, &fields, &mut problems).await?;
    let started_on = task.started_on.unwrap_or(visitor.ctx.today());
    let opened_on = paper.as_ref().and_then(|p| p.signed_on).unwrap_or(started_on);
    let year = fields.number("year").and_then(|y| i16::try_from(y).ok()).filter(|y| (1990..2200).contains(y));
    if kind == Kind::YearPlan {
        problems.need(Need::of(&year), "year", l.t("Nhập năm của kế hoạch", "Enter the year of the plan"));
    }
    if problems.is_empty() {
        let unit = Id::new(fields.number("unit").unwrap_or(0));
        let year = matches!(kind, Kind::YearPlan | Kind::SelfReview).then_some(year).flatten();
        let ground = GroundDraft { unit, kind, source: None, title, opened_on, year, paper: None };
        match give(&visitor.ctx, ground, paper, vec![task]).await {
            Ok(id) => return Ok(Redirect::to(&format!("/grounds/{id}")).into_response()),
            Err(error) => say(&l, error, &mut problems)?,
        }
    }
    let page = form(&state, &visitor, Some(kind), None, fields, problems).await?;
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

pub(super) async fn send_more(
    State(state): State<WebState>,
    Path(id): Path<i64>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let ground = show_ground(&visitor.ctx, Id::new(id)).await?;
    let kind = Kind::from_tag(&ground.kind).ok_or(AppError::NotFound)?;
    let mut problems = Problems::default();
    let task = read_task(&visitor, kind, &fields, &mut problems).await?;
    if problems.is_empty() {
        let seen = Version(fields.number("version").unwrap_or(0));
        match give_more(&visitor.ctx, Id::new(id), seen, vec![task]).await {
            Ok(id) => return Ok(Redirect::to(&format!("/grounds/{id}")).into_response()),
            Err(error) => say(&visitor.lang, error, &mut problems)?,
        }
    }
    let page = form(&state, &visitor, Some(kind), Some(ground), fields, problems).await?;
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What stands against it goes to its field; faults go on.
pub(super) fn say(l: &Lang, error: AppError, problems: &mut Problems) -> Result<(), WebError> {
    match error {
        AppError::Broken(Rule::TaskDrafts(all)) => {
            for (_, problem) in all {
                problems.add(task_words::problem_field(problem), task_words::problem(l, problem));
            }
        }
        error @ AppError::Broken(Rule::Task(_)) => problems.add("post", words::error(l, &error)),
        error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy | AppError::Refused(_)) => {
            problems.add("", words::error(l, &error));
        }
        other => return Err(other.into()),
    }
    Ok(())
}

async fn read_task(
    visitor: &Visitor,
    kind: Kind,
    fields: &Fields,
    problems: &mut Problems,
) -> Result<TaskDraft, WebError> {
    let l = visitor.lang;
    let text = |name: &str| fields.get(name).trim().to_owned();
    let lead = match named(visitor, fields.get("lead")).await {
        Ok(id) => Some(id),
        Err(near) => {
            problems.add("lead", unclear(&l, fields.get("lead"), &near));
            None
        }
    };
    let mut support = Vec::new();
    for name in fields.get("support").split([';', '\n']).map(str::trim).filter(|n| !n.is_empty()) {
        match named(visitor, name).await {
            Ok(id) => support.push(id),
            Err(near) => problems.add("support", unclear(&l, name, &near)),
        }
    }
    // A post of the register where its name is one; what is not there is kept as the paper words it.
    let (mut post, mut doer) = (None, text("post"));
    if let Some(lead) = lead {
        let known = posts_to_choose(&visitor.ctx, lead).await?;
        if let Some((id, ..)) = known.iter().find(|(_, name, _)| fold(name) == fold(&doer)) {
            (post, doer) = (Some(Id::new(*id)), String::new());
        }
    }
    let n_own = fields.number("n_own");
    let quantity = (kind == Kind::YearPlan && !fields.get("n_own").trim().is_empty()).then(|| Quantity {
        measure: text("measure"),
        n_own: n_own.unwrap_or(-1),
        n_carried: 0,
        n_done: 0,
    });
    let draft = TaskDraft {
        content: text("content"),
        product: text("product"),
        lead,
        support,
        post,
        doer,
        started_on: fields.day("started_on"),
        due_on: fields.day("due_on"),
        origin: Origin::from_tag(fields.get("origin")).filter(|_| kind == Kind::SelfReview),
        cause: if kind == Kind::SelfReview { text("cause") } else { String::new() },
        quantity,
        ..TaskDraft::default()
    };
    for problem in draft.clone().check().err().unwrap_or_default() {
        let field = task_words::problem_field(problem);
        if problems.of(field).is_none() {
            problems.add(field, task_words::problem(&l, problem));
        }
    }
    Ok(draft)
}

pub(super) fn unclear(l: &Lang, name: &str, near: &[String]) -> String {
    if name.trim().is_empty() {
        return task_words::problem(l, vunggoc_core::task::Problem::NoLead).to_owned();
    }
    if near.is_empty() {
        return format!("{}: {name}", l.t("Không tìm thấy trong sổ tổ chức", "Not found in the register"));
    }
    format!("{}: {}", l.t("Tên chưa rõ, gần nhất là", "Not clear; the nearest are"), near.join("; "))
}
