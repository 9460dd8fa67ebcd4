//! Nhận định về số liệu: what the audit says of one statement, with the words for people.
//!
//! Machine codes never change; the Vietnamese words are gentle, because the text may come from above. Deliberately not
//! here: how a claim is found or judged.

use crate::decimal::Decimal;

/// Loại nhận định.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Tỷ số: "a/b" with its percent, if any.
    Ratio,
    /// Tỷ lệ: a share whose base stands elsewhere or nowhere.
    Share,
    /// Tổng và các thành phần.
    Sum,
    /// Tăng, giảm so với trước.
    Change,
    /// Chỉ tiêu và kết quả.
    Target,
    /// Một số liệu nêu nhiều lần.
    Repeat,
    /// Kỳ số liệu.
    Period,
}

impl Kind {
    /// The machine code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ratio => "ratio",
            Self::Share => "share",
            Self::Sum => "sum",
            Self::Change => "change",
            Self::Target => "target",
            Self::Repeat => "repeat",
            Self::Period => "period",
        }
    }
}

/// Kết quả kiểm tra.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Khớp.
    Right,
    /// Khớp (cắt số).
    Truncated,
    /// Tính lại được số khác.
    Wrong,
    /// Các số thành phần chưa khớp tổng.
    Gap,
    /// Hai chỗ chưa thống nhất.
    Contradiction,
    /// Kết quả thấp hơn chỉ tiêu.
    TargetMissed,
    /// Chưa tìm được mẫu số phù hợp.
    ImpossibleBase,
    /// Chỉ tiêu chưa có số liệu.
    Silent,
    /// Chưa đủ căn cứ kiểm tra.
    Unchecked,
}

impl Verdict {
    /// The machine code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Truncated => "truncated",
            Self::Wrong => "wrong",
            Self::Gap => "gap",
            Self::Contradiction => "contradiction",
            Self::TargetMissed => "target_missed",
            Self::ImpossibleBase => "impossible_base",
            Self::Silent => "silent",
            Self::Unchecked => "unchecked",
        }
    }

    /// Vietnamese words, without the figures (see [`Claim::label_vi`]).
    #[must_use]
    pub fn vi(self) -> &'static str {
        match self {
            Self::Right => "Khớp",
            Self::Truncated => "Khớp (cắt số)",
            Self::Wrong => "Đề nghị kiểm tra lại",
            Self::Gap => "Các số thành phần chưa khớp tổng",
            Self::Contradiction => "Hai chỗ chưa thống nhất",
            Self::TargetMissed => "Kết quả thấp hơn chỉ tiêu, đề nghị xem lại nhận định",
            Self::ImpossibleBase => "Chưa tìm được mẫu số phù hợp",
            Self::Silent => "Chỉ tiêu chưa có số liệu",
            Self::Unchecked => "Chưa đủ căn cứ kiểm tra",
        }
    }

    /// English words.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Right => "Agrees",
            Self::Truncated => "Agrees (cut, not rounded)",
            Self::Wrong => "Please check again",
            Self::Gap => "The parts do not yet add up to the total",
            Self::Contradiction => "Two places do not yet agree",
            Self::TargetMissed => "The result is below the target; please review the statement",
            Self::ImpossibleBase => "No base found that fits",
            Self::Silent => "Target without a figure",
            Self::Unchecked => "Not enough to check it",
        }
    }
}

/// Mức chắc chắn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Arithmetic alone.
    Proved,
    /// Needs one reading of the sentence.
    Likely,
    /// A question to the author.
    Ask,
}

impl Certainty {
    /// The machine code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Likely => "likely",
            Self::Ask => "ask",
        }
    }

    /// Vietnamese words.
    #[must_use]
    pub fn vi(self) -> &'static str {
        match self {
            Self::Proved => "Theo phép tính",
            Self::Likely => "Theo một cách hiểu câu văn",
            Self::Ask => "Xin hỏi người soạn",
        }
    }

    /// English words.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Proved => "by arithmetic",
            Self::Likely => "by one reading of the sentence",
            Self::Ask => "a question to the author",
        }
    }
}

/// Một nhận định: one statement of the text with its judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed.
    pub kind: Kind,
    /// The judgement.
    pub verdict: Verdict,
    /// How sure it is.
    pub certainty: Certainty,
    /// The words of the text at `start..end`.
    pub text: String,
    /// First code point in [`Audit::text`](crate::Audit::text).
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The figure that is judged, as it is written in the text.
    pub printed: String,
    /// The recomputed value, where there is one.
    pub computed: Option<Decimal>,
    /// What was compared.
    pub note: Note,
}

impl Claim {
    /// Whether the claim counts for exit status 1: a fault that is proved or likely.
    #[must_use]
    pub fn accuses(&self) -> bool {
        let fault = match self.verdict {
            Verdict::Wrong | Verdict::Gap | Verdict::ImpossibleBase | Verdict::TargetMissed => true,
            Verdict::Contradiction => matches!(self.note, Note::TwoValues { .. }),
            Verdict::Right | Verdict::Truncated | Verdict::Silent | Verdict::Unchecked => false,
        };
        fault && self.certainty != Certainty::Ask
    }

