//! Words for what can be wrong with a file and with its cells.

use crate::lang::Lang;
use vunggoc_app::import::{Guess, ReadError};

/// What is wrong with a file.
pub(crate) fn read_error(l: &Lang, error: &ReadError) -> String {
    let text = match error {
        ReadError::TooLarge { .. } => l.t(
            "Tệp lớn hơn 25 MB. Hãy tách thành nhiều tệp hoặc bỏ hình ảnh trong tệp.",
            "The file is larger than 25 MB. Split it, or take pictures out of it.",
        ),
        ReadError::TooMany { .. } => l.t(
            "Tệp có quá nhiều trang tính, dòng hoặc ô. Hãy tách thành nhiều tệp.",
            "The file has too many sheets, rows or cells. Split it.",
        ),
        ReadError::Bomb { .. } => l.t(
            "Tệp nở ra lớn bất thường khi mở; không đọc để bảo đảm an toàn.",
            "The file unpacks to an abnormal size; it is not read, for safety.",
        ),
        ReadError::Truncated => l.t(
            "Tệp bị cắt cụt (có thể do gửi dở dang). Hãy gửi lại tệp gốc.",
            "The file is cut off (perhaps on the way). Send the original again.",
        ),
        ReadError::NotASpreadsheet { guess } => return not_a_spreadsheet(l, *guess),
        ReadError::Encrypted => l.t(
            "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.",
            "The file has a password. Take it off and send again.",
        ),
        ReadError::Malformed { sheet, cell, .. } => {
            let place = [sheet.clone(), cell.map(|c| c.to_string())]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ");
            return format!("{} {place}", l.t("Tệp bị hỏng:", "The file is damaged:"));
        }
        ReadError::NoSuchSheet { sheet } => {
            return format!("{} {sheet}", l.t("Không có trang tính", "No sheet"));
        }
    };
    text.to_owned()
}

fn not_a_spreadsheet(l: &Lang, guess: Guess) -> String {
    let what = match guess {
        Guess::Nothing => l.t("tệp trống", "an empty file"),
        Guess::Pdf => "PDF",
        Guess::Doc => l.t("Word cũ (.doc); hãy lưu thành .docx", "old Word (.doc); save it as .docx"),
        Guess::DocxWithoutTable => l.t("văn bản Word không có bảng", "a Word document without a table"),
        Guess::OpenDocument => l.t("OpenDocument; hãy lưu thành .xlsx", "OpenDocument; save it as .xlsx"),
        _ => l.t("loại tệp khác", "another kind of file"),
    };
    format!(
        "{} ({what}). {}",
        l.t("Đây không phải là tệp bảng tính đọc được", "This is not a spreadsheet that can be read"),
        l.t(
            "Nhận .xlsx, .xls, .csv và bảng trong .docx.",
            ".xlsx, .xls, .csv and tables of .docx are taken."
        )
    )
}

/// A problem of an import, by its code.
pub(crate) fn problem(l: &Lang, code: &str) -> &'static str {
    if let Some(words) = crate::task::words::import_problem(l, code) {
        return words;
    }
    match code {
        "no-period" => l.t("chọn kỳ báo cáo", "choose the period"),
        "no-column" => l.t("chưa chỉ ra cột số liệu nào", "no column of figures was pointed at"),
        "no-name-column" => {
            l.t("chưa chỉ ra cột tên hoặc cột mã tổ chức", "no column of names or codes was pointed at")
        }
        "no-unit-column" => l.t("chưa chỉ ra cột bắt buộc", "a column that is needed was not pointed at"),
        "other-period" => {
            l.t("nội dung này thuộc loại kỳ khác", "this indicator is kept for another kind of period")
        }
        "column-twice" => l.t("hai cột cùng một nội dung và kỳ", "two columns for one indicator and period"),
        "unknown-name" => l.t("không tìm thấy tổ chức này; chọn bên dưới", "no such unit; choose below"),
        "ambiguous-name" => {
            l.t("tên khớp với nhiều tổ chức; chọn bên dưới", "the name fits several units; choose below")
        }
        "not-then" => l.t(
            "tổ chức không tồn tại vào cuối kỳ báo cáo",
            "the unit did not exist at the end of the period",
        ),
        "no-name" => l.t("dòng có số liệu nhưng không có tên tổ chức", "figures without the name of a unit"),
        "duplicate-row" => l.t(
            "tổ chức có hai dòng (dòng trước trong ngoặc)",
            "the unit has two rows (the first in brackets)",
        ),
        "merged" => {
            l.t("ô bị gộp trong vùng số liệu; hãy bỏ gộp", "merged cells inside the data; unmerge them")
        }
        "formula-error" => l.t("công thức lỗi", "a formula failed"),
        "hidden-row" => l.t("dòng bị ẩn trong tệp, vẫn được đọc", "a hidden row; it is read all the same"),
        "not-a-number" => l.t("không phải là số", "not a number"),
        "a-date" => l.t(
            "ô là ngày tháng; có thể bảng tính đã đổi “5/12” thành ngày",
            "a date; perhaps the spreadsheet turned “5/12” into one",
        ),
        "a-percent" => l.t(
            "ô là tỷ lệ %; nội dung này đếm số, hãy chỉ cột có số",
            "a percentage; this indicator is a count, point at the column of counts",
        ),
        "first-day-taken" => l.t(
            "sổ chỉ ghi tháng, quý hoặc năm; lấy ngày đầu,",
            "the register tells only month, quarter or year; its first day is taken,",
        ),
        "too-many-decimals" => l.t("quá nhiều chữ số thập phân", "too many decimals"),
        "negative" => l.t("số đếm không được âm", "a count is never negative"),
        "part-left-out" => l.t(
            "chỉ lấy số đứng trước; phần trong ngoặc, chữ kèm theo không nhập",
            "only the number in front is taken, not what stands in brackets or behind",
        ),
        "ratio-without-base" => {
            l.t("ô dạng a/b nhưng nội dung này không có mẫu số", "a ratio, but this indicator has no base")
        }
        "not-asked" => l.t(
            "tổ chức này không có số liệu riêng cho nội dung này",
            "the unit holds no figure of its own for this",
        ),
        "locked" => l.t("báo cáo của tổ chức đã gửi hoặc đã chốt", "the unit's return was sent or closed"),
        "total" => l.t(
            "dòng tổng không khớp (trong tệp ≠ cộng lại)",
            "the total does not add up (in the file ≠ added)",
        ),
        "two-values" => l.t("một số liệu được ghi hai giá trị khác nhau", "one figure is given two values"),
        "no-days" => l.t("thiếu ngày đưa vào diện", "the day of listing is missing"),
        "year-taken" => l.t(
            "sổ không ghi thời hạn; lấy thêm một năm, đến",
            "the register tells no due date; a year is taken, to",
        ),
        "cannot-have-been" => l.t(
            "các ngày, quyết định trong dòng không theo thứ tự",
            "the days and decisions of the row cannot have been",
        ),
        "unknown-level" => l.t("không rõ cấp", "unknown level"),
        "unknown-kind" => l.t("không rõ loại hình", "unknown kind"),
        "not-a-date" => l.t("ngày không hợp lệ", "not a date"),
        "unknown-above" => l.t("không tìm thấy tổ chức cấp trên", "the unit above was not found"),
        _ => l.t("không hợp lệ", "not valid"),
    }
}
