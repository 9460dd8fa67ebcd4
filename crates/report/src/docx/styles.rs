//! Kiểu trình bày: the named styles of a paper, made from its layout.

use super::measure::{mm, pt};
use super::parts;
use super::xml::Xml;
use crate::paper::Layout;

/// One paragraph style.
#[derive(Clone, Copy)]
struct Style<'a> {
    id: &'a str,
    name: &'a str,
    points: u16,
    jc: &'a str,
    /// Exact line, twips; 0 for a line as high as its letters.
    line: u32,
    before: u32,
    after: u32,
    first_line: u32,
    /// Indent of every line, twips.
    left: u32,
    look: Look,
    /// Outline level of a heading; it also stays with what follows.
    outline: Option<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Regular,
    Bold,
    Italic,
    BoldItalic,
    /// Visibly unfinished: italic on a grey ground.
    Unfinished,
}

/// The part of styles.
pub(super) fn write(layout: &Layout) -> Vec<u8> {
    let mut x = Xml::part();
    x.element("w:styles", parts::NAMESPACES, |x| {
        x.element("w:docDefaults", &[], |x| {
            x.element("w:rPrDefault", &[], |x| x.element("w:rPr", &[], |x| defaults(x, layout)));
            x.element("w:pPrDefault", &[], |_| ());
        });
        x.element("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |x| {
            x.value("w:name", "Normal");
            x.empty("w:qFormat", &[]);
        });
        for style in styles(layout) {
            paragraph_style(x, &style);
        }
    });
    x.into_bytes()
}

/// The letters of everything: one font for every script, or Vietnamese letters fall back to another.
fn defaults(x: &mut Xml, layout: &Layout) {
    let font = layout.font.as_str();
    x.empty("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)]);
    x.value("w:sz", layout.body_pt * 2);
    x.value("w:szCs", layout.body_pt * 2);
    x.empty("w:lang", &[("w:val", "vi-VN"), ("w:eastAsia", "vi-VN")]);
}

fn styles(l: &Layout) -> Vec<Style<'static>> {
    let plain = Style { points: l.body_pt, ..PLAIN };
    let mut all = body_styles(l, plain);
    all.extend(frame_styles(l, plain));
    all
}

const PLAIN: Style<'static> = Style {
    id: "",
    name: "",
    points: 0,
    jc: "left",
    line: 0,
    before: 0,
    after: 0,
    first_line: 0,
    left: 0,
    look: Look::Regular,
    outline: None,
};

/// Text, headings, tables.
fn body_styles(l: &Layout, plain: Style<'static>) -> Vec<Style<'static>> {
    let gap = pt(l.gap_pt);
    let body =
        Style { jc: "both", line: pt(l.line_pt), after: gap, first_line: mm(l.first_line_mm), ..plain };
    let heading = |level, id, name, look| Style { id, name, look, outline: Some(level), ..body };
    let part = heading(0, "Heading1", "heading 1", Look::Bold);
    let small = Style { points: 12, look: Look::Italic, ..plain };
    let caption = Style { jc: "center", look: Look::Bold, before: gap, ..plain };
    vec![
        Style { id: "VGNoiDung", name: "VG Nội dung", ..body },
        Style { id: "VGChoViet", name: "VG Chờ viết", look: Look::Unfinished, ..body },
        Style { jc: "center", first_line: 0, before: gap, ..part },
        heading(1, "Heading2", "heading 2", Look::Bold),
        heading(2, "Heading3", "heading 3", Look::Bold),
        heading(3, "Heading4", "heading 4", Look::BoldItalic),
        Style { id: "Caption", name: "caption", ..caption },
        Style { id: "VGDonViTinh", name: "VG Đơn vị tính", jc: "right", ..small },
        Style { id: "VGO", name: "VG Ô của biểu", points: l.table_pt, before: 20, after: 20, ..plain },
        Style { id: "VGGhiChu", name: "VG Ghi chú biểu", before: pt(2), ..small },
        Style { id: "VGNho", name: "VG Ngắt", points: 1, line: pt(1), after: gap, ..plain },
    ]
}

/// What stands above and below the text.
fn frame_styles(l: &Layout, plain: Style<'static>) -> Vec<Style<'static>> {
    let centred = Style { jc: "center", ..plain };
    let bold = Style { look: Look::Bold, ..centred };
    let after = pt(l.gap_pt);
    vec![
        Style { id: "VGTieuDe", name: "VG Tiêu đề", points: l.banner_pt, ..bold },
        Style { id: "VGDau", name: "VG Đầu văn bản", points: l.head_pt, ..centred },
        Style { id: "VGKe", name: "VG Kẻ ngang", points: 1, line: pt(3), before: pt(1), ..plain },
        Style { id: "Title", name: "Title", points: l.kind_pt, before: pt(18), ..bold },
        Style { id: "Subtitle", name: "Subtitle", points: l.subject_pt, ..bold },
        Style { id: "VGGach", name: "VG Gạch ngang", after, ..centred },
        Style { id: "VGKinhTrinh", name: "VG Kính trình", after, ..centred },
        Style { id: "VGKinhTrinhNhieu", name: "VG Kính trình nhiều nơi", after, left: mm(50), ..plain },
        Style { id: "VGNoiNhan", name: "VG Nơi nhận", points: l.recipients_pt, ..plain },
        Style { id: "VGKy", name: "VG Chữ ký", points: l.head_pt, ..centred },
        Style { id: "Header", name: "header", ..centred },
        Style { id: "Footer", name: "footer", ..centred },
    ]
}

fn paragraph_style(x: &mut Xml, s: &Style<'_>) {
    x.element("w:style", &[("w:type", "paragraph"), ("w:styleId", s.id)], |x| {
        x.value("w:name", s.name);
        x.value("w:basedOn", "Normal");
        x.empty("w:qFormat", &[]);
        x.element("w:pPr", &[], |x| paragraph(x, s));
        x.element("w:rPr", &[], |x| {
            if matches!(s.look, Look::Bold | Look::BoldItalic) {
                x.empty("w:b", &[]);
                x.empty("w:bCs", &[]);
            }
            if matches!(s.look, Look::Italic | Look::BoldItalic | Look::Unfinished) {
                x.empty("w:i", &[]);
                x.empty("w:iCs", &[]);
            }
            x.value("w:sz", s.points * 2);
            x.value("w:szCs", s.points * 2);
        });
    });
}

fn paragraph(x: &mut Xml, s: &Style<'_>) {
    if s.outline.is_some() {
        x.empty("w:keepNext", &[]);
    }
    x.empty("w:widowControl", &[]);
    if s.look == Look::Unfinished {
        x.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E7E6E6")]);
    }
    let (before, after, line) = (s.before.to_string(), s.after.to_string(), s.line.to_string());
    if s.line > 0 {
        x.empty(
            "w:spacing",
            &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", "exact")],
        );
    } else {
        x.empty("w:spacing", &[("w:before", &before), ("w:after", &after)]);
    }
    let (left, first_line) = (s.left.to_string(), s.first_line.to_string());
    match (s.left, s.first_line) {
        (0, 0) => {}
        (_, 0) => x.empty("w:ind", &[("w:left", &left)]),
        _ => x.empty("w:ind", &[("w:left", &left), ("w:firstLine", &first_line)]),
    }
    x.value("w:jc", s.jc);
    if let Some(level) = s.outline {
        x.value("w:outlineLvl", level);
    }
}
