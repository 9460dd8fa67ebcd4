//! Phân quyền: which role may do what.
//!
//! A grant is a role on a subtree for a period. What a person may do to a thing is decided by today's grants on
//! today's tree; a date in an address never widens it. The administrator of the system sees no data of the
//! domain. The matrix below is the whole policy; a test prints it.

use crate::tagged;

tagged! {
    /// Vai trò (office practice: who does what in such offices).
    pub enum Role {
        /// Quản trị hệ thống: accounts and the installation, no data.
        Administrator = "admin",
        /// Chuyên viên cơ quan thường trực.
        StandingExpert = "standing-expert",
        /// Chuyên viên Ban Xây dựng Đảng, Ban Tổ chức cấp dưới.
        LowerExpert = "lower-expert",
        /// Văn thư.
        Clerk = "clerk",
        /// Lãnh đạo (xem, cho ý kiến).
        Leader = "leader",
        /// Thành viên Ban Chỉ đạo phụ trách địa bàn.
        Member = "member",
        /// Tổ chức cơ sở (tự báo cáo).
        Base = "base",
        /// Người xem.
        Viewer = "viewer",
        /// Cơ quan phối hợp: gives its opinion, and sees only the files on which it was asked.
        Supporter = "supporter",
    }
}

tagged! {
    /// Thao tác: what a use case asks leave for.
    pub enum Action {
        /// Read the register of units.
        ReadRegister = "read-register",
        /// Found, change, correct, annul, import units.
        ChangeRegister = "change-register",
        /// Read figures and returns.
        ReadFigures = "read-figures",
        /// Enter, import and send figures.
        EnterFigures = "enter-figures",
        /// Close a return, send it back; define forms.
        CloseFigures = "close-figures",
        /// Read results of screening (internal to the reviewing body).
        ReadFindings = "read-findings",
        /// Run a round, try other bounds, enter judgements, ask for an explanation.
        Screen = "screen",
        /// Read a finding that the organisation was asked to explain, and give the explanation.
        Explain = "explain",
        /// Read listings.
        ReadListings = "read-listings",
        /// Propose a listing.
        Propose = "propose",
        /// Record the decision of a body on a listing.
        RecordDecision = "record-decision",
        /// Read grounds and tasks.
        ReadTasks = "read-tasks",
        /// Give tasks, move their dates, stop them, import them.
        AssignTasks = "assign-tasks",
        /// Report on tasks and bring evidence: the doer's side.
        ReportTasks = "report-tasks",
        /// Confirm that a task is done, or send it back.
        ConfirmTasks = "confirm-tasks",
        /// Keep posts, who holds them, authorisations, charge and help.
        ManagePosts = "manage-posts",
        /// Read plans and evaluations.
        ReadPlans = "read-plans",
        /// Write, submit and amend plans.
        WritePlans = "write-plans",
        /// Evaluate: ask for opinions, appraise, watch after removal.
        Evaluate = "evaluate",
        /// Report on oneself: the self-evaluation of the organisation.
        SelfEvaluate = "self-evaluate",
        /// Give the opinion of one's own body on a file on which it was asked.
        GiveOpinion = "give-opinion",
        /// Have the figures of a text checked that one drafts; nothing of it is stored.
        AuditFigures = "audit-figures",
        /// Read reports.
        ReadReports = "read-reports",
        /// Draft, issue, correct reports.
        WriteReports = "write-reports",
        /// Read papers that are marked Lưu hành nội bộ.
        ReadInternalPapers = "read-internal-papers",
        /// Invite, grant, end, reset accounts; end sessions.
        ManageAccounts = "manage-accounts",
        /// Verify the log of acts and read its heads (no facts of the domain).
        ReadAudit = "read-audit",
        /// Enter the government's decisions on days off.
        KeepCalendar = "keep-calendar",
        /// Set which criteria are on, their bounds and periods, by a paper.
        SetCriteria = "set-criteria",
        /// Change the settings of the installation.
        ManageInstallation = "manage-installation",
    }
}

/// Whether a role may do something within its subtree.
pub const fn may(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::Administrator => matches!(action, A::ManageAccounts | A::ReadAudit | A::ManageInstallation),
        Role::StandingExpert => !matches!(
            action,
            A::ManageAccounts | A::ManageInstallation | A::Explain | A::SelfEvaluate | A::GiveOpinion
        ),
        Role::LowerExpert => !matches!(
            action,
            A::ManageAccounts
                | A::ManageInstallation
                | A::ReadAudit
                | A::Explain
                | A::KeepCalendar
                | A::SetCriteria
                | A::SelfEvaluate
                | A::GiveOpinion
        ),
        Role::Clerk => matches!(
            action,
            A::ReadRegister
                | A::ReadListings
                | A::RecordDecision
                | A::ReadTasks
                | A::AssignTasks
                | A::ReadPlans
                | A::ReadReports
                | A::ReadInternalPapers
        ),
        Role::Leader => matches!(
            action,
            A::ReadRegister
                | A::ReadFigures
                | A::ReadFindings
                | A::ReadListings
                | A::ReadTasks
                | A::ConfirmTasks
                | A::ReadPlans
                | A::ReadReports
                | A::ReadInternalPapers
        ),
        Role::Member => matches!(
            action,
            A::ReadRegister
                | A::ReadFigures
                | A::ReadListings
                | A::ReadTasks
                | A::ReadPlans
                | A::ReadReports
                | A::ReadInternalPapers
        ),
        Role::Base => matches!(
            action,
            A::ReadRegister
                | A::ReadFigures
                | A::EnterFigures
                | A::Explain
                | A::ReadTasks
                | A::ReportTasks
                | A::SelfEvaluate
                | A::AuditFigures
        ),
        Role::Viewer => matches!(action, A::ReadRegister | A::ReadFigures),
        Role::Supporter => matches!(action, A::GiveOpinion),
    }
}

/// Whether a role needs a second factor: those who administer and those who record decisions.
pub const fn needs_second_factor(role: Role) -> bool {
    may(role, Action::ManageAccounts) || may(role, Action::RecordDecision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix() {
        let mut table = format!("{:<21}", "");
        for role in Role::ALL {
            table += &format!(" {:>15}", role.tag());
        }
        for action in Action::ALL {
            table += &format!("\n{:<21}", action.tag());
            for role in Role::ALL {
                table += &format!(" {:>15}", if may(*role, *action) { "✔" } else { "·" });
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn the_administrator_sees_no_data() {
        let seen = Action::ALL.iter().filter(|a| may(Role::Administrator, **a)).count();
        assert_eq!(seen, 3);
    }
}
