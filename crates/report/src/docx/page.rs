//! Trang: size, margins, orientation and page numbers of a section.

use super::measure::{A4, mm};
use super::parts;
use super::xml::Xml;
use crate::paper::{Layout, Orientation, PageNumber};

/// Whether the first page of a section carries a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Numbered,
    Unnumbered,
}

/// Width of the text, in twips.
pub(super) fn text_width(layout: &Layout, orientation: Orientation) -> u32 {
    let (margins, side) = match orientation {
        Orientation::Portrait => (layout.portrait, A4.0),
        Orientation::Landscape => (layout.landscape, A4.1),
    };
    side.saturating_sub(mm(margins.left) + mm(margins.right))
}

/// Properties of a section.
pub(super) fn section(x: &mut Xml, layout: &Layout, orientation: Orientation, first: First) {
    let (margins, width, height) = match orientation {
        Orientation::Portrait => (layout.portrait, A4.0, A4.1),
        Orientation::Landscape => (layout.landscape, A4.1, A4.0),
    };
    x.element("w:sectPr", &[], |x| {
        x.empty("w:headerReference", &[("w:type", "default"), ("r:id", parts::HEADER_ID)]);
        x.empty("w:footerReference", &[("w:type", "default"), ("r:id", parts::FOOTER_ID)]);
        x.value("w:type", "nextPage");
        let (width, height) = (width.to_string(), height.to_string());
        match orientation {
            Orientation::Portrait => x.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]),
            Orientation::Landscape => {
                x.empty("w:pgSz", &[("w:w", &width), ("w:h", &height), ("w:orient", "landscape")]);
            }
        }
        let [top, bottom, left, right, edge] =
            [margins.top, margins.bottom, margins.left, margins.right, 10].map(|m| mm(m).to_string());
        x.empty(
            "w:pgMar",
            &[
                ("w:top", &top),
                ("w:right", &right),
                ("w:bottom", &bottom),
                ("w:left", &left),
                ("w:header", &edge),
                ("w:footer", &edge),
                ("w:gutter", "0"),
            ],
        );
        // Each paper of a document counts its pages from 1.
        if first == First::Unnumbered {
            x.value_of("w:pgNumType", "w:start", 1);
            x.empty("w:titlePg", &[]);
        }
    });
}

/// The part at the top of a page.
pub(super) fn header(layout: &Layout) -> Vec<u8> {
    part("w:hdr", "Header", layout.page_number == PageNumber::TopCentre)
}

/// The part at the bottom of a page.
pub(super) fn footer(layout: &Layout) -> Vec<u8> {
    part("w:ftr", "Footer", layout.page_number == PageNumber::BottomCentre)
}

fn part(root: &str, style: &str, numbered: bool) -> Vec<u8> {
    let mut x = Xml::part();
    x.element(root, parts::NAMESPACES, |x| {
        x.element("w:p", &[], |x| {
            x.element("w:pPr", &[], |x| x.value("w:pStyle", style));
            if numbered {
                let sign = |x: &mut Xml, kind| {
                    x.element("w:r", &[], |x| x.empty("w:fldChar", &[("w:fldCharType", kind)]));
                };
                sign(x, "begin");
                x.element("w:r", &[], |x| x.element("w:instrText", &[], |x| x.text("PAGE")));
                sign(x, "separate");
                x.element("w:r", &[], |x| x.element("w:t", &[], |x| x.text("2")));
                sign(x, "end");
            }
        });
    });
    x.into_bytes()
}
