//! Biểu B06, B15, B16, B18, B19: what became of plans, conclusions and shortcomings; cadre work in numbers; what comes next.

use super::figures::Notes;
use super::follow::Given;
use super::source::{Source, day};
use super::tables::notes;
use jiff::ToSpan as _;
use vunggoc_core::Date;
use vunggoc_core::task::{Origin, Progress, ground};
use vunggoc_report::table::{Cell, Column, Head, Row, Table, Value};

/// How many tasks stand how.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    in_time: i64,
    late: i64,
    running: i64,
    overdue: i64,
}

impl Counts {
    fn of<'a>(tasks: impl Iterator<Item = &'a Given>) -> Self {
        let mut counts = Self::default();
        for task in tasks {
            match task.progress {
                Progress::DoneInTime => counts.in_time += 1,
                Progress::DoneLate => counts.late += 1,
                Progress::NotYetDue | Progress::Underway => counts.running += 1,
                Progress::Overdue => counts.overdue += 1,
                // Stopped by a paper, or part of another year's plan: no longer to be done here.
                Progress::Stopped | Progress::CarriedOver => {}
            }
        }
        counts
    }
    const fn done(self) -> i64 {
        self.in_time + self.late
    }
    const fn all(self) -> i64 {
        self.done() + self.running + self.overdue
    }
}

/// Cells of whole numbers, each with the way to its rows.
fn numbers(
    notes_of: &mut Notes,
    table: &str,
    row: &str,
    leads_to: &str,
    numbers: &[(&str, &str, i64)],
) -> Vec<Cell> {
    let cell = |(key, what, n): &(&str, &str, i64)| {
        let key = notes_of.note(&format!("{table}/{row}/{key}"), *n, what, key, leads_to.to_owned());
        Cell::from(*n).from_figure(key)
    };
    numbers.iter().map(cell).collect()
}

/// Biểu B06: tiến độ thực hiện đề án, kế hoạch củng cố of the listings that were open on the last day.
pub(crate) fn b06(source: &Source, notes_of: &mut Notes) -> Table {
    let tasks: Vec<&Given> = source.follow.tasks.iter().filter(|t| t.kind == ground::Kind::Plan).collect();
    let mut rows = Vec::new();
    let mut no = 0_i64;
    for held in &source.held {
        let listing = held.history.id.number();
        let mine: Vec<&&Given> = tasks.iter().filter(|t| t.listing == Some(listing)).collect();
        let Some(first) = mine.first() else { continue };
        no += 1;
        let leads_to = format!("/plans/{}", first.plan.unwrap_or(0));
        let mut cells = vec![
            Cell::from(no.to_string()),
            Cell::from(held.unit.as_str()),
            Cell::from(first.paper.as_str()),
        ];
        let counts = Counts::of(mine.iter().map(|t| **t));
        cells.extend(progress_cells(notes_of, "B06", &listing.to_string(), &leads_to, &held.unit, counts));
        rows.push(Row::plain(cells));
    }
    let whole = Counts::of(tasks.iter().copied());
    let mut cells = vec![Cell::from(""), Cell::from("Tổng số"), Cell::from("")];
    cells.extend(progress_cells(notes_of, "B06", "whole", "/plans", "tổng số", whole));
    rows.push(Row::total(cells));
    let mut all = notes(source);
    all.push("Không tính nhiệm vụ đã dừng thực hiện theo văn bản.".into());
    Table {
        code: "Biểu B06".into(),
        caption: "Tiến độ thực hiện đề án, kế hoạch củng cố".into(),
        unit_of_count: "Đơn vị tính: nhiệm vụ".into(),
        head: vec![
            Column::centred("no", "STT", 7).into(),
            Column::text("unit", "TCCSĐ", 38).into(),
            Column::text("plan", "Đề án, kế hoạch số", 30).into(),
            Column::number("all", "Tổng nhiệm vụ", 15).into(),
            Head::group(
                "Đã hoàn thành",
                [
                    Column::number("in-time", "Đúng hạn", 14).into(),
                    Column::number("late", "Quá hạn", 14).into(),
                ],
            ),
            Head::group(
                "Chưa hoàn thành",
                [
                    Column::number("running", "Trong hạn", 14).into(),
                    Column::number("overdue", "Quá hạn", 14).into(),
                ],
            ),
            Column::number("share", "Tỷ lệ hoàn thành (số đã hoàn thành/tổng)", 24).into(),
        ],
        rows,
        notes: all,
        ..Table::default()
    }
    .numbered()
}

