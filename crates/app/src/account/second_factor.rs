//! Xác thực hai lớp: time-based one-time codes (RFC 6238, SHA-1, six digits, 30 seconds), for those who administer
//! and those who record decisions.
//!
//! A session that owes its second factor has no leave for anything else (see `Gate` in `ctx.rs`). A code counts
//! once: its step must be later than the last step that was used. Guessing is slowed down by account.

use super::{Account, Token, session};
use crate::event::{Entry, random};
use crate::{Answer, App, AppError, Ctx, Refusal, Request, Rule, Work};
use vunggoc_core::{Id, Version};
use vunggoc_db::{Row, args, sql};

/// Who issues the codes, as the app on the phone shows it.
const ISSUER: &str = "Vung Goc";

/// What the person types or scans into the app on his phone. Shown to him alone, never logged.
#[derive(Clone)]
pub struct SetUp {
    /// The secret in groups of four letters.
    pub secret: String,
    /// The same as an address (`otpauth://…`), for a QR picture.
    pub uri: String,
}

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SetUp(…)")
    }
}

/// Begins the set-up, or shows again the one that was begun.
pub async fn begin(app: &App, token: &Token, request: Request) -> Answer<SetUp> {
    let ctx = app.task("second-factor", Request { once: None, ..request.clone() });
    let account = owner(app, token, request).await?;
    let fresh = random::<20>()?.to_vec();
    let text: String = change!(&ctx, |work| {
        let row = work.factor(account).await?;
        if row.opt_bytes("totp_secret")?.is_some() {
            return Err(AppError::Broken(Rule::Said { code: "second-factor-there", about: String::new() }));
        }
        let secret = match row.opt_bytes("totp_pending")? {
            Some(begun) => begun,
            None => {
                let update = sql!("UPDATE account SET totp_pending = $2 WHERE id = $1");
                work.run(update, args![account.number(), fresh.clone()]).await?;
                fresh.clone()
            }
        };
        Ok(format!("{} {}", base32(&secret), row.text("login")?))
    })?;
    let (secret, login) = text.split_once(' ').unwrap_or((&text, ""));
    let label: String = login.chars().filter(char::is_ascii_alphanumeric).collect();
    let issuer = ISSUER.replace(' ', "%20");
    let uri = format!(
        "otpauth://totp/{issuer}:{label}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
    );
    Ok(SetUp { secret: in_fours(secret), uri })
}

/// Ends the set-up with the first code; the session has then shown its second factor.
pub async fn confirm(app: &App, token: &Token, code: &str, request: Request) -> Answer<()> {
    settle(app, token, code, Stage::SetUp, request).await
}

/// Shows the second factor of an account that has one.
pub async fn show(app: &App, token: &Token, code: &str, request: Request) -> Answer<()> {
    settle(app, token, code, Stage::Show, request).await
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    SetUp,
    Show,
}

async fn settle(app: &App, token: &Token, code: &str, stage: Stage, request: Request) -> Answer<()> {
    let account = owner(app, token, request.clone()).await?;
    let ctx = app.task("second-factor", Request { once: None, ..request });
    let about = [format!("second-factor:{account}")];
    ctx.look().await?.wait_for(&about[0]).await?;
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let fits: i64 = change!(&ctx, |work| {
        let row = work.factor(account).await?;
        let Some(step) = step_of(&row, &code, stage, work.now())? else { return Ok(0) };
        match stage {
            Stage::SetUp => work.adopt_factor(account, &row, step).await?,
            Stage::Show => {
                // Two requests with one code: only the first still finds an earlier step.
                let update = sql!(
                    "UPDATE account SET totp_last_step = $2 WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)"
                );
                if work.run(update, args![account.number(), step]).await? != 1 {
                    return Ok(0);
                }
            }
        }
        work.run(
            sql!("UPDATE session SET second_factor = 'shown' WHERE token_hash = $1"),
            args![token.hash()],
        )
        .await?;
        work.forget_failures(&about).await?;
        Ok(1)
    })?;
    if fits == 1 {
        return Ok(());
    }
    change!(&ctx, |work| { work.note_failure(&about[0]).await })?;
    Err(AppError::Refused(Refusal::SecondFactor))
}

