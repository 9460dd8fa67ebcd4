//! F1 (list of organisations), F4 (admissions), F5 (grading, a sheet for each month), F12 (villages), each with the
//! faults that a bad twin has.

use super::{across, bold, down, numbers, saved, texts};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// What is wrong in a bad twin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twin {
    Good,
    WrongTotal,
    FormulaError,
    TextInNumber,
    MergedInData,
}

/// F1: title rows, a head of two merged rows, groups I and II, a hidden row, a total, signatures.
pub(crate) fn f1(twin: Twin) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Danh sách").unwrap();
    across(sheet, 0, 0, 3, "ĐẢNG BỘ THÀNH PHỐ MẪU", &bold());
    across(sheet, 0, 5, 9, "ĐẢNG CỘNG SẢN VIỆT NAM", &bold());
    across(sheet, 2, 0, 9, "DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG", &bold());
    across(sheet, 3, 0, 9, "(Đến ngày 31/12/2024)", &Format::new());
    for (column, head) in
        ["STT", "Mã TCĐ", "Tên tổ chức\nđảng", "Loại hình", "Ngày thành lập"].iter().enumerate()
    {
        down(sheet, column as u16, 5, 6, head);
    }
    across(sheet, 5, 5, 6, "Đảng viên", &bold());
    texts(sheet, 6, 5, &["Chính thức", "Dự bị"]);
    for (column, head) in [(7, "Có chi ủy"), (8, "Bí thư"), (9, "Ghi chú")] {
        down(sheet, column, 5, 6, head);
    }
    texts(sheet, 7, 0, &["I"]);
    across(sheet, 7, 1, 9, "KHỐI XÃ, PHƯỜNG", &bold());
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let rows = [
        (8, 1.0, "01010000000001", "Đảng bộ xã Mẫu 01", "Đảng bộ cơ sở", 210.0, 12.0, "x", "có"),
        (9, 2.0, "01010000000002", "Đảng bộ xã Mẫu 02", "Đảng bộ cơ sở", 185.0, 9.0, "x", "khuyết"),
        (10, 3.0, "01010000000003", "Đảng bộ phường Mẫu Ba", "Đảng bộ cơ sở", 320.0, 15.0, "x", "có"),
        (12, 4.0, "01010000000004", "Chi bộ Trường THPT Mẫu", "Chi bộ cơ sở", 41.0, 3.0, "-", "có"),
        (13, 5.0, "01010000000005", "Chi bộ Công ty CP Mẫu", "Chi bộ cơ sở", 8.0, 0.0, "-", "có"),
    ];
    for (row, ordinal, code, name, kind, full, on_trial, committee, secretary) in rows {
        sheet.write_number(row, 0, ordinal).unwrap();
        texts(sheet, row, 1, &[code, name, kind]);
        let founded = ExcelDateTime::from_ymd(2020, 6, 15).unwrap();
        sheet.write_datetime_with_format(row, 4, founded, &date).unwrap();
        numbers(sheet, row, 5, &[full, on_trial]);
        texts(sheet, row, 7, &[committee, secretary]);
    }
    texts(sheet, 11, 0, &["II"]);
    across(sheet, 11, 1, 9, "KHỐI CƠ QUAN, DOANH NGHIỆP", &bold());
    across(sheet, 14, 0, 4, "Tổng cộng", &bold());
    numbers(sheet, 14, 5, &[764.0, 39.0]);
    sheet.set_row_hidden(9).unwrap();
    sheet.set_column_hidden(1).unwrap();
    texts(sheet, 16, 0, &["Ghi chú: số liệu theo cơ sở dữ liệu đảng viên"]);
    texts(sheet, 17, 6, &["Mẫu, ngày 05 tháng 01 năm 2025"]);
    texts(sheet, 18, 1, &["Người lập biểu"]);
    texts(sheet, 18, 6, &["T/M BAN TỔ CHỨC"]);
    spoil(sheet, twin, (14, 5), (10, 5), (8, 9));
    saved(book)
}

