//! DOCX: an official paper as an editable document.
//!
//! The parts are written as XML directly: the one library for it keeps process-wide counters (so the same
//! model would not give the same bytes), cannot repeat the head of a table on each page, and stores its
//! package uncompressed. Styles are named, so that the office edits the paper by style.

mod annotate;
mod body;
mod columns;
mod foot;
mod head;
mod measure;
mod out;
mod page;
mod parts;
mod styles;
mod table;
mod xml;

pub use annotate::{Comment, annotate, annotate_text};

use crate::RenderError;
use crate::paper::{Layout, Paper};
use crate::text::Plain;
use body::Then;
use out::Out;

/// Prints a paper.
///
/// # Errors
/// What [`Paper::check`] finds; [`RenderError::Library`] when the package cannot be written.
pub fn write(paper: &Paper) -> Result<Vec<u8>, RenderError> {
    annotate(paper, &[])
}

/// Prints several papers into one document, each beginning on a page 1 of its own: letters to many.
/// The layout is that of the first.
///
/// # Errors
/// What [`Paper::check`] finds in any of them; [`RenderError::NoPaper`] for none.
pub fn write_series(papers: &[Paper]) -> Result<Vec<u8>, RenderError> {
    let first = papers.first().ok_or(RenderError::NoPaper)?;
    papers.iter().try_for_each(Paper::check)?;
    let (main, _) = document(papers, &[])?;
    package(&first.layout, &parts::Properties::of(first), &main, &[])
}

/// The plain text that goes with the document.
pub(crate) fn plain(paper: &Paper) -> Result<Plain, RenderError> {
    paper.check()?;
    Ok(document(std::slice::from_ref(paper), &[])?.1)
}

/// The main part and its text.
fn document(papers: &[Paper], comments: &[Comment]) -> Result<(Vec<u8>, Plain), RenderError> {
    let mut out = Out::new(comments);
    out.xml.open("w:document", parts::NAMESPACES);
    out.xml.open("w:body", &[]);
    let mut index = 0;
    for (i, paper) in papers.iter().enumerate() {
        let then = if i + 1 == papers.len() { Then::End } else { Then::Another };
        head::write(&mut out, paper);
        index = body::write(&mut out, paper, index, then);
    }
    out.xml.close("w:body");
    out.xml.close("w:document");
    let (xml, plain, lost) = out.finish();
    match lost {
        Some(comment) => Err(RenderError::CommentPlace(comment)),
        None => Ok((xml.into_bytes(), plain)),
    }
}

/// Packs a main part with everything that stands around it.
fn package(
    layout: &Layout,
    properties: &parts::Properties,
    document: &[u8],
    comments: &[Comment],
) -> Result<Vec<u8>, RenderError> {
    let (styles, header, footer) = (styles::write(layout), page::header(layout), page::footer(layout));
    let (types, relations) = (parts::content_types(comments), parts::relations(comments));
    let (core, settings, fonts) = (parts::core(properties), parts::settings(), parts::fonts(layout));
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", &types),
        ("_rels/.rels", parts::ROOT_RELATIONS.as_bytes()),
        ("docProps/core.xml", &core),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", &relations),
        ("word/styles.xml", &styles),
        ("word/settings.xml", &settings),
        ("word/fontTable.xml", &fonts),
        ("word/header1.xml", &header),
        ("word/footer1.xml", &footer),
    ];
    let noted;
    if !comments.is_empty() {
        noted = annotate::part(comments);
        parts.push(("word/comments.xml", &noted));
    }
    crate::package::pack(&parts)
}
