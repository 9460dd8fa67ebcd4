//! The life of a task: given on a ground, reported, moved, done, confirmed or sent back, stopped.

use vunggoc_app::erase::{Target, erase};
use vunggoc_app::file::File;
use vunggoc_app::import::begin::begin;
use vunggoc_app::import::confirm::{Seen, confirm};
use vunggoc_app::import::show::{Preview, show as show_import};
use vunggoc_app::import::{Kind as ImportKind, Weight};
use vunggoc_app::post::change::{NewPost, act as act_on_post, authorise, found};
use vunggoc_app::task::act::{Wish, act};
use vunggoc_app::task::export::{Wanted, xlsx};
use vunggoc_app::task::list::{Filter, Lines, Whose, list};
use vunggoc_app::task::raise::{GroundDraft, TaskDraft, give, give_more};
use vunggoc_app::{AppError, Ctx, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::post::{Act as PostAct, Broken as PostBroken, Deputy, Holder, Post, Rank};
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{Broken, Problem, Progress, ground};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, paper};

fn notice(unit: Id<Unit>) -> GroundDraft {
    GroundDraft {
        unit,
        kind: Kind::Notice,
        source: None,
        title: "Thông báo kết luận giao ban tháng 3".into(),
        opened_on: date(2024, 3, 1),
        year: None,
        paper: None,
    }
}

fn wanted(lead: Id<Unit>) -> TaskDraft {
    TaskDraft {
        content: "Rà soát, kiện toàn cấp ủy".into(),
        product: "Báo cáo".into(),
        lead: Some(lead),
        started_on: Some(date(2024, 3, 1)),
        due_on: Some(date(2024, 6, 30)),
        ..TaskDraft::default()
    }
}

async fn post(ctx: &Ctx, unit: Id<Unit>, name: &str) -> Id<Post> {
    let new = NewPost { unit, name: name.into(), rank: Rank::Head, from_on: date(2020, 1, 1) };
    found(ctx, new).await.unwrap()
}

fn number(world: &World, login: &str) -> i64 {
    world.people.iter().find(|(l, _)| *l == login).unwrap().1.number()
}

