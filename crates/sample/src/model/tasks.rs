//! Posts, charges, grounds and tasks, as the generator hands them over.

use super::{SamplePaper, UnitAt};
use vunggoc_core::Date;

/// Place of a post in [`SampleCity::posts`].
pub type PostAt = u32;

/// Chức danh with its tenures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePost {
    /// The unit it belongs to.
    pub unit: UnitAt,
    /// Its name.
    pub name: &'static str,
    /// Its rank.
    pub rank: vunggoc_core::post::Rank,
    /// First day.
    pub from_on: Date,
    /// From which day on by whom; none where it became vacant. Days strictly rising, the first not before the post's.
    pub tenures: Vec<(Date, Option<String>)>,
    /// The login of the present holder, if he has one.
    pub login: Option<String>,
}

/// Phân công phụ trách, giúp đỡ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleCharge {
    /// Who takes care.
    pub who: SampleCarer,
    /// Of which unit.
    pub target: UnitAt,
    /// First day.
    pub from_on: Date,
}

/// Who takes care of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleCarer {
    /// The holder of a post.
    Post(PostAt),
    /// A unit that helps.
    Unit(UnitAt),
}

/// Căn cứ giao nhiệm vụ with its tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleGround {
    /// The unit that gives the tasks.
    pub unit: UnitAt,
    /// Its kind.
    pub kind: vunggoc_core::task::ground::Kind,
    /// Tên.
    pub title: String,
    /// The day from which it holds.
    pub opened_on: Date,
    /// The year, of a year plan or a self-review.
    pub year: Option<i16>,
    /// Its paper.
    pub paper: Option<SamplePaper>,
    /// Its tasks.
    pub tasks: Vec<SampleTask>,
}

/// Nhiệm vụ with its course so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleTask {
    /// Nội dung.
    pub content: String,
    /// Sản phẩm.
    pub product: &'static str,
    /// Cơ quan chủ trì.
    pub lead: UnitAt,
    /// Cơ quan phối hợp.
    pub support: Vec<UnitAt>,
    /// Người chịu trách nhiệm.
    pub post: Option<PostAt>,
    /// Thời hạn ban đầu.
    pub due_on: Date,
    /// When it moved, until when, why.
    pub moved: Option<(Date, Date, &'static str)>,
    /// The day of the first report.
    pub begun_on: Option<Date>,
    /// Origin and cause of a shortcoming.
    pub origin: Option<(vunggoc_core::task::Origin, &'static str)>,
    /// What is counted: measure, own, carried, done.
    pub counted: Option<(&'static str, i64, i64, i64)>,
    /// The task of the year before, by places in the list of grounds and of its tasks.
    pub carried_from: Option<(usize, usize)>,
    /// How it ended.
    pub end: SampleEnd,
}

/// How a task ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleEnd {
    /// Not yet.
    Open,
    /// Done on a day, confirmed by another, by the doer, or not yet.
    Done(Date, Option<vunggoc_core::task::ByWhom>),
    /// Stopped on a day by a paper.
    Stopped(Date, SamplePaper),
    /// Its rest carried over on a day.
    Carried(Date),
}
