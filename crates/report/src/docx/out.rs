//! The body of a document while it is written: every printed paragraph goes through here.
//!
//! Beside the XML the plain text is kept, paragraph by paragraph, so that the text renderer and the
//! document cannot differ, and a comment placed on a stretch of the text lands on the same words.

use super::Comment;
use super::xml::{Attributes, Xml, carried};
use crate::paper::{Emphasis, Span};
use crate::text::{Line, Plain};

/// Kiểu đoạn: what one paragraph adds to its style.
#[derive(Clone, Copy, Default)]
pub(crate) struct Para<'a> {
    /// Style id of styles.xml.
    pub(crate) style: &'a str,
    /// Overrides the alignment of the style.
    pub(crate) jc: Option<&'a str>,
    /// Size of the letters, where the style leaves it open.
    pub(crate) points: Option<u16>,
    /// Bold or italic on top of the style.
    pub(crate) emphasis: Emphasis,
    /// Stays on the page of the next paragraph.
    pub(crate) keep_next: bool,
    /// Underlined letters.
    pub(crate) underlined: bool,
}

impl<'a> Para<'a> {
    pub(crate) fn of(style: &'a str) -> Self {
        Self { style, ..Self::default() }
    }
}

/// What stands between two paragraphs in the plain text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    NewLine,
    Tab,
}

/// Tài liệu đang ghi.
pub(crate) struct Out<'a> {
    pub(crate) xml: Xml,
    plain: Plain,
    n_chars: usize,
    between: Between,
    block: Option<usize>,
    in_row: bool,
    comments: &'a [Comment],
    progress: Vec<Progress>,
}

/// How far a comment has been written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Waiting,
    Begun,
    Ended,
}

impl<'a> Out<'a> {
    pub(crate) fn new(comments: &'a [Comment]) -> Self {
        Self {
            xml: Xml::part(),
            plain: Plain::default(),
            n_chars: 0,
            between: Between::Nothing,
            block: None,
            in_row: false,
            comments,
            progress: vec![Progress::Waiting; comments.len()],
        }
    }

    /// The part and its plain text; the first comment that found no place, if any.
    pub(crate) fn finish(self) -> (Xml, Plain, Option<usize>) {
        let lost = self.progress.iter().position(|p| *p != Progress::Ended);
        (self.xml, self.plain, lost)
    }

