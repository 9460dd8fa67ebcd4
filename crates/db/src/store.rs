//! Opening a store: pools, modes of transaction, and the lock that keeps a second server off one SQLite file.

use crate::tx::Kind;
use crate::{DbError, Sql, Tx};
use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

/// Which of the two engines stands behind a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded SQLite.
    Sqlite,
    /// PostgreSQL 15 or later, locale C.
    Postgres,
}

/// How a store is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub address: String,
    /// The most connections at once (readers of SQLite, all of PostgreSQL).
    pub n_connections: u32,
}

impl Options {
    /// A store at an address with the usual number of connections.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into(), n_connections: 8 }
    }
}

/// An open store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store(Pools);

#[derive(Debug, Clone)]
enum Pools {
    /// One writer connection, readers apart: a writer never waits for itself, a reader never for a writer.
    Lite {
        writer: SqlitePool,
        readers: SqlitePool,
        path: PathBuf,
    },
    Pg(PgPool),
}

/// What all connections to one file keep of it in memory together, in KiB; the system keeps the file itself.
const CACHE: u32 = 32_000;

/// The share of one connection, as SQLite takes it: a negative number is in KiB.
fn cache(n_connections: u32) -> String {
    format!("-{}", CACHE / (n_connections + 1))
}

impl Store {
    /// Opens a store; a SQLite file that does not exist is made.
    pub async fn open(options: &Options) -> Result<Self, DbError> {
        if let Some(path) = options.address.strip_prefix("sqlite:") {
            return Self::open_lite(Path::new(path.trim_start_matches("//")), options).await;
        }
        if options.address.starts_with("postgres://") || options.address.starts_with("postgresql://") {
            return Self::open_pg(options).await;
        }
        Err(DbError::Unfit(format!(
            "Địa chỉ kho dữ liệu phải bắt đầu bằng sqlite: hoặc postgres://, không phải “{0}”. / The store's address must start with sqlite: or postgres://, not “{0}”.",
            options.address
        )))
    }

    async fn open_lite(path: &Path, options: &Options) -> Result<Self, DbError> {
        let connect = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(300)
            // What is erased is overwritten, not only unlinked.
            .pragma("secure_delete", "ON")
            .pragma("cache_size", cache(options.n_connections))
            // A logged statement may hold what was typed.
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(connect.clone()).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(options.n_connections.max(1))
            .connect_with(connect.pragma("query_only", "ON"))
            .await?;
        Ok(Self(Pools::Lite { writer, readers, path: path.into() }))
    }

    async fn open_pg(options: &Options) -> Result<Self, DbError> {
        let connect = PgConnectOptions::from_str(&options.address)?
            .statement_cache_capacity(300)
            .application_name("vunggoc")
            .options([("statement_timeout", "60000"), ("idle_in_transaction_session_timeout", "60000")])
            // Compiling a statement takes a second where the statement takes milliseconds.
            .options([("jit", "off")])
            .disable_statement_logging();
        let pool =
            PgPoolOptions::new().max_connections(options.n_connections.max(2)).connect_with(connect).await?;
        let store = Self(Pools::Pg(pool));
        let mut tx = store.look().await?;
        let locale = tx
            .one(Sql::new("SELECT CAST(datcollate AS TEXT) AS locale FROM pg_database WHERE datname = current_database()"), &[])
            .await?
            .text("locale")?;
        if !matches!(locale.as_str(), "C" | "POSIX" | "C.UTF-8" | "C.utf8") {
            return Err(DbError::Unfit(format!(
                "Cơ sở dữ liệu PostgreSQL phải có locale C (hiện là {locale}): createdb --locale=C --template=template0 --encoding=UTF8 TÊN. / The PostgreSQL database must have locale C (it has {locale})."
            )));
        }
        Ok(store)
    }

    /// The engine behind it.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Pools::Lite { .. } => Engine::Sqlite,
            Pools::Pg(_) => Engine::Postgres,
        }
    }

    /// A transaction that changes: BEGIN IMMEDIATE on SQLite, SERIALIZABLE on PostgreSQL.
    pub async fn change(&self) -> Result<Tx, DbError> {
        Ok(Tx(match &self.0 {
            Pools::Lite { writer, .. } => Kind::Lite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Pg(pool) => Kind::Pg(pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await?),
        }))
    }

    /// A transaction that only reads: one snapshot.
    pub async fn look(&self) -> Result<Tx, DbError> {
        Ok(Tx(match &self.0 {
            Pools::Lite { readers, .. } => Kind::Lite(readers.begin_with("BEGIN DEFERRED").await?),
            Pools::Pg(pool) => {
                Kind::Pg(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        }))
    }

    /// Takes the place of the one server of a SQLite file; a second server is refused with the first one's name.
    /// PostgreSQL takes any number of servers.
    pub fn serve_alone(&self, name: &str) -> Result<Option<ServerLock>, DbError> {
        let Pools::Lite { path, .. } = &self.0 else { return Ok(None) };
        ServerLock::take(path, name).map(Some)
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Lite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Pg(pool) => pool.close().await,
        }
    }
}

/// The lock file beside a SQLite file; released when dropped, also by a crash.
#[derive(Debug)]
pub struct ServerLock(File);

impl ServerLock {
    fn take(path: &Path, name: &str) -> Result<Self, DbError> {
        let mut lock_path = path.as_os_str().to_owned();
        lock_path.push(".server");
        let unfit = |e: std::io::Error| DbError::Unfit(format!("{}: {e}", Path::new(&lock_path).display()));
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&lock_path)
            .map_err(unfit)?;
        if file.try_lock().is_err() {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            return Err(DbError::Unfit(format!(
                "Kho {0} đang được máy chủ khác dùng: {1}. Một tệp SQLite chỉ phục vụ một máy chủ; muốn nhiều máy chủ, hãy dùng PostgreSQL. / The store {0} is being served by another server: {1}.",
                path.display(),
                holder.trim()
            )));
        }
        file.set_len(0)
            .and_then(|()| file.write_all(name.as_bytes()))
            .and_then(|()| file.flush())
            .map_err(unfit)?;
        Ok(Self(file))
    }
}

impl Drop for ServerLock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}
