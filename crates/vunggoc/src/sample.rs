//! The sample city into an empty store: through the use cases by which an office brings in its own registers.

mod tasks;

use crate::say;
use anyhow::Context as _;
use std::collections::HashMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use vunggoc_app::Ctx;
use vunggoc_app::account::start::{self, NewPerson};
use vunggoc_app::evaluation::{PastEvaluation, PastOpinion, PastResult, PastWatch, Saying};
use vunggoc_app::figure::load::{Batch, NewFigure};
use vunggoc_app::form::load::NewReturn;
use vunggoc_app::listing::load::Life;
use vunggoc_app::paper::DecisionDraft;
use vunggoc_app::plan::{Letterhead, Past};
use vunggoc_app::unit::load::{Above, NewLink, NewSpell, NewUnit, NewUnits};
use vunggoc_app::{figure, form, listing, unit};
use vunggoc_core::access::Role;
use vunggoc_core::form::State;
use vunggoc_core::listing::{Act, Placement, Proposal};
use vunggoc_core::paper::{Draft, Secrecy};
use vunggoc_core::plan::{Cause, CauseKind, Content, Exit, Measure, Text};
use vunggoc_core::screening::Remedy;
use vunggoc_core::unit::{Spell, Tree, Unit};
use vunggoc_core::{Id, date};
use vunggoc_sample::{ReturnState, SampleCity, SampleDecision, SamplePaper, SampleSpell, SampleUnit, Verb};

/// Fills an empty store; does nothing where there are units already.
pub(crate) async fn fill(ctx: &Ctx, city: &SampleCity) -> anyhow::Result<()> {
    if unit::roots::root(ctx, Tree::Party).await.map_err(say::error)?.is_some() {
        return Ok(());
    }
    let first = unit::load::load(ctx, "sample", &units(city)).await.map_err(say::error).context("units")?;
    let at = |place: u32| Id::<Unit>::new(first.number() + i64::from(place));
    let lives: Vec<Life> = city.listings.iter().map(|l| life(city, l, &at)).collect();
    listing::load::load(ctx, "sample", &lives).await.map_err(say::error).context("listings")?;
    let (batch, answers) = (figures(city, &at), answers(city, &at));
    // Figures first: a closed return takes none any more.
    figure::load::load(ctx, &batch).await.map_err(say::error).context("figures")?;
    form::load::load(ctx, "sample", &answers).await.map_err(say::error).context("returns")?;
    let mut others = Vec::new();
    for tree in [Tree::Place, Tree::State, Tree::Body] {
        others.extend(unit::roots::root(ctx, tree).await.map_err(say::error)?);
    }
    let city_unit = unit::roots::root(ctx, Tree::Party).await.map_err(say::error)?;
    let mut accounts = HashMap::new();
    for person in &city.people {
        let unit = (person.role != Role::Administrator).then(|| at(person.unit));
        let mut grants = vec![(person.role, unit)];
        // Who works for the whole city reads the other trees as well, so that relations show on both sides.
        if unit == city_unit && person.role != Role::Administrator {
            grants.extend(others.iter().map(|root| (Role::Viewer, Some(*root))));
        }
        let new = NewPerson {
            login: person.login.clone(),
            shown_name: person.shown.clone(),
            post: person.shown.clone(),
            grants,
            from_on: date(2024, 1, 1),
            password: start::fresh_password().map_err(say::error)?,
        };
        let account = start::person(ctx, new).await.map_err(say::error).context("people")?;
        accounts.insert(person.login.clone(), account.number());
    }
    tasks::fill(ctx, city, &at, &accounts).await?;
    // Behind the posts, so that measures find theirs.
    follow(ctx, city, &at).await.context("plans and evaluations")
}

/// Writes the three workbooks of one invented district, as its office would keep them; nothing is overwritten.
pub(crate) fn workbooks(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    for book in vunggoc_sample::workbooks::workbooks(&vunggoc_sample::generate(vunggoc_sample::SEED))? {
        let path = folder.join(book.name);
        let mut file = File::create_new(&path).with_context(|| path.display().to_string())?;
        file.write_all(&book.bytes).with_context(|| path.display().to_string())?;
        say::line(&path.display().to_string());
    }
    Ok(())
}

/// Plans, evaluations and watches.
async fn follow(ctx: &Ctx, city: &SampleCity, at: &impl Fn(u32) -> Id<Unit>) -> anyhow::Result<()> {
    let rules = vunggoc_app::rules::Rules::resident().map_err(say::error)?;
    let plans: Vec<Past> = city.plans.iter().filter_map(|p| past(city, p, at)).collect();
    vunggoc_app::plan::load(ctx, &plans, rules).await.map_err(say::error)?;
    let evaluations: Vec<PastEvaluation> =
        city.evaluations.iter().filter_map(|e| evaluation(city, e, at)).collect();
    let watch = |w: &vunggoc_sample::SampleWatch| {
        let (unit, opened_on) = listed(city, w.listing, at)?;
        let notes = w.notes.iter().map(|(on, says)| (*on, (*says).to_owned())).collect();
        Some(PastWatch { unit, opened_on, until_on: w.until_on, notes })
    };
    let watches: Vec<PastWatch> = city.watches.iter().filter_map(watch).collect();
    vunggoc_app::evaluation::load(ctx, &evaluations, &watches).await.map_err(say::error)?;
    Ok(())
}

