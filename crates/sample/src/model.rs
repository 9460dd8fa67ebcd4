//! What the generator hands over: plain values, read by the loader and by tests.
//!
//! A unit, paper, listing or indicator is named by its place in its list. Units stand in an order in which
//! every parent, of the past too, comes before its children. There is no I/O and no serde here on purpose.

mod tasks;

pub use tasks::*;

use vunggoc_core::Date;
use vunggoc_core::access::Role;
use vunggoc_core::decision::Form;
use vunggoc_core::listing::{Group, Status, Tier};
use vunggoc_core::period::Period;
use vunggoc_core::rulebook::FormRows;
use vunggoc_core::unit::{Relation, Tree};

/// Place of a unit in [`SampleCity::units`].
pub type UnitAt = u32;
/// Place of a paper in [`SampleCity::papers`].
pub type PaperAt = u32;

/// Thành phố Mẫu: everything the demonstration starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleCity {
    /// The business day on which the demonstration plays.
    pub today: Date,
    /// All units of the four trees, those that have ended too.
    pub units: Vec<SampleUnit>,
    /// Dated relations between units of different trees.
    pub links: Vec<SampleLink>,
    /// All papers.
    pub papers: Vec<SamplePaper>,
    /// Codes of the indicators that have figures.
    pub indicators: Vec<&'static str>,
    /// The periods that have figures.
    pub periods: Vec<Period>,
    /// The figures; no entry means missing, never zero.
    pub figures: Vec<SampleFigure>,
    /// The forms by which figures were asked.
    pub forms: Vec<SampleForm>,
    /// Who answered which form for which period, and how far the answer got.
    pub returns: Vec<SampleReturn>,
    /// The register of organisations under consolidation, in order of opening.
    pub listings: Vec<SampleListing>,
    /// Plans of listings, in their order.
    pub plans: Vec<SamplePlan>,
    /// Evaluations of listings, in their order.
    pub evaluations: Vec<SampleEvaluation>,
    /// Watches after removal.
    pub watches: Vec<SampleWatch>,
    /// The people of the demonstration, by post only.
    pub people: Vec<SamplePerson>,
    /// Posts with their holders' invented names.
    pub posts: Vec<SamplePost>,
    /// Who is in charge of whom, who helps whom.
    pub charges: Vec<SampleCharge>,
    /// Grounds with their tasks, in every state of progress around the day of the demonstration.
    pub grounds: Vec<SampleGround>,
}

/// How far a plan got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SamplePlanState {
    /// Dự thảo.
    Draft,
    /// Đã trình.
    Submitted,
    /// Hội nghị đã kết luận.
    Concluded,
    /// Đã ban hành.
    Issued,
}

/// Đề án, kế hoạch củng cố.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePlan {
    /// Place in [`SampleCity::listings`].
    pub listing: usize,
    /// Đề án or kế hoạch.
    pub kind: vunggoc_core::plan::Kind,
    /// Code of the letterhead.
    pub head: &'static str,
    /// The place in it.
    pub place: String,
    /// Since when it is being written.
    pub begun_on: Date,
    /// Sections with their words.
    pub texts: Vec<(&'static str, String)>,
    /// Causes, each with its criterion.
    pub causes: Vec<(vunggoc_core::plan::CauseKind, &'static str, &'static str)>,
    /// Criteria of exit with what was agreed.
    pub exits: Vec<(&'static str, &'static str)>,
    /// Measures.
    pub measures: Vec<SampleMeasure>,
    /// When it was laid before the meeting.
    pub submitted_on: Option<Date>,
    /// What the meeting concluded.
    pub concluded: Option<(Date, SampleDecision)>,
    /// The paper by which it was issued.
    pub issued: Option<PaperAt>,
    /// The paper of its amendment, why, which measure, and its new due date.
    pub amended: Option<(PaperAt, &'static str, i64, Date)>,
    /// Measures that were done: number, day, result.
    pub finished: Vec<(i64, Date, &'static str)>,
}

/// Nhiệm vụ, giải pháp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleMeasure {
    /// Its number.
    pub no: i64,
    /// Code of the group of solutions.
    pub solution: &'static str,
    /// Nội dung.
    pub content: &'static str,
    /// Sản phẩm.
    pub product: &'static str,
    /// The criterion it is against.
    pub criterion: Option<&'static str>,
    /// Cơ quan chủ trì.
    pub lead: UnitAt,
    /// Cơ quan phối hợp.
    pub support: &'static str,
    /// Chức vụ chịu trách nhiệm.
    pub post: &'static str,
    /// Thời hạn.
    pub due_on: Date,
}

/// What was said in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleSaying {
    /// The paper.
    pub paper: PaperAt,
    /// The words.
    pub words: String,
}