/// The step of a code that fits and was not used yet.
fn step_of(row: &Row, code: &str, stage: Stage, now: jiff::Timestamp) -> Answer<Option<i64>> {
    let column = if stage == Stage::SetUp { "totp_pending" } else { "totp_secret" };
    let Some(secret) = row.opt_bytes(column)? else { return Ok(None) };
    let totp = totp_rs::Builder::new().with_secret(secret).build();
    let totp = totp.map_err(|e| AppError::fault(format!("second factor: {e}")))?;
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let step = totp.check(code, seconds).and_then(|s| i64::try_from(s).ok());
    let last = row.opt_int("totp_last_step")?.unwrap_or(-1);
    Ok(step.filter(|s| *s > last))
}

/// Whose session a token is, while it lives.
async fn owner(app: &App, token: &Token, request: Request) -> Answer<Id<Account>> {
    match session::find(app, token, request).await? {
        session::Found::Alive(found) => Ok(found.1.account),
        _ => Err(AppError::NotFound),
    }
}

impl Work {
    async fn factor(&mut self, account: Id<Account>) -> Answer<Row> {
        let row = sql!(
            "SELECT login, totp_secret, totp_pending, totp_last_step, version FROM account WHERE id = $1"
        );
        self.one(row, args![account.number()]).await
    }

    async fn adopt_factor(&mut self, account: Id<Account>, row: &Row, step: i64) -> Answer<()> {
        let seen = Version(row.int("version")?);
        let entry = Entry {
            noun: "account",
            noun_id: account.number(),
            from: seen,
            action: "set-up-second-factor",
            unit: None,
            facts: serde_json::json!({}),
        };
        let event = self.record(entry).await?;
        self.run(
            sql!(
                "UPDATE account SET totp_secret = totp_pending, totp_pending = NULL, totp_last_step = $2, version = $3, event_id = $4
                 WHERE id = $1"
            ),
            args![account.number(), step, seen.next().0, event],
        )
        .await?;
        Ok(())
    }
}

/// Gives up the second factor of the one who asks, if no role of his needs one; he must show it first.
pub async fn give_up(ctx: &Ctx) -> Answer<()> {
    let account: Id<Account> = Id::new(ctx.actor().number());
    change!(ctx, |work| {
        let row = work.factor(account).await?;
        let seen = Version(row.int("version")?);
        let entry = Entry {
            noun: "account",
            noun_id: account.number(),
            from: seen,
            action: "give-up-second-factor",
            unit: None,
            facts: serde_json::json!({}),
        };
        let event = work.record(entry).await?;
        work.clear_factor(account, seen.next(), event).await
    })
}

impl Work {
    /// Forgets a second factor; the account must set one up again if a role of it needs one.
    pub(crate) async fn clear_factor(
        &mut self,
        account: Id<Account>,
        version: Version,
        event: crate::event::EventId,
    ) -> Answer<()> {
        self.run(
            sql!(
                "UPDATE account SET totp_secret = NULL, totp_pending = NULL, totp_last_step = NULL, version = $2, event_id = $3
                 WHERE id = $1"
            ),
            args![account.number(), version.0, event],
        )
        .await?;
        Ok(())
    }
}

fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut out, mut held, mut n_bits) = (String::new(), 0_u32, 0_u32);
    let mut letter = |five: u32| out.push(LETTERS.get((five & 31) as usize).copied().map_or('A', char::from));
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        n_bits += 8;
        while n_bits >= 5 {
            n_bits -= 5;
            letter(held >> n_bits);
        }
        held &= (1 << n_bits) - 1;
    }
    if n_bits > 0 {
        letter(held << (5 - n_bits));
    }
    out
}

fn in_fours(text: &str) -> String {
    let mut out = String::new();
    for (place, letter) in text.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base32, in_fours};

    #[test]
    fn base32_as_in_rfc_4648() {
        let given = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let wanted = ["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"];
        assert_eq!(given.map(|g| base32(g.as_bytes())), wanted);
        assert_eq!(in_fours("MZXW6YTBOI"), "MZXW 6YTB OI");
    }
}
