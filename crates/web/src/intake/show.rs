//! Xem trước, chọn tệp, ghi.

use super::words as own;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::figure::words;
use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use std::sync::Arc;
use vunggoc_app::intake::show::{BookLine, Preview, Total, show};
use vunggoc_app::intake::write::{Chosen, Confirmed, Seen, write as write_books};
use vunggoc_app::intake::{Flaw, Weight};
use vunggoc_app::rules::Rules;
use vunggoc_app::{AppError, Rule};
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "intake/show.html")]
struct ShowPage {
    shell: Shell,
    rules: Arc<Rules>,
    preview: Preview,
    /// What was typed, where something was refused.
    fields: Fields,
    problems: Problems,
}

impl ShowPage {
    fn n(&self, standing: &str) -> usize {
        self.preview.books.iter().filter(|b| b.standing == standing).count()
    }
    fn n_mismatched(&self) -> usize {
        self.n("mismatched") + self.n("unreadable")
    }
    fn n_late(&self) -> usize {
        self.preview.books.iter().filter(|b| self.is_late(b)).count()
    }
    fn is_late(&self, book: &BookLine) -> bool {
        book.timeliness.as_deref() == Some("late")
    }
    fn flaws(&self) -> impl Iterator<Item = (&BookLine, &Flaw)> {
        let all = self.preview.books.iter().flat_map(|b| b.flaws.iter().map(move |f| (b, f)));
        all.take(MOST_FLAWS)
    }
    fn n_flaws(&self) -> usize {
        self.preview.books.iter().map(|b| b.flaws.len()).sum()
    }
    fn stops(&self, flaw: &Flaw) -> bool {
        flaw.weight == Weight::Stop
    }
    fn asks_to_be_seen(&self) -> bool {
        self.preview.books.iter().any(|b| b.is_open() && !b.flaws.is_empty())
    }
    fn is_open(&self) -> bool {
        self.preview.books.iter().any(BookLine::is_open)
    }
    /// Chosen to begin with: what can be written and is the only file of its unit.
    fn is_chosen(&self, book: &BookLine) -> bool {
        match self.fields.all().is_empty() {
            true => book.standing == "ready" && book.flaws.iter().all(|f| f.code != "twin"),
            false => self.fields.is(&format!("w:{}", book.no), "yes"),
        }
    }
    fn copy(&self, book: &BookLine) -> &str {
        self.fields.get(&format!("copy:{}", book.no))
    }
    fn sum(&self, l: &Lang, value: &Option<i64>, total: &Total) -> String {
        words::figure(l, value, &total.head.scale)
    }
    fn state(&self, l: &Lang, book: &BookLine) -> String {
        let state = words::state(l, book.state.as_deref().unwrap_or_default());
        book.copy.as_ref().map_or_else(|| state.to_owned(), |copy| format!("{state}: {copy}"))
    }
}

/// Flaws shown: the first ones, as a list of thousands helps nobody.
const MOST_FLAWS: usize = 500;

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    fields: Fields,
    problems: Problems,
) -> Result<ShowPage, WebError> {
    let l = visitor.lang;
    let preview = show(&visitor.ctx, Id::new(id)).await?;
    let form = words::form(&l, &state.rules, &preview.form);
    let title = format!("{} {form}, {}", l.t("Nhận", "Take back"), words::period(&l, &preview.period));
    Ok(ShowPage {
        shell: Shell::new(state, visitor, title),
        rules: state.rules.clone(),
        preview,
        fields,
        problems,
    })
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    draw(&form(&state, &visitor, id, Fields::default(), Problems::default()).await?)
}

/// An intake as its page shows it, as JSON.
#[utoipa::path(get, path = "/api/figures/intakes/{id}", params(("id" = i64, Path)), responses((status = 200, body = Preview), (status = 404)))]
pub(crate) async fn show_json(visitor: Visitor, Path(id): Path<i64>) -> Result<Json<Preview>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id)).await?))
}

pub(super) async fn write(State(state): State<WebState>, Path(id): Path<i64>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let chosen = fields.all().iter().filter_map(|(name, value)| {
        let no = name.strip_prefix("w:").filter(|_| value == "yes")?.parse().ok()?;
        Some(Chosen { no, copy: fields.get(&format!("copy:{no}")).to_owned() })
    });
    let wish = Confirmed {
        version: Version(fields.number("version").unwrap_or(0)),
        fingerprint: fields.get("fingerprint").to_owned(),
        chosen: chosen.collect(),
        seen: if fields.is("seen", "yes") { Seen::Yes } else { Seen::NotYet },
    };
    let mut problems = Problems::default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match write_books(&visitor.ctx, Id::new(id), &wish).await {
        Ok(_) => return Ok(Redirect::to(&format!("/figures/intakes/{id}")).into_response()),
        Err(AppError::Stale { .. }) => {
            status = StatusCode::CONFLICT;
            problems.add(
                "",
                l.t(
                    "Số liệu hoặc báo cáo đã thay đổi từ khi xem trước; chưa có gì được ghi. Hãy xem lại rồi ghi.",
                    "Figures or returns have changed since the preview; nothing was written. Look again, then write.",
                ),
            );
        }
        Err(AppError::Broken(Rule::Field { name: "chosen" })) => {
            problems.add("", l.t("Chọn ít nhất một tệp để ghi.", "Choose at least one workbook to write."));
        }
        Err(error @ (AppError::Broken(_) | AppError::Refused(_) | AppError::Busy)) => {
            problems.add("", crate::words::error(&l, &error));
        }
        Err(other) => return Err(other.into()),
    }
    draw_as(status, &form(&state, &visitor, id, fields, problems).await?)
}
