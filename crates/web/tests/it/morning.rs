//! One morning by the README alone: an empty store, three workbooks as an office keeps them, and the pages.

use crate::client::{BOUNDARY, Client, Page};
use axum::http::StatusCode;
use vunggoc_app::account::start::{NewPerson, person, ready};
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_app::{App, Asked};
use vunggoc_core::access::Role;
use vunggoc_core::date;
use vunggoc_core::unit::Tree;
use vunggoc_testkit::Store;
use vunggoc_testkit::workbook::of_an_office;
use vunggoc_testkit::world::{PASSWORD, World, request};
use vunggoc_testkit::{postgres, sqlite};

/// An empty store but for what the first run asks: the organisation at the top, and somebody to work.
async fn empty(store: Store) -> App {
    let app = App::new(store, ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Waived);
    let task = app.task("first-run", request());
    ready(&task).await.unwrap();
    let root = Founding {
        tree: Tree::Party,
        under: None,
        from_on: date(2010, 1, 1),
        name: "Đảng bộ Thành phố Mẫu".into(),
        kind: "city".into(),
        level: "province".into(),
        code: None,
        paper: None,
    };
    let root = found(&task, root).await.unwrap();
    let new = NewPerson {
        login: "expert".into(),
        shown_name: "Người chuyên viên".into(),
        post: "Chuyên viên".into(),
        grants: vec![(Role::StandingExpert, Some(root))],
        from_on: date(2024, 1, 1),
        password: PASSWORD.into(),
    };
    person(&task, new).await.unwrap();
    app
}

fn text(page: &Page) -> String {
    let html = scraper::Html::parse_document(&page.body);
    let main = scraper::Selector::parse("main").unwrap();
    html.select(&main)
        .flat_map(|m| m.text())
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(" | ")
}

#[tokio::test(flavor = "multi_thread")]
async fn three_workbooks_into_an_empty_store() {
    let (store, _folder) = sqlite().await;
    morning(empty(store).await).await;
    morning(empty(postgres().await).await).await;
}

/// The tiles of a preview: rows read, to be written, problems that stop it.
fn facts(page: &Page) -> Vec<String> {
    let html = scraper::Html::parse_document(&page.body);
    let tiles = scraper::Selector::parse("main dl.facts dd").unwrap();
    html.select(&tiles).skip(1).map(|t| t.text().collect::<String>().trim().to_owned()).collect()
}

