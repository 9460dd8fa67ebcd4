//! Biểu phải gửi: the forms of the periods that ended last, below the first unit where the reader reads figures:
//! how many answered, who is missing, late or was sent back. For the first page of those who keep no list.

use crate::rules::Rules;
use crate::{Answer, Ctx, Work};
use serde::Serialize;
use std::collections::HashMap;
use vunggoc_core::access::Action;
use vunggoc_core::form::{StateKind, Timeliness, due_on, timeliness};
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// A form for a period, with how it stands.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct DueLine {
    /// Code of the form.
    pub form: String,
    /// Code of the period.
    pub period: String,
    /// Until when it is due.
    pub due_on: String,
    /// How many units are asked.
    pub n_asked: i64,
    /// How many have sent it.
    pub n_sent: i64,
    /// How many sent it late.
    pub n_late: i64,
    /// How many have not, and its day is past.
    pub n_missing: i64,
    /// How many were sent back and wait for another look.
    pub n_returned: i64,
}

/// The forms that are due, below one unit.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Due {
    /// The unit.
    pub under_id: i64,
    /// Its name today.
    pub under: String,
    /// Those that need something first.
    pub lines: Vec<DueLine>,
}

/// The forms that are due where the reader reads figures; none where he reads none.
pub async fn due(ctx: &Ctx) -> Answer<Option<Due>> {
    let mut work = ctx.look().await?;
    let places = work.places(Action::ReadFigures).await?;
    let Some((under, _)) = places.first().copied() else { return Ok(None) };
    let rules = Rules::resident()?;
    let mut lines = Vec::new();
    for form in &rules.forms {
        for kind in super::asking::kinds_of(rules, form) {
            let ended = Period::holding(kind, work.today()).and_then(Period::previous);
            let Some(period) = ended else { continue };
            if let Some(line) = work.due_line(&form.name.code, period, under).await? {
                lines.push(line);
            }
        }
    }
    lines.sort_by_key(|l| (l.n_missing + l.n_returned == 0, l.due_on.clone(), l.form.clone()));
    let name = crate::unit::find::name_on(&mut work, under, ctx.today()).await?;
    Ok(Some(Due { under_id: under.number(), under: name, lines }))
}

impl Work {
    async fn due_line(&mut self, form: &str, period: Period, under: Id<Unit>) -> Answer<Option<DueLine>> {
        let asking = self.asking(form, period).await?;
        let order = asking.day.order();
        let Some(at) = order.position(under) else { return Ok(None) };
        let asked: Vec<Id<Unit>> = order
            .subtree(at)
            .filter(|at| asking.answering(*at) == Some(*at))
            .filter_map(|at| order.unit(at))
            .collect();
        if asked.is_empty() {
            return Ok(None);
        }
        let (usual, today) = (due_on(asking.form, period), self.today());
        let due = self.due_days(&asking).await?;
        let sent = self.sent_below(form, period, under).await?;
        let mut line = DueLine {
            form: form.to_owned(),
            period: period.to_string(),
            due_on: usual.to_string(),
            n_asked: i64::try_from(asked.len()).unwrap_or(i64::MAX),
            n_sent: 0,
            n_late: 0,
            n_missing: 0,
            n_returned: 0,
        };
        for unit in &asked {
            let answer = sent.get(unit);
            let sent_on = answer.and_then(|a| a.1);
            line.n_sent += i64::from(sent_on.is_some());
            line.n_returned += i64::from(answer.is_some_and(|a| a.0 == StateKind::Returned));
            match timeliness(due.get(unit).copied().unwrap_or(usual), sent_on, today) {
                Timeliness::Late => line.n_late += 1,
                Timeliness::Missing => line.n_missing += 1,
                Timeliness::NotDue | Timeliness::InTime => {}
            }
        }
        if let [only] = asked.as_slice() {
            line.due_on = due.get(only).copied().unwrap_or(usual).to_string();
        }
        Ok(Some(line))
    }

    /// State and day of sending of the answers below a unit.
    async fn sent_below(
        &mut self,
        form: &str,
        period: Period,
        under: Id<Unit>,
    ) -> Answer<HashMap<Id<Unit>, (StateKind, Option<Date>)>> {
        let rows = self
            .all(
                sql!(
                    "SELECT r.unit_id, r.state, r.sent_on FROM form_return r JOIN period p ON p.id = r.period_id
                     WHERE r.form = $1 AND p.code = $2 AND EXISTS (SELECT 1 FROM unit_path x
                       WHERE x.ancestor_id = $3 AND x.descendant_id = r.unit_id AND x.from_on <= $4 AND x.until_on > $4)"
                ),
                args![form, period.to_string(), under.number(), period.last_on()],
            )
            .await?;
        let read = |row: &vunggoc_db::Row| {
            let state = StateKind::from_tag(&row.text("state")?).unwrap_or(StateKind::Draft);
            Ok((Id::new(row.int("unit_id")?), (state, row.opt_date("sent_on")?)))
        };
        rows.iter().map(read).collect()
    }
}
