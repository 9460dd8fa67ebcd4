//! Chỉ cột, chọn tên, xem trước, ghi.

use super::problem;
use super::upload::{kind_words, periods};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::listing::Choice;
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::import::begin::choose as choose_of;
use vunggoc_app::import::confirm::{Seen, confirm};
use vunggoc_app::import::show::{Preview, show};
use vunggoc_app::import::{Choices, Weight};
use vunggoc_core::rulebook::Named;
use vunggoc_core::unit::Tree;
use vunggoc_core::{Id, Version};

#[derive(Template)]
#[template(path = "import/show.html")]
struct ShowPage {
    shell: Shell,
    preview: Preview,
    problems: Problems,
    meanings: Vec<Choice>,
    periods: Vec<Choice>,
    levels: Vec<Choice>,
    kinds: Vec<Choice>,
}

impl ShowPage {
    fn kind(&self, l: &Lang) -> &'static str {
        kind_words(l, &self.preview.kind)
    }
    fn is_units(&self) -> bool {
        self.preview.kind == "units"
    }
    /// What is counted: figures, units or listings.
    fn what(&self, l: &Lang) -> &'static str {
        match self.preview.kind.as_str() {
            "units" => l.t("tổ chức mới", "new units"),
            "listings" => l.t("hồ sơ mới", "new listings"),
            _ => l.t("số liệu", "figures"),
        }
    }
    fn is_figures(&self) -> bool {
        self.preview.kind == "figures"
    }
    fn stops(&self, weight: &Weight) -> bool {
        *weight == Weight::Stop
    }
    fn same(&self, a: &str, b: &str) -> bool {
        a == b
    }
    fn is_chosen(&self, chosen: &Option<i64>, id: &i64) -> bool {
        chosen.as_ref() == Some(id)
    }
    fn is_left_out(&self, chosen: &Option<i64>) -> bool {
        *chosen == Some(0)
    }
    fn said(&self, l: &Lang, code: &str) -> &'static str {
        problem(l, code)
    }
    fn is_sheet(&self, at: &usize) -> bool {
        *at == self.preview.sheet
    }
    /// Problems shown: the first ones, as a list of thousands helps nobody.
    fn shown(&self) -> &[vunggoc_app::import::Problem] {
        let all = &self.preview.problems;
        all.get(..all.len().min(300)).unwrap_or_default()
    }
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: i64,
    problems: Problems,
) -> Result<ShowPage, WebError> {
    let l = visitor.lang;
    let (preview, _) = show(&visitor.ctx, Id::new(id)).await?;
    let mut meanings: Vec<Choice> = vec![
        (String::new(), l.t("(bỏ qua)", "(left out)").into()),
        ("name".into(), l.t("Tên tổ chức", "Name of the unit").into()),
        ("code".into(), l.t("Mã tổ chức", "Code of the unit").into()),
        ("above".into(), l.t("Tổ chức cấp trên", "Unit above").into()),
    ];
    if preview.kind == "listings" {
        let words = vunggoc_app::import::listings::MEANINGS.iter();
        meanings.extend(words.map(|m| ((*m).to_owned(), register_words(&l, m).to_owned())));
    } else if preview.kind == "tasks" {
        if let Some(name) = meanings.get_mut(1) {
            name.1 = l.t("Cơ quan chủ trì", "Lead body").into();
        }
        meanings.truncate(2);
        let words = vunggoc_app::import::tasks::MEANINGS.iter();
        meanings.extend(words.map(|m| ((*m).to_owned(), crate::task::words::meaning(&l, m).to_owned())));
    } else if preview.kind == "units" {
        meanings.push(("level".into(), l.t("Cấp", "Level").into()));
        meanings.push(("kind".into(), l.t("Loại hình", "Kind").into()));
        meanings.push(("from_on".into(), l.t("Ngày thành lập", "Founded on").into()));
    } else {
        let all = &state.rules.indicators;
        meanings.extend(all.iter().map(|i| (i.code.clone(), l.t(&i.name_vi, &i.name_en).to_owned())));
    }
    let title = format!("{}: {}", l.t("Nhập tệp", "Import"), preview.file);
    let named = |n: &Named| (n.code.clone(), l.t(&n.vi, &n.en).to_owned());
    let (levels, kinds) = (state.rules.levels.levels.iter(), state.rules.levels.kinds.iter());
    Ok(ShowPage {
        shell: Shell::new(state, visitor, title),
        preview,
        problems,
        meanings,
        periods: periods(visitor).await?,
        levels: levels.filter(|v| v.tree == Tree::Party).map(|v| named(&v.name)).collect(),
        kinds: kinds.filter(|v| v.tree == Tree::Party).map(|v| named(&v.name)).collect(),
    })
}

