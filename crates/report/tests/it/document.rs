//! DOCX opened again and compared with the form of official papers.

use crate::ooxml::{Element, elements, names, part};
use crate::specimen;
use vunggoc_report::docx::{self, Comment};
use vunggoc_report::paper::*;
use vunggoc_report::table::Row;
use vunggoc_report::{RenderError, digest, text};

fn main_part(bytes: &[u8]) -> Vec<Element> {
    elements(&part(bytes, "word/document.xml"))
}

/// Paragraphs that carry words.
fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let xml = part(bytes, "word/document.xml")
        .replace("<w:br/>", "<w:t>\n</w:t>")
        .replace("<w:tab/>", "<w:t>\t</w:t>");
    let all = elements(&xml).into_iter();
    all.filter(|e| e.name == "w:p" && !e.text.is_empty()).map(|e| e.text).collect()
}

/// Value of a property of a style.
fn style(bytes: &[u8], id: &str, property: &str, attribute: &str) -> String {
    let all = elements(&part(bytes, "word/styles.xml"));
    let from = all.iter().position(|e| e.name == "w:style" && e.attribute("w:styleId") == id).unwrap();
    let own = all[from + 1..].iter().take_while(|e| e.name != "w:style");
    own.into_iter()
        .find(|e| e.name == property)
        .map_or_else(String::new, |e| e.attribute(attribute).to_owned())
}

#[test]
fn the_page_has_the_margins_of_the_form() {
    let bytes = docx::write(&specimen::report()).unwrap();
    let all = main_part(&bytes);
    let margins: Vec<_> = all.iter().filter(|e| e.name == "w:pgMar").collect();
    let mm = |e: &Element, side: &str| e.attribute(side).parse::<f64>().unwrap() / 1440.0 * 25.4;
    let first = margins.first().unwrap();
    for (side, expected) in [("w:top", 20.0), ("w:bottom", 20.0), ("w:left", 30.0), ("w:right", 15.0)] {
        assert!((mm(first, side) - expected).abs() < 0.05, "{side}");
    }
    let sizes: Vec<_> = all.iter().filter(|e| e.name == "w:pgSz").collect();
    let orientations: Vec<_> = sizes.iter().map(|e| e.attribute("w:orient")).collect();
    assert_eq!(orientations, ["", "landscape", "landscape", "landscape", "landscape"]);
    assert_eq!((sizes[0].attribute("w:w"), sizes[0].attribute("w:h")), ("11906", "16838"));
    assert_eq!((sizes[1].attribute("w:w"), sizes[1].attribute("w:h")), ("16838", "11906"));
}

#[test]
fn every_letter_is_times_and_the_text_is_set_as_the_form_says() {
    let bytes = docx::write(&specimen::report()).unwrap();
    let styles = elements(&part(&bytes, "word/styles.xml"));
    let fonts: Vec<_> = styles.iter().filter(|e| e.name == "w:rFonts").collect();
    assert_eq!(fonts.len(), 1, "one font for all styles");
    for script in ["w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"] {
        assert_eq!(fonts[0].attribute(script), "Times New Roman", "{script}");
    }
    assert!(!main_part(&bytes).iter().any(|e| e.name == "w:rFonts"), "no paragraph departs from it");
    assert_eq!(style(&bytes, "VGNoiDung", "w:sz", "w:val"), "28");
    assert_eq!(style(&bytes, "VGNoiDung", "w:spacing", "w:line"), "360");
    assert_eq!(style(&bytes, "VGNoiDung", "w:spacing", "w:lineRule"), "exact");
    assert_eq!(style(&bytes, "VGNoiDung", "w:ind", "w:firstLine"), "567");
    assert_eq!(style(&bytes, "VGNoiDung", "w:jc", "w:val"), "both");
    let used = main_part(&bytes);
    let used = used.iter().filter(|e| e.name == "w:pStyle").map(|e| e.attribute("w:val"));
    for id in used {
        assert!(styles.iter().any(|e| e.name == "w:style" && e.attribute("w:styleId") == id), "{id}");
    }
}

