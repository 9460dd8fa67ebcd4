//! Names: folding, abbreviations, closeness.

use proptest::prelude::*;
use vunggoc_sheets::name::{closeness, edits, expanded, fold, key, variants};

#[test]
fn folding_takes_marks_off_however_they_were_typed() {
    let cases = [
        ("Đảng ủy phường Kim Liên", "dang uy phuong kim lien"),
        ("ĐẢNG UỶ  PHƯỜNG\u{a0}KIM LIÊN ", "dang uy phuong kim lien"),
        ("Đa\u{309}ng u\u{309}y", "dang uy"),
        ("Ưu Ơ Ư Ă Â Ê Ô", "uu o u a a e o"),
        ("Tổ 03 – khu 5", "to 03 - khu 5"),
    ];
    for (text, expected) in cases {
        assert_eq!(fold(text), expected, "{text:?}");
    }
}

#[test]
fn keys_bring_spellings_together_and_keep_names_apart() {
    for (a, b) in
        [("Lý Thái Tổ", "Lí Thái Tổ"), ("Tổ 03", "tổ 3"), ("Kỳ Sơn", "kì sơn"), ("Quỳ Châu", "Quỳ-Châu")]
    {
        assert_eq!(key(a), key(b), "{a} {b}");
    }
    for (a, b) in [("Thúy", "Thúi"), ("Tay", "Tai"), ("Tổ 3", "Tổ 30")] {
        assert_ne!(key(a), key(b), "{a} {b}");
    }
}

#[test]
fn office_abbreviations_are_written_out() {
    let cases = [
        ("P. Mẫu Một", "phuong mau mot"),
        ("P.Mẫu Một", "phuong mau mot"),
        ("ĐU P. Mẫu Một", "dang uy phuong mau mot"),
        ("ĐB xã Mẫu 01", "dang bo xa mau 1"),
        ("CB TDP số 5", "chi bo to dan pho so 5"),
        ("CB TDP5", "chi bo to dan pho 5"),
        ("TT. Mẫu", "thi tran mau"),
        ("X. Mẫu 02", "xa mau 2"),
        ("Khu T", "khu t"),
        ("Chi bộ P", "chi bo p"),
        ("Công ty CP Mẫu", "cong ti cp mau"),
    ];
    for (text, expected) in cases {
        assert_eq!(expanded(text), key(expected), "{text:?}");
    }
    assert_eq!(expanded("P. Mẫu Một"), expanded("Phường Mẫu Một"));
    assert!(variants("ĐU phường Mẫu Một").contains(&"mau mot".to_owned()));
    assert!(variants("Đảng ủy phường Mẫu Một").contains(&"phuong mau mot".to_owned()));
}

#[test]
fn a_slip_is_close_and_another_number_is_far() {
    assert_eq!(closeness("P. Mẫu Một", "Phường Mẫu Một"), 100);
    assert!(closeness("Phường Mẫu Một", "Phường Mẫu Mộtt") > 90);
    assert!(closeness("Chi bộ 3", "Chi bộ 5") < 60);
    assert!(closeness("Xã Mẫu 01", "Thị trấn Khác") < 50);
    assert_eq!(edits("abcd", "abdc"), 1);
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,30}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
        prop_assert_eq!(key(&key(&text)), key(&text));
    }

    #[test]
    fn closeness_is_the_same_both_ways(a in "[a-zđâêô0-9 ]{0,12}", b in "[a-zđâêô0-9 ]{0,12}") {
        prop_assert_eq!(closeness(&a, &b), closeness(&b, &a));
        prop_assert_eq!(edits(&a, &b), edits(&b, &a));
    }
}
