//! Random worlds: a forest of units with levels and kinds, columns with gaps, criteria of every shape.

use crate::indicator::Sensitivity;
use crate::period::{Period, PeriodKind};
use crate::rulebook::{Confidence, Ground, Named, Reach, Standing};
use crate::screening::*;
use crate::tree::TreeOn;
use crate::unit::{Tree, Unit};
use crate::{Id, date};
use proptest::prelude::*;
use std::collections::HashMap;

pub(super) const LEVELS: [&str; 3] = ["upper", "base", "branch"];
pub(super) const KINDS: [&str; 2] = ["commune", "office"];
pub(super) const INDICATORS: [&str; 3] = ["x", "y", "z"];
pub(super) const LATEST: &str = "2024-H1";

/// One unit of a world: parent (as a place before it), level, kind, figures by period and indicator.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub parent: Option<usize>,
    pub level: usize,
    pub kind: usize,
    pub figures: Vec<Option<i64>>, // [period back 0..3][indicator]
    pub judged: Option<Judged>,
}

pub(super) fn id(place: usize) -> Id<Unit> {
    Id::new((place as i64 * 7919) % 100_003)
}

pub(super) fn rows() -> impl Strategy<Value = Vec<Row>> {
    let figure = prop_oneof![1 => Just(None), 6 => (0i64..6).prop_map(Some), 1 => (-3i64..0).prop_map(Some)];
    let judged =
        prop_oneof![4 => Just(None), 1 => Just(Some(Judged::Present)), 1 => Just(Some(Judged::Resolved))];
    let row = (any::<u16>(), 0..3usize, 0..2usize, prop::collection::vec(figure, 9), judged);
    prop::collection::vec(row, 1..100).prop_map(|rows| {
        let place = |i: usize, s: u16| (i > 0 && !s.is_multiple_of(9)).then(|| usize::from(s) % i);
        let whole = rows.into_iter().enumerate();
        whole
            .map(|(i, (s, level, kind, figures, judged))| Row {
                parent: place(i, s),
                level,
                kind,
                figures,
                judged,
            })
            .collect()
    })
}

pub(super) fn back(n: usize) -> Period {
    (0..n).fold(Period::parse(LATEST).unwrap(), |p, _| p.previous().unwrap())
}

/// The inputs of a world, its units given in some order.
pub(super) fn inputs(rows: &[Row], order: &[usize]) -> Inputs {
    let pairs: Vec<_> = order.iter().map(|i| (id(*i), rows[*i].parent.map(id))).collect();
    let tree = TreeOn::build(&pairs).unwrap();
    let place: HashMap<_, _> = (0..rows.len()).map(|i| (id(i), i)).collect();
    let row = |position: usize| &rows[place[&tree.unit(position).unwrap()]];
    let mut columns = Columns::new(rows.len());
    for p in 0..3 {
        for (i, indicator) in INDICATORS.iter().enumerate() {
            let column = (0..rows.len()).map(|at| row(at).figures[p * 3 + i]);
            columns.put(indicator, back(p), Column::new(column).unwrap()).unwrap();
        }
    }
    let judged = (0..rows.len())
        .filter_map(|at| row(at).judged.map(|judged| (at, Judgement { paper: Id::new(at as i64), judged })));
    let judgements = HashMap::from([("J".to_owned(), judged.collect())]);
    let units = Units::new(Tree::Party, tree.clone(), |at| (LEVELS[row(at).level], KINDS[row(at).kind]));
    Inputs { units, columns, latest: Latest::ended_before(date(2024, 7, 1)), judgements }
}

pub(super) fn ground() -> Ground {
    Ground { source: "thử".into(), confidence: Confidence::Ours, from_on: None, until_on: None }
}

pub(super) fn named(code: &str) -> Named {
    Named { code: code.into(), vi: format!("nội dung {code}"), en: format!("item {code}") }
}

fn condition() -> impl Strategy<Value = Condition> {
    let share = (-1i64..4, 1i64..4).prop_map(|(n, d)| Bound::share(n, d).unwrap());
    let base = prop_oneof![Just(None), (0..3usize).prop_map(Some)];
    let comparison = prop::sample::select(Comparison::ALL);
    (0..3usize, base, comparison, share).prop_map(|(of, base, comparison, bound)| {
        let measured =
            |i: usize| Measured { name: named(INDICATORS[i]), scale: 0, sensitivity: Sensitivity::Open };
        Condition { of: measured(of), base: base.map(measured), comparison, bound }
    })
}

pub(super) fn criterion() -> impl Strategy<Value = Criterion> {
    let test = (
        prop::option::weighted(0.3, condition()),
        condition(),
        1u8..4,
        prop::sample::select(Missing::ALL),
        prop::sample::select(BaseZero::ALL),
    );
    let test = test.prop_map(|(when, condition, n_periods, missing, base_zero)| {
        let period = PeriodKind::Half;
        Decided::Figures(Test { when, condition, period, n_periods, missing, base_zero })
    });
    let decided = prop_oneof![6 => test, 1 => Just(Decided::Judgement)];
    let rule = prop_oneof![
        Just(LiftRule::Shown),
        (0i64..3, 1i64..4).prop_map(|(n, d)| LiftRule::MoreThan(Bound::share(n, d).unwrap())),
        (1u32..4).prop_map(LiftRule::AtLeast),
    ];
    let lift = prop::option::of((0..3usize, rule).prop_map(|(l, rule)| Lift { to: LEVELS[l].into(), rule }));
    let reach = (
        prop::sample::subsequence(LEVELS.to_vec(), 1..=3),
        prop::sample::subsequence(KINDS.to_vec(), 0..=2),
        prop::sample::select(Standing::ALL),
    );
    let reach = reach.prop_map(|(levels, kinds, standing)| Reach {
        tree: Tree::Party,
        levels: levels.into_iter().map(str::to_owned).collect(),
        kinds: kinds.into_iter().map(str::to_owned).collect(),
        standing,
    });
    let effect = prop::sample::select(Effect::ALL);
    let area = prop::sample::select(Area::ALL);
    (decided, lift, reach, effect, area).prop_map(|(decided, lift, reach, effect, area)| {
        let words =
            if decided == Decided::Judgement { "theo văn bản" } else { "{value}, mức {bound}, {run}" };
        Criterion {
            name: named("J"),
            area,
            shipped: Shipped::On,
            reach,
            decided,
            lift,
            effect,
            says_vi: Template::read(words).unwrap(),
            says_en: Template::read(words).unwrap(),
            ground: ground(),
            bound_ground: None,
        }
    })
}
