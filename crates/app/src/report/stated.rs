//! Số liệu trong kỳ: what a periodic report says of the figures, each with its query, base and window.
//!
//! Drafted from the sums over the tree of the period. A window that is no period of the catalogue has no figures of
//! its own and the section is left out; a figure that nobody reported is left out of the text and shown as missing
//! in the table. A yearly matter (a target, grades) is read for the year that the window lies in, or the last whole
//! one.

use super::figures::Notes;
use super::source::Source;
use super::tables::notes;
use crate::figure::columns;
use crate::figure::sums::{Against, Sum, sum_of};
use crate::rules::Rules;
use crate::{Answer, Work};
use vunggoc_core::indicator::Indicator;
use vunggoc_core::period::{Period, PeriodKind};
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id};
use vunggoc_report::number::{counted, percent, whole};
use vunggoc_report::paper::{Block, Level, Span};
use vunggoc_report::table::{Cell, Column, Head, Row, Table, Value};

/// The parts of the section, with the indicators of each in the order in which reports tell them.
const PARTS: [(&str, &[&str]); 3] = [
    (
        "Kết nạp đảng viên, phát triển tổ chức đảng, đoàn thể",
        &[
            "members.admitted",
            "members.admitted.pupils",
            "members.admitted.private_enterprise",
            "members.admitted.business_owners",
            "orgs.founded.private_enterprise",
            "unions.founded",
            "unions.members",
        ],
    ),
    (
        "Kiểm tra, giám sát, kỷ luật",
        &[
            "inspection.lower.organisations",
            "inspection.lower.members",
            "inspection.ubkt.organisations",
            "inspection.ubkt.organisations_in_breach",
            "inspection.ubkt.members",
            "inspection.ubkt.members_in_breach",
            "discipline.organisations",
            "discipline.members",
        ],
    ),
    (
        "Bố trí người đứng đầu không phải người địa phương",
        &[
            "cadre.nonlocal_secretary.district",
            "cadre.nonlocal_chair.district",
            "cadre.nonlocal_secretary.commune",
            "cadre.nonlocal_chair.commune",
        ],
    ),
];

/// The grades, from the best.
const GRADES: [&str; 4] = [
    "hoàn thành xuất sắc nhiệm vụ",
    "hoàn thành tốt nhiệm vụ",
    "hoàn thành nhiệm vụ",
    "không hoàn thành nhiệm vụ",
];

/// One indicator of the section.
#[derive(Debug, Clone)]
pub(crate) struct Stated {
    part: usize,
    indicator: &'static Indicator,
    /// The form whose totals open its rows.
    form: String,
    sum: Sum,
}

/// Base organisations by grade in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Graded {
    year: Period,
    n: [i64; 4],
    n_asked: i64,
}

/// The figures of a window.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    period: Option<Period>,
    stated: Vec<Stated>,
    graded: Option<Graded>,
}

impl Work {
    /// Reads the figures of a window; none where it is no half-year, nine months or year.
    pub(crate) async fn report_figures(&mut self, under: Id<Unit>, window: (Date, Date)) -> Answer<Figures> {
        let Some(period) = period_of(window) else { return Ok(Figures::default()) };
        let rules = Rules::resident()?;
        let mut stated = Vec::new();
        for (part, (_, codes)) in PARTS.iter().enumerate() {
            for code in *codes {
                let Some(indicator) = rules.indicator(code).filter(|i| i.period == period.kind()) else {
                    continue;
                };
                let form = rules.forms.iter().find(|f| f.indicators.iter().any(|i| i == code));
                let Some(sum) = sum_of(self, code, period, under, Against::Periods).await? else { continue };
                let form = form.map(|f| f.name.code.clone()).unwrap_or_default();
                if sum.n_expected > 0 || sum.value.is_some() {
                    stated.push(Stated { part, indicator, form, sum });
                }
            }
        }
        let graded = self.graded(under, period).await?;
        Ok(Figures { period: Some(period), stated, graded })
    }

