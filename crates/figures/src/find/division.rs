//! Cách chia: the divisions of report language, by which a list is known to be complete.
//!
//! "Khiển trách, cảnh cáo, cách chức, khai trừ" are all forms of discipline for members; "đã, đang, chưa" all states.
//! Deliberately not here: categories that overlap (nữ, trẻ, dân tộc), which never close a list.

use crate::document::Document;
use crate::quantity::{Quantity, Unit};
use crate::token::may_have;
use crate::words::{Class, class};

/// Each part matches one group; a division is complete where all `needed` groups are matched.
struct Division {
    needed: &'static [&'static [&'static str]],
    further: &'static [&'static [&'static str]],
}

const DONE: &[&str] = &["đã", "hoàn thành", "xong", "giải quyết được"];

const DIVISIONS: [Division; 45] = [
    Division { needed: &[&["tiếp thu"], &["giải trình"]], further: &[&["nghiên cứu"]] },
    Division { needed: &[&["thường xuyên"], &["định kỳ"]], further: &[&["đột xuất"]] },
    Division { needed: &[&["vượt"], &["chưa đạt", "không đạt"]], further: &[&["đạt"]] },
    Division { needed: &[&["trả lời", "giải đáp"], &["chuyển"]], further: &[&["tiếp thu"]] },
    Division { needed: &[&["thu hồi"], &["xử lý khác", "giảm trừ", "xuất toán"]], further: &[] },
    Division { needed: &[&["nghĩa vụ quân sự", "quân đội"], &["công an"]], further: &[] },
    Division {
        needed: &[&["tổ trưởng", "trưởng đoàn", "trưởng ban"], &["thành viên", "ủy viên"]],
        further: &[&["tổ phó", "phó trưởng ban", "phó trưởng đoàn", "thư ký"]],
    },
    Division {
        needed: &[&["xử phạt", "xử lý hành chính"], &["khởi tố"]],
        further: &[&["nhắc nhở", "cảnh cáo"]],
    },
    Division { needed: &[&["nông nghiệp"], &["phi nông nghiệp"]], further: &[] },
    Division {
        needed: &[&["trong tỉnh"], &["ngoài tỉnh"]], further: &[&["xuất khẩu", "nước ngoài"]]
    },
    Division { needed: &[&["quốc tế"], &["nội địa", "trong nước"]], further: &[] },
    Division { needed: &[&["chuyên trách"], &["không chuyên trách"]], further: &[] },
    Division { needed: &[&["thành thị", "đô thị"], &["nông thôn"]], further: &[] },
    Division { needed: &[&["công lập"], &["ngoài công lập", "tư thục"]], further: &[] },
    Division {
        needed: &[&["đúng"], &["sai"]],
        further: &[&["đúng một phần"], &["rút đơn", "rút khiếu nại"]],
    },
    Division {
        needed: &[&["đủ điều kiện"], &["hoãn", "không đủ", "chưa đủ"]], further: &[]
    },
    Division {
        needed: &[&["chuyển"], &["lưu"]],
        further: &[&["hướng dẫn"], &["trả lại", "trả lời"], &["thụ lý"], &["giải quyết"]],
    },
    Division { needed: &[&["cấp tỉnh", "cấp huyện"], &["cấp xã", "cơ sở"]], further: &[] },
    Division { needed: &[&["hợp lệ"], &["không hợp lệ"]], further: &[] },
    Division { needed: &[&["phạt tiền"], &["cảnh cáo", "nhắc nhở"]], further: &[] },
    Division {
        needed: &[&["hòa giải thành", "thành công"], &["không thành", "không thành công"]],
        further: &[&["đang"], &["chưa"]],
    },
    Division {
        needed: &[&["có quan hệ", "có hợp đồng"], &["không theo", "không có"]], further: &[]
    },
    Division { needed: &[&["tốt", "giỏi"], &["khá"]], further: &[&["trung bình"], &["yếu", "kém"]] },
    Division { needed: &[&["xuất khẩu"], &["nhập khẩu"]], further: &[] },
    Division {
        needed: &[&["khiển trách"], &["cảnh cáo"], &["khai trừ", "cách chức", "giải tán"]],
        further: &[&["cách chức"], &["khai trừ"]],
    },
    Division {
        needed: &[&["hoàn thành xuất sắc", "hoàn thành tốt"], &["hoàn thành nhiệm vụ"]],
        further: &[&["không hoàn thành"]],
    },
    Division { needed: &[DONE, &["chưa"]], further: &[&["đang"]] },
    Division {
        needed: &[&["đúng hạn"], &["quá hạn", "trễ hạn", "chậm"]],
        further: &[&["trước hạn"], &["chưa"]],
    },
    Division {
        needed: &[&["trước hạn"], &["quá hạn", "trễ hạn"]], further: &[&["đúng hạn"]]
    },
    Division {
        needed: &[
            &["chưa đến hạn", "chưa tới hạn", "trong hạn", "còn hạn", "trong thời hạn"],
            &["quá hạn", "trễ hạn", "chậm"],
        ],
        further: &[],
    },
    Division {
        needed: &[&["phải thi hành", "phải xử lý", "phải kỷ luật"], &["chưa đến mức", "không phải"]],
        further: &[],
    },
    Division {
        needed: &[&["tiểu học"], &["trung học cơ sở", "thcs"]],
        further: &[&["mầm non"], &["trung học", "thpt"]],
    },
    Division { needed: &[&["miễn"], &["chưa"]], further: &[&["đánh giá", "xếp loại"]] },
    Division { needed: &[&["bầu", "chính thức"], &["đương nhiên"]], further: &[&["chỉ định"]] },
    Division { needed: &[&["tái cử"], &["lần đầu", "tham gia mới", "mới"]], further: &[] },
    Division { needed: &[&["đảng bộ cơ sở", "đảng bộ"], &["chi bộ cơ sở"]], further: &[] },
    Division {
        needed: &[&["trực tiếp"], &["trực tuyến"]], further: &[&["bưu chính"], &["kỳ trước"]]
    },
    Division {
        needed: &[
            &["tồn", "kỳ trước", "đầu kỳ", "chuyển sang", "chuyển qua", "số cũ", "vụ việc cũ", "năm trước"],
            &["mới", "trong kỳ", "phát sinh"],
        ],
        further: &[],
    },
    Division { needed: &[&["chính thức"], &["dự bị"]], further: &[] },
    Division { needed: &[&["nữ"], &["nam"]], further: &[] },
    Division {
        needed: &[
            &["trung ương", "cấp tỉnh", "cấp thành phố"],
            &["cấp tỉnh", "cấp thành phố", "cấp huyện"],
            &["cấp huyện", "cấp xã"],
        ],
        further: &[],
    },
    Division {
        needed: &[
            &["cấp thành phố theo dõi", "cấp tỉnh theo dõi", "thành phố theo dõi", "tỉnh theo dõi"],
            &["cấp huyện theo dõi", "cấp xã theo dõi", "huyện theo dõi"],
        ],
        further: &[],
    },
    Division {
        needed: &[&["khiếu nại"], &["tố cáo"], &["kiến nghị", "phản ánh"]],
        further: &[&["phản ánh"]],
    },
    Division {
        needed: &[
            &["tán thành", "đồng ý", "đồng tình"],
            &["không tán thành", "không đồng ý", "không đồng tình", "chưa đồng tình", "chưa đồng ý"],
        ],
        further: &[&["ý kiến khác"], &["không có ý kiến", "không cho ý kiến"]],
    },
    Division { needed: &[&["đạt"], &["không đạt", "chưa đạt"]], further: &[] },
];

/// The words that name a part: before the number back to a mark, and after it.
pub(crate) fn around(d: &Document, q: &Quantity) -> (usize, usize) {
    let t = &d.tokens;
    // The noun of a ratio stands after its base.
    let start = if t.is_mark(q.end, '/') && t.is_number(q.end + 1) { q.end + 2 } else { q.end };
    let mut to = start;
    // "13 ý kiến, kiến nghị thuộc …": a noun of two words of one class.
    let joined = |at: usize| {
        t.is_mark(at, ',')
            && at > start
            && class(t.word(at + 1), t.word(at + 2)) == q.class
            && q.class != Class::Other
    };
    // "16/18 xã (88,9%) báo cáo đúng hạn": a share in a bracket parts the words.
    let past_share = |at: usize| {
        let close =
            d.brackets.close.get(at).copied().filter(|&c| t.is_mark(at, '(') && c > at && c - at <= 3)?;
        (at + 1..close).all(|i| t.is_number(i) || t.is_mark(i, '%')).then_some(close + 1)
    };
    while to < start + 14 {
        if let Some(after) = past_share(to) {
            to = after;
        } else if t.is_word(to) || t.is_mark(to, '"') || joined(to) {
            to += 1;
        } else {
            break;
        }
    }
    (q.label.0, to)
}

pub(crate) fn has(d: &Document, q: &Quantity, phrases: &[&str]) -> bool {
    let (from, to) = around(d, q);
    d.tokens.has(from, to, phrases)
}

/// A part of one of the divisions.
pub(crate) fn is_category(d: &Document, q: &Quantity) -> bool {
    const STATES: [&str; 6] = ["còn lại", "đang", "đã", "chưa", "quá hạn", "chậm"];
    has(d, q, &STATES)
        || has(d, q, &GRADES)
        || has(d, q, &DISCIPLINE)
        || has(d, q, &["đúng hạn", "trước hạn", "trễ hạn"])
}

const DISCIPLINE: [&str; 5] = ["khiển trách", "cảnh cáo", "cách chức", "khai trừ", "giải tán"];
pub(crate) const GRADES: [&str; 4] =
    ["hoàn thành xuất sắc", "hoàn thành tốt", "hoàn thành nhiệm vụ", "không hoàn thành"];

/// The parts exclude each other.
pub(crate) fn disjoint(d: &Document, parts: &[&Quantity]) -> bool {
    parts.iter().all(|q| has(d, q, &DISCIPLINE)) || parts.iter().all(|q| has(d, q, &GRADES))
}

/// Each of the parts is at a place of its own: "21 tổ chức ở nông thôn, 9 tổ chức ở cơ quan"; or of a level: "cấp tỉnh 31, cấp huyện 95".
pub(crate) fn apart(d: &Document, parts: &[&Quantity]) -> bool {
    let t = &d.tokens;
    let all_differ = |names: Vec<Option<[&str; 3]>>| {
        let mut told: Vec<[&str; 3]> = names.into_iter().flatten().collect();
        let n = told.len();
        told.sort_unstable();
        told.dedup();
        n == parts.len() && told.len() == n
    };
    let at_place = |q: &&Quantity, words: &[&str]| {
        let at = (q.noun.0..q.noun.1 + 2).find(|&i| words.contains(&t.word(i)))?;
        Some([t.word(at + 1), t.word(at + 2), t.text(at + 3)])
    };
    let place = |q: &&Quantity| at_place(q, &["ở", "tại", "thuộc"]);
    // "31 tổ của phường cũ A và 15 tổ của phường cũ B".
    let of_place = |q: &&Quantity| {
        at_place(q, &["của"])
            .filter(|[kind, ..]| matches!(*kind, "xã" | "phường" | "huyện" | "tỉnh" | "thôn"))
    };
    let level = |q: &&Quantity| {
        let at = (q.label.0..q.first).find(|&i| t.word(i) == "cấp")?;
        Some(["cấp", t.word(at + 1), ""])
    };
    parts.len() >= 3 && all_differ(parts.iter().map(place).collect())
        || parts.len() >= 2 && all_differ(parts.iter().map(of_place).collect())
        || parts.len() >= 2 && all_differ(parts.iter().map(level).collect())
}

/// The parts make up the whole: one says "còn lại", or they are all parts of one division.
pub(crate) fn closes(d: &Document, parts: &[&Quantity]) -> bool {
    // "54 tổ chức …, 34 tổ chức đã …, còn 20 tổ chức": "còn" alone tells the rest.
    let remains =
        |q: &&Quantity| d.tokens.word_before(q.first, 1) == "còn" && q.label.0 + 1 == q.first && q.has_noun();
    let rest = parts.len() >= 2 && parts.iter().any(|q| has(d, q, &["còn lại"]) || remains(q));
    let groups = parts.len() >= 3
        && ["nhóm", "thẩm quyền", "khối", "lĩnh vực", "cơ cấu"]
            .iter()
            .any(|w| parts.iter().all(|q| d.label_has(q, &[w])));
    // "…; đơn vị sự nghiệp 5 người; thành phần khác 1 người": the last takes up what the others leave.
    let others = parts.len() >= 3
        && parts.last().is_some_and(|q| {
            d.tokens.word_before(q.first, 1) == "khác"
                || d.tokens.phrase_before(q.first, "khác là")
                || d.tokens.word_before(around(d, q).1, 1) == "khác"
        });
    rest || groups || others || closes_by_words(d, parts)
}

/// The parts are all parts of one division.
pub(crate) fn closes_by_words(d: &Document, parts: &[&Quantity]) -> bool {
    let spans: Vec<Span> = parts.iter().map(|q| Span::of(d, q)).collect();
    // Of organisations these are all forms but dissolution: "khiển trách 8 tổ chức, cảnh cáo 4 tổ chức".
    let forms = [["khiển trách"], ["cảnh cáo"]];
    let bodies = parts.len() == 2 && parts.iter().all(|q| q.class == Class::Organisation);
    if bodies && forms.iter().all(|form| spans.iter().any(|s| s.has(d, form))) {
        return true;
    }
    DIVISIONS.iter().any(|division| complete(d, division, &spans))
}

/// The words that name a part, with the leads of all of them.
struct Span {
    from: usize,
    to: usize,
    leads: u64,
}

impl Span {
    fn of(d: &Document, q: &Quantity) -> Self {
        let (from, to) = around(d, q);
        Self { from, to, leads: d.tokens.leads(from, to) }
    }

    fn has(&self, d: &Document, phrases: &[&str]) -> bool {
        may_have(self.leads, phrases) && d.tokens.has(self.from, self.to, phrases)
    }
}

fn complete(d: &Document, division: &Division, parts: &[Span]) -> bool {
    let known = |part: &Span| division.needed.iter().chain(division.further).any(|group| part.has(d, group));
    parts.len() >= division.needed.len()
        && parts.iter().all(known)
        && division.needed.iter().all(|group| parts.iter().any(|part| part.has(d, group)))
}

/// The words for what was to be done: then "đã" and "đang" are all of it.
pub(crate) fn assigned(d: &Document, w: &Quantity) -> bool {
    d.label_has(w, &["giao", "phải", "tổng số", "tiếp nhận", "thụ lý", "thuộc thẩm quyền", "khởi công"])
}

pub(crate) fn done_or_under_way(d: &Document, parts: &[&Quantity]) -> bool {
    parts.len() == 2
        && parts.iter().any(|q| has(d, q, DONE) && !has(d, q, &["đang"]))
        && parts.iter().any(|q| has(d, q, &["đang"]))
}

/// Categories that overlap with others.
pub(crate) fn overlapping(d: &Document, parts: &[&Quantity]) -> bool {
    let words = [
        "nữ",
        "trẻ",
        "dân tộc",
        "tôn giáo",
        "có đạo",
        "học sinh",
        "sinh viên",
        "công nhân",
        "đoàn viên",
        "trình độ",
        "tuổi",
        "thạc",
        "tiến sĩ",
        "đại học",
        "cao cấp",
        "trung cấp",
        "doanh nghiệp",
        "nông thôn",
        "dự bị",
    ];
    // Of enterprises themselves the word says nothing.
    let counted = parts.iter().all(|q| matches!(d.head(q), ("doanh", "nghiệp") | ("dn", _)));
    // "bộ đội 4.250 ngày công, đoàn viên 6.200 ngày công": who did the work is not what is counted.
    let counted = counted
        || parts
            .iter()
            .all(|q| q.unit == Unit::Measure || matches!(d.head(q), ("ngày", "công") | ("giờ", _)));
    // "khối nông thôn 97, khối trường học 41": blocs exclude each other.
    let blocs = parts.len() >= 2 && parts.iter().all(|q| d.label_has(q, &["khối"]));
    // "chi bộ cơ quan 156, chi bộ trường học 98": every name begins with what is counted.
    let t = &d.tokens;
    let begins = |q: &Quantity| [t.word(q.label.0), t.word(q.label.0 + 1)];
    let last = parts.last().map(|q| begins(q)).filter(|[a, b]| !a.is_empty() && !b.is_empty());
    let kinds = parts.len() >= 3
        && last.is_some_and(|own| parts.iter().all(|q| begins(q) == own || has_name(d, q, own)));
    // "35 tổ chức ở xã, phường, 12 tổ chức ở cơ quan và 7 tổ chức ở doanh nghiệp": each is at one place.
    let places = parts.len() >= 3 && parts.iter().all(|q| matches!(t.word(q.noun.1), "ở" | "tại" | "thuộc"));
    parts.iter().any(|q| has(d, q, &words)) && !counted && !blocs && !kinds && !places
}

/// "chi bộ thôn, tổ dân phố 524": a comma in the name parts its beginning from the label.
fn has_name(d: &Document, q: &Quantity, own: [&str; 2]) -> bool {
    let t = &d.tokens;
    let from = q.first.saturating_sub(9);
    (from..q.first)
        .rev()
        .take_while(|&i| d.quantity_at(i).is_none())
        .any(|i| [t.word(i), t.word(i + 1)] == own)
}
