//! Tổ chức đứng đầu mỗi hệ thống: the roots of the trees, which who sets up the installation founds.
//!
//! The tree of Party organisations has its root from the first run. Places, State bodies and standing bodies stand in
//! trees of their own, and without a root nobody could be granted anything there.

use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_db::{args, sql};

/// A root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Root {
    /// Its number.
    pub id: i64,
    /// Its tree: a tag.
    pub tree: String,
    /// Its name today.
    pub name: String,
    /// How many units stand below it.
    pub n_below: i64,
}

/// The most roots that are listed.
const N_ROOTS: i64 = 500;

/// The roots of all trees as they stand today, tree by tree.
///
/// # Errors
/// [`crate::AppError::NotFound`] without the right to set up the installation.
pub async fn roots(ctx: &Ctx) -> Answer<Vec<Root>> {
    let mut work = ctx.look().await?;
    work.leave_anywhere(Action::ManageInstallation).await?;
    let rows = work
        .all(
            sql!(
                "SELECT s.unit_id, s.tree, s.name, (SELECT COUNT(*) - 1 FROM unit_path p WHERE p.ancestor_id = s.unit_id
                   AND p.from_on <= $1 AND p.until_on > $1) AS n_below
                 FROM unit_spell s JOIN unit u ON u.id = s.unit_id AND u.annulled_at IS NULL
                 WHERE s.parent_id IS NULL AND s.from_on <= $1 AND s.until_on > $1
                 ORDER BY s.tree, s.name_sort, s.unit_id LIMIT $2"
            ),
            args![work.today(), N_ROOTS],
        )
        .await?;
    let read = |row: &vunggoc_db::Row| {
        Ok(Root {
            id: row.int("unit_id")?,
            tree: row.text("tree")?,
            name: row.text("name")?,
            n_below: row.int("n_below")?,
        })
    };
    rows.iter().map(read).collect()
}

/// The root of a tree, if there is one: the unit that was founded first.
pub async fn root(ctx: &Ctx, tree: Tree) -> Answer<Option<Id<Unit>>> {
    ctx.look().await?.root_of(tree).await
}

impl Work {
    /// The root of a tree, if there is one.
    pub(crate) async fn root_of(&mut self, tree: Tree) -> Answer<Option<Id<Unit>>> {
        let root = sql!(
            "SELECT unit_id FROM unit_spell WHERE tree = $1 AND parent_id IS NULL ORDER BY unit_id LIMIT 1"
        );
        let row = self.maybe(root, args![tree.tag()]).await?;
        Ok(row.map(|row| row.int("unit_id")).transpose()?.map(Id::new))
    }

    /// The root of the Party tree: the unit in whose scope lies what holds for the whole installation.
    pub(crate) async fn party_root(&mut self) -> Answer<Id<Unit>> {
        self.root_of(Tree::Party).await?.ok_or(AppError::NotFound)
    }
}
