//! Tải các tệp biểu lên: several workbooks, a folder, or an archive.

use crate::error::{Answer, WebError, draw, draw_as};
use crate::figure::words;
use crate::figure::{PlaceQuery, period_of};
use crate::form::{Fields, Problems};
use crate::page::{Visitor, check_token};
use crate::shell::Shell;
use crate::state::WebState;
use crate::upload::{Sent, read};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::intake::begin::{Wish, begin};
use vunggoc_app::intake::{Line, list};
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_app::{AppError, Rule};
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;

#[derive(Template)]
#[template(path = "intake/upload.html")]
struct UploadPage {
    shell: Shell,
    form: String,
    period: String,
    under: i64,
    place: String,
    before: Vec<Line>,
    fields: Fields,
    problems: Problems,
}

/// Which form, period and unit.
struct Asked {
    form: String,
    period: Period,
    under: Id<Unit>,
}

async fn page(
    state: &WebState,
    visitor: &Visitor,
    asked: &Asked,
    fields: Fields,
    problems: Problems,
) -> Result<UploadPage, WebError> {
    let l = visitor.lang;
    let before = list(&visitor.ctx, &asked.form, asked.period, asked.under).await?;
    let form = words::form(&l, &state.rules, &asked.form);
    let title =
        format!("{} {form}, {}", l.t("Nhận", "Take back"), words::period(&l, &asked.period.to_string()));
    Ok(UploadPage {
        shell: Shell::new(state, visitor, title),
        form: asked.form.clone(),
        period: asked.period.to_string(),
        under: asked.under.number(),
        place: show_unit(&visitor.ctx, asked.under, Some(asked.period.last_on())).await?.name,
        before,
        fields,
        problems,
    })
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((form, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
) -> Answer {
    let under = query.place(&visitor, Action::EnterFigures).await?;
    let asked = Asked { form, period: period_of(&period)?, under };
    if state.rules.form(&asked.form).is_none() {
        return Err(AppError::NotFound.into());
    }
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("received_on", &today)]);
    draw(&page(&state, &visitor, &asked, fields, Problems::default()).await?)
}

pub(super) async fn send(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((form, period)): Path<(String, String)>,
    Query(query): Query<PlaceQuery>,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let l = visitor.lang;
    let Ok(parts) = parts else { return Err(WebError::ForeignForm) };
    let mut problems = Problems::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let Sent { fields, files } = match read(parts).await {
        Ok(sent) => sent,
        Err(cut) => {
            problems.add("files", cut.said(&l));
            status = cut.status();
            Sent { fields: cut.fields, files: Vec::new() }
        }
    };
    if problems.is_empty() {
        check_token(&visitor, fields.get("csrf"))?;
    }
    let under = query.place(&visitor, Action::EnterFigures).await?;
    let asked = Asked { form, period: period_of(&period)?, under };
    if state.rules.form(&asked.form).is_none() {
        return Err(AppError::NotFound.into());
    }
    let mut received_on = None;
    if problems.is_empty() {
        received_on = fields.need_day(&l, "received_on", &mut problems);
        if files.is_empty() {
            problems.add("files", l.t("Chọn các tệp biểu, hoặc một tệp .zip", "Choose workbooks, or a .zip"));
        }
    }
    if let (true, Some(received_on)) = (problems.is_empty(), received_on) {
        let wish = Wish { form: asked.form.clone(), period: asked.period, under, received_on };
        match begin(&visitor.ctx, &wish, files).await {
            Ok(id) => return Ok(Redirect::to(&format!("/figures/intakes/{id}")).into_response()),
            Err(AppError::Broken(Rule::Field { name: "received_on" })) => {
                problems.add("received_on", l.t("Ngày nhận không được sau hôm nay", "Not after today"));
            }
            Err(AppError::Broken(Rule::Field { name: "files" })) => problems.add(
                "files",
                l.t("Không có tệp nào, hoặc nhiều hơn 1.000 tệp", "No file, or more than 1,000 of them"),
            ),
            Err(other) => return Err(other.into()),
        }
    }
    draw_as(status, &page(&state, &visitor, &asked, fields, problems).await?)
}
