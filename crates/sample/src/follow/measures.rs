//! What is done about each sign: causes, measures and exit criteria by criterion. Work of organisations, never of persons.

/// Who leads a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// The organisation itself.
    Own,
    /// The committee above.
    Above,
    /// The people's committee of the place; the organisation itself where there is none.
    Agency,
}

/// A measure by criterion: group of solutions, content, product, lead, post.
pub(super) struct Template {
    pub(super) solution: &'static str,
    pub(super) content: &'static str,
    pub(super) product: &'static str,
    pub(super) lead: Lead,
    pub(super) post: &'static str,
    pub(super) support: &'static str,
}

const fn measure(
    solution: &'static str,
    content: &'static str,
    product: &'static str,
    lead: Lead,
    post: &'static str,
    support: &'static str,
) -> Template {
    Template { solution, content, product, lead, post, support }
}

/// What every plan has.
pub(super) const ALWAYS: [Template; 2] = [
    measure(
        "1",
        "Quán triệt đề án đến các chi bộ, thống nhất nhận thức về nội dung phải khắc phục",
        "Biên bản sinh hoạt, báo cáo kết quả",
        Lead::Own,
        "Bí thư Đảng ủy",
        "",
    ),
    measure(
        "7",
        "Kiểm tra việc thực hiện đề án giữa kỳ",
        "Thông báo kết luận kiểm tra",
        Lead::Above,
        "Chủ nhiệm Ủy ban Kiểm tra",
        "Ủy ban Kiểm tra Thành ủy Mẫu",
    ),
];

/// The measures against each sign.
const AGAINST: &[(&[&str], &[Template])] = &[
    (
        &["A1"],
        &[
            measure(
                "5",
                "Tổ chức đối thoại với các hộ dân có đơn đông người, trả lời bằng văn bản từng nội dung",
                "Biên bản đối thoại, văn bản trả lời",
                Lead::Agency,
                "Chủ tịch Ủy ban nhân dân",
                "Ban Tiếp công dân thành phố Mẫu",
            ),
            measure(
                "6",
                "Mặt trận, đoàn thể tham gia hòa giải, vận động ở khu dân cư",
                "Báo cáo kết quả hòa giải",
                Lead::Own,
                "Chủ tịch Ủy ban Mặt trận Tổ quốc",
                "Ủy ban Mặt trận Tổ quốc thành phố Mẫu",
            ),
        ],
    ),
    (
        &["A3"],
        &[measure(
            "5",
            "Lập và thực hiện phương án giải quyết dứt điểm từng vụ việc phức tạp trong danh mục",
            "Phương án, báo cáo kết thúc vụ việc",
            Lead::Agency,
            "Chủ tịch Ủy ban nhân dân",
            "Ban Nội chính Thành ủy Mẫu; Công an thành phố Mẫu",
        )],
    ),
    (
        &["A4"],
        &[
            measure(
                "5",
                "Giải quyết xong số đơn quá hạn; công khai kết quả",
                "Quyết định, văn bản trả lời",
                Lead::Agency,
                "Chủ tịch Ủy ban nhân dân",
                "Thanh tra thành phố Mẫu",
            ),
            measure(
                "5",
                "Bí thư tiếp dân định kỳ đủ số ngày, theo dõi kết luận sau tiếp dân",
                "Sổ tiếp dân, thông báo kết luận",
                Lead::Own,
                "Bí thư Đảng ủy",
                "Ban Tiếp công dân thành phố Mẫu",
            ),
        ],
    ),
    (
        &["A7"],
        &[measure(
            "7",
            "Thực hiện xong các kiến nghị của kết luận thanh tra, kiểm tra đã quá hạn",
            "Báo cáo thực hiện kết luận",
            Lead::Agency,
            "Chủ tịch Ủy ban nhân dân",
            "Thanh tra thành phố Mẫu",
        )],
    ),
    (
        &["A8"],
        &[measure(
            "4",
            "Rà soát, xử lý các công trình vi phạm; lập lại trật tự xây dựng, quản lý đất đai",
            "Danh mục đã xử lý, báo cáo",
            Lead::Agency,
            "Phó Chủ tịch Ủy ban nhân dân",
            "Công an thành phố Mẫu",
        )],
    ),
    (
        &["B1"],
        &[
            measure(
                "2",
                "Sửa đổi, thực hiện quy chế làm việc, nguyên tắc tập trung dân chủ trong cấp ủy",
                "Quy chế làm việc mới",
                Lead::Own,
                "Bí thư Đảng ủy",
                "",
            ),
            measure(
                "2",
                "Cấp ủy cấp trên dự sinh hoạt, định hướng thảo luận ba kỳ liên tiếp",
                "Biên bản sinh hoạt",
                Lead::Above,
                "Ủy viên Ban Thường vụ phụ trách",
                "",
            ),
        ],
    ),
    (
        &["B3"],
        &[measure(
            "2",
            "Kiện toàn chức danh bí thư còn khuyết theo đúng quy định",
            "Quyết định chuẩn y",
            Lead::Above,
            "Trưởng Ban Tổ chức",
            "",
        )],
    ),
    (
        &["B6"],
        &[measure(
            "2",
            "Bầu chi ủy ở các chi bộ đủ điều kiện",
            "Quyết định công nhận chi ủy",
            Lead::Own,
            "Phó Bí thư Thường trực",
            "",
        )],
    ),
    (
        &["C1"],
        &[measure(
            "2",
            "Giữ nền nếp sinh hoạt chi bộ hằng tháng; đảng ủy viên dự sinh hoạt",
            "Bảng theo dõi sinh hoạt",
            Lead::Own,
            "Phó Bí thư Thường trực",
            "",
        )],
    ),
    (
        &["D6"],
        &[measure(
            "3",
            "Tạo nguồn, kết nạp đảng viên theo chỉ tiêu được giao",
            "Quyết định kết nạp",
            Lead::Own,
            "Phó Bí thư",
            "",
        )],
    ),
    (
        &["E1"],
        &[measure(
            "7",
            "Khắc phục các vi phạm đã được kết luận; tự kiểm tra theo chương trình",
            "Báo cáo khắc phục",
            Lead::Own,
            "Bí thư Đảng ủy",
            "Ủy ban Kiểm tra Thành ủy Mẫu",
        )],
    ),
    (
        &["D1", "D2"],
        &[measure(
            "1",
            "Xây dựng kế hoạch nâng mức xếp loại, giao chỉ tiêu đến từng chi bộ",
            "Kế hoạch, báo cáo kết quả",
            Lead::Own,
            "Bí thư Đảng ủy",
            "",
        )],
    ),
];

