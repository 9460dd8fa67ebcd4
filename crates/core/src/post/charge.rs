//! Phân công phụ trách, giúp đỡ: who takes care of a unit from a day on.

use super::{Broken, Post};
use crate::unit::Unit;
use crate::{Date, Id};

/// Who takes care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Đồng chí phụ trách: the holder of a post.
    InCharge(Id<Post>),
    /// Đơn vị giúp đỡ.
    Help(Id<Unit>),
}

/// A charge from its first day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// Who takes care.
    pub who: Who,
    /// Of which unit.
    pub target: Id<Unit>,
    /// First day.
    pub from_on: Date,
}

impl Charge {
    /// A charge, if it can be: nobody helps itself.
    pub fn new(who: Who, target: Id<Unit>, from_on: Date) -> Result<Self, Broken> {
        if who == Who::Help(target) { Err(Broken::ByItself) } else { Ok(Self { who, target, from_on }) }
    }
}
