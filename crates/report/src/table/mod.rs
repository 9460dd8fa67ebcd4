//! Biểu: the table model that the paper, the workbook and the page share.
//!
//! The head is a tree, so merged cells follow from it and cannot overlap. A cell says what it is (text,
//! whole number, decimal, ratio, missing, not applicable); how it looks is decided in one place
//! ([`Value::shown`]). A cell may name the figure it comes from, so that a page can open its source.
//!
//! Deliberately not here: sums. A total is computed where the figures are, and handed in.

mod head;
mod value;

pub use head::{HeadCell, HeadGrid};
pub use value::{MISSING, NOT_APPLICABLE, Partial, RatioStyle, Value};

use crate::RenderError;

/// Khóa số liệu: names the query or figure behind a number; opaque here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureKey(pub String);

/// Cách dồn chữ: where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Ordinals, dates, short marks.
    Centre,
    /// Numbers.
    Right,
}

/// Cột: a leaf of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Stable name of the column, for pages and for tests; never printed.
    pub key: String,
    /// What stands in the head.
    pub title: String,
    /// Share of the width, in millimetres of a portrait page or any other unit: only proportions count.
    pub weight: u16,
    /// Alignment of the cells below.
    pub align: Align,
    /// What stands in the row of column numbers: "(1)", "A", "(5)=(2)+(3)-(4)". Empty: nothing.
    pub mark: String,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(key: impl Into<String>, title: impl Into<String>, weight: u16) -> Self {
        Self { key: key.into(), title: title.into(), weight, align: Align::Left, mark: String::new() }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(key: impl Into<String>, title: impl Into<String>, weight: u16) -> Self {
        Self { align: Align::Right, ..Self::text(key, title, weight) }
    }

    /// A column of ordinals, dates or short marks.
    #[must_use]
    pub fn centred(key: impl Into<String>, title: impl Into<String>, weight: u16) -> Self {
        Self { align: Align::Centre, ..Self::text(key, title, weight) }
    }

    /// The mark in the row of column numbers.
    #[must_use]
    pub fn marked(mut self, mark: impl Into<String>) -> Self {
        self.mark = mark.into();
        self
    }
}

/// Đầu biểu: one node of the head, a column or a title over several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// A column.
    Column(Column),
    /// A title over what stands under it.
    Group {
        /// What stands in the merged cell.
        title: String,
        /// What it spans; never empty.
        under: Vec<Head>,
    },
}

impl Head {
    /// A title over several nodes.
    #[must_use]
    pub fn group(title: impl Into<String>, under: impl IntoIterator<Item = Self>) -> Self {
        Self::Group { title: title.into(), under: under.into_iter().collect() }
    }
}

impl From<Column> for Head {
    fn from(column: Column) -> Self {
        Self::Column(column)
    }
}

/// Ô: a value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it is.
    pub value: Value,
    /// The figure or query behind it.
    pub figure: Option<FigureKey>,
    /// Set when a total lacks some of its parts.
    pub partial: Option<Partial>,
}

impl Cell {
    /// The same cell, with its source.
    #[must_use]
    pub fn from_figure(mut self, key: impl Into<String>) -> Self {
        self.figure = Some(FigureKey(key.into()));
        self
    }

    /// The same cell, said to hold only `reported` of `expected` parts.
    #[must_use]
    pub fn reported(mut self, reported: u32, expected: u32) -> Self {
        self.partial = (reported < expected).then_some(Partial { reported, expected });
        self
    }

    /// What is printed: the value, with a star when parts of it are missing.
    #[must_use]
    pub fn shown(&self) -> String {
        let text = self.value.shown();
        if self.partial.is_some() { format!("{text}*") } else { text }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self { value, figure: None, partial: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned()).into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Value::Text(text).into()
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Value::Whole(value).into()
    }
}

/// Loại dòng: how a row stands in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowKind {
    /// One thing counted.
    #[default]
    Plain,
    /// "Trong đó": a part of the row above, in italics.
    Part,
    /// Heads a group and carries its subtotal, in bold.
    Group,
    /// "Tổng số", in bold.
    Total,
}

/// Dòng: one row of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A label over the whole width ("I. Thuộc diện Thành phố theo dõi").
    Banner(String),
    /// One cell per column.
    Cells(RowKind, Vec<Cell>),
}

impl Row {
    /// A plain row.
    #[must_use]
    pub fn plain(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self::Cells(RowKind::Plain, cells.into_iter().collect())
    }

