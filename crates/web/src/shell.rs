//! The frame of every page: who, when, where, and what stands around the content.

use crate::lang::Lang;
use crate::page::Visitor;
use crate::state::{Data, Installation, WebState};
use vunggoc_core::access::{Action, may};

/// What the frame shows.
#[derive(Debug, Clone)]
pub(crate) struct Shell {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    pub(crate) today: String,
    pub(crate) installation: Installation,
    pub(crate) data: Data,
    pub(crate) person: Option<Person>,
    /// Where the switch of language leads back to.
    pub(crate) path: String,
    pub(crate) nav: Vec<NavGroup>,
    pub(crate) notice: Option<String>,
    /// Whether the form of the page was given back what was typed when a session ended.
    pub(crate) refilled: bool,
}

/// The signed-in person as the frame shows him.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) shown_name: String,
    pub(crate) post: String,
    pub(crate) csrf: String,
}

/// A group of links at the side.
#[derive(Debug, Clone)]
pub(crate) struct NavGroup {
    pub(crate) title: &'static str,
    pub(crate) links: Vec<NavLink>,
}

/// A link at the side.
#[derive(Debug, Clone)]
pub(crate) struct NavLink {
    pub(crate) to: &'static str,
    pub(crate) text: &'static str,
    pub(crate) here: bool,
}

