//! Accounts that the program itself makes: the first administrator, and the people of the sample.

use super::grant::NewGrant;
use super::invite::NewAccount;
use super::{Account, State, password};
use crate::ctx::Actor;
use crate::event::random;
use crate::{Answer, AppError, Ctx, Work};
use vunggoc_core::access::Role;
use vunggoc_core::fold::fold;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, OPEN_END};
use vunggoc_db::{args, sql};

/// A person to be.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Tên đăng nhập.
    pub login: String,
    /// Tên hiển thị.
    pub shown_name: String,
    /// Chức danh.
    pub post: String,
    /// Roles and where; an administrator's has no unit.
    pub grants: Vec<(Role, Option<Id<Unit>>)>,
    /// From when the grants hold.
    pub from_on: Date,
    /// The password, chosen by a machine or by the person himself.
    pub password: String,
}

/// A password made by the machine: four groups of letters and digits that cannot be mistaken for each other.
pub fn fresh_password() -> Answer<String> {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut out = String::new();
    for (place, byte) in random::<16>()?.into_iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push('-');
        }
        out.push(LETTERS.get(usize::from(byte) % LETTERS.len()).copied().map_or('x', char::from));
    }
    Ok(out)
}

/// Makes an account that can sign in at once.
pub async fn person(ctx: &Ctx, person: NewPerson) -> Answer<Id<Account>> {
    let hash = password::hash(person.password.clone()).await?;
    change!(ctx, |work| { work.make_person(&person, &hash).await })
}

impl Work {
    /// Makes an active account with its grants, within a change.
    pub(crate) async fn make_person(&mut self, person: &NewPerson, hash: &str) -> Answer<Id<Account>> {
        let new = NewAccount {
            login: &person.login,
            shown_name: &person.shown_name,
            post: &person.post,
            state: State::Active,
        };
        let id = self.make_account(&new).await?;
        let now = self.now();
        let update = sql!(
            "UPDATE account SET password_hash = $2, password_set_at = $3, password_set_by = 'program' WHERE id = $1"
        );
        self.run(update, args![id.number(), hash, now]).await?;
        for (role, unit) in &person.grants {
            let wish = NewGrant { role: *role, unit: *unit, from_on: person.from_on, until_on: OPEN_END };
            self.make_grant(id, &wish).await?;
        }
        Ok(id)
    }
}

/// The accounts that can sign in, by login, with their posts.
pub async fn logins(ctx: &Ctx) -> Answer<Vec<(String, String)>> {
    let mut work = ctx.look().await?;
    work.only_program()?;
    let rows =
        work.all(sql!("SELECT login, post FROM account WHERE state = 'active' ORDER BY id"), &[]).await?;
    rows.iter().map(|r| Ok((r.text("login")?, r.text("post")?))).collect()
}

/// Gives an account another password; for the demo, whose passwords are fresh at each start.
pub async fn renew_password(ctx: &Ctx, login: &str, password: &str) -> Answer<()> {
    let hash = password::hash(password.to_owned()).await?;
    change!(ctx, |work| {
        work.only_program()?;
        let now = work.now();
        let update = sql!("UPDATE account SET password_hash = $2, password_set_at = $3 WHERE login = $1");
        work.tx.run_one(update, args![fold(login), &hash, now]).await?;
        Ok(())
    })
}

impl Work {
    /// Refuses a person what only a task of the program may do.
    pub(crate) fn only_program(&self) -> Answer<()> {
        match self.actor() {
            Actor::Task(_) => Ok(()),
            Actor::Person(_) => Err(AppError::NotFound),
        }
    }
}

/// Makes the store ready for this program: the matrix of rights as rows. Run at each start.
pub async fn ready(ctx: &Ctx) -> Answer<()> {
    change!(ctx, |work| { crate::access::write_matrix(&mut work.tx).await })
}
