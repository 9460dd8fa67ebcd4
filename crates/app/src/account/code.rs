//! Mã dùng một lần: by which an invited or reset person sets the password himself. Shown once, kept as a hash.

use super::{Account, State, password, start};
use crate::event::Entry;
use crate::{Answer, App, AppError, Refusal, Request, Work};
use jiff::SignedDuration;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use vunggoc_core::{Id, Version};
use vunggoc_db::{Row, args, sql};

/// How long a code may be used.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(72);

/// A code of sixteen letters and digits.
#[derive(Clone)]
pub struct OneTimeCode(String);

impl OneTimeCode {
    pub(crate) fn fresh() -> Answer<Self> {
        Ok(Self(start::fresh_password()?))
    }
    /// As somebody typed it.
    pub fn typed(text: &str) -> Self {
        Self(text.to_owned())
    }
    /// For the page or the terminal that shows it once.
    pub fn reveal(&self) -> &str {
        &self.0
    }
    /// Blanks, dashes and capitals do not matter.
    pub(crate) fn hash(&self) -> [u8; 32] {
        let plain =
            self.0.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
        Sha256::digest(plain.as_bytes()).into()
    }
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Invite,
    Reset,
}

impl Purpose {
    const fn tag(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Reset => "reset",
        }
    }
}

/// Whose code it is, for the page on which he chooses his password.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Invitee {
    /// Tên đăng nhập.
    pub login: String,
    /// Tên hiển thị.
    pub shown_name: String,
}

impl Work {
    /// Keeps the hash of a code; codes of the account that were not used are worth nothing any more.
    pub(crate) async fn keep_code(
        &mut self,
        account: Id<Account>,
        purpose: Purpose,
        code: &OneTimeCode,
    ) -> Answer<()> {
        let now = self.now();
        let until = now.checked_add(GOOD_FOR).unwrap_or(now);
        let spent = sql!("UPDATE account_code SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL");
        self.run(spent, args![account.number(), now]).await?;
        self.run(
            sql!(
                "INSERT INTO account_code (code_hash, account_id, purpose, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)"
            ),
            args![code.hash(), account.number(), purpose.tag(), now, until],
        )
        .await?;
        Ok(())
    }

    async fn invitee(&mut self, code: &OneTimeCode) -> Answer<Row> {
        let row = self
            .maybe(
                sql!(
                    "SELECT a.id, a.login, a.shown_name, a.version, c.expires_at FROM account_code c JOIN account a ON a.id = c.account_id
                     WHERE c.code_hash = $1 AND c.used_at IS NULL AND a.state <> 'ended'"
                ),
                args![code.hash()],
            )
            .await?;
        let row = row.ok_or(AppError::Refused(Refusal::BadCode))?;
        if row.instant("expires_at")? <= self.now() {
            return Err(AppError::Refused(Refusal::BadCode));
        }
        Ok(row)
    }
}

/// Whose code this is; guessing is slowed down by address.
pub async fn find(app: &App, code: &OneTimeCode, from_address: &str, request: Request) -> Answer<Invitee> {
    let ctx = app.task("code", Request { once: None, ..request });
    let about = format!("code:{from_address}");
    let mut work = ctx.look().await?;
    work.wait_for(&about).await?;
    match work.invitee(code).await {
        Ok(row) => Ok(Invitee { login: row.text("login")?, shown_name: row.text("shown_name")? }),
        Err(error) => {
            drop(work);
            change!(&ctx, |work| { work.note_failure(&about).await })?;
            Err(error)
        }
    }
}

/// Sets the password of the one who holds the code, and spends the code. His sessions end.
pub async fn redeem(
    app: &App,
    code: &OneTimeCode,
    new_password: &str,
    from_address: &str,
    request: Request,
) -> Answer<()> {
    let invitee = find(app, code, from_address, request.clone()).await?;
    password::check(&invitee.login, new_password)?;
    let hash = password::hash(new_password.to_owned()).await?;
    let ctx = app.task("code", Request { once: None, ..request });
    change!(&ctx, |work| {
        // Asked again inside the change: of two who come with one code, one is first.
        let row = work.invitee(code).await?;
        let (account, seen) = (Id::<Account>::new(row.int("id")?), Version(row.int("version")?));
        let entry = Entry {
            noun: "account",
            noun_id: account.number(),
            from: seen,
            action: "set-password",
            unit: None,
            facts: serde_json::json!({ "by": "code" }),
        };
        let event = work.record(entry).await?;
        let now = work.now();
        work.run(
            sql!(
                "UPDATE account SET password_hash = $2, password_set_at = $3, password_set_by = 'self', state = $4,
                   version = $5, event_id = $6 WHERE id = $1"
            ),
            args![account.number(), &hash, now, State::Active.tag(), seen.next().0, event],
        )
        .await?;
        work.run(sql!("UPDATE account_code SET used_at = $2 WHERE code_hash = $1"), args![code.hash(), now])
            .await?;
        work.end_sessions(account).await?;
        work.forget_failures(&[format!("login:{}", row.text("login")?)]).await
    })
}
