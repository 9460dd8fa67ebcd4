//! Many files in one.

use crate::ooxml::names;
use vunggoc_report::{RenderError, archive};

#[test]
fn files_stand_in_their_order_and_the_bytes_repeat() {
    let files: Vec<(String, Vec<u8>)> =
        (1..=126).map(|i| (format!("Xã Mẫu {i:03}.xlsx"), vec![i as u8; 1000])).collect();
    let bytes = archive::write(&files).unwrap();
    assert_eq!(names(&bytes), files.iter().map(|(n, _)| n.clone()).collect::<Vec<_>>());
    assert!(bytes == archive::write(&files).unwrap());
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in ["", " ", "../a", "a/b", "c:d", "a\\b", ".ẩn", "a.", "A.XLSX"] {
        let files = vec![("a.xlsx".to_owned(), vec![]), (name.to_owned(), vec![])];
        assert_eq!(archive::write(&files), Err(RenderError::FileName(name.into())), "{name}");
    }
}
