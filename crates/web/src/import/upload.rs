//! Tải tệp lên.

use super::read_error;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::listing::Choice;
use crate::page::{Visitor, check_token};
use crate::shell::Shell;
use crate::state::WebState;
use crate::upload::{Sent, read};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use vunggoc_app::figure::catalogue::forms;
use vunggoc_app::import::Kind;
use vunggoc_app::import::begin::begin;
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_app::{AppError, Rule};
use vunggoc_core::Id;
use vunggoc_core::period::Period;

#[derive(Template)]
#[template(path = "import/upload.html")]
struct UploadPage {
    shell: Shell,
    fields: Fields,
    problems: Problems,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    periods: Vec<Choice>,
}

pub(super) fn kind_words(l: &Lang, kind: &str) -> &'static str {
    match kind {
        "units" => l.t("Danh sách tổ chức", "List of units"),
        "tasks" => l.t("Bảng theo dõi nhiệm vụ", "Table of tasks"),
        "listings" => l.t("Sổ theo dõi, củng cố các năm trước", "Register of listings of past years"),
        _ => l.t("Số liệu", "Figures"),
    }
}

/// The periods that forms can be asked for, newest first.
pub(super) async fn periods(visitor: &Visitor) -> Result<Vec<Choice>, WebError> {
    let mut all: Vec<String> = forms(&visitor.ctx).await?.into_iter().flat_map(|f| f.periods).collect();
    all.sort_by_key(|code| Period::parse(code).map(|p| std::cmp::Reverse((p.last_on(), p.first_on()))));
    all.dedup();
    Ok(all
        .into_iter()
        .map(|code| (code.clone(), crate::figure::words::period(&visitor.lang, &code)))
        .collect())
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    fields: Fields,
    problems: Problems,
) -> Result<UploadPage, WebError> {
    let l = visitor.lang;
    // Who may bring in nothing of some kind is not offered it.
    let mut roots = Vec::new();
    let mut kinds: Vec<Choice> = Vec::new();
    {
        let mut work = visitor.ctx.look().await?;
        for kind in Kind::ALL {
            let found = work.places(kind.needs()).await?;
            if !found.is_empty() {
                kinds.push((kind.tag().to_owned(), kind_words(&l, kind.tag()).to_owned()));
            }
            for (unit, _) in found {
                if !roots.contains(&unit) {
                    roots.push(unit);
                }
            }
        }
    }
    let mut places: Vec<Choice> = Vec::new();
    for unit in roots {
        places.push((unit.to_string(), show_unit(&visitor.ctx, unit, None).await?.name));
    }
    if places.is_empty() {
        return Err(AppError::NotFound.into());
    }
    places.dedup();
    Ok(UploadPage {
        shell: Shell::new(state, visitor, l.t("Nhập từ tệp bảng tính", "Import a spreadsheet")),
        fields,
        problems,
        kinds,
        places,
        periods: periods(visitor).await?,
    })
}

/// The kind that the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    kind: String,
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let kind = Kind::from_tag(&wanted.kind).unwrap_or(Kind::Figures);
    draw(&form(&state, &visitor, Fields::of(&[("kind", kind.tag())]), Problems::default()).await?)
}

pub(super) async fn send(
    State(state): State<WebState>,
    visitor: Visitor,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let l = visitor.lang;
    let Ok(parts) = parts else { return Err(WebError::ForeignForm) };
    let Sent { fields, files } = match read(parts).await {
        Ok(sent) => sent,
        Err(cut) => {
            let mut problems = Problems::default();
            problems.add("file", cut.said(&l));
            let status = cut.status();
            return draw_as(status, &form(&state, &visitor, cut.fields, problems).await?);
        }
    };
    check_token(&visitor, fields.get("csrf"))?;
    let mut problems = Problems::default();
    let kind = Kind::from_tag(fields.get("kind")).unwrap_or(Kind::Figures);
    let under = Id::new(fields.number("under").unwrap_or(0));
    let period = Period::parse(fields.get("period"));
    let Some(file) = files.into_iter().next() else {
        problems.add("file", l.t("Chọn tệp cần nhập", "Choose a file"));
        return draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, fields, problems).await?);
    };
    match begin(&visitor.ctx, kind, under, file, period).await {
        Ok(id) => return Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(AppError::Broken(Rule::Sheet(error))) => problems.add("file", read_error(&l, &error)),
        Err(AppError::Broken(Rule::Field { name: "file" })) => {
            problems.add(
                "file",
                l.t("Tệp không có dữ liệu, hoặc lớn hơn 25 MB", "The file is empty, or larger than 25 MB"),
            );
        }
        Err(other) => return Err(other.into()),
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(&state, &visitor, fields, problems).await?)
}
