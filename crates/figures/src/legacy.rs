//! Bảng mã cũ: text typed with the TCVN3 (".VnTime") or VNI fonts and read as Latin letters is recognised and named.
//!
//! Such text is not converted: a wrong guess would misread names and figures. Deliberately not here: VIQR, which no
//! office used for reports.

/// Bảng mã của văn bản.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Unicode.
    Unicode,
    /// TCVN3 (ABC).
    Tcvn3,
    /// VNI Windows.
    Vni,
}

impl Encoding {
    /// The machine code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unicode => "unicode",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
        }
    }

    /// What to tell the person, where the text cannot be read as it is.
    #[must_use]
    pub fn vi(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 => "Văn bản dùng bảng mã TCVN3 (ABC). Đề nghị chuyển sang Unicode rồi kiểm tra lại.",
            Self::Vni => "Văn bản dùng bảng mã VNI. Đề nghị chuyển sang Unicode rồi kiểm tra lại.",
        }
    }

    /// The same in English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 => {
                "The text is in the TCVN3 (ABC) encoding. Please convert it to Unicode and check it again."
            }
            Self::Vni => "The text is in the VNI encoding. Please convert it to Unicode and check it again.",
        }
    }
}

/// Names the encoding from the letters that only one of them uses in Vietnamese words.
pub(crate) fn recognise(text: &str) -> Encoding {
    let (mut unicode, mut tcvn3, mut vni) = (0_usize, 0_usize, 0_usize);
    let mut before = ' ';
    for c in text.chars() {
        match c {
            // Letters that only Unicode text has.
            'ơ' | 'ư' | 'đ' | 'ă' | 'Ơ' | 'Ư' | 'Đ' | 'Ă' | '\u{1ea0}'..='\u{1ef9}' => unicode += 1,
            // ® for đ, ­ ¬ for ư ơ, ¨ for ă, µ ¸ ¶ · ¹ for à á ả ã ạ, § for Đ.
            '®' | '¬' | '¨' | 'µ' | '¸' | '¶' | '·' | '¹' | '©' | '¾' | '»' | '¼' | '½' | '§' | '\u{ad}' =>
            {
                tcvn3 += usize::from(before.is_alphabetic() || c == '®' || c == '§');
            }
            // VNI writes the vowel and then its mark: "aø", "eá", "oâ", and ñ for đ.
            'ø' | 'ù' | 'û' | 'õ' | 'ï' | 'â' | 'á' | 'à' | 'å' | 'ã' | 'ä' | 'é' | 'è' | 'ê' | 'ë' | 'ú'
            | 'ü' | 'ö' | 'ô' => {
                vni += usize::from(matches!(
                    before,
                    'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ô' | 'ö' | 'A' | 'E' | 'O' | 'U'
                ));
            }
            'ñ' | 'Ñ' => vni += 1,
            _ => {}
        }
        before = c;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
    if tcvn3 >= 4 && tcvn3 > 2 * unicode && tcvn3 * 25 > letters {
        return Encoding::Tcvn3;
    }
    if vni >= 4 && vni > 2 * unicode && vni * 25 > letters {
        return Encoding::Vni;
    }
    Encoding::Unicode
}
