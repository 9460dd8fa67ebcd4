//! Phân quyền: what today's grants of an actor hold on today's tree.
//!
//! What one may not read does not exist for him ([`AppError::NotFound`]); what he may read but not change is
//! refused by name. Lists are scoped in SQL by the view `reach`, with the same three conditions everywhere.

use crate::ctx::Actor;
use crate::{Answer, AppError, Refusal, Work};
use vunggoc_core::Id;
use vunggoc_core::access::{Action, Role, may};
use vunggoc_core::unit::Unit;
use vunggoc_db::{Tx, args, sql};

impl Work {
    /// Whether the actor may do something to a unit.
    pub async fn may(&mut self, action: Action, unit: Id<Unit>) -> Answer<bool> {
        if let Actor::Task(_) = self.actor() {
            return Ok(true);
        }
        let found = self
            .maybe(
                sql!(
                    "SELECT r.unit_id FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = $3
                     AND r.grant_from_on <= $4 AND r.grant_until_on > $4 AND r.from_on <= $4
                     AND (r.until_on > $4 OR r.until_on = r.last_until_on) LIMIT 1"
                ),
                args![self.actor().number(), action.tag(), unit.number(), self.today()],
            )
            .await?;
        Ok(found.is_some())
    }

    /// Leave for an action on a unit: not found if he may not even read there, refused if only that is missing.
    pub async fn leave(&mut self, read: Action, action: Action, unit: Id<Unit>) -> Answer<()> {
        if self.may(action, unit).await? {
            return Ok(());
        }
        if read != action && self.may(read, unit).await? {
            return Err(AppError::Refused(Refusal::NotGranted(action)));
        }
        Err(AppError::NotFound)
    }

    /// Leave for an action that is tied to no unit (accounts, installation, audit).
    pub async fn leave_anywhere(&mut self, action: Action) -> Answer<()> {
        if self.holds(action).await? { Ok(()) } else { Err(AppError::NotFound) }
    }

    /// Whether any grant of the actor holds an action, wherever.
    pub async fn holds(&mut self, action: Action) -> Answer<bool> {
        if let Actor::Task(_) = self.actor() {
            return Ok(true);
        }
        let found = self
            .maybe(
                sql!(
                    "SELECT g.id FROM access_grant g JOIN role_may m ON m.role = g.role
                     WHERE g.account_id = $1 AND m.action = $2 AND g.from_on <= $3 AND g.until_on > $3 LIMIT 1"
                ),
                args![self.actor().number(), action.tag(), self.today()],
            )
            .await?;
        Ok(found.is_some())
    }

    /// The roots of what the actor may do something to, and the roles by which he may.
    pub async fn places(&mut self, action: Action) -> Answer<Vec<(Id<Unit>, Role)>> {
        let rows = self
            .all(
                sql!(
                    "SELECT g.unit_id, g.role FROM access_grant g JOIN role_may m ON m.role = g.role
                     WHERE g.account_id = $1 AND m.action = $2 AND g.from_on <= $3 AND g.until_on > $3
                     AND g.unit_id IS NOT NULL ORDER BY g.id"
                ),
                args![self.actor().number(), action.tag(), self.today()],
            )
            .await?;
        let read = |row: &vunggoc_db::Row| -> Answer<Option<(Id<Unit>, Role)>> {
            Ok(Role::from_tag(&row.text("role")?)
                .map(|role| (Id::new(row.int("unit_id").unwrap_or(0)), role)))
        };
        rows.iter().filter_map(|row| read(row).transpose()).collect()
    }
}

/// Writes the matrix of `core` into the store, so that lists can be scoped in SQL. Run at each start.
pub(crate) async fn write_matrix(tx: &mut Tx) -> Answer<()> {
    tx.run(sql!("DELETE FROM role_may WHERE 1 = 1"), &[]).await?;
    for role in Role::ALL {
        for action in Action::ALL.iter().filter(|a| may(*role, **a)) {
            let insert = sql!("INSERT INTO role_may (role, action) VALUES ($1, $2)");
            tx.run(insert, args![role.tag(), action.tag()]).await?;
        }
    }
    Ok(())
}
