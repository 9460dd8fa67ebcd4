//! Cấu hình: a TOML file, then the environment; an unknown key in either is an error.
//!
//! Every key stands in [`KEYS`] with its default and its words; the sample file and the page in
//! `docs/operate/configuration.md` are compared with that list by tests.

use anyhow::{Context as _, bail};
use serde::Deserialize;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// One key.
pub(crate) struct Key {
    /// `section.key`.
    pub(crate) path: &'static str,
    /// As it would stand in the file; empty where the key is unset by default.
    pub(crate) default: &'static str,
    /// An example for a key without default.
    pub(crate) example: &'static str,
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
}

macro_rules! keys {
    ($($path:literal = $default:literal | $example:literal, $vi:literal, $en:literal;)*) => {
        /// Every key of the configuration.
        pub(crate) const KEYS: &[Key] =
            &[$(Key { path: $path, default: $default, example: $example, vi: $vi, en: $en }),*];
    };
}

keys! {
    "store.address" = "\"sqlite:vunggoc.db\"" | "\"postgres://vunggoc@localhost/vunggoc\"",
        "Kho dữ liệu: sqlite:TỆP hoặc postgres://…", "The store: sqlite:FILE or postgres://…";
    "store.connections" = "8" | "8", "Số kết nối nhiều nhất tới kho", "The most connections to the store";
    "listen.address" = "\"127.0.0.1:8080\"" | "\"0.0.0.0:8443\"",
        "Địa chỉ nghe; ngoài máy này (loopback) bắt buộc có TLS", "Where to listen; TLS is demanded on any address but loopback";
    "listen.name" = "" | "\"vunggoc.tinhuy.vn\"",
        "Tên máy chủ, dùng trong thông báo khóa và nhật ký", "Name of this server, for the lock and the log";
    "tls.certificate" = "" | "\"tls/cert.pem\"", "Chuỗi chứng thư TLS (PEM)", "TLS certificate chain (PEM)";
    "tls.key" = "" | "\"tls/key.pem\"", "Khóa riêng của chứng thư (PEM)", "Private key of the certificate (PEM)";
    "seal.key" = "\"seal.key\"" | "\"seal.key\"",
        "Khóa ký dấu niêm nhật ký (tạo ở lần chạy đầu, quyền 0600); để ngoài kho dữ liệu", "Key that signs the seals of the log (made at first start, mode 0600); outside the store";
    "anchor.folder" = "\"anchors\"" | "\"/mnt/anchors\"",
        "Nơi ghi đầu chuỗi nhật ký mỗi ngày; nên là đĩa khác hoặc máy khác", "Where the head of the log is written each day; better on another disk or machine";
    "mail.server" = "" | "\"smtps://mail.tinhuy.vn:465\"",
        "Máy chủ thư để nhắc việc (smtps://… hoặc smtp://…?tls=required); bỏ trống thì chỉ nhắc trên trang. Không dùng ở mạng LAN độc lập", "Mail server for reminders; unset: the page only. Never used on an isolated LAN";
    "mail.user" = "" | "\"vunggoc\"", "Tên đăng nhập máy chủ thư", "User name at the mail server";
    "mail.password" = "" | "\"…\"",
        "Mật khẩu máy chủ thư; nên đặt bằng biến môi trường VUNGGOC_MAIL_PASSWORD", "Password at the mail server; better by the environment";
    "mail.from" = "" | "\"vunggoc@tinhuy.vn\"", "Địa chỉ gửi", "From which address";
    "mail.link" = "" | "\"https://vunggoc.tinhuy.vn\"",
        "Địa chỉ của phần mềm, ghi trong thư; thư chỉ có đường dẫn, không có nội dung", "The address of these pages; a mail holds this link and no content";
    "log.format" = "\"text\"" | "\"json\"", "Nhật ký máy chủ: text hoặc json", "Server log: text or json";
    "log.filter" = "\"info\"" | "\"info,vunggoc_app=debug\"", "Mức ghi nhật ký máy chủ", "What the server log holds";
}

