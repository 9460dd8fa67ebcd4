//! Chọn tổ chức: search, then choose, inside any form; whole without JavaScript, quicker with it.
//!
//! The search is a button of the form itself, so that what was typed elsewhere comes back with the results; what is
//! found is offered as radio buttons under the name of the field.

use crate::error::WebError;
use crate::form::Fields;
use crate::page::Visitor;
use vunggoc_app::AppError;
use vunggoc_app::unit::find::{Search, find};
use vunggoc_app::unit::show::show;
use vunggoc_core::Id;
use vunggoc_core::unit::Tree;

/// What a form asks for.
pub(crate) struct Ask<'a> {
    /// The name of the field that holds the chosen unit's number.
    pub(crate) name: &'static str,
    /// What is chosen, as the form calls it.
    pub(crate) label: &'a str,
    /// A hint under it.
    pub(crate) hint: &'a str,
    /// Only of this tree.
    pub(crate) tree: Option<Tree>,
    /// Units offered before anything is searched: number and name.
    pub(crate) offered: Vec<(i64, String)>,
}

/// One unit to choose.
pub(crate) struct Offer {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) above: Option<String>,
}

/// The block of a form by which a unit is chosen.
pub(crate) struct Choosing {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) tree: &'static str,
    pub(crate) text: String,
    pub(crate) offers: Vec<Offer>,
    pub(crate) chosen: Option<i64>,
    /// How many a search found; none where nothing was searched.
    pub(crate) n_found: Option<usize>,
}

impl Choosing {
    pub(crate) fn is_chosen(&self, id: &i64) -> bool {
        self.chosen == Some(*id)
    }
    pub(crate) fn found_nothing(&self) -> bool {
        self.n_found == Some(0)
    }
}

/// How many units a search offers.
const MOST: usize = 20;

/// Whether the form was sent to search and not to be written.
pub(crate) fn is_search(fields: &Fields) -> bool {
    !fields.get("find").is_empty()
}

/// The block as the fields stand: what is chosen first, then what is offered, then what was found.
pub(crate) async fn choosing(visitor: &Visitor, fields: &Fields, ask: Ask<'_>) -> Result<Choosing, WebError> {
    let chosen = fields.number(ask.name);
    let text = fields.get(&format!("{}_search", ask.name)).trim().to_owned();
    let mut offers: Vec<Offer> = Vec::new();
    if let Some(id) = chosen.filter(|id| ask.offered.iter().all(|(offered, _)| offered != id)) {
        match show(&visitor.ctx, Id::new(id), None).await {
            Ok(unit) => {
                let above = unit.way.last().map(|step| step.name.clone());
                offers.push(Offer { id, name: unit.name, above });
            }
            Err(AppError::NotFound) => {}
            Err(other) => return Err(other.into()),
        }
    }
    offers.extend(ask.offered.into_iter().map(|(id, name)| Offer { id, name, above: None }));
    let mut n_found = None;
    if !text.is_empty() {
        let search = Search { text: text.clone(), tree: ask.tree, ..Search::default() };
        let found = find(&visitor.ctx, &search).await?.units;
        n_found = Some(found.len());
        for unit in found.into_iter().take(MOST) {
            if offers.iter().all(|offer| offer.id != unit.id) {
                offers.push(Offer { id: unit.id, name: unit.name, above: unit.parent });
            }
        }
    }
    let (label, hint) = (ask.label.to_owned(), ask.hint.to_owned());
    let tree = ask.tree.map_or("", Tree::tag);
    Ok(Choosing { name: ask.name, label, hint, tree, text, offers, chosen, n_found })
}