    /// Base organisations by grade in the last whole year.
    async fn graded(&mut self, under: Id<Unit>, period: Period) -> Answer<Option<Graded>> {
        let year = if period.kind() == PeriodKind::Year { period.year() } else { period.year() - 1 };
        let Some(year) = Period::new(PeriodKind::Year, year, 1) else { return Ok(None) };
        let day = self.tree_on(Tree::Party, year.last_on()).await?;
        let Some(at) = day.order().position(under) else { return Ok(None) };
        let grades = columns::kept(self, &day, "grading.grade", year).await?;
        let mut graded = Graded { year, n: [0; 4], n_asked: 0 };
        for base in day.order().subtree(at).filter(|p| day.units().level(*p) == Some("base")) {
            graded.n_asked += 1;
            let place = grades.get(base).and_then(|g| usize::try_from(g - 1).ok());
            if let Some(n) = place.and_then(|p| graded.n.get_mut(p)) {
                *n += 1;
            }
        }
        Ok((graded.n.iter().sum::<i64>() > 0).then_some(graded))
    }
}

/// The period that a window is.
fn period_of((from_on, to_on): (Date, Date)) -> Option<Period> {
    let kinds = [PeriodKind::Half, PeriodKind::NineMonths, PeriodKind::Year];
    let periods = kinds.iter().filter_map(|kind| Period::holding(*kind, to_on));
    periods.into_iter().find(|p| (p.first_on(), p.last_on()) == (from_on, to_on))
}

impl Figures {
    /// Whether there is anything to say.
    pub(crate) fn is_empty(&self) -> bool {
        self.stated.iter().all(|s| s.sum.value.is_none()) && self.graded.is_none()
    }
}

/// The paragraphs of the section.
pub(crate) fn words(source: &Source, notes_of: &mut Notes) -> Vec<Block> {
    let Some(period) = source.figures.period else { return Vec::new() };
    let mut body = Vec::new();
    let mut no = 0;
    for (part, (title, _)) in PARTS.iter().enumerate() {
        let said: Vec<&Stated> =
            source.figures.stated.iter().filter(|s| s.part == part && s.sum.value.is_some()).collect();
        if said.is_empty() {
            continue;
        }
        no += 1;
        body.push(Block::heading(Level::Arabic, format!("{no}."), *title));
        body.extend(said.iter().filter_map(|s| sentence(source, s, period, notes_of)));
    }
    if let Some(graded) = source.figures.graded {
        no += 1;
        body.push(Block::heading(Level::Arabic, format!("{no}."), "Xếp loại tổ chức cơ sở đảng"));
        body.push(grades(source, graded, notes_of));
    }
    body
}

fn address(source: &Source, form: &str, period: Period) -> String {
    format!("/figures/{form}/{period}/totals?under={}", source.under)
}

fn sentence(source: &Source, stated: &Stated, period: Period, notes_of: &mut Notes) -> Option<Block> {
    let (sum, indicator) = (&stated.sum, stated.indicator);
    let value = sum.value?;
    let leads_to = address(source, &stated.form, period);
    let mut figure = |key: &str, shown: String| {
        let key = format!("SL/text/{}{key}", indicator.code);
        let key = notes_of.note_shown(
            &key,
            shown.clone(),
            &indicator.name_vi,
            &indicator.name_en,
            leads_to.clone(),
        );
        Span::figure(shown, key)
    };
    let mut spans: Vec<Span> = vec![format!("{}: ", indicator.name_vi).into()];
    match sum.base.filter(|b| *b > 0) {
        Some(base) => {
            spans.push(figure("", format!("{}/{}", whole(value), whole(base))));
            spans.push(format!(" {}, đạt ", indicator.counted_vi).into());
            spans.push(figure("/share", percent(value, base, 1)?));
        }
        None => {
            spans.push(figure("", counted(value)));
            spans.push(format!(" {}", indicator.counted_vi).into());
        }
    }
    if sum.n_reported < sum.n_expected {
        let (reported, expected) = (whole(i64::from(sum.n_reported)), whole(i64::from(sum.n_expected)));
        spans.push(format!(" (theo báo cáo của {reported} trong số {expected} nơi phải báo cáo)").into());
    }
    spans.push(".".into());
    Some(Block::paragraph(spans))
}

