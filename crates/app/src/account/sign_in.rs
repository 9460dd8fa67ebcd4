//! Đăng nhập: name and password, slowed down after failures, by name and by address.

use super::{Account, Token, password, session};
use crate::{Answer, App, AppError, Refusal, Request, Work};
use jiff::{SignedDuration, Timestamp};
use vunggoc_core::Id;
use vunggoc_core::fold::fold;
use vunggoc_db::{args, sql};

/// What was typed.
#[derive(Clone)]
pub struct Attempt {
    /// Tên đăng nhập.
    pub login: String,
    /// Mật khẩu.
    pub password: String,
    /// Where it comes from.
    pub from_address: String,
}

/// Failures that cost nothing.
const FREE: i64 = 4;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 900;

/// Signs a person in, or refuses without saying whether the name or the password was wrong.
pub async fn sign_in(app: &App, attempt: Attempt, request: Request) -> Answer<Token> {
    let ctx = app.task("sign-in", Request { once: None, ..request });
    let login = fold(&attempt.login);
    let about = [format!("login:{login}"), format!("address:{}", attempt.from_address)];
    let account = {
        let mut work = ctx.look().await?;
        for key in &about {
            work.wait_for(key).await?;
        }
        let known = sql!("SELECT id, password_hash FROM account WHERE login = $1 AND state = 'active'");
        work.maybe(known, args![&login]).await?
    };
    let stored = account.as_ref().map(|r| r.opt_text("password_hash")).transpose()?.flatten();
    let fits = password::fits(attempt.password.clone(), stored).await?;
    match account.filter(|_| fits) {
        Some(row) => {
            let id: Id<Account> = Id::new(row.int("id")?);
            let token = change!(&ctx, |work| {
                work.forget_failures(&about).await?;
                let token = session::open(work, id, &attempt.from_address).await?;
                let seen = sql!("UPDATE account SET last_sign_in_at = $2 WHERE id = $1");
                work.run(seen, args![id.number(), work.now()]).await?;
                Ok(token.reveal().to_owned())
            })?;
            Ok(Token::from_cookie(&token))
        }
        None => {
            change!(&ctx, |work| {
                for key in &about {
                    work.note_failure(key).await?;
                }
                Ok(())
            })?;
            Err(AppError::Refused(Refusal::SignIn))
        }
    }
}

/// Seconds to wait after so many failures: 1, 2, 4, … up to a quarter of an hour.
fn wait_after(n_failures: i64) -> i64 {
    match n_failures - FREE {
        n if n <= 0 => 0,
        n => 1_i64
            .checked_shl(u32::try_from(n - 1).unwrap_or(10).min(10))
            .unwrap_or(LONGEST_WAIT)
            .min(LONGEST_WAIT),
    }
}

impl Work {
    pub(crate) async fn wait_for(&mut self, key: &str) -> Answer<()> {
        let known = sql!("SELECT n_failures, last_at FROM sign_in_failure WHERE about = $1");
        let Some(row) = self.maybe(known, args![key]).await? else { return Ok(()) };
        let until = later(row.instant("last_at")?, wait_after(row.int("n_failures")?));
        let left = until.duration_since(self.now()).as_secs();
        if left > 0 { Err(AppError::Refused(Refusal::SlowDown { wait: left })) } else { Ok(()) }
    }

    pub(crate) async fn note_failure(&mut self, key: &str) -> Answer<()> {
        let (now, yesterday) = (self.now(), later(self.now(), -86_400));
        self.run(sql!("DELETE FROM sign_in_failure WHERE last_at < $1"), args![yesterday]).await?;
        self.run(
            sql!(
                "INSERT INTO sign_in_failure (about, n_failures, last_at) VALUES ($1, 1, $2)
                 ON CONFLICT (about) DO UPDATE SET n_failures = sign_in_failure.n_failures + 1, last_at = $2"
            ),
            args![key, now],
        )
        .await?;
        Ok(())
    }

    pub(crate) async fn forget_failures(&mut self, keys: &[String]) -> Answer<()> {
        for key in keys {
            self.run(sql!("DELETE FROM sign_in_failure WHERE about = $1"), args![key]).await?;
        }
        Ok(())
    }
}

fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::wait_after;

    #[test]
    fn waits_grow_and_end() {
        assert_eq!([0, 4, 5, 6, 8, 14, 15, 1000].map(wait_after), [0, 0, 1, 2, 8, 512, 900, 900]);
    }
}
