//! Words of posts, grounds and tasks.

use crate::lang::Lang;
use vunggoc_core::task::{ActKind, Origin, Problem, Progress, ground};
use vunggoc_core::{post, task};

/// Tiến độ.
pub(crate) fn progress(l: &Lang, tag: &str) -> &'static str {
    match Progress::from_tag(tag) {
        Some(Progress::NotYetDue) => l.t("Chưa đến hạn", "Not yet due"),
        Some(Progress::Underway) => l.t("Đang thực hiện trong hạn", "Underway, in time"),
        Some(Progress::DoneInTime) => l.t("Hoàn thành đúng hạn", "Done in time"),
        Some(Progress::DoneLate) => l.t("Hoàn thành quá hạn", "Done late"),
        Some(Progress::Overdue) => l.t("Quá hạn chưa hoàn thành", "Overdue"),
        Some(Progress::Stopped) => l.t("Dừng thực hiện", "Stopped"),
        Some(Progress::CarriedOver) => l.t("Chuyển sang năm sau", "Carried over"),
        None => "",
    }
}

/// The class of the badge of a progress.
pub(crate) fn progress_badge(tag: &str) -> &'static str {
    match Progress::from_tag(tag) {
        Some(Progress::Underway) => "running",
        Some(Progress::DoneInTime | Progress::DoneLate) => "done",
        Some(Progress::Overdue) => "late",
        Some(Progress::NotYetDue) => "entering",
        _ => "ended",
    }
}

/// Loại căn cứ.
pub(crate) fn kind(l: &Lang, tag: &str) -> &'static str {
    match ground::Kind::from_tag(tag) {
        Some(ground::Kind::Notice) => l.t("Thông báo kết luận", "Notice of conclusion"),
        Some(ground::Kind::Plan) => l.t("Đề án, kế hoạch củng cố", "Consolidation plan"),
        Some(ground::Kind::Inspection) => {
            l.t("Kết luận kiểm tra, giám sát, thanh tra", "Conclusion of an inspection")
        }
        Some(ground::Kind::Audit) => l.t("Kết luận, kiến nghị kiểm toán", "Conclusion of an audit"),
        Some(ground::Kind::SelfReview) => l.t("Khắc phục hạn chế sau kiểm điểm", "Remedy after self-review"),
        Some(ground::Kind::YearPlan) => l.t("Kế hoạch năm", "Year plan"),
        Some(ground::Kind::Resolution) => l.t("Nghị quyết, chương trình hành động", "Resolution, programme"),
        Some(ground::Kind::Reception) => l.t("Kết luận tiếp dân", "Conclusion of a reception"),
        Some(ground::Kind::Other) | None => l.t("Căn cứ khác", "Other ground"),
    }
}

/// Nguồn của hạn chế.
pub(crate) fn origin(l: &Lang, tag: &str) -> &'static str {
    match Origin::from_tag(tag) {
        Some(Origin::Hinted) => l.t("Cấp trên gợi ý", "Hinted at by the level above"),
        Some(Origin::Concluded) => l.t("Kết luận kiểm tra, thanh tra", "Concluded by an inspection"),
        Some(Origin::Own) | None => l.t("Tự nhận diện", "Found by itself"),
    }
}

/// What happened to a task.
pub(crate) fn happened(l: &Lang, what: &str) -> &'static str {
    match what {
        "report" => l.t("Báo cáo tiến độ", "Progress reported"),
        "move" => l.t("Điều chỉnh thời hạn", "Due date moved"),
        "calendar-move" => l.t("Thời hạn đổi theo lịch nghỉ", "Due date moved with the calendar"),
        "confirmed" => l.t("Xác nhận hoàn thành", "Confirmed as done"),
        "self-confirmed" => l.t("Tự xác nhận hoàn thành", "Self-confirmed as done"),
        _ => l.t("Trả lại để tiếp tục thực hiện", "Sent back"),
    }
}

/// The size of a file.
pub(crate) fn bytes(l: &Lang, n: &i64) -> String {
    if *n < 1024 * 1024 {
        format!("{} KB", l.n(&((n + 1023) / 1024)))
    } else {
        format!("{} MB", l.n(&(n / (1024 * 1024))))
    }
}

/// The field that a problem of a task leads to.
pub(crate) fn problem_field(problem: Problem) -> &'static str {
    match problem {
        Problem::NoContent | Problem::TooLong => "content",
        Problem::NoLead => "lead",
        Problem::LeadSupports => "support",
        Problem::NoStart => "started_on",
        Problem::NoDue | Problem::DueBeforeStart => "due_on",
        Problem::BadQuantity | Problem::CarriedUncounted => "n_own",
    }
}

/// An act on a task by its tag.
pub(crate) fn act_tag(l: &Lang, tag: &str) -> &'static str {
    ActKind::from_tag(tag).map_or("", |kind| act(l, kind))
}

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

