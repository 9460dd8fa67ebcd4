//! Ước lượng chỗ: how wide a text is and how many lines it takes, without a font at hand.
//!
//! Lengths are twips (twentieths of a point). Advances are those of the bold face of Times, so an estimate
//! errs to the side of more room.

use crate::table::HeadGrid;

/// Kiểu chữ: the face in which a text is set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    Regular,
    Bold,
}

/// Width of a line set in the bold face of Times, in twips: for the rule of equal length under it.
pub(crate) fn bold_width(text: &str, points: u16) -> u32 {
    let thousandths: u32 = text.chars().map(advance).sum();
    thousandths * u32::from(points) * 20 / 1000
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

/// Width of the longest word.
pub(crate) fn longest_word(text: &str, points: u16) -> u32 {
    text.split_whitespace().map(|word| bold_width(word, points)).max().unwrap_or(0)
}

/// Least heights of the rows of the head: some readers forget the height of merged cells on the next page.
pub(crate) fn head_heights(grid: &HeadGrid, widths: &[u32], points: u16, padding: u32) -> Vec<u32> {
    let mut heights = vec![0; grid.n_rows];
    let line = line_height(points);
    let mut cells: Vec<_> = grid.cells.iter().collect();
    cells.sort_by_key(|c| c.n_rows);
    for cell in cells {
        let width: u32 = widths.iter().skip(cell.column).take(cell.n_columns).sum();
        let need = n_lines(&cell.title, Face::Bold, points, width.saturating_sub(2 * padding)) * line + 60;
        let own = cell.row..cell.row + cell.n_rows;
        let have: u32 = heights.get(own.clone()).map_or(0, |h| h.iter().sum());
        if let Some(last) = heights.get_mut(own.end.saturating_sub(1)) {
            *last += need.saturating_sub(have);
        }
    }
    heights
}

/// Height of a line set solid.
pub(crate) fn line_height(points: u16) -> u32 {
    u32::from(points) * 24
}

/// Lines that a text takes, word by word.
pub(crate) fn n_lines(text: &str, face: Face, points: u16, width: u32) -> u32 {
    // Regular letters are about a twelfth narrower than bold ones.
    let width = if face == Face::Regular { width + width / 12 } else { width };
    text.split('\n').map(|paragraph| wrapped(paragraph, points, width)).sum()
}

fn wrapped(text: &str, points: u16, width: u32) -> u32 {
    let mut n = 1;
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = bold_width(word, points);
        let gap = if used == 0 { 0 } else { bold_width(" ", points) };
        if used > 0 && used + gap + length > width {
            n += 1;
            used = length;
        } else {
            used += gap + length;
        }
    }
    n
}
