//! The words for people and the shape for machines.

use vunggoc_figures::{Colours, Language, audit, json, terminal};

const TEXT: &str = "Đã kết nạp được 5.189/10.260 đảng viên (đạt 50,8%).";

#[test]
fn labels_are_gentle_and_exact() {
    let label =
        |text: &str| audit(text).claims.iter().find(|c| c.accuses()).map(|c| (c.label_vi(), c.label_en()));
    let (vi, en) = label(TEXT).unwrap();
    assert_eq!(vi, "Đề nghị kiểm tra lại: tính lại được 50,58%");
    assert_eq!(en, "Please check again: recomputed as 50.58%");
    let (vi, en) =
        label("Đã thi hành kỷ luật 63 đảng viên (khiển trách 15, cảnh cáo 20, khai trừ 18).").unwrap();
    assert_eq!(vi, "Các số thành phần chưa khớp tổng (lệch 10)");
    assert_eq!(en, "The parts do not yet add up to the total (off by 10)");
    let (vi, _) = label("Tiếp nhận 240 đơn, tăng 50 đơn so với cùng kỳ (200 đơn).").unwrap();
    assert_eq!(vi, "Đề nghị kiểm tra lại: tính lại được 40");
    let (vi, _) = label("Trong tháng, số lượt người được tiếp giảm 3,9% (233/240).").unwrap();
    assert_eq!(vi, "Đề nghị kiểm tra lại: tính lại được 2,92%");
}

#[test]
fn json_has_the_promised_shape() {
    let expected = concat!(
        r#"{"text":"Đã kết nạp được 5.189/10.260 đảng viên (đạt 50,8%).","encoding":"unicode","claims":[{"kind":"ratio","#,
        r#""verdict":"wrong","certainty":"proved","text":"5.189/10.260 đảng viên (đạt 50,8%)","start":16,"end":50,"#,
        r#""printed":"50,8","computed":"50.575","note":"Đề nghị kiểm tra lại: tính lại được 50,58%. "#,
        r#"So với 5.189 trên 10.260."}]}"#,
    );
    assert_eq!(json(&audit(TEXT)), expected);
}

#[test]
fn the_terminal_shows_the_words_with_and_without_colours() {
    let result = audit(TEXT);
    let plain = terminal(&result, Colours::Off, Language::Vietnamese);
    assert!(
        plain.contains("tính lại được 50,58%") && plain.contains("5.189/10.260") && !plain.contains('\u{1b}')
    );
    assert!(terminal(&result, Colours::On, Language::English).contains("\u{1b}[1;31mPlease check again"));
}

#[test]
fn exit_status_one_needs_a_fault_that_is_proved_or_likely() {
    assert!(audit(TEXT).accuses());
    assert!(!audit("Đã kết nạp được 5.189/10.260 đảng viên (đạt 50,6%).").accuses());
    assert!(!audit("Các xã vượt chỉ tiêu cao là: Xã Mẫu 01 thành lập 65/90 tổ chức đảng.").accuses());
    assert!(!audit("").accuses());
}
