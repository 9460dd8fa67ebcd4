//! Office abbreviations in names: "P. Kim Liên", "ĐU xã …", "CB TDP 5".

use super::fold::key;

/// Abbreviations at the beginning of a name or before another one, folded, and what they stand for. From the usage of
/// Party and local offices; the longer ones first.
const SHORT: &[(&str, &str)] = &[
    ("dbcs", "dang bo co so"),
    ("cbcs", "chi bo co so"),
    ("dbbp", "dang bo bo phan"),
    ("tccsd", "to chuc co so dang"),
    ("tcd", "to chuc dang"),
    ("cbtt", "chi bo truc thuoc"),
    ("tdp", "to dan pho"),
    ("tctd", "to chuc tin dung"),
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("mttq", "mat tran to quoc"),
    ("thpt", "trung hoc pho thong"),
    ("thcs", "trung hoc co so"),
    ("tnhh", "trach nhiem huu han"),
    ("htx", "hop tac xa"),
    ("cty", "cong ti"),
    ("dn", "doanh nghiep"),
    ("cp", "co phan"),
    ("du", "dang uy"),
    ("db", "dang bo"),
    ("cb", "chi bo"),
    ("tp", "thanh pho"),
    ("tx", "thi xa"),
    ("tt", "thi tran"),
    ("th", "tieu hoc"),
    ("mn", "mam non"),
    ("p", "phuong"),
    ("x", "xa"),
    ("q", "quan"),
    ("h", "huyen"),
    ("t", "tinh"),
];

/// Words that stand in a name and say only what kind of unit it is; a table may leave them out.
const KINDS: &[&str] = &[
    "ban chap hanh dang bo",
    "dang uy",
    "dang bo",
    "chi bo",
    "phuong",
    "xa",
    "thi tran",
    "quan",
    "huyen",
    "thi xa",
    "thanh pho",
    "tinh",
];

/// Tên viết đủ: the folded name with its abbreviations written out. A one-letter abbreviation counts only at the
/// beginning or after another abbreviation, so that "Khu A" and a "T" inside a name stay.
#[must_use]
pub fn expanded(name: &str) -> String {
    written_out(&key(&split_glued(name)))
}

fn written_out(name: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut leading = true;
    let words: Vec<&str> = name.split(' ').collect();
    for (i, word) in words.iter().copied().enumerate() {
        let last = i + 1 == words.len();
        let full = SHORT.iter().find(|(short, _)| *short == word).map(|(_, full)| *full);
        match full {
            Some(full) if (leading && !last) || (word.len() >= 3) => {
                out.push(full);
            }
            _ => {
                leading = leading && is_kind_word(word);
                out.push(word);
            }
        }
    }
    out.join(" ")
}

/// "P.Kim Liên" and "P5" are two words each.
fn split_glued(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    let mut n_letters = 0;
    for c in name.chars() {
        let short_before = (1..=3).contains(&n_letters) && before.is_uppercase();
        if c.is_ascii_digit() && short_before {
            out.push(' ');
        }
        n_letters = if c.is_alphabetic() { n_letters + 1 } else { 0 };
        out.push(c);
        before = c;
    }
    out
}

fn is_kind_word(word: &str) -> bool {
    KINDS.iter().any(|kind| kind.split(' ').any(|part| part == word))
}

/// Các cách gọi khác of a name, folded: as written, written out, and without the words that say only the kind of
/// unit. Candidates for a table of aliases, the surest first; the last ones may fit several units.
#[must_use]
pub fn variants(name: &str) -> Vec<String> {
    let as_written = key(name);
    let split = split_glued(name);
    let full = if split == name { written_out(&as_written) } else { written_out(&key(&split)) };
    let mut found = vec![as_written];
    push_new(&mut found, full.clone());
    let mut rest = full.as_str();
    while let Some(shorter) = without_kind(rest) {
        push_new(&mut found, shorter.to_owned());
        rest = shorter;
    }
    found
}

fn without_kind(name: &str) -> Option<&str> {
    let rest = KINDS.iter().find_map(|kind| name.strip_prefix(kind)?.strip_prefix(' '))?;
    (!rest.is_empty()).then_some(rest)
}

fn push_new(list: &mut Vec<String>, name: String) {
    if !list.contains(&name) {
        list.push(name);
    }
}
