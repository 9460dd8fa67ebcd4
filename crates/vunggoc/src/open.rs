//! Opening the store of a configuration, for the server and for the commands beside it.

use crate::clock::Clock;
use crate::config::Config;
use crate::{keys, say};
use anyhow::Context as _;
use std::path::Path;
use vunggoc_app::account::start::ready;
use vunggoc_app::{App, Asked};
use vunggoc_db::{Options, Store, migrate};

/// Opens the store and brings its schema up to date.
pub(crate) async fn app(config: &Config, clock: Clock, second_factor: Asked) -> anyhow::Result<App> {
    let key = keys::seal_key(&config.path(&config.seal.key))?;
    let options = Options { address: config.store_address(), n_connections: config.store.connections };
    if let Some(path) = options.address.strip_prefix("sqlite:").map(Path::new).filter(|p| !p.exists()) {
        // Made here, so that only its owner may read it; the files beside it take over its mode.
        drop(keys::new_private(path)?);
    }
    let store = Store::open(&options).await.with_context(|| {
        format!("Không mở được kho dữ liệu / Cannot open the store {}", shown(&options.address))
    })?;
    let applied = migrate(&store, clock.now()).await?;
    if !applied.is_empty() {
        tracing::info!(files = applied.join(", "), "schema brought up to date");
    }
    let app = App::new(store, key, second_factor);
    ready(&app.task("start", clock.request("start"))).await.map_err(say::error)?;
    Ok(app)
}

/// An address without its password.
pub(crate) fn shown(address: &str) -> String {
    match address.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
        Some((scheme, (_, place))) => format!("{scheme}://…@{place}"),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_password_is_shown() {
        assert_eq!(super::shown("postgres://u:mật khẩu@db/x"), "postgres://…@db/x");
        assert_eq!(super::shown("sqlite:/a/b.db"), "sqlite:/a/b.db");
    }
}
