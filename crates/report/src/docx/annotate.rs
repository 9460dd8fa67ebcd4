//! Ghi chú bên lề: comments on stretches of a paper or of any text, for the audit of figures.

use super::out::{Out, Para};
use super::xml::Xml;
use super::{document, package, page, parts};
use crate::RenderError;
use crate::paper::{Layout, Orientation, Paper};
use std::ops::Range;

/// Ghi chú: said about a stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Code points of the plain text ([`crate::text::write`]), not empty.
    pub range: Range<usize>,
    /// Whose note it is, e.g. the name of the software; never a person's by itself.
    pub author: String,
    /// One or two letters beside the note.
    pub initials: String,
    /// The note; a line break begins a new paragraph.
    pub text: String,
}

/// Prints a paper with comments on stretches of its plain text.
///
/// # Errors
/// What [`Paper::check`] finds; [`RenderError::CommentPlace`] for a range that is empty or outside.
pub fn annotate(paper: &Paper, comments: &[Comment]) -> Result<Vec<u8>, RenderError> {
    paper.check()?;
    let (main, _) = document(std::slice::from_ref(paper), comments)?;
    package(&paper.layout, &parts::Properties::of(paper), &main, comments)
}

/// Prints any text, a paragraph per line, with comments on stretches of it.
///
/// # Errors
/// [`RenderError::CommentPlace`] for a range that is empty or outside.
pub fn annotate_text(title: &str, text: &str, comments: &[Comment]) -> Result<Vec<u8>, RenderError> {
    let layout = Layout::party();
    let mut out = Out::new(comments);
    out.xml.open("w:document", parts::NAMESPACES);
    out.xml.open("w:body", &[]);
    for line in text.split('\n') {
        out.line(&Para::of("VGNoiDung"), line);
    }
    page::section(&mut out.xml, &layout, Orientation::Portrait, page::First::Unnumbered);
    out.xml.close("w:body");
    out.xml.close("w:document");
    let (main, _, lost) = out.finish();
    if let Some(comment) = lost {
        return Err(RenderError::CommentPlace(comment));
    }
    let properties = parts::Properties { title: title.to_owned(), creator: String::new(), issued_on: None };
    package(&layout, &properties, &main.into_bytes(), comments)
}

/// The part that holds the notes.
pub(super) fn part(comments: &[Comment]) -> Vec<u8> {
    let mut x = Xml::part();
    x.element("w:comments", parts::NAMESPACES, |x| {
        for (id, comment) in comments.iter().enumerate() {
            let attributes = [
                ("w:id", &*id.to_string()),
                ("w:author", comment.author.as_str()),
                ("w:initials", comment.initials.as_str()),
            ];
            x.element("w:comment", &attributes, |x| {
                for line in comment.text.split('\n') {
                    x.element("w:p", &[], |x| {
                        x.element("w:r", &[], |x| {
                            x.element("w:t", &[("xml:space", "preserve")], |x| x.text(line));
                        });
                    });
                }
            });
        }
    });
    x.into_bytes()
}
