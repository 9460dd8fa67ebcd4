//! How near two names are, for suggestions.

use super::variants::expanded;

/// Số lần sửa ký tự from one text to the other, two neighbours changing places counted once.
#[must_use]
pub fn edits(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &ca) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, &cb) in b.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX - 1);
            let replace = at(&last, j) + usize::from(ca != cb);
            let mut best = replace.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&cb) && b.get(j - 1) == Some(&ca);
            if swapped {
                best = best.min(at(&before_last, j - 1) + 1);
            }
            row.push(best);
        }
        before_last = last;
        last = row;
    }
    last.last().copied().unwrap_or(0)
}

/// Độ gần của hai tên, 0 to 100; 100 is the same name however abbreviated or marked. Different numbers in two names
/// ("Chi bộ 3", "Chi bộ 5") keep them far apart, for they are names of different units and not slips.
#[must_use]
pub fn closeness(a: &str, b: &str) -> u8 {
    let (a, b) = (expanded(a), expanded(b));
    if a == b {
        return 100;
    }
    let longer = a.chars().count().max(b.chars().count());
    if longer == 0 {
        return 0;
    }
    let same = longer - edits(&a, &b).min(longer);
    let percent = u8::try_from(same * 100 / longer).unwrap_or(0).min(99);
    if numbers(&a) == numbers(&b) { percent } else { percent / 2 }
}

fn numbers(text: &str) -> Vec<&str> {
    text.split(' ').filter(|word| word.bytes().any(|b| b.is_ascii_digit())).collect()
}
