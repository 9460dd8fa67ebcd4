//! The calendar of an installation: shipped years, decisions entered, and what a due day rests on.

use vunggoc_app::calendar::decide::{YearDraft, decide, preview};
use vunggoc_app::calendar::explain::{Question, explain};
use vunggoc_app::calendar::{calendar, year};
use vunggoc_app::pressing::week::week;
use vunggoc_app::rules::Rules;
use vunggoc_app::task::list::{Filter, list};
use vunggoc_app::task::load::{GroundLife, TaskLife, load};
use vunggoc_app::task::raise::{GroundDraft, TaskDraft};
use vunggoc_app::task::show::show;
use vunggoc_app::{AppError, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::calendar::{
    Calendar, Certainty, Conventions, DayKind, DecidedDay, Decision, Mark, Objection, Term,
};
use vunggoc_core::paper::Draft;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{Days, Term as TaskTerm};
use vunggoc_core::{Date, Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, paper, request_on};

fn draft(decision: Decision) -> YearDraft {
    let paper = Draft {
        about: "Về việc nghỉ lễ, tết năm 2025".into(),
        ..paper("8726/VPCP-KGVX", date(2024, 10, 14))
    };
    YearDraft { decision, paper }
}

/// 2025 as the rules assume it, and an exchange: Friday 2 May off for Saturday 26 April.
fn year_2025(calendar: &Calendar) -> Decision {
    let assumed = calendar.assumed(2025).into_iter();
    let mut days: Vec<DecidedDay> =
        assumed.filter_map(|(on, kind)| Some(DecidedDay { on, mark: Mark::of(kind)? })).collect();
    days.push(DecidedDay { on: date(2025, 5, 2), mark: Mark::Exchanged });
    days.push(DecidedDay { on: date(2025, 4, 26), mark: Mark::MakeUp });
    Decision { year: 2025, days }
}

#[test]
fn years_as_shipped_go_together_and_become_known_on_their_day() {
    let rules = Rules::shipped().unwrap().calendar;
    let known = |on| rules.known_on(on).map(|y| y.decision.year).collect::<Vec<_>>();
    assert_eq!(known(date(2024, 4, 11)), [2021, 2022, 2023, 2024]);
    assert_eq!(known(date(2024, 4, 12)), [2021, 2022, 2023, 2024, 2024]);
    assert_eq!(known(date(2024, 10, 15)).last(), Some(&2024));
    let calendar = |on| {
        let known = rules.known_on(on).map(|y| y.decision.clone()).collect();
        Calendar::new(rules.rules.clone(), known)
    };
    // The exchange of April 2024 was not known before it was decided.
    assert_eq!(calendar(date(2024, 4, 11)).kind_of(date(2024, 4, 29)), DayKind::Workday);
    assert_eq!(calendar(date(2024, 4, 12)).kind_of(date(2024, 4, 29)), DayKind::Exchanged);
    // Before each law its days are none: 1994 has no holiday, 2006 no Giỗ Tổ, 2012 four days of Tết.
    let all = calendar(date(2026, 1, 1));
    assert!(all.assumed(1994).is_empty());
    assert_eq!(all.kind_of(date(2006, 4, 7)), DayKind::Workday);
    assert_eq!(all.kind_of(date(2012, 1, 26)), DayKind::InLieu);
    let n = |y| all.assumed(y).values().filter(|k| matches!(k, DayKind::Holiday(_))).count();
    assert_eq!((n(2000), n(2008), n(2014), n(2022)), (8, 9, 10, 11));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_takes_the_place_of_what_was_assumed() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, base) = (world.person("expert").await, world.person("base").await);
        let before = year::year(&base, 2025).await.unwrap();
        assert_eq!((before.rests_on, before.version, before.may_decide), ("assumed", 0, false));
        let shipped = year::year(&expert, 2024).await.unwrap();
        assert_eq!((shipped.rests_on, shipped.to_confirm, shipped.may_decide), ("shipped", true, true));

        let question = Question {
            start_on: date(2025, 4, 24),
            term: Term::working(3),
            conventions: Conventions::STATUTORY,
        };
        let due = explain(&base, question).await.unwrap();
        assert_eq!((due.due.on.as_str(), due.provisional_year), ("2025-04-29", Some(2025)));

        let decision = year_2025(&calendar(&expert).await.unwrap());
        let seen = preview(&expert, &decision).await.unwrap();
        assert!(seen.objections.is_empty(), "{:?}", seen.objections);
        let changed: Vec<_> = seen.changes.iter().map(|c| (c.on, c.from, c.to)).collect();
        assert_eq!(
            changed,
            [
                (date(2025, 4, 26), DayKind::Weekend, DayKind::MakeUp),
                (date(2025, 5, 2), DayKind::Workday, DayKind::Exchanged)
            ]
        );
        decide(&expert, &draft(decision.clone()), Version(0)).await.unwrap();

        let due = explain(&base, question).await.unwrap();
        assert_eq!((due.due.on.as_str(), due.provisional_year), ("2025-04-28", None));
        let counted: Vec<_> = due.steps.iter().map(|s| (s.day.kind, s.counted, s.n)).collect();
        assert_eq!(
            counted,
            [
                ("workday", "start", 0),
                ("workday", "counted", 1),
                ("make-up", "counted", 2),
                ("weekend", "passed", 2),
                ("workday", "counted", 3)
            ]
        );
        let page = year::year(&base, 2025).await.unwrap();
        assert_eq!((page.rests_on, page.version, page.source), ("entered", 1, None));
        assert_eq!(page.entered[0].number, "8726/VPCP-KGVX");
        assert!(page.days.iter().any(|d| d.on == "2025-01-29" && d.holiday.as_deref() == Some("tet-5")));
        assert_eq!(page.months.iter().flat_map(|m| m.weeks.iter().flatten().flatten()).count(), 365);

        // Entered again, from the version that was seen; both stay on record, the newer holds.
        let stale = decide(&expert, &draft(decision.clone()), Version(0)).await;
        assert!(matches!(stale, Err(AppError::Stale { now: Version(1) })), "{stale:?}");
        let mut without = decision;
        without.days.retain(|d| !matches!(d.mark, Mark::Exchanged | Mark::MakeUp));
        decide(&expert, &draft(without), Version(1)).await.unwrap();
        let page = year::year(&base, 2025).await.unwrap();
        assert_eq!((page.version, page.entered.len()), (2, 2));
        let now = calendar(&base).await.unwrap();
        let due = now.due(question.start_on, question.term, question.conventions);
        assert_eq!((due.on, due.certainty), (date(2025, 4, 29), Certainty::Firm));
    })
    .await;
}

