//! Phát biểu: one workbook for each unit that answers, with its rows filled in, in one archive.
//!
//! A workbook carries the form, the period and the unit on a hidden sheet and the keys of its rows and columns
//! hidden beside them; where it has several rows, a locked total stands under them. What comes back is known by that and
//! taken in by [`intake`](crate::intake).

use super::asking::Asking;
use crate::figure::grid::Row;
use crate::{Answer, AppError, Ctx};
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::form::due_on;
use vunggoc_core::indicator::OverTree;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_report::table::{Column, Head, Value};
use vunggoc_report::xlsx::{FormCell, FormRow, FormSheet, InputKind, Sheet, Workbook, write};

/// The most workbooks of one archive.
const N_WORKBOOKS: usize = 1_000;

/// The archive of all workbooks of a form below a unit.
pub async fn workbooks(ctx: &Ctx, form: &str, period: Period, under: Id<Unit>) -> Answer<Vec<u8>> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadFigures, Action::CloseFigures, under).await?;
    let asking = work.asking(form, period).await?;
    let rows = work.grid_rows(&asking, under, Action::CloseFigures).await?;
    let mut files = Vec::new();
    for answering in asking.who() {
        let own: Vec<usize> =
            rows.iter().copied().filter(|at| asking.answering(*at) == Some(answering)).collect();
        if own.is_empty() {
            continue;
        }
        if files.len() == N_WORKBOOKS {
            return Err(AppError::Broken(crate::Rule::Field { name: "under" }));
        }
        let mut read = work.read_rows(&asking, &own).await?;
        // A workbook travels: a small count is left open in it, and a blank cell takes nothing back.
        work.hide_small(&asking, (&own, &mut read), |_| true).await?;
        let number = asking.day.order().unit(answering).map_or(0, Id::number);
        let name = format!("{form}-{period}-{number}.xlsx");
        files.push((name, write(&workbook(&asking, answering, &read))?));
    }
    if files.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(vunggoc_report::archive::write(&files)?)
}

fn workbook(asking: &Asking, answering: usize, rows: &[Row]) -> Workbook {
    let unit = asking.day.order().unit(answering).map_or(0, Id::number);
    let form = asking.form;
    let column =
        |i: &&vunggoc_core::indicator::Indicator| Head::from(Column::number(&i.code, &i.name_vi, 18));
    let kinds = asking.columns.iter().filter(|i| i.scale > 0);
    let sheet = FormSheet {
        name: form.name.code.clone(),
        identity: vec![
            ("form".into(), form.name.code.clone()),
            ("period".into(), asking.period.to_string()),
            ("unit".into(), unit.to_string()),
        ],
        top: vec![asking.day.name(answering).to_owned(), format!("Kỳ báo cáo: {}", asking.period)],
        caption: form.name.vi.clone(),
        unit_of_count: String::new(),
        fixed: vec![Column::centred("stt", "STT", 6), Column::text("name", "Tên tổ chức", 44)],
        inputs: asking.columns.iter().map(column).collect(),
        kinds: kinds.map(|i| (i.code.clone(), InputKind::Decimal { scale: i.scale })).collect(),
        rows: lines(asking, rows),
        unsummed: asking
            .columns
            .iter()
            .filter(|i| i.over_tree != OverTree::Sum)
            .map(|i| i.code.clone())
            .collect(),
        notes: vec![
            format!("Gửi trước hoặc trong ngày {}.", due_on(form, asking.period).strftime("%d/%m/%Y")),
            "Để trống nếu chưa có số liệu; chỉ nhập 0 khi thật sự bằng 0.".into(),
        ],
    };
    Workbook { title: form.name.vi.clone(), sheets: vec![Sheet::Form(sheet)], ..Workbook::default() }
}

/// The rows, and their total where there are several.
fn lines(asking: &Asking, rows: &[Row]) -> Vec<FormRow> {
    let mut all: Vec<FormRow> = rows.iter().enumerate().map(|(n, row)| line(asking, n, row)).collect();
    if all.len() > 1 {
        all.push(FormRow::Total { fixed: vec![String::new(), "Tổng cộng".into()] });
    }
    all
}

fn line(asking: &Asking, n: usize, row: &Row) -> FormRow {
    let cell = |(cell, indicator): (&crate::figure::grid::Cell, &&vunggoc_core::indicator::Indicator)| match (
        cell.asked,
        cell.value,
        indicator.scale,
    ) {
        (false, _, _) => FormCell::Closed(Value::Blank),
        (true, None, _) => FormCell::Open,
        (true, Some(value), 0) => FormCell::Filled(Value::Whole(value)),
        (true, Some(value), scale) => FormCell::Filled(Value::Decimal { value, scale }),
    };
    FormRow::Asked {
        key: row.unit_id.to_string(),
        fixed: vec![(n + 1).to_string(), row.unit.clone()],
        cells: row.cells.iter().zip(&asking.columns).map(cell).collect(),
    }
}
