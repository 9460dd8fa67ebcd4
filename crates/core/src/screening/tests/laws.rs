//! Laws that hold for every criterion and every world.

use super::naive::{Said, kind_of};
use super::world::{INDICATORS, criterion, id, inputs, rows};
use crate::listing::Group;
use crate::screening::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

fn in_order(n: usize) -> Vec<usize> {
    (0..n).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_better_figure_never_adds_a_sign(
        rows in rows(), mut c in criterion(), at in any::<prop::sample::Index>(), back in 0usize..3, by in 1i64..5,
    ) {
        let Decided::Figures(test) = &mut c.decided else { return Ok(()) };
        test.when = None; // a guard asks whether the rule applies, not how good the unit is
        let comparison = test.condition.comparison;
        let column = INDICATORS.iter().position(|i| *i == test.condition.of.name.code).unwrap();
        if test.condition.base.as_ref().is_some_and(|b| b.name.code == test.condition.of.name.code) {
            return Ok(()); // a figure over itself has no better
        }
        let mut better = rows.clone();
        let place = at.index(rows.len());
        let Some(figure) = &mut better[place].figures[back * 3 + column] else { return Ok(()) };
        *figure += match comparison {
            Comparison::Below | Comparison::AtMost => by,
            Comparison::Above | Comparison::AtLeast => -by,
        };
        let (old, new) = (inputs(&rows, &in_order(rows.len())), inputs(&better, &in_order(rows.len())));
        let criteria = [c];
        let (old, new) = (Screened::run(&criteria, &old), Screened::run(&criteria, &new));
        let (old, new) = (old.marks(0).unwrap(), new.marks(0).unwrap());
        // A better figure may turn a sign of one unit below into "clear", never the other way.
        prop_assert_eq!(new.hit.without(&old.hit), Vec::<usize>::new());
    }

    #[test]
    fn the_order_of_units_changes_nothing(
        rows in rows(), criteria in prop::collection::vec(criterion(), 1..4), seed in any::<u64>(),
    ) {
        let mut other = in_order(rows.len());
        let mut s = seed;
        for i in (1..other.len()).rev() {
            s = s.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            other.swap(i, (s >> 33) as usize % (i + 1));
        }
        let (a, b) = (inputs(&rows, &in_order(rows.len())), inputs(&rows, &other));
        let (first, second) = (Screened::run(&criteria, &a), Screened::run(&criteria, &b));
        for c in 0..criteria.len() {
            for i in 0..rows.len() {
                let (p, q) = (a.units.tree().position(id(i)).unwrap(), b.units.tree().position(id(i)).unwrap());
                prop_assert_eq!(kind_of(&first.outcome(c, p)), kind_of(&second.outcome(c, q)));
                let text = |s: &Screened<'_>, p| s.sentence(c, p).map(|s| words::say(&s, words::Language::Vietnamese));
                prop_assert_eq!(text(&first, p), text(&second, q));
                prop_assert_eq!(first.below(c, p), second.below(c, q));
            }
        }
    }

    #[test]
    fn the_same_inputs_give_the_same_text(rows in rows(), criteria in prop::collection::vec(criterion(), 1..4)) {
        let text = || {
            let inputs = inputs(&rows, &in_order(rows.len()));
            let screened = Screened::run(&criteria, &inputs);
            let mut out = String::new();
            for (c, p) in screened.hits() {
                let sentence = screened.sentence(c, p).unwrap();
                words::write(&mut out, &sentence, words::Language::Vietnamese);
                words::write(&mut out, &sentence, words::Language::English);
            }
            out
        };
        prop_assert_eq!(text(), text());
    }

    #[test]
    fn hits_said_together_read_like_hits_said_one_by_one(
        rows in rows(), criteria in prop::collection::vec(criterion(), 1..4), english in any::<bool>(),
    ) {
        let language = if english { words::Language::English } else { words::Language::Vietnamese };
        let inputs = inputs(&rows, &in_order(rows.len()));
        let screened = Screened::run(&criteria, &inputs);
        let mut together = Vec::new();
        screened.say_hits(language, |c, p, text| together.push((c, p, text.to_owned())));
        let one = |(c, p)| (c, p, words::say(&screened.sentence(c, p).unwrap(), language));
        prop_assert_eq!(together, screened.hits().map(one).collect::<Vec<_>>());
    }

    #[test]
    fn trying_a_bound_is_running_with_it(
        rows in rows(), criteria in prop::collection::vec(criterion(), 1..5), at in any::<prop::sample::Index>(), n in -1i64..5,
    ) {
        let inputs = inputs(&rows, &in_order(rows.len()));
        let screened = Screened::run(&criteria, &inputs);
        let place = at.index(criteria.len());
        let bound = Bound::whole(n).unwrap();
        let (shifts, any) = screened.what_if(&[Change { criterion: place, bound }]);
        let mut other = criteria.clone();
        let Decided::Figures(test) = &mut other[place].decided else {
            prop_assert!(shifts.is_empty() && any == Shift::default());
            return Ok(());
        };
        test.condition.bound = bound;
        let then = Screened::run(&other, &inputs);
        let (was, is) = (&screened.marks(place).unwrap().hit, &then.marks(place).unwrap().hit);
        let (_, shift) = &shifts[0];
        prop_assert_eq!(shift, &Shift { added: is.without(was), dropped: was.without(is) });
        prop_assert_eq!(any.added, then.any_hit().without(&screened.any_hit()));
        prop_assert_eq!(any.dropped, screened.any_hit().without(&then.any_hit()));
    }

    #[test]
    fn missing_follows_the_policy(rows in rows(), mut c in criterion(), column in 0usize..3) {
        let Decided::Figures(test) = &mut c.decided else { return Ok(()) };
        test.when = None;
        c.lift = None;
        let code = test.condition.of.name.code.clone();
        let policy = test.missing;
        let mut rows = rows;
        for row in &mut rows {
            for (i, figure) in row.figures.iter_mut().enumerate() {
                if INDICATORS[i % 3] == code { *figure = None } else if i % 3 != column { *figure = Some(1) }
            }
        }
        let inputs = inputs(&rows, &in_order(rows.len()));
        let criteria = [c];
        let screened = Screened::run(&criteria, &inputs);
        for p in 0..rows.len() {
            let said = kind_of(&screened.outcome(0, p));
            prop_assert!(said != Said::Clear && said != Said::Hit, "missing is neither green nor red");
            if policy == Missing::NotApplicable && said == Said::Undetermined {
                let Outcome::Undetermined(lacks) = screened.outcome(0, p) else { unreachable!() };
                prop_assert!(lacks.iter().any(|l| l.why == Why::BaseZero));
            }
        }
    }
}