    /// For people a share has one decimal more than the text prints.
    fn shown(&self, value: Decimal) -> Decimal {
        let printed = crate::number::read(&self.printed).map_or(1, |r| r.as_percent().usual.decimals());
        let rounded = value.fraction().rounded(printed.saturating_add(1).min(4));
        if self.sign().is_empty() { value } else { rounded.map_or(value, Decimal::trimmed) }
    }

    fn sign(&self) -> &'static str {
        // A change is told in percent or in numbers.
        let told = || {
            let rest = self.text.split_once(&self.printed).map_or("", |(_, rest)| rest);
            rest.trim_start().starts_with(['%', '％'])
        };
        let percent = match self.kind {
            Kind::Ratio | Kind::Share => !matches!(self.note, Note::Average { .. }),
            Kind::Change => told(),
            Kind::Sum | Kind::Target | Kind::Repeat | Kind::Period => false,
        };
        if percent { "%" } else { "" }
    }

    /// The verdict in Vietnamese with its figures: "Đề nghị kiểm tra lại: tính lại được 50,58%".
    #[must_use]
    pub fn label_vi(&self) -> String {
        match (self.verdict, self.computed, &self.note) {
            (Verdict::Wrong, Some(value), _) => {
                format!(
                    "{}: tính lại được {}",
                    self.verdict.vi(),
                    self.shown(value).vietnamese() + self.sign()
                )
            }
            (Verdict::Gap, _, Note::Parts { gap, .. }) => {
                format!("{} (lệch {})", self.verdict.vi(), gap.vietnamese())
            }
            _ => self.verdict.vi().to_owned(),
        }
    }

    /// The verdict in English with its figures.
    #[must_use]
    pub fn label_en(&self) -> String {
        match (self.verdict, self.computed, &self.note) {
            (Verdict::Wrong, Some(value), _) => {
                format!("{}: recomputed as {}", self.verdict.en(), self.shown(value).english() + self.sign())
            }
            (Verdict::Gap, _, Note::Parts { gap, .. }) => {
                format!("{} (off by {})", self.verdict.en(), gap.english())
            }
            _ => self.verdict.en().to_owned(),
        }
    }
}

/// Căn cứ: what a claim was compared with. Figures are as in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Tử số và mẫu số.
    Division {
        /// As written.
        numerator: String,
        /// As written.
        base: String,
    },
    /// Tổng chia cho số nhóm: an average.
    Average {
        /// As written.
        total: String,
        /// The number of groups.
        groups: String,
    },
    /// No percent is printed beside the ratio.
    RatioAlone,
    /// The base of the share is not in the text.
    BaseNotStated,
    /// No whole number gives that share of the numerator.
    NoWholeBase {
        /// As written.
        numerator: String,
    },
    /// The base that the sentence seems to mean does not fit, another one may.
    BaseUncertain {
        /// As written.
        numerator: String,
        /// As written.
        base: String,
    },
    /// Parts and whole.
    Parts {
        /// As written.
        parts: Vec<String>,
        /// The sum of the parts.
        sum: Decimal,
        /// The total, as written.
        whole: String,
        /// Total less sum.
        gap: Decimal,
    },
    /// What there was, what came and left, and what there is.
    Balance {
        /// As written.
        opening: String,
        /// As written.
        came: Vec<String>,
        /// As written.
        left: Vec<String>,
        /// Recomputed.
        computed: Decimal,
        /// As written.
        closing: String,
    },
    /// The parts may overlap or be a selection.
    PartsNotExhaustive,
    /// Now and before.
    Difference {
        /// As written.
        now: String,
        /// As written, or recomputed.
        before: String,
    },
    /// "giảm từ 318 xuống 321": told as a fall, and rises.
    FallThatRises {
        /// As written.
        now: String,
        /// As written.
        before: String,
    },
    /// "tăng từ 321 lên 318": told as a rise, and falls.
    RiseThatFalls {
        /// As written.
        now: String,
        /// As written.
        before: String,
    },
    /// The earlier value is not in the text.
    EarlierNotStated,
    /// Result and target.
    TargetAndResult {
        /// As written.
        target: String,
        /// As written; several where grades are added.
        result: String,
    },
    /// The text sets the target and reports nothing on it.
    TargetWithoutResult,
    /// The text says that the target is met and gives no figure.
    MetWithoutFigure,
    /// The words tell more than the figures.
    WordsAgainstFigures,
    /// The same quantity with two values.
    TwoValues {
        /// As written.
        first: String,
        /// As written.
        second: String,
    },
    /// The same number for two sets that exclude each other.
    OneNumberTwoSets,
    /// The text speaks of two periods.
    TwoPeriods {
        /// As written.
        first: String,
        /// As written.
        second: String,
    },
    /// The figures are said roughly.
    Approximate,
    /// The number is too long to compute with.
    TooLong,
}
