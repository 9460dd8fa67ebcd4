//! The six workbooks go through: read, guess, rows, cells, totals.

use vunggoc_sheets::cell::{Dated, Parsed, When, parse_number, read_date, read_number};
use vunggoc_sheets::layout::{AroundKind, Layout, Role, TableRows, guess};
use vunggoc_sheets::rows::{DataRow, ProblemKind, RowKind, read as read_rows};
use vunggoc_sheets::{Area, At, Cell, Charset, Decimal, Kind, Limits, Sheet, Shown, Workbook, check, read};

use crate::books::lists::{Twin, f1, f4, f5, f12};
use crate::books::word;

fn book(bytes: &[u8]) -> Workbook {
    read(bytes, "tệp", &Limits::default()).unwrap()
}

fn heads(layout: &Layout) -> Vec<String> {
    layout.columns.iter().map(|column| column.head()).collect()
}

fn named(rows: &[DataRow<'_>], kind: RowKind) -> Vec<String> {
    rows.iter().filter(|row| row.kind == kind).map(|row| row.name.clone()).collect()
}

fn cell<'s>(layout: &Layout, row: &DataRow<'s>, head: &str) -> &'s Cell<'static> {
    let place = layout.columns.iter().position(|column| column.head() == head).unwrap();
    row.cells[place]
}

fn row<'r, 's>(rows: &'r [DataRow<'s>], name: &str) -> &'r DataRow<'s> {
    rows.iter().find(|row| row.name == name).unwrap()
}

fn whole(n: i64) -> Parsed {
    Parsed::Number { value: Decimal::whole(n), or: None }
}

