//! Thư điện tử: one short mail with a link and no content, by the office's own server.
//!
//! A mail without TLS is refused on any address but loopback. Deliberately not here: what somebody is told about, which
//! stands on the page behind the link, for those who sign in.

use crate::config::MailKeys;
use anyhow::{Context as _, bail};
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::time::Duration;
use vunggoc_app::pressing::outbox::PAGE;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way out: a server, from whom, and the address of these pages.
pub(crate) struct Route {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    link: String,
}

impl Route {
    /// The route of a configuration; none where no server is named.
    pub(crate) fn of(keys: &MailKeys) -> anyhow::Result<Option<Self>> {
        let Some(address) = &keys.server else { return Ok(None) };
        let (Some(from), Some(link)) = (&keys.from, &keys.link) else {
            bail!("mail.server cần có mail.from và mail.link. / mail.server needs mail.from and mail.link.")
        };
        if !is_safe(address) {
            bail!(
                "mail.server: chỉ gửi qua TLS (smtps://… hoặc smtp://…?tls=required), trừ địa chỉ trên máy này. / mail.server: only over TLS, except on this machine."
            )
        }
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::from_url(address)
            .with_context(|| "mail.server không đọc được / cannot be read")?
            .timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (&keys.user, &keys.password) {
            server = server.credentials(Credentials::new(user.clone(), password.clone()));
        }
        let from = from.parse().with_context(|| format!("mail.from: {from}"))?;
        Ok(Some(Self { server: server.build(), from, link: link.trim_end_matches('/').to_owned() }))
    }

    /// Sends one mail; why not, in the server's words.
    pub(crate) async fn send(&self, to: &str) -> Result<(), String> {
        let to: Mailbox = to.parse().map_err(|e| format!("{e}"))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject("Vững Gốc: có nội dung cần xem")
            .header(ContentType::TEXT_PLAIN)
            .body(self.words())
            .map_err(|e| format!("{e}"))?;
        self.server.send(message).await.map(drop).map_err(|e| format!("{e}"))
    }

    fn words(&self) -> String {
        let address = format!("{}{PAGE}", self.link);
        format!(
            "Đồng chí có nội dung cần xem trong phần mềm Vững Gốc. Đăng nhập để xem:\n{address}\n\nThư tự động, không trả lời. Nội dung không gửi qua thư điện tử.\n\nSomething waits for you. Sign in to see it; nothing is told by mail.\n"
        )
    }
}

/// Over TLS, or to this machine.
fn is_safe(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.rsplit_once('@').map_or(place, |(_, host)| host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let here = matches!(name, "127.0.0.1" | "localhost" | "[::1]");
    scheme == "smtps" || (scheme == "smtp" && (here || query.split('&').any(|q| q == "tls=required")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_over_tls_except_on_this_machine() {
        for safe in [
            "smtps://mail.mau.vn",
            "smtp://mail.mau.vn?tls=required",
            "smtp://127.0.0.1:25",
            "smtp://[::1]:25",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for open in
            ["smtp://mail.mau.vn", "smtp://mail.mau.vn?tls=opportunistic", "http://127.0.0.1", "mail.mau.vn"]
        {
            assert!(!is_safe(open), "{open}");
        }
        let keys = |server: &str| MailKeys {
            server: Some(server.into()),
            from: Some("vunggoc@mau.vn".into()),
            link: Some("https://vunggoc.mau.vn/".into()),
            ..MailKeys::default()
        };
        let route = Route::of(&keys("smtp://127.0.0.1:2525")).unwrap().unwrap();
        assert!(route.words().contains("\nhttps://vunggoc.mau.vn/today\n"));
        assert!(Route::of(&keys("smtp://mail.mau.vn")).is_err());
        assert!(Route::of(&MailKeys { from: None, ..keys("smtps://mail.mau.vn") }).is_err());
        assert!(Route::of(&MailKeys::default()).unwrap().is_none());
    }
}
