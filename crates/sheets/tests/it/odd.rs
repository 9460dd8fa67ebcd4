//! Tables in shapes beside the six: what a guess makes of them.

use vunggoc_sheets::layout::{AroundKind, guess};
use vunggoc_sheets::rows::{RowKind, read as read_rows};
use vunggoc_sheets::{Area, Cell, Decimal, Sheet, check};

/// A sheet from lines of cells parted by `|`; whole numbers become numbers.
fn sheet(lines: &[&str], merged: &[&str]) -> Sheet {
    let mut sheet = Sheet::empty("1");
    let cell = |text: &str| match (text.trim(), text.trim().parse::<i64>()) {
        ("", _) => Cell::Empty,
        (_, Ok(number)) => Cell::Number(Decimal::whole(number)),
        (text, _) => Cell::Text(text.to_owned().into()),
    };
    sheet.rows = lines.iter().map(|line| line.split('|').map(cell).collect()).collect();
    sheet.merged = merged.iter().map(|range| Area::parse(range).unwrap()).collect();
    sheet
}

type RowsTold = (u32, u32, Option<u32>, u32, u32);

/// Head rows, first row of data, end; heads; kinds of rows, one letter each.
fn told(sheet: &Sheet) -> (RowsTold, Vec<String>, String) {
    let layout = guess(sheet);
    let kinds = read_rows(sheet, &layout).iter().map(|row| letter(row.kind)).collect();
    let rows = (layout.head_first, layout.head_last, layout.number_row, layout.first_data, layout.end);
    (rows, layout.columns.iter().map(|column| column.head()).collect(), kinds)
}

fn letter(kind: RowKind) -> char {
    match kind {
        RowKind::Data => 'd',
        RowKind::Group { level } => char::from(b'0' + level),
        RowKind::Total => 'T',
        RowKind::Subtotal => 't',
        RowKind::OfWhich => 'w',
        RowKind::Head => 'h',
        RowKind::Blank => '_',
        RowKind::Note => 'n',
    }
}

#[test]
fn a_plain_list_has_its_head_in_the_first_row() {
    let sheet = sheet(&["Đơn vị|Đảng viên|Nữ", "Xã Mẫu 01|12|3", "Xã Mẫu 02|8|2"], &[]);
    let (rows, heads, kinds) = told(&sheet);
    assert_eq!(rows, (0, 0, None, 1, 3));
    assert_eq!(heads, ["Đơn vị", "Đảng viên", "Nữ"]);
    assert_eq!(kinds, "dd");
}

#[test]
fn a_table_may_begin_further_right_and_below_two_mastheads() {
    let sheet = sheet(
        &[
            "|ĐẢNG ỦY XÃ MẪU 01||ĐẢNG CỘNG SẢN VIỆT NAM",
            "|*||Mẫu, ngày 5 tháng 7 năm 2025",
            "",
            "|BIỂU SỐ 1",
            "||||Đơn vị tính: người",
            "|TT|Chi bộ|Tổng số|Nữ",
            "|A|B|1|2",
            "|1|Thôn Mẫu 1|20|5",
            "|2|Thôn Mẫu 2|30|6",
            "||Cộng|50|11",
            "",
            "||||TM. BAN THƯỜNG VỤ",
            "||||BÍ THƯ",
        ],
        &["B1:C1", "D1:E1", "B4:E4"],
    );
    let (rows, heads, kinds) = told(&sheet);
    assert_eq!(rows, (5, 5, Some(6), 7, 10));
    assert_eq!(heads, ["TT", "Chi bộ", "Tổng số", "Nữ"]);
    assert_eq!(kinds, "ddt");
    let layout = guess(&sheet);
    assert_eq!(layout.above.last().unwrap().kind, AroundKind::Measure);
    assert!(layout.below.iter().all(|around| around.kind == AroundKind::Signature));
    let found = check::totals(&sheet, &layout, &read_rows(&sheet, &layout));
    assert_eq!((found.n_checked, found.mismatches.len()), (2, 0));
}

#[test]
fn a_head_without_a_number_column_is_found_by_its_column_numbers() {
    let sheet = sheet(
        &[
            "BÁO CÁO",
            "",
            "Nội dung|Kế hoạch||Thực hiện",
            "|Năm trước|Năm nay|",
            "(1)|(2)|(3)|(4)",
            "Kết nạp đảng viên|10|12|9",
            "Lớp bồi dưỡng|3|4|4",
        ],
        &["A3:A4", "B3:C3", "D3:D4"],
    );
    let (rows, heads, kinds) = told(&sheet);
    assert_eq!(rows, (2, 3, Some(4), 5, 7));
    assert_eq!(heads, ["Nội dung", "Kế hoạch / Năm trước", "Kế hoạch / Năm nay", "Thực hiện"]);
    assert_eq!(kinds, "dd");
}

