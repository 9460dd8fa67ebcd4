//! Phần đầu văn bản: who issues, number, place and date, kind, subject, to whom.

use super::out::{Out, Para};
use super::page::text_width;
use super::table::bare;
use crate::fit::bold_width;
use crate::paper::{Emphasis, Family, Layout, Orientation, Paper, Span};

/// "Cộng hòa …" and its motto, or "ĐẢNG CỘNG SẢN VIỆT NAM": fixed by the form, not by the office.
const PARTY: &str = "ĐẢNG CỘNG SẢN VIỆT NAM";
const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

const LINE: Para<'_> = Para {
    style: "VGDau",
    jc: None,
    points: None,
    emphasis: Emphasis::Plain,
    keep_next: false,
    rule: None,
    underlined: false,
};

pub(super) fn write(out: &mut Out<'_>, paper: &Paper) {
    out.enter(None);
    let width = text_width(&paper.layout, Orientation::Portrait);
    let left = width * 9 / 20;
    let columns = [left, width - left];
    bare(out, &columns, |out| {
        out.row(|out| {
            out.cell(left, |_| (), |out| issuer(out, paper, left));
            out.cell(width - left, |_| (), |out| banner(out, paper, width - left));
        });
    });
    title(out, paper);
}

fn issuer(out: &mut Out<'_>, paper: &Paper, width: u32) {
    let head = &paper.head;
    for line in &head.superior {
        out.line(&LINE, line);
    }
    let bold = Para { emphasis: Emphasis::Bold, ..LINE };
    for (i, line) in head.issuer.iter().enumerate() {
        // A State paper has a short rule under the issuer, a Party paper a star.
        let rule = (paper.family == Family::State && i + 1 == head.issuer.len())
            .then(|| inset(width, bold_width(line, paper.layout.head_pt) / 2));
        out.line(&Para { rule, ..bold }, line);
    }
    if paper.family == Family::Party {
        out.line(&LINE, "*");
    }
    out.line(&LINE, &head.symbol.line(&paper.family));
    if let Some(draft) = &head.draft {
        out.line(&Para { emphasis: Emphasis::Italic, ..LINE }, draft);
    }
    // Công văn: the subject stands under the number, small.
    if head.kind.is_empty() && !head.subject.is_empty() {
        let small = Para { points: Some(12), emphasis: Emphasis::Italic, ..LINE };
        out.line(&small, &head.subject.join(" "));
    }
}

fn banner(out: &mut Out<'_>, paper: &Paper, width: u32) {
    let head = &paper.head;
    match paper.family {
        Family::Party => ruled(out, &paper.layout, Para::of("VGTieuDe"), PARTY, width),
        Family::State => {
            out.line(&Para::of("VGTieuDe"), STATE);
            ruled(out, &paper.layout, Para { emphasis: Emphasis::Bold, ..LINE }, MOTTO, width);
        }
    }
    let place = format!("{}, {}", head.place, head.issued_on.words());
    out.line(&Para { emphasis: Emphasis::Italic, ..LINE }, &place);
    if let Some(mark) = &head.circulation {
        out.room("VGNoiNhan");
        out.line(&Para { emphasis: Emphasis::Bold, ..LINE }, mark);
    }
}

/// A line with a rule of its own length under it.
fn ruled(out: &mut Out<'_>, layout: &Layout, para: Para<'_>, text: &str, width: u32) {
    let points = if para.style == "VGTieuDe" { layout.banner_pt } else { layout.head_pt };
    out.line(&Para { rule: Some(inset(width, bold_width(text, points))), ..para }, text);
}

/// How far a rule of the given length is drawn in on both sides.
fn inset(width: u32, length: u32) -> u32 {
    width.saturating_sub(length) / 2
}

fn title(out: &mut Out<'_>, paper: &Paper) {
    let head = &paper.head;
    if !head.kind.is_empty() {
        out.line(&Para::of("Title"), &head.kind);
        for line in &head.subject {
            out.line(&Para::of("Subtitle"), line);
        }
        match paper.family {
            Family::Party => out.line(&Para::of("VGGach"), "-----"),
            Family::State => out.room("VGGach"),
        }
    } else {
        out.room("VGGach");
    }
    if let Some(to) = &head.addressees {
        let style = Para::of("VGKinhTrinh");
        let label = Span::from(format!("{}: ", to.label)).set(Emphasis::Italic);
        match to.bodies.as_slice() {
            [one] => out.paragraph(&style, &[label, Span::from(format!("{one},"))]),
            many => {
                out.paragraph(&style, &[label]);
                for body in many {
                    out.line(&style, &format!("- {body},"));
                }
            }
        }
        out.room("VGNho");
    }
}
