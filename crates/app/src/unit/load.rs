//! Many units at once: the sample, and an import that a person has confirmed.

use super::{INSERT_SPELL, SPELL_COLUMNS, spell_values};
use crate::event::{Entry, EventId, NOTHING};
use crate::unit::paths::Places;
use crate::{Answer, Ctx, Work};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::paper::{Draft, Paper};
use vunggoc_core::unit::{Relation, Spell, Tree, Unit};
use vunggoc_core::{Date, Id, OPEN_END, Version};
use vunggoc_db::{Value, args};

/// A unit with its whole past.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// Its tree.
    pub tree: Tree,
    /// Oldest first, contiguous.
    pub spells: Vec<NewSpell>,
    /// Scheme and code.
    pub codes: Vec<(String, String)>,
    /// Tên gọi khác.
    pub aliases: Vec<String>,
}

/// A spell whose parent and paper are named by place in the lists that come with it.
#[derive(Debug, Clone)]
pub struct NewSpell {
    /// The spell; its own parent and paper are not looked at.
    pub spell: Spell,
    /// The unit above.
    pub above: Above,
    /// The place of its paper in [`NewUnits::papers`].
    pub paper: Option<usize>,
}

/// The unit above a spell of a new unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Above {
    /// None: a root.
    Nothing,
    /// A unit of the same list.
    New(usize),
    /// A unit of the register.
    Known(Id<Unit>),
}

/// A dated relation between two new units, by their places in the list.
#[derive(Debug, Clone, Copy)]
pub struct NewLink {
    /// The unit that leads, lies in, governs …
    pub from: usize,
    /// The other.
    pub to: usize,
    /// How they relate.
    pub relation: Relation,
    /// Since when.
    pub from_on: Date,
}

/// Everything that comes at once.
#[derive(Debug, Clone, Default)]
pub struct NewUnits {
    /// In any order; the first gets the first number.
    pub units: Vec<NewUnit>,
    /// Papers that spells name.
    pub papers: Vec<Draft>,
    /// Relations among them.
    pub links: Vec<NewLink>,
}

/// Writes new units in one transaction with one event; the number of the first, the others follow in order.
pub async fn load(ctx: &Ctx, source: &str, new: &NewUnits) -> Answer<Id<Unit>> {
    change!(ctx, |work| { work.load_units(source, new).await })
}

/// The number of a place in a list whose first has a number.
fn at(first: i64, place: usize) -> i64 {
    i64::try_from(place).map_or(first, |p| first + p)
}

impl Work {
    /// Writes new units inside a transaction of another use case.
    pub(crate) async fn load_units(&mut self, source: &str, new: &NewUnits) -> Answer<Id<Unit>> {
        let papers = new.papers.iter().map(|p| p.clone().check()).collect::<Result<Vec<Paper>, _>>()?;
        for spell in new.units.iter().flat_map(|u| &u.spells) {
            if let Above::Known(id) = spell.above {
                self.leave(Action::ReadRegister, Action::ChangeRegister, id).await?;
            }
        }
        let n = i64::try_from(new.units.len()).unwrap_or(0);
        let first = vunggoc_db::next_ids(&mut self.tx, "unit", n).await?;
        let batch: Id<Unit> = self.next_id("unit-load").await?;
        let facts = serde_json::json!({ "source": source, "first": first, "n_units": n });
        let noun_id = batch.number();
        let entry = Entry { noun: "unit-load", noun_id, from: NOTHING, action: "load", unit: None, facts };
        let event = self.record(entry).await?;
        let n_papers = i64::try_from(papers.len()).unwrap_or(0);
        let first_paper = vunggoc_db::next_ids(&mut self.tx, "paper", n_papers).await?;
        self.write_new_units(new, first, first_paper, event).await?;
        self.write_new_papers(new, &papers, first, first_paper, event).await?;
        Ok(Id::new(first))
    }

