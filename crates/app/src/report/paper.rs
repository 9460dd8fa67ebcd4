//! From data to the paper: the half-year report and the submission, as the document model of `vunggoc_report`.

use super::figures::Notes;
use super::source::{Source, day};
use super::{Draft, Issued, Kind, lists, stated, tables, work_tables};
use crate::rules::Rules;
use vunggoc_core::Date;
use vunggoc_core::listing::Tier;
use vunggoc_core::listing::flow::{Category, flow};
use vunggoc_core::paper::place_of;
use vunggoc_report::number::counted;
use vunggoc_report::paper::{
    Addressees, Block, Family, Foot, IssuedOn, Layout, Level, Paper, PaperHead, Section, Span, Symbol,
};
use vunggoc_report::table::{Column, Row, Table};
use vunggoc_report::xlsx::{Sheet, TableSheet, Workbook};

/// What the drafter writes himself: the place and what belongs there.
pub const SLOTS: &[(&str, &str)] = &[
    ("leadership", "Lãnh đạo, chỉ đạo, quán triệt: văn bản đã ban hành, hội nghị, kiểm tra, đôn đốc"),
    ("consolidation", "Nhận xét về củng cố tổ chức cơ sở đảng"),
    ("strengths", "Ưu điểm"),
    ("limits", "Hạn chế, tồn tại"),
    ("causes", "Nguyên nhân khách quan, chủ quan"),
    ("lessons", "Bài học kinh nghiệm"),
    ("tasks", "Nhiệm vụ, giải pháp trọng tâm thời gian tới"),
    ("proposals", "Đề xuất, kiến nghị"),
];

/// The places of a submission.
pub const SUBMISSION_SLOTS: &[(&str, &str)] = &[
    ("grounds", "Căn cứ, quá trình rà soát, ý kiến các cơ quan"),
    ("request", "Nội dung đề nghị xem xét, quyết định"),
];

/// A paper drawn from data, with the notes of its figures and its tables as a workbook.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(crate) paper: Paper,
    pub(crate) notes: Notes,
    pub(crate) tables: Vec<Table>,
}

/// Draws a report from its data.
pub(crate) fn draw(draft: &Draft, source: &Source, rules: &Rules) -> Drawn {
    match draft.kind {
        Kind::Periodic => periodic(draft, source, rules),
        Kind::List | Kind::Remove => submission(draft, source, rules),
    }
}

/// The tables as sheets of a workbook.
pub(crate) fn workbook(drawn: &Drawn) -> Workbook {
    let head = &drawn.paper.head;
    let top = vec![head.issuer.join(" "), drawn.paper.title()];
    let sheet = |table: &Table| {
        let name = table.code.trim_start_matches("Biểu ").to_owned();
        Sheet::Table(TableSheet { name, top: top.clone(), table: table.clone() })
    };
    Workbook {
        title: drawn.paper.title(),
        issuer: head.issuer.join(" "),
        issued_on: None,
        sheets: drawn.tables.iter().map(sheet).collect(),
    }
}

/// What the head and the foot of a paper are made from.
pub(crate) struct Letterhead<'a> {
    /// A code of `rules/papers.toml`.
    pub(crate) head: &'a str,
    /// The name of the place in it.
    pub(crate) place: &'a str,
    /// On which day its form is asked for.
    pub(crate) on: Date,
    /// Symbol of the kind of paper.
    pub(crate) symbol: &'a str,
    /// Tên loại.
    pub(crate) kind: &'a str,
    /// Trích yếu.
    pub(crate) subject: Vec<String>,
    /// Whether it is a draft or locked.
    pub(crate) issued: Issued,
}

/// Head and foot of a paper in the form of its issuer.
pub(crate) fn letterhead(of: Letterhead<'_>, rules: &Rules) -> (PaperHead, Foot) {
    let rule = rules.papers.head(of.head, of.on);
    let place = of.place.to_uppercase();
    let filled = |text: &str| text.replace("{place}", &place);
    let symbol = rules.papers.symbol(of.symbol, of.head, of.on).unwrap_or_else(|| of.symbol.to_owned());
    let (superior, issuer, signs, office) = rule.map_or_else(Default::default, |r| {
        (filled(&r.superior), filled(&r.issuer), r.signs.clone(), r.office.clone())
    });
    let lines = |text: String| if text.is_empty() { vec![] } else { vec![text] };
    let head = PaperHead {
        superior: lines(superior),
        issuer: lines(issuer),
        symbol: Symbol::blank(symbol),
        // The head names the body with its kind ("ĐẢNG BỘ HUYỆN …"), the date only the place.
        place: place_of(of.place),
        issued_on: IssuedOn::Blank { year: of.on.year() },
        circulation: Some("Lưu hành nội bộ".into()),
        draft: (of.issued == Issued::Not).then(|| "DỰ THẢO".into()),
        kind: of.kind.into(),
        subject: of.subject,
        addressees: None,
    };
    let foot = Foot {
        recipients: vec!["Như trên".into(), "Lưu Văn phòng".into()],
        authority: lines(signs),
        office: lines(office),
        name: String::new(),
    };
    (head, foot)
}

