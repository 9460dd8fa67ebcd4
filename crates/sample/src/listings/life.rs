//! The acts of one listing, each with its decision and paper.

use super::grounds;
use crate::model::{PaperAt, SampleAct, SampleDecision, SampleListing, UnitAt, Verb};
use crate::register::{Layout, Register, Upper, Wording};
use crate::rng::Rng;
use jiff::ToSpan;
use jiff::civil::Weekday;
use std::collections::BTreeMap;
use vunggoc_core::decision::Form;
use vunggoc_core::listing::{Status, Tier};
use vunggoc_core::{Date, date};

/// What is to become of a listing.
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub(super) opened: Date,
    pub(super) tier: Tier,
    pub(super) status: Status,
    /// When it goes to the other level.
    pub(super) moved: Option<Date>,
    /// When it is removed; open to this day where none.
    pub(super) removed: Option<Date>,
    /// Until when it is to be finished in the end; a year where none.
    pub(super) due_on: Option<Date>,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            opened: date(2021, 1, 4),
            tier: Tier::Lower,
            status: Status::Weak,
            moved: None,
            removed: None,
            due_on: None,
        }
    }
}

/// Writes listings and their papers.
#[derive(Debug)]
pub(super) struct Life<'a> {
    register: &'a mut Register,
    layout: &'a Layout,
    rng: Rng,
    /// How many listings were begun: criteria go in turn.
    n_begun: usize,
    /// One paper for what one body concluded on one day.
    papers: BTreeMap<(String, Date, &'static str), PaperAt>,
}

/// Who decides, and how the paper looks.
struct Desk {
    body_kind: &'static str,
    body: String,
    issuer: String,
    symbol: &'static str,
    signer: &'static str,
    summoned: u16,
}

impl<'a> Life<'a> {
    pub(super) fn new(register: &'a mut Register, layout: &'a Layout, rng: Rng) -> Self {
        Self { register, layout, rng, n_begun: 0, papers: BTreeMap::new() }
    }

    /// A working day between two days.
    pub(super) fn day(&mut self, from: Date, to: Date) -> Date {
        let span = from.until(to).map_or(0, |s| s.get_days());
        let days = self.rng.between(0, span);
        working(plus(from, days), to)
    }

    /// A working day so many days later.
    pub(super) fn day_after(&mut self, day: Date, least: i32, most: i32) -> Date {
        let days = self.rng.between(least, most);
        working(plus(day, days), plus(day, most))
    }

    /// A working day well inside a span.
    pub(super) fn between(&mut self, from: Date, to: Date) -> Date {
        let third = from.until(to).map_or(30, |s| s.get_days()) / 3;
        self.day_after(from, third, 2 * third)
    }

    /// A listing from its proposal to its end.
    pub(super) fn lead(&mut self, unit: UnitAt, course: Course) -> Option<SampleListing> {
        let mut listing = self.draft(unit, course.status, plus(course.opened, -30), course.tier)?;
        let upper = self.above(unit)?;
        let owner = |tier| if tier == Tier::Upper { self.layout.city } else { upper.unit };
        let (city, below) = (owner(Tier::Upper), owner(Tier::Lower));
        let year = plus(course.opened, 365);
        let first_due = if course.moved.is_some() { year } else { course.due_on.unwrap_or(year) };
        let first_due = first_due.max(plus(course.opened, 120));
        let mut due_on = first_due;
        let (status, group) = (course.status, grounds::group(&listing.criteria));
        let owner = if course.tier == Tier::Upper { city } else { below };
        let open = Verb::Open { tier: course.tier, status, group, owner, due_on };
        self.act(&mut listing, &upper, course.tier, course.opened, open);
        let mut tier = course.tier;
        if let Some(on) = course.moved {
            due_on = self.prolong(&mut listing, &upper, tier, due_on, on);
            due_on = course.due_on.unwrap_or_else(|| plus(on, 240)).max(due_on);
            let (verb, next) = if tier == Tier::Upper {
                (Verb::HandDown { owner: below, due_on }, Tier::Lower)
            } else {
                (Verb::HandUp { owner: city, due_on }, Tier::Upper)
            };
            self.act(&mut listing, &upper, Tier::Upper, on, verb);
            tier = next;
        }
        let until = course.removed.unwrap_or(date(2024, 9, 1));
        self.regroup(&mut listing, &upper, tier, until);
        self.prolong(&mut listing, &upper, tier, due_on, until);
        if let Some(on) = course.removed {
            let result = self.rng.pick(&grounds::RESULTS).unwrap_or_default();
            self.act(&mut listing, &upper, tier, on, Verb::Remove { result });
        }
        Some(listing)
    }

    /// A proposal that waits for its decision on the day of the demonstration.
    pub(super) fn proposal(&mut self, unit: UnitAt) -> Option<SampleListing> {
        let on = self.day(date(2024, 9, 16), date(2024, 10, 11));
        self.draft(unit, Status::Weak, on, Tier::Lower)
    }

    fn draft(&mut self, unit: UnitAt, status: Status, on: Date, tier: Tier) -> Option<SampleListing> {
        let upper = self.above(unit)?;
        let kind =
            self.register.units.get(unit as usize).and_then(|u| u.spells.last()).map_or("", |s| s.kind);
        let criteria = grounds::criteria(self.n_begun, kind, status);
        self.n_begun += 1;
        let by = if tier == Tier::Upper { "Ban Thường vụ" } else { "Ban Tổ chức" };
        Some(SampleListing {
            unit,
            proposed_on: working(on, plus(on, 7)),
            proposed_by: format!("{by} {}", upper.committee),
            reasons: grounds::words(&criteria),
            criteria,
            in_charge: format!("Ủy viên Ban Thường vụ {}", upper.committee),
            acts: Vec::new(),
        })
    }