/// `n` tasks whose terms of working days, from many starts, end on the 6th or 7th of May 2025.
fn due_in_may(calendar: &Calendar, world: &World, n: usize) -> GroundLife {
    let due = |start_on, n| TaskTerm { start_on, n, days: Days::Working }.due(calendar).on;
    let terms: Vec<TaskTerm> = (0..60)
        .map(|day| date(2025, 2, 3).saturating_add(jiff::ToSpan::days(day)))
        .flat_map(|start_on| {
            let first = (1..).find(|n| due(start_on, *n) == date(2025, 5, 6)).unwrap();
            [first, first + 1].map(|n| TaskTerm { start_on, n, days: Days::Working })
        })
        .collect();
    let one = |no: usize| {
        let term = terms[no % terms.len()];
        let draft = TaskDraft {
            content: format!("Nhiệm vụ {no}"),
            lead: Some(world.communes[no % 2]),
            started_on: Some(date(2025, 1, 2)),
            due_on: Some(due(term.start_on, term.n)),
            term: Some(term),
            ..TaskDraft::default()
        };
        TaskLife { draft, acts: Vec::new() }
    };
    let ground = GroundDraft {
        unit: world.city,
        kind: Kind::Other,
        source: None,
        title: "Chương trình công tác năm 2025".into(),
        opened_on: date(2025, 1, 2),
        year: None,
        paper: None,
    };
    GroundLife { ground, paper: None, tasks: (0..n).map(one).collect() }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_due_dates_are_shown_before_they_move_and_keep_their_first_promise() {
    const N: usize = 10_000;
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let now = calendar(&expert).await.unwrap();
        load(&world.task(), "story", &[due_in_may(&now, &world, N)]).await.unwrap();
        // Friday 2 May off for Saturday 10 May: what is counted over it ends a working day later.
        let mut decision = year_2025(&now);
        decision.days.retain(|d| d.mark != Mark::MakeUp);
        decision.days.push(DecidedDay { on: date(2025, 5, 10), mark: Mark::MakeUp });
        let seen = preview(&expert, &decision).await.unwrap().moves;
        assert_eq!((seen.n_followers, seen.n_moved), (N, N));
        let moves: Vec<(Date, Date)> = seen.groups.iter().map(|g| (g.from_on, g.to_on)).collect();
        assert!(moves.contains(&(date(2025, 5, 6), date(2025, 5, 7))), "{moves:?}");
        assert!(seen.groups.iter().all(|g| g.why.contains(&date(2025, 5, 2)) && !g.example.is_empty()));
        let n_shown: usize = seen.groups.iter().map(|g| g.n_tasks).sum();
        assert!(seen.n_unshown > 0 && n_shown + seen.n_unshown == N, "{n_shown} {}", seen.n_unshown);
        let first = list(&expert, &Filter::default()).await.unwrap().lines[0].id;
        assert_eq!(
            show(&expert, Id::new(first)).await.unwrap().due_on,
            "2025-05-06",
            "nothing is written yet"
        );

        let may = world.app.task("sheet", request_on(date(2025, 5, 7)));
        let n_late = async || week(&may, world.city, date(2025, 5, 7)).await.unwrap().n_late;
        assert!(n_late().await > 0);
        decide(&expert, &draft(decision.clone()), Version(0)).await.unwrap();
        assert_eq!(n_late().await, 0, "all of them moved by a day");
        let task = show(&expert, Id::new(first)).await.unwrap();
        assert_eq!((task.first_due_on.as_str(), task.due_on.as_str()), ("2025-05-06", "2025-05-07"));
        assert!(format!("{:?}", task.happened).contains("8726/VPCP-KGVX"), "{:?}", task.happened);
        let again = preview(&expert, &decision).await.unwrap().moves;
        assert_eq!((again.n_followers, again.n_moved), (N, 0), "all of them have moved");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_not_known_yet_is_provisional_until_its_day() {
    both(async |store| {
        let world = World::build(store).await;
        let on = async |day| {
            let ctx = world.app.task("story", request_on(day));
            year::year(&ctx, 2025).await.unwrap().rests_on
        };
        assert_eq!(on(date(2024, 11, 25)).await, "assumed");
        assert_eq!(on(date(2024, 11, 26)).await, "shipped");
        assert_eq!(on(date(2024, 11, 25)).await, "assumed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_decide_and_what_does_not_go_together() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let empty = Decision { year: 2025, days: Vec::new() };
        for login in ["district", "clerk", "leader", "viewer"] {
            let refused = decide(&world.person(login).await, &draft(empty.clone()), Version(0)).await;
            let there = matches!(
                refused,
                Err(AppError::Refused(Refusal::NotGranted(Action::KeepCalendar)) | AppError::NotFound)
            );
            assert!(there, "{login}: {refused:?}");
        }
        let friday = date(2025, 5, 2);
        let worked = Decision { year: 2025, days: vec![DecidedDay { on: friday, mark: Mark::MakeUp }] };
        let odd = decide(&expert, &draft(worked), Version(0)).await;
        assert!(
            matches!(&odd, Err(AppError::Broken(Rule::Calendar(o))) if *o == [Objection::WorkedAnyhow(friday)]),
            "{odd:?}"
        );
        let far = decide(&expert, &draft(Decision { year: 2060, days: Vec::new() }), Version(0)).await;
        assert!(matches!(far, Err(AppError::Broken(Rule::Field { name: "year" }))), "{far:?}");
        let no_paper = YearDraft { decision: empty.clone(), paper: Draft::default() };
        assert!(matches!(decide(&expert, &no_paper, Version(0)).await, Err(AppError::Broken(Rule::Paper(_)))));
        assert!(matches!(year::year(&expert, 2051).await, Err(AppError::NotFound)));
        // Nothing of all that was written.
        assert_eq!(year::year(&expert, 2025).await.unwrap().version, 0);
        // Two who decide at once: one is first.
        let (one, two) = (draft(empty.clone()), draft(empty));
        let (a, b) = tokio::join!(decide(&expert, &one, Version(0)), decide(&expert, &two, Version(0)));
        assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1, "{a:?} {b:?}");
    })
    .await;
}
