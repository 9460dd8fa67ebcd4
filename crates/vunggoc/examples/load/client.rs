//! A client that keeps its connections and the cookie of its session.

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE, SET_COOKIE};
use hyper::{Method, Request};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::sync::{Arc, Mutex};

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct Client {
    inner: legacy::Client<HttpConnector, Full<Bytes>>,
    address: String,
    cookie: Arc<Mutex<String>>,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) is_page: bool,
    pub(crate) text: String,
}

impl Client {
    pub(crate) fn new(address: &str) -> Result<Self, String> {
        if !["http://127.0.0.1:", "http://localhost:"].iter().any(|a| address.starts_with(a)) {
            return Err("only a server on this machine is put under load".into());
        }
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let inner = legacy::Client::builder(TokioExecutor::new()).build(connector);
        Ok(Self { inner, address: address.to_owned(), cookie: Arc::default() })
    }

    /// Signs in; the session stays for what is asked next.
    pub(crate) async fn sign_in(&self, login: &str, password: &str) -> Result<(), String> {
        let body = format!("login={login}&password={password}&to=%2F");
        let answer = self.ask(Method::POST, "/sign-in", body).await?;
        let set = answer.headers().get(SET_COOKIE).and_then(|c| c.to_str().ok());
        let cookie = set.and_then(|c| c.split(';').next()).ok_or("signing in was refused")?;
        if let Ok(mut held) = self.cookie.lock() {
            cookie.clone_into(&mut held);
        }
        Ok(())
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Page, String> {
        let answer = self.ask(Method::GET, path, String::new()).await?;
        let head = |name| answer.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
        let is_page = head(CONTENT_TYPE).starts_with("text/html") && head(CONTENT_DISPOSITION).is_empty();
        let status = answer.status().as_u16();
        let bytes = answer.into_body().collect().await.map_err(|e| e.to_string())?.to_bytes();
        Ok(Page { status, is_page, text: String::from_utf8_lossy(&bytes).into_owned() })
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: String,
    ) -> Result<hyper::Response<hyper::body::Incoming>, String> {
        let cookie = self.cookie.lock().map(|c| c.clone()).unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.address))
            .header(COOKIE, cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(body)))
            .map_err(|e| e.to_string())?;
        self.inner.request(request).await.map_err(|e| e.to_string())
    }
}
