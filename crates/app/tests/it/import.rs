//! Spreadsheets as offices have them: pointed at once, every problem by cell, all or nothing.

use std::io::{Cursor, Write as _};
use vunggoc_app::figure::sums::totals;
use vunggoc_app::file::File;
use vunggoc_app::import::begin::{begin, choose};
use vunggoc_app::import::confirm::{Seen, confirm};
use vunggoc_app::import::show::{Preview, show};
use vunggoc_app::import::{Import, Kind, ReadError, Weight};
use vunggoc_app::{AppError, Ctx, Rule};
use vunggoc_core::period::Period;
use vunggoc_core::{Id, Version};
use vunggoc_testkit::both;
use vunggoc_testkit::world::World;

const FIGURES: &str = "QUẬN ỦY MẪU;;;\nBIỂU TỔNG HỢP;;;\nSTT;Đơn vị;Đơn phải giải quyết;Đơn quá hạn\n\
    (1);(2);(3);(4)\nI;Quận Mẫu 01;;\n1;P. Mẫu 01-01;1.250;25\n2;Phường Mẫu 01-02;-;0\nII;Quận Mẫu 02;;\n\
    1;ĐU phường Mẫu 02-01;\"8\";\n2;Phường Mẫu Lạ;3;x\n;Tổng cộng;1.262;25\n;NGƯỜI LẬP BIỂU;;\n";

fn csv(name: &str, text: &str) -> File {
    File { name: name.into(), media_type: "text/csv".into(), bytes: text.as_bytes().to_vec() }
}

fn h1() -> Option<Period> {
    Period::parse("2024-H1")
}

fn stops(preview: &Preview) -> Vec<(&str, &str)> {
    let stops = preview.problems.iter().filter(|p| p.weight == Weight::Stop);
    stops.map(|p| (p.cell.as_str(), p.code)).collect()
}

