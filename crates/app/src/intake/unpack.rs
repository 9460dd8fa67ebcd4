//! Mở gói: from what was sent to workbooks, each one bounded before it is unpacked.
//!
//! An archive is told from a workbook by what it holds. Nothing is unpacked beyond the bounds, whatever the archive
//! says of itself; an archive that breaks one is refused whole and named.

use crate::file::{FILE_LIMIT, File};
use std::io::{Cursor, Read as _};
use vunggoc_sheets::ReadError;
use zip::ZipArchive;

/// The most workbooks of one intake.
pub(super) const N_WORKBOOKS: usize = 1_000;
/// The most bytes of all workbooks of one archive.
const UNPACKED_LIMIT: usize = 100 << 20;
/// Unpacked bytes for each packed one; workbooks are packed already, so that honest archives hardly grow.
const RATIO: usize = 50;
/// Below so many bytes no archive does harm.
const HARMLESS: usize = 8 << 20;

/// A workbook, or the name of what could not be read and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) name: String,
    pub(super) bytes: Result<Vec<u8>, &'static str>,
}

/// The workbooks of what was sent, archives opened; in the order of their names within an archive.
pub(super) fn unpack(files: Vec<File>) -> Vec<Taken> {
    let mut taken = Vec::new();
    for file in files {
        if file.bytes.len() > FILE_LIMIT {
            taken.push(Taken { name: file.name, bytes: Err("too-large") });
            continue;
        }
        match archive(&file.bytes) {
            None => taken.push(Taken { name: file.name, bytes: Ok(file.bytes) }),
            Some(mut zip) => match inside(&mut zip, file.bytes.len()) {
                Ok(found) => taken.extend(found),
                Err(fault) => taken.push(Taken { name: file.name, bytes: Err(fault) }),
            },
        }
    }
    taken
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// A zip that is no document of an office program.
fn archive(bytes: &[u8]) -> Option<Archive<'_>> {
    let zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let is_document =
        zip.file_names().flatten().any(|name| name == "[Content_Types].xml" || name == "mimetype");
    (!is_document).then_some(zip)
}

fn inside(zip: &mut Archive<'_>, n_packed: usize) -> Result<Vec<Taken>, &'static str> {
    if zip.len() > N_WORKBOOKS * 2 {
        return Err("too-many");
    }
    let most = UNPACKED_LIMIT.min((n_packed * RATIO).max(HARMLESS));
    let (mut taken, mut n_unpacked) = (Vec::new(), 0_usize);
    for at in 0..zip.len() {
        let entry = zip.by_index(at).map_err(|_| "malformed")?;
        let path = entry.name().map_err(|_| "malformed")?.into_owned();
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_noise = name.is_empty() || name.starts_with(['.', '~']) || path.starts_with("__MACOSX/");
        if entry.is_dir() || is_noise || name.eq_ignore_ascii_case("thumbs.db") {
            continue;
        }
        // One byte more than allowed tells what is too large; the size that the archive states is not asked.
        let left = most - n_unpacked;
        let mut bytes = Vec::new();
        let limit = u64::try_from(left.min(FILE_LIMIT)).unwrap_or(u64::MAX);
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(|_| "malformed")?;
        if bytes.len() > left {
            return Err("bomb");
        }
        n_unpacked += bytes.len();
        let bytes = if bytes.len() > FILE_LIMIT { Err("too-large") } else { Ok(bytes) };
        taken.push(Taken { name: name.chars().take(200).collect(), bytes });
    }
    taken.sort_by(|a, b| a.name.cmp(&b.name));
    if taken.is_empty() { Err("not-a-spreadsheet") } else { Ok(taken) }
}

/// The code of what is wrong with a file.
pub(super) fn fault(error: &ReadError) -> &'static str {
    match error {
        ReadError::TooLarge { .. } => "too-large",
        ReadError::TooMany { .. } => "too-many",
        ReadError::Bomb { .. } => "bomb",
        ReadError::Truncated => "truncated",
        ReadError::NotASpreadsheet { .. } => "not-a-spreadsheet",
        ReadError::Encrypted => "encrypted",
        ReadError::Malformed { .. } | ReadError::NoSuchSheet { .. } => "malformed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn named(bytes: Vec<u8>) -> Vec<(String, Result<usize, &'static str>)> {
        let file = File { name: "bieu.zip".into(), media_type: String::new(), bytes };
        unpack(vec![file]).into_iter().map(|t| (t.name, t.bytes.map(|b| b.len()))).collect()
    }

    #[test]
    fn an_archive_gives_its_files_and_a_workbook_itself() {
        let zip =
            zipped(&[("xã/b.xlsx", b"22"), ("a.xlsx", b"1"), ("__MACOSX/a.xlsx", b"x"), ("~$a.xlsx", b"x")]);
        assert_eq!(named(zip), [("a.xlsx".into(), Ok(1)), ("b.xlsx".into(), Ok(2))]);
        let book = zipped(&[("[Content_Types].xml", b"<a/>")]);
        assert_eq!(named(book.clone()), [("bieu.zip".into(), Ok(book.len()))]);
        assert_eq!(named(zipped(&[])), [("bieu.zip".into(), Err("not-a-spreadsheet"))]);
    }

    #[test]
    fn what_grows_beyond_measure_is_refused_whole() {
        let nothing = vec![0; 20 << 20];
        let bomb = zipped(&[("a.xlsx", b"1"), ("b.xlsx", &nothing)]);
        assert!(bomb.len() < 1 << 20);
        assert_eq!(named(bomb), [("bieu.zip".into(), Err("bomb"))]);
        let file = File { name: "a.xlsx".into(), media_type: String::new(), bytes: vec![0; 100 << 20] };
        assert_eq!(unpack(vec![file]), [Taken { name: "a.xlsx".into(), bytes: Err("too-large") }]);
        let many: Vec<(String, &[u8])> = (0..2_001).map(|n| (format!("{n}.xlsx"), b"".as_slice())).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
        assert_eq!(named(zipped(&many)), [("bieu.zip".into(), Err("too-many"))]);
    }
}
