//! The three workbooks open again and are as untidy as they are meant to be.

use super::CITY;
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::LazyLock;
use vunggoc_sample::workbooks::workbooks;

type Sheets = BTreeMap<String, Range<Data>>;

static BOOKS: LazyLock<Vec<Sheets>> = LazyLock::new(|| {
    let open = |bytes: Vec<u8>| {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        book.worksheets().into_iter().collect()
    };
    workbooks(&CITY).unwrap().into_iter().map(|w| open(w.bytes)).collect()
});

fn number(cell: &Data) -> i64 {
    match cell {
        Data::Float(n) => *n as i64,
        Data::String(s) if s == "-" => 0,
        Data::String(s) => s.replace('.', "").parse().unwrap_or_else(|_| panic!("{s} is no number")),
        _ => 0,
    }
}

/// Rows of data: those with a number in the first column.
fn lines(sheet: &Range<Data>) -> Vec<&[Data]> {
    sheet.rows().filter(|r| matches!(&r[0], Data::Float(_))).collect()
}

#[test]
fn the_same_city_gives_the_same_files() {
    let (once, twice) = (workbooks(&CITY).unwrap(), workbooks(&CITY).unwrap());
    assert!(once == twice && once.len() == 3);
    assert!(once.iter().all(|w| w.bytes.len() < 200_000 && w.name.ends_with(".xlsx")));
}

#[test]
fn the_list_has_all_organisations_of_one_district() {
    let sheet = &BOOKS[0]["Danh sách TCĐ"];
    let coded: Vec<_> = sheet.rows().filter(|r| r[1].to_string().len() == 14).collect();
    let district = coded[0][2].to_string();
    assert!(district.starts_with("Đảng bộ ") && coded.len() > 250, "{district}: {}", coded.len());
    let names: std::collections::BTreeSet<_> = coded.iter().map(|r| r[2].to_string()).collect();
    assert_eq!(names.len(), coded.len());
    assert!(
        coded[1..].iter().all(|r| names.contains(&r[5].to_string())),
        "each stands under a line of the list"
    );
    let total = sheet.rows().find(|r| r[2].to_string().starts_with("Tổng cộng")).unwrap();
    for column in [6, 7] {
        assert_eq!(coded.iter().map(|r| number(&r[column])).sum::<i64>(), number(&total[column]));
    }
}

#[test]
fn exactly_one_total_of_the_figures_is_wrong() {
    let mut wrong = Vec::new();
    for name in ["6 tháng cuối 2023", "6 tháng đầu 2024"] {
        let sheet = &BOOKS[1][name];
        let total = sheet.rows().find(|r| r[1] == *"Tổng cộng").unwrap();
        for column in 2..9 {
            let gap = number(&total[column]) - lines(sheet).iter().map(|r| number(&r[column])).sum::<i64>();
            if gap != 0 {
                wrong.push((name, column, gap));
            }
        }
    }
    assert_eq!(wrong, [("6 tháng đầu 2024", 2, 3)]);
}

#[test]
fn cells_are_as_people_type_them() {
    let cells: Vec<String> =
        BOOKS[1].values().flat_map(|s| s.rows().flatten().map(ToString::to_string)).collect();
    for shape in ["-", "(1)", "6/6", "Tổng cộng", "I", "II", "Trong đó: DN ngoài nhà nước"] {
        assert!(cells.iter().any(|c| c == shape), "{shape}");
    }
    assert!(cells.iter().any(|c| c.starts_with("ĐB ")), "abbreviated names");
    let half = &BOOKS[1]["6 tháng đầu 2024"];
    let kinds = lines(half).iter().flat_map(|r| r[2..].iter()).fold([0; 3], |mut n, c| {
        n[match c {
            Data::Float(_) => 0,
            Data::String(_) => 1,
            _ => 2,
        }] += 1;
        n
    });
    assert!(kinds.iter().all(|n| *n > 10), "numbers, texts, blanks: {kinds:?}");
}

#[test]
fn the_register_has_the_listings_of_the_district() {
    let sheet = &BOOKS[2]["Sổ theo dõi"];
    let lines = lines(sheet);
    assert!(lines.len() >= 10, "{}", lines.len());
    let open = lines.iter().filter(|r| r[15] == *"Đang củng cố").count();
    assert!(open >= 1 && open < lines.len());
    assert!(lines.iter().all(|r| r[6].to_string().contains("-QĐ/")));
    let days: Vec<_> = lines.iter().map(|r| matches!(r[7], Data::DateTime(_))).collect();
    assert!(days.contains(&true) && days.contains(&false), "dates of both sorts");
}