/// Đợt đánh giá.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleEvaluation {
    /// Place in [`SampleCity::listings`].
    pub listing: usize,
    /// Since when.
    pub begun_on: Date,
    /// Báo cáo tự đánh giá.
    pub report: Option<SampleSaying>,
    /// The letter that asked, and until when.
    pub asking: Option<(PaperAt, Date)>,
    /// Ý kiến.
    pub opinions: Vec<SampleOpinion>,
    /// Thẩm định.
    pub appraisal: Option<SampleSaying>,
    /// Whether the removal of the listing was its conclusion.
    pub is_concluded: bool,
}

/// Ý kiến của một cơ quan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleOpinion {
    /// The body.
    pub body: UnitAt,
    /// Its answer.
    pub reply: Option<SampleReply>,
}

/// Ý kiến trả lời.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleReply {
    /// The paper.
    pub paper: PaperAt,
    /// Whether it agrees.
    pub agreement: vunggoc_core::evaluation::Agreement,
    /// Why.
    pub reason: &'static str,
}

/// Theo dõi sau củng cố.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleWatch {
    /// Place in [`SampleCity::listings`].
    pub listing: usize,
    /// The last day.
    pub until_on: Date,
    /// What was noted.
    pub notes: Vec<(Date, &'static str)>,
}

/// A unit with its whole past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleUnit {
    /// The register it belongs to.
    pub tree: Tree,
    /// Contiguous, oldest first, never empty.
    pub spells: Vec<SampleSpell>,
    /// Mã tổ chức đảng: fourteen digits of an invented scheme; none outside the Party tree.
    pub party_code: Option<String>,
    /// Tên gọi khác: how office files abbreviate it.
    pub aliases: Vec<String>,
}

/// What a unit was called and where it stood from a day until before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleSpell {
    /// First day.
    pub from_on: Date,
    /// First day on which it is no longer so; [`vunggoc_core::OPEN_END`] while it lasts.
    pub until_on: Date,
    /// Name as papers write it.
    pub name: String,
    /// Loại hình.
    pub kind: &'static str,
    /// Cấp.
    pub level: &'static str,
    /// The unit above; none for a root.
    pub parent: Option<UnitAt>,
    /// The paper by which it became so.
    pub paper: Option<PaperAt>,
}

/// A dated relation of two units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleLink {
    /// Who leads, lies, governs.
    pub from: UnitAt,
    /// Whom or where.
    pub to: UnitAt,
    /// How they relate.
    pub relation: Relation,
    /// First day.
    pub from_on: Date,
}

/// Văn bản, invented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePaper {
    /// Số, ký hiệu; never twice by one issuer in one term.
    pub number: String,
    /// Ngày ký.
    pub signed_on: Date,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Thể thức đề ký, chức vụ; no name.
    pub signer: String,
    /// Trích yếu.
    pub about: String,
}

/// One figure: an integer with the scale of its indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleFigure {
    /// Place in [`SampleCity::indicators`].
    pub indicator: u16,
    /// Place in [`SampleCity::periods`].
    pub period: u16,
    /// The unit that holds it.
    pub unit: UnitAt,
    /// The value.
    pub value: i32,
}

/// Biểu: what is asked together; its names stand in the catalogue of forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleForm {
    /// Its code in the catalogue.
    pub code: &'static str,
    /// Places in [`SampleCity::indicators`].
    pub indicators: Vec<u16>,
    /// Whose rows it has.
    pub rows: FormRows,
}

