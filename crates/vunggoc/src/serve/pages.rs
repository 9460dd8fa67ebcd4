//! The pages, wired to the use cases, the clock and the rules.

use super::Site;
use crate::clock::Clock;
use crate::say;
use axum::Router;
use std::sync::Arc;
use vunggoc_app::App;
use vunggoc_app::installation::{self, Kind};
use vunggoc_app::rules::Rules;
use vunggoc_web::{Data, Installation, WebState, router};

/// What every page shares.
pub(crate) async fn state(app: &App, clock: Clock, data: Data, site: &Site) -> anyhow::Result<WebState> {
    let declared =
        installation::declared(&app.task("pages", clock.request("pages"))).await.map_err(say::error)?;
    let rules = Rules::shipped().map_err(|faults| anyhow::anyhow!("rules: {faults:?}"))?;
    Ok(WebState {
        app: app.clone(),
        clock: Arc::new(move || (clock.now(), clock.today())),
        rules: Arc::new(rules),
        installation: match declared.map(|d| d.kind) {
            Some(Kind::IsolatedLan) => Installation::IsolatedLan,
            Some(Kind::Connected) | None => Installation::Connected,
        },
        data,
        pdf: Arc::new(|bytes| Box::pin(crate::pdf::text(bytes))),
        transport: site.transport(),
    })
}

/// Every page of the program.
pub(crate) async fn pages(app: &App, clock: Clock, data: Data, site: &Site) -> anyhow::Result<Router> {
    Ok(router(state(app, clock, data, site).await?))
}
