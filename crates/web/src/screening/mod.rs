//! Rà soát, nhận diện: its pages, one file per verb, named as the use cases are.
//!
//! The rule is a "tiêu chí rà soát", a hit a "biểu hiện yếu kém"; the groups say that they are proposals of the
//! software. Sentences of findings come as they were stored; only their frame is worded here.

pub(crate) mod criteria;
pub(crate) mod explain;
mod judge;
mod letter;
pub(crate) mod list;
mod propose;
mod run;
mod set;
pub(crate) mod show;
mod try_bounds;
pub(crate) mod unit;

use crate::lang::Lang;
use crate::state::WebState;
use axum::Router;
use axum::routing::get;
use vunggoc_app::rules::Rules;
use vunggoc_app::screening::Broken;
use vunggoc_app::screening::show::Finding;
use vunggoc_core::period::{Period, PeriodKind};
use vunggoc_core::rulebook::Ground;
use vunggoc_core::screening::words::{self, Language};
use vunggoc_core::screening::{Area, Criterion, Decided, Effect, Shipped, Unfit};

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/rounds", get(list::page))
        .route("/rounds/run", get(run::ask).post(run::send))
        .route("/rounds/{id}", get(show::page))
        .route("/rounds/{id}/try", get(try_bounds::page))
        .route("/rounds/{id}/units/{unit}", get(unit::page))
        .route("/rounds/{id}/units/{unit}/letter", get(letter::ask).post(letter::send))
        .route("/rounds/{id}/units/{unit}/propose", get(propose::ask).post(propose::send))
        .route("/units/{id}/judgements", get(judge::ask).post(judge::send))
        .route("/criteria", get(criteria::page))
        .route("/criteria/{code}", get(set::ask).post(set::send))
        .route("/explanations", get(explain::page))
        .route("/explanations/{id}", get(explain::ask).post(explain::send))
}

fn language(l: &Lang) -> Language {
    match l {
        Lang::Vi => Language::Vietnamese,
        Lang::En => Language::English,
    }
}

/// The periods of a round that its criteria can look at, in words.
fn periods(l: &Lang, codes: &[String]) -> String {
    let looked_at = |p: &Period| matches!(p.kind(), PeriodKind::Half | PeriodKind::Year);
    let periods = codes.iter().filter_map(|c| Period::parse(c)).filter(looked_at);
    periods.map(|p| words::period(p, language(l))).collect::<Vec<_>>().join(", ")
}

/// A criterion as pages show it.
#[derive(Debug, Clone)]
struct CriterionView {
    code: String,
    name: String,
    area: &'static str,
    /// What is compared with which bound in how many periods, or that a person enters it by a paper.
    rule: String,
    effect: &'static str,
    on: Shipped,
    ground: GroundView,
    bound_ground: Option<GroundView>,
}

impl CriterionView {
    fn is_on(&self) -> bool {
        self.on == Shipped::On
    }
}

/// Where a value comes from, and whether it must still be confirmed.
#[derive(Debug, Clone)]
struct GroundView {
    source: String,
    confirm: Option<&'static str>,
}

fn ground(l: &Lang, ground: &Ground) -> GroundView {
    let confirm = ground.confidence.needs_confirmation();
    GroundView {
        source: ground.source.clone(),
        confirm: confirm.then_some(l.t("cần xác nhận", "to be confirmed")),
    }
}

fn criterion(l: &Lang, criterion: &Criterion) -> CriterionView {
    let rule = match &criterion.decided {
        Decided::Judgement => l
            .t("nhập theo văn bản của cơ quan có thẩm quyền", "entered by a paper of the competent body")
            .into(),
        Decided::Figures(test) => {
            let c = &test.condition;
            let name = |m: &vunggoc_core::screening::Measured| l.t(&m.name.vi, &m.name.en).to_owned();
            let base = c.base.as_ref().map_or(String::new(), |b| format!(" / {}", name(b)));
            format!(
                "{}{base}: {} {} ({} × {})",
                name(&c.of),
                words::comparison(c.comparison, language(l)),
                words::bound(c, language(l)),
                test.n_periods,
                kind(l, test.period)
            )
        }
    };
    CriterionView {
        code: criterion.name.code.clone(),
        name: l.t(&criterion.name.vi, &criterion.name.en).to_owned(),
        area: area(l, criterion.area),
        rule,
        effect: effect(l, criterion.effect),
        on: criterion.shipped,
        ground: ground(l, &criterion.ground),
        bound_ground: criterion.bound_ground.as_ref().map(|g| ground(l, g)),
    }
}