/// Points at the two columns of the table.
async fn pointed(ctx: &Ctx, id: Id<Import>, names: &[(&str, i64)]) -> Preview {
    let (preview, mut choices) = show(ctx, id).await.unwrap();
    choices.columns.insert(1, "name".into());
    choices.columns.insert(2, "petitions.due".into());
    choices.columns.insert(3, "petitions.overdue".into());
    choices.dash = "zero".into();
    for unknown in &preview.unknown {
        let chosen = names.iter().find(|(name, _)| *name == unknown.name);
        choices.names.extend(chosen.map(|(_, unit)| (unknown.key.clone(), *unit)));
    }
    choose(ctx, id, Version(preview.version), choices).await.unwrap();
    show(ctx, id).await.unwrap().0
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_go_in_whole_or_not_at_all_and_the_same_again_changes_nothing() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let id = begin(&expert, Kind::Figures, world.city, csv("bieu.csv", FIGURES), h1()).await.unwrap();
        let preview = pointed(&expert, id, &[]).await;
        assert_eq!((preview.rows, preview.n_rows), ([3, 3, 5, 11], 4), "{preview:?}");
        let found = stops(&preview);
        assert!(found.contains(&("10", "unknown-name")), "{found:?}");
        let refused = confirm(&expert, id, Version(preview.version), Seen::Yes).await;
        assert!(matches!(refused, Err(AppError::Broken(Rule::ImportNotReady))), "{refused:?}");
        let table = totals(&expert, "M02", h1().unwrap(), world.city).await.unwrap();
        assert_eq!(table.whole.sums[0].n_reported, 0, "nothing was written");

        // The strange name is that of the fourth ward; its "x" is no number.
        let fourth = world.communes[3].number();
        let preview = pointed(&expert, id, &[("Phường Mẫu Lạ", fourth)]).await;
        assert_eq!(stops(&preview), [("D10", "not-a-number")], "{preview:?}");
        let right = FIGURES.replace("Lạ;3;x", "Lạ;3;1");
        let id = begin(&expert, Kind::Figures, world.city, csv("bieu-2.csv", &right), h1()).await.unwrap();
        let preview = pointed(&expert, id, &[("Phường Mẫu Lạ", fourth)]).await;
        assert_eq!((stops(&preview), preview.n_ready), (vec![], 7));
        let asks: Vec<_> = preview.problems.iter().map(|p| (p.cell.as_str(), p.code)).collect();
        assert_eq!(asks, [("C11", "total"), ("D11", "total")], "1.262 is not 1.261, 25 not 26");
        let unseen = confirm(&expert, id, Version(preview.version), Seen::NotYet).await;
        assert!(matches!(unseen, Err(AppError::Broken(Rule::ImportNotSeen))), "{unseen:?}");
        assert_eq!(confirm(&expert, id, Version(preview.version), Seen::Yes).await.unwrap(), 7);
        let table = totals(&expert, "M02", h1().unwrap(), world.city).await.unwrap();
        let sums = &table.whole.sums;
        assert_eq!((sums[0].value, sums[0].n_reported), (Some(1261), 4));
        assert_eq!(
            (sums[1].value, sums[1].n_reported, sums[1].n_expected),
            (Some(26), 3, 4),
            "blank is missing"
        );

        // The same file again: head and name are known by now, and nothing changes.
        let id = begin(&expert, Kind::Figures, world.city, csv("bieu-2.csv", &right), h1()).await.unwrap();
        let (preview, _) = show(&expert, id).await.unwrap();
        assert_eq!((stops(&preview), preview.unknown.len(), preview.n_ready), (vec![], 0, 7), "{preview:?}");
        assert!(preview.same_before.is_some());
        assert_eq!(confirm(&expert, id, Version(preview.version), Seen::Yes).await.unwrap(), 0);

        let doubled = right.replace("Phường Mẫu 01-02", "ĐU phường Mẫu 01-01");
        let id = begin(&expert, Kind::Figures, world.city, csv("b3.csv", &doubled), h1()).await.unwrap();
        let (preview, _) = show(&expert, id).await.unwrap();
        assert_eq!(stops(&preview), [("7", "duplicate-row")]);
        let before = Period::parse("2009-H1");
        let id = begin(&expert, Kind::Figures, world.city, csv("b4.csv", &right), before).await.unwrap();
        assert_eq!(stops(&show(&expert, id).await.unwrap().0), [("", "not-then")], "nobody existed in 2009");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_files_are_named_and_foreign_scopes_do_not_exist() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<workbook>").unwrap();
        let broken = zip.finish().unwrap().into_inner();
        let cut = broken[..broken.len() / 2].to_vec();
        for (name, bytes) in
            [("a.xlsx", broken), ("b.xlsx", cut), ("c.xlsx", Vec::new()), ("d.pdf", b"%PDF-1.7".to_vec())]
        {
            let file = File { name: name.into(), media_type: String::new(), bytes };
            let refused = begin(&expert, Kind::Figures, world.city, file, h1()).await;
            assert!(matches!(refused, Err(AppError::Broken(Rule::Sheet(_)))), "{name}: {refused:?}");
        }
        let large = File { name: "e.csv".into(), media_type: String::new(), bytes: vec![b'1'; 26 << 20] };
        let refused = begin(&expert, Kind::Figures, world.city, large, h1()).await;
        assert!(
            matches!(refused, Err(AppError::Broken(Rule::Sheet(ReadError::TooLarge { .. })))),
            "{refused:?}"
        );
        let district = world.person("district").await;
        let refused = begin(&district, Kind::Figures, world.city, csv("f.csv", FIGURES), h1()).await;
        assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
        let id = begin(&expert, Kind::Figures, world.city, csv("g.csv", FIGURES), h1()).await.unwrap();
        assert!(matches!(show(&district, id).await, Err(AppError::NotFound)));
    })
    .await;
}

