//! Bản nháp: what was being typed when a session ended, kept for the same account and offered at its next sign-in.
//!
//! Only text, at most 64 KiB a form and twenty forms an account; what is secret by its name (passwords, codes,
//! the form's own token) and files are never kept. A draft is gone once it is taken, or after thirty days.

use super::Account;
use crate::{Answer, App, Ctx, Request};
use jiff::SignedDuration;
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_db::{args, sql};

/// The most bytes of a kept form.
pub const LIMIT: usize = 64 * 1024;
/// The most drafts of one account; the oldest give way.
const MOST: i64 = 20;
const DAYS: i64 = 30;

/// The fields of a form, in order.
pub type Fields = Vec<(String, String)>;

/// What became of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It waits for the next sign-in of the account.
    Yes,
    /// It was too long, or there was nothing in it.
    No,
}

/// One draft that waits.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Draft {
    /// The address to which the form was sent.
    pub path: String,
    /// When it was kept (UTC).
    pub kept_at: String,
    /// The fields, in order.
    pub fields: Vec<(String, String)>,
}

/// Keeps the text of a form for an account whose session has ended.
pub async fn keep(
    app: &App,
    account: Id<Account>,
    path: &str,
    fields: Fields,
    request: Request,
) -> Answer<Kept> {
    let fields: Fields =
        fields.into_iter().filter(|(name, value)| !secret(name) && !value.is_empty()).collect();
    let form = serde_json::to_string(&fields).unwrap_or_default();
    if fields.is_empty() || form.len() > LIMIT || path.len() > 400 || !path.starts_with('/') {
        return Ok(Kept::No);
    }
    let ctx = app.task("draft", Request { once: None, ..request });
    change!(&ctx, |work| {
        let old = work.now().checked_sub(SignedDuration::from_hours(24 * DAYS)).unwrap_or(work.now());
        work.run(sql!("DELETE FROM draft WHERE kept_at < $1"), args![old]).await?;
        let now = work.now();
        work.run(
            sql!(
                "INSERT INTO draft (account_id, path, form, kept_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (account_id, path) DO UPDATE SET form = $3, kept_at = $4"
            ),
            args![account.number(), path, &form, now],
        )
        .await?;
        work.run(
            sql!(
                "DELETE FROM draft WHERE account_id = $1 AND path NOT IN
                   (SELECT path FROM draft WHERE account_id = $1 ORDER BY kept_at DESC, path LIMIT $2)"
            ),
            args![account.number(), MOST],
        )
        .await?;
        Ok(())
    })?;
    Ok(Kept::Yes)
}

/// The drafts of the one who asks, newest first.
pub async fn waiting(ctx: &Ctx) -> Answer<Vec<Draft>> {
    let mut work = ctx.look().await?;
    let of = work.actor().number();
    let rows = work
        .all(
            sql!("SELECT path, form, kept_at FROM draft WHERE account_id = $1 ORDER BY kept_at DESC, path"),
            args![of],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Draft {
                path: row.text("path")?,
                kept_at: row.text("kept_at")?,
                fields: fields(&row.text("form")?),
            })
        })
        .collect()
}

/// Gives a draft back and forgets it; none where there is none for this address.
pub async fn take(ctx: &Ctx, path: &str) -> Answer<Option<Fields>> {
    let waits = sql!("SELECT path FROM draft WHERE account_id = $1 AND path = $2");
    let of = ctx.actor().number();
    // Nearly always nothing waits: then nothing is written.
    if ctx.look().await?.maybe(waits, args![of, path]).await?.is_none() {
        return Ok(None);
    }
    let once = ctx.clone().once(None);
    let form: String = change!(&once, |work| {
        let of = work.actor().number();
        let row = work
            .maybe(sql!("SELECT form FROM draft WHERE account_id = $1 AND path = $2"), args![of, path])
            .await?;
        let Some(row) = row else { return Ok(String::new()) };
        work.run(sql!("DELETE FROM draft WHERE account_id = $1 AND path = $2"), args![of, path]).await?;
        Ok(row.text("form")?)
    })?;
    Ok(if form.is_empty() { None } else { Some(fields(&form)) })
}

fn fields(form: &str) -> Fields {
    serde_json::from_str(form).unwrap_or_default()
}

fn secret(name: &str) -> bool {
    matches!(name, "csrf" | "once" | "code") || name.contains("password") || name.contains("secret")
}
