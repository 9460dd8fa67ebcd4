//! Tiêu chí rà soát: a rule on data, itself data (`rules/criteria.toml`).

use super::Template;
use crate::indicator::{FIGURE_LIMIT, Sensitivity};
use crate::period::PeriodKind;
use crate::rulebook::{Ground, Named, Reach};
use crate::tagged;

tagged! {
    /// Lĩnh vực của tiêu chí.
    pub enum Area {
        /// Chính trị, an ninh, trật tự, tiếp dân và đơn.
        Politics = "A",
        /// Tổ chức và đoàn kết nội bộ.
        Organisation = "B",
        /// Sinh hoạt đảng.
        PartyLife = "C",
        /// Kết quả thực hiện nhiệm vụ.
        Results = "D",
        /// Kiểm tra, kỷ luật.
        Discipline = "E",
        /// Chế độ báo cáo, số liệu.
        Reporting = "F",
    }
}

tagged! {
    /// Whether a criterion is on in a fresh installation.
    pub enum Shipped {
        /// Of the minimal set, which data of the first day can decide.
        On = "on",
        /// Switched on by whoever has the data.
        Off = "off",
    }
}

tagged! {
    /// How a figure is compared with a bound. There is no "equal": a better figure must never add a hit.
    pub enum Comparison {
        /// Thấp hơn.
        Below = "below",
        /// Không quá.
        AtMost = "at-most",
        /// Cao hơn.
        Above = "above",
        /// Từ … trở lên.
        AtLeast = "at-least",
    }
}

tagged! {
    /// What a hit means for the proposed group.
    pub enum Effect {
        /// Alone puts the unit in group 1.
        DecidesOne = "decides-1",
        /// Alone puts the unit in group 2, if nothing puts it in group 1.
        DecidesTwo = "decides-2",
        /// Counts among the signs.
        Counts = "counts",
        /// Is shown and changes nothing.
        Shown = "shown",
    }
}

tagged! {
    /// What a criterion says of a unit whose figures are missing; never "clear".
    pub enum Missing {
        /// Chưa xác định: the figure should be there.
        Undetermined = "undetermined",
        /// Không áp dụng: whoever has not reported was not asked.
        NotApplicable = "not-applicable",
    }
}

tagged! {
    /// What a criterion says of a share whose base is zero.
    pub enum BaseZero {
        /// Không áp dụng: there was nothing of which a share could be taken.
        NotApplicable = "not-applicable",
        /// Chưa xác định: a base of zero is itself doubtful.
        Undetermined = "undetermined",
    }
}

/// Mức: the bound, as a fraction of two integers; an integer has the denominator 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    numerator: i64,
    denominator: i64,
}

/// The bound has a denominator outside 1 … 32,768, or a numerator too large beside a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadBound;

impl Bound {
    /// The largest term of a share: with [`FIGURE_LIMIT`] no product leaves 64 bits.
    pub const TERM_LIMIT: i64 = 1 << 15;

    /// A whole number, in the scale of the indicator.
    pub const fn whole(value: i64) -> Result<Self, BadBound> {
        if value.unsigned_abs() > FIGURE_LIMIT.unsigned_abs() {
            return Err(BadBound);
        }
        Ok(Self { numerator: value, denominator: 1 })
    }

    /// A share: numerator and denominator.
    pub const fn share(numerator: i64, denominator: i64) -> Result<Self, BadBound> {
        if denominator < 1 || denominator > Self::TERM_LIMIT || numerator.unsigned_abs() > 1 << 15 {
            return Err(BadBound);
        }
        Ok(Self { numerator, denominator })
    }

    /// The bound with these terms: a whole number where the lower one is 1, else a share.
    pub const fn of_terms(numerator: i64, denominator: i64) -> Result<Self, BadBound> {
        if denominator == 1 { Self::whole(numerator) } else { Self::share(numerator, denominator) }
    }

    /// The upper term.
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// The lower term, at least 1.
    pub const fn denominator(self) -> i64 {
        self.denominator
    }
}

/// An indicator as a criterion names it: frozen with the rule, so that an old finding stays readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Code and names in the catalogue.
    pub name: Named,
    /// Digits behind the comma.
    pub scale: u8,
    /// Whether small counts of it may be told.
    pub sensitivity: Sensitivity,
}

/// `indicator [/ base] compared with bound`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The figure.
    pub of: Measured,
    /// The base where a share is compared.
    pub base: Option<Measured>,
    /// The comparison.
    pub comparison: Comparison,
    /// The bound.
    pub bound: Bound,
}

/// A test on figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Only units for which this holds in the latest period are meant (e.g. "large enough").
    pub when: Option<Condition>,
    /// What must hold in every period of the run.
    pub condition: Condition,
    /// Kind of the periods.
    pub period: PeriodKind,
    /// How many periods one after another, the latest included; 1 to 8.
    pub n_periods: u8,
    /// What missing figures mean.
    pub missing: Missing,
    /// What a base of zero means.
    pub base_zero: BaseZero,
}

impl Test {
    /// Whether it reads an indicator of which small counts are told nowhere.
    pub fn is_sensitive(&self) -> bool {
        let conditions = std::iter::once(&self.condition).chain(&self.when);
        let mut measured = conditions.flat_map(|c| std::iter::once(&c.of).chain(&c.base));
        measured.any(|m| m.sensitivity == Sensitivity::SmallCountsHidden)
    }
}

/// Who or what decides a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "there are some forty criteria, nearly all of the large kind")]
pub enum Decided {
    /// Figures.
    Figures(Test),
    /// A person, on the ground of a paper of a competent body; without a paper it says nothing.
    Judgement,
}

/// How hits of units below are shown at the unit above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lift {
    /// Code of the level at which they are shown: the nearest unit above that has it.
    pub to: String,
    /// Whether they make a sign of that unit.
    pub rule: LiftRule,
}

/// When hits below make a sign of the unit above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiftRule {
    /// Never: "n of m" is shown.
    Shown,
    /// When more than this share of the units below have the sign.
    MoreThan(Bound),
    /// When at least so many have it.
    AtLeast(u32),
}

/// Tiêu chí rà soát.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Code (`A4`) and names.
    pub name: Named,
    /// Lĩnh vực.
    pub area: Area,
    /// Whether it is on at first.
    pub shipped: Shipped,
    /// The units it speaks of.
    pub reach: Reach,
    /// What decides it.
    pub decided: Decided,
    /// How it shows above.
    pub lift: Option<Lift>,
    /// What a hit does to the proposed group.
    pub effect: Effect,
    /// The sentence of a hit, Vietnamese.
    pub says_vi: Template,
    /// The sentence of a hit, English.
    pub says_en: Template,
    /// Where the criterion comes from.
    pub ground: Ground,
    /// Where its bound comes from, where that is another source than the criterion's.
    pub bound_ground: Option<Ground>,
}
