//! Sao lưu, phục hồi, xuất dữ liệu: files, compression and encryption around the use cases.

use crate::cli::{Backup, Restore};
use crate::clock::Clock;
use crate::config::Config;
use crate::{keys, open, say};
use age::x25519::{Identity, Recipient};
use anyhow::{Context as _, bail};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};
use vunggoc_app::export::{self, Copied};
use vunggoc_app::{Asked, Ctx, backup};

/// How an encrypted copy begins.
const ENCRYPTED: &[u8] = b"age-encryption.org/";

/// Copies the store while the server works. The file appears under its name only when it is whole.
pub(crate) async fn write(config: &Config, wish: &Backup) -> anyhow::Result<()> {
    let recipient = wish.to.as_deref().map(|to| {
        to.trim()
            .parse::<Recipient>()
            .map_err(|e| anyhow::anyhow!("Khóa công khai không đúng / Bad public key: {e}"))
    });
    let recipient = recipient.transpose()?;
    let ctx = task(config, "backup").await?;
    let part = Part::new(&wish.file)?;
    let file = BufWriter::new(part.file()?);
    let summary = match &recipient {
        Some(recipient) => {
            let recipients = std::iter::once(recipient as &dyn age::Recipient);
            let sealed = age::Encryptor::with_recipients(recipients)?.wrap_output(file)?;
            let mut lines = GzEncoder::new(sealed, Compression::default());
            let summary = backup::write(&ctx, &mut lines).await.map_err(say::error)?;
            lines.finish()?.finish()?.into_inner()?.sync_all()?;
            summary
        }
        None => {
            let mut lines = GzEncoder::new(file, Compression::default());
            let summary = backup::write(&ctx, &mut lines).await.map_err(say::error)?;
            lines.finish()?.into_inner()?.sync_all()?;
            summary
        }
    };
    part.keep(&wish.file)?;
    export::note(&ctx, Copied::Backup, summary.n_rows).await.map_err(say::error)?;
    let (n_rows, n_tables, file) = (summary.n_rows, summary.n_tables, wish.file.display());
    say::both(
        &format!("Đã sao lưu {n_rows} dòng của {n_tables} bảng vào {file}"),
        &format!("{n_rows} rows of {n_tables} tables copied to {file}"),
    );
    if recipient.is_none() {
        say::both(
            "Bản sao lưu không mã hóa, chỉ chủ tệp đọc được; muốn mã hóa: --to age1…",
            "the copy is not encrypted; to encrypt it: --to age1…",
        );
    }
    Ok(())
}

/// Fills an empty store from a copy, all or nothing.
pub(crate) async fn restore(config: &Config, wish: &Restore) -> anyhow::Result<()> {
    let opened = File::open(&wish.file)
        .with_context(|| format!("Không đọc được / Cannot read {}", wish.file.display()))?;
    let mut file = BufReader::new(opened);
    let encrypted = file.fill_buf()?.starts_with(ENCRYPTED);
    let plain: Box<dyn Read + Send> = match (encrypted, &wish.key) {
        (false, _) => Box::new(file),
        (true, Some(key)) => {
            let identity = read_identity(key)?;
            let sealed = age::Decryptor::new_buffered(file)?;
            let mut keys = std::iter::once(&identity as &dyn age::Identity);
            let opened = sealed.decrypt(&mut keys).map_err(|e| {
                anyhow::anyhow!("Khóa này không mở được bản sao lưu / This key does not open the copy: {e}")
            })?;
            Box::new(opened)
        }
        (true, None) => {
            bail!("Bản sao lưu được mã hóa: cần --key TỆP. / The copy is encrypted: --key FILE is needed.")
        }
    };
    let ctx = task(config, "restore").await?;
    let mut lines = BufReader::new(MultiGzDecoder::new(plain));
    let summary = backup::read(&ctx, &mut lines).await.map_err(say::error)?;
    let head = summary.head.map_or_else(|| "–".to_owned(), |(no, hash)| format!("{no} {hash}"));
    let (n_rows, n_tables) = (summary.n_rows, summary.n_tables);
    say::both(
        &format!("Đã phục hồi {n_rows} dòng của {n_tables} bảng; đầu chuỗi nhật ký: {head}"),
        &format!("{n_rows} rows of {n_tables} tables restored; head of the log: {head}"),
    );
    say::both("Nên kiểm tra tiếp: vunggoc verify audit", "check next: vunggoc verify audit");
    Ok(())
}

/// Everything as CSV and files.
pub(crate) async fn export(config: &Config, file: &Path) -> anyhow::Result<()> {
    let ctx = task(config, "export").await?;
    let part = Part::new(file)?;
    let mut out = part.file()?;
    let summary = export::write(&ctx, &mut out).await.map_err(say::error)?;
    out.sync_all()?;
    part.keep(file)?;
    export::note(&ctx, Copied::Export, summary.n_rows).await.map_err(say::error)?;
    let (n_rows, n_tables, n_files, file) =
        (summary.n_rows, summary.n_tables, summary.n_files, file.display());
    say::both(
        &format!("Đã xuất {n_rows} dòng của {n_tables} bảng và {n_files} tệp vào {file}"),
        &format!("{n_rows} rows of {n_tables} tables and {n_files} files written to {file}"),
    );
    Ok(())
}

/// Makes a key pair for encrypted copies; the private half stays in the file.
pub(crate) fn make_key(file: &Path) -> anyhow::Result<()> {
    use age::secrecy::ExposeSecret as _;
    let identity = Identity::generate();
    let public = identity.to_public();
    let text = format!("# public key: {public}\n{}\n", identity.to_string().expose_secret());
    keys::write_private(file, text.as_bytes())?;
    say::both("Khóa công khai, dùng với --to", "public key, for --to");
    say::line(&public.to_string());
    say::both(
        &format!("Khóa riêng ở {}; cất nơi khác máy chủ. Mất khóa là mất bản sao lưu.", file.display()),
        "keep the private key away from the server; without it the copies are lost",
    );
    Ok(())
}

fn read_identity(path: &Path) -> anyhow::Result<Identity> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("Không đọc được khóa / Cannot read the key {}", path.display()))?;
    let line = text.lines().map(str::trim).find(|l| l.starts_with("AGE-SECRET-KEY-"));
    let line = line.context("Không có khóa AGE-SECRET-KEY-… trong tệp / no AGE-SECRET-KEY-… in the file")?;
    line.parse().map_err(|e| anyhow::anyhow!("Khóa hỏng / Bad key: {e}"))
}

async fn task(config: &Config, name: &'static str) -> anyhow::Result<Ctx> {
    let clock = Clock::default();
    let app = open::app(config, clock, Asked::Required).await?;
    Ok(app.task(name, clock.request(name)))
}

/// A file that is being written; gone unless it is kept.
struct Part(PathBuf, Option<File>);

impl Part {
    fn new(wanted: &Path) -> anyhow::Result<Self> {
        if wanted.exists() {
            bail!("Tệp đã có, không ghi đè / The file exists: {}", wanted.display())
        }
        let path = wanted.with_added_extension("part");
        let _ = std::fs::remove_file(&path);
        let file = keys::new_private(&path)?;
        Ok(Self(path, Some(file)))
    }
    fn file(&self) -> anyhow::Result<File> {
        Ok(self.1.as_ref().context("part")?.try_clone()?)
    }
    fn keep(mut self, wanted: &Path) -> anyhow::Result<()> {
        self.1 = None;
        std::fs::rename(&self.0, wanted)?;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.1.take().is_some() {
            let _ = std::fs::remove_file(&self.0);
        }
    }
}
