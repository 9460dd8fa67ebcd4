//! The calendar itself: every day of its years laid out once, so that a count is a look-up.

use crate::day::{DayKind, Weekends};
use crate::decision::Decision;
use crate::holiday::{HolidayNo, HolidayRule, InLieu, Rules};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// First year laid out: that of the lunar table.
pub const FIRST_YEAR: i16 = 1990;
/// Last year laid out.
pub const LAST_YEAR: i16 = 2050;

/// Lịch làm việc: which days are worked.
///
/// Outside [`FIRST_YEAR`]`..=`[`LAST_YEAR`] only weekly days off are known, and every date there is provisional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    rules: Rules,
    /// Decisions by year.
    decided: BTreeMap<i16, Decision>,
    /// Every day laid out, in order, with its kind.
    days: Vec<(Date, DayKind)>,
    /// The place in `days` of each 1 January.
    years: Vec<usize>,
    /// How many days are worked up to and with each day.
    worked: Vec<u32>,
    /// The place in `days` of each worked day.
    workdays: Vec<u32>,
}

impl Calendar {
    /// A calendar of rules and decisions. Of two decisions on one year the later in the list holds.
    pub fn new(rules: Rules, decisions: Vec<Decision>) -> Self {
        let decided: BTreeMap<i16, Decision> = decisions.into_iter().map(|d| (d.year, d)).collect();
        let mut new = Self {
            days: Vec::new(),
            years: Vec::new(),
            worked: Vec::new(),
            workdays: Vec::new(),
            rules,
            decided,
        };
        new.lay_out();
        new.assume();
        new.lay_decisions();
        new.add_up();
        new
    }

    /// The rules it was built from.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Its holidays, each with its number.
    pub fn holidays(&self) -> impl Iterator<Item = (HolidayNo, &HolidayRule)> {
        self.rules
            .holidays
            .iter()
            .enumerate()
            .filter_map(|(n, h)| Some((HolidayNo(u8::try_from(n).ok()?), h)))
    }

    /// The number of the holiday with a code.
    pub fn holiday_of(&self, code: &str) -> Option<HolidayNo> {
        self.holidays().find(|(_, h)| h.code == code).map(|(no, _)| no)
    }

    /// The holiday of a number.
    pub fn holiday(&self, no: HolidayNo) -> Option<&HolidayRule> {
        self.rules.holidays.get(usize::from(no.0))
    }

    /// The decision on a year.
    pub fn decision(&self, year: i16) -> Option<&Decision> {
        self.decided.get(&year)
    }

    /// Whether the government has decided on a year.
    pub fn is_decided(&self, year: i16) -> bool {
        self.decided.contains_key(&year) && (FIRST_YEAR..=LAST_YEAR).contains(&year)
    }

    /// What a day is.
    pub fn kind_of(&self, day: Date) -> DayKind {
        match self.place(day).and_then(|p| self.days.get(p)) {
            Some((_, kind)) => *kind,
            None if self.is_weekly_off(day) => DayKind::Weekend,
            None => DayKind::Workday,
        }
    }

    /// Whether one works on a day.
    pub fn is_worked(&self, day: Date) -> bool {
        self.kind_of(day).is_worked()
    }

    /// Whether a day is a weekly day off, whatever else it is.
    pub fn is_weekly_off(&self, day: Date) -> bool {
        Weekends::is_off(&self.rules.weekends, day)
    }

    /// The place of a day among those laid out.
    pub(crate) fn place(&self, day: Date) -> Option<usize> {
        let year = usize::try_from(day.year().checked_sub(FIRST_YEAR)?).ok()?;
        Some(self.years.get(year)? + usize::try_from(day.day_of_year()).ok()? - 1)
    }

    /// How many days are worked up to and with a place.
    pub(crate) fn worked_until(&self, place: usize) -> Option<u32> {
        self.worked.get(place).copied()
    }

    /// The n-th worked day, from 1.
    pub(crate) fn nth_worked(&self, n: u32) -> Option<Date> {
        let place = self.workdays.get(usize::try_from(n.checked_sub(1)?).ok()?)?;
        self.days.get(usize::try_from(*place).ok()?).map(|(day, _)| *day)
    }

    /// Every day with its weekly state.
    fn lay_out(&mut self) {
        let mut day = date(FIRST_YEAR, 1, 1);
        while day.year() <= LAST_YEAR {
            if day.day_of_year() == 1 {
                self.years.push(self.days.len());
            }
            let kind = if self.is_weekly_off(day) { DayKind::Weekend } else { DayKind::Workday };
            self.days.push((day, kind));
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
    }

    /// What the rules say of the years that nobody decided on.
    fn assume(&mut self) {
        let open = (FIRST_YEAR..=LAST_YEAR).filter(|y| !self.decided.contains_key(y));
        let days: Vec<_> = open.flat_map(|year| self.assumed(year)).collect();
        for (on, kind) in days {
            self.set(on, kind);
        }
    }

    /// The days off besides weekends that the rules give a year: holidays, and days off in lieu of those that fall
    /// on a weekly day off. This is what holds, provisionally, while the year is not decided.
    pub fn assumed(&self, year: i16) -> BTreeMap<Date, DayKind> {
        let mut off = BTreeMap::new();
        for (no, rule) in self.holidays() {
            for on in rule.days_in(year) {
                off.entry(on).or_insert(DayKind::Holiday(Some(no)));
            }
        }
        if self.rules.in_lieu == InLieu::Nothing {
            return off;
        }
        let on_weekends: Vec<Date> = off.keys().copied().filter(|on| self.is_weekly_off(*on)).collect();
        for on in on_weekends {
            let mut next = on.tomorrow();
            while let Ok(day) = next {
                if !self.is_weekly_off(day) && !off.contains_key(&day) {
                    off.insert(day, DayKind::InLieu);
                    break;
                }
                next = day.tomorrow();
            }
        }
        off
    }

    /// Decisions are laid over all, as they may reach into the years beside theirs.
    fn lay_decisions(&mut self) {
        let days: Vec<_> = self
            .decided
            .values()
            .flat_map(|decision| decision.days.iter().filter(|d| decision.reaches(d.on)))
            .map(|d| (d.on, d.mark.kind()))
            .collect();
        for (on, kind) in days {
            self.set(on, kind);
        }
    }

    fn set(&mut self, on: Date, kind: DayKind) {
        if let Some(slot) = self.place(on).and_then(|p| self.days.get_mut(p)) {
            slot.1 = kind;
        }
    }

    fn add_up(&mut self) {
        let mut n = 0;
        for (place, (_, kind)) in (0_u32..).zip(&self.days) {
            if kind.is_worked() {
                n += 1;
                self.workdays.push(place);
            }
            self.worked.push(n);
        }
    }
}

/// A day so many days on; the ends of the calendar hold it.
pub(crate) fn shift(day: Date, n: i64) -> Date {
    day.saturating_add(n.days())
}
