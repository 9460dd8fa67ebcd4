//! A browser without a window: keeps its cookie, follows forms, checks the house rules of each page it sees.

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use futures_util::stream::{StreamExt as _, iter};
use std::convert::Infallible;
use std::sync::Arc;
use tower::ServiceExt as _;
use vunggoc_app::rules::Rules;
use vunggoc_testkit::noon;
use vunggoc_testkit::page::faults;
use vunggoc_testkit::world::{PASSWORD, World};
use vunggoc_web::{Data, Installation, PdfFault, PdfReader, Transport, WebState, router};

/// What stands between the parts of a form with files.
pub(crate) const BOUNDARY: &str = "giua-cac-phan";

/// Reads no PDF: that takes a process of the program, and is tested there.
pub(crate) fn pdf_reader() -> PdfReader {
    Arc::new(|_| Box::pin(async { Err(PdfFault::NoText) }))
}

/// One person's browser; a clone is another window of it.
#[derive(Clone)]
pub(crate) struct Client {
    app: axum::Router,
    /// By name, as a browser keeps them.
    cookies: std::collections::BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) body: String,
    /// The body as it came.
    pub(crate) bytes: Vec<u8>,
}

impl Client {
    pub(crate) fn new(world: &World) -> Self {
        Self::of(&world.app)
    }

    /// A browser in front of a program without the small world.
    pub(crate) fn of(app: &vunggoc_app::App) -> Self {
        let state = WebState {
            app: app.clone(),
            clock: Arc::new(|| (noon(), vunggoc_core::date(2024, 10, 15))),
            rules: Arc::new(Rules::shipped().unwrap()),
            installation: Installation::Connected,
            data: Data::Sample,
            pdf: pdf_reader(),
            transport: Transport::Loopback,
        };
        Self { app: router(state), cookies: std::collections::BTreeMap::new() }
    }

    pub(crate) async fn signed_in(world: &World, login: &str) -> Self {
        let mut client = Self::new(world);
        client.sign_in(login).await;
        client
    }

    /// Signs in, also again in the same browser.
    pub(crate) async fn sign_in(&mut self, login: &str) {
        let page = self.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    }

    /// Ends the session behind the browser's back: the cookie is still there, as when somebody else ended it.
    pub(crate) async fn lose_session(&mut self) {
        let page = self.get("/account/me").await;
        let csrf =
            page.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let kept = self.cookies.clone();
        assert_eq!(self.post("/sign-out", &[("csrf", &csrf)]).await.status, StatusCode::SEE_OTHER);
        self.cookies = kept;
    }

    async fn send(&mut self, request: Request<Body>) -> Page {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let head =
            |name| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let (status, location, kind) =
            (response.status(), head(header::LOCATION), head(header::CONTENT_TYPE));
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        if kind.starts_with("text/html") {
            assert_eq!(faults(&body), Vec::<String>::new(), "{body}");
        }
        Page { status, location, body, bytes: bytes.to_vec() }
    }

    fn cookie(&self) -> String {
        let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, self.cookie()).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Sends fields as they are.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Opens a form and sends it with its hidden fields and with files, as a browser does.
    pub(crate) async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let (action, mut all) = self.form(path, "").await;
        all.extend(fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let all: Vec<(&str, &str)> = all.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        self.post_upload(&action, &all, files).await
    }

    /// Sends fields and files as they are.
    pub(crate) async fn post_upload(
        &mut self,
        action: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend(head.as_bytes());
            body.extend(value.as_bytes());
            body.extend(b"\r\n");
        }
        for (name, file, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.post_parts(action, body).await
    }

    /// Sends the body of a form with files as it is, whole or not, piece by piece as a network brings it.
    pub(crate) async fn post_parts(&mut self, path: &str, body: Vec<u8>) -> Page {
        let pieces: Vec<_> = body.chunks(1 << 16).map(Bytes::copy_from_slice).collect();
        // What is there at once is read at once: the reader would see no field before the body is too large.
        let pieces = iter(pieces.into_iter().enumerate()).then(async |(place, piece)| {
            if place > 0 {
                tokio::task::yield_now().await;
            }
            Ok::<_, Infallible>(piece)
        });
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie())
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(Body::from_stream(pieces))
            .unwrap();
        self.send(request).await
    }

    /// Opens a form and sends it with its hidden fields.
    pub(crate) async fn fill(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.fill_to(path, "", fields).await
    }

    /// Sends the form of a page that goes to an address with this ending.
    pub(crate) async fn fill_to(&mut self, path: &str, ending: &str, fields: &[(&str, &str)]) -> Page {
        let (action, mut all) = self.form(path, ending).await;
        all.extend(fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let all: Vec<(&str, &str)> = all.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        self.post(&action, &all).await
    }

    /// The first form of a page that goes to an address with this ending: the address, and the hidden fields.
    async fn form(&mut self, path: &str, ending: &str) -> (String, Vec<(String, String)>) {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        let html = scraper::Html::parse_document(&page.body);
        let forms = scraper::Selector::parse("main form[method=post]").unwrap();
        let hidden = scraper::Selector::parse("input[type=hidden]").unwrap();
        let action = |form: &scraper::ElementRef<'_>| form.value().attr("action").unwrap().to_owned();
        let form = html.select(&forms).find(|f| action(f).ends_with(ending)).unwrap();
        let value = |e: scraper::ElementRef<'_>| {
            (e.value().attr("name").unwrap().to_owned(), e.value().attr("value").unwrap_or("").to_owned())
        };
        (action(&form), form.select(&hidden).map(value).collect())
    }
}
