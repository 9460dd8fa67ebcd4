//! Gửi, chốt, trả lại: what is done to an answer.

use super::{facts, read_return};
use crate::event::Entry;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::form::{Act, ActKind, Broken, Return};
use vunggoc_core::period::Period;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{args, sql};

/// The leave that an act needs.
const fn needs(act: ActKind) -> Action {
    match act {
        ActKind::Send => Action::EnterFigures,
        ActKind::Close | ActKind::SendBack => Action::CloseFigures,
    }
}

/// Sends, closes or sends back an answer on a day.
pub async fn act(ctx: &Ctx, id: Id<Return>, seen: Version, on: Date, what: Act) -> Answer<Id<Return>> {
    change!(ctx, |work| {
        let (kind, what) = (what.kind(), what.clone());
        let (answer, period_id) = work.answer(id, needs(kind)).await?;
        at_version(seen, answer.version)?;
        if on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "on" }));
        }
        if kind == ActKind::Send && work.n_figures_of(&answer, period_id).await? == 0 {
            return Err(AppError::Broken(Rule::Return(Broken::Empty)));
        }
        let after = answer.act(on, what)?;
        work.record_act(seen, kind, (on, &after)).await?;
        Ok(id)
    })
}

impl Work {
    /// An answer, looked up for an action on its unit; with the number of its period.
    pub(crate) async fn answer(&mut self, id: Id<Return>, action: Action) -> Answer<(Return, i64)> {
        let row = self
            .maybe(
                sql!(
                    "SELECT r.id, r.form, p.code AS period, r.period_id, r.unit_id, r.state, r.sent_on, r.state_on, r.copy_number,
                       r.reason, r.version FROM form_return r JOIN period p ON p.id = r.period_id WHERE r.id = $1"
                ),
                args![id.number()],
            )
            .await?
            .ok_or(AppError::NotFound)?;
        self.leave(Action::ReadFigures, action, Id::new(row.int("unit_id")?)).await?;
        let period =
            Period::parse(&row.text("period")?).ok_or_else(|| AppError::fault("code of a period"))?;
        Ok((read_return(&row, &row.text("form")?, period)?, row.int("period_id")?))
    }

    /// Records what was done to an answer, and saves it as it is after.
    pub(crate) async fn record_act(
        &mut self,
        seen: Version,
        kind: ActKind,
        (on, after): (Date, &Return),
    ) -> Answer<()> {
        let facts = serde_json::json!({ "form": after.form, "period": after.period.to_string(), "on": on.to_string() });
        let (noun_id, unit) = (after.id.number(), Some(after.unit));
        let entry = Entry { noun: "return", noun_id, from: seen, action: kind.tag(), unit, facts };
        let event = self.record(entry).await?;
        self.save_answer(after, seen, event).await
    }

    async fn save_answer(
        &mut self,
        after: &Return,
        seen: Version,
        event: crate::event::EventId,
    ) -> Answer<()> {
        let (sent_on, state_on, copy, why) = facts(&after.state);
        let update = sql!(
            "UPDATE form_return SET state = $2, sent_on = $3, state_on = $4, copy_number = $5, reason = $6, version = $7, event_id = $8
             WHERE id = $1 AND version = $9"
        );
        let (id, tag, version) = (after.id.number(), after.state.kind().tag(), after.version.0);
        self.tx.run_one(update, args![id, tag, sent_on, state_on, copy, why, version, event, seen.0]).await?;
        Ok(())
    }

    /// How many figures an answer holds so far.
    async fn n_figures_of(&mut self, answer: &Return, period_id: i64) -> Answer<usize> {
        let asking = self.asking(&answer.form, answer.period).await?;
        let numbers = self.numbers().await?;
        let order = asking.day.order();
        let units: Vec<i64> = (0..order.len())
            .filter(|at| asking.is_row(*at) && asking.answering_unit(*at) == Some(answer.unit))
            .filter_map(|at| order.unit(at))
            .map(Id::number)
            .collect();
        let ids: Vec<i64> = asking.columns.iter().filter_map(|c| numbers.indicator(&c.code)).collect();
        Ok(self.held(period_id, &ids, &units).await?.len())
    }
}
