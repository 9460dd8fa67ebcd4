//! Bảng tên gọi khác: from names as offices write them to units of a tree.

use crate::unit::on::TreeDay;
use crate::{Answer, Work};
use std::collections::{HashMap, HashSet};
use vunggoc_core::Id;
use vunggoc_core::unit::Unit;
use vunggoc_db::sql;
use vunggoc_sheets::name::{closeness, expanded, key, variants};

/// What a name fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fit {
    /// One unit, by its position.
    One(usize),
    /// Several.
    Many(Vec<usize>),
    /// None.
    Nothing,
}

/// The units of a tree by every way of writing their names, and by code.
pub(super) struct Names<'d> {
    day: &'d TreeDay,
    within: Vec<usize>,
    index: HashMap<String, Vec<usize>>,
    codes: HashMap<String, usize>,
}

/// Words for the body that leads a unit, which lists use in place of one another.
const BODIES: [&str; 4] = ["ban chap hanh dang bo", "dang uy", "dang bo", "chi bo"];

/// The most units offered for a name.
const N_SUGGESTIONS: usize = 5;

impl<'d> Names<'d> {
    pub(super) async fn read(work: &mut Work, day: &'d TreeDay, within: Vec<usize>) -> Answer<Self> {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        let add = |index: &mut HashMap<String, Vec<usize>>, name: &str, at: usize| {
            for variant in variants(name) {
                let list = index.entry(variant).or_default();
                if !list.contains(&at) {
                    list.push(at);
                }
            }
        };
        for at in &within {
            add(&mut index, day.name(*at), *at);
        }
        let inside: HashSet<usize> = within.iter().copied().collect();
        let place = |unit: i64| day.order().position(Id::<Unit>::new(unit)).filter(|at| inside.contains(at));
        for row in work.all(sql!("SELECT unit_id, alias FROM unit_alias"), &[]).await? {
            if let Some(at) = place(row.int("unit_id")?) {
                index.entry(key(&row.text("alias")?)).or_default().push(at);
            }
        }
        let mut codes = HashMap::new();
        for row in work.all(sql!("SELECT unit_id, code FROM unit_code"), &[]).await? {
            if let Some(at) = place(row.int("unit_id")?) {
                codes.insert(row.text("code")?, at);
            }
        }
        Ok(Self { day, within, index, codes })
    }

    /// The unit that a row means: by code, else by name, below a unit of another name where one is given; `holds`
    /// prefers units that may hold what the row says.
    pub(super) fn find(&self, name: &str, code: &str, above: &str, holds: impl Fn(usize) -> bool) -> Fit {
        if let Some(at) = self.codes.get(code.trim()).filter(|_| !code.trim().is_empty()) {
            return Fit::One(*at);
        }
        // As written, most names are known; only the others are written out and shortened.
        match self.find_as(&key(name), above, &holds) {
            Fit::Nothing => {}
            found => return found,
        }
        let others = variants(name);
        let mut fits = others.iter().skip(1).map(|variant| self.find_as(variant, above, &holds));
        fits.find(|fit| *fit != Fit::Nothing).unwrap_or(Fit::Nothing)
    }

    /// The units of which one way to write the name is this.
    fn find_as(&self, variant: &str, above: &str, holds: &impl Fn(usize) -> bool) -> Fit {
        let Some(all) = self.index.get(variant) else { return Fit::Nothing };
        let mut fits: Vec<usize> = all.iter().copied().filter(|at| self.is_below(*at, above)).collect();
        fits.sort_unstable();
        fits.dedup();
        if fits.len() > 1 && fits.iter().any(|at| holds(*at)) {
            fits.retain(|at| holds(*at));
        }
        match fits.as_slice() {
            [] => Fit::Nothing,
            [one] => Fit::One(*one),
            _ => Fit::Many(fits),
        }
    }

    /// The unit that a list of organisations means: by code, else by its name with the words for its kind of place,
    /// so that "xã Mẫu 02" is not taken for "quận Mẫu 02" as a row of figures may be.
    pub(super) fn find_same(&self, name: &str, code: &str, above: &str) -> Option<usize> {
        if let Some(at) = self.codes.get(code.trim()).filter(|_| !code.trim().is_empty()) {
            return Some(*at);
        }
        let full = expanded(name);
        let bare = BODIES.iter().find_map(|b| full.strip_prefix(b)?.strip_prefix(' ')).unwrap_or(&full);
        [key(name).as_str(), &full, bare].iter().find_map(|known| {
            let mut fits = self.index.get(*known)?.iter().copied().filter(|at| self.is_below(*at, above));
            fits.next().filter(|_| fits.next().is_none())
        })
    }

    fn is_below(&self, at: usize, above: &str) -> bool {
        if above.trim().is_empty() {
            return true;
        }
        let wanted = variants(above);
        std::iter::once(at)
            .chain(self.day.order().ancestors(at))
            .any(|p| variants(self.day.name(p)).iter().any(|v| wanted.contains(v)))
    }

    /// Units whose names come near: number, name, name of the unit above.
    pub(super) fn suggest(&self, name: &str, fits: &[usize]) -> Vec<(i64, String, String)> {
        let mut near: Vec<(u8, usize)> = if fits.is_empty() {
            self.within.iter().map(|at| (closeness(name, self.day.name(*at)), *at)).collect()
        } else {
            fits.iter().map(|at| (100, *at)).collect()
        };
        near.sort_by_key(|(near, at)| (std::cmp::Reverse(*near), *at));
        near.truncate(N_SUGGESTIONS);
        let order = self.day.order();
        let line = |(_, at): (u8, usize)| {
            let above = order.parent(at).map_or(String::new(), |p| self.day.name(p).to_owned());
            (order.unit(at).map_or(0, Id::number), self.day.name(at).to_owned(), above)
        };
        near.into_iter().map(line).collect()
    }
}
