//! The small parts around the main one: types, relations, properties, settings. None carries a clock.

use super::Comment;
use super::xml::{Attributes, Xml};
use crate::paper::{IssuedOn, Layout, Paper};

/// Namespaces of every part.
pub(super) const NAMESPACES: Attributes<'static> = &[
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];
/// Relation of the part above the page.
pub(super) const HEADER_ID: &str = "rIdHeader";
/// Relation of the part below the page.
pub(super) const FOOTER_ID: &str = "rIdFooter";

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// Where the package begins.
pub(super) const ROOT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "</Relationships>"
);

/// Thuộc tính tài liệu.
pub(super) struct Properties {
    pub(super) title: String,
    pub(super) creator: String,
    /// `None` leaves the date out: nothing here reads a clock.
    pub(super) issued_on: Option<IssuedOn>,
}

impl Properties {
    pub(super) fn of(paper: &Paper) -> Self {
        let head = &paper.head;
        Self { title: paper.title(), creator: head.issuer.join(" "), issued_on: Some(head.issued_on) }
    }
}

/// Parts beside the main one: relation id, file, kind.
fn kinds(comments: &[Comment]) -> Vec<(&'static str, &'static str, &'static str)> {
    let mut kinds = vec![
        ("rIdStyles", "styles", "styles"),
        ("rIdSettings", "settings", "settings"),
        ("rIdFonts", "fontTable", "fontTable"),
        (HEADER_ID, "header1", "header"),
        (FOOTER_ID, "footer1", "footer"),
    ];
    if !comments.is_empty() {
        kinds.push(("rIdComments", "comments", "comments"));
    }
    kinds
}

/// `[Content_Types].xml`.
pub(super) fn content_types(comments: &[Comment]) -> Vec<u8> {
    let mut x = Xml::part();
    let namespace = [("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")];
    x.element("Types", &namespace, |x| {
        let default = |x: &mut Xml, extension, kind| {
            x.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        };
        default(x, "rels", "application/vnd.openxmlformats-package.relationships+xml");
        default(x, "xml", "application/xml");
        let part = |x: &mut Xml, name: &str, kind: &str| {
            x.empty("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        part(x, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        part(x, "/word/document.xml", &format!("{WORD_TYPE}document.main+xml"));
        for (_, file, kind) in kinds(comments) {
            part(x, &format!("/word/{file}.xml"), &format!("{WORD_TYPE}{kind}+xml"));
        }
    });
    x.into_bytes()
}

/// Relations of the main part.
pub(super) fn relations(comments: &[Comment]) -> Vec<u8> {
    let mut x = Xml::part();
    x.element("Relationships", &[("xmlns", RELATIONS)], |x| {
        for (id, file, kind) in kinds(comments) {
            let (target, kind) = (format!("{file}.xml"), format!("{OFFICE}/{kind}"));
            x.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", &target)]);
        }
    });
    x.into_bytes()
}

/// Title, creator, and the date of the paper where it is known.
pub(super) fn core(properties: &Properties) -> Vec<u8> {
    let mut x = Xml::part();
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    x.element("cp:coreProperties", &namespaces, |x| {
        x.element("dc:title", &[], |x| x.text(&properties.title));
        x.element("dc:creator", &[], |x| x.text(&properties.creator));
        x.element("dc:language", &[], |x| x.text("vi-VN"));
        if let Some(IssuedOn::On(date)) = properties.issued_on {
            x.element("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], |x| {
                x.text(&format!("{date}T00:00:00Z"));
            });
        }
    });
    x.into_bytes()
}

/// Settings: fields are not renewed by asking the reader; the newest layout rules.
pub(super) fn settings() -> Vec<u8> {
    let mut x = Xml::part();
    x.element("w:settings", NAMESPACES, |x| {
        x.value("w:defaultTabStop", 567);
        x.value("w:characterSpacingControl", "doNotCompress");
        x.element("w:compat", &[], |x| {
            x.empty(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
        x.empty("w:themeFontLang", &[("w:val", "vi-VN")]);
    });
    x.into_bytes()
}

/// The font, and what may stand for it where it is not installed (of equal widths).
pub(super) fn fonts(layout: &Layout) -> Vec<u8> {
    let mut x = Xml::part();
    x.element("w:fonts", NAMESPACES, |x| {
        x.element("w:font", &[("w:name", layout.font.as_str())], |x| {
            x.value("w:altName", "Liberation Serif");
            x.value("w:family", "roman");
            x.value("w:pitch", "variable");
        });
    });
    x.into_bytes()
}