    fn above(&self, unit: UnitAt) -> Option<Upper> {
        let base = self.layout.bases.iter().find(|b| b.unit == unit)?;
        self.layout.upper(base.upper).cloned()
    }

    /// Prolongs until the date to finish lies behind a day; gives the date it has then.
    fn prolong(
        &mut self,
        listing: &mut SampleListing,
        upper: &Upper,
        tier: Tier,
        due: Date,
        until: Date,
    ) -> Date {
        let mut due = due;
        while due < until {
            let last = listing.acts.last().map_or(due, |a| a.on);
            let on = working(plus(due, -12), due).max(plus(last, 1));
            if on >= until {
                break;
            }
            due = plus(due, 180);
            self.act(listing, upper, tier, on, Verb::Prolong { due_on: due });
        }
        due
    }

    /// One in nine changes its group on the way.
    fn regroup(&mut self, listing: &mut SampleListing, upper: &Upper, tier: Tier, until: Date) {
        use vunggoc_core::listing::Group;
        let Some(last) = listing.acts.last() else { return };
        let on = plus(last.on, 60);
        let open = listing.acts.iter().find_map(|a| match a.verb {
            Verb::Open { status, group, .. } => Some((status, group)),
            _ => None,
        });
        let Some((status, group)) = open.filter(|_| plus(on, 40) < until) else { return };
        if !self.rng.chance(110) {
            return;
        }
        let next = match group {
            Group::One => Group::Two,
            Group::Two | Group::Three => Group::Three,
        };
        if next != group {
            let on = working(on, plus(on, 7));
            self.act(listing, upper, tier, on, Verb::Regroup { status, group: next });
        }
    }

    fn act(&mut self, listing: &mut SampleListing, upper: &Upper, by: Tier, on: Date, verb: Verb) {
        let what = match verb {
            Verb::Open { .. } => "Đưa vào diện theo dõi, củng cố",
            Verb::HandDown { .. } => {
                "Chuyển về cấp huyện theo dõi các tổ chức cơ sở đảng thuộc diện Thành phố"
            }
            Verb::HandUp { .. } => "Đưa vào diện Thành phố theo dõi",
            Verb::Prolong { .. } => "Kéo dài thời gian củng cố",
            Verb::Regroup { .. } => "Điều chỉnh nhóm theo dõi, củng cố",
            Verb::Remove { .. } => "Đưa ra khỏi diện theo dõi, củng cố",
        };
        let desk = self.desk(upper, by, &verb);
        let about = if matches!(verb, Verb::HandDown { .. }) {
            what.to_owned()
        } else {
            format!("{what}: {}", self.register.name(listing.unit))
        };
        let key = (about.clone(), on, desk.symbol);
        let wording =
            Wording { symbol: desk.symbol, signed_on: on, issuer: desk.issuer, signer: desk.signer, about };
        let paper = match self.papers.get(&key) {
            Some(paper) => *paper,
            None => self.register.papers.add(wording),
        };
        self.papers.insert(key, paper);
        let form = if self.rng.chance(150) { Form::Written } else { Form::Meeting };
        let n_present = desk.summoned - u16::try_from(self.rng.below(3)).unwrap_or(0);
        let n_agreed = n_present - u16::from(self.rng.chance(60));
        let decided_on =
            plus(on, -self.rng.between(0, 3)).max(listing.acts.last().map_or(Date::MIN, |a| a.on));
        let decision = SampleDecision {
            body_kind: desk.body_kind,
            body: desk.body,
            form,
            decided_on,
            n_summoned: desk.summoned,
            n_present,
            n_agreed,
            paper,
        };
        listing.acts.push(SampleAct { on, verb, decision });
    }

    fn desk(&self, upper: &Upper, by: Tier, verb: &Verb) -> Desk {
        match (by, verb) {
            (Tier::Upper, Verb::HandDown { .. } | Verb::Prolong { .. } | Verb::Regroup { .. }) => Desk {
                body_kind: "steering",
                body: "Ban Chỉ đạo 15 Thành phố Mẫu".into(),
                issuer: "Ban Chỉ đạo 15 Thành phố Mẫu".into(),
                symbol: "TB/BCĐ15",
                signer: "T/M Ban Chỉ đạo, Phó Trưởng ban",
                summoned: 21,
            },
            (Tier::Upper, _) => Desk {
                body_kind: "standing-committee",
                body: "Ban Thường vụ Thành ủy Mẫu".into(),
                issuer: "Thành ủy Mẫu".into(),
                symbol: "QĐ/TU",
                signer: "T/M Ban Thường vụ, Phó Bí thư",
                summoned: 16,
            },
            (Tier::Lower, _) => Desk {
                body_kind: "standing-committee",
                body: format!("Ban Thường vụ {}", upper.committee),
                issuer: upper.committee.clone(),
                symbol: upper.decision_symbol,
                signer: "T/M Ban Thường vụ, Phó Bí thư Thường trực",
                summoned: 13,
            },
        }
    }
}

fn plus(day: Date, days: i32) -> Date {
    day.checked_add(i64::from(days).days()).unwrap_or(day)
}

/// The day itself or the next Monday; the Friday before where that is beyond the last day.
fn working(day: Date, last: Date) -> Date {
    let (on, back) = match day.weekday() {
        Weekday::Saturday => (2, 1),
        Weekday::Sunday => (1, 2),
        _ => (0, 0),
    };
    let next = plus(day, on);
    if next > last { plus(day, -back) } else { next }
}
