//! Dev only: a real store of each engine for every story, named people, and small fixed worlds.
//!
//! A story that runs on both engines says `both(async |store| …)`: it gets an empty, migrated SQLite file and a
//! database of its own in a real PostgreSQL, which the first story starts in a temporary folder (also as root)
//! and which ends with the test process. Helpers that go around the use cases begin with `db_`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot set up must stop; a failing story names its engine"
)]

pub mod page;
pub mod postgres;
pub mod workbook;
pub mod world;

use vunggoc_db::{Options, migrate};

pub use vunggoc_db::Store;

/// The instant at which every story begins.
pub fn noon() -> jiff::Timestamp {
    "2024-10-15T05:00:00Z".parse().unwrap()
}

/// An empty, migrated SQLite store in a folder of its own; keep the folder as long as the store.
pub async fn sqlite() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let store = Store::open(&Options::at(format!("sqlite:{}", path.display()))).await.unwrap();
    migrate(&store, noon()).await.unwrap();
    (store, folder)
}

/// An empty, migrated database of its own in the PostgreSQL of this process.
pub async fn postgres() -> Store {
    let store =
        Store::open(&Options { address: postgres::fresh_database(), n_connections: 4 }).await.unwrap();
    migrate(&store, noon()).await.unwrap();
    store
}

/// Runs a story on both engines; a failure names the engine.
pub async fn both<F: AsyncFn(Store)>(story: F) {
    let (store, _folder) = sqlite().await;
    println!("story on {:?}", store.engine());
    story(store.clone()).await;
    store.close().await;
    let store = postgres().await;
    println!("story on {:?}", store.engine());
    story(store.clone()).await;
    store.close().await;
}

/// The text `it` that a query of one row gives.
pub async fn db_text(store: &Store, query: &'static str) -> String {
    let mut tx = store.look().await.unwrap();
    tx.one(vunggoc_db::Sql::new(query), &[]).await.unwrap().text("it").unwrap()
}
