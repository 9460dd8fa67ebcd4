//! Reminders by mail, seen by a server that speaks SMTP on loopback: a link, no content, once.

use crate::process::command;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use vunggoc_app::installation::{Declaration, Kind as Installed, declare};
use vunggoc_app::pressing::outbox::set_address;
use vunggoc_app::task::raise::{GroundDraft, TaskDraft, give};
use vunggoc_core::task::ground::Kind;
use vunggoc_core::{Version, date};
use vunggoc_db::{Options, Store, migrate};
use vunggoc_testkit::noon;
use vunggoc_testkit::world::{World, paper};

/// What a mail server does with a recipient.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Takes,
    Refuses,
}

/// A mail server that keeps what it is given.
struct Letterbox {
    address: SocketAddr,
    letters: mpsc::Receiver<String>,
}

impl Letterbox {
    fn open(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (send, letters) = mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let send = send.clone();
                std::thread::spawn(move || talk(stream, mood, &send));
            }
        });
        Self { address, letters }
    }

    fn all(&self) -> Vec<String> {
        self.letters.try_iter().collect()
    }
}

/// RFC 5321, as far as one client needs it.
fn talk(stream: TcpStream, mood: Mood, letters: &mpsc::Sender<String>) -> Option<()> {
    let mut out = stream.try_clone().ok()?;
    let mut say = move |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).ok();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    say("220 hop-thu ESMTP")?;
    let mut envelope = String::new();
    while let Some(line) = lines.next() {
        let verb = line.split([' ', ':']).next().unwrap_or("").to_uppercase();
        match verb.as_str() {
            "EHLO" => say("250-hop-thu\r\n250 8BITMIME")?,
            "RCPT" if mood == Mood::Refuses => say("451 4.7.1 try again later")?,
            "MAIL" | "RCPT" => {
                envelope += &format!("{line}\n");
                say("250 2.1.0 ok")?;
            }
            "DATA" => {
                say("354 go on")?;
                let body: Vec<String> = lines.by_ref().take_while(|l| l != ".").collect();
                letters.send(format!("{envelope}{}", body.join("\n"))).ok()?;
                say("250 2.0.0 taken")?;
            }
            "QUIT" => {
                say("221 bye")?;
                return Some(());
            }
            _ => say("250 ok")?,
        }
    }
    Some(())
}

/// A store in which one person is late and wants to be told by mail.
async fn late_store(folder: &Path) -> World {
    let key = SigningKey::from_bytes(&[7; 32]).to_pkcs8_pem(LineEnding::LF).unwrap();
    std::fs::write(folder.join("seal.key"), key.as_bytes()).unwrap();
    let address = format!("sqlite:{}", folder.join("store.db").display());
    let store = Store::open(&Options { address, n_connections: 4 }).await.unwrap();
    migrate(&store, noon()).await.unwrap();
    let world = World::build(store).await;
    set_address(&world.person("base").await, "bithu@mau.vn", Version(0)).await.unwrap();
    let ground = GroundDraft {
        unit: world.city,
        kind: Kind::Notice,
        source: None,
        title: "Thông báo kết luận giao ban".into(),
        opened_on: date(2024, 3, 1),
        year: None,
        paper: None,
    };
    let task = TaskDraft {
        content: "Nội dung không được gửi qua thư".into(),
        lead: Some(world.communes[0]),
        started_on: Some(date(2024, 3, 1)),
        due_on: Some(date(2024, 10, 10)),
        ..TaskDraft::default()
    };
    give(&world.task(), ground, Some(paper("05-TB/TU", date(2024, 3, 1))), vec![task]).await.unwrap();
    world
}

fn remind(folder: &Path, letterbox: &Letterbox, today: &str) -> String {
    let out = command(folder, "sqlite:store.db", &["remind", "--today", today])
        .env("VUNGGOC_MAIL_SERVER", format!("smtp://{}", letterbox.address))
        .env("VUNGGOC_MAIL_FROM", "vunggoc@mau.vn")
        .env("VUNGGOC_MAIL_LINK", "https://vunggoc.mau.vn")
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_and_no_content_comes_once_and_waits_for_a_server_that_refuses() {
    let folder = tempfile::tempdir().unwrap();
    late_store(folder.path()).await.app.store().close().await;
    let (shut, open) = (Letterbox::open(Mood::Refuses), Letterbox::open(Mood::Takes));
    let said = remind(folder.path(), &shut, "2024-10-15");
    assert!(said.contains("gửi 0 thư, 1 thư chưa gửi được"), "{said}");
    assert!(shut.all().is_empty());
    // It waits before it tries again, and the next day's mail is another one.
    assert!(remind(folder.path(), &open, "2024-10-15").contains("gửi 0 thư, 0 thư"));
    let said = remind(folder.path(), &open, "2024-10-18");
    assert!(said.contains("1 nhắc việc") && said.contains("gửi 1 thư, 0 thư chưa"), "{said}");
    let letters = open.all();
    assert_eq!(letters.len(), 1, "{letters:?}");
    let letter = &letters[0];
    for part in
        ["MAIL FROM:<vunggoc@mau.vn>", "RCPT TO:<bithu@mau.vn>", "Content-Type: text/plain; charset=utf-8"]
    {
        assert!(letter.contains(part), "{part} in {letter}");
    }
    let body = letter.split_once("\n\n").unwrap().1.replace("=\n", "");
    assert!(body.contains("https://vunggoc.mau.vn/today"), "{body}");
    assert!(!letter.contains("Nội dung không được gửi") && !body.contains("05-TB"), "{letter}");
    assert!(remind(folder.path(), &open, "2024-10-18").contains("gửi 0 thư, 0 thư"));
    assert!(open.all().is_empty(), "nothing is sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_an_isolated_network() {
    let folder = tempfile::tempdir().unwrap();
    let world = late_store(folder.path()).await;
    let isolated = Declaration {
        kind: Installed::IsolatedLan,
        number: "12-QĐ/VPTU".into(),
        decided_on: date(2024, 1, 2),
        body: "Văn phòng Thành ủy Mẫu".into(),
    };
    declare(&world.task(), isolated, Version(0)).await.unwrap();
    world.app.store().close().await;
    let letterbox = Letterbox::open(Mood::Takes);
    let said = remind(folder.path(), &letterbox, "2024-10-15");
    assert!(said.contains("1 nhắc việc") && said.contains("gửi 0 thư, 0 thư"), "{said}");
    assert!(letterbox.all().is_empty());
}
