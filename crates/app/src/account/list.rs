//! Danh sách tài khoản, as an administrator sees them: posts, roles and places, never data of the domain.

use super::Account;
use crate::{Answer, AppError, Ctx};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::{Id, OPEN_END};
use vunggoc_db::{Row, args, sql};

/// One account.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// Tên đăng nhập.
    pub login: String,
    /// Tên hiển thị.
    pub shown_name: String,
    /// Chức danh.
    pub post: String,
    /// invited, active or ended.
    pub state: String,
    /// When it last signed in (UTC).
    pub last_sign_in_at: Option<String>,
    /// Whether it has a second factor: yes or no.
    pub second_factor: bool,
    /// Living sessions.
    pub n_sessions: i64,
    /// Its version.
    pub version: i64,
    /// Its grants, those that hold today first.
    pub grants: Vec<GrantLine>,
}

/// One grant.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct GrantLine {
    /// Its number.
    pub id: i64,
    /// Vai trò.
    pub role: String,
    /// The unit's name today; none for the administrator.
    pub unit: Option<String>,
    /// The unit.
    pub unit_id: Option<i64>,
    /// From this day.
    pub from_on: String,
    /// Until before this day; none where it is open.
    pub until_on: Option<String>,
    /// past, present or future.
    pub when: String,
    /// Its version.
    pub version: i64,
}

/// All accounts, those in use first.
pub async fn list(ctx: &Ctx) -> Answer<Vec<Line>> {
    lines(ctx, None).await
}

/// One account.
pub async fn show(ctx: &Ctx, id: Id<Account>) -> Answer<Line> {
    lines(ctx, Some(id.number())).await?.into_iter().next().ok_or(AppError::NotFound)
}

async fn lines(ctx: &Ctx, id: Option<i64>) -> Answer<Vec<Line>> {
    let mut work = ctx.look().await?;
    work.leave_anywhere(Action::ManageAccounts).await?;
    let (now, today) = (work.now(), work.today());
    let accounts = work
        .all(
            sql!(
                "SELECT a.id, a.login, a.shown_name, a.post, a.state, a.last_sign_in_at, a.totp_secret, a.version,
                   (SELECT COUNT(*) FROM session s WHERE s.account_id = a.id AND s.ended_at IS NULL AND s.expires_at > $1) AS n_sessions
                 FROM account a WHERE (CAST($2 AS BIGINT) IS NULL OR a.id = $2)
                 ORDER BY CASE a.state WHEN 'active' THEN 0 WHEN 'invited' THEN 1 ELSE 2 END, a.login LIMIT 2000"
            ),
            args![now, id],
        )
        .await?;
    let grants = work
        .all(
            sql!(
                "SELECT g.id, g.account_id, g.role, g.unit_id, g.from_on, g.until_on, g.version, u.name AS unit
                 FROM access_grant g LEFT JOIN unit_spell u ON u.unit_id = g.unit_id AND u.from_on <= $1 AND u.until_on > $1
                 WHERE (CAST($2 AS BIGINT) IS NULL OR g.account_id = $2) ORDER BY g.until_on DESC, g.id"
            ),
            args![today, id],
        )
        .await?;
    let mut lines = accounts.iter().map(line).collect::<Answer<Vec<_>>>()?;
    for row in &grants {
        let of = row.int("account_id")?;
        if let Some(line) = lines.iter_mut().find(|l| l.id == of) {
            line.grants.push(grant(row, today)?);
        }
    }
    Ok(lines)
}

fn line(row: &Row) -> Answer<Line> {
    Ok(Line {
        id: row.int("id")?,
        login: row.text("login")?,
        shown_name: row.text("shown_name")?,
        post: row.text("post")?,
        state: row.text("state")?,
        last_sign_in_at: row.opt_text("last_sign_in_at")?,
        second_factor: row.opt_bytes("totp_secret")?.is_some(),
        n_sessions: row.int("n_sessions")?,
        version: row.int("version")?,
        grants: Vec::new(),
    })
}

fn grant(row: &Row, today: vunggoc_core::Date) -> Answer<GrantLine> {
    let (from_on, until_on) = (row.date("from_on")?, row.date("until_on")?);
    let when = match (from_on > today, until_on <= today) {
        (_, true) => "past",
        (true, false) => "future",
        (false, false) => "present",
    };
    Ok(GrantLine {
        id: row.int("id")?,
        role: row.text("role")?,
        unit: row.opt_text("unit")?,
        unit_id: row.opt_int("unit_id")?,
        from_on: from_on.to_string(),
        until_on: (until_on != OPEN_END).then(|| until_on.to_string()),
        when: when.to_owned(),
        version: row.int("version")?,
    })
}

/// A unit on which a role can be granted: its name and the one above, nothing else.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Place {
    /// Its number.
    pub id: i64,
    /// Its name today.
    pub name: String,
    /// The name of the unit above, today.
    pub above: Option<String>,
}

/// Units by name, for a grant; the highest first.
pub async fn places(ctx: &Ctx, text: &str) -> Answer<Vec<Place>> {
    let mut work = ctx.look().await?;
    work.leave_anywhere(Action::ManageAccounts).await?;
    let like = format!("%{}%", vunggoc_core::fold::fold(text).replace(['%', '_', '\\'], " "));
    let today = work.today();
    let rows = work
        .all(
            sql!(
                "SELECT s.unit_id, s.name, p.name AS above,
                   (SELECT COUNT(*) FROM unit_path q WHERE q.descendant_id = s.unit_id AND q.from_on <= $1 AND q.until_on > $1) AS depth
                 FROM unit_spell s LEFT JOIN unit_spell p ON p.unit_id = s.parent_id AND p.from_on <= $1 AND p.until_on > $1
                 WHERE s.from_on <= $1 AND s.until_on > $1 AND s.name_folded LIKE $2 ORDER BY depth, s.name_sort, s.unit_id LIMIT 30"
            ),
            args![today, like],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Place { id: row.int("unit_id")?, name: row.text("name")?, above: row.opt_text("above")? })
    };
    rows.iter().map(read).collect()
}