/// The measures against a sign.
pub(super) fn against(code: &str) -> &'static [Template] {
    AGAINST.iter().find(|(codes, _)| codes.contains(&code)).map_or(&[], |(_, measures)| measures)
}

/// Why there is such a sign, in the words of a plan.
pub(super) fn cause(code: &str) -> &'static str {
    match code {
        "A1" | "A3" | "A4" => {
            "Tiếp dân, đối thoại chưa thường xuyên; vụ việc phát sinh chưa được giải quyết ngay từ cơ sở"
        }
        "A7" => "Theo dõi thực hiện kết luận thanh tra, kiểm tra chưa phân công rõ đầu mối",
        "A8" => "Phối hợp giữa các cơ quan trong quản lý đất đai, trật tự xây dựng chưa chặt chẽ",
        "B1" => "Quy chế làm việc chưa được giữ; sinh hoạt cấp ủy hình thức",
        "B3" | "B6" => "Công tác quy hoạch, tạo nguồn cán bộ chưa kịp thời",
        "C1" => "Lịch sinh hoạt bị xáo trộn, kiểm tra sinh hoạt chi bộ chưa thường xuyên",
        "D6" => "Địa bàn ít người trẻ ở lại, công tác tạo nguồn gặp khó khăn",
        _ => "Lãnh đạo, điều hành có việc chưa quyết liệt",
    }
}

/// What is agreed as the end of a sign.
pub(super) fn exit(code: &str) -> &'static str {
    match code {
        "A1" => "Không còn đơn đông người, kéo dài quá hạn giải quyết",
        "A3" => "Các vụ việc phức tạp trong danh mục đã kết thúc hoặc giải quyết đúng hạn",
        "A4" => "Không còn đơn giải quyết quá hạn",
        "A7" => "Không còn kiến nghị thanh tra, kiểm tra quá hạn thực hiện",
        "A8" => "Trật tự xây dựng, quản lý đất đai được cấp có thẩm quyền kết luận đã ổn định",
        "B1" => "Cấp ủy cấp trên kết luận nội bộ đã thống nhất",
        "B3" => "Có bí thư, không khuyết quá 3 tháng",
        "B6" => "Các chi bộ đủ điều kiện đều có chi ủy",
        "C1" => "Các chi bộ sinh hoạt đủ kỳ",
        "D6" => "Kết nạp được đảng viên",
        "E1" => "Đã khắc phục vi phạm, không có vi phạm mới",
        _ => "Xếp loại hoàn thành tốt nhiệm vụ trở lên",
    }
}
