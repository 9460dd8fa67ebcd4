//! Workbook 3: the register of organisations under consolidation, 2021-2024, grouped by year of opening.

use super::district::District;
use super::page::{Book, Cell, Head, text, typed};
use crate::model::{SampleAct, SampleListing, Verb};
use rust_xlsxwriter::XlsxError;
use vunggoc_core::Date;
use vunggoc_core::listing::{Group, Status, Tier};

const COLUMNS: usize = 16;

pub(super) fn write(book: &mut Book, district: &District<'_>) -> Result<(), XlsxError> {
    let widths = [6, 36, 16, 8, 14, 44, 16, 13, 13, 16, 13, 13, 16, 13, 40, 14];
    let mut page = book.page("Sổ theo dõi", &widths)?;
    page.title(
        [&district.committee.to_uppercase(), "BAN TỔ CHỨC"],
        &["SỔ THEO DÕI, CỦNG CỐ TỔ CHỨC CƠ SỞ ĐẢNG GIAI ĐOẠN 2021 - 2024", "(Lưu hành nội bộ; dữ liệu mẫu)"],
    )?;
    page.head(&heads())?;
    let mut year = 0;
    let mut n = 0;
    for listing in district.listings() {
        let Some(open) = listing.acts.first() else { continue };
        if open.on.year() != year {
            year = open.on.year();
            let mut group = vec![Cell::Blank; COLUMNS];
            group.splice(0..2, [text(roman(year)), text(format!("Năm {year}"))]);
            page.strong(&group)?;
        }
        n += 1;
        page.line(&line(district, listing, n))?;
    }
    page.signed("TRƯỞNG BAN")
}

fn heads() -> [Head; 19] {
    let tall = |column, text| Head { rows: (0, 1), columns: (column, column), text };
    let low = |column, text| Head { rows: (1, 1), columns: (column, column), text };
    let wide = |columns, text| Head { rows: (0, 0), columns, text };
    [
        tall(0, "STT"),
        tall(1, "TCCSĐ"),
        tall(2, "Diện"),
        tall(3, "Nhóm"),
        tall(4, "Cấp theo dõi"),
        tall(5, "Nội dung cần củng cố"),
        wide((6, 8), "Văn bản đưa vào diện"),
        low(6, "Số, ký hiệu"),
        low(7, "Ngày"),
        low(8, "Củng cố đến"),
        wide((9, 11), "Chuyển cấp, kéo dài (lần cuối)"),
        low(9, "Số, ký hiệu"),
        low(10, "Ngày"),
        low(11, "Nội dung"),
        wide((12, 14), "Văn bản đưa ra khỏi diện"),
        low(12, "Số, ký hiệu"),
        low(13, "Ngày"),
        low(14, "Kết quả"),
        tall(15, "Ghi chú"),
    ]
}

fn roman(year: i16) -> &'static str {
    match year {
        2021 => "I",
        2022 => "II",
        2023 => "III",
        _ => "IV",
    }
}

fn line(district: &District<'_>, listing: &SampleListing, n: usize) -> Vec<Cell> {
    let number = |act: &SampleAct| {
        district.city.papers.get(act.decision.paper as usize).map_or(Cell::Blank, |p| text(&*p.number))
    };
    let day = |on: Date| if n.is_multiple_of(2) { Cell::Day(on) } else { typed(on) };
    let none = || [Cell::Blank, Cell::Blank, Cell::Blank];
    let mut cells =
        vec![Cell::Number(i64::try_from(n).unwrap_or(0)), text(district.short_name(listing.unit, n))];
    let Some(open) = listing.acts.first() else { return cells };
    if let Verb::Open { tier, status, group, due_on, .. } = open.verb {
        cells.push(text(match status {
            Status::Weak => "Yếu kém",
            Status::Attention => "Cần quan tâm",
        }));
        cells.push(text(match group {
            Group::One => "1",
            Group::Two => "2",
            Group::Three => "3",
        }));
        cells.push(text(if tier == Tier::Upper { "Thành phố" } else { "Cấp huyện" }));
        cells.push(text(&*listing.reasons));
        cells.extend([number(open), day(open.on), day(due_on)]);
    }
    let between = listing
        .acts
        .iter()
        .rfind(|a| matches!(a.verb, Verb::HandDown { .. } | Verb::HandUp { .. } | Verb::Prolong { .. }));
    cells.extend(between.map_or_else(none, |act| {
        let what = match act.verb {
            Verb::HandDown { .. } => "Chuyển về cấp huyện",
            Verb::HandUp { .. } => "Chuyển lên Thành phố",
            _ => "Kéo dài",
        };
        [number(act), day(act.on), text(what)]
    }));
    let removed = listing.acts.last().and_then(|act| match act.verb {
        Verb::Remove { result } => Some([number(act), day(act.on), text(result)]),
        _ => None,
    });
    let note = if removed.is_some() { Cell::Blank } else { text("Đang củng cố") };
    cells.extend(removed.unwrap_or_else(none));
    cells.push(note);
    cells
}