/// The configuration as read.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    pub(crate) store: StoreKeys,
    pub(crate) listen: ListenKeys,
    pub(crate) tls: TlsKeys,
    pub(crate) seal: SealKeys,
    pub(crate) anchor: AnchorKeys,
    pub(crate) mail: MailKeys,
    pub(crate) log: LogKeys,
    /// The folder that relative paths start from: that of the file.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct StoreKeys {
    pub(crate) address: String,
    pub(crate) connections: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ListenKeys {
    pub(crate) address: SocketAddr,
    pub(crate) name: Option<String>,
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TlsKeys {
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) key: Option<PathBuf>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SealKeys {
    pub(crate) key: PathBuf,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AnchorKeys {
    pub(crate) folder: PathBuf,
}

#[derive(Clone, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MailKeys {
    pub(crate) server: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) link: Option<String>,
}

impl std::fmt::Debug for MailKeys {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { server, user, from, link, .. } = self;
        f.debug_struct("MailKeys")
            .field("server", server)
            .field("user", user)
            .field("from", from)
            .field("link", link)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LogKeys {
    pub(crate) format: LogFormat,
    pub(crate) filter: String,
}

#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl Default for StoreKeys {
    fn default() -> Self {
        Self { address: "sqlite:vunggoc.db".into(), connections: 8 }
    }
}
impl Default for ListenKeys {
    fn default() -> Self {
        Self { address: SocketAddr::from(([127, 0, 0, 1], 8080)), name: None }
    }
}
impl Default for SealKeys {
    fn default() -> Self {
        Self { key: "seal.key".into() }
    }
}
impl Default for AnchorKeys {
    fn default() -> Self {
        Self { folder: "anchors".into() }
    }
}
impl Default for LogKeys {
    fn default() -> Self {
        Self { format: LogFormat::Text, filter: "info".into() }
    }
}

