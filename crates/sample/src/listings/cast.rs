//! Which units are listed: communes mostly, each at most once but for those chosen to come back.

use crate::model::UnitAt;
use crate::register::{Base, Duty, Layout, Register};
use crate::rng::Rng;
use vunggoc_core::date;

/// Base organisations not listed yet, in random order.
#[derive(Debug)]
pub(super) struct Cast<'a> {
    layout: &'a Layout,
    left: Vec<&'a Base>,
    rng: Rng,
}

impl<'a> Cast<'a> {
    /// Everybody who is old enough and never moved: a listing of a moved unit would need a decision on its owner.
    pub(super) fn new(register: &Register, layout: &'a Layout, mut rng: Rng) -> Self {
        let stayed = |b: &Base| {
            register
                .units
                .get(b.unit as usize)
                .is_some_and(|u| u.spells.iter().all(|s| s.parent == Some(b.upper)))
        };
        let fit = layout.bases.iter().filter(|b| b.from_on < date(2016, 1, 1) && stayed(b)).collect();
        let left = rng.shuffled(fit);
        Self { layout, left, rng }
    }

    fn take(&mut self, wanted: impl Fn(&Base) -> bool) -> Option<UnitAt> {
        let at = self.left.iter().rposition(|b| wanted(b))?;
        Some(self.left.remove(at).unit)
    }

    /// A commune's organisation of any district.
    pub(super) fn commune(&mut self) -> Option<UnitAt> {
        self.take(|b| b.duty == Duty::Commune)
    }

    /// A commune's organisation of one district.
    pub(super) fn commune_of(&mut self, district: UnitAt) -> Option<UnitAt> {
        self.take(|b| b.duty == Duty::Commune && b.upper == district)
    }

    /// So many of the two blocks, in turn.
    pub(super) fn of_blocks(&mut self, many: usize) -> Vec<UnitAt> {
        let blocks = self.uppers("block");
        blocks.into_iter().cycle().take(many).filter_map(|b| self.take(|base| base.upper == b)).collect()
    }

    /// So many units, of which so many of blocks and of other committees, the rest of districts, mostly communes.
    pub(super) fn mixed(&mut self, many: usize, [n_block, n_direct]: [usize; 2]) -> Vec<UnitAt> {
        let direct = self.uppers("direct");
        let districts = self.uppers("district");
        let mut out = self.of_blocks(n_block);
        out.extend((0..n_direct).filter_map(|_| self.take(|b| direct.contains(&b.upper))));
        while out.len() < many {
            let commune = self.rng.chance(870);
            let unit = self.take(|b| districts.contains(&b.upper) && (b.duty == Duty::Commune) == commune);
            match unit {
                Some(unit) => out.push(unit),
                None => break,
            }
        }
        self.rng.shuffled(out)
    }

    /// Ten districts, and one more apart from them.
    pub(super) fn owners(&mut self) -> (Vec<UnitAt>, Option<UnitAt>) {
        let districts = self.uppers("district");
        let mut shuffled = self.rng.shuffled(districts).into_iter();
        (shuffled.by_ref().take(10).collect(), shuffled.next())
    }

    fn uppers(&self, kind: &str) -> Vec<UnitAt> {
        self.layout.uppers.iter().filter(|u| u.kind == kind).map(|u| u.unit).collect()
    }
}