/// The unit of a listing, and since when it is open.
fn listed(
    city: &SampleCity,
    place: usize,
    at: &impl Fn(u32) -> Id<Unit>,
) -> Option<(Id<Unit>, vunggoc_core::Date)> {
    let listing = city.listings.get(place)?;
    Some((at(listing.unit), listing.acts.first()?.on))
}

fn paper_at(city: &SampleCity, at: u32) -> Draft {
    city.papers.get(place(at)).map(paper).unwrap_or_default()
}

fn past(city: &SampleCity, plan: &vunggoc_sample::SamplePlan, at: &impl Fn(u32) -> Id<Unit>) -> Option<Past> {
    let (unit, opened_on) = listed(city, plan.listing, at)?;
    let content = content(plan, at);
    let amended = plan.amended.map(|(paper, reason, no, due_on)| {
        let mut after = content.clone();
        for measure in after.measures.iter_mut().filter(|m| m.no == no) {
            measure.due_on = Some(due_on);
        }
        (paper_at(city, paper), reason.to_owned(), after)
    });
    Some(Past {
        unit,
        opened_on,
        kind: plan.kind,
        letterhead: Letterhead { head: plan.head.into(), place: plan.place.clone() },
        begun_on: plan.begun_on,
        content,
        submitted_on: plan.submitted_on,
        concluded: plan
            .concluded
            .as_ref()
            .map(|(on, d)| (*on, decision(city, d), "Tiếp thu ý kiến hội nghị, bổ sung lộ trình".into())),
        issued: plan.issued.map(|p| paper_at(city, p)),
        amended,
        finished: plan.finished.iter().map(|(no, on, result)| (*no, *on, (*result).to_owned())).collect(),
    })
}

fn content(plan: &vunggoc_sample::SamplePlan, at: &impl Fn(u32) -> Id<Unit>) -> Content {
    let text = |(section, words): &(&str, String)| Text { section: (*section).into(), words: words.clone() };
    let cause = |(no, (kind, words, code)): (i64, &(CauseKind, &str, &str))| Cause {
        no,
        kind: *kind,
        content: (*words).into(),
        criterion: Some((*code).into()),
    };
    let exit = |(no, (code, words)): (i64, &(&str, &str))| Exit {
        no,
        criterion: (*code).into(),
        words: (*words).into(),
    };
    let measure = |m: &vunggoc_sample::SampleMeasure| Measure {
        no: m.no,
        solution: m.solution.into(),
        content: m.content.into(),
        product: m.product.into(),
        criterion: m.criterion.map(str::to_owned),
        lead: Some(at(m.lead)),
        support: m.support.into(),
        post: m.post.into(),
        due_on: Some(m.due_on),
    };
    Content {
        texts: plan.texts.iter().map(text).collect(),
        causes: (1..).zip(&plan.causes).map(cause).collect(),
        measures: plan.measures.iter().map(measure).collect(),
        exits: (1..).zip(&plan.exits).map(exit).collect(),
        personnel: None,
    }
}

fn evaluation(
    city: &SampleCity,
    of: &vunggoc_sample::SampleEvaluation,
    at: &impl Fn(u32) -> Id<Unit>,
) -> Option<PastEvaluation> {
    let (unit, opened_on) = listed(city, of.listing, at)?;
    let saying =
        |s: &vunggoc_sample::SampleSaying| Saying { paper: paper_at(city, s.paper), words: s.words.clone() };
    let opinion = |o: &vunggoc_sample::SampleOpinion| PastOpinion {
        body: at(o.body),
        reply: o.reply.as_ref().map(|r| (paper_at(city, r.paper), r.agreement, r.reason.to_owned())),
    };
    let plan = city.plans.iter().find(|p| p.listing == of.listing)?;
    let result = |(code, words): &(&str, &str)| PastResult {
        criterion: (*code).into(),
        words: (*words).into(),
        remedy: Remedy::Remedied,
        says_vi: "Không còn biểu hiện, theo báo cáo thẩm định khi kết luận".into(),
        says_en: "No longer a sign, by the appraisal on the day of the conclusion".into(),
    };
    Some(PastEvaluation {
        unit,
        opened_on,
        begun_on: of.begun_on,
        report: of.report.as_ref().map(saying),
        asking: of.asking.map(|(paper, due_on)| (paper_at(city, paper), due_on)),
        opinions: of.opinions.iter().map(opinion).collect(),
        appraisal: of.appraisal.as_ref().map(saying),
        closing: of.is_concluded.then(|| plan.exits.iter().map(result).collect()),
    })
}

