//! Words of evaluations: steps, agreement, what the criteria of exit say, why something cannot be.

use crate::lang::Lang;
use vunggoc_core::evaluation::{ActKind, Broken};

/// Bước.
pub(crate) fn stage(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "begun" => l.t("chờ báo cáo tự đánh giá", "waits for the self-evaluation"),
        "reported" => l.t("đang lấy ý kiến, thẩm định", "opinions and appraisal"),
        "appraised" => l.t("chờ kết luận", "waits for the conclusion"),
        _ => l.t("đã kết luận", "concluded"),
    }
}

/// Thao tác.
pub(crate) fn act(l: &Lang, tag: &str) -> &'static str {
    match ActKind::from_tag(tag) {
        Some(ActKind::Report) => l.t("Ghi báo cáo tự đánh giá", "Enter the self-evaluation"),
        Some(ActKind::Ask) => l.t("Lấy ý kiến cơ quan liên quan", "Ask bodies for opinions"),
        Some(ActKind::Appraise) => l.t("Ghi thẩm định", "Enter the appraisal"),
        Some(ActKind::Conclude) => l.t("Ghi kết luận", "Record the conclusion"),
        Some(ActKind::Answer) | None => l.t("Ghi ý kiến trả lời", "Enter an opinion"),
    }
}

/// Ý kiến.
pub(crate) fn agreement(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "agrees" => l.t("đồng ý", "agrees"),
        "disagrees" => l.t("chưa đồng ý", "does not agree"),
        _ => l.t("chưa trả lời", "no answer yet"),
    }
}

/// What became of a sign; missing is never green.
pub(crate) fn remedy(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "remedied" => l.t("đã được khắc phục", "overcome"),
        "persists" => l.t("chưa được khắc phục", "not overcome"),
        _ => l.t("chưa xác định", "not determined"),
    }
}

/// The look of what became of a sign.
pub(crate) fn remedy_badge(tag: &str) -> &'static str {
    match tag {
        "remedied" => "done",
        "persists" => "weak",
        _ => "attention",
    }
}

/// Why an act on an evaluation cannot be.
pub(crate) fn broken(l: &Lang, broken: &Broken) -> String {
    match broken {
        Broken::NotNow { act: kind } => format!(
            "{}: {}",
            l.t("Đợt đánh giá không ở bước cho phép", "The evaluation does not allow"),
            act(l, kind.tag())
        ),
        Broken::AskedAlready => l.t("Cơ quan này đã được lấy ý kiến.", "This body was asked already.").into(),
        Broken::DueBeforeAsked => l
            .t("Thời hạn trả lời phải sau ngày công văn.", "The answer cannot be due before the letter.")
            .into(),
        Broken::NotAsked => l.t("Cơ quan này chưa được lấy ý kiến.", "This body was not asked.").into(),
        Broken::AnsweredAlready => {
            l.t("Cơ quan này đã trả lời; ý kiến không sửa được.", "This body has answered already.").into()
        }
        Broken::NotBefore { on } => format!(
            "{} {}",
            l.t(
                "Ngày của văn bản phải từ bước trước trở đi, ngày",
                "The paper must not be older than the step before it,"
            ),
            l.date(&on.to_string())
        ),
        Broken::NoReason => {
            l.t("Chưa đồng ý thì phải ghi lý do.", "Whoever does not agree must say why.").into()
        }
        Broken::NoWords => l.t("Ghi nội dung báo cáo.", "Say what the report says.").into(),
        Broken::NotAConclusion => l
            .t(
                "Kết luận chỉ là: đưa ra khỏi diện, chuyển cấp theo dõi hoặc kéo dài.",
                "A conclusion removes, moves to another level or prolongs.",
            )
            .into(),
        Broken::WithoutOpinions { n_awaited: 0 } => l
            .t(
                "Chưa lấy ý kiến cơ quan nào: ghi lý do kết luận khi chưa có ý kiến.",
                "No body was asked: say why it is concluded without opinions.",
            )
            .into(),
        Broken::WithoutOpinions { n_awaited } => format!(
            "{} {n_awaited} {}",
            l.t("Còn", "There are"),
            l.t(
                "cơ quan chưa trả lời: ghi lý do kết luận khi chưa đủ ý kiến.",
                "bodies without an answer: say why it is concluded without them."
            )
        ),
        Broken::NotOvercome { n_persisting: 0, n_unknown: 0 } => l
            .t(
                "Hồ sơ không có tiêu chí hoàn thành nào để đối chiếu: ghi lý do đưa ra khỏi diện.",
                "There is no exit criterion to compare with: say why it is removed.",
            )
            .into(),
        Broken::NotOvercome { n_persisting, n_unknown } => format!(
            "{} {n_persisting} {} {n_unknown} {}",
            l.t("Còn", "There are"),
            l.t("tiêu chí chưa được khắc phục,", "criteria not overcome and"),
            l.t(
                "tiêu chí chưa xác định: ghi lý do đưa ra khỏi diện bằng văn bản.",
                "not determined: say in writing why it is removed nevertheless."
            )
        ),
    }
}
