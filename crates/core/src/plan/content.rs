//! What a plan says: sections, causes, measures, exit criteria, and where its papers on cadres lie.

use crate::paper::Secrecy;
use crate::unit::Unit;
use crate::{Date, Id, tagged};

tagged! {
    /// Loại nguyên nhân.
    pub enum CauseKind {
        /// Nguyên nhân khách quan.
        Objective = "objective",
        /// Nguyên nhân chủ quan.
        Subjective = "subjective",
    }
}

/// Phần chữ của một mục: a section of `rules/plan.toml` with what was written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Code of the section.
    pub section: String,
    /// The words.
    pub words: String,
}

/// Nguyên nhân.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Its number, kept from one edition to the next.
    pub no: i64,
    /// Khách quan or chủ quan.
    pub kind: CauseKind,
    /// The words.
    pub content: String,
    /// The criterion whose sign it explains, if it explains one.
    pub criterion: Option<String>,
}

/// Nhiệm vụ, giải pháp: what becomes a task when the plan is issued.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measure {
    /// Its number, kept from one edition to the next: a task hangs on it.
    pub no: i64,
    /// Nhóm giải pháp: a code of `rules/plan.toml`.
    pub solution: String,
    /// Nội dung nhiệm vụ.
    pub content: String,
    /// Sản phẩm, kết quả.
    pub product: String,
    /// The criterion whose sign it is to overcome, if it is one.
    pub criterion: Option<String>,
    /// Cơ quan chủ trì; may still be open in a draft.
    pub lead: Option<Id<Unit>>,
    /// Cơ quan phối hợp, as the plan names them.
    pub support: String,
    /// Người chịu trách nhiệm, by post and never by name.
    pub post: String,
    /// Thời hạn hoàn thành; may still be open in a draft.
    pub due_on: Option<Date>,
}

/// Tiêu chí hoàn thành củng cố: a criterion that is run again before the unit leaves the list, and what was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// Its number, kept from one edition to the next.
    pub no: i64,
    /// Code of the criterion.
    pub criterion: String,
    /// What was agreed, in words.
    pub words: String,
}

/// Phương án nhân sự riêng: only that it exists, under which number and mark, and where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personnel {
    /// Số, ký hiệu.
    pub number: String,
    /// Độ mật.
    pub secrecy: Secrecy,
    /// Nơi lưu.
    pub kept_at: String,
}

/// Nội dung của đề án, kế hoạch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// Sections, each at most once.
    pub texts: Vec<Text>,
    /// Nguyên nhân.
    pub causes: Vec<Cause>,
    /// Nhiệm vụ, giải pháp.
    pub measures: Vec<Measure>,
    /// Tiêu chí hoàn thành củng cố.
    pub exits: Vec<Exit>,
    /// Phương án nhân sự riêng.
    pub personnel: Option<Personnel>,
}

/// What a plan still lacks before a meeting can conclude on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No measure at all.
    NoMeasure,
    /// No exit criterion: nobody could say when it is finished.
    NoExit,
    /// A measure says nothing.
    NoContent {
        /// Its number.
        measure: i64,
    },
    /// A measure belongs to no group of solutions.
    NoSolution {
        /// Its number.
        measure: i64,
    },
    /// A measure has no lead body.
    NoLead {
        /// Its number.
        measure: i64,
    },
    /// A measure names no answerable post.
    NoPost {
        /// Its number.
        measure: i64,
    },
    /// A measure has no due date.
    NoDue {
        /// Its number.
        measure: i64,
    },
    /// An exit criterion was not put in words.
    NoWords {
        /// Its number.
        exit: i64,
    },
    /// The separate paper on cadres has no number or no place where it lies.
    PersonnelNowhere,
}

impl Content {
    /// The words of a section; blank where none were written.
    pub fn text(&self, section: &str) -> &str {
        self.texts.iter().find(|t| t.section == section).map_or("", |t| t.words.as_str())
    }

    /// Everything that is lacking, in the order of the paper.
    pub fn lacks(&self) -> Vec<Lack> {
        let mut lacks = Vec::new();
        let blank = |s: &str| s.trim().is_empty();
        if self.exits.is_empty() {
            lacks.push(Lack::NoExit);
        }
        let unsaid = self.exits.iter().filter(|e| blank(&e.words) || blank(&e.criterion));
        lacks.extend(unsaid.map(|e| Lack::NoWords { exit: e.no }));
        if self.measures.is_empty() {
            lacks.push(Lack::NoMeasure);
        }
        for m in &self.measures {
            let measure = m.no;
            let found = [
                (blank(&m.content), Lack::NoContent { measure }),
                (blank(&m.solution), Lack::NoSolution { measure }),
                (m.lead.is_none(), Lack::NoLead { measure }),
                (blank(&m.post), Lack::NoPost { measure }),
                (m.due_on.is_none(), Lack::NoDue { measure }),
            ];
            lacks.extend(found.into_iter().filter(|(lacking, _)| *lacking).map(|(_, lack)| lack));
        }
        if self.personnel.as_ref().is_some_and(|p| blank(&p.number) || blank(&p.kept_at)) {
            lacks.push(Lack::PersonnelNowhere);
        }
        lacks
    }
}
