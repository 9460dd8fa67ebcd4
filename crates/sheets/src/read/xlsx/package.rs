//! The parts of a workbook: which sheets there are, where they lie, what their texts and styles are.

use std::collections::HashMap;

use crate::cell::Epoch;
use crate::error::{Fault, ReadError};
use crate::grid::Shown;
use crate::read::formats::{Shows, built_in, shows};
use crate::read::guard::{Archive, Unpacked, of_zip};
use crate::read::tokens::{Half, Token, Tokens, attribute, is_set, number, readable, text_attribute};

/// Parts by path in lower case, for writers differ in it.
pub(super) struct Parts(HashMap<String, usize>);

impl Parts {
    pub(super) fn of(archive: &Archive<'_>) -> Self {
        let paths =
            (0..archive.len()).filter_map(|index| Some((archive.name_for_index(index)?.ok()?, index)));
        Self(paths.map(|(path, index)| (path.replace('\\', "/").to_ascii_lowercase(), index)).collect())
    }

    pub(super) fn find(&self, path: &str) -> Option<usize> {
        self.0.get(&path.to_ascii_lowercase()).copied()
    }
}

/// Reads every tag of a part.
pub(super) fn each_token(
    archive: &mut Archive<'_>,
    index: usize,
    unpacked: &mut Unpacked,
    mut take: impl FnMut(Token<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let part = archive.by_index(index).map_err(|error| of_zip(&error))?;
    let mut tokens = Tokens::new(part, unpacked);
    while let Some(token) = tokens.next()? {
        take(token)?;
    }
    Ok(())
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) shown: Shown,
    /// Its part, if there is one.
    pub(super) index: Option<usize>,
}

/// What the workbook part and its relations say.
pub(super) struct Contents {
    pub(super) sheets: Vec<Listed>,
    pub(super) epoch: Epoch,
    pub(super) strings: Option<usize>,
    pub(super) styles: Option<usize>,
}

/// A relation of the workbook: its kind by the last word of its type, and the path it leads to.
struct Relation {
    kind: String,
    path: String,
}

const WORKBOOK: &str = "xl/workbook.xml";

pub(super) fn contents(archive: &mut Archive<'_>, unpacked: &mut Unpacked) -> Result<Contents, ReadError> {
    let parts = Parts::of(archive);
    let main = relations(archive, &parts, unpacked, "")?;
    let main =
        main.into_values().find(|relation| relation.kind == "officedocument").map(|relation| relation.path);
    let main = main.filter(|path| parts.find(path).is_some()).unwrap_or_else(|| WORKBOOK.to_owned());
    let relations = relations(archive, &parts, unpacked, &main)?;
    let index = parts.find(&main).ok_or(ReadError::damaged(Fault::MissingPart))?;
    let mut found = Contents { sheets: Vec::new(), epoch: Epoch::From1900, strings: None, styles: None };
    each_token(archive, index, unpacked, |token| {
        let (name, half, attributes) = token.parts();
        match name {
            _ if half == Half::End => {}
            b"sheet" => found.sheets.extend(listed(attributes, &relations, &parts)),
            b"workbookPr" if is_set(attributes, b"date1904") => found.epoch = Epoch::From1904,
            _ => {}
        }
        Ok(())
    })?;
    let part_of = |kind: &str| {
        let relation = relations.values().find(|relation| relation.kind == kind);
        relation.and_then(|relation| parts.find(&relation.path))
    };
    found.strings = part_of("sharedstrings");
    found.styles = part_of("styles");
    if found.sheets.is_empty() {
        return Err(ReadError::damaged(Fault::MissingPart));
    }
    Ok(found)
}

/// A worksheet; charts and dialogs are passed over.
fn listed(attributes: &[u8], relations: &HashMap<String, Relation>, parts: &Parts) -> Option<Listed> {
    let name = text_attribute(attributes, b"name")?;
    let shown = match attribute(attributes, b"state") {
        Some(b"hidden" | b"veryHidden") => Shown::Hidden,
        _ => Shown::Yes,
    };
    let relation = text_attribute(attributes, b"id").and_then(|id| relations.get(&id));
    if relation.is_some_and(|relation| relation.kind != "worksheet") {
        return None;
    }
    Some(Listed { name, shown, index: relation.and_then(|relation| parts.find(&relation.path)) })
}

