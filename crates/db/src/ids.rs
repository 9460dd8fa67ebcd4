//! Numbers for new rows, from a counter table in blocks: portable, dense, and agreed by several processes.

use crate::{DbError, Tx, args, sql};

/// Takes `n` new numbers of a noun; the first of them. They are consecutive.
pub async fn next_ids(tx: &mut Tx, noun: &str, n: i64) -> Result<i64, DbError> {
    let row = tx
        .one(
            sql!(
                "INSERT INTO id_counter (noun, next_id) VALUES ($1, 1 + $2)
                 ON CONFLICT (noun) DO UPDATE SET next_id = id_counter.next_id + $2
                 RETURNING next_id"
            ),
            args![noun, n],
        )
        .await?;
    Ok(row.int("next_id")? - n)
}
