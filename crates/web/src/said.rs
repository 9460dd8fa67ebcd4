//! Words of accounts, of the installation and of the log of acts.

use crate::lang::Lang;
use vunggoc_app::audit::Fault;
use vunggoc_core::access::Role;

/// Vai trò.
pub(crate) fn role(l: &Lang, tag: &str) -> &'static str {
    match Role::from_tag(tag) {
        Some(Role::Administrator) => l.t("Quản trị hệ thống", "Administrator"),
        Some(Role::StandingExpert) => l.t("Chuyên viên cơ quan thường trực", "Expert of the standing body"),
        Some(Role::LowerExpert) => {
            l.t("Chuyên viên Ban Xây dựng Đảng, Ban Tổ chức cấp dưới", "Expert of a lower committee")
        }
        Some(Role::Clerk) => l.t("Văn thư", "Clerk"),
        Some(Role::Leader) => l.t("Lãnh đạo", "Leader"),
        Some(Role::Member) => l.t("Thành viên Ban Chỉ đạo phụ trách địa bàn", "Member in charge of an area"),
        Some(Role::Base) => l.t("Tổ chức cơ sở", "Base organisation"),
        Some(Role::Supporter) => l.t("Cơ quan phối hợp (cho ý kiến)", "Supporting body (gives its opinion)"),
        Some(Role::Viewer) | None => l.t("Người xem", "Viewer"),
    }
}

/// Tình trạng tài khoản.
pub(crate) fn account_state(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "invited" => l.t("Đã mời", "Invited"),
        "active" => l.t("Đang dùng", "In use"),
        _ => l.t("Đã kết thúc", "Ended"),
    }
}

/// When a grant holds.
pub(crate) fn when(l: &Lang, tag: &str) -> &'static str {
    match tag {
        "present" => l.t("đang có hiệu lực", "in force"),
        "future" => l.t("chưa đến ngày", "not yet"),
        _ => l.t("đã hết", "past"),
    }
}

/// A stored instant (UTC) as people write it.
pub(crate) fn instant(l: &Lang, text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) => format!("{} {}", time.get(..5).unwrap_or(time), l.date(day)),
        None => text.to_owned(),
    }
}

/// What a person is told at sign-in: a stored code and its instant.
pub(crate) fn notice(l: &Lang, stored: &str) -> String {
    let (code, at) = stored.split_once(' ').unwrap_or((stored, ""));
    let what = match code {
        "reset" => l.t(
            "Quản trị hệ thống đã đặt lại mật khẩu của đồng chí lúc",
            "An administrator reset your password at",
        ),
        "second-factor" => l.t(
            "Quản trị hệ thống đã xóa xác thực hai lớp của đồng chí lúc",
            "An administrator cleared your second factor at",
        ),
        _ => return stored.to_owned(),
    };
    format!(
        "{what} {} (UTC). {}",
        instant(l, at),
        l.t(
            "Nếu đồng chí không yêu cầu, hãy báo ngay lãnh đạo cơ quan.",
            "If you did not ask for it, tell your superior at once."
        )
    )
}

/// Rules of plans and evaluations, by their code.
fn plan_rule(l: &Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "plan-there" => l.t(
            "Hồ sơ này đã có đề án, kế hoạch củng cố.",
            "This listing has its plan already.",
        ),
        "listing-not-open" => l.t(
            "Chỉ lập đề án, đánh giá khi tổ chức đang trong diện.",
            "Only for a unit that is on the list.",
        ),
        "evaluation-there" => l.t(
            "Đang có một đợt đánh giá chưa kết luận.",
            "An evaluation is under way already.",
        ),
        "evaluate-first" => l.t(
            "Đề án đã ban hành có tiêu chí hoàn thành: mở đợt đánh giá và kết luận ở đó, không đưa ra khỏi diện trực tiếp.",
            "The issued plan has exit criteria: evaluate first and conclude there instead of removing directly.",
        ),
        "plan-secret" => l.t(
            "Văn bản từ Mật trở lên không soạn, không lưu nội dung trên máy này.",
            "A paper marked Mật or above is neither written nor kept here.",
        ),
        "plan-signed-nowhere" => l.t(
            "Đính kèm tệp đã ký hoặc ghi nơi lưu bản gốc.",
            "Attach the signed file or say where the original lies.",
        ),
        "plan-file-type" => l.t(
            "Tệp đã ký phải là PDF hoặc DOCX.",
            "The signed file must be a PDF or a DOCX.",
        ),
        "plan-file-size" => l.t(
            "Tệp đã ký lớn quá 25 MB.",
            "The signed file is larger than 25 MB.",
        ),
        _ => return None,
    })
}

