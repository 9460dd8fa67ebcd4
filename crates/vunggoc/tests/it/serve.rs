//! From an empty folder to a served store; servers beside each other; commands beside a running server.

use crate::process::{Server, command, run};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use vunggoc_app::listing::propose::propose;
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_core::date;
use vunggoc_core::listing::Proposal;
use vunggoc_core::unit::Tree;
use vunggoc_db::{Options, Store, migrate};
use vunggoc_testkit::world::{PASSWORD, World};
use vunggoc_testkit::{noon, postgres};

const NEW: &str = "ba-cây-đa-đầu-làng";

#[test]
fn from_an_empty_folder_to_a_backup_restored_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (here, store) = (folder.path(), "sqlite:here.db");
    let server = Server::start(here, store);
    let code = server.said(|line| {
        let line = line.trim();
        (line.len() == 19 && line.matches('-').count() == 3).then(|| line.to_owned())
    });
    server.wait_for("/health", 200);
    assert_eq!(server.get("/sign-in", "").status, 404, "nothing else is served before the declaration");
    let done = server.post(
        "/first-run",
        "",
        &[
            ("code", &code),
            ("kind", "isolated-lan"),
            ("number", "15-QĐ/TU"),
            ("decided_on", "1/9/2024"),
            ("body", "Ban Thường vụ Thành ủy Mẫu"),
            ("root", "Đảng bộ Thành phố Mẫu"),
            ("root_kind", "province"),
            ("root_on", "01/01/2010"),
            ("login", "quantri"),
            ("shown_name", "Người quản trị"),
            ("post", "Văn phòng"),
            ("password", NEW),
            ("password_again", NEW),
        ],
    );
    assert_eq!(done.status, 200, "{}", done.text);
    server.wait_for("/sign-in", 200);
    assert!(
        server.get("/sign-in", "").text.contains("Mạng LAN độc lập"),
        "the declared kind stands on every page"
    );
    let cookie = server.post("/sign-in", "", &[("login", "quantri"), ("password", NEW)]).cookie;
    let owes = server.get("/accounts", &cookie);
    assert!(owes.text.contains("location: /account/second-factor"), "{}", owes.text);

    let second = Server::start(here, store).ended();
    assert_ne!(second.0, 0);
    assert!(second.1.contains("pid") && second.1.contains("PostgreSQL"), "refused by name: {}", second.1);

    // Commands beside the running server.
    let key = run(here, store, &["backup-key", "age.key"]);
    let said = String::from_utf8(key.stdout).unwrap();
    let public = said.split_whitespace().find(|w| w.starts_with("age1")).unwrap();
    let made = run(here, store, &["backup", "copy.vgb", "--to", public]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(!run(here, store, &["backup", "copy.vgb"]).status.success(), "nothing is overwritten");
    let verified = run(here, store, &["verify", "audit"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    assert!(run(here, store, &["export", "all.zip"]).status.success());
    assert_eq!(server.stop(), 0, "a graceful stop");

    let anchors: Vec<_> = std::fs::read_dir(here.join("anchors")).unwrap().flatten().collect();
    let anchor = anchors[0].path().display().to_string();
    assert!(
        !run(here, "sqlite:there.db", &["restore", "copy.vgb"]).status.success(),
        "encrypted: a key is needed"
    );
    let restored = run(here, "sqlite:there.db", &["restore", "copy.vgb", "--key", "age.key"]);
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    let again = run(here, "sqlite:there.db", &["restore", "copy.vgb", "--key", "age.key"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("không trống"));
    let anchored = run(here, store, &["verify", "audit", "--anchor", &anchor]);
    assert!(anchored.status.success(), "{}", String::from_utf8_lossy(&anchored.stdout));
    let server = Server::start(here, "sqlite:there.db");
    server.wait_for("/sign-in", 200);
    assert_eq!(server.post("/sign-in", "", &[("login", "quantri"), ("password", NEW)]).status, 303);
}

#[test]
fn what_is_refused_before_serving() {
    let folder = tempfile::tempdir().unwrap();
    let plain = command(folder.path(), "sqlite:x.db", &["serve"])
        .env("VUNGGOC_LISTEN_ADDRESS", "0.0.0.0:0")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&plain.stderr).contains("tls.certificate"), "plain http beyond loopback");
    let typo =
        command(folder.path(), "sqlite:x.db", &["serve"]).env("VUNGGOC_LISTEN_ADRESS", "x").output().unwrap();
    assert!(String::from_utf8_lossy(&typo.stderr).contains("VUNGGOC_LISTEN_ADRESS"));
    assert!(!folder.path().join("x.db").exists(), "nothing was made");
    let signed = run(folder.path(), "sqlite:x.db", &["tls", "self-signed", "--name", "localhost"]);
    assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
    assert!(
        !run(folder.path(), "sqlite:x.db", &["tls", "self-signed"]).status.success(),
        "a key is never overwritten"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_on_one_postgresql_and_commands_beside_them_agree() {
    let address = postgres::fresh_database();
    let folder = tempfile::tempdir().unwrap();
    let key = SigningKey::from_bytes(&[7; 32]).to_pkcs8_pem(LineEnding::LF).unwrap();
    std::fs::write(folder.path().join("seal.key"), key.as_bytes()).unwrap();
    let store = Store::open(&Options { address: address.clone(), n_connections: 4 }).await.unwrap();
    migrate(&store, noon()).await.unwrap();
    let world = World::build(store).await;
    let (a, b) = (Server::start(folder.path(), &address), Server::start(folder.path(), &address));
    a.wait_for("/sign-in", 200);
    b.wait_for("/sign-in", 200);

    let cookie = a.post("/sign-in", "", &[("login", "viewer"), ("password", PASSWORD)]).cookie;
    let unit = format!("/units/{}", world.districts[0]);
    assert_eq!(b.get(&unit, &cookie).status, 200, "signed in at one, known to the other");
    // Both have the tree of the day in memory now.
    let returns = format!("/figures/M02/2024-H1?under={}", world.districts[0]);
    for server in [&a, &b] {
        let page = server.get(&returns, &cookie);
        assert!(page.status == 200 && !page.text.contains("Mẫu 01-09"), "{}", page.text);
    }
    // A third process founds a unit: both see it at once.
    let wish = Founding {
        tree: Tree::Party,
        under: Some(world.districts[0]),
        from_on: date(2020, 1, 1),
        name: "Đảng bộ phường Mẫu 01-09".into(),
        kind: "commune".into(),
        level: "base".into(),
        code: None,
        paper: None,
    };
    found(&world.task(), wish).await.unwrap();
    for server in [&a, &b] {
        assert!(server.get("/units?text=01-09", &cookie).text.contains("Mẫu 01-09"));
        assert!(
            server.get(&returns, &cookie).text.contains("Mẫu 01-09"),
            "what was in memory is asked for its age"
        );
    }
    // A command beside the servers erases a text: neither shows it any more.
    let proposal = Proposal {
        on: Some(date(2024, 2, 1)),
        by: "Ban Thường vụ Quận ủy".into(),
        reasons: "Nội dung nhập nhầm".into(),
    };
    let listing = propose(&world.task(), world.communes[0], proposal).await.unwrap();
    let leader = b.post("/sign-in", "", &[("login", "leader"), ("password", PASSWORD)]).cookie;
    let page = format!("/listings/{listing}");
    for server in [&a, &b] {
        assert!(server.get(&page, &leader).text.contains("Nội dung nhập nhầm"));
    }
    let number = listing.to_string();
    let erased = run(folder.path(), &address, &["erase", "--listing", &number, "--reason", "Biên bản số 3"]);
    assert!(erased.status.success(), "{}", String::from_utf8_lossy(&erased.stderr));
    for server in [&a, &b] {
        let page = server.get(&page, &leader);
        assert!(page.status == 200 && !page.text.contains("Nội dung nhập nhầm"), "{}", page.text);
    }
    let wait = std::time::Instant::now();
    loop {
        let verified = run(folder.path(), &address, &["verify", "audit"]);
        let said = String::from_utf8(verified.stdout).unwrap();
        assert!(verified.status.success(), "two sealers make one chain: {said}");
        if said.contains("0 chờ niêm") {
            break;
        }
        assert!(wait.elapsed().as_secs() < 30, "nobody seals: {said}");
    }
    assert!(run(folder.path(), &address, &["backup", "copy.vgb"]).status.success());
    assert_eq!(a.stop(), 0);
    assert_eq!(b.get(&unit, &cookie).status, 200, "the other goes on");
    assert_eq!(b.stop(), 0);
}
