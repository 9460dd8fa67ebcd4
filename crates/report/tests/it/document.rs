//! DOCX opened again.

use crate::ooxml::{Element, elements, names, part};
use crate::specimen;
use vunggoc_report::docx;

fn main_part(bytes: &[u8]) -> Vec<Element> {
    elements(&part(bytes, "word/document.xml"))
}

#[test]
fn the_page_has_the_margins_of_the_form() {
    let bytes = docx::write(&specimen::report()).unwrap();
    let all = main_part(&bytes);
    let margins: Vec<_> = all.iter().filter(|e| e.name == "w:pgMar").collect();
    let mm = |e: &Element, side: &str| e.attribute(side).parse::<f64>().unwrap() / 1440.0 * 25.4;
    let first = margins.first().unwrap();
    for (side, expected) in [("w:top", 20.0), ("w:bottom", 20.0), ("w:left", 30.0), ("w:right", 15.0)] {
        assert!((mm(first, side) - expected).abs() < 0.05, "{side}");
    }
    let sizes: Vec<_> = all.iter().filter(|e| e.name == "w:pgSz").collect();
    assert_eq!(sizes[0].attribute("w:w"), "11906");
    assert_eq!(sizes.last().unwrap().attribute("w:orient"), "landscape");
    assert_eq!(sizes.last().unwrap().attribute("w:w"), "16838");
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    let one = docx::write(&specimen::report()).unwrap();
    let two = std::thread::spawn(|| docx::write(&specimen::report()).unwrap()).join().unwrap();
    assert!(one == two);
}

#[test]
fn every_part_is_well_formed_and_declared() {
    let bytes = docx::write(&specimen::submission()).unwrap();
    let types = part(&bytes, "[Content_Types].xml");
    for name in names(&bytes) {
        elements(&part(&bytes, &name));
        assert!(
            name.ends_with(".rels") || name.starts_with('[') || types.contains(&format!("\"/{name}\"")),
            "{name}"
        );
    }
}
