//! Một đợt rà soát: tiles, by part and by criterion, and the units by name with their sentences.

use super::{name_of, outcome};
use crate::error::{Answer, WebError, draw};
use crate::form::Fields;
use crate::listing::{Choice, groups};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use vunggoc_app::screening::show::{Filter, Found, PAGE, RoundPage, show};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};
use vunggoc_core::listing::Group;

/// The filter as the address carries it.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
pub(crate) struct RoundQuery {
    /// Only of this unit directly below the one screened.
    #[serde(default)]
    part: String,
    /// Only with a finding of this criterion.
    #[serde(default)]
    criterion: String,
    /// hit or undetermined; all where "all"; hit where blank.
    #[serde(default)]
    outcome: String,
    /// 1, 2 or 3.
    #[serde(default)]
    group: String,
    /// Part of the unit's name.
    #[serde(default)]
    text: String,
    /// How many to pass over.
    #[serde(default)]
    offset: i64,
}

impl RoundQuery {
    fn filter(&self) -> Filter {
        Filter {
            part: self.part.parse().ok(),
            criterion: Some(self.criterion.clone()).filter(|c| !c.is_empty()),
            outcome: match self.outcome.as_str() {
                "" => Some(Found::Hit),
                tag => Found::from_tag(tag),
            },
            group: Group::from_tag(&self.group),
            text: self.text.clone(),
            offset: self.offset.max(0),
        }
    }

    fn fields(&self) -> Fields {
        let outcome = if self.outcome.is_empty() { "hit" } else { &self.outcome };
        Fields::of(&[
            ("part", &self.part),
            ("criterion", &self.criterion),
            ("outcome", outcome),
            ("group", &self.group),
            ("text", &self.text),
        ])
    }

    /// The address of another page of the same list.
    fn at(&self, id: i64, offset: i64) -> String {
        let fields = self.fields();
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in ["part", "criterion", "outcome", "group", "text"] {
            query.append_pair(name, fields.get(name));
        }
        query.append_pair("offset", &offset.max(0).to_string());
        format!("/rounds/{id}?{}#units", query.finish())
    }
}

#[derive(Template)]
#[template(path = "screening/show.html")]
struct ShowPage {
    shell: Shell,
    page: RoundPage,
    fields: Fields,
    /// Code and name of each criterion of the round.
    criteria: Vec<Choice>,
    parts: Vec<Choice>,
    outcomes: Vec<Choice>,
    groups: Vec<Choice>,
    may_screen: bool,
    before: Option<String>,
    after: Option<String>,
}

impl ShowPage {
    fn name<'a>(&'a self, code: &str) -> &'a str {
        self.criteria.iter().find(|(c, _)| c == code).map_or("", |(_, name)| name.as_str())
    }
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
    Query(query): Query<RoundQuery>,
) -> Answer {
    let l = visitor.lang;
    let page = show(&visitor.ctx, Id::new(id), &query.filter()).await?;
    let all = || (String::new(), l.t("Tất cả", "All").to_owned());
    let title = format!("{} {}: {}", l.t("Đợt rà soát ngày", "Round of"), l.date(&page.on), page.unit);
    let mut choices = vec![all()];
    choices.extend(page.criteria.iter().map(|c| (c.code.clone(), name_of(&l, &state.rules, &c.code))));
    let mut parts = vec![all()];
    parts.extend(page.parts.iter().map(|p| (p.unit_id.to_string(), p.unit.clone())));
    let mut outcomes: Vec<Choice> =
        Found::ALL.iter().map(|f| (f.tag().to_owned(), outcome(&l, f.tag()).to_owned())).collect();
    outcomes.push(("all".into(), l.t("Mọi tổ chức đã rà soát", "Every unit screened").into()));
    let mut offered = vec![all()];
    offered.extend(groups(l));
    let offset = query.offset.max(0);
    draw(&ShowPage {
        shell: Shell::new(&state, &visitor, title),
        fields: query.fields(),
        criteria: choices,
        parts,
        outcomes,
        groups: offered,
        may_screen: visitor.session.roles.iter().any(|r| may(*r, Action::Screen)),
        before: (offset > 0).then(|| query.at(id, offset - PAGE)),
        after: page.more.then(|| query.at(id, offset + PAGE)),
        page,
    })
}

/// A round of screening with the units asked for, as JSON.
#[utoipa::path(get, path = "/api/rounds/{id}", params(("id" = i64, Path), RoundQuery), responses((status = 200, body = RoundPage), (status = 404)))]
pub(crate) async fn show_json(
    visitor: Visitor,
    Path(id): Path<i64>,
    Query(query): Query<RoundQuery>,
) -> Result<Json<RoundPage>, WebError> {
    Ok(Json(show(&visitor.ctx, Id::new(id), &query.filter()).await?))
}
