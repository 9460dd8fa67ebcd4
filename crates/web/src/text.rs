//! Văn bản đưa vào: a text that is pasted, or that is read from a file that is brought.
//!
//! Invariants: it lives in the memory of one request; where a file came, what was pasted is not looked at; what cannot
//! be read is said beside its field, with what to do instead. Who may bring one is asked before.

use crate::error::WebError;
use crate::lang::Lang;
use crate::state::{PdfFault, WebState};
use vunggoc_app::file::{FILE_LIMIT, File, prose};
use vunggoc_app::import::ReadError;
use vunggoc_app::{AppError, Rule};

/// The most bytes of an upload: a file of 25 MiB, a pasted text and the fields around them.
pub(crate) const UPLOAD_LIMIT: usize = FILE_LIMIT + (8 << 20);

/// The most letters of one text: some three hundred pages.
const MOST_LETTERS: usize = 1_000_000;

/// Why there is no text: a problem of a field of the form.
pub(crate) struct Unread {
    /// `file` or `text`.
    pub(crate) field: &'static str,
    /// What is told beside it.
    pub(crate) said: String,
}

/// The file's text where one was sent, else what was pasted; lines end in one sign.
pub(crate) async fn text(
    state: &WebState,
    l: Lang,
    pasted: String,
    file: Option<File>,
) -> Result<Result<String, Unread>, WebError> {
    let (field, raw) = match file {
        Some(file) => match of_file(state, l, file).await? {
            Ok(text) => ("file", text),
            Err(said) => return Ok(Err(Unread { field: "file", said })),
        },
        None => ("text", pasted),
    };
    let text = plain(&raw);
    let said = if text.trim().is_empty() {
        l.t("Dán văn bản hoặc chọn tệp.", "Paste a text or choose a file.")
    } else if text.chars().count() > MOST_LETTERS {
        l.t(
            "Văn bản dài hơn 1.000.000 ký tự. Hãy tách thành nhiều phần.",
            "The text is longer than 1,000,000 letters. Split it.",
        )
    } else {
        return Ok(Ok(text));
    };
    Ok(Err(Unread { field, said: said.to_owned() }))
}

/// The text of a file; the inner error is what to tell.
async fn of_file(state: &WebState, l: Lang, file: File) -> Result<Result<String, String>, WebError> {
    if file.bytes.len() > FILE_LIMIT {
        return Ok(Err(l.t("Tệp lớn hơn 25 MB.", "The file is larger than 25 MB.").to_owned()));
    }
    if file.bytes.starts_with(b"%PDF") {
        return Ok((state.pdf)(file.bytes).await.map_err(|fault| of_pdf(l, fault).to_owned()));
    }
    match prose(file).await {
        Ok(text) => Ok(Ok(text)),
        Err(AppError::Broken(Rule::Sheet(error))) => Ok(Err(of_reading(l, &error))),
        Err(other) => Err(other.into()),
    }
}

/// Line ends as one sign, and blanks for signs that no document can carry.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    let odd = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    lines.replace(odd, " ")
}

fn of_pdf(l: Lang, fault: PdfFault) -> &'static str {
    match fault {
        PdfFault::NoText => l.t(
            "PDF này không có lớp chữ (bản chụp, bản quét). Hãy dán văn bản hoặc gửi bản DOCX.",
            "This PDF has no text (a scan). Paste the text or send the DOCX.",
        ),
        PdfFault::Encrypted => l.t(
            "PDF có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
            "The PDF has a password. Take it off and send it again.",
        ),
        PdfFault::Damaged => l.t(
            "PDF bị hỏng. Hãy gửi lại tệp gốc hoặc bản DOCX.",
            "The PDF is damaged. Send the original again, or the DOCX.",
        ),
        PdfFault::TooHard => l.t(
            "Không đọc được PDF này. Hãy dán văn bản hoặc gửi bản DOCX.",
            "This PDF cannot be read. Paste the text or send the DOCX.",
        ),
    }
}

fn of_reading(l: Lang, error: &ReadError) -> String {
    match error {
        ReadError::NotASpreadsheet { .. } => l
            .t(
                "Không đọc được loại tệp này. Nhận .docx, .pdf, .xlsx, .xls, .csv, .txt, .md; Word cũ (.doc) hãy lưu thành .docx.",
                "This kind of file cannot be read. .docx, .pdf, .xlsx, .xls, .csv, .txt, .md are taken; save old Word (.doc) as .docx.",
            )
            .to_owned(),
        other => crate::import::read_error(&l, other),
    }
}
