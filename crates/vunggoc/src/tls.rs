//! Chứng thư tự ký: for a first start inside an office, until a certificate of the office's authority is there.

use crate::clock::Clock;
use crate::{keys, say};
use std::path::Path;

/// Makes `cert.pem` and `key.pem` in a folder; what is there is never overwritten. Good for two years.
pub(crate) fn self_signed(names: Vec<String>, folder: &Path, clock: Clock) -> anyhow::Result<()> {
    let today = clock.today();
    let day = |years: i16| {
        let (month, day) = (today.month().unsigned_abs(), today.day().unsigned_abs().min(28));
        rcgen::date_time_ymd(i32::from(today.year() + years), month, day)
    };
    let mut params = rcgen::CertificateParams::new(names.clone())?;
    params.not_before = day(0);
    params.not_after = day(2);
    params
        .distinguished_name
        .push(rcgen::DnType::CommonName, names.first().map_or("vunggoc", String::as_str));
    let key = rcgen::KeyPair::generate()?;
    let certificate = params.self_signed(&key)?;
    let (at, key_at) = (folder.join("cert.pem"), folder.join("key.pem"));
    keys::write_private(&key_at, key.serialize_pem().as_bytes())?;
    std::fs::write(&at, certificate.pem())?;
    say::both(
        &format!("Đã tạo {} và {} cho {}", at.display(), key_at.display(), names.join(", ")),
        "trusted by no browser until it is installed there",
    );
    say::line(&format!(
        "[tls]\ncertificate = {:?}\nkey = {:?}",
        at.display().to_string(),
        key_at.display().to_string()
    ));
    Ok(())
}
