//! Who asks for a page: the doors through which a handler reaches the use cases.
//!
//! [`Visitor`] is a signed-in person with leave to use the store; a handler that takes it cannot run for anybody
//! else. [`Posted`] is a visitor with a form that brought back the token of his session.

use crate::error::WebError;
use crate::form::Fields;
use crate::lang::Lang;
use crate::state::WebState;
use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;
use vunggoc_app::Ctx;
use vunggoc_app::account::session::{Found, Session, find};
use vunggoc_app::account::{Token, draft};

/// The name of the session's cookie.
pub(crate) const COOKIE: &str = "vunggoc";

/// A signed-in person.
pub(crate) struct Visitor {
    pub(crate) ctx: Ctx,
    pub(crate) session: Session,
    pub(crate) lang: Lang,
    /// The address asked for, for the way back.
    pub(crate) path: String,
}

/// A value of the `Cookie` header.
pub(crate) fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let all = parts.headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|v| v.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// The language: asked for in the address, kept in a cookie, else Vietnamese.
pub(crate) fn lang_of(parts: &Parts) -> Lang {
    cookie(parts, "lang").and_then(|c| Lang::from_code(&c)).unwrap_or_default()
}

/// A number for the request, shown on the page of a fault and written in the log.
pub(crate) fn request_id() -> String {
    let mut bytes = [0_u8; 6];
    // A request without a random number still gets one that is unique enough to find it in the log.
    let _ = getrandom::fill(&mut bytes);
    hex::encode(bytes)
}

/// A fresh idempotency key for a form.
pub(crate) fn once() -> String {
    let mut bytes = [0_u8; 16];
    let _ = getrandom::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Where an address asked for may lead back to: only to a page of ours.
pub(crate) fn way_back(path: &str) -> &str {
    if path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') { path } else { "/" }
}

impl FromRequestParts<WebState> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, WebError> {
        let lang = lang_of(parts);
        let path = parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        let back = if parts.method == Method::GET { path.clone() } else { parts.uri.path().to_owned() };
        let to_sign_in = || WebError::SignIn { to: back.clone() };
        let token = Token::from_cookie(&cookie(parts, COOKIE).ok_or_else(to_sign_in)?);
        match find(&state.app, &token, state.request(request_id())).await {
            Ok(Found::Alive(found)) => {
                let (ctx, session) = *found;
                let open = path.starts_with("/account/second-factor") || path == "/sign-out";
                if !session.second_factor.passed() && !open {
                    return Err(WebError::SecondFactor);
                }
                Ok(Self { ctx, session, lang, path })
            }
            Ok(Found::Ended(_) | Found::Unknown) => Err(to_sign_in()),
            Err(error) => Err(WebError::App(error)),
        }
    }
}

/// A signed-in person with a form of his own.
pub(crate) struct Posted {
    pub(crate) visitor: Visitor,
    pub(crate) fields: Fields,
}

impl FromRequest<WebState> for Posted {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let bytes = to_bytes(body, crate::FORM_LIMIT).await.map_err(|_| WebError::TooLarge)?;
        let fields = Fields::parse(&bytes);
        let visitor = match Visitor::from_request_parts(&mut parts, state).await {
            Ok(visitor) => visitor,
            Err(error) => {
                keep_draft(&parts, state, &fields).await;
                return Err(error);
            }
        };
        check_token(&visitor, fields.get("csrf"))?;
        let once = Some(fields.get("once")).filter(|k| !k.is_empty() && k.len() <= 64).map(str::to_owned);
        let visitor = Visitor { ctx: visitor.ctx.clone().once(once), ..visitor };
        Ok(Self { visitor, fields })
    }
}

/// Keeps what was typed when the session ended, for the same account; what cannot be kept is not worth a fault.
async fn keep_draft(parts: &Parts, state: &WebState, fields: &Fields) {
    let Some(token) = cookie(parts, COOKIE).map(|text| Token::from_cookie(&text)) else { return };
    let request = state.request(request_id());
    if let Ok(Found::Ended(account)) = find(&state.app, &token, request.clone()).await {
        let kept = draft::keep(&state.app, account, parts.uri.path(), fields.all().to_vec(), request).await;
        tracing::info!(?kept, "a session had ended while somebody was typing");
    }
}

/// Refuses a form that does not bring back the token of the session.
pub(crate) fn check_token(visitor: &Visitor, given: &str) -> Result<(), WebError> {
    let same: bool = visitor.session.csrf.as_bytes().ct_eq(given.as_bytes()).into();
    if same { Ok(()) } else { Err(WebError::ForeignForm) }
}
