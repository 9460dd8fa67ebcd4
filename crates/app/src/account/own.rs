//! Tài khoản của tôi: what everybody does to his own account.

use super::{Account, Token, password};
use crate::ctx::Actor;
use crate::{Answer, AppError, Ctx, Refusal, Rule};
use serde::Serialize;
use vunggoc_core::{Id, Version};
use vunggoc_db::{args, sql};

/// One of the living sessions of the one who asks.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct OwnSession {
    /// A name for the row that does not open it: the first letters of the hash.
    pub mark: String,
    /// Since when (UTC).
    pub began_at: String,
    /// The last request (UTC).
    pub seen_at: String,
    /// From which address.
    pub from_address: String,
    /// Whether it is the one that asks.
    pub here: bool,
}

fn me(ctx: &Ctx) -> Answer<Id<Account>> {
    match ctx.actor() {
        Actor::Person(id) => Ok(id),
        Actor::Task(_) => Err(AppError::NotFound),
    }
}

/// The living sessions of the one who asks, newest first.
pub async fn sessions(ctx: &Ctx, token: &Token) -> Answer<Vec<OwnSession>> {
    let (id, mut work) = (me(ctx)?, ctx.look().await?);
    let now = work.now();
    let rows = work
        .all(
            sql!(
                "SELECT token_hash, began_at, seen_at, from_address FROM session
                 WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY began_at DESC"
            ),
            args![id.number(), now],
        )
        .await?;
    let read = |row: &vunggoc_db::Row| {
        let hash = row.bytes("token_hash")?;
        Ok(OwnSession {
            mark: mark(&hash),
            began_at: row.text("began_at")?,
            seen_at: row.text("seen_at")?,
            from_address: row.text("from_address")?,
            here: hash == token.hash(),
        })
    };
    rows.iter().map(read).collect()
}

fn mark(hash: &[u8]) -> String {
    hex::encode(hash.iter().take(8).copied().collect::<Vec<_>>())
}

/// Ends one of the own sessions, by its mark.
pub async fn end_session(ctx: &Ctx, wanted: &str) -> Answer<()> {
    let id = me(ctx)?;
    change!(ctx, |work| {
        let (now, mut n) = (work.now(), 0);
        let living = sql!("SELECT token_hash FROM session WHERE account_id = $1 AND ended_at IS NULL");
        for row in work.all(living, args![id.number()]).await? {
            let hash = row.bytes("token_hash")?;
            if mark(&hash) == wanted {
                let update = sql!("UPDATE session SET ended_at = $2 WHERE token_hash = $1");
                n += work.run(update, args![hash, now]).await?;
            }
        }
        if n == 0 { Err(AppError::NotFound) } else { Ok(()) }
    })
}

/// Changes the own password; the other sessions end.
pub async fn set_password(ctx: &Ctx, token: &Token, old: &str, new: &str) -> Answer<()> {
    let id = me(ctx)?;
    let (login, stored, version) = {
        let mut work = ctx.look().await?;
        work.wait_for(&format!("password:{id}")).await?;
        let row = sql!("SELECT login, password_hash, version FROM account WHERE id = $1");
        let row = work.one(row, args![id.number()]).await?;
        (row.text("login")?, row.opt_text("password_hash")?, Version(row.int("version")?))
    };
    if !password::fits(old.to_owned(), stored).await? {
        change!(&ctx.clone().once(None), |work| { work.note_failure(&format!("password:{id}")).await })?;
        return Err(AppError::Refused(Refusal::SignIn));
    }
    password::check(&login, new)?;
    if old == new {
        return Err(AppError::Broken(Rule::WeakPassword));
    }
    let hash = password::hash(new.to_owned()).await?;
    change!(ctx, |work| {
        work.change_account(id, version, "set-password", serde_json::json!({ "by": "self" })).await?;
        let now = work.now();
        let update = sql!(
            "UPDATE account SET password_hash = $2, password_set_at = $3, password_set_by = 'self' WHERE id = $1"
        );
        work.run(update, args![id.number(), &hash, now]).await?;
        let others = sql!(
            "UPDATE session SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL AND token_hash <> $3"
        );
        work.run(others, args![id.number(), now, token.hash()]).await?;
        Ok(())
    })
}

/// Takes note of what the person was told at sign-in.
pub async fn dismiss_notice(ctx: &Ctx) -> Answer<()> {
    let id = me(ctx)?;
    change!(ctx, |work| {
        work.run(sql!("UPDATE account SET notice = NULL WHERE id = $1"), args![id.number()]).await?;
        Ok(())
    })
}
