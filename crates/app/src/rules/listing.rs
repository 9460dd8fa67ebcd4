//! `rules/listing.toml` and `rules/papers.toml`.

use super::raw::{At, RawGround, file, once};
use super::{RuleFault, What};
use serde::Deserialize;
use vunggoc_core::listing::{ActKind, Tier};
use vunggoc_core::rulebook::{
    DecidingBody, DecisionKind, Duration, Head, ListingRules, PaperKind, PaperRules, Power, Track,
};

const FILE: &str = "listing.toml";
const PAPERS: &str = "papers.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    duration: Vec<RawDuration>,
    body: Vec<RawNamed>,
    power: Vec<RawPower>,
    track: Vec<RawTrack>,
    decision_kind: Vec<RawNamed>,
}

#[derive(Deserialize)]
struct RawNamed {
    code: String,
    vi: String,
    en: String,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
struct RawDuration {
    months: u8,
    #[serde(flatten)]
    named: RawNamed,
}

#[derive(Deserialize)]
struct RawPower {
    tier: String,
    body: String,
    acts: Vec<String>,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
struct RawTrack {
    tier: String,
    vi: String,
    en: String,
    #[serde(flatten)]
    ground: RawGround,
}

pub(super) fn read(text: &str) -> Result<ListingRules, RuleFault> {
    let raw: File = file(FILE, text)?;
    once(FILE, raw.duration.iter().map(|d| d.named.code.as_str()))?;
    once(FILE, raw.body.iter().map(|b| b.code.as_str()))?;
    once(FILE, raw.decision_kind.iter().map(|k| k.code.as_str()))?;
    let durations: Vec<Duration> = raw.duration.into_iter().map(duration).collect::<Result<_, _>>()?;
    let named = |code: &'static str| {
        let found = durations.iter().find(|d| d.name.code == code).cloned();
        found.ok_or_else(|| RuleFault::new(FILE, code, What::Blank("duration")))
    };
    let body = |b: RawNamed| {
        let at = At { file: FILE, entry: &b.code };
        Ok(DecidingBody { ground: b.ground.read(at)?, name: at.named(b.vi, b.en)? })
    };
    let kind = |k: RawNamed| {
        let at = At { file: FILE, entry: &k.code };
        Ok(DecisionKind { ground: k.ground.read(at)?, name: at.named(k.vi, k.en)? })
    };
    let bodies: Vec<DecidingBody> = raw.body.into_iter().map(body).collect::<Result<_, RuleFault>>()?;
    Ok(ListingRules {
        consolidation: named("consolidation")?,
        prolongation: named("prolongation")?,
        watch: named("watch")?,
        powers: raw.power.into_iter().map(|p| power(p, &bodies)).collect::<Result<_, _>>()?,
        tracks: raw.track.into_iter().map(track).collect::<Result<_, _>>()?,
        decision_kinds: raw.decision_kind.into_iter().map(kind).collect::<Result<_, RuleFault>>()?,
        bodies,
    })
}

fn duration(raw: RawDuration) -> Result<Duration, RuleFault> {
    let at = At { file: FILE, entry: &raw.named.code };
    if raw.months == 0 {
        return Err(at.fault(What::Blank("months")));
    }
    let ground = raw.named.ground.read(at)?;
    Ok(Duration { n_months: raw.months, ground, name: at.named(raw.named.vi, raw.named.en)? })
}

fn power(raw: RawPower, bodies: &[DecidingBody]) -> Result<Power, RuleFault> {
    let at = At { file: FILE, entry: &raw.body };
    if !bodies.iter().any(|b| b.name.code == raw.body) {
        return Err(at.fault(What::Unknown(raw.body.clone())));
    }
    let acts = raw.acts.iter().map(|a| at.word("acts", a, ActKind::from_tag)).collect::<Result<_, _>>()?;
    let (tier, ground) = (at.word("tier", &raw.tier, Tier::from_tag)?, raw.ground.read(at)?);
    Ok(Power { tier, acts, ground, body: raw.body })
}

fn track(raw: RawTrack) -> Result<Track, RuleFault> {
    let at = At { file: FILE, entry: &raw.tier };
    Ok(Track {
        tier: at.word("tier", &raw.tier, Tier::from_tag)?,
        vi: at.text("vi", raw.vi)?,
        en: at.text("en", raw.en)?,
        ground: raw.ground.read(at)?,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperFile {
    kind: Vec<RawNamed>,
    head: Vec<RawHead>,
}

#[derive(Deserialize)]
struct RawHead {
    superior: String,
    issuer: String,
    abbreviation: String,
    signs: String,
    office: String,
    #[serde(flatten)]
    named: RawNamed,
}

pub(super) fn read_papers(text: &str) -> Result<PaperRules, RuleFault> {
    let raw: PaperFile = file(PAPERS, text)?;
    once(PAPERS, raw.kind.iter().map(|k| k.code.as_str()))?;
    once(PAPERS, raw.head.iter().map(|h| h.named.code.as_str()))?;
    let kind = |k: RawNamed| {
        let at = At { file: PAPERS, entry: &k.code };
        Ok(PaperKind { ground: k.ground.read(at)?, name: at.named(k.vi, k.en)? })
    };
    Ok(PaperRules {
        kinds: raw.kind.into_iter().map(kind).collect::<Result<_, RuleFault>>()?,
        heads: raw.head.into_iter().map(head).collect::<Result<_, _>>()?,
    })
}

fn head(raw: RawHead) -> Result<Head, RuleFault> {
    let at = At { file: PAPERS, entry: &raw.named.code };
    let ground = raw.named.ground.read(at)?;
    Ok(Head {
        superior: at.text("superior", raw.superior)?,
        issuer: at.text("issuer", raw.issuer)?,
        abbreviation: at.text("abbreviation", raw.abbreviation)?,
        signs: raw.signs,
        office: at.text("office", raw.office)?,
        ground,
        name: at.named(raw.named.vi, raw.named.en)?,
    })
}
