//! Sổ tổ chức: tìm, xem, thành lập, thay đổi, sửa sai.

mod annul;
mod change;
pub(crate) mod choose;
pub(crate) mod find;
mod link;
pub(crate) mod places;
mod root;
pub(crate) mod show;

use crate::lang::Lang;
use crate::state::WebState;
use axum::Router;
use axum::routing::get;
use vunggoc_app::rules::Rules;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/roots", get(root::list))
        .route("/roots/{tree}/found", get(root::ask).post(root::send))
        .route("/units", get(find::page))
        .route("/units/{id}", get(show::page))
        .route("/units/{id}/found", get(change::ask_found).post(change::found_one))
        .route("/units/{id}/act/{act}", get(change::ask_act).post(change::act_one))
        .route("/units/{id}/annul", get(annul::ask).post(annul::send))
        .route("/units/{id}/links", get(link::ask).post(link::send))
        .route("/units/{id}/links/{relation}/{other}/{from_on}/end", get(link::ask_end).post(link::send_end))
        .route("/units/{id}/correct/{from_on}", get(change::ask_correct).post(change::correct_one))
}

/// The name of a level, from the rules.
pub(crate) fn level<'a>(l: Lang, rules: &'a Rules, code: &'a str) -> &'a str {
    rules.levels.level(code).map_or(code, |level| l.t(&level.name.vi, &level.name.en))
}

/// The name of a kind, from the rules.
pub(crate) fn kind<'a>(l: Lang, rules: &'a Rules, code: &'a str) -> &'a str {
    rules.levels.kind(code).map_or(code, |kind| l.t(&kind.name.vi, &kind.name.en))
}
