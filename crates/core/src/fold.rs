//! Folding of Vietnamese text for search and matching: marks off, đ → d, uỷ = ủy, lower case, single blanks.

use unicode_normalization::UnicodeNormalization;

/// The folded form of a name: what is stored beside it, and what a search is folded to.
///
/// ```
/// assert_eq!(vunggoc_core::fold::fold("Đảng  uỷ xã Mẫu 01"), "dang uy xa mau 01");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for c in text.nfd() {
        let c = match c {
            '\u{300}'..='\u{36f}' => continue,
            'đ' | 'Đ' => 'd',
            c => c,
        };
        if c.is_whitespace() || c == '\u{a0}' {
            if !blank {
                out.push(' ');
            }
            blank = true;
        } else {
            out.extend(c.to_lowercase());
            blank = false;
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn both_forms_and_both_spellings_fold_equal() {
        assert_eq!(fold("Đảng ủy phường Cổ Nhuế"), fold("Đa\u{309}ng uỷ  phươ\u{300}ng Cổ Nhuế "));
        assert_eq!(fold("ĐƯỜNG Ỷ LAN"), "duong y lan");
    }
}
