//! Danh sách tài khoản and one account.

use crate::error::{Answer, draw};
use crate::page::Visitor;
use crate::said;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use vunggoc_app::account::list::{Line, list, show as shown};
use vunggoc_core::Id;

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    shell: Shell,
    accounts: Vec<Line>,
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let accounts = list(&visitor.ctx).await?;
    let shell = Shell::new(&state, &visitor, visitor.lang.t("Tài khoản, phân quyền", "Accounts and grants"));
    draw(&ListPage { shell, accounts })
}

#[derive(Template)]
#[template(path = "accounts/show.html")]
struct ShowPage {
    shell: Shell,
    a: Line,
}

pub(super) async fn show(State(state): State<WebState>, visitor: Visitor, Path(id): Path<i64>) -> Answer {
    let a = shown(&visitor.ctx, Id::new(id)).await?;
    let title = format!("{} {}", visitor.lang.t("Tài khoản", "Account"), a.login);
    draw(&ShowPage { shell: Shell::new(&state, &visitor, title), a })
}
