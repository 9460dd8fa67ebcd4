//! Việc của tôi hôm nay, and where mail to oneself goes.

use crate::error::{Answer, WebError, draw};
use crate::lang::Lang;
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::{Installation, WebState};
use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::pressing::TaskLine;
use vunggoc_app::pressing::day::{MyDay, day};
use vunggoc_app::pressing::outbox::{Told, set_address, told};
use vunggoc_core::Version;

#[derive(Template)]
#[template(path = "pressing/day.html")]
struct DayPage {
    shell: Shell,
    day: MyDay,
    told: Told,
    connected: bool,
}

impl DayPage {
    /// The lists, in the order of their urgency.
    fn lists(&self, l: &Lang) -> [(&'static str, String, &[TaskLine]); 4] {
        [
            ("late", l.t("Quá hạn", "Late").to_owned(), &self.day.overdue),
            ("due", l.t("Đến hạn hôm nay", "Due today").to_owned(), &self.day.due_today),
            (
                "soon",
                l.t("Đến hạn trong 3 ngày làm việc", "Due within 3 working days").to_owned(),
                &self.day.soon,
            ),
            ("later", l.t("Đến hạn trong 30 ngày", "Due within 30 days").to_owned(), &self.day.later),
        ]
    }
    fn nothing(&self) -> bool {
        let MyDay { overdue, due_today, soon, later, .. } = &self.day;
        [overdue, due_today, soon, later].iter().all(|list| list.is_empty())
    }
    fn state(&self, l: &Lang, tag: &str) -> &'static str {
        match tag {
            "waiting" => l.t("chờ gửi thư", "mail waits"),
            "sent" => l.t("đã gửi thư", "mail sent"),
            "given-up" => l.t("không gửi được thư", "mail could not be sent"),
            _ => l.t("trên trang này", "on this page"),
        }
    }
}

pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let title = visitor.lang.t("Việc của tôi hôm nay", "My tasks today");
    draw(&DayPage {
        shell: Shell::new(&state, &visitor, title),
        day: day(&visitor.ctx).await?,
        told: told(&visitor.ctx).await?,
        connected: state.installation == Installation::Connected,
    })
}

pub(super) async fn set_mail(posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let seen = Version(fields.number("version").unwrap_or(0));
    set_address(&visitor.ctx, fields.get("address"), seen).await?;
    Ok(Redirect::to("/today").into_response())
}

/// One's tasks today, as JSON.
#[utoipa::path(get, path = "/api/today", responses((status = 200, body = MyDay)))]
pub(crate) async fn day_json(visitor: Visitor) -> Result<Json<MyDay>, WebError> {
    Ok(Json(day(&visitor.ctx).await?))
}
