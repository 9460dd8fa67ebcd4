//! The two tables.

/// TCVN3 (VN3 of TCVN 5712:1993), each byte as the character of Windows-1252 that a workbook holds.
#[rustfmt::skip]
const TCVN3: &[(char, char)] = &[
    ('¡', 'Ă'), ('¢', 'Â'), ('£', 'Ê'), ('¤', 'Ô'), ('¥', 'Ơ'), ('¦', 'Ư'), ('§', 'Đ'), ('¨', 'ă'), ('©', 'â'),
    ('ª', 'ê'), ('«', 'ô'), ('¬', 'ơ'), ('\u{ad}', 'ư'), ('®', 'đ'), ('µ', 'à'), ('¶', 'ả'), ('·', 'ã'), ('¸', 'á'),
    ('¹', 'ạ'), ('»', 'ằ'), ('¼', 'ẳ'), ('½', 'ẵ'), ('¾', 'ắ'), ('Æ', 'ặ'), ('Ç', 'ầ'), ('È', 'ẩ'), ('É', 'ẫ'),
    ('Ê', 'ấ'), ('Ë', 'ậ'), ('Ì', 'è'), ('Î', 'ẻ'), ('Ï', 'ẽ'), ('Ð', 'é'), ('Ñ', 'ẹ'), ('Ò', 'ề'), ('Ó', 'ể'),
    ('Ô', 'ễ'), ('Õ', 'ế'), ('Ö', 'ệ'), ('×', 'ì'), ('Ø', 'ỉ'), ('Ü', 'ĩ'), ('Ý', 'í'), ('Þ', 'ị'), ('ß', 'ò'),
    ('á', 'ỏ'), ('â', 'õ'), ('ã', 'ó'), ('ä', 'ọ'), ('å', 'ồ'), ('æ', 'ổ'), ('ç', 'ỗ'), ('è', 'ố'), ('é', 'ộ'),
    ('ê', 'ờ'), ('ë', 'ở'), ('ì', 'ỡ'), ('í', 'ớ'), ('î', 'ợ'), ('ï', 'ù'), ('ñ', 'ủ'), ('ò', 'ũ'), ('ó', 'ú'),
    ('ô', 'ụ'), ('õ', 'ừ'), ('ö', 'ử'), ('÷', 'ữ'), ('ø', 'ứ'), ('ù', 'ự'), ('ú', 'ỳ'), ('û', 'ỷ'), ('ü', 'ỹ'),
    ('ý', 'ý'), ('þ', 'ỵ'),
];

pub(super) fn of_tcvn3(c: char) -> char {
    TCVN3.iter().find(|(old, _)| *old == c).map_or(c, |(_, new)| *new)
}

/// VNI-Windows: letters of their own.
#[rustfmt::skip]
const VNI_LETTERS: &[(char, char)] = &[
    ('ñ', 'đ'), ('Ñ', 'Đ'), ('ô', 'ơ'), ('Ô', 'Ơ'), ('ö', 'ư'), ('Ö', 'Ư'), ('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'),
    ('ó', 'ĩ'), ('ò', 'ị'), ('Í', 'Í'), ('Ì', 'Ì'), ('Æ', 'Ỉ'), ('Ó', 'Ĩ'), ('Ò', 'Ị'), ('î', 'ỵ'), ('Î', 'Ỵ'),
];

/// VNI-Windows: marks behind a vowel, as combining characters; in small letters, capitals alike.
#[rustfmt::skip]
const VNI_MARKS: &[(char, &str)] = &[
    ('ù', "\u{301}"), ('ø', "\u{300}"), ('û', "\u{309}"), ('õ', "\u{303}"), ('ï', "\u{323}"), ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"), ('à', "\u{302}\u{300}"), ('å', "\u{302}\u{309}"), ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"), ('ê', "\u{306}"), ('é', "\u{306}\u{301}"), ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"), ('ü', "\u{306}\u{303}"), ('ë', "\u{306}\u{323}"),
];

pub(super) fn of_vni(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::with_capacity(text.len());
    let mut bearer = false;
    for c in text.chars() {
        let small = c.to_lowercase().next().unwrap_or(c);
        let marks = VNI_MARKS.iter().find(|(mark, _)| *mark == small).map(|(_, marks)| *marks);
        if let (true, Some(marks)) = (bearer, marks) {
            out.push_str(marks);
            bearer = false;
            continue;
        }
        let letter = VNI_LETTERS.iter().find(|(old, _)| *old == c).map_or(c, |(_, new)| *new);
        bearer = matches!(letter.to_lowercase().next(), Some('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ơ' | 'ư'));
        out.push(letter);
    }
    out.nfc().collect()
}
