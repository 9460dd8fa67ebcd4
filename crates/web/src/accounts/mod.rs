//! Tài khoản, phân quyền: for the administrator, who sees posts, roles and places but no data of the domain.

mod change;
mod grant;
mod invite;
mod list;

use crate::lang::Lang;
use crate::said;
use crate::state::WebState;
use axum::Router;
use axum::routing::{get, post};
use vunggoc_core::access::Role;

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/accounts", get(list::page))
        .route("/accounts/invite", get(invite::ask).post(invite::send))
        .route("/accounts/{id}", get(list::show))
        .route("/accounts/{id}/grant", get(grant::ask).post(grant::send))
        .route("/accounts/{id}/{act}", post(change::send))
        .route("/accounts/{id}/grants/{grant}/end", post(grant::end))
}

/// A value and its words, as a select offers them.
type Choice = (String, String);

fn roles(l: Lang) -> Vec<Choice> {
    Role::ALL.iter().map(|r| (r.tag().to_owned(), said::role(&l, r.tag()).to_owned())).collect()
}
