//! Văn bản: an official paper as plain data.
//!
//! Two families of papers exist and are never mixed: of the Party and of the State. All words, symbols and
//! abbreviations are handed in. A number of a paper is never assigned: it is printed only when given, else a
//! blank is left for the office that gives it out. A paper marked Mật or higher has no content here.
//!
//! Deliberately not here: what a report says. The caller fills the blocks.

mod layout;

pub use layout::{Layout, Margins, PageNumber, Weight};

use crate::RenderError;
use crate::table::{FigureKey, Table};
use jiff::civil::Date;

/// Hệ văn bản: whose form the paper follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Family {
    /// Văn bản của Đảng: "ĐẢNG CỘNG SẢN VIỆT NAM", a star, "Số 05-BC/BCĐ", "T/M".
    Party,
    /// Văn bản hành chính: Quốc hiệu and Tiêu ngữ, "Số: 05/BC-UBND", "TM.".
    State,
}

/// Số, ký hiệu: number (if it was given out) and symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Given by the office that registers papers; `None` leaves a blank.
    pub number: Option<u32>,
    /// "BC/BCĐ" of a Party paper, "BC-UBND" of a State paper.
    pub symbol: String,
}

impl Symbol {
    /// A symbol whose number is still to be given.
    #[must_use]
    pub fn blank(symbol: impl Into<String>) -> Self {
        Self { number: None, symbol: symbol.into() }
    }

    /// The line as printed in the head.
    #[must_use]
    pub fn line(&self, family: &Family) -> String {
        let number = self.number.map_or_else(|| "      ".to_owned(), |n| format!("{n:02}"));
        match family {
            Family::Party => format!("Số {number}-{}", self.symbol),
            Family::State => format!("Số: {number}/{}", self.symbol),
        }
    }
}

/// Ngày ban hành: the date of the paper, or room for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuedOn {
    /// Known.
    On(Date),
    /// "ngày      tháng      năm 2024": written in by hand.
    Blank {
        /// The year that is printed.
        year: i16,
    },
}

impl IssuedOn {
    /// "ngày 05 tháng 02 năm 2024": days below 10 and the months 1 and 2 take a zero.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Blank { year } => format!("ngày      tháng      năm {year}"),
            Self::On(date) => {
                let month =
                    if date.month() <= 2 { format!("{:02}", date.month()) } else { date.month().to_string() };
                format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
            }
        }
    }
}

/// Phần đầu văn bản: everything above the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperHead {
    /// Cơ quan cấp trên trực tiếp, in capitals; one line each; may be empty.
    pub superior: Vec<String>,
    /// Cơ quan ban hành, in capitals; one line each.
    pub issuer: Vec<String>,
    /// Số, ký hiệu.
    pub symbol: Symbol,
    /// Địa danh.
    pub place: String,
    /// Ngày, tháng, năm.
    pub issued_on: IssuedOn,
    /// Chỉ dẫn phạm vi lưu hành ("Lưu hành nội bộ"); from Mật up the paper is refused.
    pub circulation: Option<String>,
    /// "Dự thảo", "Dự thảo lần 2": printed under the symbol while the paper is a draft.
    pub draft: Option<String>,
    /// Tên loại ("BÁO CÁO"); empty for a công văn.
    pub kind: String,
    /// Trích yếu; one line each, the office breaks them by sense.
    pub subject: Vec<String>,
    /// "Kính trình", "Kính gửi".
    pub addressees: Option<Addressees>,
}

/// Nơi kính trình, kính gửi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressees {
    /// "Kính trình".
    pub label: String,
    /// One body each.
    pub bodies: Vec<String>,
}

/// Kiểu chữ trong câu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Emphasis {
    /// Upright.
    #[default]
    Plain,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
}

/// Đoạn chữ: a stretch of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// How they are set.
    pub emphasis: Emphasis,
    /// The figure that stands here, so that a page can open its source.
    pub figure: Option<FigureKey>,
}

impl From<&str> for Span {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Span {
    fn from(text: String) -> Self {
        Self { text, emphasis: Emphasis::Plain, figure: None }
    }
}

impl Span {
    /// A figure in a sentence, with its source.
    #[must_use]
    pub fn figure(text: impl Into<String>, key: impl Into<String>) -> Self {
        Self { figure: Some(FigureKey(key.into())), ..Self::from(text.into()) }
    }

