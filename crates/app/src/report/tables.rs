//! Biểu B02 and B03: numbers, each with the way to its units.

use super::figures::Notes;
use super::source::{Held, Source, day};
use crate::listing::flow::Column as Col;
use std::collections::BTreeMap;
use vunggoc_core::listing::flow::{Category, Flow, flow};
use vunggoc_core::listing::{Group, Placement, Status, Tier};
use vunggoc_core::{Date, date};
use vunggoc_report::table::{Cell, Column, Head, Row, Table, Value};

/// Since this day grassroots organisations are others than before, and counts are not one series.
const MODEL_CHANGED_ON: Date = date(2025, 7, 1);

fn number(key: &str, title: &str) -> Head {
    Column::number(key, title, 14).into()
}

/// The notes under every table: its window, its mode, and the break where the window or the year before meets it.
pub(crate) fn notes(source: &Source) -> Vec<String> {
    let mut notes = vec![format!(
        "Số liệu từ {} đến {}; theo tổ chức tại thời điểm báo cáo.",
        day(source.from_on),
        day(source.to_on)
    )];
    let year_before = source.from_on.year() - 1;
    if source.to_on >= MODEL_CHANGED_ON && date(year_before, 1, 1) < MODEL_CHANGED_ON {
        notes.push("Không so sánh được: thay đổi mô hình tổ chức từ 01/7/2025.".into());
    }
    notes
}

/// Cuối kỳ năm trước: how many of a category on the same day a year before.
fn year_before(source: &Source, category: Category) -> i64 {
    use jiff::ToSpan as _;
    let Ok(on) = source.to_on.checked_sub(1.year()) else { return 0 };
    let held = |h: &&Held| h.history.on(on).is_some_and(|s| category.takes(&s.placement));
    i64::try_from(source.held.iter().filter(held).count()).unwrap_or(0)
}

/// Biểu B02: tình hình tăng, giảm.
pub(crate) fn b02(source: &Source, notes_of: &mut Notes) -> Table {
    let histories = source.histories();
    let rows = [(Some(Tier::Upper), "Thành phố"), (Some(Tier::Lower), "Cấp dưới"), (None, "Tổng số")];
    let rows = rows.map(|(tier, name)| {
        let category = Category { tier, ..Category::default() };
        let flow = flow(&histories, category, source.from_on, source.to_on);
        let before = year_before(source, category);
        let cells = b02_cells(source, notes_of, tier, name, &flow, before);
        if tier.is_some() { Row::plain(cells) } else { Row::total(cells) }
    });
    Table {
        code: "Biểu B02".into(),
        caption: "Tình hình tăng, giảm TCCSĐ thuộc diện theo dõi, củng cố".into(),
        unit_of_count: "Đơn vị tính: tổ chức đảng".into(),
        head: vec![
            Column::text("tier", "Cấp theo dõi", 30).into(),
            number("opening", "Đầu kỳ"),
            Head::group(
                "Tăng trong kỳ",
                [
                    Head::group(
                        "Đưa vào mới",
                        [number("listed", "Tổng số"), number("relapsed", "Trong đó phát sinh trở lại")],
                    ),
                    number("from-tier", "Nhận từ cấp khác"),
                    number("by-reorganisation", "Do sắp xếp"),
                ],
            ),
            Head::group(
                "Giảm trong kỳ",
                [
                    number("removed", "Hoàn thành, đưa ra khỏi diện"),
                    number("to-tier", "Chuyển cấp khác"),
                    number("out-by-reorganisation", "Do sắp xếp"),
                ],
            ),
            number("closing", "Cuối kỳ"),
            number("year-before", "Cuối kỳ năm trước"),
            number("change", "+/−"),
        ],
        rows: rows.into(),
        notes: notes(source),
        signers: vec![],
    }
    .numbered()
}

fn b02_cells(
    source: &Source,
    notes_of: &mut Notes,
    tier: Option<Tier>,
    name: &str,
    flow: &Flow,
    before: i64,
) -> Vec<Cell> {
    let mut cells = vec![Cell::from(name)];
    let columns: [(Col, &Vec<_>, &str, &str); 9] = [
        (Col::Opening, &flow.opening, "đầu kỳ", "opening"),
        (Col::Listed, &flow.listed, "đưa vào mới", "newly listed"),
        (Col::Relapsed, &flow.relapsed, "phát sinh trở lại", "relapsed"),
        (Col::FromTier, &flow.from_tier, "nhận từ cấp khác", "from another level"),
        (Col::ByReorganisation, &flow.by_reorganisation, "tăng do sắp xếp", "in by reorganisation"),
        (Col::Removed, &flow.removed, "đưa ra khỏi diện", "removed"),
        (Col::ToTier, &flow.to_tier, "chuyển cấp khác", "to another level"),
        (Col::OutByReorganisation, &flow.out_by_reorganisation, "giảm do sắp xếp", "out by reorganisation"),
        (Col::Closing, &flow.closing, "cuối kỳ", "closing"),
    ];
    let tag = tier.map_or("", Tier::tag);
    for (column, list, vi, en) in columns {
        let n = i64::try_from(list.len()).unwrap_or(0);
        let leads_to = behind(source, tag, column);
        let key = notes_of.note(
            &format!("B02/{tag}/{column}"),
            n,
            &format!("TCCSĐ, {name}: {vi}"),
            &format!("Listings, {tag}: {en}"),
            leads_to,
        );
        cells.push(Cell::from(n).from_figure(key));
    }
    let closing = i64::try_from(flow.closing.len()).unwrap_or(0);
    let leads_to = behind(source, tag, Col::YearBefore);
    let key = notes_of.note(
        &format!("B02/{tag}/year-before"),
        before,
        "Cuối kỳ năm trước",
        "Closing a year before",
        leads_to,
    );
    cells.push(Cell::from(before).from_figure(key));
    cells.push(Value::Change(closing - before).into());
    cells
}

