//! Trang chủ: what needs attention today, by what the person may see.

use crate::error::{Answer, draw};
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::words;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use vunggoc_app::listing::list::{Filter, Line, Waiting, list, waiting};
use vunggoc_core::access::{Action, may};
use vunggoc_core::listing::Tier;

pub(crate) fn routes() -> Router<WebState> {
    Router::new().route("/", get(page))
}

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    shell: Shell,
    reads_listings: bool,
    n_upper: i64,
    n_lower: i64,
    overdue: Vec<Line>,
    waiting: Vec<Waiting>,
}

async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let l = visitor.lang;
    let reads_listings = visitor.session.roles.iter().any(|r| may(*r, Action::ReadListings));
    let lines = list(&visitor.ctx, &Filter::default()).await?.lines;
    let of = |tier: Tier| i64::try_from(lines.iter().filter(|x| x.tier == tier.tag()).count()).unwrap_or(0);
    let today = visitor.ctx.today().to_string();
    let (n_upper, n_lower) = (of(Tier::Upper), of(Tier::Lower));
    let overdue = lines.into_iter().filter(|x| x.due_on < today).collect();
    let shell = Shell::new(&state, &visitor, l.t("Trang chủ", "Home"));
    draw(&HomePage {
        shell,
        reads_listings,
        n_upper,
        n_lower,
        overdue,
        waiting: waiting(&visitor.ctx).await?,
    })
}
