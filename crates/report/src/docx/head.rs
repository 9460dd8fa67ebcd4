//! Phần đầu văn bản: who issues, number, place and date, kind, subject, to whom.

use super::out::{Out, Para};
use super::page::text_width;
use super::table::bare;
use crate::fit::bold_width;
use crate::paper::{Addressees, Emphasis, Family, Orientation, Paper, Span};

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
    underlined: false,
};

pub(super) fn write(out: &mut Out<'_>, paper: &Paper) {
    out.enter(None);
    let width = text_width(&paper.layout, Orientation::Portrait);
    let right = right_share(paper, width);
    let left = width - right;
    bare(out, &[left, right], |out| {
        out.row(|out| {
            out.cell(left, |_| (), |out| issuer(out, paper, left));
            out.cell(right, |_| (), |out| banner(out, paper, right));
        });
    });
    title(out, paper);
}

/// The right half takes what its longest fixed line needs, but leaves a third to the issuer.
fn right_share(paper: &Paper, width: u32) -> u32 {
    let fixed = match paper.family {
        Family::Party => PARTY,
        Family::State => STATE,
    };
    let needed = bold_width(fixed, paper.layout.banner_pt) + 120;
    needed.max(width * 11 / 20).min(width * 2 / 3)
}

fn issuer(out: &mut Out<'_>, paper: &Paper, width: u32) {
    let head = &paper.head;
    for line in &head.superior {
        out.line(&LINE, line);
    }
    let bold = Para { emphasis: Emphasis::Bold, ..LINE };
    for line in &head.issuer {
        out.line(&bold, line);
    }
    // A State paper has a short rule under the issuer, a Party paper a star.
    if let (Family::State, Some(last)) = (&paper.family, head.issuer.last()) {
        out.rule(inset(width, bold_width(last, paper.layout.head_pt) / 2));
    }
    if paper.family == Family::Party {
        out.line(&LINE, "*");
    }
    // A sheet for a meeting has neither number nor symbol.
    if !head.symbol.symbol.is_empty() {
        out.line(&LINE, &head.symbol.line(&paper.family));
    }
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
        Family::Party => {
            out.line(&Para::of("VGTieuDe"), PARTY);
            out.rule(inset(width, bold_width(PARTY, paper.layout.banner_pt)));
        }
        Family::State => {
            out.line(&Para::of("VGTieuDe"), STATE);
            out.line(&Para { emphasis: Emphasis::Bold, ..LINE }, MOTTO);
            out.rule(inset(width, bold_width(MOTTO, paper.layout.head_pt)));
        }
    }
    let day = head.issued_on.words();
    let place = if head.place.is_empty() { day } else { format!("{}, {day}", head.place) };
    out.line(&Para { emphasis: Emphasis::Italic, ..LINE }, &place);
    if let Some(mark) = &head.circulation {
        out.room("VGNoiNhan");
        out.line(&Para { emphasis: Emphasis::Bold, ..LINE }, mark);
    }
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
        addressees(out, &paper.family, to);
    }
}

/// "Kính trình: …," on one line, or a list under it.
fn addressees(out: &mut Out<'_>, family: &Family, to: &Addressees) {
    let label = Span::from(format!("{}: ", to.label)).set(Emphasis::Italic);
    let end = match family {
        Family::Party => ",",
        Family::State => "",
    };
    if let [one] = to.bodies.as_slice() {
        out.paragraph(&Para::of("VGKinhTrinh"), &[label, Span::from(format!("{one}{end}"))]);
    } else {
        out.paragraph(&Para::of("VGKinhTrinhNhieu"), &[label]);
        for body in &to.bodies {
            out.line(&Para::of("VGKinhTrinhNhieu"), &format!("- {body}{end}"));
        }
    }
    out.room("VGNho");
}
