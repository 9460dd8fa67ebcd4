//! Nhật ký thao tác: what was done, by whom, when; sealed in batches into a chain.
//!
//! An event is written in the transaction of its change, unsealed. Its readable facts lie apart and salted, so
//! that they can be erased (content entered by mistake, retention) while the chain stays whole; the event holds
//! only their hash. The sealer gathers what is unsealed into a seal: a root over the events in order, the hash
//! of the seal before, and a signature with a key outside the database.

use crate::ctx::Actor;
use crate::{Answer, App, AppError, Request};
use ed25519_dalek::Signer as _;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{Row, Tx, args, sql};

/// The number of an event: 16 bytes, the first six of them its time.
pub type EventId = [u8; 16];

/// What an event says.
pub(crate) struct Entry<'a> {
    /// The noun changed, e.g. `listing`.
    pub(crate) noun: &'static str,
    /// Its number.
    pub(crate) noun_id: i64,
    /// Its version before the change; 0 for what is new.
    pub(crate) from: Version,
    /// The verb, e.g. `prolong`.
    pub(crate) action: &'a str,
    /// The unit in whose scope the facts may be read.
    pub(crate) unit: Option<Id<Unit>>,
    /// The readable facts; no personal data beyond posts.
    pub(crate) facts: serde_json::Value,
}

/// The version of what does not exist yet.
pub(crate) const NOTHING: Version = Version(0);

/// Random bytes for salts, keys and tokens.
pub(crate) fn random<const N: usize>() -> Answer<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| AppError::fault(format!("random bytes: {e}")))?;
    Ok(bytes)
}

pub(crate) async fn write(
    tx: &mut Tx,
    actor: Actor,
    request: &str,
    now: Timestamp,
    entry: Entry<'_>,
) -> Answer<EventId> {
    let id = fresh_id(now)?;
    let salt: [u8; 16] = random()?;
    let facts = entry.facts.to_string();
    let hash = facts_hash(&salt, &facts);
    let account = (actor.number() != 0).then_some(actor.number());
    tx.run(
        sql!(
            "INSERT INTO event (id, at, actor_id, request_id, noun, noun_id, from_version, to_version, action, facts_hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        args![
            id, now, account, request, entry.noun, entry.noun_id, entry.from.0, entry.from.next().0,
            entry.action, hash
        ],
    )
    .await
    .map_err(|error| match error {
        // Somebody else wrote this version of it first.
        vunggoc_db::DbError::Unique { .. } => AppError::Stale { now: entry.from.next() },
        other => other.into(),
    })?;
    tx.run(
        sql!("INSERT INTO event_facts (event_id, unit_id, salt, facts) VALUES ($1, $2, $3, $4)"),
        args![id, entry.unit.map(Id::number), salt, facts],
    )
    .await?;
    Ok(id)
}

/// As [`write`], for a change of many records at once.
pub(crate) async fn write_many(
    tx: &mut Tx,
    actor: Actor,
    request: &str,
    now: Timestamp,
    entries: Vec<Entry<'_>>,
) -> Answer<Vec<EventId>> {
    let account = (actor.number() != 0).then_some(actor.number());
    let (mut ids, mut events, mut facts_of) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        let id = fresh_id(now)?;
        let salt: [u8; 16] = random()?;
        let facts = entry.facts.to_string();
        let hash = facts_hash(&salt, &facts);
        events.extend_from_slice(args![
            id,
            now,
            account,
            request,
            entry.noun,
            entry.noun_id,
            entry.from.0,
            entry.from.next().0,
            entry.action,
            hash
        ]);
        facts_of.extend_from_slice(args![id, entry.unit.map(Id::number), salt, facts]);
        ids.push(id);
    }
    let head = "INSERT INTO event (id, at, actor_id, request_id, noun, noun_id, from_version, to_version, action, facts_hash)";
    tx.insert_many(head, 10, &events).await?;
    tx.insert_many("INSERT INTO event_facts (event_id, unit_id, salt, facts)", 4, &facts_of).await?;
    Ok(ids)
}

