//! Every statement of the house is prepared on both engines.

use std::path::Path;
use vunggoc_testkit::both;

fn collect(folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut rest = text.as_str();
            while let Some(at) = rest.find("sql!(") {
                rest = &rest[at + 5..];
                let inner = rest.trim_start();
                let Some(inner) = inner.strip_prefix('"') else { continue };
                let end = inner.find('"').unwrap();
                out.push((path.display().to_string(), inner[..end].to_owned()));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_prepares_on_both_engines() {
    let mut statements = Vec::new();
    for folder in ["src", "../db/src"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut statements);
    }
    assert!(statements.len() > 40, "the scan found only {} statements", statements.len());
    let statements: &'static [(String, String)] = statements.leak();
    both(async |store| {
        let mut faults = Vec::new();
        for (file, text) in statements {
            let mut tx = store.change().await.unwrap();
            if let Err(error) = tx.prepare(text).await {
                faults.push(format!("{file}: {error}\n{text}"));
            }
        }
        assert!(faults.is_empty(), "{:?}: {}", store.engine(), faults.join("\n\n"));
    })
    .await;
}
