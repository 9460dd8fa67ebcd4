//! Hình: the list over the years, how long units have been on it, by committee and by group; read off the spells.
//!
//! Committees stand in Vietnamese order and are not ranked.

use super::list::months_between;
use crate::{Answer, Ctx, Work};
use serde::Serialize;
use std::collections::HashMap;
use vunggoc_core::access::Action;
use vunggoc_core::listing::flow::{Category, History, flow};
use vunggoc_core::listing::{Group, Status, Tier};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, date};
use vunggoc_db::{args, sql};

/// One year of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Year {
    /// First day.
    pub from_on: String,
    /// Last day: of the year, or today.
    pub to_on: String,
    /// The year.
    pub year: i16,
    /// Đưa vào mới.
    pub n_listed: i64,
    /// Đưa ra khỏi diện.
    pub n_removed: i64,
    /// Cuối kỳ.
    pub n_closing: i64,
}

vunggoc_core::tagged! {
    /// How long a unit has been on the list.
    pub enum Age {
        /// Under six months.
        Half = "under-6",
        /// Six months to a year.
        Year = "6-12",
        /// One to two years.
        TwoYears = "12-24",
        /// Two to three years.
        ThreeYears = "24-36",
        /// Longer.
        Longer = "over-36",
    }
}

impl Age {
    fn of(n_months: i64) -> Self {
        match n_months {
            ..6 => Self::Half,
            6..12 => Self::Year,
            12..24 => Self::TwoYears,
            24..36 => Self::ThreeYears,
            _ => Self::Longer,
        }
    }
}

/// A number of listings by two halves of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Pair {
    /// What the row is about: a tag of [`Age`] or of a group, or the name of a committee.
    pub row: String,
    /// The committee, where the row is one.
    pub unit_id: Option<i64>,
    /// The upper level; or weak.
    pub n_first: i64,
    /// The lower level; or needing attention.
    pub n_second: i64,
}

/// What the pictures are drawn from.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Pictures {
    /// The subtree.
    pub under_id: i64,
    /// Its name today.
    pub under: String,
    /// Today.
    pub on: String,
    /// Year by year, the first with a listing to this one.
    pub years: Vec<Year>,
    /// By how long: upper and lower level.
    pub ages: Vec<Pair>,
    /// By the committees directly below: weak, attention.
    pub parts: Vec<Pair>,
    /// By group: weak, attention.
    pub groups: Vec<Pair>,
}

/// The most years told; earlier ones stand in the table of stock and flow.
const N_YEARS: usize = 10;

/// Reads what the pictures are drawn from; for the reader's own place where no unit is named.
pub async fn pictures(ctx: &Ctx, under: Option<Id<Unit>>) -> Answer<Pictures> {
    let mut work = ctx.look().await?;
    let own = work.places(Action::ReadListings).await?.first().map(|p| p.0);
    let under = under.or(own).ok_or(crate::AppError::NotFound)?;
    work.leave(Action::ReadListings, Action::ReadListings, under).await?;
    let today = work.today();
    let histories = work.histories(under).await?;
    let committees = work.committees(under, today).await?;
    let open: Vec<(&History, vunggoc_core::listing::Placement)> =
        histories.iter().filter_map(|h| Some((h, h.on(today)?.placement))).collect();
    let ages = Age::ALL.iter().map(|age| {
        let held = open.iter().filter(|(h, _)| age_of(h, today) == *age);
        let upper = |tier: Tier| held.clone().filter(|(_, p)| p.tier == tier).count();
        pair(age.tag(), None, upper(Tier::Upper), upper(Tier::Lower))
    });
    let groups = Group::ALL.iter().map(|group| {
        let held = open.iter().filter(|(_, p)| p.group == *group);
        let of = |status: Status| held.clone().filter(|(_, p)| p.status == status).count();
        pair(group.tag(), None, of(Status::Weak), of(Status::Attention))
    });
    let (ages, groups) = (ages.collect(), groups.collect());
    let mut parts: Vec<Pair> = Vec::new();
    for (history, placement) in &open {
        let Some((id, name)) = committees.get(&history.unit.number()) else { continue };
        let at = parts.iter().position(|p| p.unit_id == Some(*id)).unwrap_or_else(|| {
            parts.push(pair(name, Some(*id), 0, 0));
            parts.len() - 1
        });
        if let Some(part) = parts.get_mut(at) {
            match placement.status {
                Status::Weak => part.n_first += 1,
                Status::Attention => part.n_second += 1,
            }
        }
    }
    parts.sort_by_cached_key(|p| crate::collate::sort_key(&p.row));
    Ok(Pictures {
        under_id: under.number(),
        under: crate::unit::find::name_on(&mut work, under, today).await?,
        on: today.to_string(),
        years: years(&histories, today),
        ages,
        parts,
        groups,
    })
}

fn pair(row: &str, unit_id: Option<i64>, n_first: usize, n_second: usize) -> Pair {
    let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Pair { row: row.to_owned(), unit_id, n_first: n(n_first), n_second: n(n_second) }
}

fn age_of(history: &History, today: Date) -> Age {
    Age::of(history.spells.first().map_or(0, |s| months_between(s.from_on, today)))
}

fn years(histories: &[History], today: Date) -> Vec<Year> {
    let first = histories.iter().filter_map(|h| h.spells.first()).map(|s| s.from_on.year()).min();
    let Some(first) = first else { return Vec::new() };
    let n = |list: &[Id<vunggoc_core::listing::Listing>]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    let year = |year: i16| {
        let (from_on, to_on) = (date(year, 1, 1), date(year, 12, 31).min(today));
        let flow = flow(histories, Category::default(), from_on, to_on);
        Year {
            from_on: from_on.to_string(),
            to_on: to_on.to_string(),
            year,
            n_listed: n(&flow.listed),
            n_removed: n(&flow.removed),
            n_closing: n(&flow.closing),
        }
    };
    let all: Vec<i16> = (first..=today.year()).collect();
    all.iter().skip(all.len().saturating_sub(N_YEARS)).map(|y| year(*y)).collect()
}

impl Work {
    /// The committee directly below a unit under which each listed unit stands on a day; a unit directly below is
    /// its own.
    async fn committees(&mut self, under: Id<Unit>, on: Date) -> Answer<HashMap<i64, (i64, String)>> {
        let rows = self
            .all(
                sql!(
                    "SELECT p.descendant_id, s.unit_id, s.name FROM unit_spell s
                     JOIN unit_path p ON p.ancestor_id = s.unit_id AND p.from_on <= $2 AND p.until_on > $2
                     WHERE s.parent_id = $1 AND s.from_on <= $2 AND s.until_on > $2
                     AND EXISTS (SELECT 1 FROM listing l WHERE l.unit_id = p.descendant_id AND l.state = 'open')"
                ),
                args![under.number(), on],
            )
            .await?;
        rows.iter().map(|r| Ok((r.int("descendant_id")?, (r.int("unit_id")?, r.text("name")?)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_meet_without_gap() {
        let tags: Vec<_> = [0, 5, 6, 11, 12, 23, 24, 35, 36, 400].map(|n| Age::of(n).tag()).into();
        assert_eq!(
            tags,
            ["under-6", "under-6", "6-12", "6-12", "12-24", "12-24", "24-36", "24-36", "over-36", "over-36"]
        );
    }
}