#[test]
fn the_head_of_a_party_paper_stands_in_its_order() {
    let lines = paragraphs(&docx::write(&specimen::report()).unwrap());
    let head = [
        "THÀNH ỦY MẪU",
        "BAN CHỈ ĐẠO 15",
        "*",
        "Số       -BC/BCĐ15",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Thành phố Mẫu, ngày      tháng      năm 2024",
        "Lưu hành nội bộ",
        "BÁO CÁO",
        "sơ kết 6 tháng đầu năm, phương hướng, nhiệm vụ 6 tháng cuối năm 2024",
        "thực hiện Nghị quyết số 15-NQ/TU và Chỉ thị số 15-CT/TU",
        "-----",
    ];
    assert_eq!(lines[..head.len()], head);
    let foot = lines.iter().position(|l| l == "Nơi nhận:").unwrap();
    assert_eq!(lines[foot + 4..foot + 7], ["- Lưu Ban Tổ chức.", "T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN"]);
    assert!(lines[foot + 7].starts_with("Biểu B02."), "annexes come after the signature");
    assert!(!lines.iter().any(|l| l.ends_with("./.")));
}

#[test]
fn the_two_families_are_never_mixed() {
    let party = paragraphs(&docx::write(&specimen::submission()).unwrap()).join("\n");
    assert!(
        party.contains("ĐẢNG CỘNG SẢN") && party.contains("\n*\n") && party.contains("Số       -TTr/BTCTU")
    );
    assert!(!party.contains("CỘNG HÒA") && !party.contains("Số:"));
    assert!(
        party.contains("ngày 05 tháng 02 năm 2024") && party.contains("Kính trình: Ban Thường vụ Thành ủy,")
    );
    let state = paragraphs(&docx::write(&specimen::state_report()).unwrap()).join("\n");
    assert!(state.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"));
    assert!(state.contains("Số: 07/BC-TTr") && state.contains("ngày 03 tháng 10 năm 2024"));
    assert!(!state.contains("ĐẢNG CỘNG SẢN") && !state.contains("\n*\n") && !state.contains("-----"));
}

#[test]
fn the_head_of_a_table_is_merged_and_comes_again_on_each_page() {
    let bytes = docx::write(&specimen::report()).unwrap();
    let all = main_part(&bytes);
    let n_heads = all.iter().filter(|e| e.name == "w:tblHeader").count();
    // B07 has one row of titles, B02 three, B03 and B04 two, B05 one; all but two have column numbers.
    assert_eq!(n_heads, 1 + 4 + 3 + 3 + 1);
    let spans: Vec<_> =
        all.iter().filter(|e| e.name == "w:gridSpan").map(|e| e.attribute("w:val").to_owned()).collect();
    assert!(spans.starts_with(&["3".into(), "3".into(), "2".into()]), "{spans:?}");
    let merges = all.iter().filter(|e| e.name == "w:vMerge" && e.attribute("w:val") == "restart").count();
    let expected: usize =
        [specimen::b02(), specimen::b03(), specimen::b04(1), specimen::b05(), specimen::b07()]
            .iter()
            .map(|t| t.head_grid().cells.iter().filter(|c| c.n_rows > 1).count())
            .sum();
    assert_eq!(merges, expected);
}

#[test]
fn every_table_is_as_wide_as_the_text_and_no_word_is_broken() {
    let bytes = docx::write(&specimen::report()).unwrap();
    let all = main_part(&bytes);
    let mut widths: Vec<u32> = Vec::new();
    for e in &all {
        match e.name.as_str() {
            "w:tblGrid" => widths.push(0),
            "w:gridCol" => *widths.last_mut().unwrap() += e.attribute("w:w").parse::<u32>().unwrap(),
            _ => {}
        }
    }
    let portrait = 11906 - 1701 - 850;
    assert!(widths[..3].iter().all(|w| *w == portrait), "{widths:?}");
    let landscape = 16838 - 2 * 1134;
    assert!(widths[3..].iter().all(|w| w.abs_diff(landscape) <= 2), "{widths:?}");
}

#[test]
fn the_first_page_has_no_number_and_the_others_have() {
    let bytes = docx::write(&specimen::report()).unwrap();
    assert_eq!(main_part(&bytes).iter().filter(|e| e.name == "w:titlePg").count(), 1);
    let header = elements(&part(&bytes, "word/header1.xml"));
    assert!(header.iter().any(|e| e.name == "w:instrText" && e.text == "PAGE"));
    assert!(!elements(&part(&bytes, "word/footer1.xml")).iter().any(|e| e.name == "w:instrText"));
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    let one = docx::write(&specimen::report()).unwrap();
    let two = std::thread::spawn(|| docx::write(&specimen::report()).unwrap()).join().unwrap();
    assert!(one == two);
    let mut other = specimen::report();
    other.head.issuer = vec!["BAN CHỈ ĐẠO 35".into()];
    let other = docx::write(&other).unwrap();
    assert_ne!(digest::content_digest(&other).unwrap(), digest::content_digest(&one).unwrap());
}

#[test]
fn every_part_is_well_formed_and_declared() {
    let comments = [note(0..3)];
    let bytes = docx::annotate(&specimen::submission(), &comments).unwrap();
    let types = part(&bytes, "[Content_Types].xml");
    for name in names(&bytes) {
        elements(&part(&bytes, &name));
        let declared = types.contains(&format!("\"/{name}\""));
        assert!(name.ends_with(".rels") || name.starts_with('[') || declared, "{name}");
    }
}

#[test]
fn the_plain_text_says_what_the_document_says() {
    for paper in [specimen::report(), specimen::submission(), specimen::state_report(), specimen::letter()] {
        let plain = text::write(&paper).unwrap();
        let signs: Vec<char> = plain.text.chars().collect();
        let lines: Vec<String> = plain
            .lines
            .iter()
            .map(|l| signs[l.range.clone()].iter().collect::<String>())
            .filter(|l| !l.is_empty())
            .collect();
        assert_eq!(lines, paragraphs(&docx::write(&paper).unwrap()));
        assert_eq!(plain.lines.last().unwrap().range.end, signs.len());
    }
}

#[test]
fn a_place_in_the_text_leads_back_to_its_block() {
    let paper = specimen::report();
    let plain = text::write(&paper).unwrap();
    let place = |words: &str| plain.text[..plain.text.find(words).unwrap()].chars().count();
    let block = |words: &str| plain.block_at(place(words)).map(|i| paper.blocks().nth(i).unwrap().clone());
    assert_eq!(block("BAN CHỈ ĐẠO 15"), None);
    assert!(matches!(block("Đầu kỳ có 47"), Some(Block::Paragraph(_))));
    assert!(matches!(block("Khuyết bí thư"), Some(Block::Table(t)) if t.code == "Biểu B07"));
    assert!(matches!(block("Đảng bộ Phường Mẫu 06"), Some(Block::Table(t)) if t.code == "Biểu B05"));
    assert!(plain.text.contains("1\tKhuyết bí thư quá 3 tháng\t5\t60,0% (3/5)\t2\n"), "a row is a line");
}

fn note(range: std::ops::Range<usize>) -> Comment {
    Comment {
        range,
        author: "Vững Gốc".into(),
        initials: "VG".into(),
        text: "Đề nghị kiểm tra lại\n61,7%".into(),
    }
}

#[test]
fn a_comment_lies_on_the_words_it_is_about() {
    let paper = specimen::report();
    let plain = text::write(&paper).unwrap();
    let find = |words: &str| {
        let start = plain.text[..plain.text.find(words).unwrap()].chars().count();
        start..start + words.chars().count()
    };
    let wanted = ["61,7% (29/47)", "47 TCCSĐ; trong kỳ", "60,0% (3/5)\t2\n2\tĐơn"];
    let comments: Vec<Comment> = wanted.iter().map(|w| note(find(w))).collect();
    let bytes = docx::annotate(&paper, &comments).unwrap();
    let xml = part(&bytes, "word/document.xml");
    for (id, words) in wanted.iter().enumerate() {
        let from = xml.find(&format!("<w:commentRangeStart w:id=\"{id}\"/>")).unwrap();
        let to = xml.find(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).unwrap();
        let between = format!("<x>{}</x>", &xml[from..to]);
        let text: String = between
            .split("<w:t xml:space=\"preserve\">")
            .skip(1)
            .map(|p| p.split('<').next().unwrap())
            .collect();
        assert_eq!(text, words.replace(['\t', '\n'], ""));
    }
    assert_eq!(xml.matches("<w:commentReference ").count(), 3);
    assert_eq!(
        elements(&part(&bytes, "word/comments.xml")).iter().filter(|e| e.name == "w:comment").count(),
        3
    );
    let same_words: Vec<String> = paragraphs(&bytes);
    assert_eq!(same_words, paragraphs(&docx::write(&paper).unwrap()), "comments change no word");
}

#[test]
fn a_comment_without_words_under_it_is_refused() {
    let text = "Một đoạn.\n\nĐoạn khác & <ký hiệu>.";
    let n = text.chars().count();
    assert_eq!(docx::annotate_text("", text, &[note(4..4)]), Err(RenderError::CommentPlace(0)));
    assert_eq!(
        docx::annotate_text("", text, &[note(0..3), note(n - 1..n + 1)]),
        Err(RenderError::CommentPlace(1))
    );
    let bytes =
        docx::annotate_text("Kiểm tra số liệu", text, &[note(0..n), note(11..15), note(n - 1..n)]).unwrap();
    assert_eq!(paragraphs(&bytes), ["Một đoạn.", "Đoạn khác & <ký hiệu>."]);
    elements(&part(&bytes, "word/document.xml"));
}

#[test]
fn what_a_paper_may_not_carry_is_refused() {
    for mark in ["Mật", "TỐI MẬT", " tuyệt mật "] {
        let mut paper = specimen::report();
        paper.head.circulation = Some(mark.into());
        assert_eq!(docx::write(&paper), Err(RenderError::Secret(mark.into())));
        assert_eq!(text::write(&paper), Err(RenderError::Secret(mark.into())));
    }
    let mut table = specimen::b07();
    table.rows.push(Row::plain([]));
    let mut paper = specimen::submission();
    paper.body = vec![Section::portrait(vec![table.into()])];
    assert!(matches!(docx::write(&paper), Err(RenderError::RowWidth { found: 0, .. })));
}

#[test]
fn a_series_is_each_paper_on_pages_of_its_own() {
    let papers = [specimen::letter(), specimen::report(), specimen::letter()];
    let bytes = docx::write_series(&papers).unwrap();
    let one_by_one: Vec<String> = papers.iter().flat_map(|p| paragraphs(&docx::write(p).unwrap())).collect();
    assert_eq!(paragraphs(&bytes), one_by_one);
    let all = main_part(&bytes);
    assert_eq!(all.iter().filter(|e| e.name == "w:pgNumType" && e.attribute("w:start") == "1").count(), 3);
    assert_eq!(all.iter().filter(|e| e.name == "w:sectPr").count(), 1 + 5 + 1);
    assert_eq!(docx::write_series(&[]), Err(RenderError::NoPaper));
}

#[test]
fn the_signature_takes_the_last_paragraph_with_it() {
    let xml = part(&docx::write(&specimen::submission()).unwrap(), "word/document.xml");
    let last = xml.find("Kính trình Ban Thường vụ Thành ủy xem xét, quyết định.").unwrap();
    let own = &xml[xml[..last].rfind("<w:p>").unwrap()..last];
    assert!(own.contains("<w:keepNext/>"), "{own}");
    assert!(xml[last..].contains("<w:cantSplit/>"));
}

#[test]
fn signs_that_xml_cannot_carry_do_not_break_the_document() {
    let mut paper = specimen::submission();
    paper.body = vec![Section::portrait(vec![Block::words("a\u{b}b <c> & \"d\"\u{1f}\u{fffe}\r\ne\tf")])];
    let bytes = docx::write(&paper).unwrap();
    assert!(paragraphs(&bytes).contains(&"ab <c> & \"d\"\ne\tf".to_owned()));
}

#[test]
fn the_paper_is_turned_only_where_it_must_be() {
    let mut paper = specimen::submission();
    let turned = |paper: &Paper| {
        let all = main_part(&docx::write(paper).unwrap());
        all.iter()
            .filter(|e| e.name == "w:pgSz")
            .map(|e| e.attribute("w:orient").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(turned(&paper), [""]);
    paper.body = vec![
        Section::portrait(vec![Block::words("a")]),
        Section::portrait(vec![Block::words("b")]),
        Section::landscape(vec![specimen::b02().into()]),
    ];
    assert_eq!(turned(&paper), ["", "landscape", ""], "the signature stands upright again");
}
