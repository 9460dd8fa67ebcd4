//! Ways of writing: Unicode forms, blanks, dashes, full-width digits, both spellings of ủy, old encodings.

use unicode_normalization::UnicodeNormalization;
use vunggoc_figures::{Encoding, Verdict, audit};

const FAULT: &str = "Ủy ban đã xử lý 45/60 hồ sơ của tổ chức đảng (đạt 70,5%), hoàn thành trước hạn.";

fn wrongs(text: &str) -> Vec<String> {
    audit(text).claims.iter().filter(|c| c.verdict == Verdict::Wrong).map(|c| c.printed.clone()).collect()
}

#[test]
fn composed_and_decomposed_text_give_the_same_audit() {
    let decomposed: String = FAULT.nfd().collect();
    assert_ne!(decomposed, FAULT);
    assert_eq!(audit(&decomposed), audit(FAULT));
    assert_eq!(wrongs(&decomposed), ["70,5"]);
}

#[test]
fn both_spellings_of_uy_are_one_word() {
    let old = "Trong số 40 uỷ viên có 12 uỷ viên là nữ (chiếm 35%).";
    let new = "Trong số 40 ủy viên có 12 ủy viên là nữ (chiếm 35%).";
    let short = |t: &str| audit(t).claims.iter().map(|c| (c.verdict, c.start, c.end)).collect::<Vec<_>>();
    assert_eq!(short(old), short(new));
    assert_eq!(wrongs(old), ["35"]);
}

#[test]
fn full_width_digits_are_digits() {
    assert_eq!(wrongs("Đã có ４５/６０ đảng viên （đạt ７０,５％）."), ["７０,５"]);
}

#[test]
fn blanks_and_dashes_of_word_processors_change_nothing() {
    assert_eq!(wrongs("Đã có 45\u{a0}/\u{a0}60 đảng\u{a0}viên (đạt\u{a0}70,5\u{202f}%)."), ["70,5"]);
    assert_eq!(wrongs("Đã có 4\u{a0}500/6\u{a0}000 đảng viên (đạt 70,5%)."), ["70,5"]);
    let range =
        "Chỉ tiêu kết nạp từ 180 \u{2013} 200 đảng viên. Đã kết nạp 230 đảng viên, đạt 115% chỉ tiêu.";
    assert!(!audit(range).accuses());
}

#[test]
fn lines_wrapped_by_a_pdf_do_not_part_a_sentence() {
    let wrapped =
        "Trong sáu tháng, toàn Đảng bộ Thành phố Mẫu đã kết nạp được\n45/60 đảng viên mới\n(đạt 70,5%).";
    assert_eq!(wrongs(wrapped), ["70,5"]);
}

#[test]
fn old_encodings_are_named_and_not_misread() {
    let tcvn3 =
        "C¸c tæ chøc ®¶ng ®· kÕt n¹p ®\u{ad}îc 45/60 ®¶ng viªn (®¹t 70,5%), trong ®ã cã 5 ®¶ng viªn n÷";
    let result = audit(tcvn3);
    assert_eq!(result.encoding, Encoding::Tcvn3);
    assert!(result.claims.is_empty());
    let vni = "Caùc toå chöùc ñaûng ñaõ keát naïp ñöôïc 45/60 ñaûng vieân (ñaït 70,5%), trong ñoù coù 5 ñaûng vieân nöõ";
    let result = audit(vni);
    assert_eq!(result.encoding, Encoding::Vni);
    assert!(result.claims.is_empty());
    assert_eq!(audit(FAULT).encoding, Encoding::Unicode);
    assert_eq!(audit("Le département a reçu 45/60 élèves (70,5%).").encoding, Encoding::Unicode);
}
