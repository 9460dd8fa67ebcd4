//! Six workbooks of different shape, each from the upload to the store: title rows, merged heads, group and total
//! rows, several sheets, hidden rows, "12/15", "80,5%", "-", Vietnamese numbers; .xlsx, .xls, .csv and .docx.

#[expect(dead_code, reason = "the workbooks of the reader's tests, of which some are broken on purpose")]
#[path = "../../../sheets/tests/it/books/mod.rs"]
mod books;

use books::lists::{Twin, f1, f4, f5, f12};
use books::word::f2;
use vunggoc_app::Ctx;
use vunggoc_app::figure::sums::{Against, sum_of};
use vunggoc_app::file::File;
use vunggoc_app::import::begin::{begin, choose};
use vunggoc_app::import::confirm::{Seen, confirm};
use vunggoc_app::import::show::{Preview, show};
use vunggoc_app::import::{Choices, Import, Kind, Weight};
use vunggoc_app::listing::list::{Filter, list};
use vunggoc_app::unit::change::{Founding, found};
use vunggoc_core::period::Period;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id, Version, date};
use vunggoc_testkit::both;
use vunggoc_testkit::world::World;

async fn sent(ctx: &Ctx, kind: Kind, under: Id<Unit>, name: &str, bytes: &[u8], period: &str) -> Id<Import> {
    let file = File { name: name.into(), media_type: String::new(), bytes: bytes.to_vec() };
    begin(ctx, kind, under, file, Period::parse(period)).await.unwrap()
}

/// Points, and looks again.
async fn pointed(ctx: &Ctx, id: Id<Import>, point: impl FnOnce(&Preview, &mut Choices)) -> Preview {
    let (preview, mut choices) = show(ctx, id).await.unwrap();
    point(&preview, &mut choices);
    choose(ctx, id, Version(preview.version), choices).await.unwrap();
    show(ctx, id).await.unwrap().0
}

fn found_in(preview: &Preview, weight: Weight) -> Vec<(&str, &str)> {
    preview.problems.iter().filter(|p| p.weight == weight).map(|p| (p.cell.as_str(), p.code)).collect()
}

async fn written(ctx: &Ctx, id: Id<Import>) -> i64 {
    let (preview, _) = show(ctx, id).await.unwrap();
    assert_eq!(found_in(&preview, Weight::Stop), [], "{preview:?}");
    confirm(ctx, id, Version(preview.version), Seen::Yes).await.unwrap()
}

async fn value(world: &World, code: &str, period: &str, under: Id<Unit>) -> Option<i64> {
    let mut work = world.task().look().await.unwrap();
    sum_of(&mut work, code, Period::parse(period).unwrap(), under, Against::Base)
        .await
        .unwrap()
        .unwrap()
        .value
}

async fn unit(world: &World, under: Id<Unit>, name: &str, level: &str, on: Date) -> Id<Unit> {
    let wish = Founding {
        tree: Tree::Party,
        under: Some(under),
        from_on: on,
        name: name.into(),
        kind: if level == "branch" { "residential" } else { "commune" }.into(),
        level: level.into(),
        code: None,
        paper: None,
    };
    found(&world.task(), wish).await.unwrap()
}

