//! Plans: of every open listing but a few in some state; of those removed since the year began, all issued and done.

use super::measures::{ALWAYS, Lead, Template, against, cause, exit};
use super::{Desk, LAST, SINCE, opened, plus, removed, symbols, working};
use crate::model::{SampleListing, SampleMeasure, SamplePlan, SamplePlanState, UnitAt, Verb};
use crate::register::{Base, Duty, Upper};
use vunggoc_core::plan::{CauseKind, Kind};
use vunggoc_core::unit::Relation;
use vunggoc_core::{Date, date};

/// Plans in the order of the listings.
pub(crate) fn plans(desk: &mut Desk<'_>, listings: &[SampleListing]) -> Vec<SamplePlan> {
    let mut out = Vec::new();
    let mut turn = 0_usize;
    for (at, listing) in listings.iter().enumerate() {
        let Some(opened) = opened(listing) else { continue };
        let closed = removed(listing);
        if closed.is_some_and(|on| on < SINCE) {
            continue;
        }
        // Of twenty open listings one has no plan yet, two are drafts, one is submitted, one concluded.
        let state = match (closed, turn % 20) {
            (None, 19) if opened < date(2024, 8, 1) => None,
            (None, 3 | 14) => Some(SamplePlanState::Draft),
            (None, 7) => Some(SamplePlanState::Submitted),
            (None, 11) => Some(SamplePlanState::Concluded),
            _ => Some(SamplePlanState::Issued),
        };
        if closed.is_none() {
            turn += 1;
        }
        if let Some(state) = state {
            out.extend(one(desk, at, listing, state));
        }
    }
    out
}

fn one(
    desk: &mut Desk<'_>,
    at: usize,
    listing: &SampleListing,
    state: SamplePlanState,
) -> Option<SamplePlan> {
    let (base, upper) = desk.place(listing)?;
    let opened = opened(listing)?;
    let kind = if base.branches.is_empty() { Kind::BranchPlan } else { Kind::Scheme };
    // What is not issued yet is being worked on these weeks.
    let begun_on = match state {
        SamplePlanState::Issued => working(plus(opened, 8)),
        _ => working(date(2024, 9, 3)),
    };
    let day = |days: i32| working(plus(begun_on, days)).min(LAST);
    let name = desk.register.name(listing.unit).to_owned();
    let submitted_on = (state != SamplePlanState::Draft).then(|| day(14));
    let concluded = matches!(state, SamplePlanState::Concluded | SamplePlanState::Issued).then(|| {
        let on = day(20);
        let about = format!("Kết luận về việc củng cố {name}");
        (on, desk.conclusion(upper, on, about))
    });
    let issued_on = day(27);
    let issued = (state == SamplePlanState::Issued).then(|| {
        let (_, scheme, plan) = symbols(upper);
        let (symbol, what) = match kind {
            Kind::Scheme => (scheme, "Đề án củng cố"),
            Kind::BranchPlan => (plan, "Kế hoạch củng cố"),
        };
        desk.paper(&upper.committee, symbol, issued_on, format!("{what} {name}"))
    });
    let (measures, finished) = measures(desk, listing, (base, upper), issued_on);
    let amended = amendment(
        desk,
        listing,
        upper,
        &measures,
        if issued.is_some() && at % 4 == 1 { Wanted::Yes } else { Wanted::No },
        &name,
    );
    Some(SamplePlan {
        listing: at,
        kind,
        head: if upper.kind == "district" { "district-committee" } else { "base-committee" },
        place: desk.register.name(upper.unit).trim_start_matches("Đảng bộ ").to_owned(),
        begun_on,
        texts: texts(listing, kind, &name, opened),
        causes: listing.criteria.iter().map(|c| (CauseKind::Subjective, cause(c), *c)).collect(),
        exits: listing.criteria.iter().map(|c| (*c, exit(c))).collect(),
        measures,
        submitted_on,
        concluded,
        issued,
        amended,
        finished: if issued.is_some() { finished } else { Vec::new() },
    })
}

fn texts(listing: &SampleListing, kind: Kind, name: &str, opened: Date) -> Vec<(&'static str, String)> {
    let day = opened.strftime("%d/%m/%Y");
    let mut out = vec![
        ("need", format!("{name} được đưa vào diện theo dõi, củng cố từ ngày {day}; cần tập trung khắc phục các nội dung đã được kết luận.")),
        ("limits", listing.reasons.split("; ").map(|r| format!("{r}.")).collect::<Vec<_>>().join("\n")),
        ("aims", "Khắc phục xong các nội dung đã nêu, giữ vững đoàn kết, nền nếp sinh hoạt; đủ điều kiện đề nghị đưa ra khỏi diện đúng thời hạn.".to_owned()),
        ("roadmap", "Hằng tháng báo cáo kết quả; trước khi hết thời hạn củng cố một tháng thì tự đánh giá.".to_owned()),
        ("assignment", "Cấp ủy phụ trách phân công ủy viên ban thường vụ theo dõi; tổ chức được củng cố chịu trách nhiệm thực hiện.".to_owned()),
        ("reporting", "Báo cáo trước ngày 25 hằng tháng về Ban Tổ chức cấp trên.".to_owned()),
    ];
    if kind == Kind::Scheme {
        out.push(("grounds", "Điều lệ Đảng; Nghị quyết số 15-NQ/TU và Chỉ thị số 15-CT/TU; quyết định đưa vào diện theo dõi, củng cố.".to_owned()));
        out.push(("features", "Địa bàn đô thị hóa nhanh, dân cư biến động; các chi bộ phân bố ở khu dân cư, cơ quan và trường học.".to_owned()));
        out.push((
            "achieved",
            "Cấp ủy đã giữ được ổn định, thực hiện cơ bản các chỉ tiêu kinh tế, xã hội được giao.".to_owned(),
        ));
        out.push(("responsibility", "Trách nhiệm chung của tập thể cấp ủy; trách nhiệm của từng chức danh xác định trong bản kiểm điểm tập thể.".to_owned()));
    }
    out
}