fn progress_cells(
    notes_of: &mut Notes,
    table: &str,
    row: &str,
    leads_to: &str,
    of: &str,
    counts: Counts,
) -> Vec<Cell> {
    let what = |words: &str| format!("{of}: {words}");
    let words =
        ["tổng nhiệm vụ", "hoàn thành đúng hạn", "hoàn thành quá hạn", "đang trong hạn", "quá hạn chưa xong"]
            .map(what);
    let [all, in_time, late, running, overdue] = words.each_ref();
    let given: [(&str, &str, i64); 5] = [
        ("all", all, counts.all()),
        ("in-time", in_time, counts.in_time),
        ("late", late, counts.late),
        ("running", running, counts.running),
        ("overdue", overdue, counts.overdue),
    ];
    let mut cells = numbers(notes_of, table, row, leads_to, &given);
    cells.push(match counts.all() {
        0 => Value::NotApplicable.into(),
        all => Value::ratio(counts.done(), all).into(),
    });
    cells
}

/// Biểu B15: thực hiện kết luận thanh tra, kiểm tra, kiểm toán.
pub(crate) fn b15(source: &Source, notes_of: &mut Notes) -> Table {
    let kinds = [ground::Kind::Inspection, ground::Kind::Audit];
    let tasks: Vec<&Given> = source.follow.tasks.iter().filter(|t| kinds.contains(&t.kind)).collect();
    let mut grounds: Vec<i64> = tasks.iter().map(|t| t.ground).collect();
    grounds.dedup();
    let mut rows = Vec::new();
    for (no, id) in (1_i64..).zip(&grounds) {
        let mine: Vec<&&Given> = tasks.iter().filter(|t| t.ground == *id).collect();
        let Some(first) = mine.first() else { continue };
        let mut cells = vec![
            Cell::from(no.to_string()),
            Cell::from(first.paper.as_str()),
            Cell::from(first.issuer.as_str()),
        ];
        let counts = Counts::of(mine.iter().map(|t| **t));
        cells.extend(conclusion_cells(notes_of, &id.to_string(), *id, counts));
        rows.push(Row::plain(cells));
    }
    let mut cells = vec![Cell::from(""), Cell::from("Tổng số"), Cell::from("")];
    cells.extend(conclusion_cells(notes_of, "whole", 0, Counts::of(tasks.iter().copied())));
    rows.push(Row::total(cells));
    Table {
        code: "Biểu B15".into(),
        caption: "Thực hiện kết luận thanh tra, kiểm tra, kiểm toán".into(),
        unit_of_count: "Đơn vị tính: kiến nghị".into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("paper", "Kết luận số, ngày", 50).into(),
            Column::text("issuer", "Cơ quan ban hành", 50).into(),
            Head::group(
                "Kiến nghị",
                [
                    Column::number("all", "Tổng số", 18).into(),
                    Column::number("done", "Đã thực hiện xong", 18).into(),
                    Column::number("running", "Đang thực hiện trong hạn", 18).into(),
                    Column::number("overdue", "Quá hạn chưa xong", 18).into(),
                ],
            ),
        ],
        rows,
        notes: notes(source),
        ..Table::default()
    }
    .numbered()
}

