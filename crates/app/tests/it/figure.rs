//! Figures from the entry page to the totals; versions, locks, gaps, and many at once.

use jiff::civil::Date;
use vunggoc_app::figure::grid::{Grid, Question, grid};
use vunggoc_app::figure::load::{Batch, NewFigure, load};
use vunggoc_app::figure::save::{Entered, Saved, Typed, save};
use vunggoc_app::figure::show::{past, unit as figures_of};
use vunggoc_app::figure::sums::totals;
use vunggoc_app::form::act::act;
use vunggoc_app::form::list::{Question as Asked, list};
use vunggoc_app::form::load::ask;
use vunggoc_app::{AppError, Ctx, Refusal, Rule};
use vunggoc_core::access::Action;
use vunggoc_core::form::Act;
use vunggoc_core::form::grid::Refused;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::World;

fn h1() -> Period {
    Period::parse("2024-H1").unwrap()
}

fn question(form: &str, under: Id<Unit>) -> Question {
    Question { form: form.into(), period: h1(), under, offset: 0 }
}

/// Types texts into the columns of a unit, as seen in a grid.
fn typed(grid: &Grid, unit: Id<Unit>, texts: &[(&str, &str)]) -> Vec<Typed> {
    let row = grid.rows.iter().find(|r| r.unit_id == unit.number()).unwrap();
    let cell = |(code, text): &(&str, &str)| {
        let column = grid.columns.iter().position(|c| c.indicator == *code).unwrap();
        Typed { unit, indicator: (*code).into(), seen: row.cells[column].version, text: (*text).into() }
    };
    texts.iter().map(cell).collect()
}

async fn enter(ctx: &Ctx, form: &str, under: Id<Unit>, cells: Vec<Typed>) -> Result<Saved, AppError> {
    save(ctx, &Entered { form: form.into(), period: h1(), under, cells }).await
}

const PETITIONS: [&str; 2] = ["petitions.due", "petitions.overdue"];

