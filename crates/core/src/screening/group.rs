//! Đề xuất nhóm: which of the three groups the signs of a unit suggest. People decide.

use super::{Area, Criterion, Effect, Screened};
use crate::listing::Group;
use crate::rulebook::{Ground, Named};

/// One group and what leads to it (`rules/groups.toml`); rules are tried in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRule {
    /// The group.
    pub group: Group,
    /// Code and names.
    pub name: Named,
    /// What the group asks for, Vietnamese.
    pub asks_vi: String,
    /// What the group asks for, English.
    pub asks_en: String,
    /// One sign with one of these effects suffices.
    pub effects: Vec<Effect>,
    /// So many counted signs suffice, if they lie in so many areas.
    pub signs: Option<(usize, usize)>,
    /// Where it comes from.
    pub ground: Ground,
}

/// The first group that the signs of a unit lead to; none without a sign that counts.
pub fn propose<'a>(rules: &[GroupRule], hits: impl IntoIterator<Item = &'a Criterion>) -> Option<Group> {
    let hits: Vec<&Criterion> = hits.into_iter().filter(|c| c.effect != Effect::Shown).collect();
    let n_areas = Area::ALL.iter().filter(|a| hits.iter().any(|c| c.area == **a)).count();
    let leads = |rule: &&GroupRule| {
        hits.iter().any(|c| rule.effects.contains(&c.effect))
            || rule.signs.is_some_and(|(n, areas)| hits.len() >= n && n_areas >= areas)
    };
    rules.iter().find(leads).map(|rule| rule.group)
}

impl Screened<'_> {
    /// The proposed group of the unit at a position.
    pub fn group(&self, rules: &[GroupRule], position: usize) -> Option<Group> {
        let pairs = self.criteria.iter().zip(&self.marks);
        propose(rules, pairs.filter(|(_, (marks, _))| marks.hit.get(position)).map(|(c, _)| c))
    }

    /// The units with any sign that counts.
    pub fn any_hit(&self) -> super::Bits {
        let mut any = super::Bits::none(self.inputs.units.len());
        for (criterion, (marks, _)) in self.criteria.iter().zip(&self.marks) {
            if criterion.effect != Effect::Shown {
                any.add(&marks.hit);
            }
        }
        any
    }
}
