//! Measures the audit: the files named on the command line repeated to 300,000 characters, then adversarial texts.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::time::Instant;
use vunggoc_figures::audit;

fn measure(name: &str, unit: &str, characters: usize) {
    let n = characters / unit.chars().count().max(1) + 1;
    let text = unit.repeat(n);
    let (begin, busy_before) = (Instant::now(), busy());
    let claims = audit(&text).claims.len();
    let milliseconds = begin.elapsed().as_secs_f64() * 1000.0;
    let processor = (busy() - busy_before) / 1_000_000.0;
    let characters = text.chars().count();
    println!(
        "{milliseconds:9.1} ms  {processor:9.1} ms processor  {characters:>9} characters  {claims:>6} claims  {name}"
    );
}

/// Nanoseconds that this thread has had a processor (Linux; elsewhere 0).
fn busy() -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    line.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0.0)
}

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        measure(&path, &text, 300_000);
        measure(&path, &text, 1_200_000);
    }
    for unit in [
        "1",
        "1,",
        "(",
        ")",
        "1/",
        "1% ",
        "(1",
        "\n1",
        "tăng 1 ",
        "vượt chỉ tiêu: 1/2 ",
        "1 đảng viên, ",
        "1 đảng viên (chiếm 2,5%), ",
        "gồm 1 ",
        "Mục tiêu 90% hoàn thành tốt. ",
        "Kết nạp 5 đảng viên mới trong năm\n\n",
    ] {
        measure(unit.trim(), unit, 300_000);
    }
    Ok(())
}
