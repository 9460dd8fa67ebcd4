//! Nội dung: blocks, sections and the change of orientation between them.

use super::measure::mm;
use super::out::{Out, Para};
use super::page::{self, First};
use super::{foot, table};
use crate::paper::{Block, Emphasis, Layout, Level, Orientation, Paper, Section};

/// Whether another paper follows in the same document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    Another,
    End,
}

/// Body, foot, annexes; gives the number of blocks so far.
pub(super) fn write(out: &mut Out<'_>, paper: &Paper, mut index: usize, then: Then) -> usize {
    let mut pages =
        Pages { layout: &paper.layout, orientation: Orientation::Portrait, first: First::Unnumbered };
    for (i, section) in paper.body.iter().enumerate() {
        pages.turn(out, section.orientation);
        let signed = i + 1 == paper.body.len() && section.orientation == Orientation::Portrait;
        let last = if signed { Last::WithSignature } else { Last::Free };
        blocks(out, &paper.layout, section, &mut index, last);
    }
    pages.turn(out, Orientation::Portrait);
    foot::write(out, paper);
    for section in &paper.annexes {
        pages.next(out, section.orientation);
        blocks(out, &paper.layout, section, &mut index, Last::Free);
    }
    match then {
        Then::Another => pages.next(out, Orientation::Portrait),
        Then::End => page::section(&mut out.xml, &paper.layout, pages.orientation, pages.first),
    }
    index
}

/// The section that is being written. A section is closed by its properties in a last paragraph.
struct Pages<'a> {
    layout: &'a Layout,
    orientation: Orientation,
    first: First,
}

impl Pages<'_> {
    /// A new section only where the paper is turned.
    fn turn(&mut self, out: &mut Out<'_>, orientation: Orientation) {
        if orientation != self.orientation {
            self.next(out, orientation);
        }
    }

    /// A new section on a new page.
    fn next(&mut self, out: &mut Out<'_>, orientation: Orientation) {
        let (layout, of, first) = (self.layout, self.orientation, self.first);
        out.element("w:p", &[], |out| {
            out.xml.element("w:pPr", &[], |x| {
                x.value("w:pStyle", "VGNho");
                page::section(x, layout, of, first);
            });
        });
        self.orientation = orientation;
        self.first = First::Numbered;
    }
}

/// Whether the last paragraph of a section goes over to the next page with the signature, which never
/// stands on a page without text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Free,
    WithSignature,
}

fn blocks(out: &mut Out<'_>, layout: &Layout, section: &Section, index: &mut usize, last: Last) {
    for (i, block) in section.blocks.iter().enumerate() {
        out.enter(Some(*index));
        *index += 1;
        let keep_next = last == Last::WithSignature && i + 1 == section.blocks.len();
        let text = |style| Para { keep_next, ..Para::of(style) };
        match block {
            Block::Heading { level, mark, title } => heading(out, *level, mark, title),
            Block::Paragraph(spans) => out.paragraph(&text("VGNoiDung"), spans),
            Block::Placeholder(hint) => {
                let words = if hint.is_empty() { "[…]".to_owned() } else { format!("[…] {hint}") };
                out.line(&text("VGChoViet"), &words);
            }
            Block::Centred(words) => {
                let emphasis = Emphasis::Italic;
                out.line(&Para { jc: Some("center"), emphasis, ..text("VGDau") }, words);
            }
            Block::Table(table) => {
                let width = page::text_width(layout, section.orientation);
                table::write(out, layout, table, width, mm(1));
            }
        }
    }
    out.enter(None);
}

fn heading(out: &mut Out<'_>, level: Level, mark: &str, title: &str) {
    let style = match level {
        Level::Part => "Heading1",
        Level::Roman => "Heading2",
        Level::Arabic => "Heading3",
        Level::Letter => "Heading4",
    };
    let gap = match (level, mark.is_empty() || title.is_empty()) {
        (_, true) => "",
        (Level::Part, false) => "\n",
        (_, false) => " ",
    };
    out.line(&Para::of(style), &format!("{mark}{gap}{title}"));
}
