//! Hồ sơ theo dõi, củng cố: its pages, one file per verb, named as the use cases are.

mod annul;
pub(crate) mod decide;
pub(crate) mod flow;
pub(crate) mod list;
pub(crate) mod pictures;
mod propose;
pub(crate) mod show;

use crate::lang::Lang;
use crate::state::WebState;
use axum::Router;
use axum::routing::get;
use vunggoc_core::listing::{Group, Status, Tier};
use vunggoc_core::paper::Secrecy;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/listings", get(list::page))
        .route("/listings/flow", get(flow::page))
        .route("/listings/flow/behind", get(flow::behind))
        .route("/listings/pictures", get(pictures::page))
        .route("/listings/propose", get(propose::ask).post(propose::send))
        .route("/listings/{id}", get(show::page))
        .route("/listings/{id}/annul", get(annul::ask).post(annul::send))
        .route("/listings/{id}/decide/{act}", get(decide::ask).post(decide::send))
}

/// A value and its words, as a select offers them.
pub(crate) type Choice = (String, String);

fn choices<T: Copy>(
    all: &[T],
    tag: impl Fn(T) -> &'static str,
    words: impl Fn(&str) -> String,
) -> Vec<Choice> {
    all.iter().map(|one| (tag(*one).to_owned(), words(tag(*one)))).collect()
}

pub(crate) fn tiers(l: Lang) -> Vec<Choice> {
    choices(Tier::ALL, Tier::tag, |t| crate::words::tier(&l, t).into())
}
pub(crate) fn statuses(l: Lang) -> Vec<Choice> {
    choices(Status::ALL, Status::tag, |t| crate::words::status(&l, t).into())
}
pub(crate) fn groups(l: Lang) -> Vec<Choice> {
    choices(Group::ALL, Group::tag, |t| format!("{} {t}", l.t("Nhóm", "Group")))
}
pub(crate) fn secrecies(l: Lang) -> Vec<Choice> {
    choices(Secrecy::ALL, Secrecy::tag, |t| crate::words::secrecy(&l, t).into())
}

/// The choices of a filter: all, then each.
fn with_all(l: Lang, mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.insert(0, (String::new(), l.t("Tất cả", "All").into()));
    choices
}