fn columns(choices: &mut Choices, meanings: &[(u32, &str)]) {
    choices.columns = meanings.iter().map(|(c, m)| (*c, (*m).to_owned())).collect();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_organisations_and_the_figures_in_it() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let under = world.districts[1];
        let file = f1(Twin::Good);
        let id = sent(&expert, Kind::Units, under, "f1.xlsx", &file, "").await;
        let preview = pointed(&expert, id, |_, c| {
            columns(c, &[(1, "code"), (2, "name"), (3, "level"), (4, "from_on")]);
        })
        .await;
        assert_eq!(found_in(&preview, Weight::Stop)[0], ("", "no-unit-column"), "no column tells the kind");
        let preview = pointed(&expert, id, |_, c| c.kind = "commune".into()).await;
        assert_eq!((preview.n_rows, preview.n_ready), (5, 5), "neither groups nor totals: {preview:?}");
        assert_eq!(found_in(&preview, Weight::Ask), [("10", "hidden-row")]);
        assert_eq!(written(&expert, id).await, 5);

        let id = sent(&expert, Kind::Figures, under, "f1.xlsx", &file, "2024-H2").await;
        let preview = pointed(&expert, id, |_, c| {
            columns(c, &[(1, "code"), (2, "name"), (5, "members.official"), (6, "members.probationary")]);
        })
        .await;
        assert_eq!(found_in(&preview, Weight::Stop), [], "{preview:?}");
        assert_eq!(written(&expert, id).await, 10);
        assert_eq!(value(&world, "members.official", "2024-H2", under).await, Some(764));
        // The twins: a wrong total is asked about; a failed formula, a text and merged cells stop it.
        for (twin, weight, cell, code) in [
            (Twin::WrongTotal, Weight::Ask, "F15", "total"),
            (Twin::FormulaError, Weight::Stop, "F11", "formula-error"),
            (Twin::TextInNumber, Weight::Stop, "F11", "not-a-number"),
            (Twin::MergedInData, Weight::Stop, "F9", "merged"),
        ] {
            let id = sent(&expert, Kind::Figures, under, "f1b.xlsx", &f1(twin), "2024-H2").await;
            let (preview, _) = show(&expert, id).await.unwrap();
            assert!(found_in(&preview, weight).contains(&(cell, code)), "{code}: {:?}", preview.problems);
        }
        assert_eq!(value(&world, "members.official", "2024-H2", under).await, Some(764));

        // F4: ratios, Vietnamese numbers, a part in brackets, a dash; the third name is another way of writing.
        let id =
            sent(&expert, Kind::Figures, under, "f4.csv", f4(';', Twin::Good).as_bytes(), "2024-H1").await;
        let preview = pointed(&expert, id, |preview, c| {
            columns(
                c,
                &[
                    (1, "name"),
                    (5, "members.admitted"),
                    (6, "petitions.due"),
                    (7, "members.admitted.pupils"),
                    (8, "members.admitted.private_enterprise"),
                ],
            );
            c.dash = "zero".into();
            let third = preview.unknown.first().map(|u| u.key.clone());
            c.names.extend(third.map(|key| (key, 0)));
        })
        .await;
        let stops = found_in(&preview, Weight::Stop);
        assert!(stops.contains(&("G7", "a-percent")) && stops.contains(&("H8", "not-a-number")), "{stops:?}");
        let preview = pointed(&expert, id, |preview, c| {
            c.columns.retain(|_, m| m != "petitions.due" && m != "members.admitted.pupils");
            c.names.extend(preview.unknown.iter().map(|u| (u.key.clone(), 0)));
        })
        .await;
        assert_eq!(found_in(&preview, Weight::Stop), [], "{preview:?}");
        assert_eq!(written(&expert, id).await, 2 + 2 + 2);
        assert_eq!(value(&world, "members.admitted", "2024-H1", under).await, Some(664));
        assert_eq!(value(&world, "members.admitted_target", "2024", under).await, Some(1_280));
        assert_eq!(value(&world, "members.admitted.private_enterprise", "2024-H1", under).await, Some(2));

        // F5: a sheet for each month; another sheet is guessed anew.
        let id = sent(&expert, Kind::Figures, under, "f5.xlsx", &f5(Twin::Good), "2024").await;
        let preview = pointed(&expert, id, |_, c| c.sheet = 2).await;
        assert_eq!((preview.sheets[2].0.as_str(), preview.n_rows), ("Tháng 3", 3), "{preview:?}");
        for _ in 0..2 {
            // The second time the names of the columns that were just pointed at are known.
            pointed(&expert, id, |preview, c| {
                columns(c, &[(1, "name"), (3, "grading.subordinates"), (8, "grading.subordinates_failed")]);
                c.names.extend(preview.unknown.iter().map(|u| (u.key.clone(), 0)));
            })
            .await;
        }
        assert_eq!(written(&expert, id).await, 4);
        assert_eq!(value(&world, "grading.subordinates", "2024", under).await, Some(33));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn villages_an_old_workbook_and_a_table_of_a_document() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let under = world.districts[1];
        let on = date(2020, 1, 1);
        let first = unit(&world, under, "Đảng bộ xã Mẫu 01", "base", on).await;
        let second = unit(&world, under, "Đảng bộ xã Mẫu 02", "base", on).await;
        let third = unit(&world, under, "Đảng bộ xã Mẫu 03", "base", on).await;
        for (n, commune) in [(1, first), (2, first), (3, first), (4, second), (5, second)] {
            unit(&world, commune, &format!("Chi bộ Thôn Mẫu {n}"), "branch", on).await;
        }
        // F12: communes merged down, hidden rows, "Trong đó", groups of two levels.
        let id = sent(&expert, Kind::Figures, under, "f12.xlsx", &f12(Twin::Good), "2024-H1").await;
        let preview = pointed(&expert, id, |_, c| {
            columns(c, &[(1, "above"), (2, "name"), (3, "members.official"), (4, "members.probationary")]);
        })
        .await;
        assert_eq!((preview.n_rows, preview.unknown.len()), (5, 0), "{preview:?}");
        let asks = found_in(&preview, Weight::Ask);
        assert!(asks.contains(&("11", "hidden-row")) && asks.contains(&("15", "hidden-row")), "{asks:?}");
        assert_eq!(written(&expert, id).await, 5 + 3, "a dash and dots are missing");
        assert_eq!(value(&world, "members.official", "2024-H1", under).await, Some(64));
        assert_eq!(value(&world, "members.official", "2024-H1", first).await, Some(35));

        // F11: an old workbook with a hidden row and "12/15" in its second sheet.
        let old = include_bytes!("../../../sheets/tests/data/f11-chuc-danh.xls");
        let id = sent(&expert, Kind::Figures, under, "f11.xls", old, "2024-H1").await;
        let preview = pointed(&expert, id, |_, c| c.sheet = 1).await;
        assert_eq!(preview.sheets[1].0, "Phụ lục");
        let place = |head: &str| preview.columns.iter().find(|c| c.head == head).unwrap().column;
        let (name, ratio) = (place("Đơn vị"), place("Có/tổng"));
        let preview =
            pointed(&expert, id, |_, c| columns(c, &[(name, "name"), (ratio, "petitions.overdue")])).await;
        assert_eq!(found_in(&preview, Weight::Stop), [], "{preview:?}");
        assert_eq!(found_in(&preview, Weight::Ask), [("4", "hidden-row")]);
        assert_eq!(written(&expert, id).await, 4);
        assert_eq!(value(&world, "petitions.overdue", "2024-H1", third).await, Some(15));
        assert_eq!(value(&world, "petitions.due", "2024-H1", under).await, Some(30));

        // F2: a register in a document, with quarters and months for days and no due dates.
        for name in ["Đảng bộ phường Mẫu Một", "Đảng bộ phường Mẫu Hai", "Chi bộ Mẫu & Con"]
        {
            unit(&world, under, name, "base", on).await;
        }
        let id = sent(&expert, Kind::Listings, under, "f2.docx", &f2(), "").await;
        let preview = pointed(&expert, id, |_, c| {
            columns(c, &[(1, "name"), (2, "group"), (3, "open_paper"), (4, "open_on"), (5, "result")]);
        })
        .await;
        assert_eq!((preview.n_ready, found_in(&preview, Weight::Stop)), (3, vec![]), "{preview:?}");
        let asks = found_in(&preview, Weight::Ask);
        assert_eq!(asks.iter().filter(|(_, code)| *code == "first-day-taken").count(), 2, "{asks:?}");
        assert_eq!(asks.iter().filter(|(_, code)| *code == "year-taken").count(), 3, "{asks:?}");
        assert_eq!(written(&expert, id).await, 3);
        let lines =
            list(&expert, &Filter { on: Some(date(2022, 5, 2)), ..Filter::default() }).await.unwrap().lines;
        assert_eq!(lines.len(), 3, "{lines:?}");
    })
    .await;
}
