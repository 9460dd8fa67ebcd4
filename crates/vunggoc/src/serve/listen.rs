//! Listening: plain on loopback, else TLS; a graceful stop lets running requests end.

use crate::config::Config;
use anyhow::Context as _;
use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use vunggoc_web::Transport;

/// How long running requests may take after the word to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where and how pages are served.
#[derive(Clone)]
pub(crate) struct Site {
    address: SocketAddr,
    tls: Option<RustlsConfig>,
}

impl Site {
    /// Plain on loopback.
    pub(crate) const fn plain(address: SocketAddr) -> Self {
        Self { address, tls: None }
    }

    /// As the configuration says.
    pub(crate) async fn of(config: &Config) -> anyhow::Result<Self> {
        let address = config.listen.address;
        let (Some(certificate), Some(key)) = (&config.tls.certificate, &config.tls.key) else {
            return Ok(Self::plain(address));
        };
        // Another part of the program may have named its provider before; either is the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let tls = RustlsConfig::from_pem_file(config.path(certificate), config.path(key))
            .await
            .context("Không đọc được chứng thư TLS / Cannot read the TLS certificate and key")?;
        Ok(Self { address, tls: Some(tls) })
    }

    /// The address to type into a browser.
    pub(crate) fn address(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// How the pages travel.
    pub(crate) const fn transport(&self) -> Transport {
        if self.tls.is_some() { Transport::Tls } else { Transport::Loopback }
    }

    /// Serves until `stop` comes to its end.
    pub(crate) async fn serve(
        &self,
        router: Router,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let listener = TcpListener::bind(self.address)
            .with_context(|| format!("Không nghe được ở {0} / Cannot listen on {0}", self.address))?;
        listener.set_nonblocking(true)?;
        let handle = Handle::new();
        let stopping = handle.clone();
        let waiting = tokio::spawn(async move {
            stop.await;
            stopping.graceful_shutdown(Some(PATIENCE));
        });
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        match &self.tls {
            Some(tls) => {
                axum_server::from_tcp_rustls(listener, tls.clone())?.handle(handle).serve(service).await?
            }
            None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await?,
        }
        waiting.abort();
        Ok(())
    }
}

/// Comes to its end at ctrl-c or SIGTERM.
pub(crate) async fn told_to_stop() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
