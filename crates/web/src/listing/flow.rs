//! Biểu B02: tình hình tăng, giảm; every number leads to its units.

use super::{Choice, groups, statuses, with_all};
use crate::error::{Answer, WebError, draw};
use crate::form::{Fields, Problems, day_or};
use crate::lang::Lang;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use vunggoc_app::AppError;
use vunggoc_app::listing::flow::{Behind, Column, FlowTable, Question, behind as behind_of, flow};
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::access::Action;
use vunggoc_core::listing::flow::Category;
use vunggoc_core::listing::{Group, Status, Tier};
use vunggoc_core::{Date, Id, date};

/// The question as the address carries it.
#[derive(Debug, Default, Clone, Deserialize, utoipa::IntoParams)]
pub(crate) struct FlowQuery {
    /// First day (dd/mm/yyyy or ISO); the first of January where blank.
    #[serde(default)]
    from: String,
    /// Last day; today where blank.
    #[serde(default)]
    to: String,
    /// The subtree; the reader's own where missing.
    under: Option<i64>,
    /// weak or attention.
    #[serde(default)]
    status: String,
    /// 1, 2 or 3.
    #[serde(default)]
    group: String,
}

/// A number of the table with the way to its units.
struct Cell {
    n: i64,
    column: Column,
}

struct Row {
    name: &'static str,
    tier: Option<Tier>,
    cells: Vec<Cell>,
    /// Closing now, less closing a year before.
    change: i64,
}

#[derive(Template)]
#[template(path = "listing/flow.html")]
struct FlowPage {
    shell: Shell,
    fields: Fields,
    problems: Problems,
    from_on: Date,
    to_on: Date,
    under: i64,
    place: String,
    status: String,
    group: String,
    rows: Vec<Row>,
    statuses: Vec<Choice>,
    groups: Vec<Choice>,
}

/// The words of the columns, for the head and for the page behind a number.
fn column_words(l: Lang, column: Column) -> &'static str {
    match column {
        Column::Opening => l.t("Đầu kỳ", "Opening"),
        Column::Listed => l.t("Đưa vào mới", "Newly listed"),
        Column::Relapsed => l.t("trong đó phát sinh trở lại", "of which relapsed"),
        Column::FromTier => l.t("Nhận từ cấp khác", "From another level"),
        Column::FromGroup => l.t("Chuyển nhóm, diện đến", "From another group"),
        Column::ByReorganisation => l.t("Tăng do sắp xếp", "In by reorganisation"),
        Column::Removed => l.t("Đưa ra khỏi diện", "Removed"),
        Column::ToTier => l.t("Chuyển cấp khác", "To another level"),
        Column::ToGroup => l.t("Chuyển nhóm, diện đi", "To another group"),
        Column::OutByReorganisation => l.t("Giảm do sắp xếp", "Out by reorganisation"),
        Column::Closing => l.t("Cuối kỳ", "Closing"),
        Column::YearBefore => l.t("Cuối kỳ năm trước", "A year before"),
    }
}

/// The question in full: days, subtree and category, or what is wrong with what was typed.
async fn question(
    visitor: &Visitor,
    query: &FlowQuery,
    problems: &mut Problems,
) -> Result<Question, WebError> {
    let today = visitor.ctx.today();
    let l = visitor.lang;
    let to_on = day_or(&l, &query.to, "to", today, problems);
    let mut from_on = day_or(&l, &query.from, "from", date(to_on.year(), 1, 1), problems);
    if from_on > to_on {
        problems.add(
            "from",
            l.t("Ngày đầu kỳ phải trước ngày cuối kỳ", "The first day must come before the last"),
        );
        from_on = to_on;
    }
    let under = match query.under {
        Some(id) => Id::new(id),
        None => {
            let mut work = visitor.ctx.look().await?;
            let places = work.places(Action::ReadListings).await?;
            places.first().map(|p| p.0).ok_or(AppError::NotFound)?
        }
    };
    let category = Category {
        tier: None,
        status: Status::from_tag(&query.status),
        group: Group::from_tag(&query.group),
    };
    Ok(Question { from_on, to_on, under, category })
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<FlowQuery>,
) -> Answer {
    let l = visitor.lang;
    let mut problems = Problems::default();
    let question = question(&visitor, &query, &mut problems).await?;
    let table = flow(&visitor.ctx, question).await?;
    let place = show_unit(&visitor.ctx, question.under, Some(question.to_on)).await?.name;
    let (from, to) = (l.date(&question.from_on.to_string()), l.date(&question.to_on.to_string()));
    let fields =
        Fields::of(&[("from", &from), ("to", &to), ("status", &query.status), ("group", &query.group)]);
    let title =
        l.t("Tình hình tăng, giảm tổ chức thuộc diện theo dõi, củng cố", "Stock and flow of listings");
    draw(&FlowPage {
        shell: Shell::new(&state, &visitor, title),
        fields,
        problems,
        from_on: question.from_on,
        to_on: question.to_on,
        under: question.under.number(),
        place,
        status: query.status,
        group: query.group,
        rows: rows(l, &table),
        statuses: with_all(l, statuses(l)),
        groups: with_all(l, groups(l)),
    })
}

