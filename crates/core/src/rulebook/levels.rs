//! Cấp và loại hình: dated properties of a unit, as data; never computed from the depth in the tree.

use super::{Ground, Named};
use crate::tagged;
use crate::unit::Tree;

/// Cấp: one level of one tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Code and names.
    pub name: Named,
    /// The tree it belongs to.
    pub tree: Tree,
    /// Place in lists, highest level first.
    pub order: u16,
    /// Where the division into levels comes from.
    pub ground: Ground,
}

/// Loại hình: one kind of unit of one tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Code and names.
    pub name: Named,
    /// The tree it belongs to.
    pub tree: Tree,
    /// Place in lists.
    pub order: u16,
    /// The levels on which it is found.
    pub levels: Vec<String>,
    /// Where it comes from.
    pub ground: Ground,
}

/// All levels and kinds, each list in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    /// Levels of all trees.
    pub levels: Vec<Level>,
    /// Kinds of all trees.
    pub kinds: Vec<Kind>,
}

impl Levels {
    /// The level with a code.
    pub fn level(&self, code: &str) -> Option<&Level> {
        self.levels.iter().find(|l| l.name.code == code)
    }
    /// The kind with a code.
    pub fn kind(&self, code: &str) -> Option<&Kind> {
        self.kinds.iter().find(|k| k.name.code == code)
    }
}

tagged! {
    /// Where in the tree a unit must stand to be meant.
    pub enum Standing {
        /// Anywhere.
        Any = "any",
        /// Nothing of the tree below it (a chi bộ cơ sở as against a đảng bộ cơ sở).
        Leaf = "leaf",
        /// Something below it.
        Inner = "inner",
    }
}

/// Phạm vi: which units a rule, a form or an indicator speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The tree.
    pub tree: Tree,
    /// Codes of levels; never empty.
    pub levels: Vec<String>,
    /// Codes of kinds; empty means every kind.
    pub kinds: Vec<String>,
    /// Whether units with or without units below are meant.
    pub standing: Standing,
}

impl Reach {
    /// Whether a unit of this tree, level and kind is meant; `standing` says where it stands
    /// ([`Standing::Leaf`] or [`Standing::Inner`]).
    pub fn takes(&self, tree: Tree, level: &str, kind: &str, standing: Standing) -> bool {
        self.tree == tree
            && self.levels.iter().any(|l| l == level)
            && (self.kinds.is_empty() || self.kinds.iter().any(|k| k == kind))
            && (self.standing == Standing::Any || self.standing == standing)
    }
}
