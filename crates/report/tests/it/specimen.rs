//! Papers of an invented city, as full as a real half-year report.

use jiff::civil::date;
use vunggoc_report::paper::*;
use vunggoc_report::table::*;
use vunggoc_report::xlsx::{FormCell, FormRow, FormSheet, InputKind, Sheet, TableSheet, Workbook};

fn text(words: &str) -> Cell {
    words.into()
}

fn ordinal(n: usize) -> Cell {
    text(&n.to_string())
}

/// B02: stock and flow, three rows of heads.
pub(crate) fn b02() -> Table {
    let n = |key: &str, title: &str| Head::from(Column::number(key, title, 16));
    let row = |label: &str, v: [i64; 9]| {
        let mut cells = vec![text(label)];
        cells.extend(v.iter().take(8).map(|x| Cell::from(*x)));
        cells.push(Value::Whole(v[8]).into());
        cells.push(Value::Change(v[7] - v[8]).into());
        for (i, cell) in cells.iter_mut().enumerate().skip(1) {
            cell.figure = Some(FigureKey(format!("B02/{label}/{i}")));
        }
        cells
    };
    Table {
        code: "Biểu B02".into(),
        caption: "Tình hình tăng, giảm TCCSĐ thuộc diện theo dõi, củng cố".into(),
        unit_of_count: "Đơn vị tính: tổ chức cơ sở đảng".into(),
        head: vec![
            Column::text("level", "Cấp theo dõi", 40).marked("A").into(),
            n("opening", "Đầu kỳ"),
            Head::group(
                "Tăng trong kỳ",
                [
                    Head::group(
                        "Đưa vào mới",
                        [n("added", "Tổng số"), n("relapsed", "Trong đó phát sinh trở lại")],
                    ),
                    n("in", "Nhận từ cấp khác"),
                ],
            ),
            Head::group(
                "Giảm trong kỳ",
                [
                    n("removed", "Hoàn thành, đưa ra khỏi diện"),
                    n("out", "Chuyển cấp khác"),
                    n("reorganised", "Do sắp xếp"),
                ],
            ),
            n("closing", "Cuối kỳ"),
            n("last_year", "Cuối kỳ năm trước"),
            n("change", "+/−"),
        ],
        rows: vec![
            Row::plain(row("Thành phố", [9, 0, 0, 0, 5, 3, 0, 1, 16])),
            Row::plain(row("Cấp huyện", [38, 2, 1, 3, 24, 0, 0, 19, 61])),
            Row::total(row("Tổng số", [47, 2, 1, 3, 29, 3, 0, 20, 77])),
        ],
        notes: vec!["Số liệu từ 01/01/2024 đến 30/6/2024; theo tổ chức tại thời điểm báo cáo.".into()],
        signers: vec![
            TableSigner::new("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
            TableSigner::new("THỦ TRƯỞNG CƠ QUAN", "(Ký, ghi rõ họ tên)"),
        ],
    }
    .numbered()
}

/// B03: the closing stock by committee, with groups, shares and what is missing.
pub(crate) fn b03() -> Table {
    let n = |key: &str, title: &str| Head::from(Column::number(key, title, 14));
    let missing = || Cell::from(Value::Missing);
    let mut rows = vec![Row::Banner("I. Thuộc diện Thành phố theo dõi".into())];
    rows.push(Row::plain([
        ordinal(1),
        text("Đảng bộ Quận Mẫu 01"),
        1.into(),
        1.into(),
        0.into(),
        1.into(),
        0.into(),
        0.into(),
        Value::ratio(1, 20).into(),
        missing(),
    ]));
    rows.push(Row::Banner("II. Thuộc diện cấp huyện theo dõi".into()));
    for i in 1..=10_i64 {
        rows.push(Row::plain([
            ordinal(i as usize + 1),
            text(&format!("Đảng bộ Huyện Mẫu {i:02}")),
            (1 + i % 3).into(),
            1.into(),
            (i % 3).into(),
            0.into(),
            1.into(),
            (i % 3).into(),
            Value::ratio(1 + i % 3, 20).into(),
            if i == 4 { missing() } else { Cell::from(i) },
        ]));
    }
    rows.push(Row::total([
        "".into(),
        text("Tổng số"),
        20.into(),
        11.into(),
        9.into(),
        1.into(),
        10.into(),
        9.into(),
        Value::ratio(20, 20).into(),
        Cell::from(51).reported(10, 11),
    ]));
    Table {
        code: "Biểu B03".into(),
        caption: "Phân loại số TCCSĐ đang theo dõi, củng cố cuối kỳ".into(),
        unit_of_count: "Đơn vị tính: tổ chức cơ sở đảng".into(),
        head: vec![
            Column::centred("no", "STT", 10).into(),
            Column::text("committee", "Đảng bộ", 50).into(),
            n("total", "Tổng số"),
            Head::group("Diện", [n("weak", "Yếu kém"), n("attention", "Có vấn đề cần quan tâm")]),
            Head::group("Nhóm", [n("g1", "1"), n("g2", "2"), n("g3", "3")]),
            Column::number("share", "Tỷ lệ trong tổng số", 26).into(),
            n("tasks", "Nhiệm vụ quá hạn"),
        ],
        rows,
        notes: vec!["Số liệu đến 30/6/2024.".into()],
        signers: vec![],
    }
    .numbered()
}

/// B04: a wide list of words over several pages.
pub(crate) fn b04(n_rows: usize) -> Table {
    Table {
        code: "Biểu B04".into(),
        caption: "Danh sách TCCSĐ đang theo dõi, củng cố".into(),
        unit_of_count: String::new(),
        head: vec![
            Column::centred("no", "STT", 9).into(),
            Column::text("unit", "Tổ chức cơ sở đảng", 28).into(),
            Column::text("parent", "Thuộc đảng bộ", 24).into(),
            Column::centred("group", "Nhóm", 11).into(),
            Column::text("content", "Nội dung cần củng cố", 48).into(),
            Column::text("paper", "Văn bản đưa vào", 26).into(),
            Column::text("level", "Cấp theo dõi", 18).into(),
            Column::text("member", "Đồng chí phụ trách (chức vụ)", 28).into(),
            Head::group("Thời gian củng cố", [Column::centred("from", "Từ", 20).into(), Column::centred("to", "Đến", 20).into()]),
            Column::text("result", "Kết quả đến nay", 34).into(),
        ],
        rows: (1..=n_rows)
            .map(|i| {
                Row::plain([
                    ordinal(i),
                    text(&format!("Đảng bộ Xã Mẫu {i:02}")),
                    text(&format!("Đảng bộ Huyện Mẫu {:02}", i % 30 + 1)),
                    ordinal(i % 3 + 1),
                    text("Sinh hoạt chi bộ chưa nền nếp; đơn thư kéo dài về đất đai; khuyết bí thư chi bộ thôn"),
                    text(&format!("TB số {i:02}-TB/BCĐ ngày 12/3/2023")),
                    text(if i == 1 { "Thành phố" } else { "Cấp huyện" }),
                    text("Phó Bí thư Thường trực Huyện ủy"),
                    text("12/3/2023"),
                    text("31/12/2024"),
                    text("Đã kiện toàn chi ủy; còn 02/05 nội dung chưa hoàn thành"),
                ])
            })
            .collect(),
        notes: vec!["Số liệu đến 30/6/2024.".into()],
        signers: vec![],
    }
    .numbered()
}

/// B05: those that left.
pub(crate) fn b05() -> Table {
    Table {
        code: "Biểu B05".into(),
        caption: "TCCSĐ đưa ra khỏi diện, chuyển cấp, kéo dài thời gian củng cố trong kỳ".into(),
        unit_of_count: String::new(),
        head: vec![
            Column::centred("no", "STT", 9).into(),
            Column::text("unit", "Tổ chức cơ sở đảng", 34).into(),
            Column::text("act", "Hình thức", 30).into(),
            Column::text("results", "Kết quả khắc phục từng nội dung", 60).into(),
            Column::text("opinions", "Ý kiến các cơ quan", 50).into(),
            Column::text("paper", "Văn bản kết luận", 34).into(),
        ],
        rows: (1..=6)
            .map(|i| {
                Row::plain([
                    ordinal(i),
                    text(&format!("Đảng bộ Phường Mẫu {i:02}")),
                    text(if i % 2 == 0 {
                        "Chuyển về huyện ủy theo dõi"
                    } else {
                        "Đưa ra khỏi diện"
                    }),
                    text("1. Đã khắc phục; 2. Đã khắc phục; 3. Tiếp tục theo dõi"),
                    text("UBKT: đồng ý (CV 12-CV/UBKT); Công an: đồng ý; Ban Dân vận: đồng ý"),
                    text("TB số 07-TB/BCĐ ngày 28/6/2024"),
                ])
            })
            .collect(),
        notes: vec!["Số liệu từ 01/01/2024 đến 30/6/2024.".into()],
        signers: vec![],
    }
}

/// B07: signs and causes, a narrow table in the text.
pub(crate) fn b07() -> Table {
    let row = |i: usize, label: &str, has: i64, done: i64| {
        Row::plain([ordinal(i), text(label), has.into(), Value::ratio(done, has).into(), (has - done).into()])
    };
    Table {
        code: "Biểu B07".into(),
        caption: "Biểu hiện yếu kém, nguyên nhân chủ yếu".into(),
        unit_of_count: "Đơn vị tính: tổ chức cơ sở đảng".into(),
        head: vec![
            Column::centred("no", "STT", 10).into(),
            Column::text("content", "Nội dung", 80).into(),
            Column::number("has", "Số TCCSĐ có", 22).into(),
            Column::number("done", "Đã khắc phục", 32).into(),
            Column::number("open", "Chưa khắc phục", 22).into(),
        ],
        rows: vec![
            row(1, "Khuyết bí thư quá 3 tháng", 5, 3),
            row(2, "Đơn khiếu nại, tố cáo quá thời hạn giải quyết", 9, 4),
            row(3, "Không họp chi bộ đủ kỳ", 0, 0),
            Row::part([
                "".into(),
                text("Trong đó: chi bộ thôn"),
                Value::Missing.into(),
                Value::NotApplicable.into(),
                Value::Blank.into(),
            ]),
        ],
        notes: vec!["Số liệu đến 30/6/2024.".into()],
        signers: vec![],
    }
}

fn head(kind: &str, symbol: &str, subject: &[&str]) -> PaperHead {
    PaperHead {
        superior: vec!["THÀNH ỦY MẪU".into()],
        issuer: vec!["BAN CHỈ ĐẠO 15".into()],
        symbol: Symbol::blank(symbol),
        place: "Thành phố Mẫu".into(),
        issued_on: IssuedOn::Blank { year: 2024 },
        circulation: None,
        draft: None,
        kind: kind.into(),
        subject: subject.iter().map(|s| (*s).to_owned()).collect(),
        addressees: None,
    }
}

/// The half-year report of a steering committee.
pub(crate) fn report() -> Paper {
    use Level::{Arabic, Letter, Part, Roman};
    let mut body = vec![
        Block::paragraph([Span::from(
            "Thực hiện Nghị quyết số 15-NQ/TU của Thành ủy, Ban Chỉ đạo báo cáo kết quả 6 tháng đầu năm 2024 như sau:",
        )]),
        Block::heading(Part, "Phần thứ nhất", "KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024"),
        Block::heading(Roman, "I-", "LÃNH ĐẠO, CHỈ ĐẠO, QUÁN TRIỆT"),
        Block::Placeholder(
            "Người soạn thảo bổ sung: văn bản đã ban hành, hội nghị, kiểm tra, đôn đốc".into(),
        ),
        Block::heading(Roman, "II-", "CỦNG CỐ TỔ CHỨC CƠ SỞ ĐẢNG"),
        Block::heading(Arabic, "1.", "Tình hình tăng, giảm"),
        Block::paragraph([
            Span::from("Đầu kỳ có "),
            Span::figure("47", "B02/Tổng số/1"),
            Span::from(" TCCSĐ; trong kỳ đưa vào mới "),
            Span::figure("02", "B02/Tổng số/2"),
            Span::from(", đưa ra khỏi diện "),
            Span::figure("29", "B02/Tổng số/5"),
            Span::from("; cuối kỳ còn "),
            Span::figure("20", "B02/Tổng số/8"),
            Span::from(
                " TCCSĐ (01 thuộc diện Thành phố, 19 thuộc diện cấp huyện), giảm 57 so với cùng kỳ năm trước. Tỷ lệ hoàn thành đạt 61,7% (29/47).",
            ),
        ]),
        Block::heading(Letter, "a)", "Biểu hiện, nguyên nhân chủ yếu"),
        b07().into(),
        Block::heading(Arabic, "2.", "Đánh giá"),
    ];
    for i in 1..=6 {
        body.push(Block::words(format!(
            "Đoạn {i}. Các cấp ủy đã chủ động rà soát, đưa vào danh sách, phân công đồng chí phụ trách; nhiều nơi kiện toàn kịp thời bí thư, chi ủy, giữ vững nền nếp sinh hoạt, tập trung giải quyết những vấn đề người dân bức xúc, không để phát sinh điểm phức tạp kéo dài trên địa bàn."
        )));
    }
    body.push(Block::heading(Part, "Phần thứ hai", "PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2024"));
    body.push(Block::Placeholder("Người soạn thảo bổ sung".into()));
    Paper {
        family: Family::Party,
        layout: Layout::party(),
        head: PaperHead {
            circulation: Some("Lưu hành nội bộ".into()),
            ..head(
                "BÁO CÁO",
                "BC/BCĐ15",
                &[
                    "sơ kết 6 tháng đầu năm, phương hướng, nhiệm vụ 6 tháng cuối năm 2024",
                    "thực hiện Nghị quyết số 15-NQ/TU và Chỉ thị số 15-CT/TU",
                ],
            )
        },
        body: vec![Section::portrait(body)],
        foot: Foot {
            recipients: vec![
                "Ban Thường vụ Thành ủy (để báo cáo)".into(),
                "Các quận, huyện, thị ủy".into(),
                "Thành viên Ban Chỉ đạo".into(),
                "Lưu Ban Tổ chức".into(),
            ],
            authority: vec!["T/M BAN CHỈ ĐẠO".into()],
            office: vec!["TRƯỞNG BAN".into()],
            name: String::new(),
        },
        annexes: [b02(), b03(), b04(20), b05()]
            .into_iter()
            .map(|t| Section::landscape(vec![t.into()]))
            .collect(),
    }
}

/// A submission to take organisations off the list.
pub(crate) fn submission() -> Paper {
    Paper {
        family: Family::Party,
        layout: Layout::party(),
        head: PaperHead {
            issuer: vec!["BAN TỔ CHỨC".into()],
            issued_on: IssuedOn::On(date(2024, 2, 5)),
            addressees: Some(Addressees {
                label: "Kính trình".into(),
                bodies: vec!["Ban Thường vụ Thành ủy".into()],
            }),
            draft: Some("(Dự thảo)".into()),
            ..head(
                "TỜ TRÌNH",
                "TTr/BTCTU",
                &["về việc đưa tổ chức cơ sở đảng ra khỏi diện theo dõi, củng cố"],
            )
        },
        body: vec![Section::portrait(vec![
            Block::words(
                "Căn cứ kết quả thực hiện kế hoạch củng cố và ý kiến của các cơ quan, Ban Tổ chức kính trình Ban Thường vụ Thành ủy xem xét, quyết định đưa 02 tổ chức cơ sở đảng ra khỏi diện theo dõi, củng cố:",
            ),
            b07().into(),
            Block::Placeholder("Lý do đề nghị".into()),
            Block::words("Kính trình Ban Thường vụ Thành ủy xem xét, quyết định."),
        ])],
        foot: Foot {
            recipients: vec!["Như trên".into(), "Lưu Văn phòng".into()],
            authority: vec![],
            office: vec!["TRƯỞNG BAN".into()],
            name: String::new(),
        },
        annexes: vec![],
    }
}

/// A report of a State body: the other family, with its own head.
pub(crate) fn state_report() -> Paper {
    Paper {
        family: Family::State,
        layout: Layout::state(),
        head: PaperHead {
            superior: vec!["ỦY BAN NHÂN DÂN".into(), "THÀNH PHỐ MẪU".into()],
            issuer: vec!["THANH TRA THÀNH PHỐ".into()],
            symbol: Symbol { number: Some(7), symbol: "BC-TTr".into() },
            issued_on: IssuedOn::On(date(2024, 10, 3)),
            ..head("BÁO CÁO", "", &["Kết quả thực hiện kết luận thanh tra"])
        },
        body: vec![Section::portrait(vec![
            Block::words("Thanh tra Thành phố báo cáo như sau:"),
            b07().into(),
        ])],
        foot: Foot {
            recipients: vec!["Chủ tịch UBND Thành phố".into(), "Lưu: VT".into()],
            authority: vec!["KT. CHÁNH THANH TRA".into()],
            office: vec!["PHÓ CHÁNH THANH TRA".into()],
            name: String::new(),
        },
        annexes: vec![],
    }
}

/// A letter of urging: no kind, the subject under the number.
pub(crate) fn letter() -> Paper {
    Paper {
        head: PaperHead {
            addressees: Some(Addressees {
                label: "Kính gửi".into(),
                bodies: vec!["Đảng ủy Xã Mẫu 01".into(), "Đảng ủy Xã Mẫu 02".into()],
            }),
            ..head("", "CV/BTCTU", &["Đôn đốc gửi biểu số liệu 6 tháng đầu năm 2024"])
        },
        body: vec![Section::portrait(vec![Block::words(
            "Ban Tổ chức đề nghị các đảng ủy gửi biểu trước ngày 25/6/2024.",
        )])],
        ..submission()
    }
}

/// The tables of the report as a workbook.
pub(crate) fn workbook() -> Workbook {
    let sheet = |name: &str, table: Table| {
        Sheet::Table(TableSheet {
            name: name.into(),
            top: vec!["THÀNH ỦY MẪU - BAN CHỈ ĐẠO 15".into(), "Báo cáo sơ kết 6 tháng đầu năm 2024".into()],
            table,
        })
    };
    Workbook {
        title: "Biểu kèm theo báo cáo sơ kết 6 tháng đầu năm 2024".into(),
        issuer: "BAN CHỈ ĐẠO 15".into(),
        issued_on: Some(date(2024, 7, 5)),
        sheets: vec![
            sheet("B02", b02()),
            sheet("B03", b03()),
            sheet("B04", b04(20)),
            sheet("B05", b05()),
            sheet("B07", b07()),
        ],
    }
}

/// A form for one commune: its branches in rows, contents in columns.
pub(crate) fn form() -> FormSheet {
    let asked = |i: usize| FormRow::Asked {
        key: format!("unit-{i}"),
        fixed: vec![i.to_string(), format!("Chi bộ Thôn Mẫu {i:02}")],
        cells: if i == 2 {
            vec![
                FormCell::Filled(Value::Whole(12)),
                FormCell::Closed(Value::NotApplicable),
                FormCell::Open,
                FormCell::Open,
            ]
        } else {
            vec![]
        },
    };
    FormSheet {
        name: "Biểu 1".into(),
        identity: vec![
            ("form".into(), "F-2024-01".into()),
            ("unit".into(), "4711".into()),
            ("period".into(), "2024-H1".into()),
        ],
        top: vec![
            "ĐẢNG ỦY XÃ MẪU 01".into(),
            "Kỳ báo cáo: 6 tháng đầu năm 2024; gửi trước ngày 20/6/2024".into(),
        ],
        caption: "Tình hình chi bộ".into(),
        unit_of_count: "Đơn vị tính: đảng viên".into(),
        fixed: vec![Column::centred("no", "STT", 8), Column::text("unit", "Tên tổ chức đảng", 34)],
        inputs: vec![
            Head::group(
                "Đảng viên",
                [
                    Column::number("members", "Tổng số", 12).into(),
                    Column::number("probationary", "Trong đó dự bị", 12).into(),
                ],
            ),
            Column::number("share", "Tỷ lệ dự sinh hoạt (%)", 14).into(),
            Column::text("note", "Ghi chú", 24).into(),
        ],
        kinds: [("share".to_owned(), InputKind::Decimal { scale: 1 }), ("note".to_owned(), InputKind::Text)]
            .into(),
        unsummed: Vec::new(),
        rows: vec![
            FormRow::Total { fixed: vec![String::new(), "Tổng số".into()] },
            FormRow::Banner("I. Chi bộ thôn".into()),
            asked(1),
            asked(2),
            FormRow::Banner("II. Chi bộ khác".into()),
            asked(3),
        ],
        notes: vec!["Chưa có số liệu thì để trống, không ghi số 0.".into()],
    }
}