fn grades(source: &Source, graded: Graded, notes_of: &mut Notes) -> Block {
    let n_graded: i64 = graded.n.iter().sum();
    let leads_to = format!("/figures/M07/{}?under={}", graded.year, source.under);
    let mut figure = |key: &str, n: i64, what: &str| {
        let key = format!("SL/grade/{key}");
        let key =
            notes_of.note_shown(&key, counted(n), what, "base organisations by grade", leads_to.clone());
        Span::figure(counted(n), key)
    };
    let mut spans: Vec<Span> = vec![
        format!("Năm {}, có ", graded.year.year()).into(),
        figure("all", n_graded, "TCCSĐ được xếp loại"),
        " TCCSĐ được xếp loại, gồm: ".into(),
    ];
    for (place, (n, grade)) in graded.n.iter().zip(GRADES).enumerate() {
        spans.push(figure(&(place + 1).to_string(), *n, grade));
        let after = if place + 1 == GRADES.len() { "." } else { "; " };
        spans.push(format!(" TCCSĐ {grade}{after}").into());
    }
    Block::paragraph(spans)
}

/// Biểu SL: số liệu chủ yếu trong kỳ.
pub(crate) fn table(source: &Source, notes_of: &mut Notes) -> Option<Table> {
    let period = source.figures.period.filter(|_| !source.figures.is_empty())?;
    let mut rows = Vec::new();
    for (part, (title, _)) in PARTS.iter().enumerate() {
        let stated: Vec<&Stated> = source.figures.stated.iter().filter(|s| s.part == part).collect();
        if stated.is_empty() {
            continue;
        }
        rows.push(Row::Banner((*title).to_owned()));
        rows.extend(stated.iter().enumerate().map(|(no, s)| row(source, no + 1, s, period, notes_of)));
    }
    let column = |key: &str, title: &str, weight: u16| Head::from(Column::number(key, title, weight));
    let mut below = notes(source);
    below.push("“Đã có a/b”: a nơi đã có số liệu trong b nơi phải có. Số thiếu không tính là 0.".into());
    Some(
        Table {
            code: "Biểu SL".into(),
            caption: "Số liệu chủ yếu trong kỳ".into(),
            head: vec![
                Column::centred("no", "STT", 8).into(),
                Column::text("what", "Nội dung", 70).into(),
                Column::text("counted", "Đơn vị tính", 18).into(),
                column("value", "Trong kỳ", 16),
                column("base", "Chỉ tiêu, tổng số", 16),
                column("share", "Tỷ lệ (%)", 14),
                column("reported", "Đã có", 16),
                column("last-year", "Cùng kỳ năm trước", 16),
                column("change", "+/−", 14),
                column("start", "Đầu kỳ", 16),
            ],
            rows,
            notes: below,
            ..Table::default()
        }
        .numbered(),
    )
}

fn row(source: &Source, no: usize, stated: &Stated, period: Period, notes_of: &mut Notes) -> Row {
    let (sum, indicator) = (&stated.sum, stated.indicator);
    let scaled = |value: Option<i64>| match (value, indicator.scale) {
        (None, _) => Value::Missing,
        (Some(value), 0) => Value::Whole(value),
        (Some(value), scale) => Value::Decimal { value, scale },
    };
    let leads_to = address(source, &stated.form, period);
    let mut noted = |what: &str, value: Option<i64>, vi: &str| {
        let cell = Cell::from(scaled(value));
        let key = format!("SL/{}/{what}", indicator.code);
        let vi = format!("{}: {vi}", indicator.name_vi);
        let key = notes_of.note_shown(&key, cell.shown(), &vi, &indicator.name_en, leads_to.clone());
        cell.from_figure(key)
    };
    let or_blank = |value: Option<i64>| value.map_or(Value::Blank, |v| scaled(Some(v)));
    let share = sum.value.zip(sum.base.filter(|b| *b > 0)).and_then(|(v, b)| percent(v, b, 1));
    let change = sum.value.zip(sum.last_year).map_or(Value::Blank, |(now, then)| Value::Change(now - then));
    let reported = format!("{}/{}", whole(i64::from(sum.n_reported)), whole(i64::from(sum.n_expected)));
    Row::plain([
        Cell::from(no.to_string()),
        Cell::from(indicator.name_vi.as_str()),
        Cell::from(indicator.counted_vi.as_str()),
        noted("value", sum.value, "trong kỳ"),
        Cell::from(or_blank(sum.base)),
        Cell::from(share.unwrap_or_default()),
        Cell::from(reported),
        Cell::from(or_blank(sum.last_year)),
        Cell::from(change),
        Cell::from(or_blank(sum.start)),
    ])
}