    async fn write_new_units(
        &mut self,
        new: &NewUnits,
        first: i64,
        first_paper: i64,
        event: EventId,
    ) -> Answer<()> {
        let now = self.now();
        let (mut heads, mut spells, mut places) = (vec![], vec![], Places::new());
        let (mut codes, mut aliases, mut links) = (vec![], vec![], vec![]);
        for (unit, id) in new.units.iter().zip(first..) {
            let mut previous = None;
            for new in &unit.spells {
                let parent = match new.above {
                    Above::Nothing => None,
                    Above::New(place) => Some(Id::new(at(first, place))),
                    Above::Known(id) => Some(id),
                };
                let paper = new.paper.map(|place| Id::new(at(first_paper, place)));
                let spell = Spell { parent, paper, ..new.spell.clone() };
                spells.extend(spell_values(Id::new(id), unit.tree, &spell, previous, now, event));
                places.entry(id).or_default().push((spell.from_on, spell.until_on, parent.map(Id::number)));
                previous = Some(spell.until_on);
            }
            let until = previous.unwrap_or(OPEN_END);
            let from = unit.spells.first().map_or(OPEN_END, |s| s.spell.from_on);
            heads.extend([
                Value::from(id),
                unit.tree.tag().into(),
                until.into(),
                Version::FIRST.0.into(),
                event.into(),
            ]);
            for (scheme, code) in &unit.codes {
                codes.extend([
                    Value::from(id),
                    scheme.into(),
                    code.into(),
                    from.into(),
                    until.into(),
                    event.into(),
                ]);
            }
            for alias in &unit.aliases {
                aliases.extend([Value::from(fold(alias)), id.into(), alias.into(), now.into(), event.into()]);
            }
        }
        for link in &new.links {
            let (from, to) = (at(first, link.from), at(first, link.to));
            let relation = link.relation.tag();
            links.extend([
                Value::from(from),
                relation.into(),
                to.into(),
                link.from_on.into(),
                OPEN_END.into(),
                event.into(),
            ]);
        }
        self.tx
            .insert_many("INSERT INTO unit (id, tree, last_until_on, version, event_id)", 5, &heads)
            .await?;
        self.tx.insert_many(INSERT_SPELL, SPELL_COLUMNS, &spells).await?;
        let head = "INSERT INTO unit_code (unit_id, scheme, code, from_on, until_on, event_id)";
        self.tx.insert_many(head, 6, &codes).await?;
        let head = "INSERT INTO unit_alias (alias_folded, unit_id, alias, learned_at, event_id)";
        self.tx.insert_many(head, 5, &aliases).await?;
        let head = "INSERT INTO unit_link (unit_id, relation, other_id, from_on, until_on, event_id)";
        self.tx.insert_many(head, 6, &links).await?;
        self.write_paths(&places).await
    }

    /// Papers lie in the scope of the first unit that names them.
    async fn write_new_papers(
        &mut self,
        new: &NewUnits,
        papers: &[Paper],
        first: i64,
        first_paper: i64,
        event: EventId,
    ) -> Answer<()> {
        let mut scope: Vec<Option<i64>> = vec![None; papers.len()];
        for (place, unit) in new.units.iter().enumerate() {
            for paper in unit.spells.iter().filter_map(|s| s.paper) {
                if let Some(held) = scope.get_mut(paper) {
                    held.get_or_insert(at(first, place));
                }
            }
        }
        let mut values = Vec::new();
        for ((paper, unit), id) in papers.iter().zip(scope).zip(first_paper..) {
            let unit = unit.unwrap_or(first);
            values.extend(
                args![
                    id,
                    unit,
                    paper.number(),
                    paper.signed_on(),
                    paper.issuer(),
                    paper.signer(),
                    paper.secrecy().tag(),
                    paper.about(),
                    paper.kept_at(),
                    Version::FIRST.0,
                    event
                ]
                .to_vec(),
            );
        }
        let head = "INSERT INTO paper (id, unit_id, number, signed_on, issuer, signer, secrecy, about, kept_at, version, event_id)";
        self.tx.insert_many(head, 11, &values).await?;
        Ok(())
    }
}
