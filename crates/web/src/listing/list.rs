//! Danh sách đang theo dõi, củng cố, and the proposals that wait for a decision.

use super::{Choice, groups, statuses, tiers, with_all};
use crate::error::{Answer, WebError, draw};
use crate::form::{Fields, read_day};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use vunggoc_app::listing::list::{Filter, Lines, PAGE, Waiting, list, waiting};
use vunggoc_core::access::{Action, may};
use vunggoc_core::listing::{Group, Status, Tier};

/// The filter as the address carries it.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
pub(crate) struct ListQuery {
    /// Day (dd/mm/yyyy or ISO); today where blank.
    #[serde(default)]
    on: String,
    /// upper or lower.
    #[serde(default)]
    tier: String,
    /// weak or attention.
    #[serde(default)]
    status: String,
    /// 1, 2 or 3.
    #[serde(default)]
    group: String,
    /// Part of the unit's name.
    #[serde(default)]
    text: String,
    /// Only of units below this one.
    under: Option<i64>,
    /// How many to pass over.
    #[serde(default)]
    offset: i64,
}

impl ListQuery {
    fn filter(&self) -> Filter {
        Filter {
            on: read_day(&self.on),
            tier: Tier::from_tag(&self.tier),
            status: Status::from_tag(&self.status),
            group: Group::from_tag(&self.group),
            under: self.under,
            text: self.text.clone(),
            offset: self.offset.max(0),
        }
    }

    fn fields(&self) -> Fields {
        let text = [
            ("on", &self.on),
            ("tier", &self.tier),
            ("status", &self.status),
            ("group", &self.group),
            ("text", &self.text),
        ];
        Fields::of(&text.map(|(k, v)| (k, v.as_str())))
    }
}

#[derive(Template)]
#[template(path = "listing/list.html")]
struct ListPage {
    shell: Shell,
    fields: Fields,
    lines: Lines,
    waiting: Vec<Waiting>,
    tiers: Vec<Choice>,
    statuses: Vec<Choice>,
    groups: Vec<Choice>,
    may_propose: bool,
    offset: i64,
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<ListQuery>,
) -> Answer {
    let l = visitor.lang;
    let lines = list(&visitor.ctx, &query.filter()).await?;
    let waiting = waiting(&visitor.ctx).await?;
    let title = l.t("Danh sách theo dõi, củng cố", "Listings under consolidation or watch");
    draw(&ListPage {
        shell: Shell::new(&state, &visitor, title),
        fields: query.fields(),
        lines,
        waiting,
        tiers: with_all(l, tiers(l)),
        statuses: with_all(l, statuses(l)),
        groups: with_all(l, groups(l)),
        may_propose: visitor.session.roles.iter().any(|r| may(*r, Action::Propose)),
        offset: query.offset,
    })
}

/// Listings on a day, as JSON.
#[utoipa::path(get, path = "/api/listings", params(ListQuery), responses((status = 200, body = Lines)))]
pub(crate) async fn list_json(
    visitor: Visitor,
    Query(query): Query<ListQuery>,
) -> Result<Json<Lines>, WebError> {
    Ok(Json(list(&visitor.ctx, &query.filter()).await?))
}
