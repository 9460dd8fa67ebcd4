//! Words for codes and errors: one table each, both languages.

use crate::lang::Lang;
use vunggoc_app::{AppError, Refusal, Rule};
use vunggoc_core::paper::{Problem, Secrecy};
use vunggoc_core::{annul, decision, listing, unit};

/// Cấp theo dõi.
pub(crate) fn tier(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "upper" => l.t("Thành phố theo dõi", "Tracked by the city"),
        "lower" => l.t("Cấp dưới theo dõi", "Tracked below"),
        _ => l.t("Tất cả các cấp", "All levels"),
    }
}

/// Diện.
pub(crate) fn status(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "weak" => l.t("Yếu kém (củng cố)", "Weak (consolidation)"),
        _ => l.t("Cần quan tâm (theo dõi)", "Needs attention (watch)"),
    }
}

/// Tình trạng hồ sơ.
pub(crate) fn state(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "proposed" => l.t("Đã đề xuất", "Proposed"),
        "open" => l.t("Đang trong diện", "On the list"),
        "removed" => l.t("Đã đưa ra khỏi diện", "Removed from the list"),
        "ended" => l.t("Kết thúc do sắp xếp tổ chức", "Ended by reorganisation"),
        _ => l.t("Không đưa vào diện", "Not listed"),
    }
}

/// The class of the badge of a state.
pub(crate) fn state_badge(tag: &str) -> &'static str {
    match tag {
        "proposed" => "entering",
        "open" => "running",
        "removed" => "done",
        _ => "ended",
    }
}

/// The acts on a listing.
pub(crate) fn act(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "open" => l.t("Đưa vào diện", "Put on the list"),
        "decline" => l.t("Không đưa vào diện", "Not put on the list"),
        "hand-down" => l.t("Chuyển về cấp dưới theo dõi", "Hand down to the level below"),
        "hand-up" => l.t("Đưa lên diện Thành phố theo dõi", "Hand up to the city's list"),
        "prolong" => l.t("Kéo dài thời gian củng cố", "Prolong the consolidation"),
        "regroup" => l.t("Thay đổi diện, nhóm", "Change status or group"),
        _ => l.t("Đưa ra khỏi diện", "Remove from the list"),
    }
}

/// Hình thức quyết định.
pub(crate) fn form(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "meeting" => l.t("hội nghị", "meeting"),
        _ => l.t("lấy ý kiến bằng văn bản", "written opinions"),
    }
}

/// Độ mật.
pub(crate) fn secrecy(l: &Lang, tag: &str) -> &'static str {
    match Secrecy::from_tag(tag) {
        Some(Secrecy::Internal) => l.t("Lưu hành nội bộ", "Internal"),
        Some(Secrecy::Secret) => l.t("Mật", "Secret (Mật)"),
        Some(Secrecy::TopSecret) => l.t("Tối mật", "Top secret (Tối mật)"),
        Some(Secrecy::Utmost) => l.t("Tuyệt mật", "Utmost secret (Tuyệt mật)"),
        _ => l.t("Thường", "Open"),
    }
}

/// What is wrong with a paper: the field and the message.
pub(crate) fn paper(l: &Lang, problem: Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::NoNumber => {
            ("paper_number", l.t("Nhập số, ký hiệu văn bản", "Enter the paper's number and symbol"))
        }
        Problem::NoDay => {
            ("paper_on", l.t("Nhập ngày văn bản (ngày/tháng/năm)", "Enter the paper's date (day/month/year)"))
        }
        Problem::NoIssuer => ("paper_issuer", l.t("Nhập cơ quan ban hành", "Enter the issuing body")),
        Problem::SecretWithAbstract => (
            "paper_about",
            l.t(
                "Văn bản từ Mật trở lên: không nhập trích yếu, chỉ ghi số, ngày, cơ quan và nơi lưu",
                "A paper marked Mật or above: no abstract here, only number, date, issuer and where it lies",
            ),
        ),
        Problem::SecretWithFile => (
            "paper_file",
            l.t(
                "Văn bản từ Mật trở lên: không đính kèm tệp vào máy này",
                "A paper marked Mật or above: its file must not be put on this machine",
            ),
        ),
        Problem::SecretNowhere => (
            "paper_kept_at",
            l.t("Văn bản từ Mật trở lên: ghi nơi lưu", "A paper marked Mật or above: say where it lies"),
        ),
        Problem::TooLong => {
            ("paper_about", l.t("Nội dung dài quá 2.000 chữ", "The text is longer than 2,000 letters"))
        }
    }
}

