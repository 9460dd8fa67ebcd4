//! What the program says on the terminal: Vietnamese first, English after it.

use std::io::Write as _;
use vunggoc_app::{AppError, Rule};

/// One line of output, in both languages.
pub(crate) fn both(vi: &str, en: &str) {
    line(&format!("{vi} / {en}"));
}

/// One line of output.
pub(crate) fn line(text: &str) {
    // A closed terminal is no reason to stop serving.
    let _ = writeln!(std::io::stdout(), "{text}");
    let _ = std::io::stdout().flush();
}

/// One line on standard error.
pub(crate) fn complaint(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// An error of a use case in words that an operator can act on.
pub(crate) fn error(error: AppError) -> anyhow::Error {
    match error {
        AppError::Broken(Rule::Said { code, about }) => anyhow::anyhow!("{}", rule(code, &about)),
        AppError::NotFound => anyhow::anyhow!("Không có số này trong kho. / No such number in the store."),
        AppError::Busy => {
            anyhow::anyhow!("Kho dữ liệu đang bận, hãy thử lại. / The store is busy, try again.")
        }
        AppError::Fault(fault) => anyhow::anyhow!("{fault}"),
        other => anyhow::anyhow!("{other}"),
    }
}

fn rule(code: &str, about: &str) -> String {
    match code {
        "restore-not-empty" => format!(
            "Kho đích không trống (bảng {about} đã có dữ liệu); chỉ phục hồi vào kho trống. / The store is not empty (table {about} has rows); restore only into an empty store."
        ),
        "backup-format" => format!(
            "Bản sao lưu thuộc dạng {about}, chương trình này không đọc được. / The copy has format {about}, which this program does not read."
        ),
        "backup-schema" => format!(
            "Bản sao lưu theo lược đồ khác ({about}); hãy phục hồi bằng đúng phiên bản đã tạo ra nó, rồi nâng cấp. / The copy has another schema ({about}); restore it with the version that made it, then upgrade."
        ),
        "backup-cut-off" => format!(
            "Bản sao lưu bị cắt cụt sau dòng {about}; chưa ghi gì vào kho. / The copy is cut off after line {about}; nothing was written."
        ),
        "backup-damaged" => format!(
            "Bản sao lưu bị hỏng hoặc bị sửa ở dòng {about}; chưa ghi gì vào kho. / The copy is damaged or altered at line {about}; nothing was written."
        ),
        "already-erased" => "Không còn nội dung nào để gỡ. / Nothing is left to erase.".to_owned(),
        other => format!("{other}: {about}"),
    }
}
