//! Đánh giá kết quả củng cố: self-evaluation, opinions of the bodies concerned, appraisal, conclusion.
//!
//! The organisation reports, the bodies concerned are asked by paper and answer by paper, the standing body appraises,
//! and a collective body concludes: remove, hand down, hand up, prolong. The conclusion is an act on the listing; here
//! stands only what it may rest on. Exit criteria are run again by the code of screening; missing is never green, so a
//! removal against a criterion that is not overcome or not determined needs its reason in writing, and so does a
//! conclusion without the opinions asked for. Deliberately not here: the figures, and the acts on the listing itself.

mod watch;

pub use watch::{Stretch, Watch};

use crate::decision::Decision;
use crate::listing::{ActKind as ListingAct, Listing};
use crate::paper::Paper;
use crate::screening::Remedy;
use crate::unit::Unit;
use crate::{Date, Id, Version, tagged};

tagged! {
    /// Ý kiến.
    pub enum Agreement {
        /// Đồng ý.
        Agrees = "agrees",
        /// Chưa đồng ý.
        Disagrees = "disagrees",
    }
}

tagged! {
    /// The acts on an evaluation, by name.
    pub enum ActKind {
        /// Báo cáo tự đánh giá.
        Report = "report",
        /// Lấy ý kiến cơ quan liên quan.
        Ask = "ask",
        /// Ghi ý kiến trả lời.
        Answer = "answer",
        /// Thẩm định.
        Appraise = "appraise",
        /// Kết luận.
        Conclude = "conclude",
    }
}

/// Báo cáo: what was said in writing, and by which paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The day.
    pub on: Date,
    /// The paper.
    pub paper: Id<Paper>,
    /// The words.
    pub words: String,
}

/// Ý kiến của một cơ quan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Its number.
    pub id: Id<Opinion>,
    /// The body that was asked.
    pub body: Id<Unit>,
    /// When.
    pub asked_on: Date,
    /// By which paper.
    pub asked_by: Id<Paper>,
    /// Until when it was to answer.
    pub due_on: Date,
    /// What it answered.
    pub reply: Option<Reply>,
}

/// Ý kiến trả lời.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The day of its paper.
    pub on: Date,
    /// The paper.
    pub paper: Id<Paper>,
    /// Whether it agrees.
    pub agreement: Agreement,
    /// Why; never blank where it does not agree.
    pub reason: String,
}

/// Kết luận, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// The day of effect.
    pub on: Date,
    /// What is done to the listing.
    pub way: ListingAct,
    /// The decision of the body.
    pub decision: Id<Decision>,
    /// Why it is removed although a criterion is not overcome or not determined.
    pub despite: String,
    /// Why it is concluded without opinions that were not asked for or not given.
    pub without_opinions: String,
}

/// Bước.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Đã mở đợt đánh giá.
    Begun,
    /// Đã có báo cáo tự đánh giá.
    Reported {
        /// Báo cáo tự đánh giá.
        report: Said,
    },
    /// Đã thẩm định.
    Appraised {
        /// Báo cáo tự đánh giá.
        report: Said,
        /// Báo cáo thẩm định.
        appraisal: Said,
    },
    /// Đã kết luận.
    Concluded {
        /// Báo cáo tự đánh giá.
        report: Said,
        /// Báo cáo thẩm định.
        appraisal: Said,
        /// Kết luận.
        conclusion: Conclusion,
    },
}

/// Đợt đánh giá kết quả củng cố.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// Its number.
    pub id: Id<Evaluation>,
    /// The listing evaluated.
    pub listing: Id<Listing>,
    /// The unit listed.
    pub unit: Id<Unit>,
    /// How often it was changed.
    pub version: Version,
    /// Since when.
    pub begun_on: Date,
    /// In the order in which they were asked for.
    pub opinions: Vec<Opinion>,
    /// How far it is.
    pub stage: Stage,
}

/// What is done to an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Báo cáo tự đánh giá.
    Report(Said),
    /// Lấy ý kiến.
    Ask(Opinion),
    /// Ghi ý kiến trả lời.
    Answer(Id<Opinion>, Reply),
    /// Thẩm định.
    Appraise(Said),
    /// Kết luận, beside what the criteria of exit say today.
    Conclude(Conclusion, Vec<Remedy>),
}

impl Act {
    /// Its name.
    pub const fn kind(&self) -> ActKind {
        match self {
            Self::Report(_) => ActKind::Report,
            Self::Ask(_) => ActKind::Ask,
            Self::Answer(..) => ActKind::Answer,
            Self::Appraise(_) => ActKind::Appraise,
            Self::Conclude(..) => ActKind::Conclude,
        }
    }
}

/// Why an act cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The act does not fit the stage.
    NotNow {
        /// What was asked for.
        act: ActKind,
    },
    /// The body was asked before.
    AskedAlready,
    /// It is to answer before it was asked.
    DueBeforeAsked,
    /// No such opinion was asked for.
    NotAsked,
    /// It has answered already.
    AnsweredAlready,
    /// A paper is older than what it answers, or the conclusion than the appraisal.
    NotBefore {
        /// The day of that step.
        on: Date,
    },
    /// Whoever does not agree says why.
    NoReason,
    /// A report says nothing.
    NoWords,
    /// Only what ends or moves the listing, or prolongs it, concludes an evaluation.
    NotAConclusion,
    /// Opinions were not asked for, or not all were given, and nobody said why it is concluded without them.
    WithoutOpinions {
        /// How many are still awaited; 0 where none was asked for.
        n_awaited: usize,
    },
    /// A removal against what the criteria say, and nobody said why.
    NotOvercome {
        /// How many signs are still there.
        n_persisting: usize,
        /// How many cannot be determined.
        n_unknown: usize,
    },
}

