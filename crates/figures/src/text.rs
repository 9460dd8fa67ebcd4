//! Văn bản: the NFC text that all offsets refer to, beside a folded copy in which every code point stands for exactly
//! one code point of the text, so that offsets of the one are offsets of the other.
//!
//! Folding: small letters, ASCII digits and marks for full-width ones, one kind of blank, dash and quotation mark, and
//! the tone mark of "oà, oè, uỳ" at the end of a syllable moved to "òa, òe, ùy" (uỷ → ủy). Deliberately not here:
//! conversion of the old TCVN3 and VNI encodings; `legacy` names them and the audit stops there.

use unicode_normalization::UnicodeNormalization;

/// The text and its folded twin.
pub(crate) struct Source {
    pub(crate) text: String,
    pub(crate) chars: Vec<char>,
    pub(crate) folded: Vec<char>,
}

impl Source {
    pub(crate) fn new(input: &str) -> Self {
        let text: String = input.nfc().collect();
        let chars: Vec<char> = text.chars().collect();
        let mut folded: Vec<char> = chars.iter().map(|&c| fold(c)).collect();
        move_tone_marks(&mut folded);
        Self { text, chars, folded }
    }
}

fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200d}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}' | '\u{ad}' => {
            ' '
        }
        '\u{2028}' | '\u{2029}' => '\n',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' => '-',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' => '\'',
        '\u{2044}' | '\u{2215}' => '/',
        '٪' | '﹪' => '%',
        '\u{ff01}'..='\u{ff5e}' => {
            let ascii = u32::from(c) - 0xfee0;
            char::from_u32(ascii).map_or(c, |a| a.to_ascii_lowercase())
        }
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// uỷ → ủy, hoà → hòa, khoẻ → khỏe: only where the syllable ends there, and not after "q" (quý stays).
fn move_tone_marks(folded: &mut [char]) {
    for i in 1..folded.len() {
        let (Some(&first), Some(&second)) = (folded.get(i - 1), folded.get(i)) else { continue };
        let Some((marked, bare)) = moved(first, second) else { continue };
        let ends = !folded.get(i + 1).is_some_and(|c| c.is_alphabetic());
        let after_q = first == 'u' && i >= 2 && folded.get(i - 2) == Some(&'q');
        if ends && !after_q {
            if let Some(slot) = folded.get_mut(i - 1) {
                *slot = marked;
            }
            if let Some(slot) = folded.get_mut(i) {
                *slot = bare;
            }
        }
    }
}

fn moved(first: char, second: char) -> Option<(char, char)> {
    let tones =
        |from: &str, to: &str| from.chars().zip(to.chars()).find(|(f, _)| *f == second).map(|(_, t)| t);
    match first {
        'o' => {
            tones("àáảãạ", "òóỏõọ").map(|t| (t, 'a')).or_else(|| tones("èéẻẽẹ", "òóỏõọ").map(|t| (t, 'e')))
        }
        'u' => tones("ỳýỷỹỵ", "ùúủũụ").map(|t| (t, 'y')),
        _ => None,
    }
}
