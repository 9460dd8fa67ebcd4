//! Workbooks as people fill them in: cells of the first sheet set by their names, archives packed and opened.

use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The files of an archive.
pub fn opened(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.push((name, bytes));
    }
    files
}

/// An archive of files.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with cells of its first sheet set: a number, "=…" for a formula that failed, anything else as text.
pub fn edit(bytes: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let mut files = opened(bytes);
    let (_, sheet) = files.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap();
    let mut xml = String::from_utf8(std::mem::take(sheet)).unwrap();
    for (cell, text) in cells {
        xml = set(&xml, cell, text);
    }
    *sheet = xml.into_bytes();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    zipped(&files)
}

fn set(xml: &str, cell: &str, text: &str) -> String {
    let content = match text.parse::<f64>() {
        Ok(_) => format!("><v>{text}</v></c>"),
        Err(_) if text.starts_with('=') => format!(" t=\"e\"><f>{}</f><v>#DIV/0!</v></c>", &text[1..]),
        Err(_) => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!(" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
    };
    let from = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{cell} is not there: {xml}"));
    let head_end = from + xml[from..].find('>').unwrap();
    let end = match xml[..head_end].ends_with('/') {
        true => head_end + 1,
        false => from + xml[from..].find("</c>").unwrap() + "</c>".len(),
    };
    let head = xml[from..head_end].trim_end_matches('/');
    // The style stays, the old type goes.
    let head = match head.find(" t=\"") {
        None => head.to_owned(),
        Some(at) => {
            let rest = &head[at + 4..];
            format!("{}{}", &head[..at], &rest[rest.find('"').unwrap() + 1..])
        }
    };
    format!("{}{head}{content}{}", &xml[..from], &xml[end..])
}

/// The three workbooks of the sample, as an office of one district keeps them: organisations, figures, register.
pub fn of_an_office() -> Vec<(&'static str, Vec<u8>)> {
    let city = vunggoc_sample::generate(vunggoc_sample::SEED);
    let books = vunggoc_sample::workbooks::workbooks(&city).unwrap();
    books.into_iter().map(|b| (b.name, b.bytes)).collect()
}