    /// The same words set otherwise.
    #[must_use]
    pub fn set(mut self, emphasis: Emphasis) -> Self {
        self.emphasis = emphasis;
        self
    }
}

/// Cấp đề mục.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// "Phần thứ nhất": centred, the title below in capitals.
    Part,
    /// "I."
    Roman,
    /// "1."
    Arabic,
    /// "a)"
    Letter,
}

/// Khối: one piece of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Đề mục.
    Heading {
        /// Its level.
        level: Level,
        /// "Phần thứ nhất", "I-", "1.": as the office writes it; may be empty.
        mark: String,
        /// Its words.
        title: String,
    },
    /// Đoạn văn.
    Paragraph(Vec<Span>),
    /// Chỗ người soạn thảo viết tiếp: printed "[…]" with a hint, visibly unfinished.
    Placeholder(String),
    /// Dòng giữa trang: a centred line in italics, e.g. "(Kèm theo Báo cáo số …)" over an annex.
    Centred(String),
    /// Biểu.
    Table(Box<Table>),
}

impl Block {
    /// A heading.
    #[must_use]
    pub fn heading(level: Level, mark: impl Into<String>, title: impl Into<String>) -> Self {
        Self::Heading { level, mark: mark.into(), title: title.into() }
    }

    /// A paragraph of spans.
    #[must_use]
    pub fn paragraph(spans: impl IntoIterator<Item = Span>) -> Self {
        Self::Paragraph(spans.into_iter().collect())
    }

    /// A paragraph of plain words.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Span::from(text.into())])
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(Box::new(table))
    }
}

/// Hướng giấy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// Đứng.
    #[default]
    Portrait,
    /// Ngang, for wide tables.
    Landscape,
}

/// Phần giấy: blocks on pages of one orientation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Of its pages.
    pub orientation: Orientation,
    /// In order.
    pub blocks: Vec<Block>,
}

impl Section {
    /// Blocks on upright pages.
    #[must_use]
    pub const fn portrait(blocks: Vec<Block>) -> Self {
        Self { orientation: Orientation::Portrait, blocks }
    }

    /// Blocks on wide pages.
    #[must_use]
    pub const fn landscape(blocks: Vec<Block>) -> Self {
        Self { orientation: Orientation::Landscape, blocks }
    }
}

/// Nơi nhận và chữ ký: the foot of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foot {
    /// "Nơi nhận"; the label is printed only when there are recipients.
    pub recipients: Vec<String>,
    /// "T/M BAN CHỈ ĐẠO", "K/T TRƯỞNG BAN": one line each.
    pub authority: Vec<String>,
    /// "TRƯỞNG BAN", "BÍ THƯ": one line each.
    pub office: Vec<String>,
    /// Name of the signer; empty leaves room.
    pub name: String,
}

impl Foot {
    /// Whether nobody signs and nobody receives the paper.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        let Self { recipients, authority, office, name } = self;
        recipients.is_empty() && authority.is_empty() && office.is_empty() && name.is_empty()
    }
}

/// Văn bản: a paper to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Whose form it follows.
    pub family: Family,
    /// Measures and sizes of the form; data, for the form changes.
    pub layout: Layout,
    /// Above the body.
    pub head: PaperHead,
    /// Up to the signature.
    pub body: Vec<Section>,
    /// Nơi nhận, signature.
    pub foot: Foot,
    /// After the signature: phụ lục, biểu kèm theo.
    pub annexes: Vec<Section>,
}

impl Paper {
    /// Blocks of the body and then of the annexes, in the order of the paper; their position is the block index.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.body.iter().chain(&self.annexes).flat_map(|s| &s.blocks)
    }

    /// Title of the document: kind and subject on one line.
    #[must_use]
    pub fn title(&self) -> String {
        let mut words = vec![self.head.kind.as_str()];
        words.extend(self.head.subject.iter().map(String::as_str));
        words.retain(|w| !w.is_empty());
        words.join(" ")
    }

    /// Checks what no paper may carry, and every table.
    ///
    /// # Errors
    /// [`RenderError::Secret`], or what [`Table::check`] finds.
    pub fn check(&self) -> Result<(), RenderError> {
        if let Some(mark) = &self.head.circulation
            && ["mật", "tối mật", "tuyệt mật"].contains(&mark.trim().to_lowercase().as_str())
        {
            return Err(RenderError::Secret(mark.clone()));
        }
        self.blocks().try_for_each(|block| match block {
            Block::Table(table) => table.check(),
            _ => Ok(()),
        })
    }
}
