//! Danh mục nội dung thống kê, and the forms that ask for them.

use crate::form::asking::kinds_of;
use crate::rules::Rules;
use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::period::Period;

/// One indicator as the catalogue declares it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Entry {
    /// Stable code.
    pub code: String,
    /// Name in Vietnamese.
    pub vi: String,
    /// Name in English.
    pub en: String,
    /// Đơn vị tính, Vietnamese.
    pub counted_vi: String,
    /// Unit of count, English.
    pub counted_en: String,
    /// stock, flow or cumulative.
    pub nature: String,
    /// Kind of period.
    pub period: String,
    /// Digits behind the comma.
    pub scale: u8,
    /// sum or none.
    pub over_tree: String,
    /// sum, last or none.
    pub over_time: String,
    /// form or register.
    pub origin: String,
    /// Code of its base.
    pub base: Option<String>,
    /// Forms that ask for it.
    pub forms: Vec<String>,
    /// Where the definition comes from.
    pub source: String,
    /// seen, secondary, derived, memory or ours.
    pub confidence: String,
}

/// The catalogue, for whoever may read figures anywhere.
pub async fn list(ctx: &Ctx) -> Answer<Vec<Entry>> {
    let mut work = ctx.look().await?;
    work.leave_anywhere(Action::ReadFigures).await?;
    let rules = Rules::resident()?;
    let forms = |code: &str| {
        let asks = rules.forms.iter().filter(|f| f.indicators.iter().any(|i| i == code));
        asks.map(|f| f.name.code.clone()).collect()
    };
    let entry = |i: &vunggoc_core::indicator::Indicator| Entry {
        code: i.code.clone(),
        vi: i.name_vi.clone(),
        en: i.name_en.clone(),
        counted_vi: i.counted_vi.clone(),
        counted_en: i.counted_en.clone(),
        nature: i.nature.tag().to_owned(),
        period: i.period.tag().to_owned(),
        scale: i.scale,
        over_tree: i.over_tree.tag().to_owned(),
        over_time: i.over_time.tag().to_owned(),
        origin: i.origin.tag().to_owned(),
        base: i.base.clone(),
        forms: forms(&i.code),
        source: i.ground.source.clone(),
        confidence: i.ground.confidence.tag().to_owned(),
    };
    Ok(rules.indicators.iter().map(entry).collect())
}

/// A form with the periods for which it can be chosen.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FormEntry {
    /// Its code.
    pub code: String,
    /// Name in Vietnamese.
    pub vi: String,
    /// Name in English.
    pub en: String,
    /// Codes of its indicators.
    pub indicators: Vec<String>,
    /// Codes of periods, newest first.
    pub periods: Vec<String>,
    /// seen, secondary, derived, memory or ours.
    pub confidence: String,
}

/// The forms, with the periods of this year and the two before.
pub async fn forms(ctx: &Ctx) -> Answer<Vec<FormEntry>> {
    let mut work = ctx.look().await?;
    work.leave_anywhere(Action::ReadFigures).await?;
    let rules = Rules::resident()?;
    let today = work.today();
    let periods = |form: &vunggoc_core::rulebook::FormRule| {
        let kinds = kinds_of(rules, form);
        let mut all: Vec<Period> = Vec::new();
        for year in today.year() - 2..=today.year() {
            for kind in &kinds {
                all.extend((1..=12).filter_map(|n| Period::new(*kind, year, n)));
            }
        }
        all.retain(|p| p.first_on() <= today);
        all.sort_by_key(|p| std::cmp::Reverse((p.last_on(), p.first_on())));
        all.iter().map(ToString::to_string).collect()
    };
    let entry = |f: &vunggoc_core::rulebook::FormRule| FormEntry {
        code: f.name.code.clone(),
        vi: f.name.vi.clone(),
        en: f.name.en.clone(),
        indicators: f.indicators.clone(),
        periods: periods(f),
        confidence: f.ground.confidence.tag().to_owned(),
    };
    Ok(rules.forms.iter().map(entry).collect())
}
