//! Kiểm tra số liệu trong văn bản: `vunggoc audit-figures`.
//!
//! Invariants: a text is held in memory only; the exit status is 2 where a file could not be read, else 1 where some
//! claim accuses, else 0.

use crate::cli::{AuditFigures, Tongue};
use crate::{pdf, say};
use std::io::{IsTerminal as _, Read as _};
use std::path::Path;
use std::process::ExitCode;
use vunggoc_figures::{Audit, Colours, Encoding, Language, audit, json, terminal};
use vunggoc_sheets::{Guess, Limits, ReadError, prose};
use vunggoc_web::PdfFault;

/// One file of the command line.
struct Seen {
    name: String,
    outcome: Result<Audit, String>,
}

impl Seen {
    /// A text in an old encoding was read and could not be understood.
    fn is_read(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|a| a.encoding == Encoding::Unicode)
    }
}

pub(crate) async fn run(wish: AuditFigures) -> ExitCode {
    let mut seen = Vec::new();
    for file in &wish.files {
        let outcome = text(file).await.map(|text| audit(&text));
        seen.push(Seen { name: file.display().to_string(), outcome });
    }
    for one in &seen {
        if let Err(said) = &one.outcome {
            say::complaint(&format!("{}: {said}", one.name));
        }
    }
    if wish.json {
        print_json(&seen);
    } else {
        print_words(&seen, wish.lang);
    }
    status(&seen)
}

fn status(seen: &[Seen]) -> ExitCode {
    if !seen.iter().all(Seen::is_read) {
        return ExitCode::from(2);
    }
    let accuses = seen.iter().any(|one| one.outcome.as_ref().is_ok_and(Audit::accuses));
    ExitCode::from(u8::from(accuses))
}

/// One object for one file; for several an array, each object beginning with the name of its file.
fn print_json(seen: &[Seen]) {
    if let [one] = seen {
        if let Ok(audit) = &one.outcome {
            say::line(&json(audit));
        }
        return;
    }
    let objects: Vec<String> = seen.iter().map(named).collect();
    say::line(&format!("[{}]", objects.join(",\n")));
}

fn named(one: &Seen) -> String {
    let name = serde_json::Value::from(one.name.as_str());
    match &one.outcome {
        Ok(audit) => format!("{{\"file\":{name},{}", json(audit).trim_start_matches('{')),
        Err(said) => format!("{{\"file\":{name},\"error\":{}}}", serde_json::Value::from(said.as_str())),
    }
}

fn print_words(seen: &[Seen], lang: Tongue) {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let colours = if std::io::stdout().is_terminal() && !plain { Colours::On } else { Colours::Off };
    let language = match lang {
        Tongue::Vi => Language::Vietnamese,
        Tongue::En => Language::English,
    };
    for one in seen {
        if seen.len() > 1 {
            say::line(&format!("== {}", one.name));
        }
        if let Ok(audit) = &one.outcome {
            say::line(terminal(audit, colours, language).trim_end());
        }
    }
}

/// The text of a file; `-` is the standard input.
async fn text(path: &Path) -> Result<String, String> {
    let limits = Limits::default();
    let bytes = bytes(path, limits.n_bytes).map_err(|e| e.to_string())?;
    if bytes.starts_with(b"%PDF") {
        if bytes.len() as u64 > limits.n_bytes {
            return Err(of_reading(&ReadError::TooLarge {
                n_bytes: bytes.len() as u64,
                limit: limits.n_bytes,
            }));
        }
        return pdf::text(bytes).await.map_err(|fault| of_pdf(fault).to_owned());
    }
    prose(&bytes, &path.to_string_lossy(), &limits).map_err(|error| of_reading(&error))
}

fn bytes(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(most + 1).read_to_end(&mut out)?;
    } else {
        std::fs::File::open(path)?.take(most + 1).read_to_end(&mut out)?;
    }
    Ok(out)
}

fn of_pdf(fault: PdfFault) -> &'static str {
    match fault {
        PdfFault::NoText => "PDF không có lớp chữ (bản chụp, bản quét). / The PDF has no text (a scan).",
        PdfFault::Encrypted => "PDF có mật khẩu. / The PDF has a password.",
        PdfFault::Damaged => "PDF bị hỏng. / The PDF is damaged.",
        PdfFault::TooHard => {
            "Không đọc được PDF này; hãy lưu thành DOCX. / This PDF cannot be read; save it as DOCX."
        }
    }
}

fn of_reading(error: &ReadError) -> String {
    let words = match error {
        ReadError::TooLarge { .. } => "Tệp lớn hơn 25 MB. / The file is larger than 25 MB.",
        ReadError::TooMany { .. } => "Tệp có quá nhiều nội dung. / The file holds too much.",
        ReadError::Bomb { .. } => "Tệp nở ra lớn bất thường khi mở. / The file unpacks to an abnormal size.",
        ReadError::Truncated => "Tệp bị cắt cụt. / The file is cut off.",
        ReadError::Encrypted => "Tệp có mật khẩu. / The file has a password.",
        ReadError::NotASpreadsheet { guess: Guess::Nothing } => "Tệp trống. / The file is empty.",
        ReadError::NotASpreadsheet { guess: Guess::Doc } => {
            "Word cũ (.doc); hãy lưu thành .docx. / Old Word (.doc); save it as .docx."
        }
        ReadError::NotASpreadsheet { .. } => {
            "Chỉ đọc .txt, .docx, .pdf, .xlsx, .xls, .csv, .md. / Only .txt, .docx, .pdf, .xlsx, .xls, .csv, .md are read."
        }
        ReadError::Malformed { .. } | ReadError::NoSuchSheet { .. } => "Tệp bị hỏng. / The file is damaged.",
    };
    words.to_owned()
}
