//! Thông báo kết luận: its head and its paragraphs, read from the text of the signed paper.
//!
//! Everything read is an offer that a person confirms: number, date, issuer and signer from the head and the foot, and
//! each paragraph that seems to give a task, with the body and the date that it names. What is not there is blank,
//! never guessed. Pure: the text comes from whoever read the file.

use crate::fold::fold;
use crate::{Date, date};

/// What was read of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    /// Số, ký hiệu: "05-TB/TU".
    pub number: String,
    /// Ngày ký.
    pub signed_on: Option<Date>,
    /// Cơ quan ban hành, as the head names it.
    pub issuer: String,
    /// Thể thức đề ký, chức vụ, họ tên, as the foot has them.
    pub signer: String,
    /// Trích yếu.
    pub about: String,
    /// Its paragraphs, in order.
    pub offers: Vec<Offer>,
}

/// A paragraph offered as a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The paragraph, without its number.
    pub text: String,
    /// The body that it seems to name as lead.
    pub lead: String,
    /// The date that it names.
    pub due_on: Option<Date>,
    /// Whether it seems to give a task.
    pub seems: Seems,
}

/// Whether a paragraph seems to give a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seems {
    /// It gives, asks or directs, or names a date by which.
    Task,
    /// It tells, praises or concludes.
    Words,
}

/// The most paragraphs that are offered.
const N_OFFERS: usize = 200;

/// Reads the text of a notice.
pub fn read(text: &str) -> Notice {
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|l| !l.is_empty() && !is_page_number(l)).collect();
    let title = lines
        .iter()
        .position(|l| matches!(fold(l).as_str(), "thong bao" | "ket luan" | "thong bao ket luan"));
    let from = title.map_or(0, |at| at + 1);
    let foot = lines.iter().skip(from).position(|l| is_foot(l)).map_or(lines.len(), |n| from + n);
    let head = lines.get(..from.min(lines.len())).unwrap_or_default();
    let body = lines.get(from..foot).unwrap_or_default();
    let (about, rest) = about(body, title.is_some());
    Notice {
        number: head.iter().chain(body.iter().take(6)).find_map(|l| number(l)).unwrap_or_default(),
        signed_on: head.iter().chain(body.iter().take(6)).find_map(|l| long_date(l)),
        issuer: issuer(head),
        signer: signer(lines.get(foot..).unwrap_or_default()),
        about,
        offers: paragraphs(rest).iter().filter_map(|l| offer(l)).take(N_OFFERS).collect(),
    }
}

fn is_page_number(line: &str) -> bool {
    line.len() <= 3 && line.chars().all(|c| c.is_ascii_digit())
}

/// The shortest line that fills the width of a page, in letters.
const FULL_LINE: usize = 45;

/// The lines of a printed page put together again: a full line that ends in the midst of a sentence goes on in the next
/// one, unless that begins with a number or a dash of its own.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        match all.last_mut() {
            Some(last) if goes_on && numbered(line).is_none() && !is_capital(line) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => all.push((*line).to_owned()),
        }
        let ended = line.ends_with(['.', ';', ':', '!', '?', '/']);
        goes_on = !ended && !is_capital(line) && line.chars().count() >= FULL_LINE;
    }
    all
}

/// Whether a line is in capitals, as heads and titles are.
fn is_capital(line: &str) -> bool {
    let mut letters = line.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 3 && letters.all(|c| !c.is_lowercase())
}

/// Where the foot begins: who receives it, or the form of signing.
fn is_foot(line: &str) -> bool {
    let folded = fold(line);
    folded.starts_with("noi nhan") || is_form_of_signing(line)
}

fn is_form_of_signing(line: &str) -> bool {
    ["T/M", "T/L", "K/T", "TM.", "TL.", "KT.", "TUQ.", "Q."].iter().any(|form| line.starts_with(form))
}

/// "Số 05-TB/TU", "Số: 12/TB-UBND": what stands behind the word, where it holds a figure and a stroke.
fn number(line: &str) -> Option<String> {
    let at = line.find("Số")?;
    let rest = line.get(at + "Số".len()..)?.trim_start_matches([':', ' ', '\u{a0}']);
    let word: String = rest.chars().take_while(|c| !c.is_whitespace() && *c != ',' && *c != ';').collect();
    let word = word.trim_end_matches('.').to_owned();
    let sound =
        word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['-', '/']) && word.len() < 60;
    sound.then_some(word)
}