/// When a measure was done, by its number.
type Finished = (i64, Date, &'static str);

fn measures(
    desk: &mut Desk<'_>,
    listing: &SampleListing,
    (base, upper): (&Base, &Upper),
    issued_on: Date,
) -> (Vec<SampleMeasure>, Vec<Finished>) {
    let closed = removed(listing);
    let last = closed.unwrap_or_else(|| {
        listing.acts.iter().fold(LAST, |due, act| match act.verb {
            Verb::Open { due_on, .. }
            | Verb::HandDown { due_on, .. }
            | Verb::HandUp { due_on, .. }
            | Verb::Prolong { due_on } => due_on,
            _ => due,
        })
    });
    let agency = agency_of(desk, base.unit).filter(|_| base.duty == Duty::Commune);
    let templates: Vec<(&'static str, &'static Template)> = ALWAYS
        .iter()
        .map(|t| ("", t))
        .chain(listing.criteria.iter().flat_map(|c| against(c).iter().map(move |t| (*c, t))))
        .collect();
    let n = i32::try_from(templates.len()).unwrap_or(1).max(1);
    let span = issued_on.until(last).map_or(60, |s| s.get_days()).max(40);
    let (mut out, mut finished) = (Vec::new(), Vec::new());
    for (place, (code, template)) in (1_i32..).zip(templates) {
        let due_on = working(plus(issued_on, (span * place / n).max(20)));
        let no = i64::from(place);
        let lead: UnitAt = match template.lead {
            Lead::Own => base.unit,
            Lead::Above => upper.unit,
            Lead::Agency => agency.unwrap_or(base.unit),
        };
        // Most are done in time, some late, a few not at all; everything of a removed unit is done.
        let early = working(plus(due_on, -desk.rng.between(2, 12))).max(plus(issued_on, 1));
        let late = working(plus(due_on, desk.rng.between(5, 30)));
        let on = match (closed, desk.rng.below(10)) {
            (Some(end), 0..=1) => Some(late.min(end)),
            (Some(end), _) => Some(early.min(end)),
            (None, 0) => None,
            (None, 1..=2) => Some(late),
            (None, _) => Some(early),
        };
        finished.extend(on.filter(|on| *on <= LAST).map(|on| (no, on, template.product)));
        out.push(SampleMeasure {
            no,
            solution: template.solution,
            content: template.content,
            product: template.product,
            criterion: (!code.is_empty()).then_some(code),
            lead,
            support: template.support,
            // A branch of its own has no committee.
            post: if base.branches.is_empty() && lead == base.unit {
                "Bí thư chi bộ"
            } else {
                template.post
            },
            due_on,
        });
    }
    (out, finished)
}

/// The people's committee of a commune: the State body that its organisation leads.
fn agency_of(desk: &Desk<'_>, unit: UnitAt) -> Option<UnitAt> {
    let led = desk.register.links.iter().filter(|l| l.from == unit && l.relation == Relation::Leads);
    led.map(|l| l.to).find(|to| {
        desk.register.units.get(*to as usize).is_some_and(|u| u.tree == vunggoc_core::unit::Tree::State)
    })
}

/// Whether a plan was amended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Yes,
    No,
}

/// One plan in four was amended: the last measure got more time.
fn amendment(
    desk: &mut Desk<'_>,
    listing: &SampleListing,
    upper: &Upper,
    measures: &[SampleMeasure],
    wanted: Wanted,
    name: &str,
) -> Option<(crate::model::PaperAt, &'static str, i64, Date)> {
    let last = measures.last().filter(|_| wanted == Wanted::Yes && removed(listing).is_none())?;
    let on = working(date(2024, 9, 9));
    let to = working(plus(last.due_on, 30));
    (last.due_on > on).then(|| {
        let about = format!("Điều chỉnh thời hạn trong việc củng cố {name}");
        let (_, scheme, _) = symbols(upper);
        let paper = desk.paper(&upper.committee, scheme, on, about);
        (paper, "Điều chỉnh theo kết luận kiểm tra giữa kỳ", last.no, to)
    })
}
