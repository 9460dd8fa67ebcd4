//! Diện theo dõi, củng cố: who decides what, for how long, and by what paper (`rules/listing.toml`).

use super::{Ground, Named};
use crate::Date;
use crate::listing::{ActKind, Tier};

/// A length in months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duration {
    /// Code (`consolidation`, `prolongation`, `watch`) and names.
    pub name: Named,
    /// Months.
    pub n_months: u8,
    /// Where it comes from.
    pub ground: Ground,
}

/// Cơ quan quyết định: a kind of deciding body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidingBody {
    /// Code (the `body_kind` of a decision) and names.
    pub name: Named,
    /// Where it comes from.
    pub ground: Ground,
}

/// Thẩm quyền: a body may decide these acts on listings of a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Power {
    /// The tier on whose list the unit stands, or is to stand.
    pub tier: Tier,
    /// Code of the body.
    pub body: String,
    /// The acts.
    pub acts: Vec<ActKind>,
    /// Where it comes from.
    pub ground: Ground,
}

/// The name of a tier while it was called so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The tier.
    pub tier: Tier,
    /// Name in Vietnamese.
    pub vi: String,
    /// Name in English.
    pub en: String,
    /// Where it comes from, and when it holds.
    pub ground: Ground,
}

/// Loại văn bản quyết định.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionKind {
    /// Symbol (`QĐ`) and names.
    pub name: Named,
    /// Where it comes from.
    pub ground: Ground,
}

/// All rules on listings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingRules {
    /// Thời gian củng cố mặc định.
    pub consolidation: Duration,
    /// Kéo dài mặc định.
    pub prolongation: Duration,
    /// Theo dõi sau củng cố.
    pub watch: Duration,
    /// Cơ quan quyết định.
    pub bodies: Vec<DecidingBody>,
    /// Thẩm quyền.
    pub powers: Vec<Power>,
    /// Names of the tiers.
    pub tracks: Vec<Track>,
    /// Loại văn bản.
    pub decision_kinds: Vec<DecisionKind>,
}

impl ListingRules {
    /// The power by which a kind of body may decide an act on a day; none where it may not.
    pub fn power(&self, tier: Tier, body: &str, act: ActKind, on: Date) -> Option<&Power> {
        let holds =
            |p: &&Power| p.tier == tier && p.body == body && p.acts.contains(&act) && p.ground.holds_on(on);
        self.powers.iter().find(holds)
    }

    /// What a tier is called on a day.
    pub fn track(&self, tier: Tier, on: Date) -> Option<&Track> {
        self.tracks.iter().find(|t| t.tier == tier && t.ground.holds_on(on))
    }
}
