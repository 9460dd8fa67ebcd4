//! Kiểm tra nhật ký thao tác: walks the chain of seals and names the first place that is broken, missing or cut off.
//!
//! What is proved: each event stands in the seal and at the place where it was sealed, with the facts it had (or
//! erased ones, by record); each seal follows the one before it and was signed with the key outside the database.
//! Cutting off the end, or rewriting all of it with the key, is found by an anchor: a head that was written down
//! elsewhere before. Not proved: what was never recorded.

use crate::event::{event_digest, facts_hash, seal_hash};
use crate::{Answer, App, AppError, Ctx, Request, Work};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use vunggoc_core::access::Action;
use vunggoc_db::{Row, args, sql};

/// A head of the chain, written down outside the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Anchor {
    /// Number of the seal.
    pub no: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// When it was sealed (UTC).
    pub at: String,
}

impl Anchor {
    /// As one line of an anchor file.
    pub fn line(&self) -> String {
        format!("{} {} {}", self.no, self.hash, self.at)
    }
}

/// The anchors of a file: lines `number hash instant`; other lines begin with `#`. The line that does not read.
pub fn anchors(text: &str) -> Result<Vec<Anchor>, usize> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    let read = |(n, line): (usize, &str)| {
        let mut parts = line.split_whitespace();
        let no = parts.next().and_then(|p| p.parse().ok());
        let hash = parts.next().filter(|p| p.len() == 64 && p.bytes().all(|b| b.is_ascii_hexdigit()));
        match (no, hash) {
            (Some(no), Some(hash)) => {
                Ok(Anchor { no, hash: hash.to_ascii_lowercase(), at: parts.next().unwrap_or("").to_owned() })
            }
            _ => Err(n + 1),
        }
    };
    lines.map(read).collect()
}

/// The first place where the log is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Fault {
    /// A seal is missing: the next one found is a later one.
    SealMissing {
        /// Its number.
        no: i64,
    },
    /// A seal does not follow the one before it, or its own hash does not fit.
    SealBroken {
        /// Its number.
        no: i64,
    },
    /// A seal was not signed with this key.
    SealUnsigned {
        /// Its number.
        no: i64,
    },
    /// An event of a seal is missing.
    EventMissing {
        /// Number of the seal.
        no: i64,
        /// Place in it, from 0.
        place: i64,
    },
    /// An event of a seal was altered, added, or stands at another place.
    EventsAltered {
        /// Number of the seal.
        no: i64,
        /// How many events the seal has.
        n_events: i64,
    },
    /// The readable facts of an event are not those that were recorded.
    FactsAltered {
        /// Number of the seal.
        no: i64,
        /// Place in it.
        place: i64,
    },
    /// The readable facts of an event are gone without a record of erasure.
    FactsMissing {
        /// Number of the seal.
        no: i64,
        /// Place in it.
        place: i64,
    },
    /// The chain ends before a head that was written down.
    CutOff {
        /// The last seal that is there.
        last: i64,
        /// The seal that was written down.
        anchored: i64,
    },
    /// A seal is not the one that was written down: the chain was rewritten.
    Rewritten {
        /// Its number.
        no: i64,
    },
}

/// What the walk found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Verdict {
    /// Seals that hold.
    pub n_seals: i64,
    /// Events in them.
    pub n_events: i64,
    /// Events that wait for the sealer.
    pub n_unsealed: i64,
    /// Events whose facts were erased, with a record.
    pub n_erased: i64,
    /// Heads written down elsewhere that were compared.
    pub n_anchors: i64,
    /// The head of the chain.
    pub head: Option<Anchor>,
    /// The first fault; none where the log holds.
    pub fault: Option<Fault>,
}

/// Verifies the whole log. A person needs leave to read it.
pub async fn verify(ctx: &Ctx, anchors: &[Anchor]) -> Answer<Verdict> {
    let key = ctx.app().seal_public();
    let mut work = ctx.look().await?;
    work.leave_anywhere(Action::ReadAudit).await?;
    work.tx.unhurried().await?;
    let mut verdict = Verdict {
        n_seals: 0,
        n_events: 0,
        n_unsealed: 0,
        n_erased: 0,
        n_anchors: 0,
        head: None,
        fault: None,
    };
    let unsealed = work.one(sql!("SELECT COUNT(*) AS n FROM event WHERE seal_no IS NULL"), &[]).await?;
    verdict.n_unsealed = unsealed.int("n")?;
    verdict.fault = work.walk(&key, anchors, &mut verdict).await?;
    Ok(verdict)
}

/// The head of the chain; for the daily file and for issued papers.
pub async fn head(app: &App, request: Request) -> Answer<Option<Anchor>> {
    let mut work = app.task("anchor", request).look().await?;
    let row = work.maybe(sql!("SELECT no, hash, at FROM seal ORDER BY no DESC LIMIT 1"), &[]).await?;
    row.map(|r| anchor_of(&r)).transpose()
}

/// The last heads, newest first.
pub async fn heads(ctx: &Ctx, n: i64) -> Answer<Vec<Anchor>> {
    let mut work = ctx.look().await?;
    work.leave_anywhere(Action::ReadAudit).await?;
    let rows = work.all(sql!("SELECT no, hash, at FROM seal ORDER BY no DESC LIMIT $1"), args![n]).await?;
    rows.iter().map(anchor_of).collect()
}

