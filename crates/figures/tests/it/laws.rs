//! Laws on any text: no panic, honest offsets, exact codes, linear work.

use proptest::prelude::*;
use std::time::{Duration, Instant};
use vunggoc_figures::{Colours, Language, audit, json, pieces, terminal};

/// Pieces that reports are made of, so that random texts come near to the patterns.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "đạt",
        "chiếm",
        "trong đó",
        "gồm",
        "tăng",
        "giảm",
        "so với cùng kỳ",
        "tổng số",
        "chỉ tiêu",
        "vượt chỉ tiêu",
        "đảng viên",
        "tổ chức đảng",
        "chi bộ",
        "còn lại",
        "đang",
        "chưa",
        "từ",
        "lên",
        "năm 2024",
        "ngày 4/7/2017",
        "15-NQ/TU",
        "%",
        "/",
        "(",
        ")",
        ",",
        ";",
        ".",
        ":",
        "-",
        "\n",
        "hoàn thành tốt",
        "không hoàn thành",
        "hơn",
        "gần",
        "tỷ đồng",
        "lần",
        "mục tiêu",
        "\t",
        "triệu",
        "trên tổng số",
        "trở lên",
        "“",
        "”",
        "…",
        "|",
    ]);
    let number = (0_u64..2_000_000, 0_u32..4, 0_u32..100).prop_map(|(n, kind, rest)| match kind {
        0 => n.to_string(),
        1 => format!("{},{rest}", n % 200),
        2 => format!("{}.{:03}", n % 999 + 1, n % 1000),
        _ => format!("{}/{}", n % 900, n % 1000),
    });
    prop_oneof![3 => words.prop_map(str::to_owned), 2 => number, 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|p| p.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_audit_and_every_claim_quotes_its_place(text in text()) {
        let result = audit(&text);
        let chars: Vec<char> = result.text.chars().collect();
        for claim in &result.claims {
            prop_assert!(claim.start < claim.end && claim.end <= chars.len());
            let quoted: String = chars[claim.start..claim.end].iter().collect();
            prop_assert_eq!(&quoted, &claim.text);
            prop_assert!(!claim.printed.is_empty() && result.text.contains(&claim.printed));
        }
        prop_assert!(result.claims.windows(2).all(|w| w[0].start <= w[1].start));
        let joined: String = pieces(&result).into_iter().map(|p| p.text).collect();
        prop_assert_eq!(&joined, &result.text);
        let out = json(&result);
        let framed = out.starts_with("{\"text\":\"") && out.ends_with("]}");
        prop_assert!(framed);
        prop_assert!(!out.chars().any(char::is_control));
        prop_assert!(!terminal(&result, Colours::Off, Language::English).is_empty());
    }

    #[test]
    fn any_string_at_all_is_read(text in any::<String>()) {
        let _ = audit(&text);
    }
}

/// Time on the processor, so that other programs on the machine do not matter.
fn busy() -> Duration {
    let nanoseconds = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|s| s.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.with(Instant::elapsed), Duration::from_nanos)
}

thread_local! {
    static START: Instant = Instant::now();
}

/// Sixteen times the text may take at most eighty times as long; a quadratic audit takes 256 times.
fn assert_linear(unit: &str) {
    let time = |n: usize| {
        let text = unit.repeat(n);
        let once = || {
            let begin = busy();
            let _ = audit(&text);
            busy() - begin
        };
        (0..3).map(|_| once()).min().unwrap()
    };
    let (short, long) = (time(200).max(Duration::from_millis(1)), time(3_200));
    assert!(long < short * 80, "{unit:?}: {short:?} → {long:?}");
}

#[test]
fn adversarial_texts_take_linear_time() {
    for unit in [
        "1",
        "1,",
        "1.",
        "(",
        ")",
        "1/",
        "1 ",
        "1%",
        "1% ",
        "a ",
        "(1",
        "1)",
        "(1) ",
        "\n1",
        "1-",
        "đ",
        "tăng 1 ",
        "vượt chỉ tiêu ",
        "vượt chỉ tiêu: 1/2 ",
        "1 đảng viên, ",
        "1 đảng viên (chiếm 2,5%), ",
        "gồm 1 ",
        "trong đó 1 đảng viên ",
        "Mục tiêu 90% hoàn thành tốt. ",
        "phấn đấu có 5 đảng viên trở lên ",
        "1\u{a0}",
        "Kết nạp 5 đảng viên mới trong năm\n\n",
        "năm 2024, ",
        "90% đảng viên hoàn thành tốt; ",
        "5 đảng viên hoàn thành. Đang củng cố ",
        "gấp 2 lần (3 tổ chức) ",
        "5 ha, trong đó 1 ha, ",
        "vượt 2 ha so với kế hoạch (3 ha) ",
        "8 tổ chức (20%); ",
    ] {
        assert_linear(unit);
    }
}