/// Rules of accounts, by their code; the code itself where it is not one of them.
pub(crate) fn rule(l: &Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "grant-to-oneself" => l.t(
            "Không ai tự phân quyền cho chính mình; hãy nhờ quản trị khác.",
            "Nobody grants to himself; ask another administrator.",
        ),
        "last-administrator" => l.t(
            "Phải còn ít nhất một quản trị hệ thống đang dùng, không thời hạn.",
            "At least one administrator in use, without an end, must remain.",
        ),
        "end-oneself" => l.t(
            "Không tự kết thúc tài khoản của mình; hãy nhờ quản trị khác.",
            "Nobody ends his own account; ask another administrator.",
        ),
        "second-factor-oneself" => l.t(
            "Không tự xóa xác thực hai lớp của mình; hãy nhờ quản trị khác.",
            "Nobody clears his own second factor; ask another administrator.",
        ),
        "second-factor-there" => {
            l.t("Tài khoản đã có xác thực hai lớp.", "The account has a second factor already.")
        }
        "account-ended" => l.t("Tài khoản đã kết thúc.", "The account has ended."),
        "paper-has-file" => l.t(
            "Văn bản đã có tệp bản ký; tệp nhập nhầm thì gỡ bằng biên bản.",
            "The paper has its signed copy already; one attached by mistake is erased with a record.",
        ),
        "link-trees" => l.t(
            "Quan hệ này không có giữa hai loại tổ chức đã chọn (ví dụ: tổ chức đảng lãnh đạo cơ quan hoặc địa bàn).",
            "This relation does not lead between these two kinds of units (a Party organisation leads an agency or a place).",
        ),
        "link-there" => l.t(
            "Quan hệ này đang có hoặc đã có vào ngày đó.",
            "This relation holds already, or held on that day.",
        ),
        "link-end" => {
            l.t("Ngày kết thúc phải sau ngày bắt đầu của quan hệ.", "It must end after the day on which it began.")
        }
        "nobody-late" => l.t("Không có nơi nào quá hạn trong phạm vi này.", "Nobody is late here."),
        "already-erased" => l.t("Nội dung này đã được gỡ.", "This was erased before."),
        "post-twice" => l.t("Đã có chức danh cùng tên.", "There is a post of this name already."),
        "task-outside-twice" => l.t(
            "Đã có nhiệm vụ mang mã này của phần mềm kia.",
            "A task with this id of the other system is there already.",
        ),
        "task-closed" => l.t(
            "Nhiệm vụ đã kết thúc; không nhận thêm minh chứng.",
            "The task is closed and takes no more evidence.",
        ),
        "not-a-year-plan" => {
            l.t("Chỉ kế hoạch năm mới chuyển phần còn lại sang năm sau.", "Only a year plan is carried over.")
        }
        "task-carried-twice" => l.t(
            "Phần còn lại của nhiệm vụ này đã chuyển sang năm sau.",
            "The rest of this task was carried over already.",
        ),
        _ => return plan_rule(l, code),
    })
}

/// Where the log of acts does not hold.
pub(crate) fn audit_fault(l: &Lang, fault: &Fault) -> String {
    let seal = l.t("niêm số", "seal");
    match fault {
        Fault::SealMissing { no } => format!("{} {seal} {no}", l.t("Thiếu", "Missing:")),
        Fault::SealBroken { no } => format!(
            "{seal} {no}: {}",
            l.t("không nối với niêm trước hoặc đã bị sửa", "does not follow the one before, or was altered")
        ),
        Fault::SealUnsigned { no } => format!(
            "{seal} {no}: {}",
            l.t("chữ ký không đúng khóa của hệ thống", "not signed with the key of this installation")
        ),
        Fault::EventMissing { no, place } => {
            format!("{seal} {no}: {} {place}", l.t("thiếu thao tác ở vị trí", "an event is missing at place"))
        }
        Fault::EventsAltered { no, .. } => format!(
            "{seal} {no}: {}",
            l.t("có thao tác bị sửa, thêm hoặc đổi chỗ", "an event was altered, added or moved")
        ),
        Fault::FactsAltered { no, place } => format!(
            "{seal} {no}, {} {place}: {}",
            l.t("vị trí", "place"),
            l.t("nội dung đã bị sửa", "the facts were altered")
        ),
        Fault::FactsMissing { no, place } => format!(
            "{seal} {no}, {} {place}: {}",
            l.t("vị trí", "place"),
            l.t("nội dung mất, không có biên bản", "the facts are gone without a record")
        ),
        Fault::CutOff { last, anchored } => format!(
            "{} {seal} {last}; {} {anchored}",
            l.t("Chuỗi bị cắt cụt sau", "Cut off after"),
            l.t("đầu chuỗi đã ghi là niêm số", "the head written down is seal")
        ),
        Fault::Rewritten { no } => format!(
            "{seal} {no}: {}",
            l.t(
                "khác với đầu chuỗi đã ghi; chuỗi đã bị viết lại",
                "not the one written down; the chain was rewritten"
            )
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_and_notices() {
        assert_eq!(instant(&Lang::Vi, "2024-10-15T05:07:09.000000Z"), "05:07 15/10/2024");
        assert!(notice(&Lang::Vi, "reset 2024-10-15T05:07:09Z").contains("lúc 05:07 15/10/2024"));
    }
}
