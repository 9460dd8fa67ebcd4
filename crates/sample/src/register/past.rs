//! What happened to units: founded, renamed, moved, ended; each by a paper, so that pages of history have content.

use super::{Base, Branch, Duty, Layout, New, Register, Wording, day};
use crate::model::{PaperAt, UnitAt};
use crate::rng::Rng;
use crate::totals;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Tree;
use vunggoc_core::{Date, date};

pub(super) fn add(register: &mut Register, layout: &mut Layout, rng: &mut Rng) {
    rename_communes(register, layout);
    rename_enterprises(register, layout, rng);
    move_enterprises(register, layout, rng);
    move_branches(register, layout, rng);
    end_bases(register, layout, rng);
    end_branches(register, layout, rng);
    found_in_enterprises(register, layout, rng);
}

/// A decision of the committee above the base.
fn paper(
    register: &mut Register,
    layout: &Layout,
    upper: UnitAt,
    on: Date,
    about: String,
) -> Option<PaperAt> {
    let upper = layout.upper(upper)?;
    Some(register.papers.add(Wording {
        symbol: upper.decision_symbol,
        signed_on: on,
        issuer: upper.committee.clone(),
        signer: "T/M Ban Thường vụ, Phó Bí thư",
        about,
    }))
}

/// Two communes of the town became wards; their branches took the name.
fn rename_communes(register: &mut Register, layout: &mut Layout) {
    let on = date(2021, 3, 1);
    for at in 0..layout.bases.len() {
        let Some(base) =
            layout.bases.get(at).filter(|b| ["xã Mẫu 13-10", "xã Mẫu 13-11"].contains(&&*b.place))
        else {
            continue;
        };
        let units: Vec<UnitAt> =
            std::iter::once(base.unit).chain(base.branches.iter().map(|b| b.unit)).collect();
        let about = format!("Đổi tên Đảng bộ {} và các chi bộ trực thuộc", base.place);
        let upper = base.upper;
        let Some(paper) = paper(register, layout, upper, on, about) else { continue };
        for unit in units {
            register.change(unit, on, paper, |s| s.name = s.name.replacen("xã Mẫu", "phường Mẫu", 1));
        }
        if let Some(base) = layout.bases.get_mut(at) {
            base.place = base.place.replacen("xã", "phường", 1);
        }
    }
}

fn rename_enterprises(register: &mut Register, layout: &mut Layout, rng: &mut Rng) {
    for at in some(layout, rng, 12, |b| b.duty == Duty::Enterprise && b.branches.is_empty()) {
        let on = day(rng, 2020, 2023);
        let Some((unit, upper, place)) = layout.bases.get(at).map(|b| (b.unit, b.upper, b.place.clone()))
        else {
            continue;
        };
        let renamed = place.replacen("Công ty", "Công ty cổ phần", 1);
        let about = format!("Đổi tên Chi bộ {place} thành Chi bộ {renamed}");
        let Some(paper) = paper(register, layout, upper, on, about) else { continue };
        register.change(unit, on, paper, |s| s.name = format!("Chi bộ {renamed}"));
        if let Some(base) = layout.bases.get_mut(at) {
            base.place = renamed;
        }
    }
}

/// Six enterprises went from the block to districts.
fn move_enterprises(register: &mut Register, layout: &mut Layout, rng: &mut Rng) {
    let block = layout.uppers.iter().rfind(|u| u.kind == "block").map(|u| u.unit);
    let districts: Vec<UnitAt> =
        layout.uppers.iter().filter(|u| u.kind == "district").map(|u| u.unit).collect();
    for at in some(layout, rng, 6, |b| Some(b.upper) == block && b.branches.is_empty()) {
        let on = day(rng, 2020, 2023);
        let Some(under) = rng.pick(&districts) else { continue };
        let Some(unit) = layout.bases.get(at).map(|b| b.unit) else { continue };
        let about = format!("Chuyển giao, tiếp nhận {}", register.name(unit));
        let Some(paper) = paper(register, layout, under, on, about) else { continue };
        register.change(unit, on, paper, |s| s.parent = Some(under));
        if let Some(base) = layout.bases.get_mut(at) {
            base.upper = under;
        }
    }
}

