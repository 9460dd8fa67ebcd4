//! Lần chạy đầu: until the installation is declared and has its first administrator, only the wizard is served,
//! behind a one-time code that is printed on the terminal.

use super::{Site, pages, told_to_stop};
use crate::clock::Clock;
use crate::say;
use std::ops::ControlFlow;
use std::sync::Arc;
use tokio::sync::Notify;
use vunggoc_app::App;
use vunggoc_app::installation;
use vunggoc_web::{Data, first_run};

/// Serves the wizard until it is through; breaks if the server was told to stop instead.
pub(crate) async fn serve(app: &App, clock: Clock, site: &Site) -> anyhow::Result<ControlFlow<()>> {
    let task = app.task("first-run", clock.request("first-run"));
    if !installation::is_new(&task).await.map_err(say::error)? {
        return Ok(ControlFlow::Continue(()));
    }
    let code = installation::open_first_run(&task).await.map_err(say::error)?;
    say::line("");
    say::both("Chưa khai báo hệ thống. Mở trong trình duyệt", "This installation is new. Open in a browser");
    say::line(&format!("  {}/first-run", site.address()));
    say::both("và nhập mã dùng một lần", "and enter the one-time code");
    say::line(&format!("  {}", code.reveal()));
    say::line("");
    let done = Arc::new(Notify::new());
    let state = pages::state(app, clock, Data::Own, site).await?;
    let router = first_run::router(state, Arc::clone(&done));
    let stop = async move {
        tokio::select! { () = done.notified() => {}, () = told_to_stop() => {} }
    };
    site.serve(router, stop).await?;
    let still_new = installation::is_new(&task).await.map_err(say::error)?;
    Ok(if still_new { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
}
