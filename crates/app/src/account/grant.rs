//! Phân quyền: a role on a subtree for a period, given and ended. Past grants are shown, never used.

use super::Account;
use crate::ctx::Actor;
use crate::event::{Entry, NOTHING};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::{Action, Role};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, OPEN_END, Version};
use vunggoc_db::{args, sql};

/// Một phân quyền.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant;

/// A role on a subtree for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewGrant {
    /// Vai trò.
    pub role: Role,
    /// On which unit and below; none for the administrator, who sees no data.
    pub unit: Option<Id<Unit>>,
    /// From this day.
    pub from_on: Date,
    /// Until before this day; open where it does not end.
    pub until_on: Date,
}

/// Gives a role. Nobody gives one to himself.
pub async fn grant(ctx: &Ctx, account: Id<Account>, wish: NewGrant) -> Answer<Id<Grant>> {
    change!(ctx, |work| {
        work.leave_anywhere(Action::ManageAccounts).await?;
        work.live_account(account).await?;
        work.check_grant(account, &wish).await?;
        work.make_grant(account, &wish).await
    })
}

/// Ends a grant on a day, today or later; at once where the day is today.
pub async fn end(ctx: &Ctx, id: Id<Grant>, seen: Version, on: Date) -> Answer<Id<Grant>> {
    change!(ctx, |work| {
        work.leave_anywhere(Action::ManageAccounts).await?;
        let row = sql!(
            "SELECT account_id, role, unit_id, from_on, until_on, version FROM access_grant WHERE id = $1"
        );
        let row = work.maybe(row, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        at_version(seen, Version(row.int("version")?))?;
        let until_on = row.date("until_on")?;
        // What was granted until today stays as it was: what is past is not rewritten.
        if on < work.today() || on >= until_on {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        let on = on.max(row.date("from_on")?);
        let account = Id::new(row.int("account_id")?);
        let unit = row.opt_int("unit_id")?.map(Id::new);
        let facts = serde_json::json!({ "account": account.number(), "until_on": on.to_string() });
        let entry = Entry { noun: "grant", noun_id: id.number(), from: seen, action: "end", unit, facts };
        let event = work.record(entry).await?;
        let update = sql!("UPDATE access_grant SET until_on = $2, version = $3, event_id = $4 WHERE id = $1");
        work.run(update, args![id.number(), on, seen.next().0, event]).await?;
        work.keep_an_administrator(on).await?;
        let _ = account as Id<Account>;
        Ok(id)
    })
}

impl Work {
    pub(crate) async fn check_grant(&mut self, account: Id<Account>, wish: &NewGrant) -> Answer<()> {
        if self.actor() == Actor::Person(account) {
            return Err(said("grant-to-oneself"));
        }
        if wish.from_on >= wish.until_on {
            return Err(AppError::Broken(Rule::Field { name: "until_on" }));
        }
        match (wish.role, wish.unit) {
            (Role::Administrator, None) => Ok(()),
            (Role::Administrator, Some(_)) | (_, None) => Err(AppError::Broken(Rule::Field { name: "unit" })),
            (_, Some(unit)) => {
                let there =
                    self.unit_unasked(unit).await.map_err(|_| AppError::Broken(Rule::UnitNotThere))?;
                there.on(self.today()).map(drop).ok_or(AppError::Broken(Rule::UnitNotThere))
            }
        }
    }

    pub(crate) async fn make_grant(&mut self, account: Id<Account>, wish: &NewGrant) -> Answer<Id<Grant>> {
        let id: Id<Grant> = self.next_id("grant").await?;
        let facts = serde_json::json!({
            "role": wish.role.tag(), "account": account.number(), "from_on": wish.from_on.to_string(),
        });
        let entry = Entry {
            noun: "grant",
            noun_id: id.number(),
            from: NOTHING,
            action: "grant",
            unit: wish.unit,
            facts,
        };
        let event = self.record(entry).await?;
        self.run(
            sql!(
                "INSERT INTO access_grant (id, account_id, role, unit_id, from_on, until_on, version, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            args![
                id.number(), account.number(), wish.role.tag(), wish.unit.map(Id::number), wish.from_on,
                wish.until_on, Version::FIRST.0, event
            ],
        )
        .await?;
        Ok(id)
    }

    /// Refuses what would leave the installation without an administrator from a day on.
    pub(crate) async fn keep_an_administrator(&mut self, on: Date) -> Answer<()> {
        let left = self
            .one(
                sql!(
                    "SELECT COUNT(DISTINCT g.account_id) AS n FROM access_grant g JOIN account a ON a.id = g.account_id
                     WHERE g.role = $1 AND a.state = 'active' AND g.from_on <= $2 AND g.until_on = $3"
                ),
                args![Role::Administrator.tag(), on, OPEN_END],
            )
            .await?;
        if left.int("n")? == 0 { Err(said("last-administrator")) } else { Ok(()) }
    }
}

pub(crate) fn said(code: &'static str) -> AppError {
    AppError::Broken(Rule::Said { code, about: String::new() })
}
