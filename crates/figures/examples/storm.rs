//! A storm of random texts: `storm N SEED`. Stops at the first text that breaks the audit.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]
#![expect(clippy::indexing_slicing, reason = "the index is taken modulo the length")]

use vunggoc_figures::{audit, json};

const PIECES: [&str; 64] = [
    "đạt",
    "chiếm",
    "trong đó",
    "gồm",
    "tăng",
    "giảm",
    "so với cùng kỳ",
    "tổng số",
    "chỉ tiêu",
    "vượt chỉ tiêu",
    "đảng viên",
    "tổ chức đảng",
    "chi bộ",
    "còn lại",
    "đang",
    "chưa",
    "từ",
    "lên",
    "năm 2024",
    "ngày 4/7/2017",
    "15-NQ/TU",
    "%",
    "/",
    "(",
    ")",
    ",",
    ";",
    ".",
    ":",
    "-",
    "\n",
    "hoàn thành tốt",
    "không hoàn thành",
    "hơn",
    "gần",
    "tỷ đồng",
    "lần",
    "mục tiêu",
    "\t",
    "triệu",
    "trên tổng số",
    "trở lên",
    "“",
    "”",
    "…",
    "|",
    "0",
    "1",
    "12",
    "5.189/10.260",
    "50,8%",
    "1.234.567,89",
    "99999999999999999999",
    "０５",
    "uỷ",
    "u\u{309}",
    "\u{a0}",
    "\u{0}",
    "𝟙",
    "\r\n",
    "580-600",
    "khiển trách 3, cảnh cáo 4",
    "Kết nạp 5 đảng viên mới",
    "xuống còn",
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|a| a.parse::<u64>().ok());
    let (n, seed) = (arguments.next().unwrap_or(100_000), arguments.next().unwrap_or(1));
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut claims = 0_usize;
    let mut text = String::new();
    for _ in 0..n {
        text.clear();
        for _ in 0..next() % 24 {
            let roll = next();
            match roll % 8 {
                0 => text.push(char::from_u32((roll >> 8) as u32 % 0x11_0000).unwrap_or('đ')),
                1 => text.push_str(&(roll >> 40).to_string()),
                _ => text.push_str(PIECES[(roll >> 8) as usize % PIECES.len()]),
            }
            if roll & 0x40 == 0 {
                text.push(' ');
            }
        }
        let result = audit(&text);
        let end = result.text.chars().count();
        for claim in &result.claims {
            assert!(claim.start < claim.end && claim.end <= end, "{text:?}");
        }
        claims += result.claims.len() + usize::from(json(&result).is_empty());
    }
    println!("{n} texts, {claims} claims, no panic");
}
