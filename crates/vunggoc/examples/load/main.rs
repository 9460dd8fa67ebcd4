//! Đo tải: pages of a running demo under an open loop of requests.
//!
//! `load ADDRESS LOGIN PASSWORD [--rate 100] [--seconds 60] [--only TEXT]…` signs in, walks the links of the pages as
//! a browser would (no downloads), keeps a few addresses of each shape, and then asks for them in turn at a fixed
//! rate, whether or not earlier answers have come: the time of an answer counts from the moment at which it was due
//! to be asked. It prints median, p95, p99 and the longest time of each shape, what failed, the time of signing in,
//! and the share of one core that the generator itself took.

#![expect(clippy::print_stdout, reason = "the result of a measurement is its output")]

mod client;
mod walk;

use client::Client;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// What was asked for on the command line.
struct Wish {
    address: String,
    login: String,
    password: String,
    rate: u64,
    seconds: u64,
    only: Vec<String>,
}

fn wish() -> Result<Wish, String> {
    let mut words = std::env::args().skip(1);
    let mut place =
        || words.next().ok_or("load ADDRESS LOGIN PASSWORD [--rate N] [--seconds N] [--only TEXT]…");
    let mut wish = Wish {
        address: place()?.trim_end_matches('/').to_owned(),
        login: place()?,
        password: place()?,
        rate: 100,
        seconds: 60,
        only: Vec::new(),
    };
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word}: a value is missing"))?;
        let number = || value.parse::<u64>().map_err(|e| format!("{word}: {e}"));
        match word.as_str() {
            "--rate" => wish.rate = number()?.max(1),
            "--seconds" => wish.seconds = number()?,
            "--only" => wish.only.push(value),
            other => return Err(format!("{other}: not known")),
        }
    }
    Ok(wish)
}

/// One answer: its place among the addresses, how long it took, whether it was a whole page.
struct Answered {
    shape: usize,
    took: Duration,
    is_good: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), String> {
    let wish = wish()?;
    let client = Client::new(&wish.address)?;
    let signing_in = sign_in_times(&client, &wish).await?;
    let mut shapes = walk::walk(&client, "/").await?;
    if !wish.only.is_empty() {
        shapes.retain(|shape, _| wish.only.iter().any(|o| shape.contains(o.as_str())));
    }
    let names: Vec<String> = shapes.keys().cloned().collect();
    let addresses: Vec<Vec<String>> = shapes.into_values().collect();
    if addresses.is_empty() {
        return Err("no page to ask for".into());
    }
    let (began, cpu) = (Instant::now(), own_cpu());
    let answers = drive(&client, &addresses, &wish).await;
    let share = (own_cpu() - cpu) / began.elapsed().as_secs_f64();
    print(&names, &answers);
    println!("sign-in: {}", line(&signing_in));
    println!("generator: {:.0}% of one core; {} requests a second asked for", share * 100.0, wish.rate);
    let n_failed = answers.iter().filter(|a| !a.is_good).count();
    if n_failed > 0 { Err(format!("{n_failed} of {} failed", answers.len())) } else { Ok(()) }
}

/// Signs in ten times; the last session stays.
async fn sign_in_times(client: &Client, wish: &Wish) -> Result<Vec<Duration>, String> {
    let mut times = Vec::new();
    for _ in 0..10 {
        let began = Instant::now();
        client.sign_in(&wish.login, &wish.password).await?;
        times.push(began.elapsed());
    }
    Ok(times)
}

/// Asks at the rate, shape after shape, each time for the next address of it.
async fn drive(client: &Client, addresses: &[Vec<String>], wish: &Wish) -> Vec<Answered> {
    let (send, mut answers) = mpsc::unbounded_channel();
    let step = Duration::from_nanos(1_000_000_000 / wish.rate);
    let began = Instant::now() + Duration::from_millis(100);
    for no in 0..(wish.rate * wish.seconds) {
        let due = began + step * u32::try_from(no).unwrap_or(u32::MAX);
        tokio::time::sleep_until(due.into()).await;
        let at = usize::try_from(no).unwrap_or(0);
        let shape = at % addresses.len();
        let Some(of_shape) = addresses.get(shape) else { continue };
        let Some(path) = of_shape.get((at / addresses.len()) % of_shape.len()).cloned() else { continue };
        let (client, send) = (client.clone(), send.clone());
        tokio::spawn(async move {
            let is_good = client.get(&path).await.is_ok_and(|page| page.status == 200);
            let _ = send.send(Answered { shape, took: due.elapsed(), is_good });
        });
    }
    drop(send);
    let mut all = Vec::new();
    while let Some(answer) = answers.recv().await {
        all.push(answer);
    }
    all
}

fn print(names: &[String], answers: &[Answered]) {
    let mut by_shape: BTreeMap<usize, Vec<Duration>> = BTreeMap::new();
    for answer in answers {
        by_shape.entry(answer.shape).or_default().push(answer.took);
    }
    for (shape, times) in &by_shape {
        println!("{:<44} {}", names.get(*shape).map_or("", String::as_str), line(times));
    }
    let all: Vec<Duration> = answers.iter().map(|a| a.took).collect();
    println!("{:<44} {}", "all pages", line(&all));
}

/// Median, p95, p99, longest, number.
fn line(times: &[Duration]) -> String {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = |share: usize| {
        let place = (sorted.len() * share).div_ceil(100).clamp(1, sorted.len().max(1)) - 1;
        sorted.get(place).copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    format!(
        "median {:>6.1} ms  p95 {:>6.1}  p99 {:>6.1}  max {:>6.1}  n {}",
        at(50),
        at(95),
        at(99),
        at(100),
        sorted.len()
    )
}

/// Seconds of the processor that this process has taken.
fn own_cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: f64 = after.split(' ').skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}
