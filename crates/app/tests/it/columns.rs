//! Every column of the store is classified, once, and nothing else is.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use vunggoc_app::classes::classes;
use vunggoc_app::export;
use vunggoc_testkit::both;
use vunggoc_testkit::world::{PASSWORD, World, request};

#[tokio::test(flavor = "multi_thread")]
async fn each_is_classified_with_purpose_and_retention() {
    both(async |store| {
        let classes = classes().unwrap();
        let mut there = BTreeSet::new();
        for table in store.look().await.unwrap().tables().await.unwrap() {
            there.extend(table.columns.iter().map(|c| format!("{}.{}", table.name, c.name)));
        }
        let mut named = BTreeSet::new();
        for (name, table) in &classes {
            for column in table.columns() {
                assert!(named.insert(format!("{name}.{column}")), "{name}.{column} is classified twice");
            }
            for (column, personal) in &table.personal {
                let said = personal.purpose.len() > 8 && personal.retention.len() > 5;
                assert!(said, "{name}.{column}: purpose and retention are missing");
            }
        }
        let missing: Vec<_> = there.difference(&named).collect();
        let surplus: Vec<_> = named.difference(&there).collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "columns.toml lacks {missing:?} and names {surplus:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_export_holds_every_table_and_no_secret() {
    both(async |store| {
        let world = World::build(store).await;
        let mut bytes = Cursor::new(Vec::new());
        let summary = export::write(&world.app.task("export", request()), &mut bytes).await.unwrap();
        let mut zip = zip::ZipArchive::new(bytes).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let accounts = read("tables/account.csv");
        let head = accounts.lines().next().unwrap();
        assert!(
            head.starts_with("id,login,") && !head.contains("password_hash") && !head.contains("totp_secret"),
            "{head}"
        );
        assert_eq!(accounts.lines().count(), 1 + world.people.len());
        assert!(!accounts.contains(PASSWORD) && !accounts.contains("argon2"));
        assert!(read("tables/unit_spell.csv").contains("Đảng bộ quận Mẫu 02"));
        assert!(summary.n_rows > 50 && summary.n_tables > 20, "{summary:?}");
    })
    .await;
}
