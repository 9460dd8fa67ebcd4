//! Tasks, posts and charge through their pages, in both languages.

use crate::client::Client;
use axum::http::StatusCode;
use vunggoc_testkit::world::World;
use vunggoc_testkit::{postgres, sqlite};

const PAPER: &[(&str, &str)] = &[
    ("paper_number", "05-TB/TU"),
    ("paper_on", "01/03/2024"),
    ("paper_issuer", "Thành ủy Mẫu"),
    ("secrecy", "open"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().chain(more).copied().collect()
}

async fn posts(world: &World) {
    let mut district = Client::signed_in(world, "district").await;
    let posts = format!("/units/{}/posts", world.communes[0]);
    let found = format!("{posts}/found");
    let wrong = district.fill(&found, &[("name", " "), ("rank", "head"), ("on", "1/1/2020")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (name, rank) in [("Bí thư Đảng ủy", "head"), ("Phó Bí thư Đảng ủy", "deputy")] {
        let done = district.fill(&found, &[("name", name), ("rank", rank), ("on", "01/01/2020")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    let base = world.people.iter().find(|(login, _)| *login == "base").unwrap().1.number().to_string();
    let holder = [("holder", "Nguyễn Thị Mẫu"), ("account", base.as_str()), ("on", "01/06/2023")];
    let done = district.fill(&format!("{posts}/1/take-up"), &holder).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = district.get(&posts).await;
    assert!(page.body.contains("Nguyễn Thị Mẫu") && page.body.contains("Khuyết"), "{}", page.body);
    let early = [("on", "01/01/2021"), ("paper_number", "")];
    let wrong = district.fill(&format!("{posts}/1/leave"), &early).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("01/06/2023"), "{}", wrong.body);
    let acting = with(PAPER, &[("by", "2"), ("on", "01/09/2024"), ("until_on", "01/12/2024")]);
    let done = district.fill(&format!("{posts}/1/authorise"), &acting).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // Both sides of help.
    let begin = format!("/units/{}/charges/begin", world.communes[0]);
    let wrong = district
        .fill(&begin, &with(PAPER, &[("post", ""), ("helper", "không có"), ("on", "1/2/2024")]))
        .await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("không có"));
    for who in [[("post", ""), ("helper", "Dang bo phuong Mau 01-02")], [("post", "1"), ("helper", "")]] {
        let fields = with(PAPER, &with(&who, &[("on", "01/02/2024")]));
        let done = district.fill(&begin, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    let helper = district.get(&format!("/units/{}/posts", world.communes[1])).await;
    assert!(helper.body.contains("Đảng bộ phường Mẫu 01-01"), "{}", helper.body);
    let ended = district.fill(&posts, &[("on", "01/10/2024")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
}

async fn notice(world: &World) {
    let mut expert = Client::signed_in(world, "expert").await;
    let city = world.city.to_string();
    let task = [
        ("unit", city.as_str()),
        ("title", "Kết luận giao ban tháng 3"),
        ("content", "Rà soát <chi bộ> yếu"),
        ("post", "bí thư đảng ủy"),
        ("support", "Đảng bộ quận Mẫu 01"),
        ("product", "Báo cáo"),
        ("started_on", "01/03/2024"),
    ];
    let give = "/tasks/give?kind=notice";
    let wrong = [("lead", "Đảng bộ phường"), ("due_on", "01/02/2024")];
    let page = expert.fill(give, &with(&task, &with(PAPER, &wrong))).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("Rà soát &#60;chi bộ&#62; yếu"), "what was typed is kept");
    assert!(page.body.contains("gần nhất là") && page.body.contains("trước ngày giao"), "{}", page.body);
    let right = [("lead", "phuong mau 01-01"), ("due_on", "30/06/2024")];
    let done = expert.fill(give, &with(&task, &with(PAPER, &right))).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let ground = expert.get(&done.location).await;
    assert!(ground.body.contains("Nguyễn Thị Mẫu") && ground.body.contains("Quá hạn"), "{}", ground.body);

    let mut base = Client::signed_in(world, "base").await;
    let mine = base.get("/tasks?whose=mine").await;
    assert!(mine.body.contains("Rà soát") && mine.body.contains("badge late"), "{}", mine.body);
    let report = [("on", "02/05/2024"), ("words", "Đang làm việc với chi bộ")];
    assert_eq!(base.fill("/tasks/1/act/report", &report).await.status, StatusCode::SEE_OTHER);
    let paper = [("secrecy", "open"), ("number", ""), ("signed_on", "")];
    for (name, bytes, said) in [
        ("bao-cao.exe", &b"MZ"[..], "Không nhận loại tệp này"),
        ("bao-cao.pdf", b"MZ", "không đúng với đuôi tên tệp"),
    ] {
        let page = base.upload("/tasks/1/evidence", &paper, &[("file", name, bytes)]).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.body.contains(said), "{}", page.body);
    }
    let large = vec![b' '; 25 * 1024 * 1024 + 10];
    let page = base.upload("/tasks/1/evidence", &paper, &[("file", "bao-cao.png", &large)]).await;
    assert!(page.body.contains("Tệp lớn hơn 25 MB"), "{}", page.status);
    let secret = [("secrecy", "secret"), ("number", ""), ("signed_on", "")];
    let page = base.upload("/tasks/1/evidence", &secret, &[("file", "bao-cao.pdf", b"%PDF-1.7")]).await;
    assert!(page.body.contains("không đưa tệp vào máy này"), "{}", page.body);
    let page = base.upload("/tasks/1/evidence", &paper, &[("file", "Báo cáo.pdf", b"%PDF-1.7")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(base.get("/tasks/1/evidence/1").await.body.starts_with("%PDF"));

    let moved =
        [("on", "01/06/2024"), ("to_on", "31/12/2024"), ("reason", "Chờ hướng dẫn"), ("paper_number", "")];
    assert_eq!(expert.fill("/tasks/1/act/move", &moved).await.status, StatusCode::SEE_OTHER);
    let page = expert.get("/tasks/1").await;
    assert!(page.body.contains("ban đầu 30/06/2024") && page.body.contains("Chờ hướng dẫn"), "{}", page.body);
    let done = [("on", "10/10/2024"), ("result", "Đã kiện toàn")];
    assert_eq!(base.fill("/tasks/1/act/finish", &done).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        expert.fill("/tasks/1/act/confirm", &[("on", "11/10/2024")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = expert.get("/tasks/1/act/confirm").await;
    assert_eq!(page.status, StatusCode::OK);
    let twice = expert.fill("/tasks/1/act/confirm", &[("on", "12/10/2024")]).await;
    assert!(twice.body.contains("đã xác nhận kết quả nhiệm vụ này, ngày 11/10/2024"), "{}", twice.body);
    let late = base.get("/tasks/1/evidence").await;
    assert_eq!(late.status, StatusCode::NOT_FOUND, "a confirmed task takes no more evidence");
}

async fn year_plan(world: &World) {
    let mut expert = Client::signed_in(world, "expert").await;
    let city = world.city.to_string();
    let plan = [
        ("unit", city.as_str()),
        ("title", "Kế hoạch kiểm tra năm 2024"),
        ("year", "2024"),
        ("content", "Kiểm tra chi bộ"),
        ("n_own", "10"),
        ("measure", "cuộc"),
        ("lead", "Đảng bộ quận Mẫu 01"),
        ("started_on", "01/01/2024"),
        ("due_on", "31/12/2024"),
        ("paper_number", ""),
    ];
    let done = expert.fill("/tasks/give?kind=year-plan", &plan).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let report = [("on", "30/09/2024"), ("n_done", "5"), ("words", "")];
    assert_eq!(expert.fill("/tasks/2/act/report", &report).await.status, StatusCode::SEE_OTHER);
    let early = expert.fill("/tasks/2/act/finish", &[("on", "01/10/2024"), ("result", "Xong")]).await;
    assert!(early.body.contains("Còn lại 5"), "{}", early.body);
    let carry =
        [("on", "15/10/2024"), ("title", "Kế hoạch kiểm tra năm 2025"), ("n:2", "10"), ("paper_number", "")];
    let done = expert.fill(&format!("{}/carry", done.location), &carry).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let next = expert.get("/tasks/3").await;
    assert!(next.body.contains("phải thực hiện 15") && next.body.contains("/tasks/2"), "{}", next.body);
    assert!(expert.get("/tasks/2").await.body.contains("/tasks/3"));

    let review = [
        ("unit", city.as_str()),
        ("title", "Khắc phục hạn chế sau kiểm điểm năm 2023"),
        ("year", "2023"),
        ("content", "Sinh hoạt chi bộ chưa đều"),
        ("origin", "hinted"),
        ("cause", "Thiếu phân công"),
        ("lead", "Đảng bộ quận Mẫu 01"),
        ("started_on", "01/02/2024"),
        ("due_on", "30/11/2024"),
        ("paper_number", ""),
    ];
    let done = expert.fill("/tasks/give?kind=self-review", &review).await;
    assert!(expert.get(&done.location).await.body.contains("Cấp trên gợi ý"));
    let more = [
        ("lead", "quan mau 02"),
        ("content", "Việc nữa"),
        ("due_on", "20/12/2024"),
        ("started_on", "1/3/2024"),
    ];
    let done = expert.fill(&format!("{}/more", done.location), &more).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

const NOTICE: &str = "ĐẢNG BỘ THÀNH PHỐ MẪU\nTHÀNH ỦY MẪU\n*\nSố 19-TB/TU\nMẫu, ngày 07 tháng 10 năm 2024\nTHÔNG BÁO\nKết luận giao ban tháng 10\n-----\n\
    1. Giao Đảng bộ quận Mẫu 01 rà soát tổ chức yếu kém, hoàn thành trước ngày 30/11/2024.\n2. Giao Tổ Lạ chủ trì báo cáo kết quả quý IV.\n\
    - Các cấp ủy đã có nhiều cố gắng.\nNơi nhận:\n- Như trên\nT/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG";

async fn signed_notice(world: &World) {
    let mut clerk = Client::signed_in(world, "clerk").await;
    let city = world.city.to_string();
    let read = clerk.upload("/tasks/notice", &[("text", NOTICE)], &[]).await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.body);
    for there in ["19-TB/TU", "07/10/2024", "CHÁNH VĂN PHÒNG", "30/11/2024", "Đảng bộ quận Mẫu 01"]
    {
        assert!(read.body.contains(there), "{there}: {}", read.body);
    }
    // The same from a file; what was pasted beside it is not looked at.
    let docx = vunggoc_report::docx::annotate_text("Thông báo", NOTICE, &[]).unwrap();
    let file = ("file", "thong-bao.docx", docx.as_slice());
    let brought = clerk.upload("/tasks/notice", &[("text", "Khác")], &[file]).await;
    assert!(brought.body.contains("19-TB/TU") && brought.body.contains("30/11/2024"), "{}", brought.body);
    let picture = ("file", "anh.png", b"\x89PNG\r\n\x1a\n".as_slice());
    let unread = clerk.upload("/tasks/notice", &[("text", "Còn đây")], &[picture]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unread.body.contains("Không đọc được loại tệp này") && unread.body.contains("Còn đây"),
        "{}",
        unread.body
    );
    assert!(!clerk.get("/grounds").await.body.contains("19-TB/TU"), "nothing is written before");
    let csrf = read.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut fields = vec![
        ("csrf", csrf),
        ("n_offers", "3"),
        ("unit", city.as_str()),
        ("title", "Kết luận giao ban tháng 10"),
        ("paper_number", "19-TB/TU"),
        ("paper_on", "07/10/2024"),
        ("paper_issuer", "Thành ủy Mẫu"),
        ("secrecy", "open"),
        ("started_on", "07/10/2024"),
        ("take-0", "yes"),
        ("content-0", "Rà soát tổ chức yếu kém"),
        ("lead-0", "Đảng bộ quận Mẫu 01"),
        ("due_on-0", "30/11/2024"),
        ("take-1", "yes"),
        ("content-1", "Báo cáo quý"),
        ("lead-1", "Tổ Lạ"),
        ("due_on-1", ""),
    ];
    let wrong = clerk.post("/tasks/notice/give", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Không tìm thấy trong sổ tổ chức: Tổ Lạ"), "{}", wrong.body);
    fields.retain(|(name, _)| *name != "take-1");
    let done = clerk.post("/tasks/notice/give", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let ground = clerk.get(&done.location).await;
    // 30/11/2024 is a Saturday: the date is kept, and said.
    assert!(ground.body.contains("19-TB/TU") && ground.body.contains("nghỉ hằng tuần"), "{}", ground.body);
    let book = clerk.get(&format!("{}/export", done.location)).await;
    assert!(book.status == StatusCode::OK && book.body.starts_with("PK"));
    assert!(clerk.get("/tasks/export?progress=not-yet-due").await.body.starts_with("PK"));
}

async fn story(world: World) {
    posts(&world).await;
    notice(&world).await;
    year_plan(&world).await;
    signed_notice(&world).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    for code in ["vi", "en"] {
        expert.get(&format!("/lang/{code}")).await;
        for path in [
            "/tasks",
            "/tasks?progress=done-in-time",
            "/tasks?progress=carried-over&kind=year-plan",
            "/tasks?text=xyz",
            "/tasks?under=1&progress=underway",
            "/tasks/1",
            "/tasks/3",
            "/tasks/4/act/stop",
            "/tasks/4/act/reassign",
            "/tasks/give",
            "/tasks/notice",
            "/imports?kind=tasks",
            "/tasks/give?kind=inspection",
            "/tasks/give?kind=self-review",
            "/grounds",
            "/grounds?kind=notice",
            "/grounds/1",
            "/grounds/3/carry",
            "/grounds/4/more",
        ] {
            let page = expert.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        }
        let unit = world.communes[0];
        for path in ["", "/posts", "/posts/found", "/posts/2/take-up", "/posts/1/authorise", "/charges/begin"]
        {
            let page = expert.get(&format!("/units/{unit}{path}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_posts_and_charge_by_pages() {
    let (store, _folder) = sqlite().await;
    story(World::build(store).await).await;
    story(World::build(postgres().await).await).await;
}
