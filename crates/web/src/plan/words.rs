//! Words of plans: acts, states, what is lacking, why something cannot be.

use crate::lang::Lang;
use vunggoc_core::plan::{ActKind, Broken, CauseKind, Kind, Lack};

/// Loại văn bản.
pub(crate) fn kind(l: &Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Scheme => l.t("Đề án củng cố", "Consolidation scheme"),
        Kind::BranchPlan => l.t("Kế hoạch củng cố chi bộ", "Consolidation plan of a branch"),
    }
}

/// Tình trạng.
pub(crate) fn state(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "draft" => l.t("dự thảo", "draft"),
        "submitted" => l.t("đã trình", "submitted"),
        "concluded" => l.t("hội nghị đã kết luận, đang hoàn chỉnh", "concluded, being completed"),
        "issued" => l.t("đã ban hành", "issued"),
        _ => l.t("chưa lập", "none yet"),
    }
}

/// Thao tác.
pub(crate) fn act(l: &Lang, act: ActKind) -> &'static str {
    match act {
        ActKind::Write => l.t("Soạn thảo", "Write"),
        ActKind::Submit => l.t("Trình", "Submit"),
        ActKind::SendBack => l.t("Trả lại để hoàn chỉnh", "Send back"),
        ActKind::Conclude => l.t("Ghi kết luận của hội nghị", "Record the meeting's conclusion"),
        ActKind::Issue => l.t("Ban hành", "Issue"),
        ActKind::Amend => l.t("Ban hành điều chỉnh", "Issue the amendment"),
        ActKind::Drop => l.t("Bỏ nội dung điều chỉnh", "Drop the amendment"),
    }
}

/// Loại nguyên nhân.
pub(crate) fn cause(l: &Lang, kind: CauseKind) -> &'static str {
    match kind {
        CauseKind::Objective => l.t("Khách quan", "Objective"),
        CauseKind::Subjective => l.t("Chủ quan", "Subjective"),
    }
}

/// Công tác cán bộ.
pub(crate) fn cadre(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "strengthened" => l.t("Kiện toàn", "Strengthened"),
        "transferred" => l.t("Điều động", "Transferred"),
        "rotated" => l.t("Luân chuyển", "Rotated"),
        _ => l.t("Thay thế", "Replaced"),
    }
}

/// What is lacking; measures and criteria are named by the place in which they stand.
pub(crate) fn lack(l: &Lang, lack: Lack) -> String {
    let of = |vi: &'static str, en: &'static str, n: i64| format!("{} {n}", l.t(vi, en));
    match lack {
        Lack::NoMeasure => l.t("Chưa có nhiệm vụ, giải pháp nào", "No measure yet").into(),
        Lack::NoExit => l
            .t(
                "Chưa có tiêu chí hoàn thành củng cố: không ai nói được khi nào xong",
                "No exit criterion: nobody could say when it is finished",
            )
            .into(),
        Lack::NoContent { measure } => of("Chưa ghi nội dung nhiệm vụ số", "No content in measure", measure),
        Lack::NoSolution { measure } => {
            of("Chưa chọn nhóm giải pháp của nhiệm vụ số", "No group of solutions for measure", measure)
        }
        Lack::NoLead { measure } => {
            of("Chưa chọn cơ quan chủ trì nhiệm vụ số", "No lead body for measure", measure)
        }
        Lack::NoPost { measure } => {
            of("Chưa ghi chức vụ chịu trách nhiệm nhiệm vụ số", "No answerable post for measure", measure)
        }
        Lack::NoDue { measure } => of("Chưa ghi thời hạn nhiệm vụ số", "No due date for measure", measure),
        Lack::NoWords { exit } => {
            of("Chưa ghi nội dung phải đạt của tiêu chí số", "No words for exit criterion", exit)
        }
        Lack::PersonnelNowhere => l
            .t(
                "Phương án nhân sự riêng: ghi đủ số và nơi lưu",
                "The separate paper on cadres: give its number and where it lies",
            )
            .into(),
    }
}

/// Why an act on a plan cannot be.
pub(crate) fn broken(l: &Lang, broken: &Broken) -> String {
    match broken {
        Broken::NotNow { act: kind } => format!(
            "{}: {}",
            l.t("Đề án, kế hoạch không ở tình trạng cho phép", "The plan does not allow"),
            act(l, *kind)
        ),
        Broken::IssuedAlready => l
            .t(
                "Đề án, kế hoạch đã ban hành; chỉ thay đổi bằng văn bản điều chỉnh.",
                "The plan is issued already; it changes only by an amending paper.",
            )
            .into(),
        Broken::Incomplete(lacks) => {
            let all: Vec<String> = lacks.iter().map(|k| lack(l, *k)).collect();
            format!("{}: {}.", l.t("Còn thiếu", "Lacking"), all.join("; "))
        }
        Broken::NotBefore { on } => format!(
            "{} {}",
            l.t(
                "Ngày này phải từ bước trước trở đi, ngày",
                "The day must not lie before the step before it,"
            ),
            l.date(&on.to_string())
        ),
        Broken::NoChange => l
            .t("Nội dung điều chỉnh không khác bản đang có hiệu lực.", "The amendment changes nothing.")
            .into(),
        Broken::NoReason => l.t("Ghi lý do điều chỉnh.", "Say why it is amended.").into(),
    }
}