fn anchor_of(row: &Row) -> Answer<Anchor> {
    Ok(Anchor { no: row.int("no")?, hash: hex::encode(row.bytes("hash")?), at: row.text("at")? })
}

impl Work {
    async fn walk(
        &mut self,
        key: &VerifyingKey,
        anchors: &[Anchor],
        verdict: &mut Verdict,
    ) -> Answer<Option<Fault>> {
        let (mut no, mut prev) = (0_i64, vec![0_u8; 32]);
        loop {
            let next = sql!(
                "SELECT no, at, n_events, root, prev_hash, hash, signature FROM seal WHERE no > $1 ORDER BY no LIMIT 1"
            );
            let Some(row) = self.maybe(next, args![no]).await? else { break };
            if row.int("no")? != no + 1 {
                return Ok(Some(Fault::SealMissing { no: no + 1 }));
            }
            no += 1;
            if let Some(fault) = self.check_seal(key, &row, &prev, verdict).await? {
                return Ok(Some(fault));
            }
            let held = anchor_of(&row)?;
            for anchor in anchors.iter().filter(|a| a.no == no) {
                verdict.n_anchors += 1;
                if anchor.hash != held.hash {
                    return Ok(Some(Fault::Rewritten { no }));
                }
            }
            prev = row.bytes("hash")?;
            verdict.n_seals = no;
            verdict.head = Some(held);
        }
        if let Some(beyond) = self.sealed_beyond(no).await? {
            return Ok(Some(Fault::SealMissing { no: beyond }));
        }
        let cut = anchors.iter().map(|a| a.no).filter(|a| *a > no).min();
        Ok(cut.map(|anchored| Fault::CutOff { last: no, anchored }))
    }

    /// Events that name a seal which is not there: the last seals were removed and their events left.
    async fn sealed_beyond(&mut self, last: i64) -> Answer<Option<i64>> {
        let row =
            self.one(sql!("SELECT MIN(seal_no) AS no FROM event WHERE seal_no > $1"), args![last]).await?;
        Ok(row.opt_int("no")?)
    }

    async fn check_seal(
        &mut self,
        key: &VerifyingKey,
        seal: &Row,
        prev: &[u8],
        verdict: &mut Verdict,
    ) -> Answer<Option<Fault>> {
        let (no, n_events) = (seal.int("no")?, seal.int("n_events")?);
        let (root, hash) = (seal.bytes("root")?, seal.bytes("hash")?);
        let own = seal_hash(no, seal.instant("at")?, n_events, &root, prev);
        if seal.bytes("prev_hash")? != prev || hash != own {
            return Ok(Some(Fault::SealBroken { no }));
        }
        let signature = Signature::from_slice(&seal.bytes("signature")?);
        if signature.is_err()
            || key.verify_strict(&hash, &signature.map_err(|e| AppError::fault(e.to_string()))?).is_err()
        {
            return Ok(Some(Fault::SealUnsigned { no }));
        }
        let events = self
            .all(
                sql!(
                    "SELECT e.id, e.at, e.actor_id, e.request_id, e.noun, e.noun_id, e.from_version, e.to_version, e.action,
                       e.facts_hash, e.seal_place, f.salt, f.facts, f.erased_at, x.id AS erasure
                     FROM event e LEFT JOIN event_facts f ON f.event_id = e.id
                     LEFT JOIN event x ON x.id = f.erased_by AND x.noun = 'erasure'
                     WHERE e.seal_no = $1 ORDER BY e.seal_place"
                ),
                args![no],
            )
            .await?;
        let mut found = Sha256::new();
        let mut places = 0_i64..n_events;
        let mut facts_fault = None;
        for event in &events {
            let place = event.int("seal_place")?;
            match places.next() {
                Some(due) if due != place => return Ok(Some(Fault::EventMissing { no, place: due })),
                None => return Ok(Some(Fault::EventsAltered { no, n_events })),
                Some(_) => found.update(event_digest(event)?),
            }
            facts_fault = facts_fault.or(check_facts(event, no, place, verdict)?);
        }
        if let Some(place) = places.next() {
            return Ok(Some(Fault::EventMissing { no, place }));
        }
        if found.finalize().as_slice() != root {
            return Ok(Some(Fault::EventsAltered { no, n_events }));
        }
        verdict.n_events += n_events;
        Ok(facts_fault)
    }
}

fn check_facts(event: &Row, no: i64, place: i64, verdict: &mut Verdict) -> Answer<Option<Fault>> {
    let Some(salt) = event.opt_bytes("salt")? else { return Ok(Some(Fault::FactsMissing { no, place })) };
    if event.opt_text("erased_at")?.is_some() {
        verdict.n_erased += 1;
        let recorded = event.opt_bytes("erasure")?.is_some();
        return Ok((!recorded).then_some(Fault::FactsMissing { no, place }));
    }
    let facts = event.opt_text("facts")?.unwrap_or_default();
    let same = facts_hash(&salt, &facts).as_slice() == event.bytes("facts_hash")?;
    Ok((!same).then_some(Fault::FactsAltered { no, place }))
}
