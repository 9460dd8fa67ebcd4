//! What every request shares: the use cases, the clock, the rules, and which installation this is.

use jiff::Timestamp;
use std::pin::Pin;
use std::sync::Arc;
use vunggoc_app::rules::Rules;
use vunggoc_app::{App, Request};
use vunggoc_core::Date;

/// Which of the two declared installations this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installation {
    /// Mạng thường – không nhập bí mật nhà nước.
    Connected,
    /// Mạng LAN độc lập.
    IsolatedLan,
}

/// The clock of the program: the instant and the business date.
pub type Clock = Arc<dyn Fn() -> (Timestamp, Date) + Send + Sync>;

/// What came of reading a PDF.
pub type PdfText = Pin<Box<dyn Future<Output = Result<String, PdfFault>> + Send>>;

/// Reads the text of a PDF; the binary runs it in a process of its own.
pub type PdfReader = Arc<dyn Fn(Vec<u8>) -> PdfText + Send + Sync>;

/// Why a PDF gave no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfFault {
    /// It holds pictures of pages only.
    NoText,
    /// It is protected by a password.
    Encrypted,
    /// It does not parse.
    Damaged,
    /// It asks for more time or memory than a text may.
    TooHard,
}

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct WebState {
    /// The use cases.
    pub app: App,
    /// The clock; the binary holds the one real one.
    pub clock: Clock,
    /// The rules in force.
    pub rules: Arc<Rules>,
    /// Which installation.
    pub installation: Installation,
    /// Whether the units are the invented ones of the sample.
    pub data: Data,
    /// The reader of PDF files.
    pub pdf: PdfReader,
    /// Whether cookies may only travel over TLS.
    pub transport: Transport,
}

/// Whose units these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// Dữ liệu mẫu: every unit is invented.
    Sample,
    /// The office's own.
    Own,
}

/// How the pages travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Over TLS: cookies are marked Secure.
    Tls,
    /// Plain, on loopback only.
    Loopback,
}

impl WebState {
    /// A request with its number and clocks.
    pub(crate) fn request(&self, id: String) -> Request {
        let (now, today) = (self.clock)();
        Request { id, now, today, once: None }
    }
}
