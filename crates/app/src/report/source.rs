//! What a report is made of: the listings of a subtree with their names, read in one snapshot.

use crate::{Answer, Work};
use std::collections::HashMap;
use vunggoc_core::listing::flow::History;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, args, sql};

/// A listing with what a table prints of it.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) history: History,
    pub(crate) unit: String,
    pub(crate) kind: String,
    /// The committee directly below the subtree's root in which the unit stood; none where it is the root's own.
    pub(crate) committee: Option<(i64, String)>,
    pub(crate) sort: Vec<u8>,
    pub(crate) reasons: String,
    pub(crate) result: String,
    /// The paper of the decision that closed it.
    pub(crate) closed_by: Option<String>,
    /// Đồng chí phụ trách, by post.
    pub(crate) charge: String,
}

/// Everything the tables need.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) under: Id<Unit>,
    pub(crate) place: String,
    pub(crate) from_on: Date,
    pub(crate) to_on: Date,
    pub(crate) held: Vec<Held>,
    /// The figures of the window, where it is a period.
    pub(crate) figures: super::stated::Figures,
    /// Number and day of each decision's paper.
    pub(crate) papers: HashMap<i64, String>,
}

impl Source {
    /// The histories alone, for the stock and flow.
    pub(crate) fn histories(&self) -> Vec<History> {
        self.held.iter().map(|h| h.history.clone()).collect()
    }
    /// The paper of a decision.
    pub(crate) fn paper(&self, decision: i64) -> String {
        self.papers.get(&decision).cloned().unwrap_or_default()
    }
}

impl Work {
    /// Reads the listings of a subtree for a data window.
    pub(crate) async fn report_source(
        &mut self,
        under: Id<Unit>,
        from_on: Date,
        to_on: Date,
    ) -> Answer<Source> {
        let place = crate::unit::find::name_on(self, under, to_on).await?;
        let mut histories: HashMap<i64, History> =
            self.histories(under).await?.into_iter().map(|h| (h.id.number(), h)).collect();
        let rows = self
            .all(
                sql!(
                    "SELECT l.id, s.name, s.kind, s.name_sort, l.reasons, c.result, cp.number AS closed_number, cp.signed_on AS closed_on,
                       a.ancestor_id AS committee_id, n.name AS committee,
                       (SELECT MAX(g.post) FROM listing_charge g WHERE g.listing_id = l.id AND g.from_on <= $2 AND g.until_on > $2) AS charge
                     FROM listing l
                     JOIN unit_spell s ON s.unit_id = l.unit_id AND s.from_on = (SELECT MAX(x.from_on) FROM unit_spell x
                       WHERE x.unit_id = l.unit_id AND (x.from_on <= $2 OR x.prev_until_on IS NULL))
                     LEFT JOIN listing_close c ON c.listing_id = l.id
                     LEFT JOIN decision cd ON cd.id = c.decision_id LEFT JOIN paper cp ON cp.id = cd.paper_id
                     LEFT JOIN unit_path a ON a.descendant_id = l.unit_id AND a.from_on <= s.from_on AND a.until_on > s.from_on
                       AND EXISTS (SELECT 1 FROM unit_spell y WHERE y.unit_id = a.ancestor_id AND y.parent_id = $1
                         AND y.from_on <= $2 AND y.until_on > $2)
                     LEFT JOIN unit_spell n ON n.unit_id = a.ancestor_id AND n.from_on <= $2 AND n.until_on > $2
                     WHERE l.opened_on IS NOT NULL AND l.state <> 'annulled' AND l.opened_on <= $2
                     ORDER BY s.name_sort, l.id"
                ),
                args![under.number(), to_on],
            )
            .await?;
        let mut held = Vec::new();
        for row in &rows {
            if let Some(history) = histories.remove(&row.int("id")?) {
                held.push(read_held(row, history)?);
            }
        }
        let figures = self.report_figures(under, (from_on, to_on)).await?;
        Ok(Source { under, place, from_on, to_on, figures, papers: self.decision_papers().await?, held })
    }

    async fn decision_papers(&mut self) -> Answer<HashMap<i64, String>> {
        let all = sql!(
            "SELECT d.id, p.number, p.signed_on FROM decision d JOIN paper p ON p.id = d.paper_id
             WHERE EXISTS (SELECT 1 FROM listing_spell s WHERE s.decision_id = d.id)"
        );
        let rows = self.all(all, &[]).await?;
        rows.iter().map(|r| Ok((r.int("id")?, cite(&r.text("number")?, r.date("signed_on")?)))).collect()
    }
}

fn read_held(row: &Row, history: History) -> Answer<Held> {
    let committee = match (row.opt_int("committee_id")?, row.opt_text("committee")?) {
        (Some(id), Some(name)) => Some((id, name)),
        _ => None,
    };
    let closed_by = match (row.opt_text("closed_number")?, row.opt_date("closed_on")?) {
        (Some(number), Some(on)) => Some(cite(&number, on)),
        _ => None,
    };
    Ok(Held {
        history,
        unit: row.text("name")?,
        kind: row.text("kind")?,
        committee,
        sort: row.bytes("name_sort")?,
        reasons: row.text("reasons")?,
        result: row.opt_text("result")?.unwrap_or_default(),
        closed_by,
        charge: row.opt_text("charge")?.unwrap_or_default(),
    })
}

/// A paper as papers cite it: number, comma, day.
pub(crate) fn cite(number: &str, on: Date) -> String {
    format!("{number}, ngày {}", day(on))
}

/// A day as papers write it in tables.
pub(crate) fn day(on: Date) -> String {
    on.strftime("%d/%m/%Y").to_string()
}
