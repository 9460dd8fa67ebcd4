//! One transaction type for both engines.

use crate::row::Inner;
use crate::{DbError, Engine, Row, Sql, Value};
use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, TryStreamExt as _};
use sqlx::{Postgres, Sqlite, Transaction};

/// A transaction; dropped without [`Tx::commit`] it is rolled back.
pub struct Tx(pub(crate) Kind);

pub(crate) enum Kind {
    Lite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

macro_rules! bound {
    ($text:expr, $args:expr) => {{
        let mut query = sqlx::query($text);
        for value in $args {
            query = match value {
                Value::Int(v) => query.bind(*v),
                Value::Text(v) => query.bind(v.as_deref()),
                Value::Bytes(v) => query.bind(v.as_deref()),
            };
        }
        query
    }};
}

impl Tx {
    /// The engine behind it.
    pub fn engine(&self) -> Engine {
        match self.0 {
            Kind::Lite(_) => Engine::Sqlite,
            Kind::Pg(_) => Engine::Postgres,
        }
    }

    /// Runs a statement; the number of rows it touched.
    pub async fn run(&mut self, sql: Sql, args: &[Value]) -> Result<u64, DbError> {
        self.run_text(sql.text(), args).await
    }

    pub(crate) async fn run_text<'a>(
        &mut self,
        text: &str,
        args: impl IntoIterator<Item = &'a Value>,
    ) -> Result<u64, DbError> {
        let text = sqlx::AssertSqlSafe(text);
        Ok(match &mut self.0 {
            Kind::Lite(tx) => bound!(text, args).execute(&mut **tx).await?.rows_affected(),
            Kind::Pg(tx) => bound!(text, args).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Runs a statement that must touch exactly one row; [`DbError::NoRow`] otherwise.
    pub async fn run_one(&mut self, sql: Sql, args: &[Value]) -> Result<(), DbError> {
        if self.run(sql, args).await? == 1 { Ok(()) } else { Err(DbError::NoRow) }
    }

    /// All rows of an answer.
    pub async fn all(&mut self, sql: Sql, args: &[Value]) -> Result<Vec<Row>, DbError> {
        let text = sql.text();
        Ok(match &mut self.0 {
            Kind::Lite(tx) => {
                let rows = bound!(text, args).fetch_all(&mut **tx).await?;
                rows.into_iter().map(|r| Row(Inner::Lite(r))).collect()
            }
            Kind::Pg(tx) => {
                let rows = bound!(text, args).fetch_all(&mut **tx).await?;
                rows.into_iter().map(|r| Row(Inner::Pg(r))).collect()
            }
        })
    }

    /// The rows of a statement without arguments, one after the other as the engine gives them.
    pub(crate) fn stream(&mut self, text: &str) -> BoxStream<'_, Result<Row, DbError>> {
        let text = sqlx::AssertSqlSafe(text);
        match &mut self.0 {
            Kind::Lite(tx) => {
                let rows = sqlx::query(text).fetch(&mut **tx);
                rows.map_ok(|r| Row(Inner::Lite(r))).map_err(DbError::from).boxed()
            }
            Kind::Pg(tx) => {
                let rows = sqlx::query(text).fetch(&mut **tx);
                rows.map_ok(|r| Row(Inner::Pg(r))).map_err(DbError::from).boxed()
            }
        }
    }

    /// The first row, if there is one.
    pub async fn maybe(&mut self, sql: Sql, args: &[Value]) -> Result<Option<Row>, DbError> {
        let text = sql.text();
        Ok(match &mut self.0 {
            Kind::Lite(tx) => {
                bound!(text, args).fetch_optional(&mut **tx).await?.map(|r| Row(Inner::Lite(r)))
            }
            Kind::Pg(tx) => bound!(text, args).fetch_optional(&mut **tx).await?.map(|r| Row(Inner::Pg(r))),
        })
    }

    /// The first row; [`DbError::NoRow`] where there is none.
    pub async fn one(&mut self, sql: Sql, args: &[Value]) -> Result<Row, DbError> {
        self.maybe(sql, args).await?.ok_or(DbError::NoRow)
    }

    /// Prepares a statement without running it: the test of all statements.
    pub async fn prepare(&mut self, text: &'static str) -> Result<(), DbError> {
        use sqlx::{Executor, SqlStr};
        match &mut self.0 {
            Kind::Lite(tx) => drop((&mut **tx).prepare(SqlStr::from_static(text)).await?),
            Kind::Pg(tx) => drop((&mut **tx).prepare(SqlStr::from_static(text)).await?),
        }
        Ok(())
    }

    /// Makes the changes lasting.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.0 {
            Kind::Lite(tx) => tx.commit().await?,
            Kind::Pg(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Undoes everything.
    pub async fn rollback(self) -> Result<(), DbError> {
        match self.0 {
            Kind::Lite(tx) => tx.rollback().await?,
            Kind::Pg(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}
