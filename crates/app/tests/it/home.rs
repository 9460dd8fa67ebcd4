//! What the first page and the pictures are made of, on both engines.

use vunggoc_app::account::overview::overview;
use vunggoc_app::export::{Copied, note};
use vunggoc_app::figure::save::{Entered, Typed, save};
use vunggoc_app::form::act::act as act_on;
use vunggoc_app::form::due::due;
use vunggoc_app::form::list::{Question, list};
use vunggoc_app::listing::decide::decide;
use vunggoc_app::listing::pictures::pictures;
use vunggoc_app::listing::propose::propose;
use vunggoc_app::{AppError, event};
use vunggoc_core::form::Act as Send;
use vunggoc_core::listing::{Act, Group, Placement, Proposal, Status, Tier};
use vunggoc_core::period::Period;
use vunggoc_core::{Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, decision, request};

#[tokio::test(flavor = "multi_thread")]
async fn forms_due_are_counted_and_missing_is_named() {
    both(async |store| {
        let world = World::build(store).await;
        let (base, viewer) = (world.person("base").await, world.person("viewer").await);
        let of = |due: &vunggoc_app::form::due::Due| {
            let line = due.lines.iter().find(|l| l.form == "M02" && l.period == "2024-H1").unwrap();
            (line.n_asked, line.n_sent, line.n_missing)
        };
        let own = due(&base).await.unwrap().unwrap();
        assert_eq!((own.under_id, of(&own)), (world.communes[0].number(), (1, 0, 1)));
        assert_eq!(of(&due(&viewer).await.unwrap().unwrap()), (2, 0, 2), "the district's two communes");
        let period = Period::parse("2024-H1").unwrap();
        let (unit, under) = (world.communes[0], world.communes[0]);
        let cell = Typed { unit, indicator: "petitions.due".into(), seen: 0, text: "5".into() };
        save(&base, &Entered { form: "M02".into(), period, under, cells: vec![cell] }).await.unwrap();
        let question = Question { form: "M02".into(), period, under, only: None, offset: 0 };
        let line = list(&base, &question).await.unwrap().lines.remove(0);
        let id = vunggoc_core::Id::new(line.id.unwrap());
        act_on(&base, id, Version(line.version), date(2024, 10, 1), Send::Send).await.unwrap();
        assert_eq!(of(&due(&base).await.unwrap().unwrap()), (1, 1, 0));
        assert_eq!(of(&due(&viewer).await.unwrap().unwrap()), (2, 1, 1));
        assert!(due(&world.person("admin").await).await.unwrap().is_none(), "the administrator sees no data");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administrator_sees_accounts_seals_and_copies_and_nobody_else_does() {
    both(async |store| {
        let world = World::build(store).await;
        event::seal_all(&world.app, request()).await.unwrap();
        let admin = world.person("admin").await;
        let seen = overview(&admin).await.unwrap();
        assert_eq!((seen.n_active, seen.n_invited, seen.n_without_grant), (9, 0, 0));
        assert_eq!(seen.n_without_factor, 4, "administrator, both experts and the clerk");
        assert!(seen.last_seal.is_some() && seen.last_backup_at.is_none());
        note(&world.app.task("backup", request()), Copied::Backup, 1).await.unwrap();
        assert_eq!(overview(&admin).await.unwrap().n_days_since_backup, Some(0));
        for login in ["expert", "base", "viewer"] {
            assert!(matches!(overview(&world.person(login).await).await, Err(AppError::NotFound)), "{login}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_add_up_to_the_list() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        for (at, (unit, year, tier, status)) in [
            (world.communes[0], 2021, Tier::Upper, Status::Weak),
            (world.communes[1], 2023, Tier::Lower, Status::Attention),
            (world.communes[2], 2024, Tier::Lower, Status::Weak),
        ]
        .into_iter()
        .enumerate()
        {
            let on = date(year, 3, 1);
            let proposal =
                Proposal {
                    on: Some(on), by: "Ban Thường vụ".into(), reasons: "Khuyết bí thư".into()
                };
            let id = propose(&expert, unit, proposal).await.unwrap();
            let placement =
                Placement { tier, status, group: Group::Two, owner: world.city, due_on: date(2025, 1, 1) };
            let number = format!("{at}-QĐ/TU");
            decide(&expert, id, Version(1), on, Act::Open(placement), decision(&number, on)).await.unwrap();
        }
        let seen = pictures(&expert, None).await.unwrap();
        let years: Vec<_> =
            seen.years.iter().map(|y| (y.year, y.n_listed, y.n_removed, y.n_closing)).collect();
        assert_eq!(years, [(2021, 1, 0, 1), (2022, 0, 0, 1), (2023, 1, 0, 2), (2024, 1, 0, 3)]);
        let pairs = |list: &[vunggoc_app::listing::pictures::Pair]| {
            list.iter().map(|p| (p.row.clone(), p.n_first, p.n_second)).collect::<Vec<_>>()
        };
        let ages = pairs(&seen.ages);
        assert_eq!(ages[4], ("over-36".into(), 1, 0));
        assert_eq!(ages[2], ("12-24".into(), 0, 1));
        assert_eq!(ages[1], ("6-12".into(), 0, 1));
        assert_eq!(pairs(&seen.groups)[1], ("2".into(), 2, 1));
        let parts = pairs(&seen.parts);
        assert_eq!(parts, [("Đảng bộ quận Mẫu 01".into(), 1, 1), ("Đảng bộ quận Mẫu 02".into(), 1, 0)]);
        let n: i64 = [&seen.ages, &seen.parts, &seen.groups]
            .iter()
            .map(|l| l.iter().map(|p| p.n_first + p.n_second).sum::<i64>())
            .sum();
        assert_eq!(n, 9, "each picture holds all three");
        let district = world.person("district").await;
        assert_eq!(pictures(&district, None).await.unwrap().parts.len(), 2, "its own two communes");
        assert!(matches!(pictures(&district, Some(world.city)).await, Err(AppError::NotFound)));
    })
    .await;
}
