//! Trang chủ: what needs attention today, by what the person may see.
//!
//! Each part is shown only to whom it concerns: listings to who reads them, forms and requests for an explanation to
//! who answers, accounts and copies to the administrator. Nobody is told to choose an entry of the menu.

use crate::error::{Answer, WebError, draw};
use crate::figure::words as figures;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use crate::{said, words};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use std::sync::Arc;
use vunggoc_app::account::draft::{self, Draft};
use vunggoc_app::account::overview::{Overview, overview};
use vunggoc_app::form::due::{Due, DueLine, due};
use vunggoc_app::listing::list::{Filter, Line, Waiting, list, waiting};
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::explain::{RequestLine, list as letters};
use vunggoc_core::access::{Action, may};
use vunggoc_core::listing::Tier;

pub(crate) fn routes() -> Router<WebState> {
    Router::new().route("/", get(page))
}

/// The list, for who reads it.
struct Listings {
    n_upper: i64,
    n_lower: i64,
    overdue: Vec<Line>,
    waiting: Vec<Waiting>,
    /// Whether he may record the decision that a proposal waits for.
    records: bool,
    /// Reports that are drafted and not issued.
    n_drafts: i64,
}

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    shell: Shell,
    rules: Arc<Rules>,
    drafts: Vec<Draft>,
    listings: Option<Listings>,
    letters: Vec<RequestLine>,
    due: Option<Due>,
    /// Whether he enters figures himself.
    enters: bool,
    overview: Option<Overview>,
    reads_register: bool,
}

impl HomePage {
    /// What a form's line asks for, in words; none where nothing is asked.
    fn asks(&self, line: &DueLine) -> bool {
        line.n_missing + line.n_returned > 0
    }
    fn is_single(&self, line: &DueLine) -> bool {
        line.n_asked == 1
    }
    /// Letters that still wait for an answer.
    fn open(&self) -> impl Iterator<Item = &RequestLine> {
        self.letters.iter().filter(|r| r.n_explained < r.n_findings)
    }
    fn n_open(&self) -> usize {
        self.open().count()
    }
    fn is_past(&self, day: &str) -> bool {
        day < self.shell.today.as_str()
    }
    /// Copies are made at least weekly.
    fn is_old(&self, n_days: &Option<i64>) -> bool {
        n_days.is_none_or(|n| n > 7)
    }
}

async fn listings(visitor: &Visitor) -> Result<Listings, WebError> {
    let lines = list(&visitor.ctx, &Filter::default()).await?.lines;
    let of = |tier: Tier| i64::try_from(lines.iter().filter(|x| x.tier == tier.tag()).count()).unwrap_or(0);
    let today = visitor.ctx.today().to_string();
    let (n_upper, n_lower) = (of(Tier::Upper), of(Tier::Lower));
    let overdue = lines.into_iter().filter(|x| x.due_on < today).collect();
    let held = |action| visitor.session.roles.iter().any(|r| may(*r, action));
    let n_drafts = if held(Action::ReadReports) {
        let all = vunggoc_app::report::list(&visitor.ctx).await?;
        all.iter().filter(|r| r.state == "draft").count()
    } else {
        0
    };
    Ok(Listings {
        n_upper,
        n_lower,
        overdue,
        waiting: waiting(&visitor.ctx).await?,
        records: held(Action::RecordDecision),
        n_drafts: i64::try_from(n_drafts).unwrap_or(i64::MAX),
    })
}

async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let l = visitor.lang;
    let held = |action| visitor.session.roles.iter().any(|r| may(*r, action));
    let listings = if held(Action::ReadListings) { Some(listings(&visitor).await?) } else { None };
    // Who keeps the list sees the forms on their own page; for the others they are the day's work.
    let due = if listings.is_none() && held(Action::ReadFigures) { due(&visitor.ctx).await? } else { None };
    let letters = if held(Action::Explain) { letters(&visitor.ctx).await? } else { Vec::new() };
    let overview = if held(Action::ManageAccounts) { Some(overview(&visitor.ctx).await?) } else { None };
    draw(&HomePage {
        shell: Shell::new(&state, &visitor, l.t("Trang chủ", "Home")),
        rules: state.rules.clone(),
        drafts: draft::waiting(&visitor.ctx).await?,
        listings,
        letters,
        due,
        enters: held(Action::EnterFigures),
        overview,
        reads_register: held(Action::ReadRegister),
    })
}