/// What a column of a register of listings may mean.
fn register_words(l: &Lang, meaning: &str) -> &'static str {
    match meaning {
        "status" => l.t("Diện", "Status"),
        "group" => l.t("Nhóm", "Group"),
        "tier" => l.t("Cấp theo dõi", "Level"),
        "reasons" => l.t("Nội dung cần củng cố", "What must be mended"),
        "open_paper" => l.t("Văn bản đưa vào: số, ký hiệu", "Paper of listing: number"),
        "open_on" => l.t("Văn bản đưa vào: ngày", "Paper of listing: day"),
        "due_on" => l.t("Củng cố đến ngày", "To be consolidated by"),
        "last_paper" => l.t("Chuyển cấp, kéo dài: số, ký hiệu", "Moved or prolonged: number"),
        "last_on" => l.t("Chuyển cấp, kéo dài: ngày", "Moved or prolonged: day"),
        "last_act" => l.t("Chuyển cấp, kéo dài: nội dung", "Moved or prolonged: what"),
        "removed_paper" => l.t("Văn bản đưa ra: số, ký hiệu", "Paper of removal: number"),
        "removed_on" => l.t("Văn bản đưa ra: ngày", "Paper of removal: day"),
        _ => l.t("Kết quả", "Result"),
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    draw(&form(&state, &visitor, id, Problems::default()).await?)
}

/// What was pointed at, from the fields of the form.
fn read(fields: &Fields, before: Choices) -> Choices {
    let row = |name: &str, otherwise: u32| {
        fields.number(name).and_then(|n| u32::try_from(n - 1).ok()).unwrap_or(otherwise)
    };
    let mut choices = Choices {
        sheet: fields.number("sheet").and_then(|n| usize::try_from(n).ok()).unwrap_or(before.sheet),
        head_first: row("head_first", before.head_first),
        head_last: row("head_last", before.head_last),
        first_data: row("first_data", before.first_data),
        end: fields.number("end").and_then(|n| u32::try_from(n).ok()).unwrap_or(before.end),
        period: fields.get("period").to_owned(),
        dash: fields.get("dash").to_owned(),
        level: fields.get("level").to_owned(),
        kind: fields.get("kind").to_owned(),
        names: before.names,
        ..Choices::default()
    };
    for (name, value) in fields.all() {
        if let Some(column) = name.strip_prefix("m:").and_then(|c| c.parse().ok()) {
            if !value.is_empty() {
                choices.columns.insert(column, value.clone());
            }
        } else if let Some(column) = name.strip_prefix("p:").and_then(|c| c.parse().ok()) {
            if !value.is_empty() {
                choices.periods.insert(column, value.clone());
            }
        } else if let Some(key) = name.strip_prefix("n:") {
            match value.parse() {
                Ok(unit) => choices.names.insert(key.to_owned(), unit),
                Err(_) => choices.names.remove(key),
            };
        }
    }
    choices
}

pub(super) async fn choose(State(state): State<WebState>, Path(id): Path<i64>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let (_, before) = show(&visitor.ctx, Id::new(id)).await?;
    let seen = Version(fields.number("version").unwrap_or(0));
    answered(
        &state,
        &visitor,
        id,
        choose_of(&visitor.ctx, Id::new(id), seen, read(&fields, before)).await.map(|_| ()),
    )
    .await
}

pub(super) async fn write(State(state): State<WebState>, Path(id): Path<i64>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let version = Version(fields.number("version").unwrap_or(0));
    let seen = if fields.get("seen") == "yes" { Seen::Yes } else { Seen::NotYet };
    answered(&state, &visitor, id, confirm(&visitor.ctx, Id::new(id), version, seen).await.map(|_| ())).await
}

async fn answered(state: &WebState, visitor: &Visitor, id: i64, out: Result<(), AppError>) -> Answer {
    let error = match out {
        Ok(()) => return Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(
            error @ (AppError::Broken(_) | AppError::Stale { .. } | AppError::Busy | AppError::Refused(_)),
        ) => error,
        Err(other) => return Err(other.into()),
    };
    let mut problems = Problems::default();
    problems.add("", crate::words::error(&visitor.lang, &error));
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &form(state, visitor, id, problems).await?)
}
