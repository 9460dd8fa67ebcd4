//! The text of documents, workbooks and text files, from top to bottom.

use crate::books;
use rust_xlsxwriter::{Format, Workbook};
use vunggoc_sheets::{Counted, Guess, Limits, ReadError, prose};

fn read(bytes: &[u8], name: &str) -> Result<String, ReadError> {
    prose(bytes, name, &Limits::default())
}

#[test]
fn a_document_is_its_paragraphs_and_the_rows_of_its_tables() {
    let text = read(&books::word::f2(), "f2.docx").unwrap();
    let lines: Vec<&str> = text.lines().filter(|l| !l.is_empty()).collect();
    assert_eq!(lines[0], "BAN TỔ CHỨC THÀNH ỦY MẪU");
    assert_eq!(lines[2], "Quý II/2024");
    assert!(
        lines.contains(&"1\tĐảng bộ phường Mẫu Một\t2\t15-KL/QU\t31/12/2021\tĐang củng cố quý III đánh giá"),
        "{text}"
    );
    // What was deleted is not there, an entity is its letter.
    assert!(text.contains("3\tChi bộ Mẫu & Con\t") && !text.contains("Sai"), "{text}");
    assert_eq!(*lines.last().unwrap(), "NGƯỜI LẬP BIỂU");
    assert_eq!(read(&books::word::letter(), "l.docx").unwrap(), "Kính gửi các đảng bộ trực thuộc\n");
}

#[test]
fn a_text_box_is_told_once_and_a_moved_paragraph_where_it_went() {
    let body = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>hộp</w:t></mc:Choice>\
                <mc:Fallback><w:t>hộp</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>\
                <w:p><w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>đi</w:t></w:r></w:moveTo></w:p>\
                <w:p><w:r><w:t>04 tổ chức</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>";
    let xml = format!("<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>");
    let file =
        books::zips::package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())]);
    assert_eq!(read(&file, "x.docx").unwrap(), "hộp\nđi\n04 tổ chức.\n");
}

#[test]
fn a_workbook_is_its_rows_with_numbers_as_vietnamese_readers_write_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Kết quả 6 tháng").unwrap();
    books::texts(sheet, 1, 0, &["Đơn vị", "Số lượng", "Tỷ lệ"]);
    sheet.write_string(2, 0, "Xã Mẫu 01").unwrap();
    sheet.write_number(2, 1, 1234.5).unwrap();
    sheet.write_number_with_format(2, 2, 0.508, &Format::new().set_num_format("0.0%")).unwrap();
    let text = read(&books::saved(book), "b.xlsx").unwrap();
    assert_eq!(text, "Kết quả 6 tháng\nĐơn vị\tSố lượng\tTỷ lệ\nXã Mẫu 01\t1234,5\t50,8%\n");
}

#[test]
fn a_text_file_is_read_in_its_encoding_and_an_old_one_is_left_as_it_stands() {
    assert_eq!(read("Đạt 50%\n".as_bytes(), "a.txt").unwrap(), "Đạt 50%\n");
    assert_eq!(read("\u{feff}Đạt".as_bytes(), "a.txt").unwrap(), "Đạt");
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("Đạt 50%".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(&wide, "a.txt").unwrap(), "Đạt 50%");
    // "Đảng bộ đã kết nạp" as TCVN3 bytes.
    let old = b"\xa7\xb6ng b\xe9 \xae\xb7 k\xd5t n\xb9p 45/60 \xae\xb6ng vi\xaan (\xae\xb9t 70,5%)";
    assert!(read(old, "a.txt").unwrap().starts_with("§¶ng bé ®·"));
    assert_eq!(read("a;b\nX;1\n".as_bytes(), "a.csv").unwrap(), "a\tb\nX\t1\n");
    // A page break of a printed text, and markup under the name of a text.
    assert_eq!(read(b"1\x0c2", "a.txt").unwrap(), "1\u{c}2");
    assert_eq!(read(b"<html>5%", "a.md").unwrap(), "<html>5%");
}

#[test]
fn what_is_no_text_is_named_and_size_is_bounded() {
    let guess = |bytes: &[u8]| match read(bytes, "x") {
        Err(ReadError::NotASpreadsheet { guess }) => guess,
        other => panic!("{other:?}"),
    };
    assert_eq!(guess(b"%PDF-1.7"), Guess::Pdf);
    assert_eq!(guess(b""), Guess::Nothing);
    assert_eq!(guess(b"a\0b\x01"), Guess::Unknown);
    let small = Limits { n_unpacked: 4, ..Limits::default() };
    let error = prose(b"12345", "a.txt", &small).unwrap_err();
    assert!(matches!(error, ReadError::TooMany { counted: Counted::TextBytes, found: 5, limit: 4 }));
    let cut = &books::word::letter()[..80];
    assert_eq!(read(cut, "l.docx"), Err(ReadError::Truncated));
}
