//! Danh sách nhiệm vụ.

use super::{Choice, kinds, progresses, words};
use crate::error::{Answer, WebError, draw};
use crate::form::{Fields, read_day};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use vunggoc_app::task::export::{Wanted, xlsx};
use vunggoc_app::task::list::{Filter, Lines, PAGE, Whose, list};
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::Id;
use vunggoc_core::access::{Action, may};
use vunggoc_core::task::Progress;
use vunggoc_core::task::ground::Kind;

/// The filter as the address carries it.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
pub(crate) struct TaskQuery {
    /// Day (dd/mm/yyyy or ISO); today where blank.
    #[serde(default)]
    on: String,
    /// A progress; everything open where blank.
    #[serde(default)]
    progress: String,
    /// `mine` for the reader's own posts.
    #[serde(default)]
    whose: String,
    /// Led by a body below this unit.
    under: Option<i64>,
    /// Hanging on this ground.
    ground: Option<i64>,
    /// Hanging on grounds of this kind.
    #[serde(default)]
    kind: String,
    /// Answered for by this post.
    post: Option<i64>,
    /// Due on this day or before.
    #[serde(default)]
    due: String,
    /// Part of the content.
    #[serde(default)]
    text: String,
    /// How many to pass over.
    #[serde(default)]
    offset: i64,
}

impl TaskQuery {
    fn filter(&self) -> Filter {
        Filter {
            on: read_day(&self.on),
            progress: Progress::from_tag(&self.progress),
            whose: if self.whose == "mine" { Whose::Mine } else { Whose::All },
            under: self.under,
            ground: self.ground,
            kind: Kind::from_tag(&self.kind),
            post: self.post,
            due_until: read_day(&self.due),
            text: self.text.clone(),
            offset: self.offset.max(0),
        }
    }

    fn fields(&self) -> Fields {
        let text = [
            ("on", &self.on),
            ("progress", &self.progress),
            ("whose", &self.whose),
            ("kind", &self.kind),
            ("due", &self.due),
            ("text", &self.text),
        ];
        Fields::of(&text.map(|(k, v)| (k, v.as_str())))
    }

    /// The address of this list with another offset.
    fn address(&self, offset: i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.fields().all().iter().filter(|(_, v)| !v.is_empty()) {
            query.append_pair(name, value);
        }
        for (name, value) in [("under", self.under), ("ground", self.ground), ("post", self.post)] {
            if let Some(value) = value {
                query.append_pair(name, &value.to_string());
            }
        }
        query.append_pair("offset", &offset.to_string());
        format!("/tasks?{}", query.finish())
    }

    /// The address of this list as a workbook.
    fn workbook(&self) -> String {
        self.address(0).replacen("/tasks?", "/tasks/export?", 1)
    }
}

#[derive(Template)]
#[template(path = "task/list.html")]
struct ListPage {
    shell: Shell,
    query: TaskQuery,
    fields: Fields,
    lines: Lines,
    kinds: Vec<Choice>,
    progresses: Vec<Choice>,
    under: Option<String>,
    may_assign: bool,
    offset: i64,
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Query(query): Query<TaskQuery>,
) -> Answer {
    let l = visitor.lang;
    let lines = list(&visitor.ctx, &query.filter()).await?;
    let under = match query.under {
        Some(id) => Some(show_unit(&visitor.ctx, Id::new(id), None).await?.name),
        None => None,
    };
    let title = match query.whose.as_str() {
        "mine" => l.t("Nhiệm vụ của tôi", "My tasks"),
        _ => l.t("Nhiệm vụ", "Tasks"),
    };
    let may_assign = visitor.session.roles.iter().any(|r| may(*r, Action::AssignTasks));
    draw(&ListPage {
        shell: Shell::new(&state, &visitor, title),
        fields: query.fields(),
        offset: query.offset.max(0),
        query,
        lines,
        kinds: kinds(l),
        progresses: progresses(l),
        under,
        may_assign,
    })
}

/// Tasks of a filter, as a workbook.
pub(super) async fn export(visitor: Visitor, Query(query): Query<TaskQuery>) -> Answer {
    let filter = Filter { offset: 0, ..query.filter() };
    Ok(crate::report::files::attachment(xlsx(&visitor.ctx, &Wanted::List(filter)).await?))
}

/// Tasks of a filter, as JSON.
#[utoipa::path(get, path = "/api/tasks", params(TaskQuery), responses((status = 200, body = Lines)))]
pub(crate) async fn list_json(
    visitor: Visitor,
    Query(query): Query<TaskQuery>,
) -> Result<Json<Lines>, WebError> {
    Ok(Json(list(&visitor.ctx, &query.filter()).await?))
}
