//! Accounts that the program itself makes: the first administrator, and the people of the sample.

use super::{Account, State, password};
use crate::event::{Entry, NOTHING, random};
use crate::{Answer, Ctx};
use vunggoc_core::access::Role;
use vunggoc_core::fold::fold;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, OPEN_END, Version};
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
    change!(ctx, |work| {
        let id: Id<Account> = work.next_id("account").await?;
        let facts = serde_json::json!({ "post": person.post });
        let entry =
            Entry { noun: "account", noun_id: id.number(), from: NOTHING, action: "make", unit: None, facts };
        let event = work.record(entry).await?;
        let now = work.now();
        work.run(
            sql!(
                "INSERT INTO account (id, login, shown_name, post, state, password_hash, password_set_at, password_set_by, version, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, 'program', $8, $9)"
            ),
            args![
                id.number(), fold(&person.login), &person.shown_name, &person.post, State::Active.tag(), &hash, now,
                Version::FIRST.0, event
            ],
        )
        .await?;
        for (role, unit) in &person.grants {
            let grant: Id<Role> = work.next_id("grant").await?;
            let facts = serde_json::json!({ "role": role.tag(), "account": id.number() });
            let entry = Entry {
                noun: "grant",
                noun_id: grant.number(),
                from: NOTHING,
                action: "grant",
                unit: *unit,
                facts,
            };
            let event = work.record(entry).await?;
            work.run(
                sql!(
                    "INSERT INTO access_grant (id, account_id, role, unit_id, from_on, until_on, version, event_id)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                ),
                args![
                    grant.number(), id.number(), role.tag(), unit.map(Id::number), person.from_on, OPEN_END,
                    Version::FIRST.0, event
                ],
            )
            .await?;
        }
        Ok(id)
    })
}

/// Makes the store ready for this program: the matrix of rights as rows. Run at each start.
pub async fn ready(ctx: &Ctx) -> Answer<()> {
    change!(ctx, |work| { crate::access::write_matrix(&mut work.tx).await })
}
