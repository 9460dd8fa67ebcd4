//! Đối chiếu lại: criteria run again for some units on the newest figures, by the code of screening. Nothing is kept.

use super::Round;
use super::run::periods;
use crate::{Answer, AppError, Rule, Work};
use serde::Serialize;
use vunggoc_core::period::Period;
use vunggoc_core::screening::words::{Language, number, period, say};
use vunggoc_core::screening::{Condition, Criterion, Decided, Inputs, Outcome, Remedy, Screened};
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id};

/// What a criterion says of a sign that was there before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Reread {
    /// Its code.
    pub criterion: String,
    /// Whether it was overcome; missing is never green.
    #[serde(serialize_with = "tag")]
    #[schema(value_type = String)]
    pub remedy: Remedy,
    /// The sentence in Vietnamese.
    pub says_vi: String,
    /// The sentence in English.
    pub says_en: String,
}

fn tag<S: serde::Serializer>(remedy: &Remedy, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(remedy.tag())
}

impl Work {
    /// Runs criteria again for one unit on a day.
    pub(crate) async fn reread(&mut self, unit: Id<Unit>, codes: &[String], on: Date) -> Answer<Vec<Reread>> {
        let all = self.reread_all(&[(unit, codes.to_vec())], on).await?;
        Ok(all.into_iter().next().unwrap_or_default())
    }

    /// Runs criteria again for many units in one pass: for each of them an answer to each of its codes, in order.
    pub(crate) async fn reread_all(
        &mut self,
        wanted: &[(Id<Unit>, Vec<String>)],
        on: Date,
    ) -> Answer<Vec<Vec<Reread>>> {
        let mut codes: Vec<String> = wanted.iter().flat_map(|(_, codes)| codes.iter().cloned()).collect();
        codes.sort();
        codes.dedup();
        let Some(first) = wanted.first().map(|(unit, _)| *unit) else { return Ok(Vec::new()) };
        let round = Round { under: first, tree: Tree::Party, on, periods: periods(on), criteria: codes };
        let ready = match self.ready(&round).await {
            // A unit that has ended has no figures any more.
            Err(AppError::Broken(Rule::UnitNotThere)) if wanted.len() == 1 => {
                return Ok(vec![
                    wanted.iter().flat_map(|(_, codes)| codes.iter().map(|c| gone(c))).collect(),
                ]);
            }
            other => other?,
        };
        let screened = Screened::run(&ready.criteria, &ready.inputs);
        let of = |unit: Id<Unit>, code: &String| {
            let place = ready.criteria.iter().position(|c| c.name.code == *code);
            match (ready.day.order().position(unit), place) {
                (Some(at), Some(place)) => one(&screened, &ready.inputs, place, at, code),
                _ => gone(code),
            }
        };
        Ok(wanted.iter().map(|(unit, codes)| codes.iter().map(|c| of(*unit, c)).collect()).collect())
    }
}

fn gone(code: &str) -> Reread {
    Reread {
        criterion: code.to_owned(),
        remedy: Remedy::Unknown,
        says_vi: "Chưa xác định: tổ chức hoặc tiêu chí không còn vào ngày đối chiếu".into(),
        says_en: "Not determined: the unit or the criterion is no longer there on this day".into(),
    }
}

fn one(screened: &Screened<'_>, inputs: &Inputs, place: usize, at: usize, code: &str) -> Reread {
    let outcome = screened.outcome(place, at);
    let sentence = screened.sentence(place, at);
    let (says_vi, says_en) = match (&sentence, screened.criteria().get(place)) {
        (Some(sentence), _) => (say(sentence, Language::Vietnamese), say(sentence, Language::English)),
        (None, Some(criterion)) if outcome == Outcome::Clear => cleared(criterion, inputs, at),
        (None, criterion) => not_said(criterion),
    };
    Reread { criterion: code.to_owned(), remedy: outcome.remedy(), says_vi, says_en }
}

/// Why a criterion says nothing of a unit.
fn not_said(criterion: Option<&Criterion>) -> (String, String) {
    let by_paper = criterion.is_some_and(|c| matches!(c.decided, Decided::Judgement));
    let (vi, en) = if by_paper {
        (
            "Chưa xác định: chưa nhập kết luận bằng văn bản của cơ quan có thẩm quyền",
            "Not determined: no paper of the competent body was entered",
        )
    } else {
        (
            "Chưa xác định: tiêu chí không áp dụng với số liệu hiện có",
            "Not determined: the criterion does not apply to the figures there are",
        )
    };
    (vi.into(), en.into())
}

/// The sentence of a sign that is no longer there, with the figure that shows it.
fn cleared(criterion: &Criterion, inputs: &Inputs, at: usize) -> (String, String) {
    let Decided::Figures(test) = &criterion.decided else {
        return (
            "Đã khắc phục, theo văn bản của cơ quan có thẩm quyền".into(),
            "Overcome, by a paper of the competent body".into(),
        );
    };
    let latest = inputs.latest.period(test.period);
    // A small count of a sensitive indicator is told nowhere.
    let latest = latest.filter(|_| !test.is_sensitive());
    let figure = |l: Language| latest.and_then(|p| reading(&test.condition, inputs, p, at, l));
    let vi = figure(Language::Vietnamese).map_or_else(String::new, |f| format!(": {f}"));
    let en = figure(Language::English).map_or_else(String::new, |f| format!(": {f}"));
    (format!("Không còn biểu hiện{vi}"), format!("No longer a sign{en}"))
}

fn reading(condition: &Condition, inputs: &Inputs, of: Period, at: usize, l: Language) -> Option<String> {
    let value = |m: &vunggoc_core::screening::Measured| {
        inputs.columns.get(&m.name.code, Some(of)).get(at).map(|v| number(v, m.scale, l))
    };
    let name = match l {
        Language::Vietnamese => &condition.of.name.vi,
        Language::English => &condition.of.name.en,
    };
    let shown = value(&condition.of)?;
    let shown = match &condition.base {
        Some(base) => format!("{shown}/{}", value(base)?),
        None => shown,
    };
    Some(format!("{name} {shown} ({})", period(of, l)))
}