fn head(draft: &Draft, rules: &Rules, symbol: &str, kind: &str, subject: Vec<String>) -> (PaperHead, Foot) {
    let (head, place, on) = (draft.head.as_str(), draft.place.as_str(), draft.to_on);
    letterhead(Letterhead { head, place, on, symbol, kind, subject, issued: draft.issued }, rules)
}

/// What the drafter wrote at a place, or what belongs there.
fn words(draft: &Draft, slot: &str, hint: &str) -> Vec<Block> {
    match draft.texts.iter().find(|(s, w)| s == slot && !w.trim().is_empty()) {
        None => vec![Block::Placeholder(hint.to_owned())],
        Some((_, words)) => {
            words.lines().map(str::trim).filter(|p| !p.is_empty()).map(Block::words).collect()
        }
    }
}

fn slot(draft: &Draft, slot: &str) -> Vec<Block> {
    let hint = SLOTS.iter().chain(SUBMISSION_SLOTS).find(|(s, _)| *s == slot).map_or("", |(_, h)| *h);
    words(draft, slot, hint)
}

fn periodic(draft: &Draft, source: &Source, rules: &Rules) -> Drawn {
    let mut notes = Notes::over(source.from_on, source.to_on);
    let mut tables = vec![
        tables::b02(source, &mut notes),
        tables::b03(source, &mut notes),
        lists::b04(source),
        lists::b05(source),
        work_tables::b06(source, &mut notes),
        lists::b07(source, &mut notes),
        work_tables::b15(source, &mut notes),
        work_tables::b16(source),
        work_tables::b18(source, &mut notes),
        work_tables::b19(source),
    ];
    let mut subject =
        vec![draft.title_vi(), "thực hiện Nghị quyết số 15-NQ/TU và Chỉ thị số 15-CT/TU".to_owned()];
    if let Some(old) = &draft.corrects {
        subject.push(format!("(đính chính Báo cáo số {old})"));
    }
    let (head, foot) = head(draft, rules, "BC", "BÁO CÁO", subject);
    let mut body = vec![Block::heading(Level::Part, "Phần thứ nhất", draft.result_title_vi())];
    body.push(Block::heading(Level::Roman, "I.", "Lãnh đạo, chỉ đạo, quán triệt"));
    body.extend(slot(draft, "leadership"));
    body.push(Block::heading(Level::Roman, "II.", "Củng cố tổ chức cơ sở đảng"));
    body.extend(stock_words(source, &mut notes));
    body.extend(slot(draft, "consolidation"));
    let figures = stated::words(source, &mut notes);
    let last = if figures.is_empty() { "III." } else { "IV." };
    if !figures.is_empty() {
        body.push(Block::heading(Level::Roman, "III.", "Công tác xây dựng Đảng: số liệu trong kỳ"));
        body.extend(figures);
        tables.extend(stated::table(source, &mut notes));
    }
    body.push(Block::heading(Level::Roman, last, "Đánh giá chung"));
    for (no, (key, title)) in (1..).zip([
        ("strengths", "Ưu điểm"),
        ("limits", "Hạn chế, tồn tại"),
        ("causes", "Nguyên nhân"),
        ("lessons", "Bài học kinh nghiệm"),
    ]) {
        body.push(Block::heading(Level::Arabic, format!("{no}."), title));
        body.extend(slot(draft, key));
    }
    body.push(Block::heading(Level::Part, "Phần thứ hai", "Phương hướng, nhiệm vụ thời gian tới"));
    body.extend(slot(draft, "tasks"));
    body.push(Block::heading(Level::Part, "", "Đề xuất, kiến nghị"));
    body.extend(slot(draft, "proposals"));
    let annexes = tables.iter().cloned().map(|t| Section::landscape(vec![t.into()])).collect();
    let paper = Paper {
        family: Family::Party,
        layout: Layout::party(),
        head,
        body: vec![Section::portrait(body)],
        foot,
        annexes,
    };
    Drawn { paper, notes, tables }
}

