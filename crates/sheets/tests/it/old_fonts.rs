//! Old encodings: told, converted, and left alone where there is nothing to convert.

use vunggoc_sheets::legacy::{Legacy, convert, converted, detect, detect_sheet, has_lost_letters};
use vunggoc_sheets::{Cell, Sheet};

const CASES: &[(&str, &str, &str)] = &[
    (
        "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
        "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam",
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
    ),
    ("§éc lËp - Tù do - H¹nh phóc", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    (
        "§¶ng bé c¬ së, ®¶ng viªn dù bÞ",
        "Ñaûng boä cô sôû, ñaûng vieân döï bò",
        "Đảng bộ cơ sở, đảng viên dự bị",
    ),
    (
        "Tæng sè tæ chøc yÕu kÐm ®\u{ad}îc cñng cè",
        "Toång soá toå chöùc yeáu keùm ñöôïc cuûng coá",
        "Tổng số tổ chức yếu kém được củng cố",
    ),
    (
        "Phã bÝ th\u{ad} kiªm tr\u{ad}ëng th«n",
        "Phoù bí thö kieâm tröôûng thoân",
        "Phó bí thư kiêm trưởng thôn",
    ),
];

#[test]
fn old_text_is_told_and_converted() {
    for (tcvn3, vni, unicode) in CASES {
        assert_eq!(detect(tcvn3), Some(Legacy::Tcvn3), "{tcvn3}");
        assert_eq!(convert(tcvn3, Legacy::Tcvn3), *unicode);
        assert_eq!(detect(vni), Some(Legacy::Vni), "{vni}");
        assert_eq!(convert(vni, Legacy::Vni), *unicode);
    }
}

#[test]
fn text_that_needs_no_conversion_is_left_alone() {
    for (_, _, unicode) in CASES {
        assert_eq!(detect(unicode), None);
    }
    for text in ["", "So 12", "Hà Nội", "Café Zürich", "1 234,5 – 80 %", "Ðảng"] {
        assert_eq!(detect(text), None, "{text}");
    }
}

#[test]
fn in_a_sheet_of_two_fonts_only_the_old_one_is_converted() {
    let mut sheet = Sheet::empty("1");
    let text = |text: &str| Cell::Text(text.to_owned().into());
    sheet.rows = vec![
        vec![text("§¶ng bé x· MÉu 01"), text("Đảng bộ phường Mẫu Ba")],
        vec![text("Chi bé th«n MÉu"), text("12/15")],
    ];
    let legacy = detect_sheet(&sheet);
    assert_eq!(legacy, Some(Legacy::Tcvn3));
    let sheet = converted(&sheet, Legacy::Tcvn3);
    let texts: Vec<_> = sheet.rows.iter().flatten().map(Cell::shown).collect();
    assert_eq!(texts, ["Đảng bộ xã Mẫu 01", "Đảng bộ phường Mẫu Ba", "Chi bộ thôn Mẫu", "12/15"]);
}

#[test]
fn letters_lost_on_saving_are_told() {
    let sheet = |texts: &[&str]| {
        let mut sheet = Sheet::empty("1");
        sheet.rows = texts.iter().map(|text| vec![Cell::Text((*text).to_owned().into())]).collect();
        sheet
    };
    assert!(has_lost_letters(&sheet(&["??NG B? THÀNH PH? M?U", "Ch?c danh", "Thôn M?u 01", "B\u{ed} thư"])));
    assert!(!has_lost_letters(&sheet(&["Đảng bộ thành phố Mẫu", "Đã có chi ủy?", "Vì sao?", "?", "a?"])));
}
