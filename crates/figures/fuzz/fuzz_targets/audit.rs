//! Any bytes: the audit must not panic and every claim must quote its place.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let result = vunggoc_figures::audit(&text);
    let n = result.text.chars().count();
    for claim in &result.claims {
        assert!(claim.start < claim.end && claim.end <= n);
        assert_eq!(claim.text.chars().count(), claim.end - claim.start);
    }
    let _ = vunggoc_figures::json(&result);
});
