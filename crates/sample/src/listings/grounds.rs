//! Why a unit is listed: codes of criteria, the words for them, and the group that follows (ours).

use vunggoc_core::listing::{Group, Status};

const COMMUNE_WEAK: [&[&str]; 10] = [
    &["A3", "A4"],
    &["A4", "A7", "D2"],
    &["A3", "A8", "D2"],
    &["B1", "D1"],
    &["A1", "A4", "A7"],
    &["E1", "D2"],
    &["A7", "D2"],
    &["B3", "C1"],
    &["A3", "A7"],
    &["B1", "E1", "C1"],
];
const COMMUNE_ATTENTION: [&[&str]; 5] = [&["A4"], &["A7"], &["B3"], &["D2"], &["C1", "B6"]];
const OTHER_WEAK: [&[&str]; 5] = [&["B3", "D2"], &["D1", "C1"], &["D2", "D6"], &["B1", "E1"], &["B3", "C1"]];
const OTHER_ATTENTION: [&[&str]; 3] = [&["D6"], &["B3"], &["C1"]];

/// Criteria for a unit, in turn; one that figures can decide is always among them.
pub(super) fn criteria(turn: usize, kind: &str, status: Status) -> Vec<&'static str> {
    let table: &[&[&str]] = match (kind == "commune", status) {
        (true, Status::Weak) => &COMMUNE_WEAK,
        (true, Status::Attention) => &COMMUNE_ATTENTION,
        (false, Status::Weak) => &OTHER_WEAK,
        (false, Status::Attention) => &OTHER_ATTENTION,
    };
    table.iter().cycle().nth(turn % table.len().max(1)).copied().unwrap_or_default().to_vec()
}

/// The group: ours, as the rule pack proposes it.
pub(super) fn group(criteria: &[&str]) -> Group {
    let any = |of: &[&str]| criteria.iter().any(|c| of.contains(c));
    let areas = |c: &&str| c.chars().next();
    let first = criteria.first().and_then(areas);
    let wide = criteria.len() >= 3 && criteria.iter().any(|c| areas(c) != first);
    if any(&["B1", "D1", "E1"]) || wide {
        Group::One
    } else if any(&["A1", "A2", "A3", "A8"]) {
        Group::Two
    } else {
        Group::Three
    }
}

/// Nội dung cần củng cố, in words.
pub(super) fn words(criteria: &[&str]) -> String {
    criteria.iter().map(|code| word(code)).collect::<Vec<_>>().join("; ")
}

fn word(code: &str) -> &'static str {
    match code {
        "A1" => "Đơn đông người, kéo dài chưa được giải quyết đúng hạn",
        "A3" => "Vụ việc phức tạp tồn đọng chưa giải quyết dứt điểm",
        "A4" => "Đơn giải quyết quá hạn",
        "A7" => "Kết luận thanh tra, kiểm tra chưa thực hiện xong",
        "A8" => "Quản lý đất đai, trật tự xây dựng còn buông lỏng",
        "B1" => "Nội bộ cấp ủy thiếu thống nhất theo kết luận của cấp ủy cấp trên",
        "B3" => "Khuyết bí thư kéo dài",
        "B6" => "Chi bộ đủ điều kiện nhưng chưa có chi ủy",
        "C1" => "Chi bộ chưa sinh hoạt đủ kỳ",
        "D1" => "Xếp loại không hoàn thành nhiệm vụ",
        "D2" => "Hai năm liền xếp loại hoàn thành nhiệm vụ trở xuống",
        "D6" => "Hai năm liền không kết nạp được đảng viên",
        "E1" => "Tổ chức đảng có kết luận vi phạm hoặc bị kỷ luật",
        _ => "Nội dung khác",
    }
}

/// Kết quả khắc phục of a removal.
pub(super) const RESULTS: [&str; 4] = [
    "Đã khắc phục xong các nội dung củng cố theo đề án",
    "Đã giải quyết dứt điểm các vụ việc, kiện toàn cấp ủy, nền nếp sinh hoạt được giữ vững",
    "Cơ bản khắc phục các hạn chế; tiếp tục theo dõi sau củng cố",
    "Đã thực hiện xong kết luận thanh tra, kiểm tra và khắc phục hạn chế sau kiểm điểm",
];
