//! Phiên làm việc: rows that can be listed and ended.

use super::Account;
use crate::ctx::{Asked, Gate};
use crate::event::random;
use crate::{Answer, App, Ctx, Request};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use vunggoc_core::Id;
use vunggoc_core::access::{Role, needs_second_factor};
use vunggoc_db::{args, sql};

/// A session ends after this long without a request …
const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// … and after this long in any case.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// The time of the last request is written at most this often.
const SEEN_STEP: SignedDuration = SignedDuration::from_mins(1);

/// The secret of a session, held by the browser alone.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub(crate) fn fresh() -> Answer<Self> {
        Ok(Self(URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }
    /// From a cookie.
    pub fn from_cookie(text: &str) -> Self {
        Self(text.to_owned())
    }
    /// For the cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }
    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A session that is alive.
#[derive(Debug, Clone)]
pub struct Session {
    /// Whose it is.
    pub account: Id<Account>,
    /// Tên hiển thị.
    pub shown_name: String,
    /// Chức danh.
    pub post: String,
    /// The token that each form must bring back.
    pub csrf: String,
    /// Roles held today.
    pub roles: Vec<Role>,
    /// What the person must be told, e.g. that his password was reset.
    pub notice: Option<String>,
    /// Whether a second factor was shown.
    pub second_factor: SecondFactor,
}

/// Whether a session passed the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// Shown at sign-in.
    Shown,
    /// The account has none, and none of its roles asks for one.
    NotNeeded,
    /// A role asks for one and the account has none yet: only its set-up page opens.
    ToSetUp,
    /// The account has one and it was not shown yet: only the page that asks for it opens.
    ToShow,
}

impl SecondFactor {
    /// Whether the session may open anything but the page of the second factor. Its [`Ctx`] holds to it too.
    pub const fn passed(self) -> bool {
        matches!(self, Self::Shown | Self::NotNeeded)
    }
}

/// What a cookie leads to.
#[derive(Debug)]
pub enum Found {
    /// A living session, with leave to use the store.
    Alive(Box<(Ctx, Session)>),
    /// A session that ended: whose it was, so that what was being typed can be kept for him.
    Ended(Id<Account>),
    /// Nothing known.
    Unknown,
}

/// Opens a session.
pub(crate) async fn open(work: &mut crate::Work, account: Id<Account>, from_address: &str) -> Answer<Token> {
    let token = Token::fresh()?;
    let csrf = URL_SAFE_NO_PAD.encode(random::<24>()?);
    let now = work.now();
    let expires = now.checked_add(LONGEST).unwrap_or(now);
    work.run(
        sql!(
            "INSERT INTO session (token_hash, account_id, csrf, began_at, seen_at, expires_at, from_address, second_factor)
             VALUES ($1, $2, $3, $4, $4, $5, $6, 'none')"
        ),
        args![token.hash(), account.number(), csrf, now, expires, from_address],
    )
    .await?;
    Ok(token)
}

/// Finds the session of a cookie.
pub async fn find(app: &App, token: &Token, request: Request) -> Answer<Found> {
    let ctx = app.task("session", request.clone());
    let mut work = ctx.look().await?;
    let row = work
        .maybe(
            sql!(
                "SELECT s.account_id, s.csrf, s.seen_at, s.expires_at, s.ended_at, s.second_factor,
                   a.shown_name, a.post, a.state, a.notice, a.totp_secret
                 FROM session s JOIN account a ON a.id = s.account_id WHERE s.token_hash = $1"
            ),
            args![token.hash()],
        )
        .await?;
    let Some(row) = row else { return Ok(Found::Unknown) };
    let account = Id::new(row.int("account_id")?);
    let (seen, expires) = (row.instant("seen_at")?, row.instant("expires_at")?);
    let idle_until = seen.checked_add(IDLE).unwrap_or(seen);
    let over = row.opt_text("ended_at")?.is_some() || row.text("state")? != "active";
    if over || request.now >= expires || request.now >= idle_until {
        return Ok(Found::Ended(account));
    }
    let roles = roles(&mut work, account, request.today).await?;
    let has_one = row.opt_bytes("totp_secret")?.is_some();
    let asked = app.second_factor() == Asked::Required && roles.iter().any(|r| needs_second_factor(*r));
    let second_factor = match (row.text("second_factor")?.as_str(), has_one, asked) {
        ("shown", true, _) => SecondFactor::Shown,
        (_, true, _) => SecondFactor::ToShow,
        (_, false, true) => SecondFactor::ToSetUp,
        (_, false, false) => SecondFactor::NotNeeded,
    };
    let session = Session {
        account,
        shown_name: row.text("shown_name")?,
        post: row.text("post")?,
        csrf: row.text("csrf")?,
        roles,
        notice: row.opt_text("notice")?,
        second_factor,
    };
    drop(work);
    touch(app, token, seen, &request).await?;
    let gate = if second_factor.passed() { Gate::Open } else { Gate::SecondFactor };
    Ok(Found::Alive(Box::new((app.person(account, request, gate), session))))
}

/// Notes that the session is in use, at most once a minute: reading a page must not write each time.
async fn touch(app: &App, token: &Token, seen: Timestamp, request: &Request) -> Answer<()> {
    if request.now.duration_since(seen) < SEEN_STEP {
        return Ok(());
    }
    let ctx = app.task("session", Request { once: None, ..request.clone() });
    change!(&ctx, |work| {
        let update = sql!("UPDATE session SET seen_at = $2 WHERE token_hash = $1");
        work.run(update, args![token.hash(), request.now]).await?;
        Ok(())
    })
}

async fn roles(work: &mut crate::Work, account: Id<Account>, on: vunggoc_core::Date) -> Answer<Vec<Role>> {
    let rows = work
        .all(
            sql!(
                "SELECT DISTINCT role FROM access_grant WHERE account_id = $1 AND from_on <= $2 AND until_on > $2 ORDER BY role"
            ),
            args![account.number(), on],
        )
        .await?;
    let roles = rows.iter().map(|r| Ok(Role::from_tag(&r.text("role")?)));
    Ok(roles.collect::<Answer<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Ends the session of a cookie.
pub async fn end(app: &App, token: &Token, request: Request) -> Answer<()> {
    let ctx = app.task("session", Request { once: None, ..request });
    change!(&ctx, |work| {
        let now = work.now();
        let update = sql!("UPDATE session SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL");
        work.run(update, args![token.hash(), now]).await?;
        Ok(())
    })
}
