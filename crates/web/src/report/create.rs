//! Lập báo cáo, tờ trình mới.

use super::kind;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::unit::places::places;
use crate::words;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use vunggoc_app::AppError;
use vunggoc_app::listing::list::{Filter, list, waiting};
use vunggoc_app::report::{Kind, Wish, draft};
use vunggoc_core::access::Action;
use vunggoc_core::paper::place_of;
use vunggoc_core::{Id, date};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    kind: String,
}

/// A listing to choose for a submission.
struct Candidate {
    id: i64,
    unit: String,
    reasons: String,
}

#[derive(Template)]
#[template(path = "report/new.html")]
struct NewPage {
    shell: Shell,
    kind: Kind,
    fields: Fields,
    problems: Problems,
    units: Vec<(String, String)>,
    heads: Vec<(String, String)>,
    candidates: Vec<Candidate>,
}

impl NewPage {
    fn chosen(&self, id: &i64) -> bool {
        self.fields.values("listing").any(|v| v == id.to_string())
    }
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(which): Query<Which>,
) -> Answer {
    let kind = Kind::from_tag(&which.kind).unwrap_or(Kind::Periodic);
    let today = visitor.ctx.today();
    let l = visitor.lang;
    let (from, to) = match kind {
        // The last half-year that is over.
        Kind::Periodic if today.month() > 6 => (date(today.year(), 1, 1), date(today.year(), 6, 30)),
        Kind::Periodic => (date(today.year() - 1, 7, 1), date(today.year() - 1, 12, 31)),
        Kind::List | Kind::Remove => (date(today.year(), 1, 1), today),
    };
    let (from, to) = (l.date(&from.to_string()), l.date(&to.to_string()));
    let head = if kind == Kind::Periodic { "steering-city" } else { "organisation-commission" };
    let units = places(&visitor, Action::WriteReports).await?;
    let place = units.first().map(|(_, name)| place_of(name)).unwrap_or_default();
    let fields = Fields::of(&[("from", from.as_str()), ("to", &to), ("place", &place), ("head", head)]);
    let fields = visitor.refill(fields).await?;
    let kind = Kind::from_tag(fields.get("kind")).unwrap_or(kind);
    draw(&form(&state, &visitor, kind, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    kind_of: Kind,
    fields: Fields,
    problems: Problems,
) -> Result<NewPage, WebError> {
    let l = visitor.lang;
    let units = places(visitor, Action::WriteReports).await?;
    let today = visitor.ctx.today();
    let heads = state.rules.papers.heads.iter().filter(|h| h.ground.holds_on(today));
    let heads = heads.map(|h| (h.name.code.clone(), l.t(&h.name.vi, &h.name.en).to_owned())).collect();
    let candidates = match kind_of {
        Kind::Periodic => Vec::new(),
        Kind::List => waiting(&visitor.ctx)
            .await?
            .into_iter()
            .map(|w| Candidate { id: w.id, unit: w.unit, reasons: w.reasons })
            .collect(),
        Kind::Remove => list(&visitor.ctx, &Filter::default())
            .await?
            .lines
            .into_iter()
            .map(|w| Candidate { id: w.id, unit: w.unit, reasons: w.reasons })
            .collect(),
    };
    let shell = Shell::new(state, visitor, kind(&l, kind_of.tag()));
    Ok(NewPage { shell, kind: kind_of, fields, problems, units, heads, candidates })
}

pub(super) async fn send(State(state): State<WebState>, Drafted { visitor, fields }: Drafted) -> Answer {
    let l = visitor.lang;
    let kind = Kind::from_tag(fields.get("kind")).ok_or(AppError::NotFound)?;
    let mut problems = Problems::default();
    let from_on = fields.need_day(&l, "from", &mut problems);
    let to_on = fields.need_day(&l, "to", &mut problems);
    if let (Some(from_on), Some(to_on), true) = (from_on, to_on, problems.is_empty()) {
        let wish = Wish {
            kind,
            unit: Id::new(fields.number("unit").unwrap_or(0)),
            from_on,
            to_on,
            head: fields.get("head").to_owned(),
            place: fields.get("place").to_owned(),
            listings: fields.values("listing").filter_map(|v| v.parse().ok()).map(Id::new).collect(),
        };
        match draft(&visitor.ctx, wish).await {
            Ok(id) => return Ok(Redirect::to(&format!("/reports/{id}")).into_response()),
            Err(AppError::Broken(vunggoc_app::Rule::Field { name: "listings" })) => {
                problems.add("listings", l.t("Chọn ít nhất một tổ chức", "Choose at least one unit"));
            }
            Err(error @ (AppError::Broken(_) | AppError::Busy)) => problems.add("", words::error(&l, &error)),
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, kind, fields, problems).await?)
}