fn conclusion_cells(notes_of: &mut Notes, row: &str, ground: i64, counts: Counts) -> Vec<Cell> {
    let leads_to = if ground == 0 { "/tasks".to_owned() } else { format!("/grounds/{ground}") };
    let given = [
        ("all", "Tổng số kiến nghị", counts.all()),
        ("done", "Kiến nghị đã thực hiện xong", counts.done()),
        ("running", "Kiến nghị đang thực hiện trong hạn", counts.running),
        ("overdue", "Kiến nghị quá hạn chưa xong", counts.overdue),
    ];
    numbers(notes_of, "B15", row, &leads_to, &given)
}

/// Biểu B16: khắc phục hạn chế sau kiểm điểm.
pub(crate) fn b16(source: &Source) -> Table {
    let tasks = source.follow.tasks.iter().filter(|t| t.kind == ground::Kind::SelfReview);
    let rows = (1_i64..).zip(tasks).map(|(no, task)| {
        let origin = match task.origin {
            Some(Origin::Own) => "tự nhận diện",
            Some(Origin::Hinted) => "cấp trên gợi ý",
            Some(Origin::Concluded) => "kết luận kiểm tra, thanh tra",
            None => "",
        };
        let result = match task.result.is_empty() {
            true => words(task.progress).to_owned(),
            false => format!("{}: {}", words(task.progress), task.result),
        };
        Row::plain([
            Cell::from(no.to_string()),
            Cell::from(task.content.as_str()),
            Cell::from(origin),
            Cell::from(task.lead.as_str()),
            Cell::from(day(task.due_on)),
            Cell::from(result),
            Cell::from(task.confirmed.as_str()),
        ])
    });
    Table {
        code: "Biểu B16".into(),
        caption: "Khắc phục hạn chế sau kiểm điểm".into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("content", "Hạn chế, nội dung phải khắc phục", 60).into(),
            Column::text("origin", "Nguồn", 24).into(),
            Column::text("lead", "Chủ trì", 36).into(),
            Column::centred("due", "Thời hạn", 18).into(),
            Column::text("result", "Kết quả", 44).into(),
            Column::text("confirmed", "Xác nhận của cấp trên", 28).into(),
        ],
        rows: some(rows.collect()),
        notes: notes(source),
        ..Table::default()
    }
    .numbered()
}

/// The rows, or that there are none.
fn some(rows: Vec<Row>) -> Vec<Row> {
    if rows.is_empty() { vec![Row::Banner("Không có nội dung trong kỳ.".into())] } else { rows }
}

const fn words(progress: Progress) -> &'static str {
    match progress {
        Progress::NotYetDue => "chưa đến hạn",
        Progress::Underway => "đang thực hiện trong hạn",
        Progress::DoneInTime => "hoàn thành đúng hạn",
        Progress::DoneLate => "hoàn thành quá hạn",
        Progress::Overdue => "quá hạn chưa hoàn thành",
        Progress::Stopped => "dừng thực hiện",
        Progress::CarriedOver => "chuyển sang năm sau",
    }
}