/// "ngày 05 tháng 3 năm 2024".
fn long_date(line: &str) -> Option<Date> {
    let folded = fold(line);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(6).find_map(|w| match w {
        ["ngay", d, "thang", m, "nam", y] => day(y, m, d),
        _ => None,
    })
}

fn day(y: &str, m: &str, d: &str) -> Option<Date> {
    let day = Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()?;
    (date(1930, 1, 1)..=date(2200, 1, 1)).contains(&day).then_some(day)
}

/// The last piece in capitals above the star or the number, which is who issues it; the one above is its superior.
fn issuer(head: &[&str]) -> String {
    let motto = |piece: &&str| {
        let folded = fold(piece);
        !folded.contains("dang cong san")
            && !folded.contains("cong hoa xa hoi")
            && !folded.starts_with("thong bao")
    };
    let pieces = head.iter().flat_map(|line| pieces(line));
    let issuer = pieces.filter(|piece| is_capital(piece)).filter(motto).last().unwrap_or_default();
    behind_superior(issuer).to_owned()
}

/// "ĐẢNG BỘ THÀNH PHỐ MẪU THÀNH ỦY MẪU", the two lines of one cell: the second of them.
fn behind_superior(issuer: &str) -> &str {
    const BODY: [&str; 6] = [" TỈNH ỦY", " THÀNH ỦY", " THỊ ỦY", " HUYỆN ỦY", " QUẬN ỦY", " ĐẢNG ỦY"];
    let at = BODY.iter().filter_map(|word| issuer.find(word)).min();
    let at = at.filter(|_| issuer.starts_with("ĐẢNG BỘ"));
    at.and_then(|at| issuer.get(at..)).map_or(issuer, str::trim_start)
}

/// A line of the head in its pieces: two columns stand in one line of a table (a tab) or of a print (a wide gap), and
/// the star, the number and the words of the nation stand behind the issuer in the same cell.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    const NEXT: [&str; 4] = ["Số", "ĐẢNG CỘNG SẢN", "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI"];
    let columns = line.split(['\t', '*', '\n']).flat_map(|column| column.split("   "));
    columns.flat_map(|column| {
        let at = NEXT.iter().filter_map(|word| column.find(word)).min().unwrap_or(column.len());
        let (before, behind) = column.split_at_checked(at).unwrap_or((column, ""));
        [before.trim(), behind.trim()]
    })
}

/// The form of signing, the office and the name: up to four lines after it begins.
fn signer(foot: &[&str]) -> String {
    let Some(at) = foot.iter().position(|l| is_form_of_signing(l)) else { return String::new() };
    let lines: Vec<&str> =
        foot.iter().skip(at).take(4).copied().filter(|l| !fold(l).starts_with("noi nhan")).collect();
    lines.join(", ").chars().take(300).collect()
}

