//! Whether a word could be a syllable of Vietnamese, by onset, vowels, coda and a single tone.

use unicode_normalization::UnicodeNormalization;

const ONSETS: &[&str] = &[
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

const VOWELS: &[&str] = &[
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo",
    "êu", "ia", "iê", "iêu", "iu", "oa", "oă", "oai", "oao", "oay", "oe", "oeo", "oi", "ôi", "ơi", "ua",
    "uă", "uâ", "uây", "uê", "ui", "uô", "uôi", "uơ", "uy", "uya", "uyê", "uyu", "ưa", "ưi", "ưu", "ươ",
    "ươi", "ươu", "yê", "yêu", "oo",
];

const CODAS: &[&str] = &["ng", "nh", "ch", "c", "m", "n", "p", "t", ""];

pub(super) fn is_syllable(word: &str) -> bool {
    let Some(bare) = without_tone(word) else { return false };
    let rimes = ONSETS.iter().filter_map(|onset| bare.strip_prefix(onset));
    rimes.into_iter().any(|rime| {
        CODAS.iter().filter_map(|coda| rime.strip_suffix(coda)).any(|vowels| {
            // "gì", "gìn" write the vowel of the onset once: they are g and i.
            VOWELS.contains(&vowels)
        })
    })
}

/// Small letters without the tone, composed; `None` where more than one tone stands.
fn without_tone(word: &str) -> Option<String> {
    let mut n_tones = 0;
    let bare: String = word
        .nfd()
        .filter(|c| {
            let is_tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            n_tones += i32::from(is_tone);
            !is_tone
        })
        .nfc()
        .collect::<String>()
        .to_lowercase();
    (n_tones <= 1 && !bare.is_empty()).then_some(bare)
}
