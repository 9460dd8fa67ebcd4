//! Mời: an account with a one-time code; the invited person chooses his password himself.

use super::code::Purpose;
use super::grant::NewGrant;
use super::{Account, OneTimeCode, State};
use crate::event::{Entry, NOTHING};
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::{Id, Version};
use vunggoc_db::{DbError, args, sql};

/// Who is invited, and to what.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Tên đăng nhập.
    pub login: String,
    /// Tên hiển thị.
    pub shown_name: String,
    /// Chức danh.
    pub post: String,
    /// The first grants; more can follow.
    pub grants: Vec<NewGrant>,
}

/// An account for which a code was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The account.
    pub account: Id<Account>,
    /// The code, shown once; none where the same command was done before.
    pub code: Option<OneTimeCode>,
}

/// Invites a person.
pub async fn invite(ctx: &Ctx, wish: Invitation) -> Answer<Made> {
    check(&wish)?;
    let code = OneTimeCode::fresh()?;
    let account: Id<Account> = change!(ctx, |work| {
        work.leave_anywhere(Action::ManageAccounts).await?;
        let (login, shown_name, post) = (wish.login.as_str(), wish.shown_name.as_str(), wish.post.as_str());
        let id = work.make_account(&NewAccount { login, shown_name, post, state: State::Invited }).await?;
        for grant in &wish.grants {
            work.check_grant(id, grant).await?;
            work.make_grant(id, grant).await?;
        }
        work.keep_code(id, Purpose::Invite, &code).await?;
        Ok(id)
    })?;
    made(ctx, account, code).await
}

/// The code, unless it belongs to a command that was done before.
pub(crate) async fn made(ctx: &Ctx, account: Id<Account>, code: OneTimeCode) -> Answer<Made> {
    let mut work = ctx.look().await?;
    let kept = sql!("SELECT account_id FROM account_code WHERE code_hash = $1 AND used_at IS NULL");
    let ours = work.maybe(kept, args![code.hash()]).await?.is_some();
    Ok(Made { account, code: ours.then_some(code) })
}

fn check(wish: &Invitation) -> Answer<()> {
    let login = wish.login.trim();
    let plain = login.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'));
    let fields = [
        ("login", plain && (3..=60).contains(&login.chars().count())),
        ("shown_name", (1..=120).contains(&wish.shown_name.trim().chars().count())),
        ("post", (1..=200).contains(&wish.post.trim().chars().count())),
    ];
    match fields.into_iter().find(|(_, good)| !good) {
        Some((name, _)) => Err(AppError::Broken(Rule::Field { name })),
        None => Ok(()),
    }
}

pub(crate) struct NewAccount<'a> {
    pub(crate) login: &'a str,
    pub(crate) shown_name: &'a str,
    pub(crate) post: &'a str,
    pub(crate) state: State,
}

impl Work {
    /// Makes an account without a password.
    pub(crate) async fn make_account(&mut self, new: &NewAccount<'_>) -> Answer<Id<Account>> {
        let id: Id<Account> = self.next_id("account").await?;
        let entry = Entry {
            noun: "account",
            noun_id: id.number(),
            from: NOTHING,
            action: if new.state == State::Invited { "invite" } else { "make" },
            unit: None,
            facts: serde_json::json!({ "post": new.post.trim() }),
        };
        let event = self.record(entry).await?;
        let insert = sql!(
            "INSERT INTO account (id, login, shown_name, post, state, version, event_id) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        );
        let values = args![
            id.number(),
            fold(new.login.trim()),
            new.shown_name.trim(),
            new.post.trim(),
            new.state.tag(),
            Version::FIRST.0,
            event
        ];
        self.tx.run(insert, values).await.map_err(|error| match error {
            DbError::Unique { .. } => AppError::Broken(Rule::LoginTaken),
            other => other.into(),
        })?;
        Ok(id)
    }
}
