//! The people of the demonstration: posts, never names.

use crate::model::{SampleListing, SamplePerson, UnitAt, Verb};
use crate::register::{Base, Duty, Layout, Rank, Upper};
use std::collections::BTreeSet;
use vunggoc_core::access::Role;

/// One for every role at the city; experts, members and base accounts at two places that have an open listing.
pub(crate) fn build(layout: &Layout, listings: &[SampleListing], bodies: &[UnitAt]) -> Vec<SamplePerson> {
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
    if let Some(police) = bodies.first() {
        add("cong-an", "Cán bộ Công an thành phố Mẫu".into(), Role::Supporter, *police);
    }
    for (upper, base) in places(layout, listings) {
        let login = format!("chuyen-vien-{:02}", upper.number);
        add(&login, format!("Chuyên viên Ban Tổ chức {}", upper.committee), Role::LowerExpert, upper.unit);
        let shown = format!("Thành viên Ban Chỉ đạo 15 phụ trách {}", upper.committee);
        add(&format!("thanh-vien-{:02}", upper.number), shown, Role::Member, upper.unit);
        let [code, own] = base.number;
        let shown = format!("Cán bộ Đảng ủy {}", base.place);
        add(&format!("co-so-{code:02}-{own:02}"), shown, Role::Base, base.unit);
    }
    people
}

/// The first urban and the first rural district with an open listing, and the commune listed there.
fn places<'a>(layout: &'a Layout, listings: &[SampleListing]) -> Vec<(&'a Upper, &'a Base)> {
    let open: BTreeSet<UnitAt> = listings
        .iter()
        .filter(|l| l.acts.last().is_some_and(|a| !matches!(a.verb, Verb::Remove { .. })))
        .map(|l| l.unit)
        .collect();
    let communes = || layout.bases.iter().filter(|b| b.duty == Duty::Commune && open.contains(&b.unit));
    let first = |rank: Rank| {
        communes().find_map(|b| layout.upper(b.upper).filter(|u| u.rank == rank).map(|u| (u, b)))
    };
    [Rank::Urban, Rank::Rural].into_iter().filter_map(first).collect()
}