/// Báo cáo biểu: one unit's answer to a form for a period. Expected units without an answer have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleReturn {
    /// Place in [`SampleCity::forms`].
    pub form: u16,
    /// Place in [`SampleCity::periods`].
    pub period: u16,
    /// Who answers.
    pub unit: UnitAt,
    /// The last day on which it was in time.
    pub due_on: Date,
    /// How far it got.
    pub state: ReturnState,
}

/// How far an answer to a form got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReturnState {
    /// Đang nhập: begun, and no figure in it yet.
    Draft,
    /// Đã gửi.
    Sent {
        /// On which day; late where it is after the due day.
        on: Date,
    },
    /// Đã chốt, with the number of the signed copy.
    Closed {
        /// When it was sent.
        sent_on: Date,
        /// When it was closed.
        on: Date,
        /// Số, ký hiệu of the signed copy.
        number: String,
    },
    /// Trả lại để rà soát: its figures stand, but are doubted.
    Returned {
        /// When it was sent.
        sent_on: Date,
        /// On which day it was returned.
        on: Date,
        /// What is to be looked at again.
        why: &'static str,
    },
}

/// Hồ sơ theo dõi, củng cố: its acts in order of days; the first one opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleListing {
    /// The organisation listed.
    pub unit: UnitAt,
    /// When it was proposed.
    pub proposed_on: Date,
    /// By which body.
    pub proposed_by: String,
    /// Codes of the criteria that led to it.
    pub criteria: Vec<&'static str>,
    /// Nội dung cần củng cố, in words.
    pub reasons: String,
    /// Đồng chí phụ trách: a post, no name.
    pub in_charge: String,
    /// Days strictly rising; none while the proposal waits for its decision.
    pub acts: Vec<SampleAct>,
}

/// One act on a listing, by decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleAct {
    /// First day of the state it brings about.
    pub on: Date,
    /// What was decided.
    pub verb: Verb,
    /// By whom and how.
    pub decision: SampleDecision,
}

/// What a decision does to a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verb {
    /// Đưa vào diện.
    Open {
        /// Which level tracks it.
        tier: Tier,
        /// Weak or needing attention.
        status: Status,
        /// Nhóm.
        group: Group,
        /// The committee that owns the work: the city's for its own list.
        owner: UnitAt,
        /// Until when consolidation is to be finished.
        due_on: Date,
    },
    /// Chuyển về cấp dưới theo dõi.
    HandDown {
        /// The committee that takes it over.
        owner: UnitAt,
        /// Until when consolidation is to be finished.
        due_on: Date,
    },
    /// Đưa lên diện Thành phố theo dõi.
    HandUp {
        /// The committee that owns it from now on.
        owner: UnitAt,
        /// Until when consolidation is to be finished.
        due_on: Date,
    },
    /// Kéo dài thời gian củng cố.
    Prolong {
        /// The new last day.
        due_on: Date,
    },
    /// Thay đổi diện, nhóm.
    Regroup {
        /// The new status.
        status: Status,
        /// The new group.
        group: Group,
    },
    /// Đưa ra khỏi diện.
    Remove {
        /// Kết quả khắc phục.
        result: &'static str,
    },
}

/// Ghi nhận quyết định of a collective body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleDecision {
    /// Kind of the deciding body.
    pub body_kind: &'static str,
    /// Cơ quan quyết định.
    pub body: String,
    /// Meeting or written opinion.
    pub form: Form,
    /// When it decided; not after the paper was signed.
    pub decided_on: Date,
    /// Triệu tập (or: asked).
    pub n_summoned: u16,
    /// Có mặt (or: answered).
    pub n_present: u16,
    /// Tán thành.
    pub n_agreed: u16,
    /// The paper by which it was made known.
    pub paper: PaperAt,
}

/// An account of the demonstration: a post, never a person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePerson {
    /// Login name.
    pub login: String,
    /// Shown name: the post.
    pub shown: String,
    /// Its role.
    pub role: Role,
    /// The subtree on which the role is granted.
    pub unit: UnitAt,
}