#[tokio::test(flavor = "multi_thread")]
async fn given_reported_moved_done_and_confirmed() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, district, base) =
            (world.person("expert").await, world.person("district").await, world.person("base").await);
        let on = date(2024, 3, 1);
        let tasks = vec![wanted(world.communes[0]), wanted(world.districts[0])];
        give(&expert, notice(world.city), Some(paper("05-TB/TU", on)), tasks).await.unwrap();
        let (first, second) = (Id::new(1), Id::new(2));

        // The doer's side reports on what it leads and sees nothing else of the ground.
        let report = Wish::Report { words: "Đang làm việc với chi bộ".into(), n_done: None };
        act(&base, first, Version(1), date(2024, 4, 2), report.clone()).await.unwrap();
        let other = act(&base, second, Version(1), date(2024, 4, 2), report.clone()).await;
        assert!(matches!(other, Err(AppError::NotFound)), "{other:?}");

        // Only whoever gave it may move its date, and never without a reason.
        let moved =
            |reason: &str| Wish::Move { to_on: date(2024, 9, 30), reason: reason.into(), paper: None };
        let refused = act(&base, first, Version(2), date(2024, 6, 1), moved("x")).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::NotGranted(Action::AssignTasks)))));
        let no_reason = act(&expert, first, Version(2), date(2024, 6, 1), moved(" ")).await;
        assert!(matches!(no_reason, Err(AppError::Broken(Rule::Task(Broken::NoReason)))));
        act(&expert, first, Version(2), date(2024, 6, 1), moved("Chờ hướng dẫn")).await.unwrap();

        let done = Wish::Finish { result: "Đã kiện toàn".into() };
        act(&base, first, Version(3), date(2024, 9, 1), done.clone()).await.unwrap();
        let back = Wish::Return { reason: "Thiếu minh chứng".into() };
        act(&expert, first, Version(4), date(2024, 9, 3), back).await.unwrap();
        act(&base, first, Version(5), date(2024, 9, 20), done.clone()).await.unwrap();
        act(&expert, first, Version(6), date(2024, 9, 25), Wish::Confirm).await.unwrap();
        let late = act(&district, first, Version(6), date(2024, 9, 26), Wish::Confirm).await;
        assert!(matches!(late, Err(AppError::Refused(_))), "{late:?}");
        let twice =
            act(&world.person("leader").await, first, Version(6), date(2024, 9, 26), Wish::Confirm).await;
        let confirmed = Rule::Task(Broken::ConfirmedAlready { on: date(2024, 9, 25) });
        assert!(matches!(&twice, Err(AppError::Broken(rule)) if *rule == confirmed), "{twice:?}");

        let stop =
            Wish::Stop { paper: paper("20-TB/TU", date(2024, 7, 1)), reason: "Trùng việc khác".into() };
        act(&expert, second, Version(1), date(2024, 7, 1), stop).await.unwrap();
        let after = act(&district, second, Version(2), date(2024, 7, 2), done).await;
        assert!(matches!(after, Err(AppError::Broken(Rule::Task(Broken::NotNow { .. })))), "{after:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_confirm_at_once_confirm_once() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, leader) = (world.person("expert").await, world.person("leader").await);
        let on = date(2024, 3, 1);
        let tasks = vec![wanted(world.communes[0])];
        give(&expert, notice(world.city), Some(paper("05-TB/TU", on)), tasks).await.unwrap();
        let done = Wish::Finish { result: "Xong".into() };
        let base = world.person("base").await;
        act(&base, Id::new(1), Version(1), date(2024, 5, 1), done).await.unwrap();
        let (one, two) = tokio::join!(
            act(&expert, Id::new(1), Version(2), date(2024, 5, 2), Wish::Confirm),
            act(&leader, Id::new(1), Version(2), date(2024, 5, 2), Wish::Confirm)
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_that_are_not_whole_are_refused_all_at_once() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let on = date(2024, 3, 1);
        let early = TaskDraft { due_on: Some(date(2024, 2, 1)), ..wanted(world.communes[0]) };
        let nobody = TaskDraft { lead: None, ..wanted(world.communes[0]) };
        let tasks = vec![wanted(world.communes[0]), early, nobody];
        let refused = give(&expert, notice(world.city), Some(paper("05-TB/TU", on)), tasks).await;
        let Err(AppError::Broken(Rule::TaskDrafts(problems))) = refused else { panic!("{refused:?}") };
        assert_eq!(problems, [(1, Problem::DueBeforeStart), (2, Problem::NoLead)]);

        let bare = give(&expert, notice(world.city), None, vec![wanted(world.communes[0])]).await;
        assert!(matches!(bare, Err(AppError::Broken(Rule::Ground(ground::Broken::NoPaper)))));
        // Nothing was written: the next task is the first.
        let paper = Some(paper("05-TB/TU", on));
        let ground = give(&expert, notice(world.city), paper, vec![wanted(world.communes[0])]).await.unwrap();
        give_more(&expert, ground, Version(1), vec![wanted(world.communes[1])]).await.unwrap();
        let stale = give_more(&expert, ground, Version(1), vec![wanted(world.communes[1])]).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })));
        let report = Wish::Report { words: "…".into(), n_done: None };
        let expert_reports = act(&expert, Id::new(2), Version(1), date(2024, 4, 1), report).await;
        assert!(expert_reports.is_ok(), "{expert_reports:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_raises_its_tasks_once() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let plan = || GroundDraft { kind: Kind::Plan, source: Some(77), ..notice(world.communes[0]) };
        give(&expert, plan(), None, vec![wanted(world.communes[0])]).await.unwrap();
        let again = give(&expert, plan(), None, vec![wanted(world.communes[0])]).await;
        let rule = Rule::Ground(ground::Broken::RaisedAlready);
        assert!(matches!(&again, Err(AppError::Broken(r)) if *r == rule), "{again:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_hang_on_posts_and_the_doer_does_not_confirm_unmarked() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, district) = (world.person("expert").await, world.person("district").await);
        let d1 = world.districts[0];
        let head = post(&district, d1, "Bí thư Quận ủy").await;
        let deputy = post(&district, d1, "Phó Bí thư Thường trực").await;
        let twice = found(
            &district,
            NewPost {
                unit: d1, name: "bí thư quận ủy".into(), rank: Rank::Head, from_on: date(2021, 1, 1)
            },
        )
        .await;
        assert!(matches!(twice, Err(AppError::Broken(Rule::Said { code: "post-twice", .. }))));

        let holder =
            |name: &str, login: &str| Holder { name: name.into(), account: Some(number(&world, login)) };
        let take = PostAct::TakeUp(holder("Nguyễn Văn Mẫu", "district"));
        act_on_post(&district, deputy, Version(1), date(2022, 1, 1), take, None).await.unwrap();
        let early = act_on_post(&district, deputy, Version(2), date(2021, 1, 1), PostAct::Leave, None).await;
        let last_on = date(2022, 1, 1);
        let rule = Rule::Post(PostBroken::NotAfterLast { last_on });
        assert!(matches!(&early, Err(AppError::Broken(r)) if *r == rule), "{early:?}");

        // A post of another body is not a doer of this one's task.
        let strange = TaskDraft { post: Some(head), ..wanted(world.communes[0]) };
        let on = date(2024, 3, 1);
        let wrong = give(&expert, notice(d1), Some(paper("5-TB/QU", on)), vec![strange]).await;
        assert!(matches!(wrong, Err(AppError::Broken(Rule::Task(Broken::PostNotThere)))), "{wrong:?}");

        let mine = TaskDraft { post: Some(head), ..wanted(d1) };
        give(&district, notice(d1), Some(paper("5-TB/QU", on)), vec![mine]).await.unwrap();
        // By authorisation the deputy acts for the head: who confirms is the doer, and it is marked.
        let acting = Deputy::new(head, deputy, date(2024, 1, 1), date(2025, 1, 1)).unwrap();
        authorise(&district, acting, paper("9-UQ/QU", date(2024, 1, 1))).await.unwrap();
        let again = authorise(&district, acting, paper("9-UQ/QU", date(2024, 1, 1))).await;
        assert!(matches!(again, Err(AppError::Broken(Rule::Post(PostBroken::HoldsAlready)))));
        let done = Wish::Finish { result: "Xong".into() };
        act(&expert, Id::new(1), Version(1), date(2024, 5, 1), done).await.unwrap();
        act(&district, Id::new(1), Version(2), date(2024, 5, 2), Wish::Confirm).await.unwrap();
        let row = vunggoc_testkit::db_text(
            world.app.store(),
            "SELECT by_whom AS it FROM task_confirmation WHERE task_id = 1",
        );
        assert_eq!(row.await, "doer");
    })
    .await;
}

