//! Passwords: Argon2id with the library's parameters (19 MiB, two passes), on a thread of their own.

use crate::{Answer, AppError, Rule};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};

/// The fewest letters of a password.
pub const SHORTEST: usize = 12;

/// Whether a password may be used at all.
pub fn check(login: &str, password: &str) -> Answer<()> {
    let n = password.chars().count();
    let fit = (SHORTEST..=200).contains(&n) && !password.to_lowercase().contains(&login.to_lowercase());
    if fit { Ok(()) } else { Err(AppError::Broken(Rule::WeakPassword)) }
}

/// The hash to store.
pub async fn hash(password: String) -> Answer<String> {
    blocking(move || {
        let hash = Argon2::default().hash_password(password.as_bytes());
        hash.map(|h| h.to_string()).map_err(|e| AppError::fault(format!("password hash: {e}")))
    })
    .await
}

/// Whether a password fits a stored hash. Without a hash the same time is spent, so that nobody learns from the
/// time which names exist.
pub async fn fits(password: String, stored: Option<String>) -> Answer<bool> {
    blocking(move || {
        let Some(stored) = stored else {
            let _ = Argon2::default().hash_password(password.as_bytes());
            return Ok(false);
        };
        let hash =
            PasswordHash::new(&stored).map_err(|e| AppError::fault(format!("stored password hash: {e}")))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
    tokio::task::spawn_blocking(work).await.map_err(|e| AppError::fault(e.to_string()))?
}
