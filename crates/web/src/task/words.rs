//! Words of posts, grounds and tasks.

use crate::lang::Lang;
use vunggoc_core::task::{ActKind, Problem, ground};
use vunggoc_core::{post, task};

/// The acts on a task.
pub(crate) fn act(l: &Lang, kind: ActKind) -> &'static str {
    match kind {
        ActKind::Report => l.t("Báo cáo tiến độ", "Report progress"),
        ActKind::Finish => l.t("Báo cáo hoàn thành", "Report as done"),
        ActKind::Confirm => l.t("Xác nhận hoàn thành", "Confirm as done"),
        ActKind::Return => l.t("Trả lại để tiếp tục thực hiện", "Send back"),
        ActKind::Move => l.t("Điều chỉnh thời hạn", "Move the due date"),
        ActKind::Stop => l.t("Dừng thực hiện", "Stop"),
        ActKind::Reassign => l.t("Giao cho chức danh khác", "Assign to another post"),
        ActKind::CarryOver => l.t("Chuyển phần còn lại sang năm sau", "Carry the rest over"),
    }
}

/// Why an act on a task cannot be.
pub(crate) fn broken(l: &Lang, broken: task::Broken) -> String {
    use task::Broken as B;
    let day = |vi, en, on: vunggoc_core::Date| format!("{} {}.", l.t(vi, en), l.date(&on.to_string()));
    match broken {
        B::NotNow { act: kind } => {
            format!(
                "{}: {}.",
                l.t("Nhiệm vụ không ở tình trạng cho phép", "The task does not allow"),
                act(l, kind)
            )
        }
        B::ConfirmedAlready { on } => day(
            "Người khác đã xác nhận kết quả nhiệm vụ này, ngày",
            "Somebody else has confirmed this result, on",
            on,
        ),
        B::BeforeStart { started_on } => day(
            "Ngày không được trước ngày giao nhiệm vụ,",
            "The day must not be before the task was given,",
            started_on,
        ),
        B::BeforeDone { done_on } => day(
            "Ngày xác nhận không được trước ngày hoàn thành,",
            "A result is not confirmed before it was reached,",
            done_on,
        ),
        B::NoReason => l.t("Ghi lý do.", "Give the reason.").into(),
        B::NoResult => l.t("Ghi kết quả thực hiện.", "Say what the result is.").into(),
        B::NoChange => l.t("Không có gì thay đổi.", "Nothing changes.").into(),
        B::BadNumber => l
            .t(
                "Số lượng không hợp lệ, hoặc nhiệm vụ này không tính theo số lượng.",
                "The number cannot be, or this task is not counted.",
            )
            .into(),
        B::NotAllDone { n_left } => format!(
            "{} {n_left}. {}",
            l.t("Còn lại", "Left:"),
            l.t(
                "Chưa thực hiện hết: báo cáo đủ số lượng, hoặc chuyển phần còn lại sang năm sau.",
                "Not all is done: report the full number, or carry the rest over."
            )
        ),
        B::NothingLeft => {
            l.t("Không còn gì để chuyển sang năm sau.", "Nothing is left to carry over.").into()
        }
        B::PostNotThere => l
            .t(
                "Chức danh không thuộc cơ quan chủ trì, hoặc đã bãi bỏ trước ngày giao.",
                "The post is not of the lead body, or was abolished before that day.",
            )
            .into(),
    }
}

/// What is wrong with a task as it is written down.
pub(crate) fn problem(l: &Lang, problem: Problem) -> &'static str {
    match problem {
        Problem::NoContent => l.t("Nhập nội dung nhiệm vụ", "Say what is to be done"),
        Problem::NoLead => {
            l.t("Chưa có cơ quan chủ trì: chọn cơ quan thực hiện", "Nobody leads it: choose the lead body")
        }
        Problem::NoStart => l.t("Nhập ngày giao (ngày/tháng/năm)", "Enter the day it is given"),
        Problem::NoDue => l.t("Nhập thời hạn hoàn thành (ngày/tháng/năm)", "Enter the due date"),
        Problem::DueBeforeStart => {
            l.t("Thời hạn hoàn thành trước ngày giao", "The due date lies before the day it is given")
        }
        Problem::TooLong => l.t("Nội dung dài quá 4.000 chữ", "A text is longer than 4,000 letters"),
        Problem::LeadSupports => l.t(
            "Cơ quan chủ trì không đồng thời là cơ quan phối hợp",
            "The lead body does not support itself",
        ),
        Problem::BadQuantity => {
            l.t("Số lượng và đơn vị tính không hợp lệ", "The number or what it counts cannot be")
        }
        Problem::CarriedUncounted => l.t(
            "Chỉ nhiệm vụ tính theo số lượng mới chuyển sang năm sau",
            "Only what is counted is carried over",
        ),
    }
}

/// Everything wrong with tasks, each with its line.
pub(crate) fn drafts(l: &Lang, problems: &[(usize, Problem)]) -> String {
    let line = |(place, p): &(usize, Problem)| {
        format!("{} {}: {}", l.t("nhiệm vụ", "task"), place + 1, problem(l, *p))
    };
    problems.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// What is wrong with a ground.
pub(crate) fn ground_broken(l: &Lang, broken: ground::Broken) -> &'static str {
    match broken {
        ground::Broken::BadTitle => {
            l.t("Tên căn cứ để trống hoặc quá dài.", "The title is blank or too long.")
        }
        ground::Broken::NoYear => l.t("Nhập năm của kế hoạch.", "Enter the year of the plan."),
        ground::Broken::NoPaper => l.t(
            "Loại căn cứ này phải có văn bản: số, ngày, cơ quan ban hành.",
            "This kind of ground needs its paper: number, date, issuer.",
        ),
        ground::Broken::RaisedAlready => l.t(
            "Văn bản này đã được giao thành nhiệm vụ; không giao lần thứ hai.",
            "Its tasks were given already; they are not given twice.",
        ),
    }
}

/// Why an act on a post cannot be.
pub(crate) fn post_broken(l: &Lang, broken: post::Broken) -> String {
    use post::Broken as B;
    match broken {
        B::BadName => l.t("Tên để trống hoặc quá dài.", "The name is blank or too long.").into(),
        B::NotAfterLast { last_on } => format!(
            "{} {}.",
            l.t(
                "Ngày hiệu lực phải sau lần thay đổi gần nhất, ngày",
                "The day must be after the last change, on"
            ),
            l.date(&last_on.to_string())
        ),
        B::VacantAlready => l.t("Chức danh đang khuyết.", "The post is vacant already.").into(),
        B::Abolished { on } => format!(
            "{} {}.",
            l.t("Chức danh đã bãi bỏ từ ngày", "The post was abolished on"),
            l.date(&on.to_string())
        ),
        B::EndsBeforeItBegins => {
            l.t("Ngày kết thúc phải sau ngày bắt đầu.", "It must end after it begins.").into()
        }
        B::ByItself => {
            l.t("Chức danh không ủy quyền cho chính mình.", "A post does not authorise itself.").into()
        }
        B::HoldsAlready => l
            .t("Đã có phân công, ủy quyền như vậy trong thời gian này.", "It holds already in these days.")
            .into(),
    }
}
