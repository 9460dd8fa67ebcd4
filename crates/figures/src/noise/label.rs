//! Số gọi tên: numbers that name a thing instead of counting it.

use crate::token::{TokenKind, Tokens};
use crate::words::{Class, class, ends_noun};

/// Điều 5, khoản 2, Nghị quyết 15, lần thứ 3, phường 7, số 03.
pub(super) fn is_label(tokens: &Tokens, i: usize) -> bool {
    let before = tokens.word_before(i, 1);
    let second = tokens.word_before(i, 2);
    if before == "số" && is_paper(second, tokens.word_before(i, 3)) {
        return true;
    }
    // "mỗi bảng 6 đội" is no number of a table.
    if second == "mỗi" {
        return false;
    }
    let counted = class(tokens.word(i + 1), tokens.word(i + 2));
    let counts = !matches!(counted, Class::Other | Class::Time) || tokens.is_mark(i + 1, '%');
    if counts || matches!(tokens.mark(i + 1), Some('/')) && tokens.is_number(i + 2) {
        return false;
    }
    let paper = matches!(
        (second, before),
        ("nghị", "quyết" | "định") | ("chỉ", "thị") | ("thông", "tư") | ("pháp", "lệnh")
    ) || matches!((second, before), ("chỉ", "đạo") | ("kết", "luận") | ("quy", "định"))
        && tokens.word_before(i, 3) == "ban"
        || matches!(before, "nq" | "ct" | "qđ" | "bcđ" | "kl");
    // "thanh loại 381 đối tượng": a name of a kind or a round has two digits at most.
    let kind = matches!(before, "loại" | "nhóm" | "cấp" | "tập" | "đợt" | "vòng" | "vùng" | "hạng");
    // "chi bộ thôn 524, chi bộ cơ quan 156": no hamlet has such a number.
    let place = matches!(before, "thôn" | "xóm" | "phường" | "quận" | "phố" | "khu");
    let long = (kind || place) && tokens.text(i).len() > 2;
    let part = !long
        && matches!(
            before,
            "điều"
                | "khoản"
                | "mục"
                | "chương"
                | "phần"
                | "bước"
                | "thứ"
                | "hạng"
                | "trang"
                | "hình"
                | "bảng"
                | "biểu"
                | "phường"
                | "quận"
                | "ngõ"
                | "ngách"
                | "hẻm"
                | "tầng"
                | "phòng"
                | "lô"
                | "cụm"
                | "top"
                | "tập"
                | "câu"
                | "bài"
                | "vòng"
                | "đợt"
                | "lần"
                | "loại"
                | "cấp"
                | "vùng"
                | "thôn"
                | "xóm"
                | "tuần"
                | "mũi"
                | "nhóm"
        );
    let more = names_more(second, before);
    let bare_number = before == "số" && !matches!(second, "tổng" | "trong" | "con" | "một" | "thiểu" | "đa");
    let month = before == "tháng" || before == "quý";
    if names_place(tokens, i) {
        return true;
    }
    paper
        || part
        || (more && !long)
        || month
        || (bare_number && !tokens.is_word(i + 1) && !tokens.text(i).contains('.'))
}

/// "phụ lục 3", "quốc lộ 1": two words that a number names.
fn names_more(second: &str, before: &str) -> bool {
    matches!(
        (second, before),
        ("phụ", "lục")
            | ("mức", "độ")
            | ("cấp", "độ")
            | ("quốc", "lộ")
            | ("dân", "phố")
            | ("khu", "phố")
            | ("tiểu", "khu")
    )
}

/// "Xã Mẫu 01 đạt …": the number belongs to a name in capitals.
fn names_place(tokens: &Tokens, i: usize) -> bool {
    let capital = |k: usize| {
        i.checked_sub(k).and_then(|at| tokens.get(at)).is_some_and(|t| t.kind == TokenKind::Word && t.capital)
    };
    let place = class(tokens.word_before(i, 2), tokens.word_before(i, 1)) == Class::Place
        || matches!(
            tokens.word_before(i, 2),
            "xã" | "phường" | "thôn" | "bản" | "khu" | "tổ" | "ấp" | "trường" | "bộ"
        );
    // "Xã An 120 phiếu": three digits before what they count are no name.
    let counts = tokens.text(i).len() == 3 && tokens.is_word(i + 1) && !ends_noun(tokens.word(i + 1));
    let short = tokens.text(i).len() <= 3 && !counts;
    capital(1) && short && (place || (capital(2) && tokens.text(i).starts_with('0')))
}

fn is_paper(second: &str, third: &str) -> bool {
    matches!(
        second,
        "quyết"
            | "thị"
            | "định"
            | "hoạch"
            | "báo"
            | "dẫn"
            | "luận"
            | "văn"
            | "trình"
            | "cáo"
            | "án"
            | "tư"
            | "luật"
            | "bản"
            | "chế"
            | "lệ"
            | "lệnh"
            | "biểu"
            | "mẫu"
            | "lục"
            | "điện"
            | "động"
            | "nhà"
            | "máy"
            | "ban"
            | "kl"
            | "qđ"
            | "nq"
    ) && third != "tổng"
}