fn behind(source: &Source, tier: &str, column: Col) -> String {
    format!(
        "/listings/flow/behind?from={}&to={}&under={}&tier={tier}&column={column}",
        source.from_on, source.to_on, source.under
    )
}

/// The counts of B03 for one committee.
#[derive(Default)]
struct Stock {
    n: i64,
    status: [i64; 2],
    group: [i64; 3],
    /// xã phường · cơ quan · đơn vị sự nghiệp · doanh nghiệp · chi bộ dân cư · khác.
    kind: [i64; 6],
}

impl Stock {
    fn add(&mut self, at: &Placement, kind: &str) {
        self.n += 1;
        let bump = |cells: &mut [i64], place: usize| {
            if let Some(cell) = cells.get_mut(place) {
                *cell += 1;
            }
        };
        bump(&mut self.status, usize::from(at.status == Status::Attention));
        bump(&mut self.group, Group::ALL.iter().position(|g| *g == at.group).unwrap_or(0));
        let kind = match kind {
            "commune" => 0,
            "office" => 1,
            "public-service" | "school" => 2,
            "enterprise" => 3,
            "residential" => 4,
            _ => 5,
        };
        bump(&mut self.kind, kind);
    }

    fn cells(&self) -> impl Iterator<Item = i64> + '_ {
        std::iter::once(self.n).chain(self.status).chain(self.group).chain(self.kind)
    }
}

/// Biểu B03: phân loại số cuối kỳ, by the committee directly below.
pub(crate) fn b03(source: &Source, notes_of: &mut Notes) -> Table {
    let mut by_committee: BTreeMap<(Vec<u8>, String, Option<i64>), Stock> = BTreeMap::new();
    let mut whole = Stock::default();
    for held in &source.held {
        let Some(spell) = held.history.on(source.to_on) else { continue };
        let (id, name) = match &held.committee {
            Some((id, name)) => (Some(*id), name.clone()),
            None => (None, source.place.clone()),
        };
        let key = (crate::collate::sort_key(&name), name, id);
        by_committee.entry(key).or_default().add(&spell.placement, &held.kind);
        whole.add(&spell.placement, &held.kind);
    }
    let mut rows = Vec::new();
    for (no, ((_, name, id), stock)) in by_committee.iter().enumerate() {
        let mut cells = vec![Cell::from((no + 1).to_string()), Cell::from(name.as_str())];
        let under = id.unwrap_or(source.under.number());
        for (place, n) in stock.cells().enumerate() {
            let leads_to = format!("/listings?on={}&under={under}{}", source.to_on, filter(place));
            let key = format!("B03/{under}/{place}");
            let key = notes_of.note(
                &key,
                n,
                &format!("{name}: {}", B03_VI.get(place).unwrap_or(&"")),
                &format!("B03, {name}"),
                leads_to,
            );
            cells.push(Cell::from(n).from_figure(key));
        }
        rows.push(Row::plain(cells));
    }
    let mut cells = vec![Cell::from(""), Cell::from("Tổng số")];
    for (place, n) in whole.cells().enumerate() {
        let leads_to = format!("/listings?on={}&under={}{}", source.to_on, source.under, filter(place));
        let vi = format!("Tổng số: {}", B03_VI.get(place).unwrap_or(&""));
        let key = notes_of.note(&format!("B03/total/{place}"), n, &vi, "B03, total", leads_to);
        cells.push(Cell::from(n).from_figure(key));
    }
    rows.push(Row::total(cells));
    Table { rows, notes: notes(source), ..b03_head() }.numbered()
}

const B03_VI: [&str; 12] = [
    "tổng số",
    "yếu kém",
    "cần quan tâm",
    "nhóm 1",
    "nhóm 2",
    "nhóm 3",
    "xã, phường",
    "cơ quan",
    "đơn vị sự nghiệp",
    "doanh nghiệp",
    "chi bộ dân cư",
    "khác",
];

/// What a column of B03 adds to the address of the list.
fn filter(place: usize) -> &'static str {
    ["", "&status=weak", "&status=attention", "&group=1", "&group=2", "&group=3"]
        .get(place)
        .copied()
        .unwrap_or("")
}

fn b03_head() -> Table {
    Table {
        code: "Biểu B03".into(),
        caption: "Phân loại số TCCSĐ đang theo dõi, củng cố cuối kỳ".into(),
        unit_of_count: "Đơn vị tính: tổ chức đảng".into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("committee", "Đảng bộ", 42).into(),
            number("n", "Tổng số"),
            Head::group("Diện", [number("weak", "Yếu kém"), number("attention", "Cần quan tâm")]),
            Head::group("Nhóm", [number("g1", "1"), number("g2", "2"), number("g3", "3")]),
            Head::group(
                "Loại hình",
                [
                    number("commune", "Xã, phường"),
                    number("office", "Cơ quan"),
                    number("service", "Đơn vị sự nghiệp"),
                    number("enterprise", "Doanh nghiệp"),
                    number("residential", "Chi bộ dân cư"),
                    number("other", "Khác"),
                ],
            ),
        ],
        ..Table::default()
    }
}
