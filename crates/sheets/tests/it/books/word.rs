//! F2: the register of organisations under consolidation, as a table of a Word document.

use super::zips::package;

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn cell(properties: &str, text: &str) -> String {
    let inside: String = text.split('\n').map(paragraph).collect();
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|text| cell("", text)).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

/// F2 with a head of two rows, text dates, an ampersand, groups and a deleted word.
pub(crate) fn f2() -> Vec<u8> {
    let restart = "<w:vMerge w:val=\"restart\"/>";
    let go_on = "<w:vMerge/>";
    let head = [
        format!(
            "<w:tr>{}{}{}{}{}</w:tr>",
            cell(restart, "STT"),
            cell(restart, "Tổ chức cơ sở đảng"),
            cell(restart, "Nhóm"),
            cell("<w:gridSpan w:val=\"2\"/>", "Văn bản đưa vào"),
            cell(restart, "Kết quả"),
        ),
        format!(
            "<w:tr>{}{}{}{}{}{}</w:tr>",
            cell(go_on, ""),
            cell(go_on, ""),
            cell(go_on, ""),
            cell("", "Số"),
            cell("", "Ngày"),
            cell(go_on, ""),
        ),
    ];
    let group =
        format!("<w:tr>{}{}</w:tr>", cell("", "I"), cell("<w:gridSpan w:val=\"5\"/>", "Đảng bộ quận Mẫu"));
    let deleted = "<w:tr><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc><w:tc><w:p><w:del><w:r><w:delText>Sai</w:delText></w:r></w:del><w:r><w:t>Chi bộ Mẫu &amp; Con</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>5/2022</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>";
    let body = format!(
        "{}{}{}<w:tbl>{}{}{}{group}{}{}{deleted}</w:tbl>{}",
        paragraph("BAN TỔ CHỨC THÀNH ỦY MẪU"),
        paragraph("DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG YẾU KÉM"),
        paragraph("Quý II/2024"),
        head[0],
        head[1],
        row(&["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]),
        row(&[
            "1",
            "Đảng bộ phường Mẫu Một",
            "2",
            "15-KL/QU",
            "31/12/2021",
            "Đang củng cố\nquý III đánh giá"
        ]),
        row(&["2", "Đảng bộ phường Mẫu Hai", "1", "16-KL/QU", "Quý II/2022", "-"]),
        paragraph("NGƯỜI LẬP BIỂU"),
    );
    document(&body)
}

/// A letter with no table.
pub(crate) fn letter() -> Vec<u8> {
    document(&paragraph("Kính gửi các đảng bộ trực thuộc"))
}
