//! Workbook 1: the list of Party organisations with members, committee and secretary.

use super::district::District;
use super::page::{Book, Cell, Head, Page, number, text, typed};
use crate::model::UnitAt;
use rust_xlsxwriter::XlsxError;

const PERIOD: &str = "2024-H1";

pub(super) fn write(book: &mut Book, district: &District<'_>) -> Result<(), XlsxError> {
    let mut page = book.page("Danh sách TCĐ", &[6, 18, 44, 24, 22, 36, 14, 12, 10, 10, 12])?;
    let office = district.committee.to_uppercase();
    let title = format!("DANH SÁCH TỔ CHỨC ĐẢNG TRỰC THUỘC {}", district.name.to_uppercase());
    page.title(
        [&office, "BAN TỔ CHỨC"],
        &[&title, "(Số liệu đến ngày 30/6/2024; dữ liệu mẫu, mọi tên gọi đều không có thật)"],
    )?;
    page.head(&heads())?;
    let top = line(district, district.unit, Cell::Blank, 0);
    page.strong(&top)?;
    let (communes, others): (Vec<UnitAt>, Vec<UnitAt>) =
        district.bases.iter().copied().partition(|b| district.is_commune(*b));
    group(&mut page, "I", "Đảng bộ xã, phường, thị trấn")?;
    let mut n = part(&mut page, district, &communes, 0)?;
    group(&mut page, "II", "Đảng bộ, chi bộ cơ quan, đơn vị, doanh nghiệp")?;
    n = part(&mut page, district, &others, n)?;
    let sum = |indicator| {
        let all = district.below(district.unit);
        all.into_iter().filter_map(|u| district.figure(indicator, PERIOD, u)).sum::<i64>()
    };
    let totals = ["members.official", "members.probationary"].map(sum);
    let mut total = vec![Cell::Blank; 11];
    total.splice(2..3, [text(format!("Tổng cộng: {n} tổ chức đảng"))]);
    total.splice(6..8, totals.map(|n| number(Some(n), 1)));
    page.strong(&total)?;
    page.signed("TRƯỞNG BAN")
}

fn heads() -> [Head; 12] {
    let tall = |column, text| Head { rows: (0, 1), columns: (column, column), text };
    let low = |column, text| Head { rows: (1, 1), columns: (column, column), text };
    [
        tall(0, "STT"),
        tall(1, "Mã tổ chức đảng"),
        tall(2, "Tên tổ chức đảng"),
        tall(3, "Cấp"),
        tall(4, "Loại hình"),
        tall(5, "Trực thuộc"),
        Head { rows: (0, 0), columns: (6, 7), text: "Đảng viên" },
        low(6, "Chính thức"),
        low(7, "Dự bị"),
        tall(8, "Có chi ủy"),
        tall(9, "Bí thư"),
        tall(10, "Ngày thành lập"),
    ]
}

fn group(page: &mut Page<'_>, number: &str, name: &str) -> Result<(), XlsxError> {
    let mut cells = vec![Cell::Blank; 11];
    cells.splice(0..3, [text(number), Cell::Blank, text(name)]);
    page.strong(&cells)
}

/// The base organisations of a group, each followed by what lies below it; members stand at branches only.
fn part(
    page: &mut Page<'_>,
    district: &District<'_>,
    bases: &[UnitAt],
    before: usize,
) -> Result<usize, XlsxError> {
    let mut n = before;
    for unit in bases.iter().flat_map(|b| std::iter::once(*b).chain(district.below(*b))) {
        n += 1;
        let stt = Cell::Number(i64::try_from(n).unwrap_or(0));
        page.line(&line(district, unit, stt, n))?;
    }
    Ok(n)
}

fn line(district: &District<'_>, unit: UnitAt, stt: Cell, turn: usize) -> Vec<Cell> {
    let Some(spell) = district.spell(unit) else { return Vec::new() };
    let own = |indicator| district.figure(indicator, PERIOD, unit);
    let committee = own("branch.has_committee").map_or(Cell::Blank, |v| text(if v == 1 { "x" } else { "" }));
    let secretary = own("post.secretary_vacant_days")
        .map_or(Cell::Blank, |v| text(if v > 0 { "khuyết" } else { "có" }));
    let code = district.city.units.get(unit as usize).and_then(|u| u.party_code.clone());
    let above = spell.parent.filter(|_| unit != district.unit);
    vec![
        stt,
        text(code.unwrap_or_default()),
        text(&*spell.name),
        text(level(spell.level, &spell.name)),
        text(kind(spell.kind)),
        above.map_or(Cell::Blank, |u| text(district.name_of(u))),
        number(own("members.official"), turn),
        number(own("members.probationary"), turn),
        committee,
        secretary,
        if turn.is_multiple_of(2) { Cell::Day(spell.from_on) } else { typed(spell.from_on) },
    ]
}

fn level(code: &str, name: &str) -> &'static str {
    match code {
        "upper" => "Cấp trên trực tiếp cơ sở",
        "base" if name.starts_with("Chi bộ") => "Chi bộ cơ sở",
        "base" => "Đảng bộ cơ sở",
        "section" => "Đảng bộ bộ phận",
        _ => "Chi bộ trực thuộc",
    }
}

fn kind(code: &str) -> &'static str {
    match code {
        "district" => "Đảng bộ huyện, quận",
        "commune" => "Xã, phường, thị trấn",
        "office" => "Cơ quan",
        "public-service" => "Đơn vị sự nghiệp",
        "enterprise" => "Doanh nghiệp",
        "force" => "Công an, quân đội",
        "residential" => "Chi bộ dân cư",
        "school" => "Trường học",
        _ => "Loại hình khác",
    }
}