/// Ten residential branches went to the neighbouring commune.
fn move_branches(register: &mut Register, layout: &mut Layout, rng: &mut Rng) {
    for at in some(layout, rng, 10, |b| b.duty == Duty::Commune && b.branches.len() > 14) {
        let upper = layout.bases.get(at).map(|b| b.upper);
        let Some(to) = layout.bases.get(at + 1).filter(|b| b.duty == Duty::Commune && Some(b.upper) == upper)
        else {
            continue;
        };
        let (under, place) = (to.unit, to.place.clone());
        let Some(base) = layout.bases.get_mut(at) else { continue };
        let Some(last) = base.branches.iter().rposition(|b| b.kind == "residential") else { continue };
        let (upper, mut branch) = (base.upper, base.branches.remove(last));
        let on = day(rng, 2021, 2023);
        let about = format!("Chuyển {} về trực thuộc Đảng bộ {place}", register.name(branch.unit));
        let Some(paper) = paper(register, layout, upper, on, about) else { continue };
        branch.of.push('A');
        register.change(branch.unit, on, paper, |s| {
            s.parent = Some(under);
            s.name = format!("Chi bộ {}, {place}", branch.of);
        });
        if let Some(to) = layout.bases.get_mut(at + 1) {
            to.branches.push(branch);
        }
    }
}

/// Eight base branches of enterprises that no longer exist.
fn end_bases(register: &mut Register, layout: &Layout, rng: &mut Rng) {
    for (n, upper) in (1..=8).zip(layout.uppers.iter().filter(|u| u.kind == "district")) {
        let unit = register.add(New {
            tree: Tree::Party,
            name: format!("Chi bộ Công ty Mẫu {:02} số 9{n}", upper.number),
            kind: "enterprise",
            level: "base",
            parent: Some(upper.unit),
            from_on: day(rng, 2006, 2016),
            paper: None,
        });
        register.code(unit, [upper.number, 900 + n, 0, 0]);
        let on = day(rng, 2019, 2021);
        let about = format!("Giải thể {}", register.name(unit));
        if paper(register, layout, upper.unit, on, about).is_some() {
            register.end(unit, on);
        }
    }
}

fn end_branches(register: &mut Register, layout: &Layout, rng: &mut Rng) {
    for at in some(layout, rng, 40, |b| b.duty == Duty::Commune) {
        let Some(base) = layout.bases.get(at) else { continue };
        let unit = register.add(New {
            tree: Tree::Party,
            name: format!("Chi bộ Hợp tác xã {}", base.place),
            kind: "other",
            level: "branch",
            parent: Some(base.unit),
            from_on: day(rng, 2006, 2017),
            paper: None,
        });
        let [upper, own] = base.number;
        register.code(unit, [upper, own, 0, 900]);
        let on = day(rng, 2019, 2021);
        let about = format!("Kết thúc hoạt động {}", register.name(unit));
        if paper(register, layout, base.upper, on, about).is_some() {
            register.end(unit, on);
        }
    }
}

/// Branches founded in private enterprises, as many as the figures of each half-year say.
fn found_in_enterprises(register: &mut Register, layout: &mut Layout, rng: &mut Rng) {
    for total in totals::all().into_iter().filter(|t| t.indicator == "orgs.founded.private_enterprise") {
        let Some(period) = Period::parse(total.period) else { continue };
        let many = usize::try_from(total.value).unwrap_or(0);
        for at in some(layout, rng, many, |b| b.duty == Duty::Commune) {
            let on = Date::new(
                period.year(),
                period.first_on().month() + i8::try_from(rng.below(6)).unwrap_or(0),
                i8::try_from(rng.between(3, 26)).unwrap_or(3),
            )
            .unwrap_or(period.first_on());
            found_one(register, layout, at, on);
        }
    }
}

fn found_one(register: &mut Register, layout: &mut Layout, at: usize, on: Date) {
    let Some(base) = layout.bases.get(at) else { return };
    let (parent, upper, [code, own]) = (base.unit, base.upper, base.number);
    let number = u32::try_from(base.branches.len() + 101).unwrap_or(0);
    let of = format!("Công ty TNHH Mẫu {code:02}-{own:02}-{}", number - 100);
    let about = format!("Thành lập Chi bộ {of} trực thuộc Đảng bộ {}", base.place);
    let paper = paper(register, layout, upper, on, about);
    let unit = register.add(New {
        tree: Tree::Party,
        name: format!("Chi bộ {of}"),
        kind: "enterprise",
        level: "branch",
        parent: Some(parent),
        from_on: on,
        paper,
    });
    register.code(unit, [code, own, 0, number]);
    if let Some(base) = layout.bases.get_mut(at) {
        base.branches.push(Branch { unit, kind: "enterprise", of, from_on: on });
    }
}

/// Places of some base organisations of a sort, in order of number.
fn some(layout: &Layout, rng: &mut Rng, many: usize, wanted: impl Fn(&Base) -> bool) -> Vec<usize> {
    let fit = layout.bases.iter().enumerate().filter(|(_, b)| wanted(b)).map(|(at, _)| at).collect();
    let mut chosen: Vec<usize> = rng.shuffled(fit).into_iter().take(many).collect();
    chosen.sort_unstable();
    chosen
}
