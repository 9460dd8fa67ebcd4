//! Kỹ thuật trình bày: measures and sizes of a family of papers.
//!
//! They are data because the form was replaced twice in eight years (36-HD/VPTW 2018, 05-HD/VPTW 2026).
//! Margins, body size, indent and line are those of 399-QĐ/TW and 05-HD/VPTW (secondary sources); sizes of
//! the head are those of the annex of 36-HD/VPTW (secondary source, not yet compared with 05-HD); place of
//! the page number, sizes under tables and the rotated margins are from practice, to be confirmed.

/// Lề trang, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margins {
    /// Lề trên.
    pub top: u16,
    /// Lề dưới.
    pub bottom: u16,
    /// Lề trái.
    pub left: u16,
    /// Lề phải.
    pub right: u16,
}

/// Nơi đặt số trang. The first page carries none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageNumber {
    /// Giữa, đầu trang.
    TopCentre,
    /// Giữa, cuối trang.
    BottomCentre,
}

/// Độ đậm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Thường.
    Regular,
    /// Đậm.
    Bold,
}

/// Bố cục trang: how a paper of a family is set. Sizes are in points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Phông chữ.
    pub font: String,
    /// Trang đứng.
    pub portrait: Margins,
    /// Trang ngang.
    pub landscape: Margins,
    /// Lùi đầu dòng, mm.
    pub first_line_mm: u16,
    /// Cỡ chữ nội dung.
    pub body_pt: u16,
    /// Khoảng cách dòng, chính xác.
    pub line_pt: u16,
    /// Khoảng cách giữa các đoạn.
    pub gap_pt: u16,
    /// Tiêu đề "ĐẢNG CỘNG SẢN VIỆT NAM".
    pub banner_pt: u16,
    /// Tên cơ quan, số, địa danh, chữ ký.
    pub head_pt: u16,
    /// Tên loại văn bản.
    pub kind_pt: u16,
    /// Trích yếu.
    pub subject_pt: u16,
    /// Danh sách nơi nhận.
    pub recipients_pt: u16,
    /// Chữ trong biểu, largest; wide tables go down by themselves.
    pub table_pt: u16,
    /// Số trang.
    pub page_number: PageNumber,
    /// Chức vụ người ký: one guide says regular, another bold.
    pub office: Weight,
}

impl Layout {
    /// Văn bản của Đảng.
    #[must_use]
    pub fn party() -> Self {
        Self {
            font: "Times New Roman".to_owned(),
            portrait: Margins { top: 20, bottom: 20, left: 30, right: 15 },
            // Turned to the left, the binding edge comes to the top.
            landscape: Margins { top: 30, bottom: 15, left: 20, right: 20 },
            first_line_mm: 10,
            body_pt: 14,
            line_pt: 18,
            gap_pt: 6,
            banner_pt: 15,
            head_pt: 14,
            kind_pt: 16,
            subject_pt: 14,
            recipients_pt: 12,
            table_pt: 12,
            page_number: PageNumber::TopCentre,
            office: Weight::Regular,
        }
    }

    /// Văn bản hành chính (NĐ 30/2020/NĐ-CP).
    #[must_use]
    pub fn state() -> Self {
        Self {
            banner_pt: 12,
            head_pt: 13,
            kind_pt: 14,
            recipients_pt: 11,
            office: Weight::Bold,
            ..Self::party()
        }
    }
}
