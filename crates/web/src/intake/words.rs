//! Words for workbooks that came back and for what can be wrong with them.

use crate::lang::Lang;

/// How a workbook stands.
pub(super) fn standing(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "ready" => l.t("Ghi được", "Can be written"),
        "same" => l.t("Không có gì mới", "Nothing new"),
        "written" => l.t("Đã ghi", "Written"),
        "mismatched" => l.t("Không khớp", "Mismatched"),
        _ => l.t("Không đọc được", "Cannot be read"),
    }
}

/// The class of the badge of a standing.
pub(super) fn badge(tag: &str) -> &'static str {
    match tag {
        "ready" => "running",
        "same" => "ended",
        "written" => "done",
        "mismatched" => "returned",
        _ => "late",
    }
}

/// What is wrong with a workbook, by its code.
pub(super) fn flaw(l: &Lang, code: &str) -> &'static str {
    match code {
        "too-large" => l.t("tệp lớn hơn 25 MB", "the file is larger than 25 MB"),
        "too-many" => l.t("quá nhiều tệp, trang tính, dòng hoặc ô", "too many files, sheets, rows or cells"),
        "bomb" => l.t(
            "tệp nở ra lớn bất thường khi mở; không đọc để bảo đảm an toàn",
            "it unpacks to an abnormal size; it is not read, for safety",
        ),
        "truncated" => {
            l.t("tệp bị cắt cụt; hãy gửi lại tệp gốc", "the file is cut off; send the original again")
        }
        "not-a-spreadsheet" => l.t("không phải là tệp biểu .xlsx", "no .xlsx workbook"),
        "encrypted" => l.t("tệp có mật khẩu; hãy bỏ mật khẩu", "the file has a password; take it off"),
        "malformed" => l.t("tệp bị hỏng", "the file is damaged"),
        "no-identity" => l.t(
            "không phải là biểu do phần mềm phát ra; tệp tự lập thì nhập ở “Nhập từ tệp bảng tính”",
            "no form that was sent out; a table of one's own goes through “Import a spreadsheet”",
        ),
        "other-form" => l.t("là biểu khác", "it is another form"),
        "other-period" => l.t("là kỳ khác", "it is of another period"),
        "other-unit" => l.t(
            "tổ chức không phải gửi biểu này trong kỳ, hoặc ngoài phạm vi được phân quyền",
            "the unit is not asked for this form, or lies outside of what you were granted",
        ),
        "no-keys" => l.t("không còn dòng mã của các cột", "the row with the keys of the columns is gone"),
        "column-unknown" => l.t("cột không thuộc biểu này", "a column that is not of this form"),
        "column-missing" => l.t("thiếu cột", "a column is missing"),
        "head-changed" => {
            l.t("tiêu đề cột đã bị sửa (trong tệp ≠ của biểu)", "a locked head was changed (file ≠ form)")
        }
        "row-unknown" => {
            l.t("dòng không thuộc biểu của tổ chức này", "a row that is not of this unit's form")
        }
        "row-missing" => l.t("thiếu dòng của", "the row is missing of"),
        "row-name" => l.t("tên ở đầu dòng đã bị sửa", "the name of the row was changed"),
        "row-without-key" => l.t("số liệu ở dòng không có mã", "figures in a row without a key"),
        "dash" => l.t("“-” được coi là chưa có số liệu", "“-” is taken as missing"),
        "blank-kept" => l.t(
            "ô để trống; số liệu đang có được giữ nguyên của",
            "left blank; the figure that is there stays, of",
        ),
        "before-sent-back" => l.t(
            "ngày nhận trước ngày báo cáo bị trả lại",
            "it came before the day on which the return was sent back",
        ),
        "empty" => l.t("chưa có số liệu nào", "it holds no figure"),
        "twin" => {
            l.t("có tệp khác của cùng tổ chức; chỉ chọn một", "another file of the same unit; choose one")
        }
        other => crate::import::problem(l, other),
    }
}
