//! Many answers and duties at once: the sample, and a form that is sent out.

use super::{INSERT_RETURN, RETURN_COLUMNS, return_values};
use crate::event::{Entry, NOTHING};
use crate::{Answer, AppError, Ctx, Refusal};
use vunggoc_core::access::Action;
use vunggoc_core::form::{Return, State};
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Value, args, sql};

/// One answer with the day on which it was due.
#[derive(Debug, Clone)]
pub struct NewReturn {
    /// Code of the form.
    pub form: String,
    /// The period.
    pub period: Period,
    /// Who answers.
    pub unit: Id<Unit>,
    /// Where it stands.
    pub state: State,
}

/// Writes answers in one transaction with one event; how many.
pub async fn load(ctx: &Ctx, source: &str, answers: &[NewReturn]) -> Answer<i64> {
    change!(ctx, |work| {
        let mut periods: Vec<Period> = answers.iter().map(|a| a.period).collect();
        periods.dedup();
        let numbers = work.give_numbers(&[], &periods).await?;
        let n = i64::try_from(answers.len()).unwrap_or(0);
        let first = vunggoc_db::next_ids(&mut work.tx, "return", n).await?;
        let batch: Id<Return> = work.next_id("return-load").await?;
        let facts = serde_json::json!({ "source": source, "first": first, "n_returns": n });
        let noun_id = batch.number();
        let entry = Entry { noun: "return-load", noun_id, from: NOTHING, action: "load", unit: None, facts };
        let event = work.record(entry).await?;
        let mut values = Vec::with_capacity(answers.len() * RETURN_COLUMNS);
        for (new, id) in answers.iter().zip(first..) {
            work.leave(Action::ReadFigures, Action::CloseFigures, new.unit).await?;
            let period_id =
                numbers.period(new.period).ok_or_else(|| AppError::fault("number of a period"))?;
            let answer = Return {
                id: Id::new(id),
                form: new.form.clone(),
                period: new.period,
                unit: new.unit,
                version: Version::FIRST,
                state: new.state.clone(),
            };
            values.extend(return_values(&answer, period_id, event));
        }
        work.tx.insert_many(INSERT_RETURN, RETURN_COLUMNS, &values).await?;
        Ok(n)
    })
}

/// Phát biểu: asks all units below one that the form speaks of, until a day; how many.
pub async fn ask(ctx: &Ctx, form: &str, period: Period, under: Id<Unit>, due_on: Date) -> Answer<i64> {
    change!(ctx, |work| {
        work.leave(Action::ReadFigures, Action::CloseFigures, under).await?;
        if due_on <= period.first_on() {
            return Err(AppError::Broken(crate::Rule::Field { name: "due_on" }));
        }
        let asking = work.asking(form, period).await?;
        let scope = work.scope(asking.form.asked_of.tree, Action::CloseFigures).await?;
        let at = asking.day.order().position(under).ok_or(AppError::NotFound)?;
        let within = asking.day.order().subtree(at);
        let who: Vec<i64> = asking
            .who()
            .into_iter()
            .filter(|p| within.contains(p) && scope.holds(&asking.day, *p))
            .filter_map(|p| asking.day.order().unit(p))
            .map(Id::number)
            .collect();
        if who.is_empty() {
            return Err(AppError::Refused(Refusal::NotGranted(Action::CloseFigures)));
        }
        let period_id = work
            .give_numbers(&[], &[period])
            .await?
            .period(period)
            .ok_or_else(|| AppError::fault("number of a period"))?;
        let batch: Id<Return> = work.next_id("form-duty").await?;
        let facts = serde_json::json!({
            "form": form, "period": period.to_string(), "due_on": due_on.to_string(), "n_asked": who.len(),
        });
        let noun_id = batch.number();
        let entry =
            Entry { noun: "form-duty", noun_id, from: NOTHING, action: "ask", unit: Some(under), facts };
        let event = work.record(entry).await?;
        let mut values = Vec::with_capacity(who.len() * 5);
        for unit in &who {
            values.extend([Value::from(form), period_id.into(), (*unit).into(), due_on.into(), event.into()]);
        }
        let head = "INSERT INTO form_duty (form, period_id, unit_id, due_on, event_id)";
        let tail = " ON CONFLICT (form, period_id, unit_id) DO UPDATE SET due_on = excluded.due_on, event_id = excluded.event_id";
        work.tx.insert_many_or(head, 5, &values, tail).await?;
        i64::try_from(who.len()).map_err(|_| AppError::fault("count of units"))
    })
}

/// Whether anybody was asked for a form in a period yet.
pub async fn is_asked(ctx: &Ctx, form: &str, period: Period) -> Answer<bool> {
    let mut work = ctx.look().await?;
    let row = work
        .maybe(
            sql!(
                "SELECT d.unit_id FROM form_duty d JOIN period p ON p.id = d.period_id WHERE d.form = $1 AND p.code = $2 LIMIT 1"
            ),
            args![form, period.to_string()],
        )
        .await?;
    Ok(row.is_some())
}
