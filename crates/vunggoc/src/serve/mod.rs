//! Phục vụ: opens the store, takes the server's place, seals each second, answers until it is told to stop.

mod first_run;
mod listen;
mod pages;
mod presser;
mod sealer;

use crate::clock::Clock;
use crate::config::{Config, LogFormat, LogKeys};
use crate::mail::Route;
use crate::{open, say};
use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;
use vunggoc_app::{App, Asked};

pub(crate) use listen::{Site, told_to_stop};
pub(crate) use pages::pages;
pub(crate) use presser::{Presser, once as remind_once, start as start_presser};
pub(crate) use sealer::{Sealer, start as start_sealer};

/// Serves a configuration until a signal to stop.
pub(crate) async fn run(config: Config, clock: Clock) -> anyhow::Result<()> {
    log(&config.log)?;
    config.check_listen()?;
    let site = Site::of(&config).await?;
    let route = Route::of(&config.mail)?;
    let app = open::app(&config, clock, Asked::Required).await?;
    let name = config.listen.name.clone().unwrap_or_else(|| "vunggoc".to_owned());
    let name = format!("{name}, {}, pid {}", config.listen.address, std::process::id());
    let _lock = app.store().serve_alone(&name)?;
    let sealer = start_sealer(app.clone(), clock, config.path(&config.anchor.folder));
    let mut presser = None;
    if first_run::serve(&app, clock, &site).await?.is_continue() {
        let router = pages(&app, clock, vunggoc_web::Data::Own, &site).await?;
        presser = Some(start_presser(app.clone(), clock, route));
        tracing::info!(address = site.address(), engine = ?app.store().engine(), "serving");
        say::both(&format!("Vững Gốc phục vụ tại {}", site.address()), "serving; stop with ctrl-c");
        site.serve(router, told_to_stop()).await?;
    }
    stop(app, sealer, presser).await
}

/// Ends what runs beside the pages, seals what is left and closes the store.
pub(crate) async fn stop(app: App, sealer: Sealer, presser: Option<Presser>) -> anyhow::Result<()> {
    if let Some(presser) = presser {
        presser.finish().await;
    }
    sealer.finish().await;
    app.store().close().await;
    tracing::info!("stopped");
    Ok(())
}

/// The log of the server on standard error, as lines or as JSON.
pub(crate) fn log(keys: &LogKeys) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&keys.filter)?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let set = match keys.format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    set.map_err(|e| anyhow::anyhow!("{e}"))
}
