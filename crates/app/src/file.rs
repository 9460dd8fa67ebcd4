//! Tệp: files in the store, in chunks of 256 KiB, by hash, each in the scope of a unit.
//!
//! Equal files are shared only within one unit's scope, so that nobody learns from the store that somebody else
//! holds the same file. What a file is for is said by the row that names it, never here.

use crate::event::EventId;
use crate::{Answer, AppError, Rule, Work};
use sha2::{Digest as _, Sha256};
use vunggoc_core::Id;
use vunggoc_core::unit::Unit;
use vunggoc_db::{Value, args, sql};
use vunggoc_sheets::Limits;

/// Tệp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name as it was given.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The most bytes of one file.
pub const FILE_LIMIT: usize = 25 * 1024 * 1024;
const CHUNK: usize = 256 * 1024;

/// The most bytes that the parts of one file unpack to where only its text is wanted.
const UNPACKED_LIMIT: u64 = 64 << 20;

/// The text of a .docx, .xlsx, .xls, .csv, .txt or .md file, held in memory only; nothing is looked up and nothing kept.
///
/// # Errors
/// [`Rule::Sheet`] with what is wrong with the file.
pub async fn prose(file: File) -> Answer<String> {
    let limits = Limits { n_unpacked: UNPACKED_LIMIT, ..Limits::default() };
    let read =
        tokio::task::spawn_blocking(move || vunggoc_sheets::prose(&file.bytes, &file.name, &limits)).await;
    let text = read.map_err(|e| AppError::fault(e.to_string()))?;
    text.map_err(|error| AppError::Broken(Rule::Sheet(error)))
}

/// SHA-256 of some bytes.
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

impl Work {
    /// Keeps a file in the scope of a unit; its number. The same file there is kept once.
    pub(crate) async fn keep_file(
        &mut self,
        unit: Id<Unit>,
        file: &File,
        event: EventId,
    ) -> Answer<Id<File>> {
        if file.bytes.len() > FILE_LIMIT {
            return Err(AppError::Broken(Rule::Field { name: "file" }));
        }
        let hash = hash(&file.bytes);
        let known =
            sql!("SELECT id FROM file WHERE unit_id = $1 AND hash = $2 AND name = $3 AND erased_at IS NULL");
        if let Some(row) = self.maybe(known, args![unit.number(), hash, &file.name]).await? {
            return Ok(Id::new(row.int("id")?));
        }
        let id: Id<File> = self.next_id("file").await?;
        let n_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let now = self.now();
        self.run(
            sql!(
                "INSERT INTO file (id, unit_id, name, media_type, n_bytes, hash, stored_at, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            args![id.number(), unit.number(), &file.name, &file.media_type, n_bytes, hash, now, event],
        )
        .await?;
        for (no, chunk) in (0_i64..).zip(file.bytes.chunks(CHUNK)) {
            let values = [Value::from(id.number()), Value::from(no), Value::from(chunk)];
            self.tx.insert_many("INSERT INTO file_chunk (file_id, no, bytes)", 3, &values).await?;
        }
        Ok(id)
    }

    /// A file by its number; the caller has asked for leave on what names it.
    pub(crate) async fn file(&mut self, id: Id<File>) -> Answer<File> {
        let head = sql!("SELECT name, media_type, hash FROM file WHERE id = $1 AND erased_at IS NULL");
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let chunks = self
            .all(sql!("SELECT bytes FROM file_chunk WHERE file_id = $1 ORDER BY no"), args![id.number()])
            .await?;
        let mut bytes = Vec::new();
        for chunk in &chunks {
            bytes.extend(chunk.bytes("bytes")?);
        }
        if hash(&bytes).as_slice() != row.bytes("hash")?.as_slice() {
            return Err(AppError::fault(format!("file {id} is not what its hash says")));
        }
        Ok(File { name: row.text("name")?, media_type: row.text("media_type")?, bytes })
    }
}