/// What is wrong with votes.
pub(crate) fn votes(l: &Lang, bad: decision::BadVotes) -> &'static str {
    match bad {
        decision::BadVotes::NotANumber => l.t(
            "Nhập số triệu tập, có mặt, tán thành bằng chữ số",
            "Enter summoned, present and agreeing as numbers",
        ),
        decision::BadVotes::MorePresentThanSummoned => {
            l.t("Số có mặt lớn hơn số triệu tập", "More present than summoned")
        }
        decision::BadVotes::MoreAgreedThanPresent => {
            l.t("Số tán thành lớn hơn số có mặt", "More agreeing than present")
        }
        decision::BadVotes::NoMajority => l.t(
            "Số tán thành chưa quá nửa số được triệu tập: chưa thành quyết định",
            "Not more than half of those summoned agreed: no decision",
        ),
    }
}

/// Every error of the use cases as a sentence that a person can act on.
pub(crate) fn error(l: &Lang, error: &AppError) -> String {
    match error {
        AppError::NotFound => l
            .t(
                "Không có nội dung này, hoặc nội dung nằm ngoài phạm vi được phân quyền của đồng chí.",
                "There is no such thing, or it lies outside of what you were granted.",
            )
            .into(),
        AppError::Refused(refusal) => refused(l, *refusal),
        AppError::Broken(rule) => broken(l, rule),
        AppError::Stale { .. } => l
            .t(
                "Người khác vừa thay đổi hồ sơ này. Nội dung đồng chí nhập vẫn còn dưới đây; hãy xem thay đổi rồi gửi lại.",
                "Someone else has just changed this. What you typed is still below; look at the change and send again.",
            )
            .into(),
        AppError::Busy => {
            l.t("Hệ thống đang bận, chưa có gì được ghi. Hãy thử lại.", "Busy; nothing was written. Try again.").into()
        }
        AppError::Done(_) => l.t("Lệnh này đã được thực hiện.", "This was done already.").into(),
        AppError::Fault(_) => l.t("Lỗi của chương trình.", "A fault of the program.").into(),
    }
}

fn refused(l: &Lang, refusal: Refusal) -> String {
    match refusal {
        Refusal::NotGranted(_) => l
            .t(
                "Đồng chí xem được nội dung này nhưng chưa được phân quyền thực hiện thao tác ở cấp này.",
                "You may read this, but were not granted this act at this level.",
            )
            .into(),
        Refusal::SignIn => {
            l.t("Tên đăng nhập hoặc mật khẩu không đúng.", "The user name or the password is wrong.").into()
        }
        Refusal::SlowDown { wait } => format!(
            "{} {wait} {}",
            l.t("Đã nhập sai nhiều lần. Hãy đợi", "Too many failed attempts. Wait"),
            l.t("giây rồi thử lại.", "seconds and try again.")
        ),
        Refusal::SecondFactor => {
            l.t("Mã xác thực không đúng hoặc đã dùng.", "The code is wrong or was used already.").into()
        }
        Refusal::BadCode => l
            .t("Mã một lần không đúng, đã dùng hoặc hết hạn.", "The one-time code is wrong, used or too old.")
            .into(),
    }
}