impl Config {
    /// Reads a file, if one is given, and the environment over it.
    pub(crate) fn read(
        file: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> anyhow::Result<Self> {
        let text = match file {
            Some(path) => std::fs::read_to_string(path)
                .with_context(|| format!("Không đọc được tệp cấu hình / Cannot read {}", path.display()))?,
            None => String::new(),
        };
        let folder = file.and_then(Path::parent).map(Path::to_path_buf).unwrap_or_default();
        Self::parse(&text, env, folder).with_context(|| match file {
            Some(path) => format!("Cấu hình chưa đúng / Bad configuration: {}", path.display()),
            None => "Cấu hình chưa đúng / Bad configuration".to_owned(),
        })
    }

    fn parse(
        text: &str,
        env: impl Iterator<Item = (String, String)>,
        folder: PathBuf,
    ) -> anyhow::Result<Self> {
        let mut table: toml::Table = text.parse()?;
        for (name, value) in env {
            let Some(rest) = name.strip_prefix("VUNGGOC_") else { continue };
            let known = KEYS.iter().find(|k| k.path.replace('.', "_").to_uppercase() == rest);
            let Some(key) = known else {
                bail!(
                    "Không có khóa cấu hình cho biến môi trường {name}. / No configuration key for the variable {name}."
                )
            };
            set(&mut table, key, value)?;
        }
        let mut config: Self = toml::Value::Table(table).try_into()?;
        config.folder = folder;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> anyhow::Result<()> {
        if self.tls.certificate.is_some() != self.tls.key.is_some() {
            bail!("Phải có cả tls.certificate và tls.key. / Both tls.certificate and tls.key are needed.")
        }
        Ok(())
    }

    /// Refuses plain http on any address but loopback.
    pub(crate) fn check_listen(&self) -> anyhow::Result<()> {
        if self.tls.certificate.is_none() && !self.listen.address.ip().is_loopback() {
            bail!(
                "Không phục vụ http không mã hóa ở {0}: đặt tls.certificate và tls.key (tạo bằng: vunggoc tls self-signed), hoặc nghe ở 127.0.0.1 sau máy chủ trung gian có TLS. / Plain http is refused on {0}: set tls.certificate and tls.key, or listen on 127.0.0.1 behind a TLS proxy.",
                self.listen.address
            )
        }
        Ok(())
    }

    /// A path of the configuration, from the folder of its file.
    pub(crate) fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The store's address, a relative SQLite file taken from the folder of the configuration.
    pub(crate) fn store_address(&self) -> String {
        match self.store.address.strip_prefix("sqlite:") {
            Some(path) => format!("sqlite:{}", self.path(Path::new(path)).display()),
            None => self.store.address.clone(),
        }
    }
}

fn set(table: &mut toml::Table, key: &Key, value: String) -> anyhow::Result<()> {
    let Some((section, name)) = key.path.split_once('.') else { return Ok(()) };
    let number = key.default.parse::<i64>().is_ok();
    let value = if number {
        let read = value.parse::<i64>();
        toml::Value::Integer(
            read.with_context(|| format!("{}: không phải số / not a number: {value}", key.path))?,
        )
    } else {
        toml::Value::String(value)
    };
    let section = table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
    if let toml::Value::Table(section) = section {
        section.insert(name.to_owned(), value);
    }
    Ok(())
}

/// A configuration file with every key, its words and its default.
pub(crate) fn sample() -> String {
    let mut out = String::from(
        "# Vững Gốc. Mọi khóa, với giá trị mặc định. / Every key, with its default.\n# Biến môi trường thay được từng khóa: VUNGGOC_<PHẦN>_<KHÓA>, ví dụ VUNGGOC_STORE_ADDRESS.\n# The environment overrides each: VUNGGOC_<SECTION>_<KEY>.\n",
    );
    let mut current = "";
    for key in KEYS {
        let Some((section, name)) = key.path.split_once('.') else { continue };
        if section != current {
            let _ = write!(out, "\n[{section}]\n");
            current = section;
        }
        let _ = writeln!(out, "# {}\n# {}", key.vi, key.en);
        match key.default {
            "" => drop(writeln!(out, "# {name} = {}", key.example)),
            default => drop(writeln!(out, "{name} = {default}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, env: &[(&str, &str)]) -> anyhow::Result<Config> {
        let env = env.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
        Config::parse(text, env.collect::<Vec<_>>().into_iter(), PathBuf::from("/etc/vunggoc"))
    }

    #[test]
    fn the_sample_is_the_default_and_every_key_in_it_reads() {
        let (sample, empty) = (read(&sample(), &[]).unwrap(), read("", &[]).unwrap());
        assert_eq!(format!("{sample:?}"), format!("{empty:?}"));
        let all: String = super::sample()
            .lines()
            .map(|l| {
                l.strip_prefix("# ")
                    .filter(|l| l.contains(" = ") && !l.contains(": "))
                    .unwrap_or(l)
                    .to_owned()
                    + "\n"
            })
            .collect();
        read(&all, &[]).unwrap();
    }

    #[test]
    fn an_unknown_key_is_an_error_in_file_and_environment() {
        assert!(read("[store]\nadress = 'x'", &[]).is_err());
        assert!(read("[stroe]\n", &[]).is_err());
        assert!(read("", &[("VUNGGOC_STORE_ADRESS", "x")]).is_err());
        assert!(read("", &[("HOME", "x")]).is_ok());
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let config = read(
            "[store]\nconnections = 3\n",
            &[("VUNGGOC_STORE_CONNECTIONS", "5"), ("VUNGGOC_LOG_FORMAT", "json")],
        );
        let config = config.unwrap();
        assert_eq!((config.store.connections, config.log.format), (5, LogFormat::Json));
        assert_eq!(config.store_address(), "sqlite:/etc/vunggoc/vunggoc.db");
        assert!(read("", &[("VUNGGOC_STORE_CONNECTIONS", "many")]).is_err());
    }

    #[test]
    fn plain_http_only_on_loopback() {
        let listen =
            |address: &str| read(&format!("[listen]\naddress = '{address}'"), &[]).unwrap().check_listen();
        assert!(listen("127.0.0.1:80").is_ok() && listen("[::1]:80").is_ok());
        assert!(listen("0.0.0.0:80").is_err() && listen("10.1.2.3:80").is_err());
        let tls = "[tls]\ncertificate = 'a'\nkey = 'b'\n[listen]\naddress = '0.0.0.0:443'";
        assert!(read(tls, &[]).unwrap().check_listen().is_ok());
        assert!(read("[tls]\ncertificate = 'a'", &[]).is_err());
    }

    #[test]
    fn the_documents_name_every_key() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operate");
        let page = std::fs::read_to_string(docs.join("configuration.md")).unwrap();
        for key in KEYS {
            assert!(page.contains(&format!("`{}`", key.path)), "configuration.md does not name {}", key.path);
        }
        let kept = std::fs::read_to_string(docs.join("vunggoc.toml")).unwrap();
        assert_eq!(
            kept,
            sample(),
            "docs/operate/vunggoc.toml: write it anew with `vunggoc config > docs/operate/vunggoc.toml`"
        );
    }
}
