//! What is due and late: told to those whose work it is, once, and moved with the calendar.

use ed25519_dalek::SigningKey;
use jiff::ToSpan;
use vunggoc_app::calendar::calendar;
use vunggoc_app::calendar::decide::{YearDraft, decide, preview};
use vunggoc_app::post::change::{NewPost, act as act_on_post, found};
use vunggoc_app::pressing::letters::{Wish, of_tasks};
use vunggoc_app::pressing::outbox::{Sent, claim, set_address, settle, told};
use vunggoc_app::pressing::remind::{Mail, remind};
use vunggoc_app::pressing::{day::day, offices::of_office, offices::offices, week};
use vunggoc_app::task::act::{Wish as TaskWish, act};
use vunggoc_app::task::raise::{GroundDraft, TaskDraft, give};
use vunggoc_app::{App, AppError, Asked, Ctx, Request, Rule};
use vunggoc_core::calendar::{DecidedDay, Decision, Mark};
use vunggoc_core::post::{Act as PostAct, Holder, Post, Rank};
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::{Days, Term};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, paper, request, request_on};

fn task(lead: Id<Unit>, content: &str, due_on: Date) -> TaskDraft {
    TaskDraft {
        content: content.into(),
        lead: Some(lead),
        started_on: Some(date(2024, 3, 1)),
        due_on: Some(due_on),
        ..TaskDraft::default()
    }
}

async fn given(ctx: &Ctx, unit: Id<Unit>, tasks: Vec<TaskDraft>) {
    let ground = GroundDraft {
        unit,
        kind: Kind::Notice,
        source: None,
        title: "Thông báo kết luận giao ban".into(),
        opened_on: date(2024, 3, 1),
        year: None,
        paper: None,
    };
    give(ctx, ground, Some(paper("05-TB/TU", date(2024, 3, 1))), tasks).await.unwrap();
}

/// A post of the first commune, held by the person who signs in as `base`.
async fn secretary(world: &World) -> Id<Post> {
    let new = NewPost {
        unit: world.communes[0],
        name: "Bí thư Đảng ủy".into(),
        rank: Rank::Head,
        from_on: date(2020, 1, 1),
    };
    let post = found(&world.task(), new).await.unwrap();
    let account = world.people.iter().find(|(l, _)| *l == "base").unwrap().1.number();
    let holder = Holder { name: "Người giữ chức".into(), account: Some(account) };
    let on = date(2021, 1, 1);
    act_on_post(&world.task(), post, Version(1), on, PostAct::TakeUp(holder), Some(paper("1-QĐ/TU", on)))
        .await
        .unwrap();
    post
}

