//! The audit of figures: what the page shows, who may open it, and that nothing of a text stays behind.

use crate::client::{BOUNDARY, Client, Page};
use axum::http::StatusCode;
use std::io::Write;
use std::sync::{Arc, Mutex};
use vunggoc_testkit::sqlite;
use vunggoc_testkit::world::World;

const TEXT: &str = "Toàn Đảng bộ Thành phố Mẫu đã kết nạp được 5.189/10.260 đảng viên (đạt 50,8%). \
    Đã giải quyết 45/60 đơn (đạt 75%). Mục tiêu năm 2025 kết nạp 120 đảng viên. Tỷ lệ hài lòng 91,5%.";

/// The token of the session, from any page.
async fn csrf(client: &mut Client) -> String {
    let page = client.get("/figures-audit").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let from = page.body.find("name=\"csrf\" value=\"").unwrap() + 19;
    page.body[from..].split('"').next().unwrap().to_owned()
}

/// The body of a form with parts; a part with a file name is a file.
fn body(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|f| format!("; filename=\"{f}\"")).unwrap_or_default();
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        out.extend(head.into_bytes());
        out.extend_from_slice(content);
        out.extend_from_slice(b"\r\n");
    }
    out.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    out
}

async fn send(client: &mut Client, text: &str, wish: &str) -> Page {
    let csrf = csrf(client).await;
    let parts =
        [("csrf", None, csrf.as_bytes()), ("text", None, text.as_bytes()), ("as", None, wish.as_bytes())];
    client.post_parts("/figures-audit", body(&parts)).await
}

