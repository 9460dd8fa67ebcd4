//! Evaluations: four under way, those that ended in a removal since the year began, and the watches after them.

use super::{Desk, LAST, SINCE, awaited, opened, plus, removed, working};
use crate::model::{
    SampleEvaluation, SampleListing, SampleOpinion, SamplePlan, SampleReply, SampleSaying, SampleWatch,
    UnitAt,
};
use crate::register::Upper;
use vunggoc_core::evaluation::Agreement;
use vunggoc_core::{Date, date};

/// How far an evaluation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Begun,
    Reported,
    Asked,
    Appraised,
    Concluded,
}

/// Evaluations and watches, in the order of the listings.
pub(crate) fn evaluations(
    desk: &mut Desk<'_>,
    listings: &[SampleListing],
    plans: &[SamplePlan],
    bodies: &[UnitAt],
) -> (Vec<SampleEvaluation>, Vec<SampleWatch>) {
    let (mut out, mut watches) = (Vec::new(), Vec::new());
    let live = [Step::Begun, Step::Reported, Step::Asked, Step::Asked, Step::Appraised];
    let mut live = live.into_iter();
    for plan in plans.iter().filter(|p| p.issued.is_some()) {
        let Some(listing) = listings.get(plan.listing) else { continue };
        let step = match removed(listing) {
            Some(on) if on >= SINCE => Some(Step::Concluded),
            Some(_) => None,
            // Those that are due soon are evaluated first.
            None if opened(listing).is_some_and(|on| on < date(2024, 3, 1)) => live.next(),
            None => None,
        };
        if let Some(step) = step {
            out.extend(one(desk, plan, listing, bodies, step));
        }
        watches.extend(watch(plan, listing));
    }
    (out, watches)
}

fn one(
    desk: &mut Desk<'_>,
    plan: &SamplePlan,
    listing: &SampleListing,
    bodies: &[UnitAt],
    step: Step,
) -> Option<SampleEvaluation> {
    let (_, upper) = desk.place(listing)?;
    let end = removed(listing).unwrap_or_else(|| plus(LAST, 20));
    let begun_on = working(plus(end, -48)).min(LAST);
    let day = |days: i32| working(plus(begun_on, days)).min(LAST).min(end);
    let name = desk.register.name(listing.unit).to_owned();
    let report = (step >= Step::Reported).then(|| {
        let on = day(4);
        let about = format!("Báo cáo tự đánh giá kết quả củng cố {name}");
        let words = "Đã tổ chức thực hiện các nhiệm vụ của đề án; các nội dung nêu trong quyết định cơ bản được khắc phục; còn một số việc tiếp tục theo dõi.";
        SampleSaying { paper: desk.paper(&own(&name), "BC/ĐU", on, about), words: words.into() }
    });
    let asking = (step >= Step::Asked).then(|| {
        let on = day(8);
        let about = format!("Xin ý kiến về kết quả củng cố {name}");
        (desk.paper(&board(upper), "CV/BTC", on, about), day(22))
    });
    let opinions =
        if asking.is_some() { opinions(desk, bodies, plan.listing, step, day(16)) } else { vec![] };
    let appraisal = (step >= Step::Appraised).then(|| {
        let on = day(26);
        let about = format!("Báo cáo thẩm định kết quả củng cố {name}");
        let words = "Các tiêu chí hoàn thành đã được đối chiếu; đề nghị Ban Thường vụ xem xét, kết luận.";
        SampleSaying { paper: desk.paper(&board(upper), "BC/BTC", on, about), words: words.into() }
    });
    Some(SampleEvaluation {
        listing: plan.listing,
        begun_on,
        report,
        asking,
        opinions,
        appraisal,
        is_concluded: step == Step::Concluded,
    })
}

fn own(name: &str) -> String {
    name.replacen("Đảng bộ", "Đảng ủy", 1)
}

fn board(upper: &Upper) -> String {
    format!("Ban Tổ chức {}", upper.committee)
}

/// Three bodies are asked, the first of them always; in a conclusion all have answered.
fn opinions(desk: &mut Desk<'_>, bodies: &[UnitAt], turn: usize, step: Step, on: Date) -> Vec<SampleOpinion> {
    let first = bodies.first().copied();
    let others = bodies.iter().skip(1).copied().cycle().skip(turn % 5).take(2);
    let mut out = Vec::new();
    for (place, body) in first.into_iter().chain(others).enumerate() {
        if step == Step::Asked && place == 0 {
            out.push(awaited(body));
            continue;
        }
        let against = place == 2 && turn % 6 == 1;
        let issuer = desk.register.name(body).to_owned();
        let paper = desk.paper(&issuer, "CV/CQ", on, "Ý kiến về kết quả củng cố".into());
        let reply = SampleReply {
            paper,
            agreement: if against { Agreement::Disagrees } else { Agreement::Agrees },
            reason: if against {
                "Còn nội dung cần theo dõi thêm trước khi đưa ra khỏi diện"
            } else {
                ""
            },
        };
        out.push(SampleOpinion { body, reply: Some(reply) });
    }
    out
}

/// A year of watch after each removal.
fn watch(plan: &SamplePlan, listing: &SampleListing) -> Option<SampleWatch> {
    let on = removed(listing)?;
    let noted = working(plus(on, 60));
    let note = "Nền nếp sinh hoạt được giữ, không phát sinh đơn mới; tiếp tục theo dõi";
    Some(SampleWatch {
        listing: plan.listing,
        until_on: plus(on, 365),
        notes: if noted <= LAST { vec![(noted, note)] } else { Vec::new() },
    })
}
