//! Kết luận: what the criteria of exit say stands beside the form; one decision ends the evaluation and acts on the listing.

use super::{against, elsewhere, words};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::lang::Lang;
use crate::listing::decide::read_decision;
use crate::listing::{Choice, secrecies};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jiff::ToSpan as _;
use vunggoc_app::AppError;
use vunggoc_app::evaluation::{Page, Wish, conclude, show};
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::decision::Form;
use vunggoc_core::evaluation::WAYS;
use vunggoc_core::listing::{Act, ActKind};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "evaluation/conclude.html")]
struct ConcludePage {
    shell: Shell,
    page: Page,
    way: ActKind,
    fields: Fields,
    problems: Problems,
    owners: Vec<Choice>,
    secrecies: Vec<Choice>,
    decision_forms: Vec<Choice>,
}

impl ConcludePage {
    fn is(&self, tag: &str) -> bool {
        self.way.tag() == tag
    }
    fn remedy(&self, tag: &str) -> &'static str {
        words::remedy(&self.shell.lang, tag)
    }
    fn agreement(&self, tag: &Option<String>) -> &'static str {
        words::agreement(&self.shell.lang, tag.as_deref().unwrap_or(""))
    }
    /// Whether a removal needs its reason in writing.
    fn is_against(&self) -> bool {
        self.page.exits.is_empty() || self.page.exits.iter().any(|e| e.remedy != "remedied")
    }
    fn lacks_opinions(&self) -> bool {
        self.page.opinions.is_empty() || self.page.opinions.iter().any(|o| o.answered_on.is_none())
    }
}

fn way_of(tag: &str) -> Result<ActKind, WebError> {
    ActKind::from_tag(tag).filter(|way| WAYS.contains(way)).ok_or_else(|| AppError::NotFound.into())
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, way)): Path<(i64, String)>,
) -> Answer {
    let way = way_of(&way)?;
    let day = visitor.ctx.today();
    let months = i64::from(state.rules.listing.watch.n_months);
    let until = day.checked_add(months.months()).unwrap_or(day);
    let (today, until) = (visitor.lang.date(&day.to_string()), visitor.lang.date(&until.to_string()));
    let fields = [
        ("on", today.as_str()),
        ("decided_on", &today),
        ("paper_on", &today),
        ("secrecy", "open"),
        ("watch_until", &until),
    ];
    let fields = visitor.refill(Fields::of(&fields)).await?;
    let form = form(&state, &visitor, id, way, fields, Problems::default()).await?;
    if form.page.is_open_to("conclude") || visitor.is_refilled() { draw(&form) } else { Ok(elsewhere(id)) }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    way: ActKind,
    fields: Fields,
    problems: Problems,
) -> Result<ConcludePage, WebError> {
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id)).await?;
    let unit = show_unit(&visitor.ctx, Id::new(page.unit_id), None).await?;
    let title = format!("{}: {}", crate::words::act(&l, way.tag()), page.unit);
    let forms = Form::ALL.iter();
    Ok(ConcludePage {
        shell: Shell::new(state, visitor, title),
        page,
        way,
        fields,
        problems,
        owners: unit.way.iter().rev().map(|s| (s.id.to_string(), s.name.clone())).collect(),
        secrecies: secrecies(l),
        decision_forms: forms.map(|f| (f.tag().into(), crate::words::form(&l, f.tag()).into())).collect(),
    })
}

/// What is done to the listing, as typed; what is wrong is noted.
fn act(l: Lang, way: ActKind, fields: &Fields, problems: &mut Problems) -> Option<Act> {
    let due_on = match way {
        ActKind::Remove => fields.day("due_on"),
        _ => fields.need_day(&l, "due_on", problems),
    };
    let owner = Id::new(fields.number("owner").unwrap_or(0));
    Some(match way {
        ActKind::Remove => {
            let words = l.t("Ghi kết quả khắc phục", "Say what was achieved");
            problems.need(Need::text(fields.get("result")), "result", words);
            Act::Remove { result: fields.get("result").trim().to_owned() }
        }
        ActKind::HandDown => Act::HandDown { owner, due_on: due_on? },
        ActKind::HandUp => Act::HandUp { owner, due_on: due_on? },
        _ => Act::Prolong { due_on: due_on? },
    })
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((id, way)): Path<(i64, String)>,
    posted: Drafted,
) -> Answer {
    let Drafted { visitor, fields } = posted;
    let (l, way) = (visitor.lang, way_of(&way)?);
    let mut problems = Problems::default();
    let on = fields.need_day(&l, "on", &mut problems);
    let act = act(l, way, &fields, &mut problems);
    let decision = read_decision(l, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(on), Some(act), Some(decision), true) = (on, act, decision, problems.is_empty()) {
        let wish = Wish {
            on,
            act,
            despite: fields.get("despite").into(),
            without_opinions: fields.get("without_opinions").into(),
            watch_until: fields.day("watch_until"),
        };
        match conclude(&visitor.ctx, Id::new(id), seen, &wish, &decision).await {
            Ok(id) => return Ok(Redirect::to(&format!("/evaluations/{id}")).into_response()),
            Err(error) => status = against(&l, error, &mut problems)?,
        }
    }
    draw_as(status, &form(&state, &visitor, id, way, fields, problems).await?)
}