/// A link of the side navigation: where, the words, and the action without which it is not offered.
type Entry = (&'static str, &'static str, &'static str, Option<Action>);

/// Every link of the side navigation, in groups, in the order of the work.
const NAV: &[(&str, &str, &[Entry])] = &[
    (
        "Hằng ngày",
        "Every day",
        &[
            ("/", "Trang chủ", "Home", None),
            ("/today", "Việc của tôi hôm nay", "My tasks today", None),
            ("/pressing", "Nội dung cần đôn đốc", "What is to be pressed on", Some(Action::ReadTasks)),
            ("/pressing/week", "Phiếu giao ban tuần", "Sheet of the week", Some(Action::ReadTasks)),
            ("/calendar", "Lịch làm việc, ngày nghỉ", "Working calendar", None),
        ],
    ),
    (
        "Tổ chức và số liệu",
        "Units and figures",
        &[
            ("/units", "Sổ tổ chức", "Register", Some(Action::ReadRegister)),
            ("/figures", "Biểu và số liệu", "Forms and figures", Some(Action::ReadFigures)),
            ("/imports", "Nhập từ tệp", "Import a file", Some(Action::EnterFigures)),
        ],
    ),
    (
        "Rà soát, củng cố",
        "Screening, consolidation",
        &[
            ("/rounds", "Kết quả rà soát, nhận diện", "Screening", Some(Action::ReadFindings)),
            ("/criteria", "Tiêu chí rà soát", "Criteria", Some(Action::ReadFindings)),
            ("/explanations", "Ý kiến giải trình của cấp ủy", "Explanations", Some(Action::Explain)),
            ("/listings", "Danh sách theo dõi, củng cố", "Listings", Some(Action::ReadListings)),
            ("/listings/flow", "Tình hình tăng, giảm", "Stock and flow", Some(Action::ReadListings)),
            ("/listings/pictures", "Biểu đồ", "Pictures", Some(Action::ReadListings)),
            ("/plans", "Đề án, kế hoạch củng cố", "Consolidation plans", Some(Action::ReadPlans)),
            ("/evaluations", "Đánh giá kết quả củng cố", "Evaluations", Some(Action::ReadPlans)),
            ("/watches", "Theo dõi sau củng cố", "Watch after removal", Some(Action::ReadPlans)),
            ("/self-evaluations", "Tự đánh giá", "Self-evaluations", Some(Action::SelfEvaluate)),
            ("/opinions", "Hồ sơ được lấy ý kiến", "Opinions asked", Some(Action::GiveOpinion)),
        ],
    ),
    (
        "Nhiệm vụ",
        "Tasks",
        &[
            ("/tasks", "Nhiệm vụ", "Tasks", Some(Action::ReadTasks)),
            ("/grounds", "Căn cứ giao nhiệm vụ", "Grounds", Some(Action::ReadTasks)),
            ("/progress", "Tiến độ nhiệm vụ, củng cố", "Progress", Some(Action::ReadTasks)),
        ],
    ),
    (
        "Báo cáo",
        "Reports",
        &[
            ("/reports", "Báo cáo, tờ trình", "Reports", Some(Action::ReadReports)),
            ("/figures-audit", "Kiểm tra số liệu", "Audit of figures", Some(Action::AuditFigures)),
        ],
    ),
    (
        "Hệ thống",
        "System",
        &[
            ("/accounts", "Tài khoản, phân quyền", "Accounts and grants", Some(Action::ManageAccounts)),
            ("/roots", "Hệ thống tổ chức", "Trees of organisations", Some(Action::ManageInstallation)),
            ("/audit", "Nhật ký thao tác", "Log of acts", Some(Action::ReadAudit)),
        ],
    ),
];

impl Shell {
    /// The frame of a page for a signed-in person.
    pub(crate) fn new(state: &WebState, visitor: &Visitor, title: impl Into<String>) -> Self {
        let held = |action: &Option<Action>| {
            action.is_none_or(|a| visitor.session.roles.iter().any(|role| may(*role, a)))
        };
        let lang = visitor.lang;
        let here = visitor.path.split('?').next().unwrap_or("/");
        let nav = NAV.iter().map(|(vi, en, links)| NavGroup {
            title: lang.t(vi, en),
            links: links
                .iter()
                .filter(|(_, _, _, action)| held(action))
                .map(|(to, vi, en, _)| NavLink { to, text: lang.t(vi, en), here: *to == nearest(here) })
                .collect(),
        });
        Self {
            lang,
            title: title.into(),
            today: visitor.ctx.today().to_string(),
            installation: state.installation,
            data: state.data,
            person: Some(Person {
                shown_name: visitor.session.shown_name.clone(),
                post: visitor.session.post.clone(),
                csrf: visitor.session.csrf.clone(),
            }),
            path: visitor.path.clone(),
            nav: nav.filter(|g| !g.links.is_empty()).collect(),
            notice: visitor.session.notice.as_deref().map(|n| crate::said::notice(&lang, n)),
            refilled: visitor.is_refilled(),
        }
    }

    /// The frame of a page that anybody may open (sign-in, faults).
    pub(crate) fn anyone(state: &WebState, lang: Lang, path: &str, title: impl Into<String>) -> Self {
        let (_, today) = (state.clock)();
        Self {
            lang,
            title: title.into(),
            today: today.to_string(),
            installation: state.installation,
            data: state.data,
            person: None,
            path: path.to_owned(),
            nav: Vec::new(),
            notice: None,
            refilled: false,
        }
    }

    pub(crate) fn is_sample(&self) -> bool {
        self.data == Data::Sample
    }
    pub(crate) fn is_connected(&self) -> bool {
        self.installation == Installation::Connected
    }
    pub(crate) fn csrf(&self) -> &str {
        self.person.as_ref().map_or("", |p| p.csrf.as_str())
    }
    /// A fresh idempotency key, one for each form that is drawn.
    pub(crate) fn once(&self) -> String {
        crate::page::once()
    }
}

/// The link of the side navigation that a page belongs to: the longest that begins its address.
fn nearest(path: &str) -> &'static str {
    let begins =
        |to: &str| path == to || (to != "/" && path.strip_prefix(to).is_some_and(|r| r.starts_with('/')));
    let links = NAV.iter().flat_map(|(_, _, links)| links.iter()).map(|(to, ..)| *to);
    links.filter(|to| begins(to)).max_by_key(|to| to.len()).unwrap_or("")
}
