//! The units of a round: level, kind and standing of each, in pre-order.

use crate::rulebook::{Reach, Standing};
use crate::screening::Bits;
use crate::tree::TreeOn;
use crate::unit::Tree;
use std::collections::HashMap;

/// Units in pre-order with what a reach asks of them. Units of one class (level, kind, standing) share it.
#[derive(Debug, Clone)]
pub struct Units {
    kind_of_tree: Tree,
    tree: TreeOn,
    classes: Vec<(String, String, Standing)>,
    class_of: Vec<u32>,
}

impl Units {
    /// The units of a tree; `rank` gives level and kind of the unit at a position.
    pub fn new<'a>(kind_of_tree: Tree, tree: TreeOn, rank: impl Fn(usize) -> (&'a str, &'a str)) -> Self {
        let mut known: HashMap<(&'a str, &'a str, Standing), u32> = HashMap::new();
        let mut classes = Vec::new();
        let mut class_of = Vec::with_capacity(tree.len());
        for position in 0..tree.len() {
            let (level, kind) = rank(position);
            let standing = if tree.is_leaf(position) { Standing::Leaf } else { Standing::Inner };
            let class = *known.entry((level, kind, standing)).or_insert_with(|| {
                classes.push((level.to_owned(), kind.to_owned(), standing));
                u32::try_from(classes.len() - 1).unwrap_or(u32::MAX)
            });
            class_of.push(class);
        }
        Self { kind_of_tree, tree, classes, class_of }
    }

    /// The tree.
    pub fn tree(&self) -> &TreeOn {
        &self.tree
    }

    /// The number of units.
    pub fn len(&self) -> usize {
        self.class_of.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.class_of.is_empty()
    }

    /// Level of the unit at a position.
    pub fn level(&self, position: usize) -> Option<&str> {
        self.class(position).map(|(level, _, _)| level.as_str())
    }

    /// Kind of the unit at a position.
    pub fn kind(&self, position: usize) -> Option<&str> {
        self.class(position).map(|(_, kind, _)| kind.as_str())
    }

    /// The units that a reach takes.
    pub fn within(&self, reach: &Reach) -> Bits {
        let taken: Vec<bool> =
            self.classes.iter().map(|(l, k, s)| reach.takes(self.kind_of_tree, l, k, *s)).collect();
        self.where_class(|class| taken.get(class).copied().unwrap_or(false))
    }

    /// The units of a level.
    pub(super) fn of_level(&self, level: &str) -> Bits {
        let taken: Vec<bool> = self.classes.iter().map(|(l, _, _)| l == level).collect();
        self.where_class(|class| taken.get(class).copied().unwrap_or(false))
    }

    fn where_class(&self, taken: impl Fn(usize) -> bool) -> Bits {
        let words = self.class_of.chunks(64).map(|chunk| {
            chunk.iter().enumerate().fold(0, |word, (i, c)| word | u64::from(taken(*c as usize)) << i)
        });
        Bits::of_words(self.len(), words.collect())
    }

    fn class(&self, position: usize) -> Option<&(String, String, Standing)> {
        self.class_of.get(position).and_then(|c| self.classes.get(*c as usize))
    }
}
