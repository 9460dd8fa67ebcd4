//! Văn bản PDF: its text, read in a process of its own.
//!
//! Invariants: whatever a file does to its reader (a panic, an endless loop, memory without end) ends that process and
//! nothing else; what is read goes through pipes and is written nowhere. Deliberately not here: pictures of text (a
//! scanned page has none), the layout of tables.

mod lines;

use lines::Placed;
use pdf_extract::{Document, OutputError, output_doc};
use std::io::{Read as _, Write as _};
use std::process::{ExitCode, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::Semaphore;
use vunggoc_web::PdfFault;

/// The most bytes of a file, and of the text in it.
const MOST: u64 = 25 << 20;

/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The most memory that the process may use.
#[cfg(unix)]
const MEMORY: u64 = 2 << 30;

/// Two at a time, so that a few uploads do not take all processors.
static PLACES: Semaphore = Semaphore::const_new(2);

/// The name of the hidden command that is the process of its own.
pub(crate) const COMMAND: &str = "read-pdf";

/// Reads a file in another process and waits for it, but not for ever.
pub(crate) async fn text(bytes: Vec<u8>) -> Result<String, PdfFault> {
    let place = PLACES.acquire().await;
    let out = tokio::time::timeout(PATIENCE, apart(bytes)).await;
    drop(place);
    out.unwrap_or(Err(PdfFault::TooHard))
}

async fn apart(bytes: Vec<u8>) -> Result<String, PdfFault> {
    let program = std::env::current_exe().map_err(|_| PdfFault::TooHard)?;
    let mut child = tokio::process::Command::new(program)
        .arg(COMMAND)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|_| PdfFault::TooHard)?;
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(PdfFault::TooHard);
    };
    let send = async move {
        // A reader that ends early closes its end; its status tells why.
        let _ = to.write_all(&bytes).await;
        drop(to);
    };
    let mut out = Vec::new();
    let receive = async {
        let mut from = from.take(MOST + 1);
        from.read_to_end(&mut out).await
    };
    let ((), received) = tokio::join!(send, receive);
    if received.is_err() || out.len() as u64 > MOST {
        return Err(PdfFault::TooHard);
    }
    let status = child.wait().await.map_err(|_| PdfFault::TooHard)?;
    let text = String::from_utf8(out).map_err(|_| PdfFault::TooHard)?;
    match status.code() {
        Some(0) if text.trim().is_empty() => Err(PdfFault::NoText),
        Some(0) => Ok(text),
        Some(LOCKED) => Err(PdfFault::Encrypted),
        Some(DAMAGED) => Err(PdfFault::Damaged),
        _ => Err(PdfFault::TooHard),
    }
}

const DAMAGED: i32 = 3;
const LOCKED: i32 = 4;

/// The process of its own: a file on standard input, its text on standard output.
pub(crate) fn run() -> ExitCode {
    bound_memory();
    // What goes wrong is told by the status; the words of a panic would name pieces of the file.
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MOST).read_to_end(&mut bytes);
    let fault = |code: i32| ExitCode::from(u8::try_from(code).unwrap_or(1));
    if read.is_err() {
        return fault(DAMAGED);
    }
    match extracted(&bytes) {
        Ok(text) => {
            let written = std::io::stdout().lock().write_all(joined(&text).as_bytes());
            if written.is_ok() { ExitCode::SUCCESS } else { fault(DAMAGED) }
        }
        Err(error) if error.to_string().to_lowercase().contains("crypt") => fault(LOCKED),
        Err(_) => fault(DAMAGED),
    }
}

fn extracted(bytes: &[u8]) -> Result<String, OutputError> {
    let mut document = Document::load_mem(bytes)?;
    if document.is_encrypted() {
        document.decrypt("")?;
    }
    let mut placed = Placed::default();
    output_doc(&document, &mut placed)?;
    Ok(placed.lines())
}

/// The reader parts lines by one line end and blocks by an empty line, with blanks at the ends of lines.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(line.trim());
        out.push('\n');
    }
    out
}

#[cfg(unix)]
fn bound_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where the system does not know the bound, the time and the size of the file remain.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) });
}

#[cfg(not(unix))]
fn bound_memory() {}
