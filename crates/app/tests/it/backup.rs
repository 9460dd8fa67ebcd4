//! A copy made on either engine comes back on either engine, whole or not at all.

use std::io::Cursor;
use vunggoc_app::account::session;
use vunggoc_app::event::seal_all;
use vunggoc_app::{App, AppError, Asked, Rule, audit, backup};
use vunggoc_db::Store;
use vunggoc_testkit::world::{World, request};
use vunggoc_testkit::{both, postgres, sqlite};

fn app(store: Store) -> App {
    App::new(store, ed25519_dalek::SigningKey::from_bytes(&[7; 32]), Asked::Waived)
}

async fn copy_of(app: &App) -> Vec<u8> {
    let mut bytes = Vec::new();
    backup::write(&app.task("backup", request()), &mut bytes).await.unwrap();
    bytes
}

async fn restore(store: Store, bytes: &[u8]) -> Result<backup::Summary, AppError> {
    let app = app(store);
    let task = app.task("restore", request());
    vunggoc_app::account::start::ready(&task).await.unwrap();
    backup::read(&task, &mut Cursor::new(bytes)).await
}

/// The rows of a copy in a fixed order, without its head line.
fn rows(bytes: &[u8]) -> Vec<String> {
    let mut lines: Vec<String> =
        String::from_utf8(bytes.to_vec()).unwrap().lines().skip(1).map(str::to_owned).collect();
    lines.pop();
    lines.sort();
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn copied_and_restored_across_engines_with_the_log_whole() {
    both(async |store| {
        let world = World::build(store).await;
        seal_all(&world.app, request()).await.unwrap();
        let heads = audit::heads(&world.task(), 1).await.unwrap();
        let bytes = copy_of(&world.app).await;
        let (lite, _folder) = sqlite().await;
        for target in [lite, postgres().await] {
            let summary = restore(target.clone(), &bytes).await.unwrap();
            assert_eq!(summary.head.as_ref().map(|h| h.0), Some(heads[0].no));
            let restored = app(target.clone());
            assert_eq!(rows(&copy_of(&restored).await), rows(&bytes), "{:?}", target.engine());
            let verdict = audit::verify(&restored.task("check", request()), &heads).await.unwrap();
            assert_eq!((verdict.fault, verdict.n_anchors), (None, 1));
            // Sessions are not restored; signing in works as before.
            let old = session::find(&restored, &world.token("expert").await, request()).await.unwrap();
            assert!(matches!(old, session::Found::Unknown));
            let twice = restore(target, &bytes).await;
            assert!(
                matches!(twice, Err(AppError::Broken(Rule::Said { code: "restore-not-empty", .. }))),
                "{twice:?}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_copy_writes_nothing() {
    both(async |store| {
        let (full, _folder) = sqlite().await;
        let world = World::build(full).await;
        let good = copy_of(&world.app).await;
        let text = String::from_utf8(good.clone()).unwrap();
        let without_a_row: String = {
            let at = text.lines().position(|l| l.starts_with('[')).unwrap();
            text.lines().enumerate().filter(|(n, _)| *n != at).map(|(_, l)| format!("{l}\n")).collect()
        };
        let cases = [
            (good[..good.len() / 2].to_vec(), "backup-cut-off"),
            (text.replace("Đảng bộ quận Mẫu 01", "Đảng bộ quận Mẫu 09").into_bytes(), "backup-damaged"),
            (without_a_row.into_bytes(), "backup-damaged"),
            (text.replacen("\"0001_house\",\"", "\"0001_house\",\"0", 1).into_bytes(), "backup-schema"),
        ];
        for (bytes, wanted) in cases {
            let refused = restore(store.clone(), &bytes).await;
            assert!(
                matches!(&refused, Err(AppError::Broken(Rule::Said { code, .. })) if *code == wanted),
                "{wanted}: {refused:?}"
            );
        }
        restore(store, &good).await.unwrap();
    })
    .await;
}
