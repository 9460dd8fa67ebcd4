//! What should never have been entered is taken back, with a record, while nothing depends on it.

use std::path::Path;
use vunggoc_app::annulment::list as records;
use vunggoc_app::event::seal_all;
use vunggoc_app::listing::annul as listing_annul;
use vunggoc_app::listing::decide::decide;
use vunggoc_app::listing::flow::{Question, flow};
use vunggoc_app::listing::propose::propose;
use vunggoc_app::listing::show::show as show_listing;
use vunggoc_app::unit::annul as unit_annul;
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_app::unit::find::{Search, find};
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_app::{AppError, Refusal, Rule, audit};
use vunggoc_core::access::Action;
use vunggoc_core::annul::{Broken, Dependent};
use vunggoc_core::listing::flow::Category;
use vunggoc_core::listing::{Act, Group, Placement, Proposal, Status, Tier};
use vunggoc_core::unit::Tree;
use vunggoc_core::{Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::{World, decision, paper, request};

fn founding(world: &World, name: &str) -> Founding {
    Founding {
        tree: Tree::Party,
        under: Some(world.districts[0]),
        from_on: date(2024, 1, 1),
        name: name.into(),
        kind: "commune".into(),
        level: "base".into(),
        code: Some(("office".into(), "M-77".into())),
        paper: Some(paper("5-QĐ/QU", date(2024, 1, 1))),
    }
}

fn proposal() -> Proposal {
    Proposal {
        on: Some(date(2024, 2, 1)),
        by: "Ban Thường vụ Quận ủy".into(),
        reasons: "Khuyết bí thư".into(),
    }
}

fn reason() -> String {
    "Nhập trùng với tổ chức đã có".into()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_entered_twice_leaves_every_list_and_its_code_is_free_again() {
    both(async |store| {
        let world = World::build(store).await;
        let (district, viewer) = (world.person("district").await, world.person("viewer").await);
        let twice = found(&district, founding(&world, "Đảng bộ phường Mẫu 01-99")).await.unwrap();
        let search = Search { text: "mau 01-99".into(), ..Search::default() };
        assert_eq!(find(&viewer, &search).await.unwrap().units.len(), 1);
        let refused = unit_annul::annul(&viewer, twice, Version(1), reason()).await;
        assert!(
            matches!(refused, Err(AppError::Refused(Refusal::NotGranted(Action::ChangeRegister)))),
            "{refused:?}"
        );
        let blank = unit_annul::annul(&district, twice, Version(1), "  ".into()).await;
        assert!(matches!(blank, Err(AppError::Broken(Rule::Annul(Broken::NoReason)))), "{blank:?}");
        let stale = unit_annul::annul(&district, twice, Version(9), reason()).await;
        assert!(matches!(stale, Err(AppError::Stale { .. })), "{stale:?}");

        unit_annul::annul(&district, twice, Version(1), reason()).await.unwrap();
        assert!(matches!(show_unit(&district, twice, None).await, Err(AppError::NotFound)));
        assert_eq!(find(&viewer, &search).await.unwrap().units.len(), 0);
        let tree = world.task().look().await.unwrap().tree_on(Tree::Party, date(2024, 10, 15)).await.unwrap();
        assert!(tree.order().position(twice).is_none(), "no sum counts it");
        let line = records(&viewer).await.unwrap().remove(0);
        assert_eq!(
            (line.said.as_str(), line.reason, line.by.as_deref()),
            ("Đảng bộ phường Mẫu 01-99", reason(), Some("lower-expert"))
        );
        assert_eq!(line.unit_id, world.districts[0].number());
        assert!(
            records(&world.person("admin").await).await.unwrap().is_empty(),
            "the administrator sees no data"
        );
        found(&district, founding(&world, "Đảng bộ phường Mẫu 01-98")).await.unwrap();
        seal_all(&world.app, request()).await.unwrap();
        assert_eq!(audit::verify(&world.task(), &[]).await.unwrap().fault, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_something_depends_on_stays() {
    both(async |store| {
        let world = World::build(store).await;
        let task = world.task();
        for (unit, held) in [
            (world.districts[0], vec![Dependent::Below, Dependent::Grant]),
            (world.communes[0], vec![Dependent::Grant]),
        ] {
            assert_eq!(unit_annul::dependents(&task, unit).await.unwrap(), held);
            let refused = unit_annul::annul(&task, unit, Version(1), reason()).await;
            assert!(
                matches!(&refused, Err(AppError::Broken(Rule::Annul(Broken::DependedOn(by)))) if *by == held),
                "{refused:?}"
            );
        }
        let listed = world.communes[3];
        let listing = propose(&task, listed, proposal()).await.unwrap();
        assert_eq!(unit_annul::dependents(&task, listed).await.unwrap(), [Dependent::Listing]);
        listing_annul::annul(&task, listing, Version(1), reason()).await.unwrap();
        assert_eq!(
            unit_annul::dependents(&task, listed).await.unwrap(),
            [],
            "an annulled listing holds nobody"
        );
        // The record of the listing moves to the unit above, as the unit itself is gone.
        unit_annul::annul(&task, listed, Version(1), reason()).await.unwrap();
        let above = world.districts[1].number();
        assert_eq!(
            records(&task).await.unwrap().iter().map(|l| l.unit_id).collect::<Vec<_>>(),
            [above, above]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_entered_by_mistake_is_in_no_table_and_the_unit_may_be_proposed_again() {
    both(async |store| {
        let world = World::build(store).await;
        let (district, expert) = (world.person("district").await, world.person("expert").await);
        let ward = world.communes[0];
        let id = propose(&district, ward, proposal()).await.unwrap();
        let placement = Placement {
            tier: Tier::Upper,
            status: Status::Weak,
            group: Group::One,
            owner: world.city,
            due_on: date(2025, 2, 1),
        };
        let on = date(2024, 2, 10);
        decide(&expert, id, Version(1), on, Act::Open(placement), decision("11-QĐ/TU", on)).await.unwrap();
        let question = Question {
            from_on: date(2024, 1, 1),
            to_on: date(2024, 6, 30),
            under: world.city,
            category: Category::default(),
        };
        assert_eq!(flow(&expert, question).await.unwrap().rows[2].flow.closing.len(), 1);
        assert!(show_listing(&expert, id).await.unwrap().may_annul);
        assert!(
            !show_listing(&district, id).await.unwrap().may_annul,
            "the upper list is the upper committee's"
        );
        let refused = listing_annul::annul(&district, id, Version(2), reason()).await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
        let leader = world.person("leader").await;
        let refused = listing_annul::annul(&leader, id, Version(2), reason()).await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");

        // Two who do it at once do it once.
        let other = world.person("expert").await;
        let (one, two) = tokio::join!(
            listing_annul::annul(&expert, id, Version(2), reason()),
            listing_annul::annul(&other, id, Version(2), reason())
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
        assert!(matches!(show_listing(&expert, id).await, Err(AppError::NotFound)));
        let table = flow(&expert, question).await.unwrap();
        assert_eq!((table.rows[2].flow.listed.len(), table.rows[2].flow.closing.len()), (0, 0));
        let again = propose(&district, ward, proposal()).await.unwrap();
        assert!(show_listing(&district, again).await.unwrap().earlier.is_empty());
        assert_eq!(records(&district).await.unwrap().len(), 1);
        assert!(records(&world.person("viewer").await).await.unwrap().is_empty(), "he reads no listings");
    })
    .await;
}

/// Every column that points at a unit or a listing is asked, or is named with why it is not.
#[test]
fn no_noun_is_forgotten_when_something_is_annulled() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(here.join(path)).unwrap();
    let mut schema = String::new();
    let mut files: Vec<_> = std::fs::read_dir(here.join("../db/migrations")).unwrap().flatten().collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        schema += &std::fs::read_to_string(file.path()).unwrap();
    }
    let schema: String = schema.lines().map(|l| l.split("--").next().unwrap()).collect::<Vec<_>>().join("\n");
    for (noun, source, not_asked) in [
        ("unit", read("src/unit/annul.rs"), unit_annul::NOT_ASKED),
        ("listing", read("src/listing/annul.rs"), listing_annul::NOT_ASKED),
    ] {
        let (mut forgotten, mut n_seen) = (Vec::new(), 0);
        for table in schema.split("CREATE TABLE ").skip(1) {
            let (name, rest) = table.split_once(" (").unwrap();
            let body = rest.split(';').next().unwrap();
            let points = format!("REFERENCES {noun} (id)");
            for part in body.split(&points).collect::<Vec<_>>().split_last().unwrap().1 {
                let column = part.rsplit([',', '(', '\n']).next().unwrap().split_whitespace().next().unwrap();
                n_seen += 1;
                let asked = source.contains(&format!("SELECT {column} FROM {name} "));
                if !asked && !not_asked.contains(&format!("{name}.{column}").as_str()) {
                    forgotten.push(format!("{name}.{column}"));
                }
            }
        }
        assert!(n_seen > 4, "the scan found only {n_seen} columns that name a {noun}");
        assert!(
            forgotten.is_empty(),
            "{forgotten:?} name a {noun}: ask for them in questions() of app/src/{noun}/annul.rs, or say in NOT_ASKED why not"
        );
    }
}