fn broken(l: &Lang, rule: &Rule) -> String {
    match rule {
        Rule::Unit(broken) => unit_broken(l, broken),
        Rule::Annul(broken) => annul_broken(l, broken),
        Rule::UnitAbove => l
            .t(
                "Tổ chức cấp trên phải cùng hệ thống, tồn tại vào ngày đó và không nằm dưới tổ chức này.",
                "The unit above must be of the same tree, exist on that day, and not stand below this unit.",
            )
            .into(),
        Rule::UnitInUse => l
            .t(
                "Còn tổ chức trực thuộc hoặc dữ liệu khác; chưa thực hiện được.",
                "Other units or records still depend on it.",
            )
            .into(),
        Rule::UnitNotThere => {
            l.t("Tổ chức không tồn tại vào ngày đó.", "The unit did not exist on that day.").into()
        }
        Rule::CodeTaken { code } => {
            format!("{}: {code}", l.t("Mã đã dùng cho tổ chức khác", "The code belongs to another unit"))
        }
        Rule::Paper(problems) => problems.iter().map(|p| paper(l, *p).1).collect::<Vec<_>>().join("; "),
        Rule::PaperTwice => l
            .t("Đã có văn bản cùng số và ngày.", "A paper with this number and date is already there.")
            .into(),
        Rule::Votes(bad) => votes(l, *bad).into(),
        Rule::Listing(broken) => listing_broken(l, broken),
        Rule::Plan(broken) => crate::plan::words::broken(l, broken),
        Rule::Evaluation(broken) => crate::evaluation::words::broken(l, broken),
        Rule::ListedAlready => l
            .t("Tổ chức này đang có hồ sơ theo dõi, củng cố.", "This unit already has a live listing.")
            .into(),
        Rule::Post(_) | Rule::Ground(_) | Rule::Task(_) | Rule::TaskDrafts(_) | Rule::Evidence(_) => {
            crate::task::words::rule(l, rule).unwrap_or_default()
        }
        Rule::Calendar(odd) => {
            odd.iter().map(|o| crate::calendar::words::objection(l, *o, "")).collect::<Vec<_>>().join(" ")
        }
        Rule::Return(broken) => crate::figure::words::broken(l, broken),
        Rule::Figures(why) => crate::figure::words::refused(l, *why),
        Rule::Screening(broken) => crate::screening::broken(l, *broken).into(),
        Rule::Sheet(error) => crate::import::read_error(l, error),
        Rule::ImportNotReady => l
            .t(
                "Còn vướng mắc phải xử lý; chưa có gì được ghi.",
                "Problems stand against it; nothing was written.",
            )
            .into(),
        Rule::ImportNotSeen => l
            .t(
                "Hãy xem các lưu ý và đánh dấu “đã xem” trước khi ghi; chưa có gì được ghi.",
                "Look at the remarks and tick them before writing; nothing was written.",
            )
            .into(),
        Rule::LoginTaken => l.t("Tên đăng nhập đã có người dùng.", "The user name is taken.").into(),
        Rule::WeakPassword => l
            .t(
                "Mật khẩu phải có từ 12 ký tự và không chứa tên đăng nhập.",
                "A password needs at least 12 characters and must not contain the user name.",
            )
            .into(),
        Rule::Field { name } => {
            format!("{}: {name}", l.t("Thiếu hoặc sai nội dung ở ô", "Missing or wrong in field"))
        }
        Rule::ReportIssued | Rule::ReportNotIssued | Rule::ReportCorrected => report_broken(l, rule).into(),
        Rule::Said { code, about } => crate::said::rule(l, code).map_or_else(|| about.clone(), str::to_owned),
    }
}

/// What a report does not take.
fn report_broken(l: &Lang, rule: &Rule) -> &'static str {
    match rule {
        Rule::ReportIssued => l.t(
            "Báo cáo đã ban hành và khóa; hãy lập báo cáo đính chính.",
            "The report is issued and locked; make a correction.",
        ),
        Rule::ReportNotIssued => l.t(
            "Báo cáo chưa ban hành: sửa ngay trên dự thảo.",
            "The report is not issued yet: change the draft.",
        ),
        _ => l.t("Báo cáo này đã có báo cáo đính chính.", "Another report corrects this one already."),
    }
}

fn annul_broken(l: &Lang, broken: &annul::Broken) -> String {
    match broken {
        annul::Broken::NoReason => {
            l.t("Ghi lý do hủy, không quá 500 chữ.", "Say why it is annulled, at most 500 letters.").into()
        }
        annul::Broken::DependedOn(by) => format!(
            "{}: {}. {}",
            l.t("Chưa hủy được vì còn dữ liệu phụ thuộc", "It cannot be annulled, as this depends on it"),
            by.iter().map(|d| dependent(l, *d)).collect::<Vec<_>>().join("; "),
            l.t(
                "Nếu nội dung từng đúng, hãy kết thúc bằng văn bản; nếu chỉ ghi sai, hãy sửa sai.",
                "What was true until now is ended by a paper; what was entered wrong is corrected."
            )
        ),
    }
}

/// What may stand against an annulment.
pub(crate) fn dependent(l: &Lang, what: annul::Dependent) -> &'static str {
    use annul::Dependent as D;
    match what {
        D::Below => l.t("tổ chức trực thuộc (kể cả trước đây)", "units below it, now or before"),
        D::Link => l.t("quan hệ từ tổ chức khác", "relations from other units"),
        D::Listing => l.t("hồ sơ theo dõi, củng cố", "listings"),
        D::Figure => l.t("số liệu", "figures"),
        D::Return => l.t("báo cáo biểu", "returns"),
        D::Screening => l.t(
            "kết quả rà soát, công văn đề nghị giải trình",
            "findings, judgements or letters of screening",
        ),
        D::Report => l.t("báo cáo, tờ trình", "reports or submissions"),
        D::Post => {
            l.t("chức danh, phân công phụ trách, giúp đỡ", "posts, who is in charge of it or helps it")
        }
        D::Task => l.t("nhiệm vụ và căn cứ giao nhiệm vụ", "tasks and their grounds"),
        D::Plan => {
            l.t("đề án, đánh giá, ý kiến, theo dõi sau củng cố", "plans, evaluations, opinions or watches")
        }
        D::Import => l.t("lần nhập từ tệp", "imports"),
        D::Grant => l.t("phân quyền trên tổ chức này", "grants on it"),
    }
}