fn no_mismatch(sheet: &Sheet, layout: &Layout, rows: &[DataRow<'_>], n_checked: usize) {
    let totals = check::totals(sheet, layout, rows);
    assert_eq!(totals.mismatches, []);
    assert_eq!(totals.unchecked, []);
    assert_eq!(totals.n_checked, n_checked);
}

#[test]
fn f1_list_of_organisations() {
    let book = book(&f1(Twin::Good));
    assert_eq!(book.kind, Kind::Xlsx);
    let sheet = &book.sheets[0];
    assert_eq!(sheet.hidden_rows, [9]);
    assert_eq!(sheet.hidden_columns, [1]);
    let layout = guess(sheet);
    assert_eq!(
        (layout.head_first, layout.head_last, layout.number_row, layout.first_data, layout.end),
        (5, 6, None, 7, 15)
    );
    assert_eq!(
        heads(&layout),
        [
            "STT",
            "Mã TCĐ",
            "Tên tổ chức đảng",
            "Loại hình",
            "Ngày thành lập",
            "Đảng viên / Chính thức",
            "Đảng viên / Dự bị",
            "Có chi ủy",
            "Bí thư",
            "Ghi chú"
        ]
    );
    assert_eq!(layout.ordinal().unwrap().column, 0);
    assert_eq!(layout.name().unwrap().column, 2);
    let above: Vec<AroundKind> = layout.above.iter().map(|around| around.kind).collect();
    assert_eq!(above, [AroundKind::Title, AroundKind::Title, AroundKind::Period]);
    let below: Vec<AroundKind> = layout.below.iter().map(|around| around.kind).collect();
    assert_eq!(below, [AroundKind::Note, AroundKind::Signature, AroundKind::Signature]);

    let rows = read_rows(sheet, &layout);
    assert_eq!(named(&rows, RowKind::Group { level: 0 }), ["KHỐI XÃ, PHƯỜNG", "KHỐI CƠ QUAN, DOANH NGHIỆP"]);
    assert_eq!(named(&rows, RowKind::Total), ["Tổng cộng"]);
    assert_eq!(named(&rows, RowKind::Data).len(), 5);
    let hidden = row(&rows, "Đảng bộ xã Mẫu 02");
    assert_eq!(hidden.shown, Shown::Hidden);
    assert_eq!(hidden.groups[0].name, "KHỐI XÃ, PHƯỜNG");
    assert_eq!(row(&rows, "Chi bộ Công ty CP Mẫu").groups[0].ordinal, "II");
    assert_eq!(read_number(cell(&layout, hidden, "Đảng viên / Chính thức")), whole(185));
    assert_eq!(read_number(cell(&layout, hidden, "Mã TCĐ")), whole(1_010_000_000_002));
    assert_eq!(cell(&layout, hidden, "Mã TCĐ").shown(), "01010000000002");
    let founded = read_date(cell(&layout, hidden, "Ngày thành lập"));
    assert!(matches!(founded, Dated::Known(When::Day(day)) if day.to_string() == "2020-06-15"));
    assert!(rows.iter().all(|row| row.problems.is_empty()));
    no_mismatch(sheet, &layout, &rows, 2);
}

#[test]
fn f2_register_in_a_word_document() {
    let book = book(&word::f2());
    assert_eq!(book.kind, Kind::Docx);
    let sheet = &book.sheets[0];
    let layout = guess(sheet);
    assert_eq!((layout.head_first, layout.head_last, layout.number_row), (3, 4, Some(5)));
    assert_eq!(
        heads(&layout),
        ["STT", "Tổ chức cơ sở đảng", "Nhóm", "Văn bản đưa vào / Số", "Văn bản đưa vào / Ngày", "Kết quả"]
    );
    assert_eq!(layout.columns[3].number.as_deref(), Some("4"));
    assert_eq!(layout.above[2].kind, AroundKind::Period);
    assert_eq!(layout.below[0].kind, AroundKind::Signature);
    let rows = read_rows(sheet, &layout);
    assert_eq!(named(&rows, RowKind::Group { level: 0 }), ["Đảng bộ quận Mẫu"]);
    assert_eq!(
        named(&rows, RowKind::Data),
        ["Đảng bộ phường Mẫu Một", "Đảng bộ phường Mẫu Hai", "Chi bộ Mẫu & Con"]
    );
    let dates: Vec<Dated> = rows
        .iter()
        .filter(|row| row.kind == RowKind::Data)
        .map(|row| read_date(cell(&layout, row, "Văn bản đưa vào / Ngày")))
        .collect();
    assert!(matches!(dates[0], Dated::Known(When::Day(day)) if day.to_string() == "2021-12-31"));
    assert_eq!(dates[1], Dated::Known(When::Quarter { year: 2022, quarter: 2 }));
    assert_eq!(dates[2], Dated::Known(When::Month { year: 2022, month: 5 }));
}

#[test]
fn f4_admissions_in_every_text_encoding() {
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let plain = f4(';', Twin::Good);
    let variants: Vec<(Vec<u8>, Charset)> = vec![
        (plain.clone().into_bytes(), Charset::Utf8),
        (format!("\u{feff}{}", f4('\t', Twin::Good)).into_bytes(), Charset::Utf8),
        (f4(',', Twin::Good).into_bytes(), Charset::Utf8),
        ([vec![0xff, 0xfe], utf16(&plain)].concat(), Charset::Utf16),
        (utf16(&f4('\t', Twin::Good)), Charset::Utf16),
    ];
    for (bytes, charset) in variants {
        let book = book(&bytes);
        assert_eq!(book.kind, Kind::Csv(charset));
        admissions(&book.sheets[0]);
    }
}

#[test]
fn text_of_one_byte_a_letter_is_told_and_converted() {
    let windows =
        encoding_rs::WINDOWS_1258.encode("STT;Tên;Sô\u{301}\r\n1;Xa\u{303} Mâ\u{303}u;12\r\n").0.into_owned();
    let tcvn3 = encoding_rs::WINDOWS_1252.encode("STT;Tªn;Sè\r\n1;X· MÉu;12\r\n").0.into_owned();
    let vni = encoding_rs::WINDOWS_1252.encode("STT;Teân;Soá\r\n1;Xaõ Maãu;12\r\n").0.into_owned();
    for (bytes, charset) in [(windows, Charset::Windows1258), (tcvn3, Charset::Tcvn3), (vni, Charset::Vni)] {
        let book = book(&bytes);
        assert_eq!(book.kind, Kind::Csv(charset));
        let texts: Vec<_> =
            book.sheets[0].rows.iter().flatten().map(|cell| cell.shown().into_owned()).collect();
        assert_eq!(texts, ["STT", "Tên", "Số", "1", "Xã Mẫu", "12"]);
    }
}

fn admissions(sheet: &Sheet) {
    let layout = guess(sheet);
    assert_eq!((layout.head_first, layout.head_last, layout.first_data, layout.end), (4, 5, 6, 10));
    assert_eq!(
        heads(&layout),
        [
            "STT",
            "Đơn vị",
            "Chỉ tiêu năm",
            "Kết quả / Trong tháng",
            "Kết quả / Lũy kế",
            "Lũy kế / chỉ tiêu",
            "Tỷ lệ",
            "Trong đó / Học sinh",
            "Trong đó / DN ngoài nhà nước"
        ]
    );
    let rows = read_rows(sheet, &layout);
    assert_eq!(named(&rows, RowKind::Data)[2], "Đảng bộ phường Mẫu, số 3");
    let first = &rows[0];
    assert_eq!(
        read_number(cell(&layout, first, "Chỉ tiêu năm")),
        Parsed::Number { value: Decimal::whole(1200), or: Decimal::new(12, 1) }
    );
    assert!(matches!(read_number(cell(&layout, first, "Kết quả / Trong tháng")), Parsed::WithPart { .. }));
    assert_eq!(
        read_number(cell(&layout, first, "Lũy kế / chỉ tiêu")),
        Parsed::Ratio { numerator: Decimal::whole(600), base: Decimal::whole(1200), stated: None }
    );
    assert_eq!(
        read_number(cell(&layout, &rows[1], "Tỷ lệ")),
        Parsed::Percent { value: Decimal::whole(80), or: None }
    );
    no_mismatch(sheet, &layout, &rows, 6);
}

#[test]
fn f5_grading_a_sheet_for_each_month() {
    let book = book(&f5(Twin::Good));
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Tháng 1", "Tháng 2", "Tháng 3"]);
    for sheet in &book.sheets {
        let layout = guess(sheet);
        assert_eq!(
            (layout.head_first, layout.head_last, layout.number_row, layout.first_data, layout.end),
            (3, 5, Some(6), 7, 11)
        );
        assert_eq!(
            heads(&layout)[4..6],
            ["Mức xếp loại / Hoàn thành xuất sắc / Số lượng", "Mức xếp loại / Hoàn thành xuất sắc / %"]
        );
        assert_eq!(layout.columns[9].number.as_deref(), Some("10"));
        assert_eq!(layout.above[1].kind, AroundKind::Period);
        let month = sheet.name.trim_start_matches("Tháng ").parse().unwrap();
        assert_eq!(layout.period(sheet), Some(When::Month { year: 2025, month }));
        assert_eq!(layout.above[2].kind, AroundKind::Measure);
        let rows = read_rows(sheet, &layout);
        assert_eq!(named(&rows, RowKind::Data).len(), 3);
        assert_eq!(named(&rows, RowKind::Subtotal), ["Cộng"]);
        let percent = read_number(cell(&layout, &rows[1], "Mức xếp loại / Hoàn thành xuất sắc / %"));
        assert_eq!(percent, Parsed::Percent { value: Decimal::whole(20), or: None });
        no_mismatch(sheet, &layout, &rows, 5);
    }
}

#[test]
fn f11_posts_in_an_old_workbook() {
    let book = book(include_bytes!("../data/f11-chuc-danh.xls"));
    assert_eq!(book.kind, Kind::Xls);
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "Chức danh");
    let layout = guess(sheet);
    assert_eq!((layout.head_first, layout.head_last, layout.number_row, layout.end), (4, 5, Some(6), 11));
    assert_eq!(
        heads(&layout),
        [
            "TT",
            "Chức danh",
            "Đơn vị",
            "Từ ngày",
            "Kiêm nhiệm / Trưởng thôn",
            "Kiêm nhiệm / Công tác mặt trận",
            "Khuyết từ"
        ]
    );
    let rows = read_rows(sheet, &layout);
    assert_eq!(rows.iter().filter(|row| row.kind == RowKind::Data).count(), 4);
    let since: Vec<Dated> = rows.iter().map(|row| read_date(cell(&layout, row, "Từ ngày"))).collect();
    assert!(matches!(since[0], Dated::Known(When::Day(day)) if day.to_string() == "2022-06-15"));
    assert_eq!(since[1], Dated::Known(When::Month { year: 2023, month: 5 }));
    assert!(matches!(since[2], Dated::Absent(_)));
    assert_eq!(since[3], Dated::Impossible);
}

