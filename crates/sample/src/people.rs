//! The people of the demonstration: posts, never names.

use crate::model::{SamplePerson, UnitAt};
use crate::register::{Duty, Layout};
use vunggoc_core::access::Role;

/// One for every role; experts and base accounts at more than one place.
pub(crate) fn build(layout: &Layout) -> Vec<SamplePerson> {
    let mut people = Vec::new();
    let mut add = |login: &str, shown: String, role: Role, unit: UnitAt| {
        people.push(SamplePerson { login: login.into(), shown, role, unit });
    };
    let city = layout.city;
    add("quan-tri", "Quản trị hệ thống".into(), Role::Administrator, city);
    add("chuyen-vien", "Chuyên viên Ban Tổ chức Thành ủy Mẫu".into(), Role::StandingExpert, city);
    add("van-thu", "Văn thư Văn phòng Thành ủy Mẫu".into(), Role::Clerk, city);
    add("lanh-dao", "Lãnh đạo Ban Tổ chức Thành ủy Mẫu".into(), Role::Leader, city);
    add("nguoi-xem", "Người xem".into(), Role::Viewer, city);
    for upper in layout.uppers.iter().filter(|u| [1, 14].contains(&u.number)) {
        let login = format!("chuyen-vien-{:02}", upper.number);
        add(&login, format!("Chuyên viên Ban Tổ chức {}", upper.committee), Role::LowerExpert, upper.unit);
        let shown = format!("Thành viên Ban Chỉ đạo 15 phụ trách {}", upper.committee);
        add(&format!("thanh-vien-{:02}", upper.number), shown, Role::Member, upper.unit);
    }
    let communes = layout.bases.iter().filter(|b| b.duty == Duty::Commune && b.number[1] == 1);
    for base in communes.filter(|b| [1, 14].contains(&b.number[0])) {
        let login = format!("co-so-{:02}-{:02}", base.number[0], base.number[1]);
        add(&login, format!("Cán bộ Đảng ủy {}", base.place), Role::Base, base.unit);
    }
    people
}