/// What is wrong with evidence.
pub(crate) fn evidence(l: &Lang, problems: &[task::evidence::Problem]) -> String {
    use task::evidence::Problem as P;
    let words = |p: &P| {
        match p {
        P::WrongKind => l.t(
            "Không nhận loại tệp này: chỉ nhận PDF, Word, Excel, ảnh JPG hoặc PNG",
            "Files of this kind are not taken: only PDF, Word, Excel, JPG or PNG",
        ).to_owned(),
        P::NotWhatItSays => l.t(
            "Nội dung tệp không đúng với đuôi tên tệp; hãy lưu lại đúng định dạng rồi gửi",
            "The file is not what its name says; save it in the right format and send it again",
        ).to_owned(),
        P::TooLarge { limit } => format!(
            "{} {} MB; {}",
            l.t("Tệp lớn hơn", "The file is larger than"),
            limit / (1024 * 1024),
            l.t("hãy chia nhỏ, hoặc chỉ ghi số và ngày văn bản", "split it, or give only number and date of the paper")
        ),
        P::Empty => l.t("Tệp không có nội dung", "The file is empty").to_owned(),
        P::SecretFile => l.t(
            "Văn bản từ Mật trở lên: không đưa tệp vào máy này; chỉ ghi số, ngày và nơi lưu",
            "A paper marked Mật or above: its file must not be put on this machine; give number, date and where it lies",
        ).to_owned(),
        P::NoNumber => l.t("Nhập số, ký hiệu văn bản", "Enter the paper's number and symbol").to_owned(),
        P::NoDay => l.t("Nhập ngày văn bản (ngày/tháng/năm)", "Enter the paper's date (day/month/year)").to_owned(),
        P::SecretNowhere => l.t("Văn bản từ Mật trở lên: ghi nơi lưu", "A paper marked Mật or above: say where it lies").to_owned(),
    }
    };
    problems.iter().map(words).collect::<Vec<_>>().join("; ")
}

/// What a column of a table of tasks may mean.
pub(crate) fn meaning(l: &Lang, meaning: &str) -> &'static str {
    match meaning {
        "content" => l.t("Nội dung nhiệm vụ", "Task"),
        "support" => l.t("Cơ quan phối hợp", "Supporting bodies"),
        "post" => l.t("Người chịu trách nhiệm (chức vụ)", "Who answers for it"),
        "started_on" => l.t("Ngày giao", "Given on"),
        "due_on" => l.t("Thời hạn hoàn thành", "Due on"),
        "product" => l.t("Sản phẩm, kết quả", "Product"),
        "done_on" => l.t("Ngày hoàn thành", "Done on"),
        "system" => l.t("Tên phần mềm khác", "Name of the other system"),
        _ => l.t("Mã ở phần mềm khác", "Id in the other system"),
    }
}

/// A problem of an import of tasks, by its code; none where it is one of every import.
pub(crate) fn import_problem(l: &Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "no-outside-id" => l.t(
            "dòng không có mã ở phần mềm khác: không nhận biết được khi nhập lại",
            "no id of the other system: the row could not be known again",
        ),
        "outside-id-twice" => l.t("mã này có hai dòng trong tệp", "two rows of the file have this id"),
        "task-differs" => l.t(
            "đã có, nhưng nội dung hoặc thời hạn trong tệp khác; giữ như ở đây, sửa bằng “Điều chỉnh thời hạn”",
            "here already, but the file says another text or date; what is here stays",
        ),
        "no-lead" => l.t("không có cơ quan chủ trì", "nobody leads it"),
        "no-content" => l.t("không có nội dung nhiệm vụ", "nothing is to be done"),
        "no-due" => l.t("không có thời hạn hoàn thành", "no due date"),
        "due-before-start" => {
            l.t("thời hạn hoàn thành trước ngày giao", "the due date lies before the day it is given")
        }
        "lead-supports" => l.t(
            "cơ quan chủ trì không đồng thời là cơ quan phối hợp",
            "the lead body does not support itself",
        ),
        "not-whole" => l.t("nhiệm vụ chưa đủ nội dung hoặc quá dài", "the task is not whole, or too long"),
        "support-unknown" => l.t(
            "không tìm thấy cơ quan phối hợp này; bỏ qua",
            "no such supporting body; it is left out",
        ),
        "no-doer" => l.t("chưa nêu người chịu trách nhiệm", "no post answers for it"),
        "post-unknown" => l.t(
            "chức danh chưa có trong danh mục của cơ quan chủ trì; giữ nguyên văn",
            "no such post of the lead body; kept as it is worded",
        ),
        "post-abolished" => l.t("chức danh đã bãi bỏ", "the post was abolished"),
        "holder-left" => l.t(
            "người này đã thôi giữ chức danh từ ngày (ghi sau tên); nêu chức danh thay cho tên",
            "this person left the post on the day behind the name; name the post instead",
        ),
        _ => return None,
    })
}

/// What stands against posts, grounds, tasks and evidence; none where the rule is another noun's.
pub(crate) fn rule(l: &Lang, rule: &vunggoc_app::Rule) -> Option<String> {
    use vunggoc_app::Rule as R;
    Some(match rule {
        R::Post(why) => post_broken(l, *why),
        R::Ground(why) => ground_broken(l, *why).into(),
        R::Task(why) => broken(l, *why),
        R::Evidence(problems) => evidence(l, problems),
        R::TaskDrafts(problems) => drafts(l, problems),
        _ => return None,
    })
}