    /// Paragraphs from here on belong to a block of the paper, or to its head or foot.
    pub(crate) fn enter(&mut self, block: Option<usize>) {
        self.block = block;
    }

    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.xml.open(name, attributes);
        content(self);
        self.xml.close(name);
    }

    /// A row of a table: its paragraphs stand on one line of the plain text, apart by tabs.
    pub(crate) fn row(&mut self, content: impl FnOnce(&mut Self)) {
        self.element("w:tr", &[], |out| {
            out.in_row = true;
            content(out);
            out.in_row = false;
            if out.between == Between::Tab {
                out.between = Between::NewLine;
            }
        });
    }

    /// A cell; `content` writes at least one paragraph.
    pub(crate) fn cell(
        &mut self,
        width: u32,
        properties: impl FnOnce(&mut Xml),
        content: impl FnOnce(&mut Self),
    ) {
        self.element("w:tc", &[], |out| {
            out.xml.element("w:tcPr", &[], |x| {
                x.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                properties(x);
            });
            content(out);
        });
    }

    /// An empty paragraph that is room and not text.
    pub(crate) fn room(&mut self, style: &str) {
        self.element("w:p", &[], |out| out.properties(&Para::of(style)));
    }

    /// The same, on the page of what follows.
    pub(crate) fn room_before(&mut self, style: &str) {
        let para = Para { keep_next: true, ..Para::of(style) };
        self.element("w:p", &[], |out| out.properties(&para));
    }

    /// A rule, drawn in from left and right by so many twips; it is not text.
    pub(crate) fn rule(&mut self, inset: u32) {
        let inset = inset.to_string();
        self.xml.element("w:p", &[], |x| {
            x.element("w:pPr", &[], |x| {
                x.value("w:pStyle", "VGKe");
                x.element("w:pBdr", &[], |x| {
                    x.empty(
                        "w:top",
                        &[("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "000000")],
                    );
                });
                x.empty("w:ind", &[("w:left", &inset), ("w:right", &inset)]);
            });
        });
    }

    /// A paragraph of one stretch.
    pub(crate) fn line(&mut self, para: &Para<'_>, text: &str) {
        self.paragraph(para, &[Span::from(text)]);
    }

    /// A paragraph.
    pub(crate) fn paragraph(&mut self, para: &Para<'_>, spans: &[Span]) {
        match self.between {
            Between::Nothing => {}
            Between::NewLine => self.separate('\n'),
            Between::Tab => self.separate('\t'),
        }
        let start = self.n_chars;
        self.element("w:p", &[], |out| {
            out.properties(para);
            for span in spans {
                out.span(para, span);
            }
        });
        self.plain.lines.push(Line { range: start..self.n_chars, block: self.block });
        self.between = if self.in_row { Between::Tab } else { Between::NewLine };
    }

    fn separate(&mut self, sign: char) {
        self.plain.text.push(sign);
        self.n_chars += 1;
    }

    fn properties(&mut self, para: &Para<'_>) {
        self.xml.element("w:pPr", &[], |x| {
            x.value("w:pStyle", para.style);
            if para.keep_next {
                x.empty("w:keepNext", &[]);
            }
            if let Some(jc) = para.jc {
                x.value("w:jc", jc);
            }
        });
    }

    /// Writes a stretch, cut where a comment begins or ends.
    fn span(&mut self, para: &Para<'_>, span: &Span) {
        let text = carried(&span.text).into_owned();
        let start = self.n_chars;
        let end = start + text.chars().count();
        let mut cuts: Vec<usize> = self
            .comments
            .iter()
            .flat_map(|c| [c.range.start, c.range.end])
            .filter(|at| (start..=end).contains(at))
            .collect();
        cuts.push(end);
        cuts.sort_unstable();
        cuts.dedup();
        let mut rest = text.chars();
        for cut in cuts {
            let piece: String = rest.by_ref().take(cut - self.n_chars).collect();
            if !piece.is_empty() {
                self.run(para, span, &piece);
                self.n_chars = cut;
            }
            self.boundaries(cut);
        }
        self.plain.text.push_str(&text);
    }

    /// Ends the comments that end here, then begins those that begin here, each once.
    fn boundaries(&mut self, at: usize) {
        for (id, (comment, progress)) in self.comments.iter().zip(&mut self.progress).enumerate() {
            if comment.range.end == at && *progress == Progress::Begun {
                *progress = Progress::Ended;
                self.xml.value_of("w:commentRangeEnd", "w:id", id);
                self.xml.element("w:r", &[], |x| x.value_of("w:commentReference", "w:id", id));
            }
        }
        for (id, (comment, progress)) in self.comments.iter().zip(&mut self.progress).enumerate() {
            if comment.range.start == at && *progress == Progress::Waiting {
                *progress = Progress::Begun;
                self.xml.value_of("w:commentRangeStart", "w:id", id);
            }
        }
    }

    fn run(&mut self, para: &Para<'_>, span: &Span, text: &str) {
        let is = |e: Emphasis| span.emphasis == e || para.emphasis == e;
        self.xml.element("w:r", &[], |x| {
            x.element("w:rPr", &[], |x| {
                if is(Emphasis::Bold) {
                    x.empty("w:b", &[]);
                    x.empty("w:bCs", &[]);
                }
                if is(Emphasis::Italic) {
                    x.empty("w:i", &[]);
                    x.empty("w:iCs", &[]);
                }
                if let Some(points) = para.points {
                    x.value("w:sz", points * 2);
                    x.value("w:szCs", points * 2);
                }
                if para.underlined {
                    x.value("w:u", "single");
                }
            });
            let mut piece = String::new();
            for sign in text.chars() {
                let element = match sign {
                    '\n' => "w:br",
                    '\t' => "w:tab",
                    '\r' => continue,
                    other => {
                        piece.push(other);
                        continue;
                    }
                };
                words(x, &mut piece);
                x.empty(element, &[]);
            }
            words(x, &mut piece);
        });
    }
}

fn words(x: &mut Xml, piece: &mut String) {
    if !piece.is_empty() {
        x.element("w:t", &[("xml:space", "preserve")], |x| x.text(piece));
        piece.clear();
    }
}
