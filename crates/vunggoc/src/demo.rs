//! Chạy thử: the invented sample in an embedded store, with fresh passwords printed on the terminal.

use crate::cli::Demo;
use crate::clock::Clock;
use crate::config::{Config, LogKeys};
use crate::serve::{self, Site};
use crate::{open, say};
use anyhow::bail;
use vunggoc_app::account::start;
use vunggoc_app::{Asked, Ctx};
use vunggoc_web::Data;

/// A person of the sample with his fresh password.
pub(crate) struct Person {
    pub(crate) login: String,
    pub(crate) post: String,
    pub(crate) password: String,
}

/// Fills the store, if it is new, and serves it on this machine.
pub(crate) async fn run(wish: Demo) -> anyhow::Result<()> {
    if !wish.listen.ip().is_loopback() {
        bail!("Bản chạy thử chỉ phục vụ trên máy này (127.0.0.1). / The demo serves this machine only.")
    }
    serve::log(&LogKeys { filter: "warn".into(), ..LogKeys::default() })?;
    let config = Config { folder: wish.folder.clone(), ..Config::default() };
    std::fs::create_dir_all(&wish.folder)?;
    let clock = Clock::new(Some(wish.today));
    // Its passwords are printed on the terminal and its units are invented: no second factor is asked for.
    let app = open::app(&config, clock, Asked::Waived).await?;
    let _lock = app.store().serve_alone(&format!("demo, pid {}", std::process::id()))?;
    let task = app.task("sample", clock.request("sample"));
    let people = fill(&task, wish.times).await?;
    let sealer = serve::start_sealer(app.clone(), clock, config.path(&config.anchor.folder));
    let presser = serve::start_presser(app.clone(), clock, None);
    let site = Site::plain(wish.listen);
    let router = serve::pages(&app, clock, Data::Sample, &site).await?;
    say::line("");
    say::both(
        &format!("Vững Gốc, dữ liệu mẫu (mọi đơn vị đều hư cấu), ngày {}", wish.today.strftime("%d/%m/%Y")),
        "invented sample",
    );
    say::line(&format!("  {}", site.address()));
    for person in &people {
        say::line(&format!("  {:<12} {}   {}", person.login, person.password, person.post));
    }
    say::line("");
    site.serve(router, serve::told_to_stop()).await?;
    serve::stop(app, sealer, Some(presser)).await
}

/// Fills a new store with the sample; gives its people fresh passwords at each start.
async fn fill(ctx: &Ctx, times: u32) -> anyhow::Result<Vec<Person>> {
    let city = vunggoc_sample::generate(vunggoc_sample::SEED);
    crate::sample::fill(ctx, &vunggoc_sample::enlarge(&city, times)).await?;
    let mut people = Vec::new();
    for (login, post) in start::logins(ctx).await.map_err(say::error)? {
        let password = start::fresh_password().map_err(say::error)?;
        start::renew_password(ctx, &login, &password).await.map_err(say::error)?;
        people.push(Person { login, post, password });
    }
    Ok(people)
}
