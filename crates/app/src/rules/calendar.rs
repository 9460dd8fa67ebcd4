//! `rules/holidays.toml`.

use super::raw::{At, RawGround, date, file, once};
use super::{RuleFault, What};
use serde::Deserialize;
use std::collections::BTreeMap;
use vunggoc_core::Date;
use vunggoc_core::calendar::{
    Calendar, DecidedDay, Decision, HolidayNo, HolidayRule, InLieu, Mark, Rules, Weekends, WeeklyOff, When,
};
use vunggoc_core::rulebook::{CalendarRules, DecidedYear, Ground, Named};

const FILE: &str = "holidays.toml";

type Day = toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weekend: Vec<RawWeekend>,
    in_lieu: RawInLieu,
    statutory: RawGround,
    holiday: Vec<RawHoliday>,
    year: Vec<RawYear>,
}

#[derive(Deserialize)]
struct RawWeekend {
    off: String,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
struct RawInLieu {
    is: String,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
struct RawHoliday {
    code: String,
    vi: String,
    en: String,
    day: Option<String>,
    lunar: Option<String>,
    #[serde(default)]
    before: u8,
    #[serde(default)]
    after: u8,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
struct RawYear {
    year: i16,
    holidays: BTreeMap<String, Vec<Day>>,
    #[serde(default)]
    in_lieu: Vec<Day>,
    #[serde(default)]
    exchanged: Vec<Day>,
    #[serde(default)]
    make_up: Vec<Day>,
    #[serde(flatten)]
    ground: RawGround,
}

pub(super) fn read(text: &str) -> Result<CalendarRules, RuleFault> {
    let raw: File = file(FILE, text)?;
    once(FILE, raw.holiday.iter().map(|h| h.code.as_str()))?;
    let weekends: Vec<(Weekends, Ground)> = raw.weekend.into_iter().map(weekend).collect::<Result<_, _>>()?;
    let holidays: Vec<(HolidayRule, (Named, Ground))> =
        raw.holiday.into_iter().map(holiday).collect::<Result<_, _>>()?;
    let at = At { file: FILE, entry: "in_lieu" };
    let in_lieu = at.word("is", &raw.in_lieu.is, InLieu::from_code)?;
    let rules = Rules {
        weekends: weekends.iter().map(|(w, _)| *w).collect(),
        holidays: holidays.iter().map(|(rule, _)| rule.clone()).collect(),
        in_lieu,
    };
    let plain = Calendar::new(rules.clone(), Vec::new());
    let mut years: Vec<DecidedYear> =
        raw.year.into_iter().map(|y| year(y, &plain)).collect::<Result<_, _>>()?;
    years.sort_by_key(|y| y.ground.from_on);
    Ok(CalendarRules {
        rules,
        holidays: holidays.into_iter().map(|(_, named)| named).collect(),
        weekends: weekends.into_iter().map(|(_, ground)| ground).collect(),
        in_lieu: raw.in_lieu.ground.read(at)?,
        statutory: raw.statutory.read(At { file: FILE, entry: "statutory" })?,
        years,
    })
}

fn weekend(raw: RawWeekend) -> Result<(Weekends, Ground), RuleFault> {
    let at = At { file: FILE, entry: &raw.off };
    let off = at.word("off", &raw.off, WeeklyOff::from_code)?;
    let ground = raw.ground.read(at)?;
    Ok((Weekends { from_on: ground.from_on.unwrap_or(Date::MIN), off }, ground))
}

fn holiday(raw: RawHoliday) -> Result<(HolidayRule, (Named, Ground)), RuleFault> {
    let at = At { file: FILE, entry: &raw.code };
    let when = match (raw.day.as_deref(), raw.lunar.as_deref()) {
        (Some(day), None) => solar(day).ok_or_else(|| at.fault(What::Dates))?,
        (None, Some("new-year")) => When::LunarNewYear,
        (None, Some("hung-kings")) => When::HungKings,
        (day, lunar) => {
            let value = format!("day = {day:?}, lunar = {lunar:?}");
            return Err(at.fault(What::Word { field: "day | lunar", value }));
        }
    };
    let ground = raw.ground.read(at)?;
    let rule = HolidayRule {
        code: raw.code.clone(),
        when,
        n_before: raw.before,
        n_after: raw.after,
        from_on: ground.from_on.unwrap_or(Date::MIN),
        until_on: ground.until_on,
    };
    Ok((rule, (at.named(raw.vi, raw.en)?, ground)))
}

/// `dd-mm`, of a day that every year has.
fn solar(text: &str) -> Option<When> {
    let (day, month) = text.split_once('-')?;
    let (day, month) = (day.parse().ok()?, month.parse().ok()?);
    Date::new(2023, month, day).ok().map(|_| When::Solar { month, day })
}

fn year(raw: RawYear, plain: &Calendar) -> Result<DecidedYear, RuleFault> {
    let entry = raw.year.to_string();
    let at = At { file: FILE, entry: &entry };
    let mut days = Vec::new();
    let mut put = |list: Vec<Day>, mark: Mark| {
        for day in list {
            let on = date(at, Some(day))?.ok_or_else(|| at.fault(What::Dates))?;
            days.push(DecidedDay { on, mark });
        }
        Ok(())
    };
    for (code, list) in raw.holidays {
        let no: Option<HolidayNo> = plain.holiday_of(&code);
        if no.is_none() {
            return Err(at.fault(What::Unknown(code)));
        }
        put(list, Mark::Holiday(no))?;
    }
    put(raw.in_lieu, Mark::InLieu)?;
    put(raw.exchanged, Mark::Exchanged)?;
    put(raw.make_up, Mark::MakeUp)?;
    days.sort_by_key(|d| d.on);
    let decision = Decision { year: raw.year, days };
    if !decision.objections(plain).is_empty() {
        return Err(at.fault(What::Conflict("ngày nghỉ, làm bù không khớp nhau · days do not go together")));
    }
    Ok(DecidedYear { decision, ground: raw.ground.read(at)? })
}
