//! Biểu B04, B05, B07: lists of units and of what had to be mended.

use super::figures::Notes;
use super::follow::Concluded;
use super::source::{Held, Source, day};
use super::tables::notes;
use std::collections::BTreeMap;
use vunggoc_core::listing::flow::End;
use vunggoc_core::listing::{ActKind, Placement, Spell, Status, Tier};
use vunggoc_report::table::{Cell, Column, Row, Table};

fn status(status: Status) -> &'static str {
    match status {
        Status::Weak => "yếu kém",
        Status::Attention => "cần quan tâm",
    }
}

fn committee<'a>(source: &'a Source, held: &'a Held) -> &'a str {
    held.committee.as_ref().map_or(source.place.as_str(), |c| c.1.as_str())
}

/// The spell that put the listing where it stands: the decision by which its tier began.
fn put_by<'a>(held: &'a Held, at: &Placement) -> Option<&'a Spell> {
    held.history.spells.iter().find(|s| s.placement.tier == at.tier)
}

/// Biểu B04: danh sách đang theo dõi, củng cố.
pub(crate) fn b04(source: &Source) -> Table {
    let mut rows = Vec::new();
    for level in [Tier::Upper, Tier::Lower] {
        let mut listed: Vec<(&Held, &Spell)> =
            source.held.iter().filter_map(|h| h.history.on(source.to_on).map(|s| (h, s))).collect();
        listed.retain(|(_, s)| s.placement.tier == level);
        listed.sort_by(|a, b| (&a.0.sort, a.0.history.id).cmp(&(&b.0.sort, b.0.history.id)));
        rows.push(Row::Banner(match level {
            Tier::Upper => "I. Thuộc diện Thành phố theo dõi".into(),
            Tier::Lower => "II. Thuộc diện cấp dưới theo dõi".into(),
        }));
        for (no, (held, spell)) in listed.iter().enumerate() {
            rows.push(Row::plain(b04_cells(source, no + 1, held, &spell.placement)));
        }
    }
    Table {
        code: "Biểu B04".into(),
        caption: "Danh sách TCCSĐ đang theo dõi, củng cố".into(),
        head: vec![
            Column::centred("no", "STT", 7).into(),
            Column::text("unit", "TCCSĐ", 32).into(),
            Column::text("committee", "Thuộc đảng bộ", 28).into(),
            Column::text("class", "Diện, nhóm", 18).into(),
            Column::text("reasons", "Nội dung cần củng cố", 58).into(),
            Column::text("paper", "Văn bản đưa vào", 26).into(),
            Column::text("charge", "Đồng chí phụ trách (chức vụ)", 28).into(),
            Column::text("time", "Thời gian củng cố (từ – đến)", 24).into(),
            Column::text("result", "Kết quả đến nay; dự kiến", 28).into(),
        ],
        rows,
        notes: vec![format!("Số liệu đến {}.", day(source.to_on))],
        ..Table::default()
    }
    .numbered()
}

fn b04_cells(source: &Source, no: usize, held: &Held, at: &Placement) -> Vec<Cell> {
    let opened = held.history.spells.first().map(|s| day(s.from_on)).unwrap_or_default();
    let paper = put_by(held, at).map(|s| source.paper(s.decision.number())).unwrap_or_default();
    vec![
        Cell::from(no.to_string()),
        Cell::from(held.unit.as_str()),
        Cell::from(committee(source, held)),
        Cell::from(format!("{}, nhóm {}", status(at.status), at.group)),
        Cell::from(held.reasons.as_str()),
        Cell::from(paper),
        Cell::from(held.charge.as_str()),
        Cell::from(format!("{opened} – {}", day(at.due_on))),
        Cell::from(""),
    ]
}

