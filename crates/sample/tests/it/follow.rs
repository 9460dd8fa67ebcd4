//! Plans, evaluations and watches of the sample: in every state, complete where they are issued, and never of the future.

use crate::CITY;
use std::collections::BTreeMap;
use vunggoc_core::plan::Kind;
use vunggoc_sample::{SampleListing, SamplePlan, TODAY, Verb};

fn is_removed(listing: &SampleListing) -> bool {
    listing.acts.last().is_some_and(|a| matches!(a.verb, Verb::Remove { .. }))
}

fn state(plan: &SamplePlan) -> &'static str {
    match (plan.submitted_on, &plan.concluded, plan.issued, &plan.amended) {
        (_, _, Some(_), Some(_)) => "amended",
        (_, _, Some(_), None) => "issued",
        (_, Some(_), None, _) => "concluded",
        (Some(_), None, None, _) => "submitted",
        (None, None, None, _) => "draft",
    }
}

#[test]
fn open_listings_have_plans_in_every_state() {
    let open = |p: &&SamplePlan| !is_removed(&CITY.listings[p.listing]);
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in CITY.plans.iter().filter(open) {
        *states.entry(state(plan)).or_default() += 1;
    }
    for wanted in ["draft", "submitted", "concluded", "issued", "amended"] {
        assert!(states.contains_key(wanted), "no plan is {wanted}: {states:?}");
    }
    let n_open = CITY.listings.iter().filter(|l| !l.acts.is_empty() && !is_removed(l)).count();
    let n_plans = CITY.plans.iter().filter(open).count();
    assert!(n_open == 20 && (18..=20).contains(&n_plans), "{n_open} {n_plans}");
    assert!(CITY.plans.iter().any(|p| p.kind == Kind::Scheme));
}

#[test]
fn what_is_issued_is_whole_and_lies_in_the_past() {
    for plan in &CITY.plans {
        let listing = &CITY.listings[plan.listing];
        assert!(!plan.exits.is_empty() && plan.measures.len() >= 3, "{plan:?}");
        assert!(plan.exits.iter().all(|(code, _)| listing.criteria.contains(code)));
        let Some(paper) = plan.issued else { continue };
        let issued_on = CITY.papers[paper as usize].signed_on;
        assert!(issued_on <= TODAY && issued_on > listing.acts[0].on, "{issued_on} {:?}", listing.acts[0]);
        assert!(plan.measures.iter().all(|m| m.due_on >= issued_on), "a measure is due before its plan");
        assert!(
            plan.finished.iter().all(|(_, on, _)| (issued_on..=TODAY).contains(on)),
            "{:?}",
            plan.finished
        );
        if is_removed(listing) {
            assert_eq!(plan.finished.len(), plan.measures.len(), "everything of a removed unit is done");
        }
    }
}

#[test]
fn evaluations_and_watches_follow_removals() {
    let concluded = CITY.evaluations.iter().filter(|e| e.is_concluded);
    for evaluation in concluded.clone() {
        assert!(is_removed(&CITY.listings[evaluation.listing]));
        assert!(!evaluation.opinions.is_empty() && evaluation.opinions.iter().all(|o| o.reply.is_some()));
        assert!(evaluation.report.is_some() && evaluation.appraisal.is_some());
    }
    assert!(concluded.count() >= 8 && CITY.watches.len() >= 8);
    assert!(CITY.evaluations.iter().any(|e| !e.is_concluded && e.opinions.iter().any(|o| o.reply.is_none())));
}
