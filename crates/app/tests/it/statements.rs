//! Every statement of the house is prepared on both engines.

use std::path::Path;
use vunggoc_db::{Value, sql};
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

#[tokio::test(flavor = "multi_thread")]
async fn many_rows_at_once_come_back_letter_by_letter() {
    both(async |store| {
        let odd = ["a\tb", "c\\d", "\\N", "e\nf", "g\r\nh", "“nháy” 'đơn'", "", "\\.", "i\\tk"];
        let noun = |no: usize| format!("{no}{}", odd[no % odd.len()]);
        // As few as go in one statement, and as many as are copied.
        for (n, from) in [(3, 0), (700, 100)] {
            let rows = (from..from + n).flat_map(|no| [Value::from(noun(no)), Value::from(no as i64)]);
            let rows: Vec<Value> = rows.collect();
            let mut tx = store.change().await.unwrap();
            let head = "INSERT INTO id_counter (noun, next_id)";
            assert_eq!(tx.insert_many(head, 2, &rows).await.unwrap(), n as u64);
            let twice = tx.insert_many(head, 2, &rows).await;
            assert!(twice.is_err(), "{:?}: {twice:?}", store.engine());
            drop(tx);
            let mut tx = store.change().await.unwrap();
            tx.insert_many(head, 2, &rows).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = store.look().await.unwrap();
        for no in [0, 1, 2, 100, 101, 102, 103, 104, 105, 106, 107, 108, 799] {
            let found = sql!("SELECT next_id FROM id_counter WHERE noun = $1");
            let row = tx.one(found, &[Value::from(noun(no))]).await.unwrap();
            assert_eq!(row.int("next_id").unwrap(), no as i64, "{:?} {:?}", store.engine(), noun(no));
        }
    })
    .await;
}
