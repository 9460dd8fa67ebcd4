//! Measures the audit: a text of report sentences at several lengths, then adversarial texts at two lengths.
//!
//! The sentences are those of the corpus, repeated. `speed N` measures every length N times (30 where none is given).
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::path::Path;
use std::time::Instant;
use vunggoc_figures::audit;

/// Milliseconds on the clock and on the processor.
#[derive(Clone, Copy)]
struct Time {
    clock: f64,
    processor: f64,
}

fn once(text: &str) -> (Time, usize) {
    let (begin, before) = (Instant::now(), busy());
    let n_claims = audit(text).claims.len();
    let processor = (busy() - before) / 1_000_000.0;
    (Time { clock: begin.elapsed().as_secs_f64() * 1000.0, processor }, n_claims)
}

/// Nanoseconds that this thread has had a processor (Linux; elsewhere 0).
fn busy() -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    line.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0.0)
}

/// The value below which that share of the sorted list lies.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = ((sorted.len() as f64 - 1.0) * share).round() as usize;
    sorted.get(at).copied().unwrap_or(0.0)
}

fn told(name: &str, mut all: Vec<f64>) -> String {
    all.sort_by(f64::total_cmp);
    let q = |share| quantile(&all, share);
    format!("{name} median {:6.1} p95 {:6.1} min {:6.1} max {:6.1}", q(0.5), q(0.95), q(0.0), q(1.0))
}

fn measure(name: &str, text: &str, n: usize) {
    let mut claims = 0;
    let times: Vec<Time> = (0..n)
        .map(|_| {
            let (time, n_claims) = once(text);
            claims = n_claims;
            time
        })
        .collect();
    let clock = told("clock", times.iter().map(|t| t.clock).collect());
    let processor = told("processor", times.iter().map(|t| t.processor).collect());
    println!(
        "{:>9} letters {claims:>6} claims  n {n:>3}  {clock}  {processor}  ms  {name}",
        text.chars().count()
    );
}

/// The sentences of the corpus, without what is expected of them, one paragraph each.
fn sentences() -> std::io::Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(|f| Some(f.ok()?.path())).collect();
    files.sort();
    let mut out = String::new();
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            match line.strip_prefix('>') {
                Some(text) => out.push_str(text.trim_start()),
                None if line.is_empty() => {}
                None => continue,
            }
            out.push('\n');
        }
    }
    Ok(out)
}

/// A text repeated and cut to a length.
fn long(unit: &str, n_letters: usize) -> String {
    unit.chars().cycle().take(n_letters).collect()
}

fn main() -> std::io::Result<()> {
    let n = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(30);
    let sentences = sentences()?;
    for n_letters in [75_000, 150_000, 300_000, 600_000, 1_200_000] {
        measure("report sentences", &long(&sentences, n_letters), n);
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
        "gấp 2 lần (3 tổ chức) ",
        "5 ha, trong đó 1 ha, ",
    ] {
        for n_letters in [300_000, 1_200_000] {
            measure(&format!("{unit:?} repeated"), &long(unit, n_letters), n.min(3));
        }
    }
    Ok(())
}
