//! Nơi nhận và chữ ký, side by side, never torn apart by a page.

use super::out::{Out, Para};
use super::page::text_width;
use super::table::bare;
use crate::paper::{Emphasis, Family, Orientation, Paper, Weight};

pub(super) fn write(out: &mut Out<'_>, paper: &Paper) {
    out.enter(None);
    // A sheet for a meeting is signed by nobody and sent to nobody.
    if paper.foot.is_blank() {
        return out.room("VGNho");
    }
    out.room_before("VGKy");
    let width = text_width(&paper.layout, Orientation::Portrait);
    let left = width * 9 / 20;
    bare(out, &[left, width - left], |out| {
        out.row(|out| {
            out.xml.element("w:trPr", &[], |x| x.empty("w:cantSplit", &[]));
            out.cell(left, |_| (), |out| recipients(out, paper));
            out.cell(width - left, |_| (), |out| signature(out, paper));
        });
    });
    out.room("VGNho");
}

fn recipients(out: &mut Out<'_>, paper: &Paper) {
    let list = &paper.foot.recipients;
    let Some(last) = list.len().checked_sub(1) else {
        return out.room("VGNoiNhan");
    };
    let label = match paper.family {
        Family::Party => {
            Para { points: Some(paper.layout.head_pt), underlined: true, ..Para::of("VGNoiNhan") }
        }
        Family::State => Para { points: Some(12), emphasis: Emphasis::Bold, ..Para::of("VGNoiNhan") },
    };
    out.line(&label, "Nơi nhận:");
    let (between, end) = match paper.family {
        Family::Party => (",", "."),
        Family::State => (";", "."),
    };
    for (i, recipient) in list.iter().enumerate() {
        let sign = if i == last { end } else { between };
        out.line(&Para::of("VGNoiNhan"), &format!("- {recipient}{sign}"));
    }
}

fn signature(out: &mut Out<'_>, paper: &Paper) {
    let foot = &paper.foot;
    let bold = Para { emphasis: Emphasis::Bold, ..Para::of("VGKy") };
    let office = match paper.layout.office {
        Weight::Regular => Para::of("VGKy"),
        Weight::Bold => bold,
    };
    for line in &foot.authority {
        out.line(&bold, line);
    }
    for line in &foot.office {
        out.line(&office, line);
    }
    // Room for the hand and the seal: about 30 mm.
    for _ in 0..30 * 72 / 25 / paper.layout.head_pt.max(1) {
        out.room("VGKy");
    }
    if foot.name.is_empty() {
        out.room("VGKy");
    } else {
        out.line(&bold, &foot.name);
    }
}
