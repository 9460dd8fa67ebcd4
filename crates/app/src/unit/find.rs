//! Tìm: by name without marks, by another name, by a code of any scheme.

use crate::{Answer, Ctx};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::unit::Tree;
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Part of a name, of another name, or a whole code; blank for all.
    pub text: String,
    /// Only of this level.
    pub level: Option<String>,
    /// Only of this tree.
    pub tree: Option<Tree>,
    /// Only below this unit.
    pub under: Option<i64>,
    /// On which day.
    pub on: Option<Date>,
    /// How many to pass over.
    pub offset: i64,
}

/// One line of an answer.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FoundUnit {
    /// Its number.
    pub id: i64,
    /// Its name on that day.
    pub name: String,
    /// Its level: a code.
    pub level: String,
    /// Its kind: a code.
    pub kind: String,
    /// The unit above.
    pub parent: Option<String>,
    /// Its code, if it has one.
    pub code: Option<String>,
}

/// Units found, with whether there are more.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Found {
    /// In Vietnamese order.
    pub units: Vec<FoundUnit>,
    /// Whether more follow.
    pub more: bool,
}

/// Lines of one page.
pub const PAGE: i64 = 50;

/// Finds units that the reader may see.
pub async fn find(ctx: &Ctx, search: &Search) -> Answer<Found> {
    let mut work = ctx.look().await?;
    let on = search.on.unwrap_or(work.today());
    let folded = fold(&search.text);
    let like = format!("%{}%", folded.replace(['%', '_', '\\'], " "));
    let rows = work
        .all(
            sql!(
                "SELECT f.unit_id, f.name, f.level, f.kind, a.name AS parent,
                   (SELECT MIN(c.code) FROM unit_code c WHERE c.unit_id = f.unit_id) AS code
                 FROM (SELECT s.unit_id, s.name, s.level, s.kind, s.parent_id, s.name_sort FROM unit_spell s
                 WHERE s.from_on <= $4 AND s.until_on > $4
                 AND ($5 = '' OR s.name_folded LIKE $6
                   OR EXISTS (SELECT 1 FROM unit_alias o WHERE o.unit_id = s.unit_id AND o.alias_folded LIKE $6)
                   OR EXISTS (SELECT 1 FROM unit_code c WHERE c.unit_id = s.unit_id AND c.code = $7))
                 AND (CAST($8 AS TEXT) IS NULL OR s.level = $8) AND (CAST($12 AS TEXT) IS NULL OR s.tree = $12)
                 AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM unit_path p WHERE p.ancestor_id = $9
                   AND p.descendant_id = s.unit_id AND p.from_on <= $4 AND p.until_on > $4))
                 AND ($1 = 0 OR EXISTS (SELECT 1 FROM reach r WHERE r.account_id = $1 AND r.action = $2 AND r.unit_id = s.unit_id
                   AND r.grant_from_on <= $3 AND r.grant_until_on > $3 AND r.from_on <= $3
                   AND (r.until_on > $3 OR r.until_on = r.last_until_on)))
                 ORDER BY s.name_sort, s.unit_id LIMIT $10 OFFSET $11) f
                 LEFT JOIN unit_spell a ON a.unit_id = f.parent_id AND a.from_on <= $4 AND a.until_on > $4
                 ORDER BY f.name_sort, f.unit_id"
            ),
            args![
                work.actor().number(), Action::ReadRegister.tag(), work.today(), on, &folded, like,
                search.text.trim(), search.level.clone(), search.under, PAGE + 1, search.offset,
                search.tree.map(Tree::tag)
            ],
        )
        .await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    let units = rows.iter().take(usize::try_from(PAGE).unwrap_or(usize::MAX)).map(|row| {
        Ok(FoundUnit {
            id: row.int("unit_id")?,
            name: row.text("name")?,
            level: row.text("level")?,
            kind: row.text("kind")?,
            parent: row.opt_text("parent")?,
            code: row.opt_text("code")?,
        })
    });
    Ok(Found { units: units.collect::<Answer<_>>()?, more })
}

/// The name of a unit on a day, for headings of things the reader already holds.
pub(crate) async fn name_on(
    work: &mut crate::Work,
    id: Id<vunggoc_core::unit::Unit>,
    on: Date,
) -> Answer<String> {
    let name = sql!(
        "SELECT name FROM unit_spell WHERE unit_id = $1 ORDER BY CASE WHEN from_on <= $2 THEN 0 ELSE 1 END,
         CASE WHEN from_on <= $2 THEN from_on ELSE '' END DESC, from_on LIMIT 1"
    );
    work.one(name, args![id.number(), on]).await?.text("name").map_err(Into::into)
}
