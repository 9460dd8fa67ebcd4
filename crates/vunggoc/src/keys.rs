//! Khóa: files that only their owner may read.

use anyhow::Context as _;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

/// The key of the seals; made at the first start.
pub(crate) fn seal_key(path: &Path) -> anyhow::Result<SigningKey> {
    if !path.exists() {
        let mut seed = [0_u8; 32];
        getrandom::fill(&mut seed).map_err(|e| anyhow::anyhow!("{e}"))?;
        let key = SigningKey::from_bytes(&seed);
        write_private(path, key.to_pkcs8_pem(LineEnding::LF)?.as_bytes())?;
        let public = key.verifying_key().to_public_key_pem(LineEnding::LF)?;
        std::fs::write(path.with_added_extension("pub"), public)?;
        return Ok(key);
    }
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("Không đọc được khóa niêm / Cannot read the seal key {}", path.display()))?;
    SigningKey::from_pkcs8_pem(&text)
        .map_err(|e| anyhow::anyhow!("Khóa niêm hỏng / Bad seal key {}: {e}", path.display()))
}

/// Makes a file that only its owner may read; one that exists is never overwritten.
pub(crate) fn new_private(path: &Path) -> anyhow::Result<File> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).read(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| format!("Không tạo được tệp / Cannot make {}", path.display()))
}

/// Writes a whole file that only its owner may read.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = new_private(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seal_key_is_made_once_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/seal.key");
        let first = seal_key(&path).unwrap();
        assert_eq!(first.to_bytes(), seal_key(&path).unwrap().to_bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(write_private(&path, b"x").is_err(), "a key is never overwritten");
        std::fs::write(&path, "x").unwrap();
        assert!(seal_key(&path).is_err());
    }
}