fn spoil(
    sheet: &mut rust_xlsxwriter::Worksheet,
    twin: Twin,
    total: (u32, u16),
    cell: (u32, u16),
    rows: (u32, u32),
) {
    match twin {
        Twin::Good => {}
        Twin::WrongTotal => {
            sheet.write_number(total.0, total.1, 770.0).unwrap();
        }
        Twin::FormulaError => {
            sheet.write_formula(cell.0, cell.1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        }
        Twin::TextInNumber => texts(sheet, cell.0, cell.1, &["đang rà soát"]),
        Twin::MergedInData => {
            sheet.merge_range(rows.0, cell.1, rows.1, cell.1, "", &Format::new()).unwrap();
            sheet.write_number(rows.0, cell.1, 395.0).unwrap();
        }
    }
}

/// F5: a sheet for each month, a head of three merged rows with column numbers, counts and percents.
pub(crate) fn f5(twin: Twin) -> Vec<u8> {
    let mut book = Workbook::new();
    for month in 1..=3 {
        let sheet = book.add_worksheet().set_name(format!("Tháng {month}")).unwrap();
        across(sheet, 0, 0, 9, "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI TỔ CHỨC ĐẢNG", &bold());
        across(sheet, 1, 0, 9, &format!("Tháng {month}/2025"), &Format::new());
        texts(sheet, 2, 8, &["Đơn vị tính: tổ chức"]);
        for (column, head) in [(0, "TT"), (1, "Đơn vị"), (2, "Tổng số"), (3, "Số được xếp loại")]
        {
            down(sheet, column, 3, 5, head);
        }
        across(sheet, 3, 4, 9, "Mức xếp loại", &bold());
        across(sheet, 4, 4, 5, "Hoàn thành xuất sắc", &bold());
        across(sheet, 4, 6, 7, "Hoàn thành tốt", &bold());
        across(sheet, 4, 8, 9, "Không hoàn thành", &bold());
        texts(sheet, 5, 4, &["Số lượng", "%", "Số lượng", "%", "Số lượng", "%"]);
        for column in 0..10_u16 {
            sheet.write_string(6, column, format!("({})", column + 1)).unwrap();
        }
        let percent = Format::new().set_num_format("0.0%");
        let rows = [
            (7, "Đảng bộ xã Mẫu 01", [20.0, 18.0, 4.0, 12.0, 2.0]),
            (8, "Đảng bộ xã Mẫu 02", [15.0, 15.0, 3.0, 12.0, 0.0]),
            (9, "Đảng bộ xã Mẫu 03", [25.0, 22.0, 5.0, 16.0, 1.0]),
        ];
        let mut sums = [0.0; 5];
        for (row, name, counts) in rows {
            sheet.write_number(row, 0, f64::from(row - 6)).unwrap();
            texts(sheet, row, 1, &[name]);
            graded(sheet, row, counts, &percent);
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        texts(sheet, 10, 1, &["Cộng"]);
        graded(sheet, 10, sums, &percent);
        texts(sheet, 12, 7, &["Người lập biểu"]);
        if month == 2 {
            spoil(sheet, twin, (10, 2), (8, 2), (8, 9));
        }
    }
    saved(book)
}

fn graded(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, counts: [f64; 5], percent: &Format) {
    let [all, graded, best, good, failed] = counts;
    numbers(sheet, row, 2, &[all, graded]);
    for (column, count) in [(4, best), (6, good), (8, failed)] {
        sheet.write_number(row, column, count).unwrap();
        sheet.write_number_with_format(row, column + 1, count / graded, percent).unwrap();
    }
}

/// F12: groups A, B over I, II; communes merged down; subtotals, "Trong đó", two hidden rows.
pub(crate) fn f12(twin: Twin) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Thôn, bản").unwrap();
    texts(sheet, 0, 0, &["BIỂU TỔNG HỢP THÔN, BẢN"]);
    texts(sheet, 1, 0, &["6 tháng đầu năm 2025"]);
    down(sheet, 0, 3, 4, "STT");
    down(sheet, 1, 3, 4, "Xã");
    down(sheet, 2, 3, 4, "Tên thôn");
    across(sheet, 3, 3, 4, "Số đảng viên", &bold());
    texts(sheet, 4, 3, &["Tại chỗ", "Tăng cường"]);
    down(sheet, 5, 3, 4, "Loại chi bộ");
    sheet.write_string_with_format(5, 2, "Tổng số", &bold()).unwrap();
    numbers(sheet, 5, 3, &[64.0, 7.0]);
    texts(sheet, 6, 2, &["Trong đó: nữ"]);
    numbers(sheet, 6, 3, &[30.0, 2.0]);
    texts(sheet, 7, 0, &["A", "", "Miền núi"]);
    numbers(sheet, 7, 3, &[35.0, 6.0]);
    texts(sheet, 8, 0, &["I", "", "Vùng cao"]);
    let villages = [
        (9, 1.0, "Xã Mẫu 01", "Thôn Mẫu 1", 12.0, "2", "độc lập"),
        (10, 2.0, "", "Thôn Mẫu 2", 8.0, "-", "ghép"),
        (11, 3.0, "", "Thôn Mẫu 3", 15.0, "04", "độc lập"),
        (13, 1.0, "Xã Mẫu 02", "Thôn Mẫu 4", 11.0, "1", "độc lập"),
        (14, 2.0, "Xã Mẫu 02", "Thôn Mẫu 5", 18.0, "…", "chưa có"),
    ];
    for (row, ordinal, commune, village, members, sent, kind) in villages {
        sheet.write_number(row, 0, ordinal).unwrap();
        texts(sheet, row, 1, &[commune, village]);
        sheet.write_number(row, 3, members).unwrap();
        texts(sheet, row, 4, &[sent, kind]);
    }
    down(sheet, 1, 9, 11, "Xã Mẫu 01");
    texts(sheet, 12, 0, &["B", "", "Đồng bằng"]);
    numbers(sheet, 12, 3, &[29.0, 1.0]);
    sheet.set_row_hidden(10).unwrap();
    sheet.set_row_hidden(14).unwrap();
    texts(sheet, 16, 0, &["* Số liệu do các xã báo cáo"]);
    spoil(sheet, twin, (5, 3), (13, 3), (13, 14));
    saved(book)
}

/// F4: a text file with ratios, percents and Vietnamese notation; heads in two rows that lost their merged cells.
pub(crate) fn f4(separator: char, twin: Twin) -> String {
    let total = if twin == Twin::WrongTotal { "1.350" } else { "1.340" };
    let month = if twin == Twin::TextInNumber { "chưa báo cáo" } else { "45 (12 nữ)" };
    let month = if twin == Twin::FormulaError { "#REF!" } else { month };
    let rows: Vec<Vec<&str>> = vec![
        vec!["ĐẢNG BỘ THÀNH PHỐ MẪU"],
        vec!["KẾT QUẢ KẾT NẠP ĐẢNG VIÊN THÁNG 5/2025"],
        vec!["Tháng 5/2025"],
        vec![],
        vec!["STT", "Đơn vị", "Chỉ tiêu năm", "Kết quả", "", "Lũy kế / chỉ tiêu", "Tỷ lệ", "Trong đó", ""],
        vec!["", "", "", "Trong tháng", "Lũy kế", "", "", "Học sinh", "DN ngoài nhà nước"],
        vec!["1", "Đảng bộ xã Mẫu 01", "1.200", month, "600", "600/1.200", "50%", "3", "-"],
        vec!["2", "Đảng bộ xã Mẫu 02", "80", "03", "64", "64/80", "80,0%", "x", "2"],
        vec!["3", "Đảng bộ phường Mẫu, số 3", "60", "5", "48", "48/60", "80,0%", "", "…"],
        vec!["", "Tổng cộng", total, "53", "712", "712/1.340", "53,1%", "3", "2"],
        vec![],
        vec!["", "", "", "", "", "Người lập biểu"],
    ];
    let quote =
        |field: &str| if field.contains(separator) { format!("\"{field}\"") } else { field.to_owned() };
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.iter().map(|field| quote(field)).collect::<Vec<_>>().join(&separator.to_string()))
        .collect();
    lines.join("\r\n") + "\r\n"
}
