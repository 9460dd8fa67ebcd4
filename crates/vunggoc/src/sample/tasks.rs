//! Posts, charge and help, grounds and tasks of the sample city.

use super::paper;
use crate::say;
use anyhow::Context as _;
use std::collections::HashMap;
use vunggoc_app::Ctx;
use vunggoc_app::post::load::{self as posts, PostLife};
use vunggoc_app::task::load::{self as tasks, GroundLife, Past, TaskLife};
use vunggoc_app::task::raise::{GroundDraft, TaskDraft};
use vunggoc_core::paper::{Draft, Secrecy};
use vunggoc_core::post::Holder;
use vunggoc_core::post::charge::{Charge, Who};
use vunggoc_core::task::Quantity;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, date};
use vunggoc_sample::{SampleCarer, SampleCity, SampleEnd, SampleGround, SamplePost, SampleTask};

/// Everything that hangs on posts, after units and people are there.
pub(super) async fn fill(
    ctx: &Ctx,
    city: &SampleCity,
    at: &impl Fn(u32) -> Id<Unit>,
    accounts: &HashMap<String, i64>,
) -> anyhow::Result<()> {
    let lives: Vec<PostLife> = city.posts.iter().map(|p| post(p, at, accounts)).collect();
    let first = posts::load(ctx, "sample", &lives).await.map_err(say::error).context("posts")?;
    let post_at = |place: u32| Id::new(first.number() + i64::from(place));
    let charge = |c: &vunggoc_sample::SampleCharge| {
        let who = match c.who {
            SampleCarer::Post(post) => Who::InCharge(post_at(post)),
            SampleCarer::Unit(unit) => Who::Help(at(unit)),
        };
        Charge { who, target: at(c.target), from_on: c.from_on }
    };
    let charges: Vec<Charge> = city.charges.iter().map(charge).collect();
    let decision = Draft {
        number: "215-QĐ/TU".into(),
        signed_on: Some(date(2023, 2, 24)),
        issuer: "Thành ủy Mẫu".into(),
        signer: "T/M Ban Thường vụ, Phó Bí thư Thường trực".into(),
        secrecy: Some(Secrecy::Open),
        about: "Phân công phụ trách, giúp đỡ cơ sở".into(),
        ..Draft::default()
    };
    posts::load_charges(ctx, "sample", &charges, &decision).await.map_err(say::error).context("charges")?;
    let before: Vec<usize> = city
        .grounds
        .iter()
        .scan(0, |n, g| {
            let first = *n;
            *n += g.tasks.len();
            Some(first)
        })
        .collect();
    let ground = |g: &SampleGround| GroundLife {
        ground: GroundDraft {
            unit: at(g.unit),
            kind: g.kind,
            source: None,
            title: g.title.clone(),
            opened_on: g.opened_on,
            year: g.year,
            paper: None,
        },
        paper: g.paper.as_ref().map(paper),
        tasks: g.tasks.iter().map(|t| task(t, g.opened_on, at, &post_at, &before)).collect(),
    };
    let grounds: Vec<GroundLife> = city.grounds.iter().map(ground).collect();
    tasks::load(ctx, "sample", &grounds).await.map_err(say::error).context("tasks")?;
    Ok(())
}

fn post(post: &SamplePost, at: &impl Fn(u32) -> Id<Unit>, accounts: &HashMap<String, i64>) -> PostLife {
    let account = post.login.as_ref().and_then(|login| accounts.get(login).copied());
    let last = post.tenures.len().saturating_sub(1);
    let tenure = |(n, (on, name)): (usize, &(Date, Option<String>))| {
        let account = account.filter(|_| n == last);
        (*on, name.clone().map(|name| Holder { name, account }))
    };
    PostLife {
        unit: at(post.unit),
        name: post.name.to_owned(),
        rank: post.rank,
        from_on: post.from_on,
        tenures: post.tenures.iter().enumerate().map(tenure).collect(),
    }
}

fn task(
    task: &SampleTask,
    started_on: Date,
    at: &impl Fn(u32) -> Id<Unit>,
    post_at: &impl Fn(u32) -> Id<vunggoc_core::post::Post>,
    before: &[usize],
) -> TaskLife {
    let quantity = task.counted.map(|(measure, n_own, n_carried, n_done)| Quantity {
        measure: measure.to_owned(),
        n_own,
        n_carried,
        n_done,
    });
    let carried_from = task.carried_from.and_then(|(ground, no)| {
        let place = before.get(ground)? + no + 1;
        Some(Id::new(i64::try_from(place).ok()?))
    });
    let draft = TaskDraft {
        content: task.content.clone(),
        product: task.product.to_owned(),
        lead: Some(at(task.lead)),
        support: task.support.iter().map(|u| at(*u)).collect(),
        post: task.post.map(post_at),
        started_on: Some(started_on),
        due_on: Some(task.due_on),
        origin: task.origin.map(|(origin, _)| origin),
        cause: task.origin.map(|(_, cause)| cause.to_owned()).unwrap_or_default(),
        quantity,
        carried_from,
        ..TaskDraft::default()
    };
    TaskLife { draft, acts: acts(task) }
}

/// What happened to a task, oldest first.
fn acts(task: &SampleTask) -> Vec<(Date, Past)> {
    let mut acts = Vec::new();
    let ended = match &task.end {
        SampleEnd::Open => None,
        SampleEnd::Done(on, _) | SampleEnd::Stopped(on, _) | SampleEnd::Carried(on) => Some(*on),
    };
    let in_time = |on: &Date| ended.is_none_or(|end| *on <= end);
    if let Some(on) = task.begun_on.filter(in_time) {
        acts.push((on, Past::Report("Đang thực hiện theo kế hoạch".to_owned())));
    }
    if let Some((on, to, why)) = task.moved.filter(|(on, ..)| in_time(on)) {
        acts.push((on, Past::Move(to, why.to_owned())));
    }
    match &task.end {
        SampleEnd::Open => {}
        SampleEnd::Done(on, by) => {
            acts.push((*on, Past::Finish("Đã hoàn thành, có văn bản kèm theo".to_owned())));
            acts.extend(by.map(|by| (*on, Past::Confirm(by))));
        }
        SampleEnd::Stopped(on, stop) => {
            acts.push((*on, Past::Stop(paper(stop), "Nội dung đã giao ở văn bản khác".to_owned())));
        }
        SampleEnd::Carried(on) => acts.push((*on, Past::CarryOver)),
    }
    acts
}