    /// A row of parts.
    #[must_use]
    pub fn part(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self::Cells(RowKind::Part, cells.into_iter().collect())
    }

    /// The head row of a group.
    #[must_use]
    pub fn group(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self::Cells(RowKind::Group, cells.into_iter().collect())
    }

    /// A row of totals.
    #[must_use]
    pub fn total(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self::Cells(RowKind::Total, cells.into_iter().collect())
    }
}

/// Người ký biểu: one of those who sign under the table ("Người lập biểu", "Thủ trưởng").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSigner {
    /// Capacity, in capitals as the office writes it.
    pub title: String,
    /// What is to be done, e.g. "(Ký, ghi rõ họ tên)"; may be empty.
    pub hint: String,
}

impl TableSigner {
    /// A signer by capacity, with a hint.
    #[must_use]
    pub fn new(title: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { title: title.into(), hint: hint.into() }
    }
}

/// Biểu: a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// "Biểu B02"; empty: no number.
    pub code: String,
    /// Name of the table.
    pub caption: String,
    /// "Đơn vị tính: tổ chức đảng"; empty: not printed.
    pub unit_of_count: String,
    /// The head, left to right.
    pub head: Vec<Head>,
    /// The body.
    pub rows: Vec<Row>,
    /// Printed under the table: data window ("Số liệu từ … đến …"), mode of the tree, remarks.
    pub notes: Vec<String>,
    /// Who signs under the table; empty: nobody.
    pub signers: Vec<TableSigner>,
}

impl Table {
    /// Columns, left to right.
    #[must_use]
    pub fn columns(&self) -> Vec<&Column> {
        head::columns(&self.head)
    }

    /// The head as a grid of merged cells.
    #[must_use]
    pub fn head_grid(&self) -> HeadGrid {
        HeadGrid::of(&self.head)
    }

    /// Numbers the columns "(1)", "(2)", … from the first that has no mark yet.
    #[must_use]
    pub fn numbered(mut self) -> Self {
        head::number(&mut self.head, &mut 0);
        self
    }

    /// "Biểu B02. Tình hình …": the caption as printed.
    #[must_use]
    pub fn title(&self) -> String {
        match (self.code.is_empty(), self.caption.is_empty()) {
            (true, _) => self.caption.clone(),
            (false, true) => self.code.clone(),
            (false, false) => format!("{}. {}", self.code, self.caption),
        }
    }

    /// What the signs used in the table mean, on one line; empty when none is used.
    #[must_use]
    pub fn legend(&self) -> String {
        let cells = || self.rows.iter().flat_map(Row::cells);
        let mut signs = Vec::new();
        if cells().any(|c| c.value == Value::Missing) {
            signs.push(format!("“{MISSING}” chưa có số liệu"));
        }
        if cells().any(|c| c.value.is_not_applicable()) {
            signs.push(format!("“{NOT_APPLICABLE}” không có nội dung này"));
        }
        let mut partial: Vec<String> = Vec::new();
        for p in cells().filter_map(|c| c.partial) {
            let pair = format!("{}/{}", p.reported, p.expected);
            if !partial.contains(&pair) {
                partial.push(pair);
            }
        }
        if !partial.is_empty() {
            signs.push(format!("“*” chưa đủ số liệu (đã có/phải có: {})", partial.join(", ")));
        }
        if signs.is_empty() { String::new() } else { format!("Ghi chú: {}.", signs.join("; ")) }
    }

    /// Checks that every row has a cell for every column and the head is whole.
    ///
    /// # Errors
    /// [`RenderError::EmptyHead`] or [`RenderError::RowWidth`].
    pub fn check(&self) -> Result<(), RenderError> {
        let n_columns = self.columns().len();
        if n_columns == 0 || !head::is_whole(&self.head) {
            return Err(RenderError::EmptyHead(self.title()));
        }
        for (row, content) in self.rows.iter().enumerate() {
            if let Row::Cells(_, cells) = content
                && cells.len() != n_columns
            {
                return Err(RenderError::RowWidth {
                    table: self.title(),
                    row,
                    expected: n_columns,
                    found: cells.len(),
                });
            }
        }
        Ok(())
    }
}

impl Row {
    /// Cells of the row; none for a banner.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        match self {
            Self::Banner(_) => &[],
            Self::Cells(_, cells) => cells,
        }
    }
}
