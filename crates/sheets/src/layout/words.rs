//! The words by which the parts of an office's table are known. From the forms in use; matching is on folded text
//! except where marks tell two words apart ("cộng" and "công").

use unicode_normalization::UnicodeNormalization;

use super::AroundKind;
use crate::name::fold;

/// Lower case with its marks, composed, in one line.
pub(crate) fn lower(text: &str) -> String {
    let text: String = text.nfc().collect::<String>().to_lowercase();
    crate::cell::plain(&text)
}

/// Heads of the column of row numbers, folded, punctuation off.
pub(super) fn is_ordinal_head(text: &str) -> bool {
    matches!(crate::name::key(text).as_str(), "stt" | "tt" | "so tt" | "s tt" | "so thu tu")
}

/// Heads of the column of names.
pub(super) fn is_name_head(text: &str) -> bool {
    let key = crate::name::key(text);
    let whole =
        ["don vi", "to chuc", "tccsd", "noi dung", "dia phuong", "dia ban", "thon", "chi bo", "dang bo"];
    key.split(' ').any(|word| word == "ten")
        || whole.iter().any(|known| key == *known || key.starts_with(&format!("{known} ")))
}

pub(super) fn kind_above(texts: &[String]) -> AroundKind {
    let folded = folded_first(texts);
    if texts.iter().any(|text| fold(text).starts_with("don vi tinh") || fold(text).starts_with("dvt")) {
        return AroundKind::Measure;
    }
    if let [text] = texts
        && is_period(text)
    {
        return AroundKind::Period;
    }
    if is_note(&folded) { AroundKind::Note } else { AroundKind::Title }
}

pub(super) fn kind_below(texts: &[String]) -> AroundKind {
    let folded = folded_first(texts);
    if texts.iter().any(|text| is_signature(&fold(text))) {
        AroundKind::Signature
    } else if is_note(&folded) {
        AroundKind::Note
    } else {
        AroundKind::Title
    }
}

fn folded_first(texts: &[String]) -> String {
    texts.first().map(|text| fold(text)).unwrap_or_default()
}

/// A line that names a period and little else; a place and a date head a letter.
fn is_period(text: &str) -> bool {
    const MOST_BESIDE: usize = 4;
    let heads_letter = fold(text).contains(", ngay");
    !heads_letter && crate::cell::found(text).is_some_and(|(_, n_beside)| n_beside <= MOST_BESIDE)
}

/// Whether a folded text begins a note under a table.
pub(crate) fn is_note(folded: &str) -> bool {
    let starts = ["ghi chu", "luu y", "chu thich", "nguon so lieu", "nguon:", "*", "(*)", "(1) "];
    starts.iter().any(|start| folded.starts_with(start))
}

/// Whether a folded text belongs to the signatures.
pub(super) fn is_signature(folded: &str) -> bool {
    let starts = [
        "nguoi lap",
        "nguoi tong hop",
        "nguoi ky",
        "noi nhan",
        "thu truong",
        "t/m",
        "tm.",
        "tm ",
        "k/t",
        "kt.",
        "tl.",
        "t/l",
        "bi thu",
        "pho bi thu",
        "chanh van phong",
        "truong ban",
        "(ky",
        "ky ten",
        "xac nhan cua",
    ];
    starts.iter().any(|start| folded.starts_with(start))
        || (folded.contains("ngay")
            && folded.contains("thang")
            && folded.contains("nam")
            && folded.len() < 60)
}
