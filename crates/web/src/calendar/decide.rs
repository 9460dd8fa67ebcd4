//! Quyết định của một năm: the days as a small grid, looked at before they are written, with the government's paper.

use super::words;
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Problems, read_day};
use crate::lang::Lang;
use crate::listing::Choice;
use crate::page::{Posted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::AppError;
use vunggoc_app::calendar::decide::{Preview, YearDraft, decide, preview};
use vunggoc_app::calendar::year::{YearPage, year};
use vunggoc_app::rules::Rules;
use vunggoc_core::calendar::{DecidedDay, Decision, HolidayNo, Mark};
use vunggoc_core::{Version, date};

/// Blank lines after those that are filled.
const N_BLANK: usize = 4;

#[derive(Template)]
#[template(path = "calendar/decide.html")]
struct DecidePage {
    shell: Shell,
    page: YearPage,
    rows: Vec<RowDraft>,
    marks: Vec<Choice>,
    holidays: Vec<Choice>,
    fields: Fields,
    problems: Problems,
    preview: Option<Preview>,
    /// What the preview spoke of; writing asks for the same.
    looked_at: String,
}

impl DecidePage {
    fn term_days(&self, l: &Lang, days: &vunggoc_core::task::Days) -> &'static str {
        match days {
            vunggoc_core::task::Days::Working => l.t("ngày làm việc", "working days"),
            vunggoc_core::task::Days::Calendar => l.t("ngày", "days"),
        }
    }
    fn fatal(&self) -> bool {
        self.preview.as_ref().is_some_and(|p| p.objections.iter().any(|(o, _)| o.is_fatal()))
    }
    fn objection(&self, l: &Lang, odd: &(vunggoc_core::calendar::Objection, Option<String>)) -> String {
        let code = odd.1.as_deref().unwrap_or_default();
        let name = self.holidays.iter().find(|(value, _)| value == code).map_or(code, |(_, name)| name);
        words::objection(l, odd.0, name)
    }
}

/// A line of the grid, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct RowDraft {
    no: usize,
    on: String,
    mark: String,
    holiday: String,
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor, Path(wanted): Path<i16>) -> Answer {
    let page = year(&visitor.ctx, wanted).await?;
    if !page.may_decide {
        return Err(AppError::Refused(vunggoc_app::Refusal::NotGranted(
            vunggoc_core::access::Action::KeepCalendar,
        ))
        .into());
    }
    let l = visitor.lang;
    let rows = page.days.iter().map(|d| RowDraft {
        no: 0,
        on: l.date(&d.on),
        mark: d.kind.to_owned(),
        holiday: d.holiday.clone().unwrap_or_default(),
    });
    let rows = rows.collect();
    let today = l.date(&visitor.ctx.today().to_string());
    let fields = Fields::of(&[("paper_on", &today), ("secrecy", "open")]);
    draw(&form(&state, &visitor, page, rows, fields, Problems::default()))
}

fn form(
    state: &WebState,
    visitor: &Visitor,
    page: YearPage,
    mut rows: Vec<RowDraft>,
    fields: Fields,
    problems: Problems,
) -> DecidePage {
    let l = visitor.lang;
    rows.extend(std::iter::repeat_n(RowDraft::default(), N_BLANK));
    for (place, row) in rows.iter_mut().enumerate() {
        row.no = place + 1;
    }
    let title = format!("{} {}", l.t("Ngày nghỉ, làm bù năm", "Days off and make-up days of"), page.year);
    let marks = ["holiday", "in-lieu", "exchanged", "make-up"];
    DecidePage {
        shell: Shell::new(state, visitor, title),
        marks: marks.iter().map(|m| ((*m).into(), words::kind(&l, m).into())).collect(),
        holidays: holidays(&l, &state.rules, page.year),
        page,
        rows,
        fields,
        problems,
        preview: None,
        looked_at: String::new(),
    }
}

