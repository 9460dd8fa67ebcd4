//! Nhận tệp: keeps what came, and tells at once what cannot be read.

use super::unpack::{N_WORKBOOKS, Taken, fault, unpack};
use super::{Intake, book};
use crate::event::{Entry, NOTHING};
use crate::file::File;
use crate::{Answer, AppError, Ctx, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{args, sql};

/// What comes back, and on which day.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Code of the form.
    pub form: String,
    /// The period.
    pub period: Period,
    /// The unit below which the answers are expected.
    pub under: Id<Unit>,
    /// Ngày nhận.
    pub received_on: Date,
}

/// Media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Takes workbooks and archives of workbooks; the number of the intake.
pub async fn begin(ctx: &Ctx, wish: &Wish, files: Vec<File>) -> Answer<Id<Intake>> {
    let taken = unpack(files);
    if taken.is_empty() || taken.len() > N_WORKBOOKS {
        return Err(AppError::Broken(Rule::Field { name: "files" }));
    }
    let taken: Vec<Taken> = taken.into_iter().map(checked).collect();
    change!(ctx, |work| {
        work.leave(Action::ReadFigures, Action::EnterFigures, wish.under).await?;
        if wish.received_on > work.today() {
            return Err(AppError::Broken(Rule::Field { name: "received_on" }));
        }
        work.asking(&wish.form, wish.period).await?;
        let period_id = work
            .give_numbers(&[], &[wish.period])
            .await?
            .period(wish.period)
            .ok_or_else(|| AppError::fault("number of a period"))?;
        let id: Id<Intake> = work.next_id("intake").await?;
        let facts = serde_json::json!({
            "form": wish.form, "period": wish.period.to_string(), "received_on": wish.received_on.to_string(),
            "n_files": taken.len(),
        });
        let (noun_id, unit) = (id.number(), Some(wish.under));
        let entry = Entry { noun: "intake", noun_id, from: NOTHING, action: "begin", unit, facts };
        let event = work.record(entry).await?;
        let now = work.now();
        work.run(
            sql!(
                "INSERT INTO intake (id, form, period_id, unit_id, received_on, begun_at, version, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            args![
                noun_id,
                &wish.form,
                period_id,
                wish.under.number(),
                wish.received_on,
                now,
                Version::FIRST.0,
                event
            ],
        )
        .await?;
        for (no, one) in (1_i64..).zip(&taken) {
            let (file, fault) = match &one.bytes {
                Err(fault) => (None, Some(*fault)),
                Ok(bytes) => {
                    let file = File { name: one.name.clone(), media_type: XLSX.into(), bytes: bytes.clone() };
                    (Some(work.keep_file(wish.under, &file, event).await?.number()), None)
                }
            };
            work.run(
                sql!(
                    "INSERT INTO intake_file (intake_id, no, name, file_id, fault, event_id) VALUES ($1, $2, $3, $4, $5, $6)"
                ),
                args![noun_id, no, &one.name, file, fault, event],
            )
            .await?;
        }
        Ok(id)
    })
}

/// A file that cannot be read is not kept, only named.
fn checked(taken: Taken) -> Taken {
    let bytes = taken.bytes.and_then(|bytes| match book::readable(&bytes, &taken.name) {
        Ok(()) => Ok(bytes),
        Err(error) => Err(fault(&error)),
    });
    Taken { name: taken.name, bytes }
}