async fn sent(expert: &mut Client, kind: &str, (name, bytes): &(&str, Vec<u8>)) -> String {
    let fields = [("kind", kind), ("under", "1"), ("period", "2024-H1")];
    let sent = expert.upload("/imports", &fields, &[("file", name, bytes)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", text(&sent));
    sent.location
}

async fn written(expert: &mut Client, import: &str) -> String {
    let written = expert.fill_to(import, "/write", &[("seen", "yes")]).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", text(&written));
    let page = text(&expert.get(import).await);
    page.split("(UTC): | ")
        .nth(1)
        .or(page.split("(UTC): ").nth(1))
        .unwrap_or(&page)
        .split(' ')
        .next()
        .unwrap()
        .to_owned()
}

/// A sheet, its period, what its columns mean, and what will be written.
type Pointed<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);

async fn morning(app: App) {
    let books = of_an_office();
    let mut expert = Client::of(&app);
    expert.sign_in("expert").await;
    let list = sent(&mut expert, "units", &books[0]).await;
    assert_eq!(facts(&expert.get(&list).await), ["747", "747 tổ chức mới (đã có: 0)", "0"]);
    assert_eq!(written(&mut expert, &list).await, "747");
    let found = expert.get("/units?text=thi+tran+mau+29-01").await;
    assert!(found.body.contains("Đảng bộ thị trấn Mẫu 29-01"), "{}", text(&found));

    // The workbook of figures has a sheet for each half-year, one of grades and one of branch life.
    let figures = sent(&mut expert, "figures", &books[1]).await;
    let half = [
        ("m:1", "name"),
        ("m:2", "members.admitted"),
        ("m:3", "members.admitted.private_enterprise"),
        ("m:4", "petitions.due"),
        ("m:5", "petitions.overdue"),
        ("m:6", "matters.complex_open"),
        ("m:7", "inspection.recommendations"),
        ("m:8", "inspection.recommendations_overdue"),
        ("m:9", "post.secretary_vacant_days"),
        ("dash", "zero"),
    ];
    let sheets: [Pointed<'_>; 4] = [
        ("0", "2023-H2", &half, "383 số liệu"),
        ("1", "2024-H1", &half, "383 số liệu"),
        (
            "2",
            "2024-H1",
            &[
                ("m:1", "name"),
                ("m:2", "grading.grade"),
                ("p:2", "2022"),
                ("m:3", "grading.grade"),
                ("p:3", "2023"),
            ],
            "126 số liệu",
        ),
        (
            "3",
            "2024-H1",
            &[
                ("m:1", "name"),
                ("m:2", "above"),
                ("m:3", "members.official"),
                ("m:4", "branch.has_committee"),
                ("m:5", "meetings.held"),
            ],
            "2.780 số liệu",
        ),
    ];
    for (sheet, period, columns, expected) in sheets {
        if sheet != "0" {
            let moved = expert.fill_to(&figures, "", &[("sheet", sheet), ("period", period)]).await;
            assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", text(&moved));
        }
        let mut fields = vec![("sheet", sheet), ("period", period)];
        fields.extend(columns);
        let pointed = expert.fill_to(&figures, "", &fields).await;
        assert_eq!(pointed.status, StatusCode::SEE_OTHER, "{}", text(&pointed));
        let page = expert.get(&figures).await;
        // Whoever added up the admissions by hand was three too high; a row of each group is hidden.
        let all = text(&page);
        assert_eq!(all.contains("212 ≠ 209"), sheet == "1", "{all}");
        let n_hidden = if columns.len() > 8 { 2 } else { 0 };
        assert_eq!(all.matches("dòng bị ẩn trong tệp").count(), n_hidden, "{all}");
        assert_eq!(facts(&page)[1..], [expected.to_owned(), "0".to_owned()]);
        assert_eq!(written(&mut expert, &figures).await, expected.split(' ').next().unwrap());
    }
    let register = sent(&mut expert, "listings", &books[2]).await;
    assert_eq!(facts(&expert.get(&register).await), ["11", "11 hồ sơ mới (đã có: 0)", "0"]);
    assert_eq!(written(&mut expert, &register).await, "11");

    // What the morning ends with: sums that open their parts, the table of stock and flow, a draft of the report.
    let totals = text(&expert.get("/figures/M03/2024-H1/totals?under=1").await);
    assert!(totals.contains("209"), "{totals}");
    let flow = expert.get("/listings/flow?from=01/01/2021&to=30/09/2024").await;
    assert_eq!(flow.status, StatusCode::OK);
    let fields = [
        ("kind", "periodic"),
        ("unit", "1"),
        ("from", "01/01/2024"),
        ("to", "30/06/2024"),
        ("head", "steering-city"),
        ("place", "Mẫu"),
    ];
    let report = expert.fill("/reports/new", &fields).await;
    assert_eq!(report.status, StatusCode::SEE_OTHER, "{}", text(&report));
    for file in ["docx", "xlsx"] {
        let file = expert.get(&format!("{}/{file}", report.location)).await;
        assert!(file.status == StatusCode::OK && file.body.starts_with("PK"), "{}", file.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_did_not_come_whole_keeps_what_was_typed() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let begun = async |expert: &mut Client| expert.get("/imports").await.body.matches("/imports/").count();
    let before = begun(&mut expert).await;
    let part = |name: &str, value: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\nPK"
    );
    let typed = part("kind", "listings");
    let cut = expert.post_parts("/imports", format!("{typed}{file}").into_bytes()).await;
    assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        cut.body.contains("bị ngắt giữa chừng") && cut.body.contains("value=\"listings\" selected"),
        "{}",
        cut.body
    );
    let mut large = format!("{typed}{file}").into_bytes();
    large.resize(100 << 20, b'x');
    let large = expert.post_parts("/imports", large).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        large.body.contains("Tệp gửi lên lớn hơn mức cho phép (25 MB)")
            && large.body.contains("value=\"listings\" selected"),
        "{}",
        large.body
    );
    assert_eq!(begun(&mut expert).await, before, "an import was begun");
}
