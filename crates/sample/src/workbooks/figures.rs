//! Workbook 2: figures of two half-years, grades of two years, and branch life.

use super::district::District;
use super::page::{Book, Cell, Head, Page, number, text};
use crate::model::UnitAt;
use rust_xlsxwriter::XlsxError;

/// The indicators of the half-yearly sheets, in order of columns behind the name.
const HALF: [&str; 8] = [
    "members.admitted",
    "members.admitted.private_enterprise",
    "petitions.due",
    "petitions.overdue",
    "matters.complex_open",
    "inspection.recommendations",
    "inspection.recommendations_overdue",
    "post.secretary_vacant_days",
];

pub(super) fn write(book: &mut Book, district: &District<'_>) -> Result<(), XlsxError> {
    half(book, district, "2023-H2", "6 tháng cuối 2023")?;
    half(book, district, "2024-H1", "6 tháng đầu 2024")?;
    grades(book, district)?;
    branch_life(book, district)
}

fn tall(column: u16, text: &'static str) -> Head {
    Head { rows: (0, 1), columns: (column, column), text }
}

fn low(column: u16, text: &'static str) -> Head {
    Head { rows: (1, 1), columns: (column, column), text }
}

fn wide(columns: (u16, u16), text: &'static str) -> Head {
    Head { rows: (0, 0), columns, text }
}

fn half(book: &mut Book, district: &District<'_>, period: &str, name: &str) -> Result<(), XlsxError> {
    let mut page = book.page(name, &[6, 40, 12, 14, 12, 12, 14, 12, 12, 14])?;
    let title = format!("BIỂU TỔNG HỢP SỐ LIỆU {}", name.to_uppercase());
    page.title(
        [&district.committee.to_uppercase(), "BAN TỔ CHỨC"],
        &[&title, "Đơn vị tính: đảng viên, đơn, kiến nghị, ngày"],
    )?;
    page.head(&[
        tall(0, "STT"),
        tall(1, "Đơn vị"),
        wide((2, 3), "Kết nạp đảng viên"),
        low(2, "Tổng số"),
        low(3, "Trong đó: DN ngoài nhà nước"),
        wide((4, 5), "Đơn thuộc thẩm quyền"),
        low(4, "Phải giải quyết"),
        low(5, "Quá hạn"),
        tall(6, "Vụ việc phức tạp đang theo dõi"),
        wide((7, 8), "Kiến nghị sau kiểm tra, thanh tra"),
        low(7, "Tổng số"),
        low(8, "Quá hạn thực hiện"),
        tall(9, "Số ngày khuyết bí thư"),
    ])?;
    let (communes, others): (Vec<UnitAt>, Vec<UnitAt>) =
        district.bases.iter().copied().partition(|b| district.is_commune(*b));
    let first = rows(&mut page, district, period, ("I", "Xã, phường, thị trấn"), &communes)?;
    let second = rows(&mut page, district, period, ("II", "Cơ quan, đơn vị, doanh nghiệp"), &others)?;
    let mut total = vec![Cell::Blank, text("Tổng cộng")];
    for (n, (a, b)) in first.iter().zip(second).enumerate() {
        // The wrong total: whoever added up admissions by hand was three too high.
        let slip = if n == 0 && period == "2024-H1" { 3 } else { 0 };
        total.push(if n == 7 { Cell::Blank } else { Cell::Number(a + b + slip) });
    }
    page.strong(&total)?;
    page.signed("TRƯỞNG BAN")
}

/// A group with its own row of sums, and the rows below it; gives the sums.
fn rows(
    page: &mut Page<'_>,
    district: &District<'_>,
    period: &str,
    (number_of, name): (&str, &str),
    bases: &[UnitAt],
) -> Result<[i64; 8], XlsxError> {
    let value = |indicator, unit| district.figure(indicator, period, unit);
    let sums = HALF.map(|i| bases.iter().filter_map(|b| value(i, *b)).sum::<i64>());
    let mut group = vec![text(number_of), text(name)];
    group.extend(sums.iter().take(7).map(|n| Cell::Number(*n)));
    page.strong(&group)?;
    for (n, base) in (1..).zip(bases) {
        let mut cells =
            vec![Cell::Number(i64::try_from(n).unwrap_or(0)), text(district.short_name(*base, n))];
        cells.extend(HALF.iter().map(|i| number(value(i, *base), n)));
        if n == 7 { page.hidden(&cells)? } else { page.line(&cells)? }
    }
    Ok(sums)
}

fn grades(book: &mut Book, district: &District<'_>) -> Result<(), XlsxError> {
    let mut page = book.page("Xếp loại", &[6, 44, 14, 14])?;
    page.title(
        [&district.committee.to_uppercase(), "BAN TỔ CHỨC"],
        &[
            "KẾT QUẢ XẾP LOẠI TỔ CHỨC CƠ SỞ ĐẢNG",
            "(1: hoàn thành xuất sắc; 2: hoàn thành tốt; 3: hoàn thành; 4: không hoàn thành nhiệm vụ)",
        ],
    )?;
    page.head(&[
        tall(0, "STT"),
        tall(1, "Tổ chức cơ sở đảng"),
        wide((2, 3), "Mức xếp loại"),
        low(2, "Năm 2022"),
        low(3, "Năm 2023"),
    ])?;
    for (n, base) in (1..).zip(&district.bases) {
        let mut cells = vec![text(format!("{n:02}")), text(district.short_name(*base, n))];
        cells.extend(["2022", "2023"].map(|y| number(district.figure("grading.grade", y, *base), n)));
        page.line(&cells)?;
    }
    page.signed("TRƯỞNG BAN")
}

fn branch_life(book: &mut Book, district: &District<'_>) -> Result<(), XlsxError> {
    let mut page = book.page("Sinh hoạt chi bộ", &[6, 50, 40, 14, 12, 16])?;
    page.title(
        [&district.committee.to_uppercase(), "BAN TỔ CHỨC"],
        &["SINH HOẠT CHI BỘ 6 THÁNG ĐẦU NĂM 2024"],
    )?;
    page.head(&[
        tall(0, "STT"),
        tall(1, "Chi bộ"),
        tall(2, "Đảng bộ cơ sở"),
        tall(3, "Đảng viên chính thức"),
        tall(4, "Có chi ủy (1/0)"),
        tall(5, "Số kỳ đã họp/phải họp"),
    ])?;
    let mut n = 0;
    for base in &district.bases {
        let leaves = district.below(*base);
        let own = leaves.is_empty().then_some(*base);
        for unit in leaves.into_iter().chain(own) {
            let figure = |indicator| district.figure(indicator, "2024-H1", unit);
            if district.spell(unit).is_none_or(|s| s.level == "section") {
                continue;
            }
            n += 1;
            let held = figure("meetings.held").zip(figure("meetings.required"));
            page.line(&[
                Cell::Number(i64::try_from(n).unwrap_or(0)),
                text(district.name_of(unit)),
                text(district.short_name(*base, n)),
                number(figure("members.official"), n),
                number(figure("branch.has_committee"), 2),
                held.map_or(Cell::Blank, |(held, required)| text(format!("{held}/{required}"))),
            ])?;
        }
    }
    page.signed("TRƯỞNG BAN")
}