/// The abstract stands under the title, until a star, a dash or a numbered paragraph.
fn about<'a>(body: &'a [&'a str], titled: bool) -> (String, &'a [&'a str]) {
    if !titled {
        return (String::new(), body);
    }
    let is_rule = |l: &str| l.chars().all(|c| !c.is_alphanumeric());
    let ends = |l: &&str| is_rule(l) || numbered(l).is_some() || l.chars().count() > 250;
    let n = body.iter().position(ends).unwrap_or(0).min(4);
    let lines: Vec<&str> = body.get(..n).unwrap_or_default().to_vec();
    let rest = body.get(n..).unwrap_or_default();
    let rest =
        if rest.first().is_some_and(|l| is_rule(l)) { rest.get(1..).unwrap_or_default() } else { rest };
    (lines.join(" "), rest)
}

/// A paragraph without its number: "1.", "2.3.", "a)", "-", "+", "*", "(1)", "III.".
fn numbered(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(['-', '+', '•', '–', '*']) {
        return Some(rest.trim_start());
    }
    let (mark, rest) = line.split_once(char::is_whitespace)?;
    let bare = mark.trim_start_matches('(').trim_end_matches(['.', ')', '/']);
    let is_mark = mark.len() > bare.len()
        && !bare.is_empty()
        && (bare.chars().all(|c| c.is_ascii_digit() || c == '.')
            || bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
            || bare.chars().count() == 1);
    is_mark.then(|| rest.trim_start())
}

/// Words by which a paragraph gives a task.
const GIVES: [&str; 7] =
    ["giao ", "yeu cau ", "de nghi ", "chi dao ", "phan cong ", "hoan thanh ", "chu tri"];

fn offer(line: &str) -> Option<Offer> {
    let text = numbered(line).unwrap_or(line).trim();
    let n = text.chars().count();
    if !(15..=4000).contains(&n) {
        return None;
    }
    // "Giao ban" is a meeting and gives nothing.
    let folded = format!("{} ", fold(text)).replace(" giao ban ", " ");
    let due_on = due(text);
    let gives = GIVES.iter().any(|word| folded.starts_with(word) || folded.contains(&format!(" {word}")));
    let seems = if gives || due_on.is_some() { Seems::Task } else { Seems::Words };
    Some(Offer { text: text.to_owned(), lead: lead(text), due_on, seems })
}

/// The body behind "Giao", "Yêu cầu", "Đề nghị", "Phân công", until it is said what it shall do.
fn lead(text: &str) -> String {
    const BEGIN: [&str; 5] = ["Giao ", "Yêu cầu ", "Đề nghị ", "Phân công ", "Chỉ đạo "];
    const END: [&str; 12] = [
        " chủ trì",
        ",",
        ";",
        ":",
        ".",
        " phối hợp",
        " khẩn trương",
        " tiếp tục",
        " tham mưu",
        " rà soát",
        " xây dựng",
        " hoàn thành",
    ];
    let rest = BEGIN.iter().find_map(|word| text.strip_prefix(word));
    let Some(rest) = rest else { return String::new() };
    let end = END.iter().filter_map(|word| rest.find(word)).min().unwrap_or(0);
    let body = rest.get(..end).unwrap_or_default().trim();
    if body.chars().count() > 120 { String::new() } else { body.to_owned() }
}

/// "trước ngày 30/6/2024", "chậm nhất ngày 5-7-2024", "xong trong tháng 9/2024" (its last day).
fn due(text: &str) -> Option<Date> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let date_of = |word: &str| {
        let parts: Vec<&str> = word.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
        match parts.as_slice() {
            [d, m, y] if y.len() == 4 => day(y, m, d),
            _ => None,
        }
    };
    let month_of = |word: &str| {
        let parts: Vec<&str> = word.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
        match parts.as_slice() {
            [m, y] if y.len() == 4 => day(y, m, "1").map(Date::last_of_month),
            _ => None,
        }
    };
    let by_day = words.windows(2).filter(|w| matches!(w, ["ngay", _])).find_map(|w| date_of(w.get(1)?));
    let by_month = words.windows(2).filter(|w| matches!(w, ["thang", _])).find_map(|w| month_of(w.get(1)?));
    let bound = ["truoc ", "cham nhat", "den ngay", "han ", "xong ", "hoan thanh", "trong thang"];
    let is_bound = bound.iter().any(|word| folded.contains(word));
    by_day.or(by_month).filter(|_| is_bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "ĐẢNG BỘ THÀNH PHỐ MẪU\tĐẢNG CỘNG SẢN VIỆT NAM
THÀNH ỦY MẪU
*
Số 05-TB/TU\tMẫu, ngày 05 tháng 3 năm 2024

THÔNG BÁO
Kết luận của Ban Thường vụ Thành ủy
tại hội nghị giao ban tháng 02/2024
-----
Ngày 01/3/2024, Ban Thường vụ Thành ủy họp giao ban và thống nhất kết luận:
1. Giao Quận ủy Mẫu 01 chủ trì, phối hợp với Ban Tổ chức rà soát tổ chức yếu kém, hoàn thành trước ngày 30/6/2024.
a) Đề nghị Ủy ban Kiểm tra kiểm tra việc thực hiện, xong trong tháng 9/2024;
- Các cấp ủy đã có nhiều cố gắng trong tháng qua.
2. Ngắn.
Nơi nhận:
- Các đồng chí Ủy viên Ban Thường vụ,
T/L BAN THƯỜNG VỤ
CHÁNH VĂN PHÒNG
Nguyễn Văn Mẫu 07
";

    #[test]
    fn head_foot_and_paragraphs_of_a_party_paper() {
        let notice = read(TEXT);
        assert_eq!((notice.number.as_str(), notice.signed_on), ("05-TB/TU", Some(date(2024, 3, 5))));
        assert_eq!(notice.issuer, "THÀNH ỦY MẪU");
        assert_eq!(notice.signer, "T/L BAN THƯỜNG VỤ, CHÁNH VĂN PHÒNG, Nguyễn Văn Mẫu 07");
        assert!(notice.about.starts_with("Kết luận của Ban Thường vụ"), "{}", notice.about);
        let offers: Vec<_> = notice.offers.iter().map(|o| (o.lead.as_str(), o.due_on, o.seems)).collect();
        assert_eq!(
            offers,
            [
                ("", None, Seems::Words),
                ("Quận ủy Mẫu 01", Some(date(2024, 6, 30)), Seems::Task),
                ("Ủy ban Kiểm tra kiểm tra việc thực hiện", Some(date(2024, 9, 30)), Seems::Task),
                ("", None, Seems::Words),
            ]
        );
    }

    #[test]
    fn a_state_paper_and_a_text_without_a_head() {
        let state = read(
            "ỦY BAN NHÂN DÂN\nPHƯỜNG MẪU\nSố: 12/TB-UBND   Mẫu, ngày 7 tháng 10 năm 2024\nTHÔNG BÁO\nKết luận\n1. Giao Công an phường xử lý dứt điểm",
        );
        assert_eq!((state.number.as_str(), state.issuer.as_str()), ("12/TB-UBND", "PHƯỜNG MẪU"));
        let bare = read("Giao Văn phòng chủ trì soạn kế hoạch, xong trước ngày 1/12/2024");
        assert_eq!((bare.number.as_str(), bare.signed_on, bare.offers.len()), ("", None, 1));
    }

    /// As a file gives it: the head is one row of a table or of a print, long paragraphs are broken over lines.
    #[test]
    fn the_lines_of_a_print_become_paragraphs_again() {
        let print = "ĐẢNG BỘ THÀNH PHỐ MẪU   ĐẢNG CỘNG SẢN VIỆT NAM
THÀNH ỦY MẪU
*
Số 05-TB/TU   Mẫu, ngày 05 tháng 3 năm 2024
THÔNG BÁO
Kết luận của Ban Thường vụ Thành ủy
-----
1. Giao Quận ủy Mẫu 01 chủ trì, phối hợp với Ban Tổ chức rà soát
các tổ chức yếu kém, báo cáo kết quả trước ngày 30/6/2024.
2
2. Đề nghị Ủy ban Kiểm tra, các cấp ủy trực thuộc và những đơn vị
Nhà nước có liên quan báo cáo, xong trong tháng 9/2024.
T/L BAN THƯỜNG VỤ
CHÁNH VĂN PHÒNG
";
        let row = print.replace("   ĐẢNG CỘNG SẢN VIỆT NAM\nTHÀNH ỦY MẪU\n*\n", " THÀNH ỦY MẪU * ");
        for text in [print, row.as_str()] {
            let notice = read(text);
            assert_eq!(notice.issuer, "THÀNH ỦY MẪU");
            assert_eq!((notice.number.as_str(), notice.signed_on), ("05-TB/TU", Some(date(2024, 3, 5))));
            let texts: Vec<_> = notice.offers.iter().map(|o| o.text.as_str()).collect();
            assert_eq!(texts.len(), 2, "{texts:?}");
            assert!(texts.iter().all(|t| t.ends_with("2024.")), "{texts:?}");
        }
    }

    fn in_one_line(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    proptest! {
        /// Whatever text comes in, each offer is a piece of it, and nothing is made up.
        #[test]
        fn offers_are_pieces_of_the_text(text in "(Số 1-T/U|THÔNG BÁO|ngày 1 tháng 2 năm 2024|T/M|\\PC{0,30}|\n| ){0,20}") {
            let notice = read(&text);
            let whole = in_one_line(&text);
            for offer in &notice.offers {
                prop_assert!(whole.contains(&in_one_line(&offer.text)));
                prop_assert!(whole.contains(&in_one_line(&offer.lead)));
            }
            prop_assert!(text.contains(&notice.number) && text.contains(&notice.issuer));
        }
    }
}
