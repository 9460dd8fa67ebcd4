//! The working calendar through its pages: read, decide after a look, count a day.

use crate::client::Client;
use axum::http::StatusCode;
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::World;

const PAPER: [(&str, &str); 4] = [
    ("paper_number", "8726/VPCP-KGVX"),
    ("paper_on", "26/11/2024"),
    ("paper_issuer", "Văn phòng Chính phủ"),
    ("secrecy", "open"),
];

/// The lines of the grid as the form shows them.
fn lines(body: &str) -> Vec<(String, String)> {
    let page = scraper::Html::parse_document(body);
    let all = |css: &str| {
        page.select(&scraper::Selector::parse(css).unwrap())
            .map(|e| e.value().attr("value").unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let selected = |name: &str| {
        let css = format!("select[name={name}]");
        page.select(&scraper::Selector::parse(&css).unwrap())
            .map(|select| {
                let chosen = scraper::Selector::parse("option[selected]").unwrap();
                let first = scraper::Selector::parse("option").unwrap();
                let option = select.select(&chosen).next().or_else(|| select.select(&first).next()).unwrap();
                option.value().attr("value").unwrap().to_owned()
            })
            .collect::<Vec<_>>()
    };
    let mut out = Vec::new();
    for ((on, mark), holiday) in
        all("input[name=day_on]").into_iter().zip(selected("day_mark")).zip(selected("day_holiday"))
    {
        out.push(("day_on".to_owned(), on));
        out.push(("day_mark".to_owned(), mark));
        out.push(("day_holiday".to_owned(), holiday));
    }
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_is_decided_after_a_look() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let page = expert.get("/calendar?year=2025").await;
    assert!(page.body.contains("Tạm tính theo luật") && page.body.contains("/calendar/2025/decide"));
    let mut base = Client::signed_in(&world, "base").await;
    assert!(!base.get("/calendar?year=2025").await.body.contains("/calendar/2025/decide"));
    assert_eq!(base.get("/calendar/2025/decide").await.status, StatusCode::FORBIDDEN);

    let path = "/calendar/2025/decide";
    let mut kept = lines(&expert.get(path).await.body);
    assert!(kept.iter().any(|(_, v)| v == "29/01/2025"), "filled from the law: {kept:?}");
    for (on, mark) in [("02/05/2025", "exchanged"), ("26/4/2025", "make-up")] {
        kept.extend(
            [("day_on", on), ("day_mark", mark), ("day_holiday", "")].map(|(k, v)| (k.into(), v.into())),
        );
    }
    let fields = |act: &'static str, looked_at: &str| {
        let mut all = kept.clone();
        all.extend(PAPER.map(|(k, v)| (k.to_owned(), v.to_owned())));
        all.push(("act".into(), act.into()));
        if !looked_at.is_empty() {
            all.insert(0, ("looked_at".into(), looked_at.into()));
        }
        all
    };
    let send = |fields: Vec<(String, String)>| fields;
    // Writing without having looked shows the preview and writes nothing.
    let first = send(fields("write", ""));
    let first: Vec<(&str, &str)> = first.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let looked = expert.fill(path, &first).await;
    assert_eq!(looked.status, StatusCode::OK);
    assert!(
        looked.body.contains("Xem trước: chưa ghi") && looked.body.contains("nghỉ hoán đổi"),
        "{}",
        looked.body
    );
    assert!(expert.get("/calendar?year=2025").await.body.contains("Tạm tính theo luật"));

    let html = scraper::Html::parse_document(&looked.body);
    let hidden = |name: &str| {
        let css = format!("main input[type=hidden][name={name}]");
        let found = scraper::Selector::parse(&css).unwrap();
        html.select(&found).next().unwrap().value().attr("value").unwrap().to_owned()
    };
    let mut second = fields("write", &hidden("looked_at"));
    second.extend(["csrf", "once", "version"].map(|name| (name.to_owned(), hidden(name))));
    let second: Vec<(&str, &str)> = second.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let done = expert.post(path, &second).await;
    assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, "/calendar?year=2025"));
    let page = expert.get("/calendar?year=2025").await;
    assert!(page.body.contains("8726/VPCP-KGVX") && !page.body.contains("Tạm tính theo luật"));

    // What does not read is said by line, and what was typed is kept.
    let wrong = [("day_on", "31/2/2025"), ("day_mark", "holiday"), ("day_holiday", ""), ("act", "preview")];
    let wrong = expert.fill(path, &[&wrong[..], &PAPER[..]].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("31/2/2025") && wrong.body.contains("Dòng 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_due_day_is_told_day_by_day() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut viewer = Client::signed_in(&world, "viewer").await;
    assert_eq!(viewer.get("/calendar/due").await.status, StatusCode::OK);
    let told = viewer
        .get("/calendar/due?from=26/4/2024&n=5&unit=working&way=after&start=next-day&roll=following")
        .await;
    assert!(told.body.contains("thứ Ba, 07/05/2024") && told.body.contains("nghỉ hoán đổi"), "{}", told.body);
    assert!(!told.body.contains("Tạm tính"));
    let later = viewer.get("/calendar/due?from=20/12/2024&n=10").await;
    assert!(later.body.contains("Tạm tính") && later.body.contains("2025"), "{}", later.body);
    for bad in ["from=x&n=5", "from=1/1/2024&n=", "from=1/1/2024&n=5000", "from=1/1/2024&n=-3"] {
        let page = viewer.get(&format!("/calendar/due?{bad}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    viewer.get("/lang/en?to=/").await;
    let english = viewer.get("/calendar?year=2024").await;
    assert!(english.body.contains("Lunar New Year") && english.body.contains("off in exchange"));
    let json = viewer.get("/api/calendar/due?from=2024-04-26&n=5").await;
    assert!(json.body.contains("\"on\":\"2024-05-07\""), "{}", json.body);
    assert_eq!(viewer.get("/api/calendar/2024").await.status, StatusCode::OK);
    assert_eq!(viewer.get("/api/calendar/1980").await.status, StatusCode::NOT_FOUND);
}