fn rows(l: Lang, table: &FlowTable) -> Vec<Row> {
    let n = |list: &[Id<vunggoc_core::listing::Listing>]| i64::try_from(list.len()).unwrap_or(0);
    let row = |row: &vunggoc_app::listing::flow::FlowRow| Row {
        name: words::tier(&l, row.tier.map_or("", Tier::tag)),
        tier: row.tier,
        cells: Column::ALL.iter().map(|c| Cell { n: n(c.of(row)), column: *c }).collect(),
        change: n(&row.flow.closing) - n(&row.year_before),
    };
    table.rows.iter().map(row).collect()
}

/// Which number was asked about.
#[derive(Debug, Deserialize)]
pub(super) struct BehindQuery {
    tier: String,
    column: String,
}

#[derive(Template)]
#[template(path = "listing/behind.html")]
struct BehindPage {
    shell: Shell,
    listings: Vec<Behind>,
    from_on: Date,
    to_on: Date,
    tier: &'static str,
    column: &'static str,
}

pub(super) async fn behind(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<FlowQuery>,
    Query(which): Query<BehindQuery>,
) -> Answer {
    let l = visitor.lang;
    let question = question(&visitor, &query, &mut Problems::default()).await?;
    let column = Column::from_tag(&which.column).ok_or(AppError::NotFound)?;
    let tier = Tier::from_tag(&which.tier);
    let listings = behind_of(&visitor.ctx, question, tier, column).await?;
    let title = format!("{}: {}", l.t("B02", "B02"), column_words(l, column));
    draw(&BehindPage {
        shell: Shell::new(&state, &visitor, title),
        listings,
        from_on: question.from_on,
        to_on: question.to_on,
        tier: words::tier(&l, &which.tier),
        column: column_words(l, column),
    })
}

/// B02 as JSON: each number and the listings behind it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FlowJson {
    /// First day.
    from_on: String,
    /// Last day.
    to_on: String,
    /// The subtree.
    under: i64,
    /// upper, lower, and both together.
    rows: Vec<FlowRowJson>,
}

/// A row of B02 as JSON.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FlowRowJson {
    /// upper, lower, or nothing for both together.
    tier: Option<String>,
    /// The listings of each column, by the column's code.
    columns: std::collections::BTreeMap<String, Vec<i64>>,
}

/// Stock and flow of listings, as JSON.
#[utoipa::path(get, path = "/api/listings/flow", params(FlowQuery), responses((status = 200, body = FlowJson)))]
pub(crate) async fn flow_json(
    visitor: Visitor,
    Query(query): Query<FlowQuery>,
) -> Result<Json<FlowJson>, WebError> {
    let question = question(&visitor, &query, &mut Problems::default()).await?;
    let table = flow(&visitor.ctx, question).await?;
    let columns = |row: &vunggoc_app::listing::flow::FlowRow| {
        let ids = |c: &Column| c.of(row).iter().map(|id| id.number()).collect();
        Column::ALL.iter().map(|c| (c.tag().to_owned(), ids(c))).collect()
    };
    let rows = table.rows.iter();
    Ok(Json(FlowJson {
        from_on: question.from_on.to_string(),
        to_on: question.to_on.to_string(),
        under: question.under.number(),
        rows: rows
            .map(|r| FlowRowJson { tier: r.tier.map(|t| t.tag().into()), columns: columns(r) })
            .collect(),
    }))
}