#[test]
fn groups_follow_their_rules_in_order() {
    let rule = |group, effects: &[Effect], signs| GroupRule {
        group,
        name: super::world::named("g"),
        asks_vi: String::new(),
        asks_en: String::new(),
        effects: effects.to_vec(),
        signs,
        ground: super::world::ground(),
    };
    let rules = [
        rule(Group::One, &[Effect::DecidesOne], Some((3, 2))),
        rule(Group::Two, &[Effect::DecidesTwo], None),
        rule(Group::Three, &[], Some((1, 1))),
    ];
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let model = criterion().new_tree(&mut runner).unwrap().current();
    let of = |effect, area| Criterion { effect, area, ..model.clone() };
    use {Area as A, Effect as E};
    for (hits, group) in [
        (vec![], None),
        (vec![of(E::Shown, A::Politics)], None),
        (vec![of(E::Counts, A::Politics)], Some(Group::Three)),
        (vec![of(E::DecidesTwo, A::Politics), of(E::Counts, A::Results)], Some(Group::Two)),
        (vec![of(E::DecidesOne, A::Results), of(E::DecidesTwo, A::Politics)], Some(Group::One)),
        (
            vec![of(E::Counts, A::Results), of(E::Counts, A::Results), of(E::Counts, A::Results)],
            Some(Group::Three),
        ),
        (
            vec![of(E::Counts, A::Results), of(E::Counts, A::Results), of(E::Counts, A::PartyLife)],
            Some(Group::One),
        ),
    ] {
        assert_eq!(propose(&rules, &hits), group);
    }
}

#[test]
fn bounds_and_columns_that_could_overflow_are_refused() {
    let limit = crate::indicator::FIGURE_LIMIT;
    assert_eq!(Bound::share(1, 0), Err(BadBound));
    assert_eq!(Bound::share(1, Bound::TERM_LIMIT + 1), Err(BadBound));
    assert_eq!(Bound::whole(limit + 1), Err(BadBound));
    assert_eq!(
        Column::new([Some(1), Some(-limit - 1)]),
        Err(Misfit::TooLarge { position: 1, value: -limit - 1 })
    );
    let mut columns = Columns::new(2);
    let short = Column::new([None]).unwrap();
    let put = columns.put("x", super::world::back(0), short);
    assert_eq!(put, Err(Misfit::Length { n_units: 2, n_given: 1 }));
    assert!(columns.get("x", None).get(0).is_none());
}
