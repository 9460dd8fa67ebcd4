//! Người nhắc việc: each minute looks whether reminders are to be made and mails to be sent.
//!
//! Making is asked for when the business date has changed, and each hour; it makes nothing twice. Also as a command, for
//! those who would rather run it from a timer.

use crate::clock::Clock;
use crate::config::Config;
use crate::mail::Route;
use crate::{open, say};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use vunggoc_app::installation::{self, Kind};
use vunggoc_app::pressing::outbox::{Sent, claim, settle};
use vunggoc_app::pressing::remind::{Mail, remind};
use vunggoc_app::{App, AppError, Asked};
use vunggoc_core::Date;

/// How often mails are looked for.
const STEP: Duration = Duration::from_secs(60);
/// How often reminders are made anew within a day: tasks given and dates moved since.
const AGAIN: Duration = Duration::from_secs(3600);
/// The most mails of one round.
const N_MAILS: i64 = 50;

/// The running task.
pub(crate) struct Presser {
    stop: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Presser {
    /// Ends it; a mail that is being sent is sent.
    pub(crate) async fn finish(self) {
        let _ = self.stop.send(());
        let _ = self.task.await;
    }
}

/// Starts it.
pub(crate) fn start(app: App, clock: Clock, route: Option<Route>) -> Presser {
    let (stop, mut stopped) = watch::channel(());
    let task = tokio::spawn(async move {
        let mut made: Option<(Date, Instant)> = None;
        loop {
            let today = clock.today();
            if made.is_none_or(|(day, at)| day != today || at.elapsed() >= AGAIN) {
                match make(&app, clock, route.as_ref()).await {
                    Ok(_) => made = Some((today, Instant::now())),
                    Err(AppError::Busy) => {}
                    Err(error) => tracing::error!(%error, "making reminders failed"),
                }
            }
            if let Some(route) = &route
                && let Err(error) = deliver(&app, clock, route).await
            {
                tracing::error!(%error, "sending mail failed");
            }
            tokio::select! {
                () = tokio::time::sleep(STEP) => {}
                _ = stopped.changed() => break,
            }
        }
    });
    Presser { stop, task }
}

/// Never by mail from an isolated network.
async fn mail_of(app: &App, clock: Clock, route: Option<&Route>) -> Result<Mail, AppError> {
    let declared = installation::declared(&app.task("remind", clock.request("remind"))).await?;
    let isolated = declared.is_some_and(|d| d.kind == Kind::IsolatedLan);
    Ok(if route.is_some() && !isolated { Mail::On } else { Mail::Off })
}

async fn make(app: &App, clock: Clock, route: Option<&Route>) -> Result<i64, AppError> {
    let mail = mail_of(app, clock, route).await?;
    remind(&app.task("remind", clock.request("remind")), mail).await
}

/// Sends what waits; how many were taken and refused.
async fn deliver(app: &App, clock: Clock, route: &Route) -> Result<(usize, usize), AppError> {
    if mail_of(app, clock, Some(route)).await? == Mail::Off {
        return Ok((0, 0));
    }
    let (mut n_sent, mut n_refused) = (0, 0);
    for due in claim(&app.task("mail", clock.request("mail")), N_MAILS).await? {
        let sent = match route.send(&due.address).await {
            Ok(()) => {
                n_sent += 1;
                Sent::Taken
            }
            Err(why) => {
                tracing::warn!(id = due.id, why, "the mail server did not take a mail");
                n_refused += 1;
                Sent::Refused(why)
            }
        };
        settle(&app.task("mail", clock.request("mail")), due.id, &sent).await?;
    }
    Ok((n_sent, n_refused))
}

/// One round, as a command.
pub(crate) async fn once(config: &Config, clock: Clock) -> anyhow::Result<()> {
    let route = Route::of(&config.mail)?;
    let app = open::app(config, clock, Asked::Required).await?;
    let n = make(&app, clock, route.as_ref()).await.map_err(say::error)?;
    let (n_sent, n_refused) = match &route {
        Some(route) => deliver(&app, clock, route).await.map_err(say::error)?,
        None => (0, 0),
    };
    app.store().close().await;
    say::both(
        &format!("Đã tạo {n} nhắc việc, đôn đốc; gửi {n_sent} thư, {n_refused} thư chưa gửi được"),
        &format!("{n} reminders made; {n_sent} mails sent, {n_refused} not yet"),
    );
    Ok(())
}