const UNITS: &str = "DANH SÁCH TỔ CHỨC ĐẢNG;;;;;\nSTT;Mã tổ chức đảng;Tên tổ chức đảng;Cấp;Loại hình;Trực thuộc\n\
    1;79000000000001;Chi bộ Trường Mẫu 1;Chi bộ trực thuộc;Trường học;Đảng bộ phường Mẫu 09\n\
    2;79000000000002;Đảng bộ phường Mẫu 09;Đảng bộ cơ sở;Xã, phường, thị trấn;Đảng bộ quận Mẫu 01\n\
    3;;Đảng bộ quận Mẫu 01;Cấp trên trực tiếp cơ sở;Đảng bộ huyện, quận;\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_units_goes_in_parents_first() {
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let id = begin(&expert, Kind::Units, world.city, csv("ds.csv", UNITS), None).await.unwrap();
        let (preview, choices) = show(&expert, id).await.unwrap();
        assert_eq!(choices.columns.values().collect::<Vec<_>>(), ["code", "name", "level", "kind", "above"]);
        assert_eq!((stops(&preview), preview.n_ready, preview.n_there), (vec![], 2, 1), "{preview:?}");
        assert_eq!(confirm(&expert, id, Version(preview.version), Seen::NotYet).await.unwrap(), 2);
        let search = vunggoc_app::unit::find::Search { text: "79000000000001".into(), ..Default::default() };
        let found = vunggoc_app::unit::find::find(&expert, &search).await.unwrap();
        assert_eq!(found.units[0].parent.as_deref(), Some("Đảng bộ phường Mẫu 09"));
        let id = begin(&expert, Kind::Units, world.city, csv("ds.csv", UNITS), None).await.unwrap();
        let (preview, _) = show(&expert, id).await.unwrap();
        assert_eq!((preview.n_ready, preview.n_there), (0, 3), "the same again changes nothing");
        assert_eq!(confirm(&expert, id, Version(preview.version), Seen::NotYet).await.unwrap(), 0);
        let lost = UNITS
            .replace("Đảng bộ quận Mẫu 01\n3", "Đảng bộ quận Không Có\n3")
            .replace("Mẫu 09", "Mẫu 10")
            .replace("7900000", "7800000");
        let id = begin(&expert, Kind::Units, world.city, csv("ds2.csv", &lost), None).await.unwrap();
        let (preview, _) = show(&expert, id).await.unwrap();
        assert!(stops(&preview).contains(&("4", "unknown-above")), "{:?}", preview.problems);
    })
    .await;
}

const REGISTER: &str = "SỔ THEO DÕI, CỦNG CỐ;;;;;;;;\n\
    STT;TCCSĐ;Diện;Nhóm;Cấp theo dõi;Nội dung cần củng cố;Ngày đưa vào;Củng cố đến;Ngày ra khỏi diện\n\
    I;Năm 2023;;;;;;;\n\
    1;Phường Mẫu 01-01;Yếu kém;1;Thành phố;Khuyết bí thư;01/02/2023;01/02/2024;15/6/2024\n\
    2;P. Mẫu 01-02;Cần quan tâm;2;Cấp huyện;Đơn quá hạn;05/3/2024;05/3/2025;\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_register_of_past_years_goes_in_by_its_own_rules() {
    use vunggoc_app::listing::list::{Filter, list};
    both(async |store| {
        let world = World::build(store).await;
        let expert = world.person("expert").await;
        let id = begin(&expert, Kind::Listings, world.city, csv("so.csv", REGISTER), None).await.unwrap();
        let (preview, _) = show(&expert, id).await.unwrap();
        assert_eq!((stops(&preview), preview.n_ready), (vec![], 2), "{preview:?}");
        assert_eq!(confirm(&expert, id, Version(preview.version), Seen::Yes).await.unwrap(), 2);
        let lines = list(&expert, &Filter::default()).await.unwrap().lines;
        let open: Vec<_> =
            lines.iter().map(|l| (l.unit.as_str(), l.status.as_str(), l.group.as_str())).collect();
        assert_eq!(open, [("Đảng bộ phường Mẫu 01-02", "attention", "2")]);
        let then = list(&expert, &Filter { on: Some(vunggoc_core::date(2023, 6, 1)), ..Filter::default() })
            .await
            .unwrap();
        assert_eq!((then.lines[0].tier.as_str(), then.lines[0].due_on.as_str()), ("upper", "2024-02-01"));
        let id = begin(&expert, Kind::Listings, world.city, csv("so.csv", REGISTER), None).await.unwrap();
        let (preview, _) = show(&expert, id).await.unwrap();
        assert_eq!((preview.n_ready, preview.n_there), (0, 2), "the same again changes nothing");
        let wrong = REGISTER.replace("15/6/2024", "31/02/2024").replace("05/3/2025", "05/3/2023");
        let id = begin(&expert, Kind::Listings, world.city, csv("so2.csv", &wrong), None).await.unwrap();
        let found = show(&expert, id).await.unwrap().0;
        assert_eq!(stops(&found), [("I4", "not-a-date"), ("5", "cannot-have-been")], "{found:?}");
    })
    .await;
}
