//! A round through its pages: run, read, try, letter, answer, paper, proposal; in both languages.

use crate::client::Client;
use axum::http::StatusCode;
use vunggoc_app::figure::load::{Batch, NewFigure, load};
use vunggoc_core::period::Period;
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::World;

const PAPER: &[(&str, &str)] = &[
    ("paper_number", "55-CV/BTCTU"),
    ("paper_on", "10/10/2024"),
    ("paper_issuer", "Ban Tổ chức Thành ủy Mẫu"),
    ("secrecy", "open"),
];

async fn entered(world: &World) {
    let figure = |indicator, unit, value| NewFigure { indicator, period: 0, unit, value };
    let [one, two, ..] = world.communes;
    let batch = Batch {
        source: "story".into(),
        indicators: vec!["matters.complex_open".into(), "petitions.overdue".into(), "petitions.due".into()],
        periods: vec![Period::parse("2024-H1").unwrap()],
        figures: vec![figure(0, one, 2), figure(1, one, 12), figure(2, one, 52), figure(0, two, 0)],
        form: None,
    };
    load(&world.task(), &batch).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_round_to_the_proposal() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    entered(&world).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let city = world.city.to_string();
    let form = expert.get("/rounds/run").await;
    assert!(
        form.body.contains("cần xác nhận") && form.body.contains("6 tháng đầu năm 2024"),
        "{}",
        form.body
    );
    let wrong = expert.fill("/rounds/run", &[("under", &city), ("on", "31/2/2024"), ("on-A3", "on")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("31/2/2024"), "what was typed is kept");
    let none = expert.fill("/rounds/run", &[("under", &city), ("on", "15/10/2024")]).await;
    assert!(none.body.contains("Chọn ít nhất một tiêu chí rà soát"), "{}", none.body);
    let fields =
        [("under", city.as_str()), ("on", "15/10/2024"), ("on-A3", "on"), ("on-A4", "on"), ("on-B1", "on")];
    let run = expert.fill("/rounds/run", &fields).await;
    assert_eq!(run.status, StatusCode::SEE_OTHER, "{}", run.body);
    let round = run.location;

    let page = expert.get(&round).await.body;
    assert!(page.contains("Tỷ lệ đơn quá hạn là 23,1% (12/52), cao hơn mức 20%"), "{page}");
    assert!(page.contains("chưa đối chiếu với hướng dẫn"), "groups say that they are ours");
    for banned in ["dấu hiệu", "cờ đỏ", "ngưỡng", "cảnh báo"] {
        assert!(!page.to_lowercase().contains(banned), "{banned}");
    }
    let open = expert.get(&format!("{round}?outcome=undetermined&text=mau+02")).await.body;
    assert!(open.contains("Chưa xác định được"), "{open}");
    let ward = world.communes[0];
    let unit = format!("{round}/units/{ward}");
    assert!(expert.get(&unit).await.body.contains("Tổ chức chưa thấy kết quả này"));

    let tried = expert.get(&format!("{round}/try?bound-A4=1/4&bound-A3=2")).await.body;
    assert!(tried.contains("Nếu áp dụng") && tried.contains("Không còn: 1"), "{tried}");
    let bad = expert.get(&format!("{round}/try?bound-A4=nhiều")).await.body;
    assert!(bad.contains("nhiều") && bad.contains("Nhập mức dạng"), "{bad}");

    let letter = format!("{unit}/letter");
    let mut fields = vec![("due_on", "30/10/2024")];
    fields.extend(PAPER);
    let nothing = expert.fill(&letter, &fields).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    fields.push(("on-A3", "on"));
    let sent = expert.fill(&letter, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

    let mut base = Client::signed_in(&world, "base").await;
    assert!(base.get("/explanations").await.body.contains("55-CV/BTCTU"));
    let opened = base.get(&sent.location).await.body;
    assert!(opened.contains("2 vụ việc phức tạp") && !opened.contains("đơn quá hạn"), "{opened}");
    let silent = base.fill(&sent.location, &[("on", "14/10/2024"), ("by", "Đảng ủy phường")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("on", "14/10/2024"), ("by", "Đảng ủy phường"), ("says-A3", "Đã kết thúc một vụ")];
    assert_eq!(base.fill(&sent.location, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(expert.get(&unit).await.body.contains("Đã kết thúc một vụ"));

    let paper = format!("/units/{}/judgements", world.communes[2]);
    let mut fields = vec![("criterion", "B1"), ("judged", "present"), ("on", "01/10/2024")];
    let without = expert.fill(&paper, &fields).await;
    assert!(without.body.contains("Nhập số, ký hiệu văn bản"), "{}", without.body);
    fields.extend(PAPER);
    assert_eq!(expert.fill(&paper, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(expert.get(&paper).await.body.contains("55-CV/BTCTU"));

    let propose = format!("{unit}/propose");
    assert!(expert.get(&propose).await.body.contains("2 vụ việc phức tạp"), "the reasons are filled in");
    let fields =
        [("on", "15/10/2024"), ("by", "Ban Tổ chức"), ("reasons", "Theo kết quả rà soát"), ("on-A3", "on")];
    let listed = expert.fill(&propose, &fields).await;
    assert!(listed.location.starts_with("/listings/"), "{}", listed.body);
    assert!(expert.get(&unit).await.body.contains(&listed.location));

    let json = expert.get(&format!("/api{round}?outcome=all")).await.body;
    assert!(json.contains("\"n_units\":4"), "{json}");
    assert!(expert.get(&format!("/api{unit}")).await.body.contains("\"explanations\""));
    assert!(base.get(&format!("/api{}", sent.location)).await.body.contains("55-CV/BTCTU"));

    for login in ["viewer", "member", "clerk", "admin", "base", "district"] {
        let mut person = Client::signed_in(&world, login).await;
        for path in [&round, &unit, &letter, &propose, &format!("{round}/try"), &format!("/api{round}")] {
            assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
        }
        if login != "base" {
            assert_eq!(person.get(&sent.location).await.status, StatusCode::NOT_FOUND, "{login}");
        }
    }
    expert.get("/lang/en?to=/").await;
    let mut english = Client::signed_in(&world, "leader").await;
    english.get("/lang/en?to=/").await;
    for path in ["/rounds", "/criteria", round.as_str(), unit.as_str()] {
        assert_eq!(english.get(path).await.status, StatusCode::OK, "{path}");
    }
    for path in ["/rounds", "/rounds/run", "/explanations", &letter, &propose, &paper, &sent.location] {
        assert_eq!(expert.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_of_our_own() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    entered(&world).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let path = "/criteria/A4";
    let page = expert.get(path).await.body;
    assert!(page.contains("Chưa có; áp dụng bộ quy tắc của phần mềm"), "{page}");
    assert!(page.contains("value=\"20%\""), "{page}");
    let mut fields = vec![("chosen", "on"), ("bound", "nhiều"), ("n_periods", "9"), ("from", "10/10/2024")];
    fields.extend(PAPER);
    let bad = expert.fill(path, &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("value=\"nhiều\"") && bad.body.contains("Nhập mức dạng"), "{}", bad.body);
    assert!(bad.body.contains("Nhập số kỳ từ 1 đến 8"), "{}", bad.body);
    (fields[1], fields[2]) = (("bound", "22,5%"), ("n_periods", "1"));
    assert_eq!(expert.fill(path, &fields).await.status, StatusCode::SEE_OTHER);
    let page = expert.get(path).await.body;
    assert!(page.contains("cao hơn mức 22,5%") && page.contains("55-CV/BTCTU, 10/10/2024"), "{page}");
    assert!(expert.get("/criteria").await.body.contains("Mức do cơ quan quy định: 55-CV/BTCTU"));
    let json = expert.get("/api/criteria").await.body;
    assert!(json.contains("\"bound\":[225,1000]"), "{json}");

    let city = world.city.to_string();
    let run = [("under", city.as_str()), ("on", "15/10/2024"), ("on-A4", "on")];
    let round = expert.fill("/rounds/run", &run).await.location;
    let page = expert.get(&round).await.body;
    assert!(page.contains("cao hơn mức 22,5%"), "{page}");
    assert!(page.contains("Mức do cơ quan quy định: <a href=\"/criteria/A4\">A4 (lần 1)</a>."), "{page}");
    let json = expert.get(&format!("/api{round}")).await.body;
    assert!(json.contains("\"settings\":[{\"criterion\":\"A4\",\"version\":1}]"), "{json}");
    // One that a paper decides has neither bound nor periods.
    let judged = expert.get("/criteria/A2").await.body;
    assert!(!judged.contains("name=\"bound\"") && judged.contains("name=\"chosen\""), "{judged}");
    let mut leader = Client::signed_in(&world, "leader").await;
    let page = leader.get(path).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("name=\"bound\""), "{}", page.body);
    assert_eq!(expert.get("/criteria/Z9").await.status, StatusCode::NOT_FOUND);
}
