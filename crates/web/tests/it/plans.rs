//! Plans and evaluations through their pages: written, submitted, concluded, issued, evaluated, watched.

use crate::client::{Client, Page};
use axum::http::StatusCode;
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::World;

const VOTES: [(&str, &str); 4] =
    [("form", "meeting"), ("n_summoned", "15"), ("n_present", "14"), ("n_agreed", "14")];

/// The fields of a decision of the district.
fn decision<'a>(number: &'a str, on: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("on", on),
        ("body", "Ban Thường vụ Quận ủy Mẫu 01"),
        ("decided_on", on),
        ("paper_number", number),
        ("paper_on", on),
        ("paper_issuer", "Quận ủy Mẫu 01"),
        ("secrecy", "open"),
    ];
    fields.extend(VOTES);
    fields
}

fn paper<'a>(number: &'a str, on: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("paper_number", number), ("paper_on", on), ("paper_issuer", "Quận ủy Mẫu 01"), ("secrecy", "open")]
}

fn went(page: Page) -> String {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.location
}

/// A listing of the district, open since February.
async fn listed(district: &mut Client, world: &World) -> String {
    let path = format!("/listings/propose?unit={}", world.communes[0]);
    let fields = [("on", "10/01/2024"), ("by", "Quận ủy Mẫu 01"), ("reasons", "Khuyết bí thư; đơn quá hạn")];
    let listing = went(district.fill(&path, &fields).await);
    let owner = world.districts[0].to_string();
    let mut fields = decision("11-QĐ/QU", "05/02/2024");
    fields.extend([("tier", "lower"), ("status", "weak"), ("group", "1"), ("owner", owner.as_str())]);
    fields.push(("due_on", "05/02/2025"));
    went(district.fill(&format!("{listing}/decide/open"), &fields).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_from_the_listing_to_its_issue_and_amendment() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut district = Client::signed_in(&world, "district").await;
    let listing = listed(&mut district, &world).await;
    let page = district.get(&listing).await;
    assert!(page.body.contains(&format!("{listing}/plan")), "the way to the plan starts at the listing");
    let begun = [("kind", "scheme"), ("head", "district-committee"), ("place", "quận Mẫu 01")];
    let write = went(district.fill(&format!("{listing}/plan"), &begun).await);
    let plan = write.trim_end_matches("/write").to_owned();
    let page = district.get(&write).await;
    assert!(page.body.contains("đơn quá hạn") && page.body.contains("11-QĐ/QU"), "{}", page.body);

    // A row is added without JavaScript: nothing is written, what was typed is there.
    let typed =
        [("measure-0-content", "Kiện toàn <bí thư>"), ("measure-0-due", "31/2/2024"), ("add", "measure")];
    let more = district.fill(&write, &typed).await;
    assert_eq!(more.status, StatusCode::OK);
    assert!(more.body.contains("Kiện toàn &#60;bí thư&#62;") && more.body.contains("measure-1-content"));
    let wrong = district.fill(&write, &typed[..2]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("31/2/2024"), "what was typed is kept");

    let lead = world.communes[0].to_string();
    let mut text = vec![
        ("text-aims", "Ổn định tổ chức"),
        ("cause-0-kind", "subjective"),
        ("cause-0-content", "Chậm kiện toàn"),
        ("exit-0-no", "1"),
        ("exit-0-criterion", "B3"),
        ("exit-0-words", "Có bí thư"),
        ("measure-0-solution", "2"),
        ("measure-0-content", "Kiện toàn chức danh bí thư"),
        ("measure-0-product", "Quyết định chuẩn y"),
        ("measure-0-lead", lead.as_str()),
        ("measure-0-post", "Bí thư Đảng ủy"),
        ("measure-0-due", "30/09/2024"),
    ];
    went(district.fill(&write, &text).await);
    went(district.fill(&format!("{plan}/act/submit"), &[("on", "01/03/2024")]).await);
    assert_eq!(district.get(&write).await.status, StatusCode::NOT_FOUND, "locked while before the meeting");
    let mut crowd = decision("20-TB/QU", "05/03/2024");
    crowd.retain(|(k, _)| *k != "n_present");
    crowd.push(("n_present", "16"));
    let refused = district.fill(&format!("{plan}/act/conclude"), &crowd).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut concluded = decision("20-TB/QU", "05/03/2024");
    concluded.push(("remarks", "Bổ sung lộ trình"));
    let mut clerk = Client::signed_in(&world, "clerk").await;
    went(clerk.fill(&format!("{plan}/act/conclude"), &concluded).await);
    assert!(district.get(&write).await.body.contains("Bổ sung lộ trình"));

    let issue = format!("{plan}/issue");
    let nowhere = clerk.upload(&issue, &paper("7-ĐA/QU", "20/03/2024"), &[]).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nowhere.body.contains("7-ĐA/QU"), "what was typed is kept");
    let signed = &[("signed", "de-an.exe", "MZ".as_bytes())];
    let wrong = clerk.upload(&issue, &paper("7-ĐA/QU", "20/03/2024"), signed).await;
    assert!(wrong.body.contains("PDF hoặc DOCX"), "{}", wrong.body);
    let signed = &[("signed", "de-an.pdf", "%PDF-1.7 ký".as_bytes())];
    went(clerk.upload(&issue, &paper("7-ĐA/QU", "20/03/2024"), signed).await);
    let again = clerk.upload(&issue, &paper("7-ĐA/QU", "20/03/2024"), signed).await;
    assert!(again.body.contains("đã ban hành"), "{}", again.body);
    let page = district.get(&plan).await;
    assert!(
        page.body.contains("de-an.pdf") && page.body.contains("quá hạn chưa hoàn thành"),
        "{}",
        page.body
    );
    assert_eq!(district.get(&format!("{plan}/editions/1/signed")).await.body, "%PDF-1.7 ký");
    assert_eq!(district.get(&format!("{plan}/editions/1/docx")).await.status, StatusCode::OK);

    text.retain(|(k, _)| *k != "measure-0-due");
    text.push(("measure-0-due", "30/11/2024"));
    went(district.fill(&write, &text).await);
    let difference = district.get(&format!("{plan}/difference")).await;
    assert!(
        difference.body.contains("<del>") && difference.body.contains("30/11/2024"),
        "{}",
        difference.body
    );
    let mut amended = paper("9-ĐA/QU", "20/09/2024");
    amended.extend([("paper_kept_at", "Văn phòng"), ("reason", "Theo kết luận kiểm tra")]);
    went(clerk.upload(&issue, &amended, &[]).await);
    let page = district.get(&plan).await;
    assert!(page.body.contains("9-ĐA/QU") && page.body.contains("ban đầu"), "{}", page.body);
    for path in ["/plans", "/evaluations", "/watches", "/api/plans", &format!("{plan}/difference?edition=2")]
    {
        assert_eq!(district.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_evaluation_to_its_conclusion_and_the_watch() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut district = Client::signed_in(&world, "district").await;
    let (mut base, mut support) =
        (Client::signed_in(&world, "base").await, Client::signed_in(&world, "support").await);
    let listing = listed(&mut district, &world).await;
    let evaluation = went(district.fill(&format!("{listing}/evaluate"), &[("on", "01/10/2024")]).await);
    let id = evaluation.rsplit('/').next().unwrap().to_owned();
    assert_eq!(base.get(&evaluation).await.status, StatusCode::NOT_FOUND);
    let own = format!("/evaluations/{id}/report");
    assert!(base.get("/self-evaluations").await.body.contains(&own));
    let empty = base.fill(&own, &paper("15-BC/ĐU", "02/10/2024")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut report = paper("15-BC/ĐU", "02/10/2024");
    report.push(("words", "Đã kiện toàn bí thư"));
    assert_eq!(went(base.fill(&own, &report).await), own);

    let police = world.police.to_string();
    let mut asking = paper("55-CV/BTC", "03/10/2024");
    asking.extend([("body_id", police.as_str()), ("due_on", "20/10/2024")]);
    went(district.fill(&format!("{evaluation}/ask"), &asking).await);
    let desk = support.get("/opinions").await;
    assert!(desk.body.contains("55-CV/BTC"), "{}", desk.body);
    let file = desk.body.split("href=\"/opinions/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let file = format!("/opinions/{file}");
    let mut reply = paper("8-CV/CA", "04/10/2024");
    reply.push(("agreement", "disagrees"));
    let silent = support.fill(&file, &reply).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "whoever does not agree says why");
    reply.push(("reason", "Còn vụ việc phức tạp"));
    went(support.fill(&file, &reply).await);
    for path in ["/listings", "/plans", "/evaluations", listing.as_str(), evaluation.as_str()] {
        let page = support.get(path).await;
        assert!(!page.body.contains("Mẫu 01-01"), "{path}: a supporting body sees only its file");
    }
    let mut appraisal = paper("60-BC/BTC", "05/10/2024");
    appraisal.push(("words", "Cơ bản hoàn thành"));
    went(district.fill(&format!("{evaluation}/appraise"), &appraisal).await);

    let conclude = format!("{evaluation}/conclude/remove");
    let mut fields = decision("70-QĐ/QU", "08/10/2024");
    fields.extend([("result", "Đã khắc phục"), ("watch_until", "08/10/2025")]);
    let blind = district.fill(&conclude, &fields).await;
    assert_eq!(blind.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(blind.body.contains("không có tiêu chí hoàn thành nào"), "{}", blind.body);
    fields.push(("despite", "Theo kết luận kiểm tra số 12"));
    went(district.fill(&conclude, &fields).await);
    let page = district.get(&listing).await;
    assert!(page.body.contains("Theo dõi sau củng cố"), "{}", page.body);
    let watch = format!("/watches/{}", listing.rsplit('/').next().unwrap());
    let noted = [("noted_on", "15/10/2024"), ("says", "Nền nếp được giữ"), ("note_paper", "")];
    let done = district.fill(&watch, &noted).await;
    assert_eq!(went(done), watch);
    assert!(district.get(&watch).await.body.contains("Nền nếp được giữ"));
    assert!(district.get("/watches").await.body.contains(&watch));
    let english = district.get("/lang/en?to=/").await;
    assert_eq!(english.status, StatusCode::SEE_OTHER);
    for path in [watch.as_str(), evaluation.as_str(), "/watches", "/evaluations", listing.as_str()] {
        assert_eq!(district.get(path).await.status, StatusCode::OK, "{path}");
    }
}
