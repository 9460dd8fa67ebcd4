//! Who asks for a page: the doors through which a handler reaches the use cases.
//!
//! [`Visitor`] is a signed-in person with leave to use the store; a handler that takes it cannot run for anybody
//! else. [`Posted`] is a visitor with a form that brought back the token of his session; [`Drafted`] is the same for
//! a form whose text is kept for him when the session had ended while he typed. What is not kept is the rule: a
//! route that says nothing keeps nothing.

use crate::error::WebError;
use crate::form::Fields;
use crate::lang::Lang;
use crate::state::WebState;
use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::sync::atomic::{AtomicBool, Ordering};
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
    /// Whether the form of this page was given back what was typed when a session ended.
    refilled: AtomicBool,
}

impl Visitor {
    /// What a form shows first: what was being typed at this address when a session ended (once), else what is fresh.
    pub(crate) async fn refill(&self, fresh: Fields) -> Result<Fields, WebError> {
        Ok(self.draft().await?.unwrap_or(fresh))
    }

    /// What was being typed at this address when a session ended, taken out; the page says that it was given back.
    pub(crate) async fn draft(&self) -> Result<Option<Fields>, WebError> {
        let Some(kept) = draft::take(&self.ctx, &self.path).await? else { return Ok(None) };
        self.refilled.store(true, Ordering::Relaxed);
        Ok(Some(Fields::from(kept)))
    }

    /// Whether a draft was given back on this page.
    pub(crate) fn is_refilled(&self) -> bool {
        self.refilled.load(Ordering::Relaxed)
    }
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
        // A form is asked for at the address to which it is sent.
        let back = path.clone();
        let to_sign_in = || WebError::SignIn { to: back.clone() };
        let token = Token::from_cookie(&cookie(parts, COOKIE).ok_or_else(to_sign_in)?);
        match find(&state.app, &token, state.request(request_id())).await {
            Ok(Found::Alive(found)) => {
                let (ctx, session) = *found;
                let open = path.starts_with("/account/second-factor") || path == "/sign-out";
                if !session.second_factor.passed() && !open {
                    return Err(WebError::SecondFactor { to: back });
                }
                Ok(Self { ctx, session, lang, path, refilled: AtomicBool::new(false) })
            }
            Ok(Found::Ended(_) | Found::Unknown) => Err(to_sign_in()),
            Err(error) => Err(WebError::App(error)),
        }
    }
}

/// A signed-in person with a form of his own. When his session had ended, what he typed is forgotten.
pub(crate) struct Posted {
    pub(crate) visitor: Visitor,
    pub(crate) fields: Fields,
}

/// A signed-in person with a form whose text is kept as a draft, for him alone, when his session had ended. Never for
/// passwords, nor for text that is only looked at and must not stay here.
pub(crate) struct Drafted {
    pub(crate) visitor: Visitor,
    pub(crate) fields: Fields,
}

impl FromRequest<WebState> for Posted {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, WebError> {
        let (mut parts, fields) = read(request).await?;
        let visitor = Visitor::from_request_parts(&mut parts, state).await?;
        let visitor = own_form(visitor, &fields)?;
        Ok(Self { visitor, fields })
    }
}

impl FromRequest<WebState> for Drafted {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, WebError> {
        let (mut parts, fields) = read(request).await?;
        let visitor = match Visitor::from_request_parts(&mut parts, state).await {
            Ok(visitor) => visitor,
            Err(error) => {
                keep_draft(&parts, state, &fields).await;
                return Err(error);
            }
        };
        let visitor = own_form(visitor, &fields)?;
        Ok(Self { visitor, fields })
    }
}

async fn read(request: Request) -> Result<(Parts, Fields), WebError> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, crate::FORM_LIMIT).await.map_err(|_| WebError::TooLarge)?;
    Ok((parts, Fields::parse(&bytes)))
}

/// The visitor of a form that brought back the token of his session, with the key of its command.
fn own_form(visitor: Visitor, fields: &Fields) -> Result<Visitor, WebError> {
    check_token(&visitor, fields.get("csrf"))?;
    let once = Some(fields.get("once")).filter(|k| !k.is_empty() && k.len() <= 64).map(str::to_owned);
    Ok(Visitor { ctx: visitor.ctx.clone().once(once), ..visitor })
}

/// Keeps what was typed when the session ended, for the same account; what cannot be kept is not worth a fault.
async fn keep_draft(parts: &Parts, state: &WebState, fields: &Fields) {
    let Some(token) = cookie(parts, COOKIE).map(|text| Token::from_cookie(&text)) else { return };
    let request = state.request(request_id());
    if let Ok(Found::Ended(account)) = find(&state.app, &token, request.clone()).await {
        let path = parts.uri.path_and_query().map_or("/", |p| p.as_str());
        // A cell of a grid names what stood in it: what was not changed is not worth keeping.
        let changed = fields.all().iter().filter(|(name, text)| !crate::figure::is_as_before(name, text));
        let kept = draft::keep(&state.app, account, path, changed.cloned().collect(), request).await;
        tracing::info!(?kept, "a session had ended while somebody was typing");
    }
}

/// Refuses a form that does not bring back the token of the session.
pub(crate) fn check_token(visitor: &Visitor, given: &str) -> Result<(), WebError> {
    let same: bool = visitor.session.csrf.as_bytes().ct_eq(given.as_bytes()).into();
    if same { Ok(()) } else { Err(WebError::ForeignForm) }
}