#[test]
fn an_old_workbook_tells_hidden_rows_percents_and_bold() {
    let book = book(include_bytes!("../data/f11-chuc-danh.xls"));
    let sheet = &book.sheets[1];
    assert_eq!(sheet.name, "Phụ lục");
    assert_eq!((sheet.hidden_rows.as_slice(), sheet.hidden_columns.as_slice()), (&[3][..], &[2][..]));
    assert_eq!(sheet.bold_rows, [1]);
    let rates: Vec<&Cell<'_>> = (2..5).map(|row| sheet.cell(At::new(row, 4))).collect();
    let [percent, hundred, plain] = [(805, 1), (100, 0), (25, 2)].map(|(m, s)| Decimal::new(m, s).unwrap());
    assert_eq!(rates, [&Cell::Percent(percent), &Cell::Percent(hundred), &Cell::Number(plain)]);
    assert_eq!(*sheet.cell(At::new(2, 2)), Cell::Number(Decimal::whole(101)));
    let layout = guess(sheet);
    let rows = read_rows(sheet, &layout);
    assert_eq!(rows[0].kind, RowKind::Group { level: 0 });
    assert_eq!(rows[2].shown, Shown::Hidden);
}

#[test]
fn f12_villages_with_groups_totals_and_hidden_rows() {
    let book = book(&f12(Twin::Good));
    let sheet = &book.sheets[0];
    let layout = guess(sheet);
    assert_eq!((layout.head_first, layout.head_last, layout.first_data, layout.end), (3, 4, 5, 15));
    assert_eq!(layout.columns.iter().find(|column| column.role == Role::Name).unwrap().head(), "Tên thôn");
    assert_eq!(layout.above[1].kind, AroundKind::Period);
    let rows = read_rows(sheet, &layout);
    let kinds: Vec<RowKind> = rows.iter().map(|row| row.kind).collect();
    let (data, a, one) = (RowKind::Data, RowKind::Group { level: 0 }, RowKind::Group { level: 1 });
    assert_eq!(kinds, [RowKind::Total, RowKind::OfWhich, a, one, data, data, data, a, data, data]);
    let hidden: Vec<u32> = rows.iter().filter(|row| row.shown == Shown::Hidden).map(|row| row.row).collect();
    assert_eq!(hidden, [10, 14]);
    let third = row(&rows, "Thôn Mẫu 3");
    let path: Vec<&str> = third.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(path, ["Miền núi", "Vùng cao"]);
    assert_eq!(row(&rows, "Thôn Mẫu 4").groups.len(), 1);
    assert_eq!(cell(&layout, third, "Xã").shown(), "Xã Mẫu 01");
    assert_eq!(third.problems.len(), 1);
    let area = Area::parse("B10:B12").unwrap();
    assert_eq!(third.problems[0].kind, ProblemKind::CarriedDown { area });
    no_mismatch(sheet, &layout, &rows, 6);
}

#[test]
fn the_user_may_name_the_rows_himself() {
    let book = book(&f1(Twin::Good));
    let sheet = &book.sheets[0];
    let guessed = guess(sheet);
    let TableRows { head_first, head_last, first_data, end } =
        TableRows { head_first: 6, head_last: 6, first_data: 8, end: 11 };
    let layout = Layout::of_rows(sheet, TableRows { head_first, head_last, first_data, end });
    assert_eq!(heads(&layout), ["Chính thức", "Dự bị"]);
    assert_eq!(read_rows(sheet, &layout).len(), 3);
    let same = TableRows {
        head_first: guessed.head_first,
        head_last: guessed.head_last,
        first_data: guessed.first_data,
        end: guessed.end,
    };
    assert_eq!(Layout::of_rows(sheet, same), guessed);
}

#[test]
fn an_empty_sheet_has_an_empty_layout() {
    let sheet = Sheet::empty("Trống");
    let layout = guess(&sheet);
    assert!(layout.columns.is_empty());
    assert!(read_rows(&sheet, &layout).is_empty());
    assert_eq!(
        parse_number(&sheet.cell(At::new(5, 5)).shown()),
        Parsed::Absent(vunggoc_sheets::cell::Absent::Blank)
    );
}