/// The sentences on stock and flow, with their figures from B02.
fn stock_words(source: &Source, notes: &mut Notes) -> Vec<Block> {
    let histories = source.histories();
    let of = |tier| {
        let category = Category { tier, ..Category::default() };
        flow(&histories, category, source.from_on, source.to_on)
    };
    let (whole, upper, lower) = (of(None), of(Some(Tier::Upper)), of(Some(Tier::Lower)));
    let n = |list: &Vec<_>| i64::try_from(list.len()).unwrap_or(0);
    let mut figure = |n: i64, cell: &str, what: &str| {
        let leads_to =
            format!("/listings/flow?from={}&to={}&under={}", source.from_on, source.to_on, source.under);
        let key = notes.note_shown(&format!("text/{cell}"), counted(n), what, "as in B02", leads_to);
        Span::figure(counted(n), key)
    };
    let closing = Block::paragraph([
        format!("Đến ngày {}, có ", day(source.to_on)).into(),
        figure(n(&whole.closing), "closing", "TCCSĐ đang theo dõi, củng cố cuối kỳ"),
        " TCCSĐ đang trong diện theo dõi, củng cố (gồm ".into(),
        figure(n(&upper.closing), "closing-upper", "trong đó Thành phố theo dõi"),
        " TCCSĐ do Thành phố theo dõi; ".into(),
        figure(n(&lower.closing), "closing-lower", "trong đó cấp dưới theo dõi"),
        " TCCSĐ do cấp dưới theo dõi).".into(),
    ]);
    let moved = Block::paragraph([
        "Trong kỳ: đưa vào diện mới ".into(),
        figure(n(&whole.listed), "listed", "đưa vào mới trong kỳ"),
        " TCCSĐ (trong đó ".into(),
        figure(n(&whole.relapsed), "relapsed", "trong đó phát sinh yếu kém trở lại"),
        " TCCSĐ phát sinh yếu kém trở lại); hoàn thành củng cố, đưa ra khỏi diện ".into(),
        figure(n(&whole.removed), "removed", "đưa ra khỏi diện trong kỳ"),
        " TCCSĐ; chuyển từ diện Thành phố về cấp dưới theo dõi ".into(),
        figure(n(&upper.to_tier), "handed-down", "chuyển về cấp dưới theo dõi trong kỳ"),
        " TCCSĐ.".into(),
    ]);
    vec![closing, moved]
}

fn submission(draft: &Draft, source: &Source, rules: &Rules) -> Drawn {
    let notes = Notes::over(source.from_on, source.to_on);
    let (what, caption) = match draft.kind {
        Kind::Remove => {
            ("về việc đưa ra khỏi diện theo dõi, củng cố", "Danh sách TCCSĐ đề nghị đưa ra khỏi diện")
        }
        _ => (
            "về việc đưa vào diện theo dõi, củng cố",
            "Danh sách TCCSĐ đề nghị đưa vào diện theo dõi, củng cố",
        ),
    };
    let rows = draft.listings.iter().enumerate().map(|(no, listed)| {
        Row::plain([
            (no + 1).to_string().into(),
            listed.unit.as_str().into(),
            listed.under.as_str().into(),
            listed.reasons.as_str().into(),
            listed.state.as_str().into(),
        ])
    });
    let table = Table {
        code: "Danh sách".into(),
        caption: caption.into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("unit", "TCCSĐ", 40).into(),
            Column::text("under", "Thuộc đảng bộ", 34).into(),
            Column::text("reasons", "Nội dung cần củng cố", 70).into(),
            Column::text("state", "Hiện nay", 34).into(),
        ],
        rows: rows.collect(),
        notes: vec![format!("Số liệu đến {}.", day(draft.to_on))],
        ..Table::default()
    }
    .numbered();
    let (mut head, foot) = head(draft, rules, "TTr", "TỜ TRÌNH", vec![what.into()]);
    let addressee = draft.texts.iter().find(|(s, _)| s == "addressee").map(|(_, w)| w.trim().to_owned());
    let bodies = vec![addressee.filter(|w| !w.is_empty()).unwrap_or_else(|| "Ban Thường vụ Thành ủy".into())];
    head.addressees = Some(Addressees { label: "Kính trình".into(), bodies });
    let mut body = slot(draft, "grounds");
    body.push(Block::words(format!(
        "Đề nghị xem xét, quyết định đối với {} TCCSĐ theo danh sách kèm theo.",
        counted(i64::try_from(draft.listings.len()).unwrap_or(0))
    )));
    body.extend(slot(draft, "request"));
    let paper = Paper {
        family: Family::Party,
        layout: Layout::party(),
        head,
        body: vec![Section::portrait(body)],
        foot,
        annexes: vec![Section::landscape(vec![table.clone().into()])],
    };
    Drawn { paper, notes, tables: vec![table] }
}
