//! What an administrator looks at first: accounts, seals, copies. No data of the domain.

use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::access::{Action, needs_second_factor};
use vunggoc_db::{args, sql};

/// The state of the installation.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Overview {
    /// Accounts in use.
    pub n_active: i64,
    /// Accounts invited that never set a password.
    pub n_invited: i64,
    /// Accounts in use that owe a second factor and have none.
    pub n_without_factor: i64,
    /// Accounts in use without a grant that holds today.
    pub n_without_grant: i64,
    /// Number of the last seal.
    pub last_seal: Option<i64>,
    /// When it was made (UTC).
    pub last_seal_at: Option<String>,
    /// Events that wait for the sealer.
    pub n_unsealed: i64,
    /// When the last copy was begun (UTC).
    pub last_backup_at: Option<String>,
    /// Whole days since then; none where none was ever made.
    pub n_days_since_backup: Option<i64>,
}

/// Looks at the installation; only for who manages accounts.
pub async fn overview(ctx: &Ctx) -> Answer<Overview> {
    let accounts = super::list::list(ctx).await?;
    let mut work = ctx.look().await?;
    work.leave_anywhere(Action::ManageAccounts).await?;
    let now = work.now();
    let seal = work.maybe(sql!("SELECT no, at FROM seal ORDER BY no DESC LIMIT 1"), &[]).await?;
    let unsealed = work.one(sql!("SELECT COUNT(*) AS n FROM event WHERE seal_no IS NULL"), &[]).await?;
    let backup = sql!("SELECT MAX(at) AS at FROM event WHERE noun = 'copy' AND action = $1");
    let backup = work.one(backup, args!["backup"]).await?.opt_text("at")?;
    let since = backup.as_deref().and_then(|at| at.parse::<jiff::Timestamp>().ok());
    let in_use = || accounts.iter().filter(|a| a.state == "active");
    let owes = |a: &super::list::Line| {
        let roles = a.grants.iter().filter(|g| g.when == "present");
        let mut roles = roles.filter_map(|g| vunggoc_core::access::Role::from_tag(&g.role));
        !a.second_factor && roles.any(needs_second_factor)
    };
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Overview {
        n_active: n(in_use().count()),
        n_invited: n(accounts.iter().filter(|a| a.state == "invited").count()),
        n_without_factor: n(in_use().filter(|a| owes(a)).count()),
        n_without_grant: n(in_use().filter(|a| a.grants.iter().all(|g| g.when != "present")).count()),
        last_seal: seal.as_ref().map(|r| r.int("no")).transpose()?,
        last_seal_at: seal.as_ref().map(|r| r.text("at")).transpose()?,
        n_unsealed: unsealed.int("n")?,
        n_days_since_backup: since.map(|at| now.duration_since(at).as_hours() / 24),
        last_backup_at: backup,
    })
}
