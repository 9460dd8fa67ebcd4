//! Từ ngữ: the word lists of report language that several parts of the audit share.
//!
//! All words stand folded (see `text`). Deliberately not here: names of places or persons; lists that only one part
//! needs stand there.

/// What a counted thing is, as far as the audit must tell things apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Tổ chức đảng.
    Organisation,
    Person,
    /// Đơn, vụ việc, hồ sơ.
    Matter,
    /// Cuộc, lượt, hội nghị.
    Act,
    Place,
    Post,
    /// Money, area, weight: not counted in whole numbers.
    Measure,
    /// Năm, tháng, ngày: a length of time.
    Time,
    Other,
}

/// The class of a noun by its first two words.
pub(crate) fn class(first: &str, second: &str) -> Class {
    match (first, second) {
        ("tổ", "chức")
        | ("cơ", "sở")
        | ("đảng", "bộ" | "ủy")
        | ("chi", "bộ" | "ủy" | "đảng")
        | ("chi", "") => Class::Organisation,
        ("tccsđ" | "tcđ" | "tccs" | "tcctđ", _) => Class::Organisation,
        ("đảng", "viên")
        | ("đồng", "chí")
        | ("cán", "bộ")
        | ("ủy", "viên")
        | ("cử", "tri")
        | ("nhân", "khẩu")
        | ("thành", "viên")
        | ("cấp", "ủy")
        | ("đại", "biểu") => Class::Person,
        ("công", "chức" | "dân" | "nhân" | "an") | ("viên", "chức") | ("quần", "chúng") | ("ứng", "cử") => {
            Class::Person
        }
        ("hội" | "ứng" | "đoàn" | "học" | "sinh", "viên")
        | ("phụ", "nữ")
        | ("chị", _)
        | ("học", "sinh")
        | ("lao", "động")
        | ("bí", "thư") => Class::Person,
        ("phó", _)
        | ("chủ", "tịch")
        | ("thanh", "niên")
        | ("giáo", "viên" | "sư")
        | ("nhà", "giáo")
        | ("quân", "nhân") => Class::Person,
        (
            "đv" | "đ/c" | "người" | "nữ" | "nam" | "cbcc" | "đb" | "đbqh" | "ubv" | "bđv" | "em" | "trưởng",
            _,
        ) => Class::Person,
        ("đơn", "vị") => Class::Place,
        ("ngày" | "giờ", "công") => Class::Act,
        ("vụ" | "đơn" | "việc" | "khiếu" | "tố" | "phản" | "tin" | "ý", _) | ("kết", "luận") => {
            Class::Matter
        }
        ("hồ", "sơ")
        | ("kiến", "nghị")
        | ("nhiệm", "vụ")
        | ("nội", "dung")
        | ("chỉ", "tiêu")
        | ("văn", "bản") => Class::Matter,
        ("nghị", "quyết")
        | ("kế", "hoạch")
        | ("công", "văn")
        | ("thông", "báo")
        | ("báo", "cáo")
        | ("quyết", "định") => Class::Matter,
        ("chỉ", "thị")
        | ("hướng", "dẫn")
        | ("tờ", "trình")
        | ("chương", "trình")
        | ("quy", "định" | "chế") => Class::Matter,
        ("cuộc" | "lượt" | "buổi" | "đợt" | "lớp" | "đoàn" | "phiên", _) | ("hội", "nghị" | "thảo") => {
            Class::Act
        }
        (
            "xã" | "phường" | "thị" | "huyện" | "quận" | "thôn" | "bản" | "ấp" | "khu" | "tiểu" | "làng"
            | "xóm",
            _,
        ) => Class::Place,
        ("tổ", "dân") | ("địa", "phương" | "bàn") | ("cơ", "quan") | ("tỉnh" | "trường" | "trạm", _) => {
            Class::Place
        }
        ("doanh", "nghiệp") | ("hợp", "tác") | ("thành", "phố") | ("hộ", _) => Class::Place,
        ("chức", "danh") | ("vị", "trí") => Class::Post,
        (
            "đồng" | "ha" | "km" | "m" | "kg" | "tấn" | "tạ" | "lít" | "usd" | "đ" | "vnđ" | "kw" | "mw"
            | "điểm",
            _,
        ) => Class::Measure,
        ("năm" | "tháng" | "ngày" | "tuần" | "giờ" | "phút" | "quý" | "tuổi" | "giây" | "sao", _)
        | ("nhiệm", "kỳ") => Class::Time,
        _ => Class::Other,
    }
}

/// A word that ends the noun after a number.
pub(crate) fn ends_noun(word: &str) -> bool {
    matches!(
        word,
        "đã" | "được"
            | "chiếm"
            | "đạt"
            | "có"
            | "là"
            | "và"
            | "trong"
            | "so"
            | "tăng"
            | "giảm"
            | "gồm"
            | "bao"
            | "với"
            | "tại"
            | "ở"
            | "thuộc"
            | "của"
            | "chưa"
            | "đang"
            | "phải"
            | "không"
            | "bị"
            | "để"
            | "từ"
            | "do"
            | "trên"
            | "theo"
            | "bằng"
            | "còn"
            | "cho"
            | "nhưng"
            | "vào"
            | "đến"
            | "tỷ"
            | "tỉ"
            | "vượt"
            | "cùng"
            | "đều"
            | "chủ"
            | "hoặc"
            | "hay"
            | "thì"
            | "mà"
            | "tương"
            | "nâng"
            | "lên"
            | "xuống"
            | "sau"
            | "trước"
            | "khi"
            | "như"
    )
}