async fn send_file(client: &mut Client, name: &str, bytes: &[u8]) -> Page {
    let csrf = csrf(client).await;
    let parts = [("csrf", None, csrf.as_bytes()), ("text", None, &b""[..]), ("file", Some(name), bytes)];
    client.post_parts("/figures-audit", body(&parts)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_text_is_shown_with_marks_that_lead_to_what_is_said() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let page = send(&mut expert, TEXT, "page").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "Không dán tài liệu có độ mật",
        "Đề nghị kiểm tra lại: tính lại được 50,58%",
        "Theo phép tính",
        "Chỉ tiêu chưa có số liệu",
        "Chưa đủ căn cứ kiểm tra",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let html = scraper::Html::parse_document(&page.body);
    let all = |css: &str| {
        let selector = scraper::Selector::parse(css).unwrap();
        html.select(&selector)
            .map(|e| e.value().attr("href").unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let links = [all(".marked-text mark a"), all(".claims a")].concat();
    assert!(links.len() >= 8, "{links:?}");
    for to in &links {
        assert!(page.body.contains(&format!("id=\"{}\"", to.trim_start_matches('#'))), "{to} leads nowhere");
    }
    // The marks joined are the text; it can be sent again.
    let marked = scraper::Selector::parse(".marked-text").unwrap();
    let shown: String = html.select(&marked).next().unwrap().text().collect();
    assert!(shown.contains("5.189/10.260 đảng viên (đạt 50,8%)"), "{shown}");
    let area = scraper::Selector::parse("textarea").unwrap();
    assert_eq!(html.select(&area).next().unwrap().text().collect::<String>().trim(), TEXT);
}

#[tokio::test(flavor = "multi_thread")]
async fn json_and_a_document_with_one_comment_at_each_finding_are_given() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut base = Client::signed_in(&world, "base").await;
    let page = send(&mut base, TEXT, "json").await;
    let out: serde_json::Value = serde_json::from_slice(&page.bytes).unwrap();
    let (text, claims) = (out["text"].as_str().unwrap(), out["claims"].as_array().unwrap());
    assert_eq!(text, TEXT);
    let wrong: Vec<_> = claims.iter().filter(|c| c["verdict"] == "wrong").collect();
    assert_eq!(
        (wrong.len(), wrong[0]["printed"].as_str(), wrong[0]["computed"].as_str()),
        (1, Some("50,8"), Some("50.575"))
    );

    let page = send(&mut base, TEXT, "docx").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = send_file(&mut base, "x.docx", &page.bytes).await;
    assert!(text.body.contains("tính lại được 50,58%"), "the document is read back: {}", text.body);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(page.bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap();
    let (comments, document) = (part("word/comments.xml"), part("word/document.xml"));
    // One fault and one silent target.
    assert_eq!(comments.matches("<w:comment ").count(), 2, "{comments}");
    assert_eq!(document.matches("<w:commentRangeStart ").count(), 2);
    assert!(comments.contains("Đề nghị kiểm tra lại: tính lại được 50,58%"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_said_and_what_was_typed_stays() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    for (name, bytes, said) in [
        ("a.txt", "  ".as_bytes(), "Dán văn bản hoặc chọn tệp"),
        ("a.png", b"\x89PNG\r\n", "Không đọc được loại tệp này"),
        ("a.pdf", b"%PDF-1.7", "không có lớp chữ"),
        ("a.docx", b"PK\x03\x04", "bị cắt cụt"),
    ] {
        let page = send_file(&mut expert, name, bytes).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.body.contains(said), "{name}: {}", page.body);
    }
    let page = send_file(&mut expert, "a.txt", TEXT.as_bytes()).await;
    assert!(page.body.contains("tính lại được 50,58%"));
    let old = "C¸c tæ chøc ®¶ng ®· kÕt n¹p ®\u{ad}îc 45/60 ®¶ng viªn (®¹t 70,5%), trong ®ã cã 5 ®¶ng viªn n÷";
    let page = send(&mut expert, old, "page").await;
    assert!(page.body.contains("TCVN3") && !page.body.contains("tính lại được"), "{}", page.body);
    let long = "a".repeat(1_000_001);
    let page = send(&mut expert, &long, "page").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("1.000.000 ký tự") && page.body.contains(&long));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_text_stays_where_the_file_beside_it_is_refused_or_does_not_come_whole() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let csrf = csrf(&mut expert).await;
    let sent = |name: &str, bytes: &[u8]| {
        body(&[
            ("csrf", None, csrf.as_bytes()),
            ("text", None, TEXT.as_bytes()),
            ("file", Some(name), bytes),
            ("as", None, b"page"),
        ])
    };
    let refused = sent("a.png", b"\x89PNG\r\n");
    let mut cut = sent("a.txt", "Đã giải quyết".as_bytes());
    cut.truncate(cut.len() - 120);
    let large = sent("a.txt", &vec![b'x'; 40 << 20]);
    for (body, status, said) in [
        (refused, StatusCode::UNPROCESSABLE_ENTITY, "Không đọc được loại tệp này"),
        (cut, StatusCode::UNPROCESSABLE_ENTITY, "bị ngắt giữa chừng"),
        (large, StatusCode::PAYLOAD_TOO_LARGE, "Tệp gửi lên lớn hơn mức cho phép (25 MB)"),
    ] {
        let page = expert.post_parts("/figures-audit", body).await;
        assert_eq!(page.status, status, "{said}");
        assert!(page.body.contains(said), "{said}: {}", page.body);
        assert!(page.body.contains(TEXT), "{said}: what was pasted is gone");
    }
}

/// What was written to the log while the test ran.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn holds(folder: &std::path::Path, words: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap());
    files.into_iter().any(|bytes| bytes.windows(words.len()).any(|w| w == words.as_bytes()))
}

#[tokio::test]
async fn nothing_of_a_text_is_stored_or_logged_even_where_the_session_has_ended() {
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // For the whole process: a log of one thread alone misses lines while other tests register theirs.
    tracing::subscriber::set_global_default(lines).unwrap();
    let (store, folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let secret = "Chi bộ Cây Gạo Tím đã thu 45/60 phiếu (đạt 70,5%).";
    for wish in ["page", "docx", "json"] {
        assert_eq!(send(&mut expert, secret, wish).await.status, StatusCode::OK);
    }
    assert_eq!(send_file(&mut expert, "Cây Gạo Tím.txt", secret.as_bytes()).await.status, StatusCode::OK);

    // The session ends elsewhere while he types: any other form is kept for him, this one is not.
    let csrf = csrf(&mut expert).await;
    let mut other = expert.clone();
    let gone = other.post("/sign-out", &[("csrf", csrf.as_str())]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let parts = [("csrf", None, csrf.as_bytes()), ("text", None, secret.as_bytes())];
    let page = expert.post_parts("/figures-audit", body(&parts)).await;
    assert!(page.location.starts_with("/sign-in"), "{}", page.status);
    let page = expert.post("/figures-audit", &[("csrf", &csrf), ("text", secret)]).await;
    assert!(page.location.starts_with("/sign-in"), "{}", page.status);
    let kept = "Cơ sở Hoa Sưa Trắng";
    expert.post("/listings/propose", &[("csrf", &csrf), ("reasons", kept)]).await;

    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(logged.contains("a session had ended while somebody was typing"), "the log is watched");
    assert!(holds(folder.path(), kept), "the store is watched: other forms are kept as drafts");
    for words in ["Cây Gạo Tím", "70,5", "50,8"] {
        assert!(!holds(folder.path(), words), "{words} is in the store");
        assert!(!logged.contains(words), "{words} is in the log");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drafted_report_passes_and_a_planted_fault_is_shown_at_its_place() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    let mut expert = Client::signed_in(&world, "expert").await;
    let unit = world.city.to_string();
    let wish = [
        ("unit", unit.as_str()),
        ("from", "01/01/2024"),
        ("to", "30/06/2024"),
        ("head", "steering-city"),
        ("place", "Mẫu"),
    ];
    let page = expert.fill("/reports/new?kind=periodic", &wish).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let report = page.location;
    let page = expert.get(&report).await;
    assert!(page.body.contains("các số trong dự thảo khớp nhau"), "{}", page.body);

    let fault = "Đã tổ chức 45/60 cuộc kiểm tra (đạt 70,5%).";
    let page = expert.fill(&report, &[("slot-strengths", fault)]).await;
    let page = if page.status == StatusCode::SEE_OTHER { expert.get(&report).await } else { page };
    assert!(page.body.contains("tính lại được 75%"), "{}", page.body);
    let html = scraper::Html::parse_document(&page.body);
    let mark = scraper::Selector::parse("article mark#finding-1").unwrap();
    let marked: String = html.select(&mark).flat_map(|e| e.text()).collect();
    assert!(marked.starts_with("45/60 cuộc kiểm tra (đạt 70,5%)"), "{marked}");
    assert!(page.body.contains("href=\"#finding-1\"") && page.body.contains("href=\"#said-1\""));
    // Who only reads the draft is not told.
    let mut leader = Client::signed_in(&world, "leader").await;
    let page = leader.get(&report).await;
    assert!(page.status == StatusCode::OK && !page.body.contains("finding-1"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_write_reports_or_enter_figures_have_it() {
    let (store, _folder) = sqlite().await;
    let world = World::build(store).await;
    for (login, has) in [
        ("expert", true),
        ("district", true),
        ("base", true),
        ("leader", false),
        ("viewer", false),
        ("admin", false),
    ] {
        let mut person = Client::signed_in(&world, login).await;
        let home = person.get("/").await;
        assert_eq!(home.body.contains("href=\"/figures-audit\""), has, "{login}");
        let page = person.get("/figures-audit").await;
        assert_eq!(page.status == StatusCode::OK, has, "{login}: {}", page.status);
    }
}