/// 16 bytes, the first six of them the time.
fn fresh_id(now: Timestamp) -> Answer<EventId> {
    let mut id: EventId = random()?;
    let millis = now.as_millisecond().to_be_bytes();
    for (to, from) in id.iter_mut().zip(millis.iter().skip(2)) {
        *to = *from;
    }
    Ok(id)
}

pub(crate) fn facts_hash(salt: &[u8], facts: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(facts.as_bytes());
    hash.finalize().into()
}

/// The most events of one seal.
const SEAL_LIMIT: i64 = 500;

/// Gathers unsealed events into seals until none is left; how many events were sealed.
pub async fn seal_all(app: &App, request: Request) -> Answer<i64> {
    let mut n_sealed = 0;
    loop {
        let ctx = app.task("sealer", Request { once: None, ..request.clone() });
        let n: i64 = change!(&ctx, |work| { seal_batch(&mut work.tx, app, request.now).await })?;
        n_sealed += n;
        if n < SEAL_LIMIT {
            return Ok(n_sealed);
        }
    }
}

async fn seal_batch(tx: &mut Tx, app: &App, now: Timestamp) -> Answer<i64> {
    let unsealed = tx
        .all(
            sql!(
                "SELECT id, at, actor_id, request_id, noun, noun_id, from_version, to_version, action, facts_hash
                 FROM event WHERE seal_no IS NULL ORDER BY at, id LIMIT $1"
            ),
            args![SEAL_LIMIT],
        )
        .await?;
    if unsealed.is_empty() {
        return Ok(0);
    }
    let last = tx.maybe(sql!("SELECT no, hash FROM seal ORDER BY no DESC LIMIT 1"), &[]).await?;
    let (no, prev) = match last {
        Some(row) => (row.int("no")? + 1, row.bytes("hash")?),
        None => (1, vec![0; 32]),
    };
    let mut root = Sha256::new();
    let mut place = 0_i64;
    for row in &unsealed {
        root.update(event_digest(row)?);
        let mark = sql!("UPDATE event SET seal_no = $1, seal_place = $2 WHERE id = $3 AND seal_no IS NULL");
        tx.run_one(mark, args![no, place, row.bytes("id")?]).await?;
        place += 1;
    }
    let root: [u8; 32] = root.finalize().into();
    let hash = seal_hash(no, now, place, &root, &prev);
    let signature = app.seal_key().sign(&hash).to_bytes();
    tx.run(
        sql!(
            "INSERT INTO seal (no, at, n_events, root, prev_hash, hash, signature) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        ),
        args![no, now, place, root, prev, hash, signature],
    )
    .await?;
    Ok(place)
}

/// The digest of an event as a seal takes it; of every column but the seal's own.
pub(crate) fn event_digest(row: &Row) -> Answer<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    part(&row.bytes("id")?);
    part(row.text("at")?.as_bytes());
    part(&row.opt_int("actor_id")?.unwrap_or(0).to_be_bytes());
    part(row.text("request_id")?.as_bytes());
    part(row.text("noun")?.as_bytes());
    part(&row.int("noun_id")?.to_be_bytes());
    part(&row.int("from_version")?.to_be_bytes());
    part(&row.int("to_version")?.to_be_bytes());
    part(row.text("action")?.as_bytes());
    part(&row.bytes("facts_hash")?);
    Ok(hash.finalize().into())
}

pub(crate) fn seal_hash(no: i64, at: Timestamp, n_events: i64, root: &[u8], prev: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"vunggoc-seal-1");
    hash.update(no.to_be_bytes());
    hash.update(at.as_microsecond().to_be_bytes());
    hash.update(n_events.to_be_bytes());
    hash.update(root);
    hash.update(prev);
    hash.finalize().into()
}