/// The holidays that the law has in a year.
fn holidays(l: &Lang, rules: &Rules, year: i16) -> Vec<Choice> {
    let held = rules.calendar.rules.holidays.iter().filter(|h| h.days_in(year).next().is_some());
    let named = held.filter_map(|h| {
        let name = rules.calendar.holiday(&h.code)?;
        Some((h.code.clone(), l.t(&name.vi, &name.en).to_owned()))
    });
    std::iter::once((String::new(), "–".to_owned())).chain(named).collect()
}

pub(super) async fn send(State(state): State<WebState>, Path(wanted): Path<i16>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let page = year(&visitor.ctx, wanted).await?;
    let mut problems = Problems::default();
    let rows = typed(&fields);
    let days = read(&l, &state.rules, &rows, &mut problems);
    let paper = crate::paper::read(&l, &fields, &mut problems);
    let decision = Decision { year: wanted, days };
    let looked_at = fingerprint(&decision);
    let seen = Version(fields.number("version").unwrap_or(0));
    let writes = fields.is("act", "write") && fields.is("looked_at", &looked_at);
    let mut status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut shown = None;
    if problems.is_empty() {
        if writes {
            match decide(&visitor.ctx, &YearDraft { decision: decision.clone(), paper }, seen).await {
                Ok(year) => return Ok(Redirect::to(&format!("/calendar?year={year}")).into_response()),
                Err(error @ (AppError::Fault(_) | AppError::NotFound | AppError::Refused(_))) => {
                    return Err(WebError::App(error));
                }
                Err(error) => {
                    let stale = matches!(error, AppError::Stale { .. });
                    status = if stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
                    problems.add("", crate::words::error(&l, &error));
                }
            }
        } else {
            shown = Some(preview(&visitor.ctx, &decision).await?);
        }
    }
    let mut page = form(&state, &visitor, page, rows, fields, problems);
    page.preview = shown;
    page.looked_at = looked_at;
    if status == StatusCode::OK { draw(&page) } else { draw_as(status, &page) }
}

/// The lines that are not blank, as typed.
fn typed(fields: &Fields) -> Vec<RowDraft> {
    let lines = fields.values("day_on").zip(fields.values("day_mark")).zip(fields.values("day_holiday"));
    let rows = lines.map(|((on, mark), holiday)| RowDraft {
        no: 0,
        on: on.trim().to_owned(),
        mark: mark.to_owned(),
        holiday: holiday.to_owned(),
    });
    rows.filter(|row| !row.on.is_empty()).collect()
}

fn read(l: &Lang, rules: &Rules, rows: &[RowDraft], problems: &mut Problems) -> Vec<DecidedDay> {
    let mut days = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let at = rules.calendar.rules.holidays.iter().position(|h| h.code == row.holiday);
        let holiday = at.and_then(|p| u8::try_from(p).ok()).map(HolidayNo);
        match (read_day(&row.on), Mark::from_code(&row.mark, holiday)) {
            (Some(on), Some(mark)) => days.push(DecidedDay { on, mark }),
            _ => problems.add(
                &format!("day_on_{}", place + 1),
                format!(
                    "{} {}: {}",
                    l.t("Dòng", "Line"),
                    place + 1,
                    l.t("nhập ngày đúng dạng ngày/tháng/năm", "enter a date as day/month/year")
                ),
            ),
        }
    }
    days.sort_by_key(|d| d.on);
    days
}

/// The days of a decision as one text, so that what is written is what was looked at.
fn fingerprint(decision: &Decision) -> String {
    let day = |d: &DecidedDay| {
        let n = (d.on - date(decision.year, 1, 1)).get_days();
        let no = d.mark.kind().holiday().map_or(String::new(), |no| no.0.to_string());
        format!("{n}{}{no}", d.mark.code().get(..1).unwrap_or_default())
    };
    decision.days.iter().map(day).collect::<Vec<_>>().join(".")
}