/// The relations of a part by their ids; of the package for the path "".
fn relations(
    archive: &mut Archive<'_>,
    parts: &Parts,
    unpacked: &mut Unpacked,
    of: &str,
) -> Result<HashMap<String, Relation>, ReadError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let path =
        if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut found = HashMap::new();
    let Some(index) = parts.find(&path) else { return Ok(found) };
    each_token(archive, index, unpacked, |token| {
        let (name, half, attributes) = token.parts();
        if name == b"Relationship" && half != Half::End {
            let id = text_attribute(attributes, b"Id");
            let kind = text_attribute(attributes, b"Type");
            let target = text_attribute(attributes, b"Target");
            if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
                found.insert(id, Relation { kind, path: resolved(folder, &target) });
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// A target as a path from the root of the package.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// Chuỗi dùng chung: the texts that cells name by number, one behind the other.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    pub(super) fn get(&self, index: u32) -> Option<&str> {
        let index = index as usize;
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }

    pub(super) fn read(
        archive: &mut Archive<'_>,
        index: usize,
        unpacked: &mut Unpacked,
    ) -> Result<Self, ReadError> {
        let mut strings = Self::default();
        let mut rich = RichText::default();
        each_token(archive, index, unpacked, |token| {
            let (name, half, _) = token.parts();
            rich.see(token, name, half);
            if name == b"si" && half != Half::Begin {
                strings.text.push_str(&rich.take()?);
                strings.ends.push(strings.text.len());
            }
            Ok(())
        })?;
        Ok(strings)
    }
}

/// Text in runs, `<t>` in `<r>`; hints on pronunciation (`<rPh>`) are no part of it.
#[derive(Default)]
pub(super) struct RichText {
    raw: Vec<u8>,
    in_text: bool,
    in_phonetic: bool,
}

impl RichText {
    pub(super) fn see(&mut self, token: Token<'_>, name: &[u8], half: Half) {
        if self.in_text {
            self.raw.extend_from_slice(token.text);
            if let Some(literal) = token.cdata() {
                self.raw.extend_from_slice(
                    quick_xml::escape::escape(String::from_utf8_lossy(literal)).as_bytes(),
                );
            }
        }
        match name {
            b"t" => self.in_text = half == Half::Begin && !self.in_phonetic,
            b"rPh" => self.in_phonetic = half == Half::Begin,
            _ => {}
        }
    }

    pub(super) fn take(&mut self) -> Result<String, ReadError> {
        let text = readable(&self.raw);
        self.raw.clear();
        text
    }
}

/// What a style tells about a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) shows: Shows,
    pub(super) is_bold: bool,
}

/// The look of every style of the workbook.
pub(super) fn looks(
    archive: &mut Archive<'_>,
    index: usize,
    unpacked: &mut Unpacked,
) -> Result<Vec<Look>, ReadError> {
    let mut formats: HashMap<u32, Shows> = HashMap::new();
    let mut bold: Vec<bool> = Vec::new();
    let mut looks = Vec::new();
    // Within `fonts` or `cellXfs`; other lists hold elements of the same names.
    let mut list: &[u8] = b"";
    each_token(archive, index, unpacked, |token| {
        let (name, half, attributes) = token.parts();
        match (name, half) {
            (b"fonts", Half::Begin) => list = b"fonts",
            (b"cellXfs", Half::Begin) => list = b"cellXfs",
            (b"fonts" | b"cellXfs", _) => list = b"",
            (b"numFmt", Half::Begin | Half::Whole) => {
                let id = attribute(attributes, b"numFmtId").and_then(number);
                let code = text_attribute(attributes, b"formatCode");
                formats.extend(id.zip(code).map(|(id, code)| (id, shows(&code))));
            }
            (b"font", Half::Begin | Half::Whole) if list == b"fonts" => bold.push(false),
            (b"b", Half::Begin | Half::Whole) if list == b"fonts" => {
                let is_off = matches!(attribute(attributes, b"val"), Some(b"0" | b"false"));
                if let Some(last) = bold.last_mut() {
                    *last = !is_off;
                }
            }
            (b"xf", Half::Begin | Half::Whole) if list == b"cellXfs" => {
                let format = attribute(attributes, b"numFmtId").and_then(number).unwrap_or(0);
                let font = attribute(attributes, b"fontId").and_then(number).unwrap_or(0);
                let is_bold = bold.get(font as usize).copied().unwrap_or(false);
                looks
                    .push(Look { shows: formats.get(&format).copied().unwrap_or(built_in(format)), is_bold });
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(looks)
}