fn units(city: &SampleCity) -> NewUnits {
    let link = |l: &vunggoc_sample::SampleLink| NewLink {
        from: place(l.from),
        to: place(l.to),
        relation: l.relation,
        from_on: l.from_on,
    };
    NewUnits {
        units: city.units.iter().map(new_unit).collect(),
        papers: city.papers.iter().map(paper).collect(),
        links: city.links.iter().map(link).collect(),
    }
}

fn place(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn new_unit(unit: &SampleUnit) -> NewUnit {
    let spell = |s: &SampleSpell| NewSpell {
        spell: Spell {
            from_on: s.from_on,
            until_on: s.until_on,
            name: s.name.clone(),
            kind: s.kind.into(),
            level: s.level.into(),
            parent: None,
            paper: None,
        },
        above: s.parent.map_or(Above::Nothing, |p| Above::New(place(p))),
        paper: s.paper.map(place),
    };
    NewUnit {
        tree: unit.tree,
        spells: unit.spells.iter().map(spell).collect(),
        codes: unit.party_code.iter().map(|c| ("party".to_owned(), c.clone())).collect(),
        aliases: unit.aliases.clone(),
    }
}

fn paper(paper: &SamplePaper) -> Draft {
    Draft {
        number: paper.number.clone(),
        signed_on: Some(paper.signed_on),
        issuer: paper.issuer.clone(),
        signer: paper.signer.clone(),
        secrecy: Some(Secrecy::Open),
        about: paper.about.clone(),
        ..Draft::default()
    }
}

fn life(city: &SampleCity, listing: &vunggoc_sample::SampleListing, at: &impl Fn(u32) -> Id<Unit>) -> Life {
    let act = |a: &vunggoc_sample::SampleAct| (a.on, act(&a.verb, at), decision(city, &a.decision));
    Life {
        unit: at(listing.unit),
        proposal: Proposal {
            on: Some(listing.proposed_on),
            by: listing.proposed_by.clone(),
            reasons: listing.reasons.clone(),
        },
        acts: listing.acts.iter().map(act).collect(),
    }
}

fn act(verb: &Verb, at: &impl Fn(u32) -> Id<Unit>) -> Act {
    match verb {
        Verb::Open { tier, status, group, owner, due_on } => Act::Open(Placement {
            tier: *tier,
            status: *status,
            group: *group,
            owner: at(*owner),
            due_on: *due_on,
        }),
        Verb::HandDown { owner, due_on } => Act::HandDown { owner: at(*owner), due_on: *due_on },
        Verb::HandUp { owner, due_on } => Act::HandUp { owner: at(*owner), due_on: *due_on },
        Verb::Prolong { due_on } => Act::Prolong { due_on: *due_on },
        Verb::Regroup { status, group } => Act::Regroup { status: *status, group: *group },
        Verb::Remove { result } => Act::Remove { result: (*result).to_owned() },
    }
}

fn decision(city: &SampleCity, decision: &SampleDecision) -> DecisionDraft {
    let paper = city.papers.get(place(decision.paper)).map(paper).unwrap_or_default();
    let votes = (decision.n_summoned, decision.n_present, decision.n_agreed);
    DecisionDraft {
        body_kind: decision.body_kind.into(),
        body: decision.body.clone(),
        form: decision.form,
        decided_on: decision.decided_on,
        votes: (votes.0.into(), votes.1.into(), votes.2.into()),
        paper,
    }
}

fn figures(city: &SampleCity, at: &impl Fn(u32) -> Id<Unit>) -> Batch {
    let figure = |f: &vunggoc_sample::SampleFigure| NewFigure {
        indicator: f.indicator,
        period: f.period,
        unit: at(f.unit),
        value: i64::from(f.value),
    };
    Batch {
        source: "sample".into(),
        indicators: city.indicators.iter().map(|i| (*i).to_owned()).collect(),
        periods: city.periods.clone(),
        figures: city.figures.iter().map(figure).collect(),
        form: None,
    }
}

fn answers(city: &SampleCity, at: &impl Fn(u32) -> Id<Unit>) -> Vec<NewReturn> {
    let answer = |r: &vunggoc_sample::SampleReturn| {
        let form = city.forms.get(usize::from(r.form))?.code.to_owned();
        let period = *city.periods.get(usize::from(r.period))?;
        Some(NewReturn { form, period, unit: at(r.unit), state: state(&r.state) })
    };
    city.returns.iter().filter_map(answer).collect()
}

fn state(state: &ReturnState) -> State {
    match state {
        ReturnState::Draft => State::Draft,
        ReturnState::Sent { on } => State::Sent { on: *on },
        ReturnState::Closed { sent_on, on, number } => {
            State::Closed { sent_on: *sent_on, on: *on, copy: number.clone() }
        }
        ReturnState::Returned { sent_on, on, why } => {
            State::Returned { sent_on: *sent_on, on: *on, why: (*why).to_owned() }
        }
    }
}
