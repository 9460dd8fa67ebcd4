//! Shares over bases that stand in the store.

use vunggoc_figures::{Known, Verdict, audit, audit_known};

fn verdict(text: &str) -> Verdict {
    let known = Known::new().with("Đảng viên", 5_645).with("chi bộ", 142);
    audit_known(text, &known).claims.first().unwrap().verdict
}

#[test]
fn a_share_of_a_known_base_is_checked() {
    assert_eq!(verdict("Có 564 đảng viên, chiếm 10% tổng số đảng viên."), Verdict::Right);
    assert_eq!(verdict("Có 564 đảng viên, chiếm 12,5% tổng số đảng viên."), Verdict::Wrong);
    assert_eq!(verdict("Có 71 chi bộ (chiếm 50%) hoàn thành."), Verdict::Right);
}

#[test]
fn a_known_base_accuses_only_where_the_text_names_it() {
    assert_eq!(verdict("Có 60 chi bộ (chiếm 50%) hoàn thành."), Verdict::Unchecked);
    assert_eq!(verdict("Có 564 đảng viên, chiếm 12,5% tổng số đảng viên nữ."), Verdict::Unchecked);
    assert_eq!(
        audit("Có 564 đảng viên, chiếm 12,5% tổng số đảng viên.").claims[0].verdict,
        Verdict::Unchecked
    );
}