/// Biểu B18: công tác cán bộ nơi củng cố, in numbers.
pub(crate) fn b18(source: &Source, notes_of: &mut Notes) -> Table {
    let mut rows = Vec::new();
    let mut whole = [0_i64; 4];
    let mut no = 0_i64;
    for held in &source.held {
        let listing = held.history.id.number();
        let mine: Vec<_> = source.follow.cadres.iter().filter(|(of, ..)| *of == listing).collect();
        if mine.is_empty() {
            continue;
        }
        no += 1;
        let n = |kind: &str| mine.iter().filter(|(_, k, _)| k == kind).map(|(.., n)| *n).sum::<i64>();
        let counts = ["strengthened", "transferred", "rotated", "replaced"].map(n);
        for (sum, n) in whole.iter_mut().zip(counts) {
            *sum += n;
        }
        let mut cells = vec![Cell::from(no.to_string()), Cell::from(held.unit.as_str())];
        cells.extend(cadre_cells(
            notes_of,
            &listing.to_string(),
            &format!("/listings/{listing}/cadres"),
            counts,
        ));
        rows.push(Row::plain(cells));
    }
    let mut cells = vec![Cell::from(""), Cell::from("Tổng số")];
    cells.extend(cadre_cells(notes_of, "whole", "/plans", whole));
    rows.push(Row::total(cells));
    let mut all = notes(source);
    all.push("Chỉ ghi số lượt theo văn bản, không ghi tên.".into());
    Table {
        code: "Biểu B18".into(),
        caption: "Công tác cán bộ nơi củng cố".into(),
        unit_of_count: "Đơn vị tính: lượt".into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("unit", "TCCSĐ", 60).into(),
            Column::number("all", "Tổng số", 20).into(),
            Head::group(
                "Trong đó",
                [
                    Column::number("strengthened", "Kiện toàn", 20).into(),
                    Column::number("transferred", "Điều động", 20).into(),
                    Column::number("rotated", "Luân chuyển", 20).into(),
                    Column::number("replaced", "Thay thế", 20).into(),
                ],
            ),
        ],
        rows,
        notes: all,
        ..Table::default()
    }
    .numbered()
}

fn cadre_cells(notes_of: &mut Notes, row: &str, leads_to: &str, counts: [i64; 4]) -> Vec<Cell> {
    let [strengthened, transferred, rotated, replaced] = counts;
    let given = [
        ("all", "Công tác cán bộ: tổng số lượt", counts.iter().sum()),
        ("strengthened", "Kiện toàn", strengthened),
        ("transferred", "Điều động", transferred),
        ("rotated", "Luân chuyển", rotated),
        ("replaced", "Thay thế", replaced),
    ];
    numbers(notes_of, "B18", row, leads_to, &given)
}

/// Biểu B19: nhiệm vụ của kỳ sau, what is open and due in the half-year after the window.
pub(crate) fn b19(source: &Source) -> Table {
    let until: Date = source.to_on.checked_add(6.months()).unwrap_or(source.to_on);
    let open = |t: &&Given| {
        matches!(t.progress, Progress::NotYetDue | Progress::Underway | Progress::Overdue)
            && t.due_on <= until
    };
    let mut tasks: Vec<&Given> = source.follow.tasks.iter().filter(open).collect();
    tasks.sort_by_key(|t| t.due_on);
    let rows = (1_i64..).zip(tasks).map(|(no, task)| {
        let due = if task.progress == Progress::Overdue {
            format!("{} (quá hạn, phải làm ngay)", day(task.due_on))
        } else {
            day(task.due_on)
        };
        Row::plain([
            Cell::from(no.to_string()),
            Cell::from(task.content.as_str()),
            Cell::from(task.title.as_str()),
            Cell::from(task.lead.as_str()),
            Cell::from(task.support.as_str()),
            Cell::from(task.doer.as_str()),
            Cell::from(due),
            Cell::from(task.product.as_str()),
        ])
    });
    Table {
        code: "Biểu B19".into(),
        caption: "Bảng phân công nhiệm vụ kỳ sau".into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("content", "Nội dung nhiệm vụ", 56).into(),
            Column::text("ground", "Căn cứ", 36).into(),
            Column::text("lead", "Cơ quan chủ trì", 34).into(),
            Column::text("support", "Cơ quan phối hợp", 28).into(),
            Column::text("doer", "Người chịu trách nhiệm (chức vụ)", 30).into(),
            Column::centred("due", "Thời hạn hoàn thành", 22).into(),
            Column::text("product", "Sản phẩm, kết quả", 34).into(),
        ],
        rows: some(rows.collect()),
        notes: vec![format!(
            "Nhiệm vụ chưa hoàn thành đến {}, đến hạn trước {}.",
            day(source.to_on),
            day(until)
        )],
        ..Table::default()
    }
    .numbered()
}
