//! Biểu, báo cáo biểu: who is asked for what, and how far the answers are.
//!
//! [`asking`] computes from the rules and the tree of a day which units are asked for which figures; [`list`]
//! shows who has sent, who is late and who is missing; [`act`] sends, closes and sends back; [`load`] writes many
//! answers at once.

pub mod act;
pub mod asking;
pub mod due;
pub mod list;
pub mod load;
pub mod out;
pub mod show;

use crate::event::EventId;
use crate::{Answer, AppError, Work};
use std::collections::HashMap;
use vunggoc_core::Id;
use vunggoc_core::Version;
use vunggoc_core::form::{Return, State, StateKind};
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_db::{Row, Value, args, sql};

pub(crate) const INSERT_RETURN: &str = "INSERT INTO form_return (id, form, period_id, unit_id, state, sent_on, state_on, copy_number, reason, version, event_id)";
pub(crate) const RETURN_COLUMNS: usize = 11;

pub(crate) fn return_values(answer: &Return, period_id: i64, event: EventId) -> [Value; RETURN_COLUMNS] {
    let (sent_on, state_on, copy, why) = facts(&answer.state);
    [
        answer.id.number().into(),
        answer.form.as_str().into(),
        period_id.into(),
        answer.unit.number().into(),
        answer.state.kind().tag().into(),
        sent_on.into(),
        state_on.into(),
        copy.into(),
        why.into(),
        answer.version.0.into(),
        event.into(),
    ]
}

type Facts<'a> = (Option<vunggoc_core::Date>, Option<vunggoc_core::Date>, Option<&'a str>, Option<&'a str>);

fn facts(state: &State) -> Facts<'_> {
    match state {
        State::Draft => (None, None, None, None),
        State::Sent { on } => (Some(*on), None, None, None),
        State::Closed { sent_on, on, copy } => (Some(*sent_on), Some(*on), Some(copy), None),
        State::Returned { sent_on, on, why } => (Some(*sent_on), Some(*on), None, Some(why)),
    }
}

fn read_state(row: &Row) -> Answer<State> {
    let text = row.text("state")?;
    let unreadable = || AppError::fault(format!("state of a return: {text}"));
    let sent_on = row.opt_date("sent_on")?;
    let on = row.opt_date("state_on")?;
    Ok(match (StateKind::from_tag(&text), sent_on, on) {
        (Some(StateKind::Draft), _, _) => State::Draft,
        (Some(StateKind::Sent), Some(on), _) => State::Sent { on },
        (Some(StateKind::Closed), Some(sent_on), Some(on)) => {
            State::Closed { sent_on, on, copy: row.opt_text("copy_number")?.unwrap_or_default() }
        }
        (Some(StateKind::Returned), Some(sent_on), Some(on)) => {
            State::Returned { sent_on, on, why: row.opt_text("reason")?.unwrap_or_default() }
        }
        _ => return Err(unreadable()),
    })
}

pub(crate) fn read_return(row: &Row, form: &str, period: Period) -> Answer<Return> {
    Ok(Return {
        id: Id::new(row.int("id")?),
        form: form.to_owned(),
        period,
        unit: Id::new(row.int("unit_id")?),
        version: Version(row.int("version")?),
        state: read_state(row)?,
    })
}

impl Work {
    /// All answers to a form for a period, by unit; for rules and for lists that scope themselves.
    pub(crate) async fn returns_of(
        &mut self,
        form: &str,
        period: Period,
    ) -> Answer<HashMap<Id<Unit>, Return>> {
        let rows = self
            .all(
                sql!(
                    "SELECT r.id, r.unit_id, r.state, r.sent_on, r.state_on, r.copy_number, r.reason, r.version
                     FROM form_return r JOIN period p ON p.id = r.period_id WHERE r.form = $1 AND p.code = $2"
                ),
                args![form, period.to_string()],
            )
            .await?;
        rows.iter().map(|row| read_return(row, form, period).map(|r| (r.unit, r))).collect()
    }

    /// Begins answers that do not exist yet; their drafts by unit.
    pub(crate) async fn begin_returns(
        &mut self,
        form: &str,
        (period, period_id): (Period, i64),
        units: &[Id<Unit>],
        event: EventId,
    ) -> Answer<()> {
        let n = i64::try_from(units.len()).unwrap_or(0);
        if n == 0 {
            return Ok(());
        }
        let first = vunggoc_db::next_ids(&mut self.tx, "return", n).await?;
        let mut values = Vec::with_capacity(units.len() * RETURN_COLUMNS);
        for (unit, id) in units.iter().zip(first..) {
            values.extend(return_values(&Return::begin(Id::new(id), form, period, *unit), period_id, event));
        }
        self.tx.insert_many(INSERT_RETURN, RETURN_COLUMNS, &values).await?;
        Ok(())
    }
}