fn name_of(l: &Lang, rules: &Rules, code: &str) -> String {
    rules.criterion(code).map_or_else(String::new, |c| l.t(&c.name.vi, &c.name.en).to_owned())
}

fn kind(l: &Lang, kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Month => l.t("tháng", "month"),
        PeriodKind::Quarter => l.t("quý", "quarter"),
        PeriodKind::Half => l.t("6 tháng", "half-year"),
        PeriodKind::NineMonths => l.t("9 tháng", "nine months"),
        PeriodKind::Year => l.t("năm", "year"),
    }
}

fn area(l: &Lang, area: Area) -> &'static str {
    match area {
        Area::Politics => l.t("Chính trị, an ninh, trật tự, tiếp dân", "Politics, security, citizens"),
        Area::Organisation => l.t("Tổ chức và đoàn kết nội bộ", "Organisation and cohesion"),
        Area::PartyLife => l.t("Sinh hoạt đảng", "Party life"),
        Area::Results => l.t("Kết quả thực hiện nhiệm vụ", "Results"),
        Area::Discipline => l.t("Kiểm tra, kỷ luật", "Inspection, discipline"),
        Area::Reporting => l.t("Chế độ báo cáo, số liệu", "Reporting and figures"),
    }
}

fn effect(l: &Lang, effect: Effect) -> &'static str {
    match effect {
        Effect::DecidesOne => l.t("đề xuất nhóm 1", "proposes group 1"),
        Effect::DecidesTwo => l.t("đề xuất nhóm 2", "proposes group 2"),
        Effect::Counts => l.t("tính vào số biểu hiện", "counts among the signs"),
        Effect::Shown => l.t("chỉ nêu để biết", "shown only"),
    }
}

/// Whether a criterion is chosen at first for a round: bật, tắt.
fn on_off(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "on" => l.t("bật", "on"),
        _ => l.t("tắt", "off"),
    }
}

/// Có biểu hiện, chưa xác định.
fn outcome(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "hit" => l.t("Có biểu hiện", "Sign"),
        _ => l.t("Chưa xác định", "Not determined"),
    }
}

/// The class of the badge of an outcome.
fn outcome_badge(tag: &str) -> &'static str {
    match tag {
        "hit" => "attention",
        _ => "entering",
    }
}

/// The sentence of a finding in the language of the page.
fn says<'a>(l: &Lang, finding: &'a Finding) -> &'a str {
    l.t(&finding.says_vi, &finding.says_en)
}

/// What a paper says of a sign.
fn judged(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "present" => l.t("Có biểu hiện", "The sign is there"),
        _ => l.t("Biểu hiện đã được khắc phục", "The sign was overcome"),
    }
}

/// Why a use case of screening was not done.
pub(crate) fn broken(l: &Lang, broken: Broken) -> &'static str {
    match broken {
        Broken::NoCriterion => l.t("Chọn ít nhất một tiêu chí rà soát.", "Choose at least one criterion."),
        Broken::Future => l.t("Ngày không được sau hôm nay.", "The day must not be after today."),
        Broken::NotByJudgement => l.t(
            "Tiêu chí này không nhập theo văn bản cho tổ chức này.",
            "This criterion is not entered by a paper for this unit.",
        ),
        Broken::NoFinding => l.t("Chọn ít nhất một kết quả rà soát.", "Choose at least one finding."),
        Broken::AskedAlready => l.t(
            "Có kết quả đã được đề nghị giải trình bằng công văn trước; hãy bỏ chọn kết quả đó.",
            "A finding was asked about by an earlier letter; leave it out.",
        ),
        Broken::DueBeforeLetter => l.t(
            "Thời hạn trả lời phải từ ngày công văn trở đi.",
            "The date to answer by must not lie before the letter.",
        ),
        Broken::Unfit(Unfit::NotByFigures) => l.t(
            "Tiêu chí nhập theo văn bản không có mức và số kỳ.",
            "A criterion entered by a paper has neither bound nor periods.",
        ),
        Broken::Unfit(Unfit::Bound) => l.t(
            "Tiêu chí này nhận mức là số nguyên, không âm.",
            "This criterion takes a whole number as its bound, not below zero.",
        ),
        Broken::Unfit(Unfit::Periods) => {
            l.t("Số kỳ phải từ 1 đến 8.", "The number of periods must be 1 to 8.")
        }
        Broken::BadText => l.t(
            "Nhập ý kiến giải trình, không quá 8.000 chữ.",
            "Enter the explanation, at most 8,000 letters.",
        ),
    }
}
