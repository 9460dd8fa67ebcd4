//! Bounds that an installation sets for itself: by a paper, from a day, and never for a round already run.

use super::screening::{order, ready};
use vunggoc_app::screening::Broken;
use vunggoc_app::screening::criteria::{SettingDraft, criterion, in_force, lines, set};
use vunggoc_app::screening::run::{Order, run};
use vunggoc_app::screening::show::{Filter, RoundPage, Whole, is_whole, show};
use vunggoc_app::screening::try_bounds::try_bounds;
use vunggoc_app::{AppError, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::screening::{Bound, Setting, Shipped, TestSetting, Unfit};
use vunggoc_core::{Date, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::paper;

fn draft(number: &str, from_on: Date, percent: i64) -> SettingDraft {
    let test = TestSetting { bound: Bound::share(percent, 100).unwrap(), n_periods: 1 };
    SettingDraft {
        criterion: "A4".into(),
        from_on,
        setting: Setting { chosen: Shipped::On, test: Some(test) },
        paper: paper(number, date(2024, 10, 1)),
    }
}

/// How many units have the sign of A4 in a round.
fn n_hit(page: &RoundPage) -> i64 {
    page.criteria.iter().find(|c| c.code == "A4").map_or(-1, |c| c.n_hit)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_set_by_a_paper_holds_from_its_day_and_leaves_old_rounds_alone() {
    both(async |store| {
        let (world, expert, first) = ready(store).await;
        let page = criterion(&expert, "A4").await.unwrap();
        assert_eq!((page.version, page.may_set, page.now.by.is_none()), (0, true, true));
        assert_eq!(set(&expert, &draft("31-QĐ/TU", date(2024, 10, 10), 30), Version(0)).await.unwrap(), 1);

        let bound = async |on: Date| {
            let all = in_force(&expert, on).await.unwrap();
            let held = all.into_iter().find(|c| c.criterion.name.code == "A4").unwrap();
            match held.criterion.decided {
                vunggoc_core::screening::Decided::Figures(test) => test.condition.bound.numerator(),
                vunggoc_core::screening::Decided::Judgement => -1,
            }
        };
        assert_eq!((bound(date(2024, 10, 9)).await, bound(date(2024, 10, 10)).await), (20, 30));

        // 12 of 52 is above 20 % and not above 30 %: the round run before keeps its sign, the next has none.
        let before = show(&expert, first, &Filter::default()).await.unwrap();
        assert_eq!((n_hit(&before), before.settings.len()), (1, 0));
        let second = run(&expert, &order(&world)).await.unwrap();
        let after = show(&expert, second, &Filter::default()).await.unwrap();
        let applied: Vec<_> = after.settings.iter().map(|s| (s.criterion.as_str(), s.version)).collect();
        assert_eq!((n_hit(&after), applied.as_slice()), (0, &[("A4", 1)][..]));
        assert_eq!(is_whole(&expert, first).await.unwrap(), Whole::Whole);
        assert_eq!(is_whole(&expert, second).await.unwrap(), Whole::Whole);
        // A day before the setting is screened by what held then.
        let early = Order { on: date(2024, 10, 9), ..order(&world) };
        let early = run(&expert, &early).await.unwrap();
        assert_eq!(n_hit(&show(&expert, early, &Filter::default()).await.unwrap()), 1);
        // Trying other bounds starts from what holds now.
        let back = [("A4".to_owned(), Bound::share(20, 100).unwrap())];
        assert_eq!(try_bounds(&expert, second, &back).await.unwrap().whole.n_added, 0);
        assert_eq!(try_bounds(&expert, second, &back).await.unwrap().criteria[0].n_added, 1);

        // Who saw nothing set does not overwrite; a later decision takes the place of the earlier one from its day on.
        let stale = set(&expert, &draft("32-QĐ/TU", date(2024, 10, 12), 25), Version(0)).await;
        assert!(matches!(stale, Err(AppError::Stale { now: Version(1) })), "{stale:?}");
        set(&expert, &draft("32-QĐ/TU", date(2024, 10, 12), 25), Version(1)).await.unwrap();
        assert_eq!((bound(date(2024, 10, 11)).await, bound(date(2024, 10, 15)).await), (30, 25));
        let page = criterion(&expert, "A4").await.unwrap();
        let entered: Vec<_> = page.entered.iter().map(|s| (s.version, s.number.as_str())).collect();
        assert_eq!(entered, [(2, "32-QĐ/TU"), (1, "31-QĐ/TU")]);
        let line = lines(&expert).await.unwrap().into_iter().find(|l| l.code == "A4").unwrap();
        assert_eq!((line.bound, line.by.map(|s| s.version)), (Some([25, 100]), Some(2)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_set_and_what_does_not_fit() {
    both(async |store| {
        let (world, expert, _) = ready(store).await;
        let plain = draft("31-QĐ/TU", date(2024, 10, 10), 30);
        for login in ["district", "clerk", "leader", "viewer"] {
            let refused = set(&world.person(login).await, &plain, Version(0)).await;
            let there = matches!(
                refused,
                Err(AppError::Refused(Refusal::NotGranted(Action::SetCriteria)) | AppError::NotFound)
            );
            assert!(there, "{login}: {refused:?}");
        }
        let unfit = async |code: &str, test: Option<TestSetting>| {
            let setting = Setting { chosen: Shipped::On, test };
            let odd = SettingDraft { criterion: code.into(), setting, ..plain.clone() };
            match set(&expert, &odd, Version(0)).await {
                Err(AppError::Broken(Rule::Screening(Broken::Unfit(unfit)))) => Some(unfit),
                _ => None,
            }
        };
        let share = |n_periods| Some(TestSetting { bound: Bound::share(1, 3).unwrap(), n_periods });
        assert_eq!(unfit("A4", share(0)).await, Some(Unfit::Periods));
        assert_eq!(unfit("A4", share(9)).await, Some(Unfit::Periods));
        assert_eq!(unfit("A3", share(1)).await, Some(Unfit::Bound));
        assert_eq!(unfit("A2", share(1)).await, Some(Unfit::NotByFigures));
        let unknown = SettingDraft { criterion: "Z9".into(), ..plain.clone() };
        assert!(matches!(set(&expert, &unknown, Version(0)).await, Err(AppError::NotFound)));
        let no_paper = SettingDraft { paper: vunggoc_core::paper::Draft::default(), ..plain.clone() };
        assert!(matches!(set(&expert, &no_paper, Version(0)).await, Err(AppError::Broken(Rule::Paper(_)))));
        // Nothing of all that was written; switching on one that a paper decides is.
        assert!(in_force(&expert, date(2024, 10, 15)).await.unwrap().iter().all(|c| c.by.is_none()));
        let on = SettingDraft {
            criterion: "A2".into(),
            setting: Setting { chosen: Shipped::On, test: None },
            ..plain
        };
        assert_eq!(set(&expert, &on, Version(0)).await.unwrap(), 1);
        assert_eq!(criterion(&expert, "A2").await.unwrap().now.criterion.shipped, Shipped::On);
    })
    .await;
}