#[test]
fn the_head_may_come_again_on_every_page() {
    let sheet = sheet(
        &[
            "STT|Đơn vị|Số",
            "(1)|(2)|(3)",
            "1|Xã Mẫu 01|12",
            "STT|Đơn vị|Số",
            "(1)|(2)|(3)",
            "2|Xã Mẫu 02|8",
            "|Tổng cộng|20",
        ],
        &[],
    );
    let (_, _, kinds) = told(&sheet);
    assert_eq!(kinds, "dhhdT");
}

#[test]
fn items_of_a_list_of_items_are_no_totals() {
    let sheet = sheet(
        &[
            "STT|Nội dung|Số",
            "1|Tổng số đảng viên|100",
            "|Trong đó:|",
            "|- Nữ|40",
            "|- Dự bị|5",
            "2|Tổng số chi bộ|7",
            "3|Công ty TNHH Mẫu|1",
            "4|Cộng tác viên|2",
            "5|Tổng công ty Mẫu|3",
        ],
        &[],
    );
    let (_, _, kinds) = told(&sheet);
    assert_eq!(kinds, "dwwwdddd");
}

#[test]
fn numbers_with_dots_make_groups() {
    let sheet = sheet(
        &[
            "STT|Đơn vị|Số",
            "1|Đảng bộ Mẫu Một|5",
            "1.1|Chi bộ Mẫu A|2",
            "1.2|Chi bộ Mẫu B|3",
            "2|Đảng bộ Mẫu Hai|9",
            "2.1|Chi bộ Mẫu C|4",
            "2.2|Chi bộ Mẫu D|4",
            "|Tổng cộng|13",
        ],
        &[],
    );
    let (_, _, kinds) = told(&sheet);
    assert_eq!(kinds, "0dd0ddT");
    let layout = guess(&sheet);
    let rows = read_rows(&sheet, &layout);
    let found = check::totals(&sheet, &layout, &rows);
    assert_eq!(found.n_checked, 3);
    let named: Vec<(&str, i64)> =
        found.mismatches.iter().map(|m| (m.name.as_str(), m.expected.as_whole().unwrap())).collect();
    assert_eq!(named, [("Đảng bộ Mẫu Hai", 8)]);
    assert_eq!(rows[1].groups[0].name, "Đảng bộ Mẫu Một");
}

#[test]
fn a_row_with_a_name_and_no_figures_is_a_row_with_missing_figures() {
    let sheet = sheet(&["STT|Đơn vị|Số", "1|Xã Mẫu 01|12", "2|Xã Mẫu 02|", "|Xã Mẫu 03|"], &[]);
    let (_, _, kinds) = told(&sheet);
    assert_eq!(kinds, "ddd");
}

#[test]
fn roman_numbers_alone_are_row_numbers() {
    let sheet = sheet(&["STT|Đơn vị|Số", "I|Xã Mẫu 01|12", "II|Xã Mẫu 02|3", "III|Xã Mẫu 03|4"], &[]);
    let (_, _, kinds) = told(&sheet);
    assert_eq!(kinds, "ddd");
}

#[test]
fn letters_stand_over_roman_numbers() {
    let mut lines = vec!["STT|Đơn vị|Số".to_owned()];
    for letter in ["A", "B", "C", "D"] {
        lines.push(format!("{letter}|Khối {letter}|"));
        for roman in ["I", "II", "III", "IV", "V"] {
            lines.push(format!("{roman}|Nhóm {letter} {roman}|"));
            lines.push(format!("1|Xã Mẫu {letter} {roman}|1"));
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (_, _, kinds) = told(&sheet(&lines, &[]));
    assert_eq!(kinds, "01d1d1d1d1d".repeat(4));
}

#[test]
fn ratios_are_summed_by_numerator_and_base() {
    let sheet =
        sheet(&["STT|Đơn vị|Đạt", "1|Xã Mẫu 01|3/5", "2|Xã Mẫu 02|-", "3|Xã Mẫu 03|4/6", "|Cộng|7/12"], &[]);
    let layout = guess(&sheet);
    let found = check::totals(&sheet, &layout, &read_rows(&sheet, &layout));
    assert_eq!(found.mismatches.len(), 1);
    assert_eq!(found.mismatches[0].of, check::Compared::Base);
    assert_eq!(found.mismatches[0].expected, Decimal::whole(11));
}
