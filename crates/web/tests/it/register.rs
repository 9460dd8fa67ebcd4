//! The register through its pages: annulled, moved by a search, related to other trees; what was typed is kept.

use crate::client::{Client, Page};
use axum::http::StatusCode;
use vunggoc_app::account::start::{NewPerson, person};
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_core::access::Role;
use vunggoc_core::date;
use vunggoc_core::unit::Tree;
use vunggoc_testkit::world::{PASSWORD, World};
use vunggoc_testkit::{postgres, sqlite};

fn has(page: &Page, text: &str) {
    assert!(page.body.contains(text), "{text} is missing in {}", page.body);
}

async fn annulled(world: World) {
    let mut district = Client::signed_in(&world, "district").await;
    let above = world.districts[0].to_string();
    let path = format!("/units/{above}/found");
    let fields = [
        ("name", "Đảng bộ phường Mẫu 01-99"),
        ("level", "base"),
        ("kind", "commune"),
        ("on", "1/1/2024"),
        ("under", &above),
    ];
    let made = district.fill(&path, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let unit = made.location;
    let blank = district.fill(&format!("{unit}/annul"), &[("reason", " ")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&blank, "Ghi lý do hủy");

    // While a listing depends on it, it stays, and what was typed with it.
    let number = unit.rsplit('/').next().unwrap().to_owned();
    let proposal = [("on", "10/01/2024"), ("by", "Ban Thường vụ"), ("reasons", "Khuyết bí thư")];
    let listing = district.fill(&format!("/listings/propose?unit={number}"), &proposal).await.location;
    let held = district.fill(&format!("{unit}/annul"), &[("reason", "Nhập trùng")]).await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&held, "hồ sơ theo dõi, củng cố");
    has(&held, "Nhập trùng</textarea>");
    let done = district.fill(&format!("{listing}/annul"), &[("reason", "Đề xuất nhầm tổ chức")]).await;
    assert_eq!(done.location, "/annulments", "{}", done.body);
    assert_eq!(district.get(&listing).await.status, StatusCode::NOT_FOUND);
    let done = district.fill(&format!("{unit}/annul"), &[("reason", "Nhập trùng")]).await;
    assert_eq!(done.location, "/annulments", "{}", done.body);
    assert_eq!(district.get(&unit).await.status, StatusCode::NOT_FOUND);
    let records = district.get("/annulments").await;
    for text in ["Đảng bộ phường Mẫu 01-99", "Nhập trùng", "Đề xuất nhầm tổ chức", "lower-expert"]
    {
        has(&records, text);
    }
    assert!(district.get("/api/annulments").await.body.contains("\"target\":\"listing\""));
    let mut viewer = Client::signed_in(&world, "viewer").await;
    assert!(!viewer.get("/annulments").await.body.contains("Đề xuất nhầm"), "he reads no listings");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_should_never_have_been_entered_is_annulled_with_a_record() {
    let (store, _folder) = sqlite().await;
    annulled(World::build(store).await).await;
    annulled(World::build(postgres().await).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_unit_above_is_found_by_a_search_and_never_by_its_number() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let (ward, to) = (world.communes[0], world.districts[1].to_string());
    let path = format!("/units/{ward}/act/move");
    let typed = [
        ("on", "01/02/2024"),
        ("paper_number", "7-QĐ/TU"),
        ("paper_on", "30/01/2024"),
        ("paper_issuer", "Thành ủy Mẫu"),
    ];
    let mut search = typed.to_vec();
    search.extend([("under_search", "quan mau 02"), ("find", "under")]);
    let found = expert.fill(&path, &search).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    has(&found, &format!("name=\"under\" value=\"{to}\""));
    has(&found, "7-QĐ/TU");
    assert!(!found.body.contains("Mẫu 02-01"), "narrow enough: {}", found.body);
    let nothing = expert.fill(&path, &[("under_search", "không có"), ("find", "under")]).await;
    has(&nothing, "Không tìm thấy tổ chức nào");

    let unchosen = expert.fill(&path, &typed).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&unchosen, "Chọn tổ chức cấp trên");
    has(&unchosen, "7-QĐ/TU");
    let mut moved = typed.to_vec();
    moved.push(("under", &to));
    for (unit, why) in
        [(ward.to_string(), "trực thuộc chính nó"), ("999999".to_owned(), "phải cùng hệ thống")]
    {
        let mut wrong = typed.to_vec();
        wrong.push(("under", unit.as_str()));
        let wrong = expert.fill(&path, &wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        has(&wrong, why);
        has(&wrong, "7-QĐ/TU");
    }
    assert_eq!(expert.fill(&path, &moved).await.status, StatusCode::SEE_OTHER);
    let page = expert.get(&format!("/units/{ward}")).await;
    has(&page, "Đảng bộ quận Mẫu 02");
    has(&page, "7-QĐ/TU");

    // Somebody else changed it meanwhile: the later one is told, and loses nothing.
    let stale = [("version", "1"), ("name", "Đảng bộ phường Mẫu Mới"), ("on", "01/03/2024")];
    let mut form = expert.get(&format!("/units/{ward}/act/rename")).await;
    let csrf =
        form.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut fields = stale.to_vec();
    fields.push(("csrf", &csrf));
    form = expert.post(&format!("/units/{ward}/act/rename"), &fields).await;
    assert_eq!(form.status, StatusCode::CONFLICT);
    has(&form, "Người khác vừa thay đổi");
    has(&form, "Đảng bộ phường Mẫu Mới");

    // A correction keeps both, and says why.
    let ward = world.communes[1];
    let wrong = format!("/units/{ward}/correct/2010-01-01");
    let right = [("name", "Đảng bộ phường Mẫu 1-1"), ("reason", "Gõ nhầm tên")];
    let fields = [("level", "base"), ("kind", "commune"), ("under", &world.districts[0].to_string())];
    let fields: Vec<_> = right.iter().chain(&fields).copied().collect();
    assert_eq!(expert.fill(&wrong, &fields).await.status, StatusCode::SEE_OTHER);
    let page = expert.get(&format!("/units/{ward}")).await;
    has(&page, "Gõ nhầm tên");
    has(&page, "“Đảng bộ phường Mẫu 01-02”");
}

#[tokio::test(flavor = "multi_thread")]
async fn relations_are_added_and_ended_and_both_sides_show_them() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let task = world.task();
    let village = Founding {
        tree: Tree::Place,
        under: None,
        from_on: date(2015, 1, 1),
        name: "Khu phố Mẫu 1".into(),
        kind: "village".into(),
        level: "village".into(),
        code: None,
        paper: None,
    };
    let village = found(&task, village).await.unwrap();
    let both = NewPerson {
        login: "both".into(),
        shown_name: "Chuyên viên".into(),
        post: "Ban Tổ chức".into(),
        grants: vec![(Role::StandingExpert, Some(world.city)), (Role::StandingExpert, Some(village))],
        from_on: date(2024, 1, 1),
        password: PASSWORD.into(),
    };
    person(&task, both).await.unwrap();
    let mut expert = Client::signed_in(&world, "both").await;
    let ward = world.communes[0];
    let path = format!("/units/{ward}/links");
    let typed = [
        ("relation", "leads"),
        ("on", "31/2/2020"),
        ("paper_number", "3-QĐ/QU"),
        ("secrecy", "secret"),
        ("paper_about", "x"),
    ];
    let wrong = expert.fill(&path, &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in ["31/2/2020", "Chọn tổ chức", "không nhập trích yếu", "3-QĐ/QU"] {
        has(&wrong, text);
    }
    let mut search = typed.to_vec();
    search.extend([("other_search", "khu pho"), ("find", "other")]);
    has(&expert.fill(&path, &search).await, "Khu phố Mẫu 1");
    let other = village.to_string();
    let fields = [
        ("relation", "leads"),
        ("on", "1/2/2020"),
        ("other", other.as_str()),
        ("paper_number", "3-QĐ/QU"),
        ("paper_on", "1/2/2020"),
        ("paper_issuer", "Quận ủy Mẫu 01"),
        ("secrecy", "open"),
    ];
    let done = expert.fill(&path, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let twice = expert.fill(&path, &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&twice, "đang có hoặc đã có");
    let here = expert.get(&format!("/units/{ward}")).await;
    has(&here, "Khu phố Mẫu 1");
    has(&expert.get(&format!("/units/{village}")).await, "Chịu sự lãnh đạo của");
    has(&expert.get(&format!("/api/units/{ward}/record")).await, "\"relation\":\"leads\"");
    let end = format!("/units/{ward}/links/leads/{village}/2020-02-01/end");
    has(&here, &end);
    let early = expert.fill(&end, &[("on", "1/2/2020")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&early, "phải sau ngày bắt đầu");
    assert_eq!(expert.fill(&end, &[("on", "1/3/2024")]).await.status, StatusCode::SEE_OTHER);
    has(&expert.get(&format!("/units/{ward}")).await, "01/03/2024");
    // Without a grant on the tree of places that side does not exist.
    let mut viewer = Client::signed_in(&world, "viewer").await;
    assert!(!viewer.get(&format!("/units/{ward}")).await.body.contains("Khu phố Mẫu 1"));
}

const DECISION: &[(&str, &str)] = &[
    ("on", "05/02/2024"),
    ("tier", "lower"),
    ("status", "weak"),
    ("group", "1"),
    ("due_on", "05/02/2025"),
    ("body", "Ban Thường vụ Quận ủy Mẫu 01"),
    ("form", "meeting"),
    ("decided_on", "1/2/2024"),
    ("n_summoned", "15"),
    ("n_present", "14"),
    ("n_agreed", "14"),
    ("paper_on", "02/02/2024"),
    ("paper_issuer", "Quận ủy Mẫu 01"),
];

fn decision<'a>(owner: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    DECISION.iter().copied().chain([("owner", owner)]).chain(more.iter().copied()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_while_one_is_open_and_two_who_decide_lose_nothing_they_typed() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let (mut one, mut two) =
        (Client::signed_in(&world, "district").await, Client::signed_in(&world, "expert").await);
    let propose = format!("/listings/propose?unit={}", world.communes[0]);
    let proposal = [("on", "10/01/2024"), ("by", "Ban Thường vụ"), ("reasons", "Khuyết bí thư quá lâu")];
    let listing = one.fill(&propose, &proposal).await.location;
    let twice = two.fill(&propose, &proposal).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&twice, "đang có hồ sơ theo dõi, củng cố");
    has(&twice, "Khuyết bí thư quá lâu</textarea>");

    let owner = world.districts[0].to_string();
    let path = format!("{listing}/decide/open");
    let form = two.get(&path).await;
    let field = |name: &str| {
        let at = format!("name=\"{name}\" value=\"");
        form.body.split(&at).nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (csrf, version) = (field("csrf"), field("version"));
    let first = one.fill(&path, &decision(&owner, &[("paper_number", "9-QĐ/QU"), ("secrecy", "open")])).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let late = [("paper_number", "12-QĐ/QU"), ("secrecy", "open"), ("csrf", &csrf), ("version", &version)];
    let late = two.post(&path, &decision(&owner, &late)).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    has(&late, "Người khác vừa thay đổi");
    has(&late, "12-QĐ/QU");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_marked_mat_takes_no_file_and_any_other_one_once() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut district = Client::signed_in(&world, "district").await;
    let owner = world.districts[0].to_string();
    let mut papers = Vec::new();
    for (unit, secrecy) in [(world.communes[0], "secret"), (world.communes[1], "open")] {
        let propose = format!("/listings/propose?unit={unit}");
        let proposal = [("on", "10/01/2024"), ("by", "Ban Thường vụ"), ("reasons", "Khuyết bí thư")];
        let listing = district.fill(&propose, &proposal).await.location;
        let more = [("paper_number", "9-QĐ/QU"), ("secrecy", secrecy), ("paper_kept_at", "Két Văn phòng")];
        let done = district.fill(&format!("{listing}/decide/open"), &decision(&owner, &more)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = district.get(&format!("/units/{unit}")).await;
        let at = page.body.split("href=\"/papers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        papers.push(format!("/papers/{at}"));
    }
    let [secret, open] = papers.as_slice() else { panic!("{papers:?}") };
    let page = district.get(secret).await;
    assert!(!page.body.contains("type=\"file\""), "no file is asked for: {}", page.body);
    let open_page = district.get(open).await;
    let csrf =
        open_page.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let file = |name: &'static str| [("file", name, "bản ký".as_bytes())];
    let fields = [("csrf", csrf.as_str()), ("version", "1")];
    let refused = district.post_upload(secret, &fields, &file("ban-ky.pdf")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&refused, "không đính kèm tệp vào máy này");
    assert_eq!(
        district.get(&format!("{secret}/file")).await.status,
        StatusCode::NOT_FOUND,
        "nothing was kept"
    );

    assert_eq!(district.upload(open, &[], &file("ban-ky.pdf")).await.status, StatusCode::SEE_OTHER);
    has(&district.get(open).await, "ban-ky.pdf");
    assert_eq!(district.get(&format!("{open}/file")).await.body, "bản ký");
    let again =
        district.post_upload(open, &[("csrf", csrf.as_str()), ("version", "2")], &file("khac.pdf")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&again, "đã có tệp bản ký");
    let mut viewer = Client::signed_in(&world, "viewer").await;
    assert_eq!(viewer.get(open).await.status, StatusCode::NOT_FOUND, "he reads no listings");
}