/// Biểu B05: đưa ra khỏi diện, chuyển cấp, kéo dài trong kỳ.
pub(crate) fn b05(source: &Source) -> Table {
    let window = source.from_on..=source.to_on;
    let mut acts: Vec<(vunggoc_core::Date, &Held, &str, String, String)> = Vec::new();
    for held in &source.held {
        for spell in held.history.spells.iter().filter(|s| window.contains(&s.from_on)) {
            let words = match spell.begun_by {
                ActKind::HandDown => "Chuyển về cấp dưới theo dõi",
                ActKind::HandUp => "Đưa lên diện Thành phố theo dõi",
                ActKind::Prolong => "Kéo dài thời gian củng cố",
                ActKind::Regroup => "Thay đổi diện, nhóm",
                ActKind::Open | ActKind::Decline | ActKind::Remove => continue,
            };
            acts.push((spell.from_on, held, words, source.paper(spell.decision.number()), String::new()));
        }
        let closed = held.history.spells.last().map(|s| s.until_on).filter(|d| window.contains(d));
        if let Some(on) = closed {
            let words = if held.history.end == End::Plain {
                "Đưa ra khỏi diện"
            } else {
                "Kết thúc do sắp xếp"
            };
            acts.push((on, held, words, held.closed_by.clone().unwrap_or_default(), held.result.clone()));
        }
    }
    acts.sort_by(|a, b| (a.0, &a.1.sort).cmp(&(b.0, &b.1.sort)));
    let rows = acts.iter().enumerate().map(|(no, (on, held, words, paper, result))| {
        Row::plain([
            Cell::from((no + 1).to_string()),
            Cell::from(held.unit.as_str()),
            Cell::from(committee(source, held)),
            Cell::from(*words),
            Cell::from(day(*on)),
            Cell::from(held.reasons.as_str()),
            Cell::from(follow(source, held, *on, |c| &c.results, result)),
            Cell::from(follow(source, held, *on, |c| &c.opinions, "")),
            Cell::from(paper.as_str()),
        ])
    });
    Table {
        code: "Biểu B05".into(),
        caption: "TCCSĐ đưa ra khỏi diện, chuyển cấp theo dõi, kéo dài thời gian củng cố trong kỳ".into(),
        head: vec![
            Column::centred("no", "STT", 7).into(),
            Column::text("unit", "TCCSĐ", 32).into(),
            Column::text("committee", "Thuộc đảng bộ", 28).into(),
            Column::text("act", "Kết luận", 26).into(),
            Column::text("on", "Từ ngày", 17).into(),
            Column::text("reasons", "Nội dung cần củng cố", 50).into(),
            Column::text("result", "Kết quả khắc phục từng nội dung", 50).into(),
            Column::text("opinions", "Ý kiến các cơ quan", 40).into(),
            Column::text("paper", "Văn bản kết luận", 26).into(),
        ],
        rows: rows.collect(),
        notes: notes(source),
        ..Table::default()
    }
    .numbered()
}

/// What the evaluation that ended on a day says, after what the conclusion itself words.
fn follow(
    source: &Source,
    held: &Held,
    on: vunggoc_core::Date,
    pick: fn(&Concluded) -> &String,
    first: &str,
) -> String {
    let found = source.follow.concluded.get(&(held.history.id.number(), on)).map_or("", |c| pick(c).as_str());
    match (first.is_empty(), found.is_empty()) {
        (false, false) => format!("{first}. {found}"),
        (true, _) => found.to_owned(),
        (false, true) => first.to_owned(),
    }
}

/// Biểu B07: biểu hiện, nguyên nhân chủ yếu, of the listings that were on the list at any time of the period.
pub(crate) fn b07(source: &Source, notes_of: &mut Notes) -> Table {
    let mut counts: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for held in &source.held {
        let spells = &held.history.spells;
        let (Some(first), Some(last)) = (spells.first(), spells.last()) else { continue };
        if first.from_on > source.to_on || last.until_on <= source.from_on {
            continue;
        }
        let overcome = last.until_on <= source.to_on && held.history.end == End::Plain;
        for matter in matters(&held.reasons) {
            let count = counts.entry(matter).or_default();
            count.0 += 1;
            count.1 += i64::from(overcome);
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    let rows = counts.iter().enumerate().map(|(no, (matter, (n, overcome)))| {
        let mut cells = vec![Cell::from((no + 1).to_string()), Cell::from(matter.as_str())];
        for (what, n) in [("có", *n), ("đã khắc phục", *overcome), ("chưa khắc phục", n - overcome)]
        {
            let leads_to = format!("/listings?on={}&under={}", source.to_on, source.under);
            let key = notes_of.note(
                &format!("B07/{no}/{what}"),
                n,
                &format!("{matter}: số TCCSĐ {what}"),
                "B07",
                leads_to,
            );
            cells.push(Cell::from(n).from_figure(key));
        }
        Row::plain(cells)
    });
    Table {
        code: "Biểu B07".into(),
        caption: "Biểu hiện, nguyên nhân chủ yếu".into(),
        unit_of_count: "Đơn vị tính: tổ chức đảng".into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("matter", "Nội dung", 90).into(),
            Column::number("n", "Số TCCSĐ có", 20).into(),
            Column::number("overcome", "Đã khắc phục", 20).into(),
            Column::number("open", "Chưa khắc phục", 20).into(),
        ],
        rows: rows.collect(),
        notes: {
            let mut all = notes(source);
            all.push(
                "Một tổ chức có thể có nhiều nội dung; các dòng không cộng thành tổng số tổ chức.".into(),
            );
            all
        },
        ..Table::default()
    }
    .numbered()
}

/// The matters that a text of reasons names, one a sentence or part between semicolons.
fn matters(reasons: &str) -> Vec<String> {
    let parts = reasons.split([';', '\n']).map(|p| p.trim().trim_end_matches('.').trim());
    let mut all: Vec<String> = parts.filter(|p| !p.is_empty()).map(capital).collect();
    all.dedup();
    all
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