#[tokio::test(flavor = "multi_thread")]
async fn typed_added_sent_closed_and_sent_back() {
    both(async |store| {
        let world = World::build(store).await;
        let (expert, base) = (world.person("expert").await, world.person("base").await);
        let [a, b, c, _] = world.communes;
        let page = grid(&expert, &question("M02", world.city)).await.unwrap();
        assert_eq!((page.rows.len(), page.columns.len(), page.n_rows), (4, 3, 4));
        assert!(page.rows.iter().all(|r| r.cells.iter().all(|c| c.asked && c.value.is_none())));

        let mut cells = typed(&page, a, &[(PETITIONS[0], "1.250"), (PETITIONS[1], "0")]);
        cells.extend(typed(&page, b, &[(PETITIONS[0], "17"), (PETITIONS[1], "mười")]));
        cells.extend(typed(&page, c, &[(PETITIONS[0], "8,5"), (PETITIONS[1], "-3")]));
        let saved = enter(&expert, "M02", world.city, cells).await.unwrap();
        let why: Vec<_> = saved.problems.iter().map(|p| (p.unit_id == c.number(), p.why.as_str())).collect();
        assert_eq!((saved.n_written, saved.n_cleared), (3, 0));
        assert_eq!(why, [(false, "not-a-number"), (true, "too-many-decimals"), (true, "negative")]);

        // Missing is not zero: of four communes one has said 0 and three nothing.
        let table = totals(&expert, "M02", h1(), world.city).await.unwrap();
        let sums = &table.whole.sums;
        assert_eq!((sums[0].value, sums[0].n_reported, sums[0].n_expected), (Some(1267), 2, 4));
        assert_eq!((sums[1].value, sums[1].n_reported, sums[1].base), (Some(0), 1, Some(1267)));
        assert_eq!((sums[2].value, sums[2].n_reported), (None, 0));
        let parts: i64 = table.parts.iter().filter_map(|p| p.sums[0].value).sum();
        assert_eq!(parts, 1267, "the parts make the whole");

        // The base organisation sees its own and sends it; then it is locked until it is sent back.
        let asked = |ctx: Ctx, under| async move {
            list(&ctx, &Asked { form: "M02".into(), period: h1(), under, only: None, offset: 0 }).await
        };
        let lines = asked(base.clone(), a).await.unwrap().lines;
        assert_eq!((lines.len(), lines[0].n_reported, lines[0].n_asked), (1, 2, 3));
        assert_eq!(lines[0].timeliness, "missing");
        let id = Id::new(lines[0].id.unwrap());
        let on: Date = date(2024, 10, 1);
        act(&base, id, Version(1), on, Act::Send).await.unwrap();
        let close = Act::Close { copy: "12-BC/ĐU".into() };
        let refused = act(&base, id, Version(2), on, close.clone()).await;
        assert!(
            matches!(refused, Err(AppError::Refused(Refusal::NotGranted(Action::CloseFigures)))),
            "{refused:?}"
        );
        act(&expert, id, Version(2), on, close).await.unwrap();
        let page = grid(&base, &question("M02", a)).await.unwrap();
        assert!(!page.rows[0].open);
        let cells = typed(&page, a, &[(PETITIONS[1], "5")]);
        let saved = enter(&base, "M02", a, cells.clone()).await.unwrap();
        assert_eq!((saved.n_written, saved.problems[0].why.as_str()), (0, "locked"));
        let late = asked(expert.clone(), world.city).await.unwrap();
        let counts: std::collections::HashMap<_, _> = late.counts.into_iter().collect();
        assert_eq!((counts["late"], counts["missing"], counts["closed"]), (1, 3, 1));
        act(&expert, id, Version(3), on, Act::SendBack { why: "Chưa khớp".into() }).await.unwrap();
        assert_eq!(enter(&base, "M02", a, cells).await.unwrap().n_written, 1);
        let history = past(&expert, PETITIONS[1], h1(), a).await.unwrap();
        assert_eq!(
            history.iter().map(|p| (p.version, p.value.unwrap())).collect::<Vec<_>>(),
            [(2, 5), (1, 0)]
        );
        let of = figures_of(&expert, world.districts[0]).await.unwrap();
        assert!(of.tables.iter().any(|t| t.form == "M02" && t.periods == ["2024-H1"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_later_of_two_writers_keeps_what_he_typed() {
    both(async |store| {
        let world = World::build(store).await;
        let (one, two) = (world.person("expert").await, world.person("district").await);
        let (a, b) = (world.communes[0], world.communes[1]);
        let under = world.districts[0];
        let page = grid(&one, &question("M02", under)).await.unwrap();
        let mine = typed(&page, a, &[(PETITIONS[0], "10")]);
        enter(&one, "M02", under, mine).await.unwrap();
        let mut theirs = typed(&page, a, &[(PETITIONS[0], "11")]);
        theirs.extend(typed(&page, b, &[(PETITIONS[0], "20")]));
        let saved = enter(&two, "M02", under, theirs).await.unwrap();
        assert_eq!(saved.n_written, 1);
        let p = &saved.problems[0];
        assert_eq!((p.why.as_str(), p.typed.as_str(), p.now, p.version), ("stale", "11", Some(10), 1));

        // At once: both are written or reported, and the sum is of what stands there.
        let page = grid(&one, &question("M02", under)).await.unwrap();
        let (mine, theirs) =
            (typed(&page, a, &[(PETITIONS[1], "3")]), typed(&page, a, &[(PETITIONS[1], "4")]));
        let (x, y) = tokio::join!(enter(&one, "M02", under, mine), enter(&two, "M02", under, theirs));
        let n: i64 = [x, y].iter().flatten().map(|s| s.n_written).sum();
        assert_eq!(n, 1);

        // A figure taken back is missing again, and a new one goes on counting versions.
        let page = grid(&one, &question("M02", under)).await.unwrap();
        let saved = enter(&one, "M02", under, typed(&page, b, &[(PETITIONS[0], " ")])).await.unwrap();
        assert_eq!((saved.n_cleared, saved.problems.len()), (1, 0));
        let page = grid(&one, &question("M02", under)).await.unwrap();
        enter(&one, "M02", under, typed(&page, b, &[(PETITIONS[0], "21")])).await.unwrap();
        let history = past(&one, PETITIONS[0], h1(), b).await.unwrap();
        assert_eq!(
            history.iter().map(|p| (p.version, p.value.unwrap())).collect::<Vec<_>>(),
            [(2, 21), (1, 20)]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_outside_the_grant_cannot_be_read_or_written() {
    both(async |store| {
        let world = World::build(store).await;
        let (district, base, viewer) =
            (world.person("district").await, world.person("base").await, world.person("viewer").await);
        let other = world.communes[3];
        assert!(matches!(grid(&district, &question("M02", other)).await, Err(AppError::NotFound)));
        assert!(matches!(totals(&base, "M02", h1(), world.districts[0]).await, Err(AppError::NotFound)));
        let page = grid(&world.task(), &question("M02", world.city)).await.unwrap();
        let cells = typed(&page, other, &[(PETITIONS[0], "9")]);
        let refused = enter(&district, "M02", world.districts[0], cells).await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
        let own = typed(&page, world.communes[0], &[(PETITIONS[0], "9")]);
        let refused = enter(&viewer, "M02", world.districts[0], own).await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
        for login in ["admin", "clerk"] {
            let person = world.person(login).await;
            assert!(
                matches!(grid(&person, &question("M02", world.city)).await, Err(AppError::NotFound)),
                "{login}"
            );
        }
        assert_eq!(ask(&district, "M02", h1(), world.districts[0], date(2024, 7, 5)).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_all_or_nothing_and_the_same_again_changes_nothing() {
    both(async |store| {
        let world = World::build(store).await;
        let task = world.task();
        let figure = |unit, value| NewFigure { indicator: 0, period: 0, unit, value };
        let mut batch = Batch {
            source: "thử".into(),
            indicators: vec!["petitions.due".into()],
            periods: vec![h1()],
            figures: world.communes.iter().zip(1..).map(|(u, n)| figure(*u, n)).collect(),
            form: Some("M02".into()),
        };
        assert_eq!(load(&task, &batch).await.unwrap(), 4);
        assert_eq!(load(&task, &batch).await.unwrap(), 0, "the same again");
        batch.figures[2].value = 30;
        assert_eq!(load(&task, &batch).await.unwrap(), 1);
        let history = past(&task, "petitions.due", h1(), world.communes[2]).await.unwrap();
        assert_eq!(
            history.iter().map(|p| (p.version, p.value.unwrap())).collect::<Vec<_>>(),
            [(2, 30), (1, 3)]
        );

        batch.figures[0].value = 77;
        batch.figures.push(figure(Id::new(9_999), 1));
        let refused = load(&task, &batch).await;
        assert!(matches!(refused, Err(AppError::Broken(Rule::UnitNotThere))), "{refused:?}");
        batch.figures.pop();
        batch.figures.push(batch.figures[0]);
        assert!(load(&task, &batch).await.is_err(), "a figure twice");
        let table = totals(&task, "M02", h1(), world.city).await.unwrap();
        assert_eq!(table.whole.sums[0].value, Some(1 + 2 + 30 + 4), "nothing of what was refused");

        let asked = Asked { form: "M02".into(), period: h1(), under: world.city, only: None, offset: 0 };
        let id = Id::new(list(&task, &asked).await.unwrap().lines[0].id.unwrap());
        act(&task, id, Version(1), date(2024, 10, 1), Act::Send).await.unwrap();
        batch.figures.pop();
        let refused = load(&task, &batch).await;
        assert!(matches!(refused, Err(AppError::Broken(Rule::Figures(Refused::Locked)))), "{refused:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_goes_out_filled_in_and_comes_back_by_the_import() {
    use std::io::Read as _;
    use vunggoc_app::import::confirm::{Seen, confirm};
    use vunggoc_app::import::{Kind, begin::begin, show::show};
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let page = grid(&expert, &question("M02", world.city)).await.unwrap();
        let cells = typed(&page, world.communes[0], &[(PETITIONS[0], "14"), (PETITIONS[1], "2")]);
        enter(&expert, "M02", world.city, cells).await.unwrap();
        let bytes = vunggoc_app::form::out::workbooks(&expert, "M02", h1(), world.city).await.unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(zip.len(), 4);
        let name = format!("M02-2024-H1-{}.xlsx", world.communes[0]);
        let mut bytes = Vec::new();
        zip.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        let file = vunggoc_app::file::File { name, media_type: String::new(), bytes };
        let id = begin(&expert, Kind::Figures, world.city, file, Some(h1())).await.unwrap();
        let (preview, choices) = show(&expert, id).await.unwrap();
        assert!(choices.columns.values().any(|m| m == "petitions.due"), "{preview:?}");
        assert_eq!((preview.n_stops, preview.n_ready), (0, 2), "{preview:?}");
        assert_eq!(confirm(&expert, id, Version(preview.version), Seen::Yes).await.unwrap(), 0);
        let base = world.person("base").await;
        let refused = vunggoc_app::form::out::workbooks(&base, "M02", h1(), world.communes[0]).await;
        assert!(matches!(refused, Err(AppError::Refused(_))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn small_counts_below_a_commune_are_hidden_and_cannot_be_worked_out() {
    use vunggoc_app::form::out::workbooks;
    use vunggoc_app::unit::change::{Founding, found};
    use vunggoc_core::unit::Tree;
    const PUPILS: &str = "members.admitted.pupils";
    both(async |store| {
        let world = World::build(store).await;
        let (task, commune) = (world.task(), world.communes[0]);
        let mut bases = Vec::new();
        for n in 1..=3 {
            let wish = Founding {
                tree: Tree::Party,
                under: Some(commune),
                from_on: date(2012, 1, 1),
                name: format!("Chi bộ Trường Mẫu {n}"),
                kind: "school".into(),
                level: "base".into(),
                code: None,
                paper: None,
            };
            bases.push(found(&task, wish).await.unwrap());
        }
        let figure = |unit, value| NewFigure { indicator: 0, period: 0, unit, value };
        let mut batch = Batch {
            source: "thử".into(),
            indicators: vec![PUPILS.into()],
            periods: vec![h1()],
            figures: bases.iter().zip([2, 7, 9]).map(|(u, n)| figure(*u, n)).collect(),
            form: Some("M03".into()),
        };
        load(&task, &batch).await.unwrap();
        let table = totals(&task, "M03", h1(), commune).await.unwrap();
        let at = table.columns.iter().position(|c| c.indicator == PUPILS).unwrap();
        let parts: Vec<_> = table.parts.iter().map(|r| (r.sums[at].value, r.sums[at].hidden)).collect();
        assert_eq!(table.whole.sums[at].value, Some(18));
        assert_eq!(parts, [(None, true), (None, true), (Some(9), false)], "2 is small, 7 would give it away");
        let above = totals(&task, "M03", h1(), world.districts[0]).await.unwrap().parts;
        assert_eq!(above[0].sums[at].value, Some(18), "shown at commune level");

        // One unit over the periods, what it was before, the entry page of a reader, the form that goes out.
        let own = figures_of(&task, bases[0]).await.unwrap();
        let line = own.tables.iter().flat_map(|t| &t.lines).find(|l| l.indicator == PUPILS).unwrap();
        assert!(
            line.sums.iter().flatten().any(|s| s.hidden)
                && line.sums.iter().flatten().all(|s| s.value.is_none())
        );
        assert_eq!(past(&task, PUPILS, h1(), bases[0]).await.unwrap()[0].value, None);
        let cell = |page: &Grid| {
            let row = page.rows.iter().find(|r| r.unit_id == bases[0].number()).unwrap();
            let column = page.columns.iter().position(|c| c.indicator == PUPILS).unwrap();
            (row.cells[column].value, row.cells[column].hidden)
        };
        let viewer = grid(&world.person("viewer").await, &question("M03", commune)).await.unwrap();
        assert_eq!(cell(&viewer), (None, true));
        let expert = grid(&world.person("expert").await, &question("M03", commune)).await.unwrap();
        assert_eq!(cell(&expert), (Some(2), false), "who enters it sees it");
        let out = workbooks(&task, "M03", h1(), commune).await.unwrap();
        let files = vunggoc_testkit::workbook::opened(&out);
        let sheet_of = |unit: Id<Unit>| {
            let (_, book) = files.iter().find(|(n, _)| n.ends_with(&format!("-{unit}.xlsx"))).unwrap();
            let parts = vunggoc_testkit::workbook::opened(book);
            let (_, sheet) = parts.into_iter().find(|(n, _)| n.ends_with("sheet1.xml")).unwrap();
            String::from_utf8(sheet).unwrap()
        };
        let letter = char::from(b'D' + u8::try_from(at).unwrap());
        let filled = |unit: Id<Unit>| {
            let sheet = sheet_of(unit);
            let cell = sheet.split(&format!("r=\"{letter}7\"")).nth(1).unwrap().to_owned();
            cell.split("<c ").next().unwrap().contains("<v>")
        };
        assert!(filled(bases[2]) && !filled(bases[0]), "a workbook travels");

        // The only one that reports: its total would say it, and is not shown either.
        batch.figures.truncate(1);
        let other = Period::parse("2023-H2").unwrap();
        batch.periods = vec![other];
        load(&task, &batch).await.unwrap();
        let table = totals(&task, "M03", other, commune).await.unwrap();
        assert!(table.whole.sums[at].hidden && table.parts[0].sums[at].hidden, "{table:?}");
        let table = totals(&task, "M03", h1(), commune).await.unwrap();
        assert_eq!(table.whole.sums[at].start, None, "nor beside another period");
    })
    .await;
}
