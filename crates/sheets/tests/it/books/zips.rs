//! Packages put together by hand, broken ones among them.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A package of these parts.
pub(crate) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same package with one part changed.
pub(crate) fn with_part(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut inside = Vec::new();
        part.read_to_end(&mut inside).unwrap();
        let path = part.name().unwrap().into_owned();
        if path == name {
            inside = change(std::str::from_utf8(&inside).unwrap()).into_bytes();
        }
        parts.push((path, inside));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(path, inside)| (path.as_str(), inside.as_slice())).collect();
    package(&parts)
}

/// A workbook one part of which unpacks to so many bytes more.
pub(crate) fn bomb(workbook: &[u8], part: &str, n_bytes: usize) -> Vec<u8> {
    with_part(workbook, part, |xml| {
        let (head, root) = xml.split_at(xml.find("?>").unwrap() + 2);
        let page = format!("<!---->{}", " ".repeat(4089));
        format!("{head}{}{root}", page.repeat(n_bytes / page.len()))
    })
}