/// What can conclude an evaluation, in the order in which the page offers it.
pub const WAYS: &[ListingAct] =
    &[ListingAct::Remove, ListingAct::HandDown, ListingAct::HandUp, ListingAct::Prolong];

impl Evaluation {
    /// An evaluation just begun.
    pub const fn begin(id: Id<Self>, listing: Id<Listing>, unit: Id<Unit>, begun_on: Date) -> Self {
        Self {
            id,
            listing,
            unit,
            version: Version::FIRST,
            begun_on,
            opinions: Vec::new(),
            stage: Stage::Begun,
        }
    }

    /// What may be done now, in the order in which the page offers it.
    pub fn open_to(&self) -> &'static [ActKind] {
        match &self.stage {
            Stage::Begun => &[ActKind::Report, ActKind::Ask, ActKind::Answer],
            Stage::Reported { .. } => &[ActKind::Ask, ActKind::Answer, ActKind::Appraise],
            Stage::Appraised { .. } => &[ActKind::Answer, ActKind::Conclude],
            Stage::Concluded { .. } => &[],
        }
    }

    /// Bodies that have not answered yet.
    pub fn n_awaited(&self) -> usize {
        self.opinions.iter().filter(|o| o.reply.is_none()).count()
    }

    /// The evaluation after an act.
    pub fn act(self, act: Act) -> Result<Self, Broken> {
        let kind = act.kind();
        if !self.open_to().contains(&kind) {
            return Err(Broken::NotNow { act: kind });
        }
        let version = self.version.next();
        let n_awaited = self.n_awaited();
        let (mut opinions, begun_on) = (self.opinions, self.begun_on);
        let stage = match (self.stage, act) {
            (Stage::Begun, Act::Report(report)) => Stage::Reported { report: said(report, begun_on)? },
            (stage, Act::Ask(opinion)) => {
                asked(&mut opinions, opinion)?;
                stage
            }
            (stage, Act::Answer(of, reply)) => {
                answered(&mut opinions, of, reply)?;
                stage
            }
            (Stage::Reported { report }, Act::Appraise(appraisal)) => {
                let appraisal = said(appraisal, report.on)?;
                Stage::Appraised { report, appraisal }
            }
            (Stage::Appraised { report, appraisal }, Act::Conclude(conclusion, remedies)) => {
                not_before(conclusion.on, appraisal.on)?;
                let asked = Asked { n: opinions.len(), n_awaited };
                let conclusion = concluded(conclusion, asked, &remedies)?;
                Stage::Concluded { report, appraisal, conclusion }
            }
            _ => return Err(Broken::NotNow { act: kind }),
        };
        Ok(Self { version, opinions, stage, ..self })
    }
}

fn not_before(on: Date, step: Date) -> Result<(), Broken> {
    if on < step { Err(Broken::NotBefore { on: step }) } else { Ok(()) }
}

fn said(words: Said, after: Date) -> Result<Said, Broken> {
    if words.words.trim().is_empty() {
        return Err(Broken::NoWords);
    }
    not_before(words.on, after)?;
    Ok(words)
}

fn asked(opinions: &mut Vec<Opinion>, opinion: Opinion) -> Result<(), Broken> {
    if opinions.iter().any(|o| o.body == opinion.body) {
        return Err(Broken::AskedAlready);
    }
    if opinion.due_on < opinion.asked_on {
        return Err(Broken::DueBeforeAsked);
    }
    opinions.push(Opinion { reply: None, ..opinion });
    Ok(())
}

fn answered(opinions: &mut [Opinion], of: Id<Opinion>, reply: Reply) -> Result<(), Broken> {
    let opinion = opinions.iter_mut().find(|o| o.id == of).ok_or(Broken::NotAsked)?;
    if opinion.reply.is_some() {
        return Err(Broken::AnsweredAlready);
    }
    not_before(reply.on, opinion.asked_on)?;
    if reply.agreement == Agreement::Disagrees && reply.reason.trim().is_empty() {
        return Err(Broken::NoReason);
    }
    opinion.reply = Some(reply);
    Ok(())
}

struct Asked {
    n: usize,
    n_awaited: usize,
}

fn concluded(conclusion: Conclusion, asked: Asked, remedies: &[Remedy]) -> Result<Conclusion, Broken> {
    let blank = |s: &str| s.trim().is_empty();
    if !WAYS.contains(&conclusion.way) {
        return Err(Broken::NotAConclusion);
    }
    if (asked.n == 0 || asked.n_awaited > 0) && blank(&conclusion.without_opinions) {
        return Err(Broken::WithoutOpinions { n_awaited: asked.n_awaited });
    }
    let n = |which: Remedy| remedies.iter().filter(|r| **r == which).count();
    let (n_persisting, n_unknown) = (n(Remedy::Persists), n(Remedy::Unknown));
    // No criterion at all shows nothing either.
    let green = !remedies.is_empty() && n_persisting + n_unknown == 0;
    if conclusion.way == ListingAct::Remove && !green && blank(&conclusion.despite) {
        return Err(Broken::NotOvercome { n_persisting, n_unknown });
    }
    Ok(conclusion)
}

#[cfg(test)]
mod tests;