fn table(text: &str) -> File {
    File { name: "theo-doi.csv".into(), media_type: "text/csv".into(), bytes: text.as_bytes().to_vec() }
}

const TABLE: &str = "BẢNG THEO DÕI NHIỆM VỤ;;;;;;;\nSTT;Nội dung nhiệm vụ;Cơ quan chủ trì;Người chịu trách nhiệm (chức vụ);Ngày giao;Thời hạn hoàn thành;Phần mềm;Mã nhiệm vụ\n\
    1;Rà soát chi bộ;Đảng bộ quận Mẫu 01;Bí thư Quận ủy;01/03/2024;30/06/2024;Điều hành;A-1\n\
    2;Báo cáo quý;Đảng bộ phường Mẫu 01-01;;01/03/2024;30/09/2024;Điều hành;A-2\n";

fn found_problems(preview: &Preview) -> Vec<(&str, &str)> {
    preview.problems.iter().map(|p| (p.cell.as_str(), p.code)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_comes_in_whole_or_not_at_all_and_twice_changes_nothing() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, district) = (world.person("expert").await, world.person("district").await);
        let head = post(&district, world.districts[0], "Bí thư Quận ủy").await;
        let left = PostAct::TakeUp(Holder { name: "Nguyễn Văn Mẫu 01".into(), account: None });
        act_on_post(&district, head, Version(1), date(2022, 1, 1), left, None).await.unwrap();
        act_on_post(&district, head, Version(2), date(2024, 2, 1), PostAct::Leave, None).await.unwrap();

        let bad = TABLE
            .replace("Bí thư Quận ủy", "Nguyễn Văn Mẫu 01")
            .replace("30/09/2024;Điều hành;A-2", "01/02/2024;Điều hành;")
            .replace("phường Mẫu 01-01", "phường Lạ");
        let id = begin(&expert, ImportKind::Tasks, world.city, table(&bad), None).await.unwrap();
        let (preview, _) = show_import(&expert, id).await.unwrap();
        let found = found_problems(&preview);
        assert!(
            found.contains(&("D3", "holder-left")) && found.contains(&("H4", "no-outside-id")),
            "{found:?}"
        );
        let refused = confirm(&expert, id, Version(preview.version), Seen::Yes).await;
        assert!(matches!(refused, Err(AppError::Broken(Rule::ImportNotReady))), "{refused:?}");
        let lines = list(&expert, &Filter::default()).await.unwrap().lines;
        assert!(lines.is_empty(), "nothing was written");

        let id = begin(&expert, ImportKind::Tasks, world.city, table(TABLE), None).await.unwrap();
        let (preview, _) = show_import(&expert, id).await.unwrap();
        assert_eq!(found_problems(&preview), [("D4", "no-doer")], "{preview:?}");
        assert_eq!(confirm(&expert, id, Version(preview.version), Seen::Yes).await.unwrap(), 2);
        let again = begin(&expert, ImportKind::Tasks, world.city, table(TABLE), None).await.unwrap();
        let (preview, _) = show_import(&expert, again).await.unwrap();
        assert_eq!((preview.n_ready, preview.n_there, preview.problems.len()), (0, 2, 0), "{preview:?}");
        assert_eq!(confirm(&expert, again, Version(preview.version), Seen::Yes).await.unwrap(), 0);
        let moved = TABLE.replace("30/09/2024", "31/10/2024");
        let other = begin(&expert, ImportKind::Tasks, world.city, table(&moved), None).await.unwrap();
        let (preview, _) = show_import(&expert, other).await.unwrap();
        assert_eq!(found_problems(&preview), [("H4", "task-differs")]);

        // Our own workbook comes back and changes nothing either.
        give(
            &expert,
            notice(world.city),
            Some(paper("05-TB/TU", date(2024, 3, 1))),
            vec![wanted(world.communes[1])],
        )
        .await
        .unwrap();
        let ours = xlsx(&expert, &Wanted::List(Filter::default())).await.unwrap();
        let back = begin(&expert, ImportKind::Tasks, world.city, ours, None).await.unwrap();
        let (preview, _) = show_import(&expert, back).await.unwrap();
        let stops = preview.problems.iter().filter(|p| p.weight == Weight::Stop).count();
        assert_eq!((preview.n_rows, preview.n_ready, preview.n_there, stops), (3, 0, 3, 0), "{preview:?}");
        let foreign =
            begin(&world.person("leader").await, ImportKind::Tasks, world.city, table(TABLE), None).await;
        assert!(matches!(foreign, Err(AppError::NotFound)), "{foreign:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_by_progress_scope_and_post() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, base) = (world.person("expert").await, world.person("base").await);
        let commune = world.communes[0];
        let secretary = post(&world.person("district").await, commune, "Bí thư Đảng ủy").await;
        let account = Some(number(&world, "base"));
        let take = PostAct::TakeUp(Holder { name: "Trần Thị Mẫu 02".into(), account });
        act_on_post(&expert, secretary, Version(1), date(2023, 1, 1), take, None).await.unwrap();
        let due = |month, day, lead| TaskDraft { due_on: Some(date(2024, month, day)), ..wanted(lead) };
        let tasks = vec![
            TaskDraft { post: Some(secretary), ..due(10, 14, commune) },
            due(10, 15, commune),
            due(12, 1, world.communes[2]),
            TaskDraft { support: vec![commune], ..due(11, 1, world.communes[3]) },
        ];
        give(&expert, notice(world.city), Some(paper("05-TB/TU", date(2024, 3, 1))), tasks).await.unwrap();
        let report = Wish::Report { words: "Đang làm".into(), n_done: None };
        act(&expert, Id::new(3), Version(1), date(2024, 5, 1), report).await.unwrap();
        let done = Wish::Finish { result: "Xong".into() };
        act(&expert, Id::new(4), Version(1), date(2024, 5, 1), done).await.unwrap();
        let ids = |lines: Lines| lines.lines.iter().map(|l| l.id).collect::<Vec<_>>();
        let of = |progress| Filter { progress: Some(progress), ..Filter::default() };
        assert_eq!(ids(list(&expert, &Filter::default()).await.unwrap()), [1, 2, 3]);
        assert_eq!(
            ids(list(&world.task(), &of(Progress::Overdue)).await.unwrap()),
            [1],
            "due today is not late"
        );
        assert_eq!(ids(list(&expert, &of(Progress::NotYetDue)).await.unwrap()), [2]);
        assert_eq!(ids(list(&expert, &of(Progress::Underway)).await.unwrap()), [3]);
        assert_eq!(
            ids(list(&base, &of(Progress::DoneInTime)).await.unwrap()),
            [4],
            "a supporting body sees it"
        );
        assert_eq!(ids(list(&base, &Filter::default()).await.unwrap()), [1, 2]);
        let mine = Filter { whose: Whose::Mine, ..Filter::default() };
        let lines = list(&base, &mine).await.unwrap();
        assert_eq!(lines.lines[0].holder.as_deref(), Some("Trần Thị Mẫu 02"));
        assert_eq!(ids(lines), [1]);
        let under = Filter { under: Some(world.districts[1].number()), ..Filter::default() };
        assert_eq!(ids(list(&world.task(), &under).await.unwrap()), [3]);
        assert!(list(&world.person("viewer").await, &Filter::default()).await.unwrap().lines.is_empty());

        // The next holder inherits: his are the tasks now, and the former one's no more.
        let next = PostAct::TakeUp(Holder {
            name: "Lê Văn Mẫu 03".into(),
            account: Some(number(&world, "district")),
        });
        act_on_post(&expert, secretary, Version(2), date(2024, 10, 1), next, None).await.unwrap();
        assert!(list(&base, &mine).await.unwrap().lines.is_empty());
        assert_eq!(ids(list(&world.person("district").await, &mine).await.unwrap()), [1]);
        let erased = erase(&expert, Target::Task(Id::new(3)), "nhập nhầm".into()).await;
        assert!(erased.is_ok(), "{erased:?}");
        assert_eq!(list(&expert, &of(Progress::Underway)).await.unwrap().lines[0].content, "");
    })
    .await;
}
