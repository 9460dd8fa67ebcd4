//! Measures: millimetres and points to the units of the format, and the width of a line of capitals.

/// Twentieths of a point in a millimetre, times 127 (1 mm = 7200/127 twips).
pub(crate) const fn mm(millimetres: u16) -> u32 {
    (millimetres as u32 * 7200 + 63) / 127
}

/// Points to twentieths of a point.
pub(crate) const fn pt(points: u16) -> u32 {
    points as u32 * 20
}

/// Short and long side of A4, in twips.
pub(crate) const A4: (u32, u32) = (11906, 16838);

/// Width of a line set in the bold face of Times, in twips: for the rule of equal length under it.
pub(crate) fn bold_width(text: &str, points: u16) -> u32 {
    let thousandths: u32 = text.chars().map(advance).sum();
    thousandths * pt(points) / 1000
}

/// Advance of a sign in thousandths of the size (Times Bold; a letter with marks is as wide as without).
fn advance(sign: char) -> u32 {
    match sign {
        ' ' | '.' | ',' => 250,
        '-' => 333,
        '0'..='9' => 500,
        'I' | 'Í' | 'Ì' | 'Ỉ' | 'Ĩ' | 'Ị' => 389,
        'J' => 500,
        'F' | 'P' => 611,
        'S' => 556,
        'B' | 'E' | 'É' | 'È' | 'Ẻ' | 'Ẽ' | 'Ẹ' | 'Ê' | 'Ế' | 'Ề' | 'Ể' | 'Ễ' | 'Ệ' | 'L' | 'T' | 'Z' => {
            667
        }
        'G' | 'H' | 'K' | 'Q' => 778,
        'O' | 'Ó' | 'Ò' | 'Ỏ' | 'Õ' | 'Ọ' | 'Ô' | 'Ố' | 'Ồ' | 'Ổ' | 'Ỗ' | 'Ộ' | 'Ơ' | 'Ớ' | 'Ờ' | 'Ở'
        | 'Ỡ' | 'Ợ' => 778,
        'M' => 944,
        'W' => 1000,
        c if c.is_uppercase() => 722,
        'm' => 833,
        'w' => 722,
        'f' | 'j' | 't' => 333,
        'i' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | 'l' => 278,
        'b' | 'd' | 'đ' | 'h' | 'k' | 'n' | 'p' | 'q' | 'u' | 'ư' => 556,
        'c' | 'r' | 'e' | 'é' | 'è' | 'ê' | 'ế' | 'ề' | 'ệ' | 'z' => 444,
        's' => 389,
        _ => 500,
    }
}
