//! Kết thúc, đặt lại: what an administrator does to an account. He never learns or chooses a password; the person
//! is told at his next sign-in.

use super::code::Purpose;
use super::grant::said;
use super::invite::{Made, made};
use super::{Account, OneTimeCode, State};
use crate::ctx::Actor;
use crate::event::{Entry, EventId};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Work};
use vunggoc_core::access::Action;
use vunggoc_core::{Id, Version};
use vunggoc_db::{args, sql};

/// Ends an account: it cannot sign in any more, its sessions and its grants end today.
pub async fn end(ctx: &Ctx, id: Id<Account>, seen: Version) -> Answer<Id<Account>> {
    change!(ctx, |work| {
        work.leave_anywhere(Action::ManageAccounts).await?;
        if work.actor() == Actor::Person(id) {
            return Err(said("end-oneself"));
        }
        let event = work.change_account(id, seen, "end", serde_json::json!({})).await?;
        let (now, today) = (work.now(), work.today());
        let update = sql!("UPDATE account SET state = $2, password_hash = NULL WHERE id = $1");
        work.run(update, args![id.number(), State::Ended.tag()]).await?;
        work.run(
            sql!(
                "UPDATE access_grant SET until_on = CASE WHEN from_on > $2 THEN from_on ELSE $2 END, version = version + 1, event_id = $3
                 WHERE account_id = $1 AND until_on > $2"
            ),
            args![id.number(), today, event],
        )
        .await?;
        work.run(
            sql!("UPDATE account_code SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL"),
            args![id.number(), now],
        )
        .await?;
        work.end_sessions(id).await?;
        work.keep_an_administrator(today).await?;
        Ok(id)
    })
}

/// Resets the password: the old one opens nothing any more, the person sets a new one by the code.
pub async fn reset(ctx: &Ctx, id: Id<Account>, seen: Version) -> Answer<Made> {
    let code = OneTimeCode::fresh()?;
    let account: Id<Account> = change!(ctx, |work| {
        work.leave_anywhere(Action::ManageAccounts).await?;
        let invited = work.live_account(id).await? == State::Invited;
        work.change_account(id, seen, "reset", serde_json::json!({})).await?;
        let purpose = if invited { Purpose::Invite } else { Purpose::Reset };
        if !invited {
            let notice = format!("reset {}", work.now());
            let update = sql!("UPDATE account SET password_hash = NULL, notice = $2 WHERE id = $1");
            work.run(update, args![id.number(), notice]).await?;
        }
        work.end_sessions(id).await?;
        work.keep_code(id, purpose, &code).await?;
        Ok(id)
    })?;
    made(ctx, account, code).await
}

/// Forgets a lost second factor; the person must set one up again, and is told.
pub async fn forget_second_factor(ctx: &Ctx, id: Id<Account>, seen: Version) -> Answer<Id<Account>> {
    change!(ctx, |work| {
        work.leave_anywhere(Action::ManageAccounts).await?;
        if work.actor() == Actor::Person(id) {
            return Err(said("second-factor-oneself"));
        }
        work.live_account(id).await?;
        let event = work.change_account(id, seen, "forget-second-factor", serde_json::json!({})).await?;
        work.clear_factor(id, seen.next(), event).await?;
        let notice = format!("second-factor {}", work.now());
        work.run(sql!("UPDATE account SET notice = $2 WHERE id = $1"), args![id.number(), notice]).await?;
        work.end_sessions(id).await?;
        Ok(id)
    })
}

/// Ends the sessions of an account.
pub async fn sign_out(ctx: &Ctx, id: Id<Account>, seen: Version) -> Answer<Id<Account>> {
    change!(ctx, |work| {
        work.leave_anywhere(Action::ManageAccounts).await?;
        work.change_account(id, seen, "sign-out", serde_json::json!({})).await?;
        work.end_sessions(id).await?;
        Ok(id)
    })
}

impl Work {
    /// The state of an account that has not ended.
    pub(crate) async fn live_account(&mut self, id: Id<Account>) -> Answer<State> {
        let row = self.maybe(sql!("SELECT state FROM account WHERE id = $1"), args![id.number()]).await?;
        let state = row.ok_or(AppError::NotFound)?.text("state")?;
        match State::from_tag(&state) {
            Some(State::Ended) | None => Err(said("account-ended")),
            Some(live) => Ok(live),
        }
    }

    /// Writes the event of a change of an account and its next version.
    pub(crate) async fn change_account(
        &mut self,
        id: Id<Account>,
        seen: Version,
        action: &str,
        facts: serde_json::Value,
    ) -> Answer<EventId> {
        let row = self.maybe(sql!("SELECT version FROM account WHERE id = $1"), args![id.number()]).await?;
        at_version(seen, Version(row.ok_or(AppError::NotFound)?.int("version")?))?;
        let event = self
            .record(Entry { noun: "account", noun_id: id.number(), from: seen, action, unit: None, facts })
            .await?;
        let update = sql!("UPDATE account SET version = $2, event_id = $3 WHERE id = $1");
        self.run(update, args![id.number(), seen.next().0, event]).await?;
        Ok(event)
    }

    /// Ends every session of an account.
    pub(crate) async fn end_sessions(&mut self, id: Id<Account>) -> Answer<()> {
        let now = self.now();
        let update = sql!("UPDATE session SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL");
        self.run(update, args![id.number(), now]).await?;
        Ok(())
    }
}