/// Quan hệ, read from one side.
pub(crate) fn relation(l: &Lang, tag: &str, way: &str) -> &'static str {
    match (tag, way) {
        ("leads", "to") => l.t("Lãnh đạo", "Leads"),
        ("leads", _) => l.t("Chịu sự lãnh đạo của", "Is led by"),
        ("lies-in", "to") => l.t("Nằm tại", "Lies in"),
        ("lies-in", _) => l.t("Là địa bàn của", "Is where it lies"),
        ("governs", "to") => l.t("Quản lý", "Governs"),
        ("governs", _) => l.t("Do … quản lý", "Is governed by"),
        _ => l.t("Cùng cấp với", "Of the same level as"),
    }
}

/// Cây.
pub(crate) fn tree(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "party" => l.t("Tổ chức đảng", "Party organisation"),
        "place" => l.t("Địa bàn", "Place"),
        "state" => l.t("Cơ quan, đơn vị", "State body, unit"),
        _ => l.t("Ban chỉ đạo, tổ, đoàn", "Standing body, group"),
    }
}

/// Which list a code is of.
pub(crate) fn scheme<'a>(l: &Lang, tag: &'a str) -> &'a str {
    match tag {
        "party" => l.t("Mã tổ chức đảng (14 số)", "Code of the Party organisation"),
        "office" => l.t("Mã của cơ quan", "The office's code"),
        _ => tag,
    }
}

/// What rests on a paper.
pub(crate) fn ground(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "listing" => l.t("Theo dõi, củng cố", "Listing"),
        "screening" => l.t("Rà soát, giải trình", "Screening, explanation"),
        "report" => l.t("Báo cáo, tờ trình", "Report or submission"),
        "other" => l.t("Việc khác", "Something else"),
        _ => l.t("Tổ chức", "Register"),
    }
}

fn unit_broken(l: &Lang, broken: &unit::Broken) -> String {
    use unit::Broken as B;
    match broken {
        B::NotYetFounded { founded_on } => {
            format!(
                "{} {}",
                l.t("Tổ chức chỉ thành lập từ ngày", "The unit was founded only on"),
                l.date(&founded_on.to_string())
            )
        }
        B::Ended { on } => {
            format!("{} {}", l.t("Tổ chức đã kết thúc từ ngày", "The unit ended on"), l.date(&on.to_string()))
        }
        B::NotAfterLast { last_on } => format!(
            "{} {}",
            l.t(
                "Ngày hiệu lực phải sau lần thay đổi gần nhất, ngày",
                "The day must be after the last change, on"
            ),
            l.date(&last_on.to_string())
        ),
        B::NoChange => l.t("Không có gì thay đổi.", "Nothing changes.").into(),
        B::BadName => l.t("Tên để trống hoặc quá dài.", "The name is blank or too long.").into(),
        B::NoSuchSpell => {
            l.t("Không có giai đoạn bắt đầu vào ngày đó.", "No period begins on that day.").into()
        }
        B::UnderItself => {
            l.t("Tổ chức không thể trực thuộc chính nó.", "A unit cannot stand under itself.").into()
        }
    }
}

fn listing_broken(l: &Lang, broken: &listing::Broken) -> String {
    use listing::Broken as B;
    match broken {
        B::NotNow { act: kind } => {
            format!(
                "{}: {}",
                l.t("Hồ sơ không ở tình trạng cho phép", "The listing does not allow"),
                act(l, kind.tag())
            )
        }
        B::NotAfterLast { last_on } => format!(
            "{} {}",
            l.t(
                "Ngày hiệu lực phải sau quyết định gần nhất, ngày",
                "The day must be after the last decision, on"
            ),
            l.date(&last_on.to_string())
        ),
        B::DueNotAfter { .. } => l
            .t("Thời hạn củng cố phải sau ngày hiệu lực.", "The due date must be after the day of effect.")
            .into(),
        B::NotLonger { due_on } => format!(
            "{} {}",
            l.t(
                "Thời hạn mới phải sau thời hạn hiện nay,",
                "The new due date must be after the present one,"
            ),
            l.date(&due_on.to_string())
        ),
        B::NoChange => l.t("Diện, nhóm không có gì thay đổi.", "Nothing changes.").into(),
        B::NoResult => l.t("Ghi kết quả khắc phục.", "Say what was achieved.").into(),
    }
}