fn on(world: &World, today: Date) -> Ctx {
    world.app.task("remind", request_on(today))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_sees_his_own_and_the_committee_above_its_subordinates() {
    both(async |store| {
        let world = World::build(store).await;
        let post = secretary(&world).await;
        let [a, b, ..] = world.communes;
        // Today is Tuesday 15 October 2024; soon due is until Friday.
        let mut mine = task(a, "Báo cáo kết quả kiện toàn", date(2024, 10, 10));
        mine.post = Some(post);
        let tasks = vec![
            mine,
            task(a, "Đến hạn hôm nay", date(2024, 10, 15)),
            task(a, "Đến hạn thứ Sáu", date(2024, 10, 18)),
            task(a, "Đến hạn thứ Hai", date(2024, 10, 21)),
            task(b, "Của phường khác", date(2024, 10, 1)),
            task(world.districts[1], "Của quận khác", date(2024, 10, 1)),
        ];
        given(&world.task(), world.city, tasks).await;

        let base = world.person("base").await;
        let today = day(&base).await.unwrap();
        let names = |list: &[vunggoc_app::pressing::TaskLine]| {
            list.iter().map(|t| t.content.clone()).collect::<Vec<_>>()
        };
        assert_eq!(today.posts, ["Bí thư Đảng ủy"]);
        assert_eq!(names(&today.overdue), ["Báo cáo kết quả kiện toàn"]);
        assert_eq!((today.overdue[0].n_days_late, today.overdue[0].post.as_str()), (5, "Bí thư Đảng ủy"));
        assert_eq!(names(&today.due_today), ["Đến hạn hôm nay"]);
        assert_eq!(names(&today.soon), ["Đến hạn thứ Sáu"]);
        assert_eq!(names(&today.later), ["Đến hạn thứ Hai"]);

        let lines = async |ctx: &Ctx| {
            let page = offices(ctx, None).await.unwrap();
            page.lines.iter().map(|l| (l.unit_id, l.post.clone(), l.n_late, l.n_soon)).collect::<Vec<_>>()
        };
        let (ward, other) = (a.number(), b.number());
        let own = [(ward, "Bí thư Đảng ủy".to_owned(), 1, 0), (ward, String::new(), 0, 2)];
        assert_eq!(lines(&base).await, own);
        let district = world.person("district").await;
        let mut below = own.to_vec();
        below.push((other, String::new(), 1, 0));
        assert_eq!(lines(&district).await, below);
        assert_eq!(lines(&world.person("expert").await).await.len(), 4);
        assert!(lines(&world.person("admin").await).await.is_empty());
        let viewed = of_office(&base, a, 0).await.unwrap();
        assert_eq!((viewed.tasks.len(), viewed.more), (3, false));
        assert!(matches!(of_office(&base, b, 0).await, Err(AppError::NotFound)));

        // The sheet of the week: Monday to Sunday, what is late before it.
        let sheet = week::week(&district, world.districts[0], date(2024, 10, 16)).await.unwrap();
        assert_eq!((sheet.from_on.as_str(), sheet.to_on.as_str()), ("2024-10-14", "2024-10-20"));
        assert_eq!((sheet.n_late, sheet.n_due), (2, 2));
        let file = week::document(&sheet).unwrap();
        assert!(file.starts_with(b"PK"));
        let elsewhere = week::week(&district, world.city, date(2024, 10, 16)).await;
        assert!(matches!(elsewhere, Err(AppError::NotFound)), "{elsewhere:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_counts_anew_after_each_act_on_a_task() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let counts = async || {
            let sheet = week::week(&expert, world.city, date(2024, 10, 16)).await.unwrap();
            assert_eq!((sheet.late.len() as i64, sheet.due.len() as i64), (sheet.n_late, sheet.n_due));
            (sheet.n_late, sheet.n_due)
        };
        assert_eq!(counts().await, (0, 0));
        let [a, b, ..] = world.communes;
        let late = |unit| task(unit, "Báo cáo", date(2024, 10, 10));
        given(&expert, world.city, vec![late(a), late(b), task(a, "Báo cáo", date(2024, 10, 17))]).await;
        assert_eq!(counts().await, (2, 1));

        let (first, second) = (Id::new(1), Id::new(2));
        let on = date(2024, 10, 11);
        let moved =
            TaskWish::Move { to_on: date(2024, 10, 18), reason: "Chờ hướng dẫn".into(), paper: None };
        act(&expert, first, Version(1), on, moved).await.unwrap();
        assert_eq!(counts().await, (1, 2));
        act(&expert, second, Version(1), on, TaskWish::Finish { result: "Đã xong".into() }).await.unwrap();
        assert_eq!(counts().await, (0, 2));
        // A task of another program that works on the same store counts too.
        let other = App::new(world.app.store().clone(), SigningKey::from_bytes(&[7; 32]), Asked::Waived);
        given(&other.task("sheet", request()), world.city, vec![late(a)]).await;
        assert_eq!(counts().await, (1, 2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reminded_before_pressed_after_and_each_week_and_never_twice() {
    both(async |store| {
        let world = World::build(store).await;
        let post = secretary(&world).await;
        let mut one = task(world.communes[0], "Báo cáo", date(2024, 10, 18));
        one.post = Some(post);
        given(&world.task(), world.districts[0], vec![one]).await;

        // Monday: nothing yet. Tuesday is three working days before Friday.
        assert_eq!(remind(&on(&world, date(2024, 10, 14)), Mail::Off).await.unwrap(), 0);
        assert_eq!(remind(&on(&world, date(2024, 10, 15)), Mail::Off).await.unwrap(), 1);
        assert_eq!(remind(&on(&world, date(2024, 10, 15)), Mail::Off).await.unwrap(), 0);
        let base = world.person("base").await;
        let heard = async |ctx: &Ctx| {
            let told = told(ctx).await.unwrap();
            told.days.iter().map(|d| (d.on.clone(), d.n_ahead, d.n_late, d.state.clone())).collect::<Vec<_>>()
        };
        assert_eq!(heard(&base).await, [("2024-10-15".into(), 1, 0, "page".into())]);
        // The weekend after it presses on nobody; Monday does, also on the committee that gave it.
        for day in [19, 20] {
            assert_eq!(remind(&on(&world, date(2024, 10, day)), Mail::Off).await.unwrap(), 0);
        }
        let monday = on(&world, date(2024, 10, 21));
        let (first, second) = tokio::join!(remind(&monday, Mail::Off), remind(&monday, Mail::Off));
        let made = [first, second].into_iter().filter_map(Result::ok).sum::<i64>();
        assert_eq!(made, 1, "two servers at once make one");
        let district = world.person("district").await;
        assert_eq!(heard(&district).await, [("2024-10-21".into(), 0, 1, "page".into())]);
        assert!(heard(&world.person("expert").await).await.is_empty());
        // Then each week, also where a day was missed.
        for (day, n) in [(22, 0), (27, 0), (28, 1), (30, 0)] {
            let made = remind(&on(&world, date(2024, 10, day)), Mail::Off).await.unwrap();
            assert_eq!(made, n, "on {day} October");
        }
        assert_eq!(remind(&on(&world, date(2024, 11, 6)), Mail::Off).await.unwrap(), 1);
        // A date that moved is a new promise; what is done is pressed on no more.
        let expert = world.person("expert").await;
        let moved =
            TaskWish::Move { to_on: date(2024, 11, 12), reason: "Chờ hướng dẫn".into(), paper: None };
        act(&expert, Id::new(1), Version(1), date(2024, 10, 15), moved).await.unwrap();
        assert_eq!(remind(&on(&world, date(2024, 11, 7)), Mail::Off).await.unwrap(), 1);
        let done = TaskWish::Finish { result: "Đã gửi".into() };
        act(&base, Id::new(1), Version(2), date(2024, 10, 15), done).await.unwrap();
        assert_eq!(remind(&on(&world, date(2024, 11, 13)), Mail::Off).await.unwrap(), 0);
        // Nobody but the program makes them.
        assert!(remind(&expert, Mail::Off).await.is_err());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_waits_longer_each_time_and_is_given_up_or_taken() {
    both(async |store| {
        let world = World::build(store).await;
        let base = world.person("base").await;
        for bad in ["không có", "a@b\r\nBcc: c@d", "a@@b", "a b@c.vn", "@c.vn"] {
            let refused = set_address(&base, bad, Version(0)).await;
            assert!(matches!(refused, Err(AppError::Broken(Rule::Field { name: "address" }))), "{bad}");
        }
        set_address(&base, " bithu@mau.vn ", Version(0)).await.unwrap();
        assert!(matches!(set_address(&base, "", Version(0)).await, Err(AppError::Stale { .. })));
        let late = task(world.communes[0], "Báo cáo", date(2024, 10, 10));
        given(&world.task(), world.districts[0], vec![late]).await;
        remind(&on(&world, date(2024, 10, 15)), Mail::On).await.unwrap();

        let at = |minutes: i64| {
            let request = request_on(date(2024, 10, 15));
            let now = request.now + minutes.minutes();
            world.app.task("mail", Request { now, ..request })
        };
        // Claimed by one of two, and by nobody else while it is being sent.
        let (ours, theirs) = (at(0), at(0));
        let (one, two) = tokio::join!(claim(&ours, 10), claim(&theirs, 10));
        let mut claimed: Vec<_> = [one, two].into_iter().filter_map(Result::ok).flatten().collect();
        if claimed.is_empty() {
            claimed = claim(&at(0), 10).await.unwrap();
        }
        assert_eq!(claimed.iter().map(|d| d.address.as_str()).collect::<Vec<_>>(), ["bithu@mau.vn"]);
        let id = claimed[0].id;
        assert!(claim(&at(0), 10).await.unwrap().is_empty());
        // Whoever claimed it died: after five minutes it is anybody's.
        assert_eq!(claim(&at(6), 10).await.unwrap().len(), 1);
        let refused = Sent::Refused("451 thử lại sau".into());
        settle(&at(6), id, &refused).await.unwrap();
        assert!(claim(&at(6), 10).await.unwrap().is_empty());
        let mut minute = 6;
        for wait in [1, 5, 30, 120, 720, 1440] {
            minute += wait;
            assert!(claim(&at(minute - 1), 10).await.unwrap().is_empty(), "before {wait} minutes");
            assert_eq!(claim(&at(minute), 10).await.unwrap().len(), 1, "after {wait} minutes");
            settle(&at(minute), id, &refused).await.unwrap();
        }
        assert_eq!(told(&base).await.unwrap().days[0].state, "given-up");
        assert!(claim(&at(100_000), 10).await.unwrap().is_empty());

        // The next day's mail is taken, and sent once.
        remind(&on(&world, date(2024, 10, 18)), Mail::On).await.unwrap();
        let tomorrow = request_on(date(2024, 10, 18));
        let next = world.app.task("mail", tomorrow);
        let due = claim(&next, 10).await.unwrap();
        settle(&next, due[0].id, &Sent::Taken).await.unwrap();
        let days = told(&base).await.unwrap().days;
        assert_eq!((days[0].on.as_str(), days[0].state.as_str()), ("2024-10-18", "sent"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_change_moves_what_follows_from_a_term_and_keeps_the_promise() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        // Three working days from Thursday 24 April 2025: Tuesday the 29th, as the law alone has it.
        let term = |n| Some(Term { start_on: date(2025, 4, 24), n, days: Days::Working });
        let start = |content: &str, n, due_on| TaskDraft {
            term: term(n),
            started_on: Some(date(2025, 4, 24)),
            ..task(world.communes[0], content, due_on)
        };
        let mut plain = task(world.communes[0], "Ngày do văn bản ấn định", date(2025, 4, 29));
        plain.started_on = Some(date(2025, 4, 24));
        let tasks = vec![
            start("Theo thời hạn", 3, date(2025, 4, 29)),
            start("Theo thời hạn, đã gia thêm ngày", 3, date(2025, 4, 29)),
            start("Theo thời hạn dài", 5, date(2025, 5, 5)),
            plain,
        ];
        given(&world.task(), world.districts[0], tasks).await;
        let later =
            TaskWish::Move { to_on: date(2025, 5, 20), reason: "Chờ hướng dẫn".into(), paper: None };
        let moved_by_hand = world.app.task("story", request_on(date(2025, 4, 25)));
        act(&moved_by_hand, Id::new(2), Version(1), date(2025, 4, 25), later).await.unwrap();

        let now = calendar(&expert).await.unwrap();
        let mut days: Vec<DecidedDay> = now
            .assumed(2025)
            .into_iter()
            .filter_map(|(on, kind)| Some(DecidedDay { on, mark: Mark::of(kind)? }))
            .collect();
        days.push(DecidedDay { on: date(2025, 5, 2), mark: Mark::Exchanged });
        days.push(DecidedDay { on: date(2025, 4, 26), mark: Mark::MakeUp });
        let decision = Decision { year: 2025, days };
        let seen = preview(&expert, &decision).await.unwrap();
        assert_eq!((seen.moves.n_followers, seen.moves.n_moved), (2, 1));
        let one = &seen.moves.groups[0];
        assert_eq!((one.example.as_str(), one.n_tasks), ("Theo thời hạn", 1));
        assert_eq!((one.from_on, one.to_on), (date(2025, 4, 29), date(2025, 4, 28)));
        assert_eq!(one.why, [date(2025, 4, 26)]);
        let due = async |id| dates_of(&world, id).await;
        assert_eq!(
            due(1).await,
            ("2025-04-29".to_owned(), "2025-04-29".to_owned()),
            "nothing is written by a look"
        );

        let draft = YearDraft { decision, paper: paper("8726/VPCP-KGVX", date(2024, 10, 14)) };
        decide(&expert, &draft, Version(0)).await.unwrap();
        assert_eq!(due(1).await, ("2025-04-29".to_owned(), "2025-04-28".to_owned()));
        assert_eq!(due(2).await.1, "2025-05-20");
        assert_eq!(due(3).await.1, "2025-05-05");
        assert_eq!(due(4).await.1, "2025-04-29");
        // Whoever saw the task before is told that it changed; and again by the same calendar nothing moves.
        let done = TaskWish::Finish { result: "Xong".into() };
        let stale = act(&moved_by_hand, Id::new(1), Version(1), date(2025, 4, 25), done).await;
        assert!(matches!(stale, Err(AppError::Stale { now: Version(2) })), "{stale:?}");
        assert_eq!(preview(&expert, &draft.decision).await.unwrap().moves.n_moved, 0);
    })
    .await;
}

/// First and present due date of a task.
async fn dates_of(world: &World, id: i64) -> (String, String) {
    let line = of_office(&world.app.task("story", request_on(date(2026, 1, 1))), world.communes[0], 0)
        .await
        .unwrap();
    let task = line.tasks.into_iter().find(|t| t.id == id).unwrap();
    (task.first_due_on, task.due_on)
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_to_all_who_are_late_in_one_press() {
    both(async |store| {
        let world = World::build(store).await;
        let [a, b, c, _] = world.communes;
        let tasks = vec![
            task(a, "Việc một", date(2024, 10, 1)),
            task(a, "Việc hai", date(2024, 10, 2)),
            task(b, "Việc ba", date(2024, 10, 14)),
            task(c, "Chưa quá hạn", date(2024, 10, 15)),
        ];
        given(&world.task(), world.city, tasks).await;
        let wish = Wish {
            head: "organisation-commission".into(),
            place: "Mẫu".into(),
            reply_on: date(2024, 10, 22),
        };
        let zip = of_tasks(&world.person("expert").await, world.city, &wish).await.unwrap();
        let names = String::from_utf8_lossy(&zip);
        for name in [
            "00-danh-sach.xlsx",
            "00-tat-ca.docx",
            "001-dang-bo-phuong-mau-01-01.docx",
            "002-dang-bo-phuong-mau-01-02.docx",
        ] {
            assert!(names.contains(name), "{name}");
        }
        assert!(!names.contains("003-"), "who is not late gets no letter");
        let nobody = of_tasks(&world.person("expert").await, world.districts[1], &wish).await;
        assert!(
            matches!(nobody, Err(AppError::Broken(Rule::Said { code: "nobody-late", .. }))),
            "{nobody:?}"
        );
        let base = of_tasks(&world.person("base").await, a, &wish).await;
        assert!(matches!(base, Err(AppError::Refused(_))), "{base:?}");
    })
    .await;
}
