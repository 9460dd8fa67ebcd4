//! Faults planted in correct reports: made-up reports of many shapes, and the blocks of the corpus without a fault.

use crate::corpus;
use crate::planting::{Tally, plant};

/// A small generator of its own, so that every run plants the same faults.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (self.0 >> 33) % (high - low + 1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.roll(0, list.len() as u64 - 1)).unwrap()]
    }
}

/// "1.234".
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// A percent in one of the ways of offices: none, one or two decimals, rounded or cut.
fn percent(dice: &mut Dice, a: u64, b: u64) -> String {
    let decimals = u32::try_from(dice.roll(0, 2)).unwrap();
    let power = 10_u64.pow(decimals);
    let half = if dice.roll(0, 3) == 0 { 0 } else { b };
    let value = (a * 200 * power + half) / (2 * b);
    if decimals == 0 {
        return value.to_string();
    }
    format!("{},{:0width$}", value / power, value % power, width = decimals as usize)
}

const THINGS: [&str; 8] = [
    "đảng viên",
    "tổ chức đảng",
    "chi bộ",
    "hồ sơ",
    "vụ việc",
    "cuộc kiểm tra",
    "thôn, tổ dân phố",
    "cán bộ, công chức",
];

fn ratio(dice: &mut Dice) -> String {
    let (b, thing) = (dice.roll(20, 9_000), dice.pick(&THINGS));
    let a = dice.roll(b / 3, b);
    let p = percent(dice, a, b);
    let (ga, gb) = (grouped(a), grouped(b));
    match dice.roll(0, 7) {
        0 => format!("Toàn Đảng bộ đã hoàn thành {ga}/{gb} {thing} (đạt {p}%)."),
        1 => format!("Đến nay đã có {ga}/{gb} {thing}, đạt tỷ lệ {p}%, còn lại tiếp tục thực hiện."),
        2 => format!("Tỷ lệ hoàn thành đạt {p}% ({ga}/{gb} {thing})."),
        3 => format!("Có {ga} {thing} trong tổng số {gb} {thing} đã được rà soát (chiếm {p}%)."),
        4 => format!("Trong tổng số {gb} {thing} có {ga} {thing} đạt yêu cầu, chiếm {p}%."),
        5 => format!("Kế hoạch giao {gb} {thing}, đã thực hiện {ga} {thing}, đạt {p}% kế hoạch."),
        6 => format!("Đã rà soát {ga} {thing}/{gb} {thing}, bằng {p}%."),
        _ => format!("Kết quả đạt {p}%, tương ứng {ga}/{gb} {thing}; các đơn vị báo cáo đúng hạn."),
    }
}

fn share(dice: &mut Dice) -> String {
    let b = dice.roll(60, 5_000);
    let (x, y) = (dice.roll(b / 5, b / 2), dice.roll(b / 10, b / 3));
    let (px, py) = (percent(dice, x, b), percent(dice, y, b));
    let (gb, gx, gy) = (grouped(b), grouped(x), grouped(y));
    match dice.roll(0, 3) {
        0 => format!(
            "Đảng bộ có {gb} đảng viên, trong đó có {gx} đảng viên nữ (chiếm {px}%), {gy} đảng viên trẻ (chiếm {py}%)."
        ),
        1 => format!(
            "Toàn Đảng bộ Xã Mẫu 01 có {gb} đảng viên. Trong đó, {gx} đảng viên ở thôn, chiếm {px}%; {gy} đảng viên ở cơ quan, chiếm {py}%."
        ),
        2 => format!(
            "Trong số {gb} cán bộ được rà soát, có {gx} đồng chí trình độ đại học, chiếm {px}%; {gy} đồng chí trình độ trung cấp, chiếm {py}%."
        ),
        _ => format!(
            "Tổng số {gb} đơn đã tiếp nhận, trong đó có {gx} đơn khiếu nại (chiếm {px}%), {gy} đơn tố cáo (chiếm {py}%)."
        ),
    }
}

fn sum(dice: &mut Dice) -> String {
    let (a, b, c) = (dice.roll(11, 900), dice.roll(11, 400), dice.roll(11, 90));
    let whole = grouped(a + b + c);
    let (a, b, c) = (grouped(a), grouped(b), grouped(c));
    match dice.roll(0, 7) {
        0 => format!(
            "Đã thi hành kỷ luật {whole} đảng viên, bằng các hình thức: khiển trách {a}, cảnh cáo {b}, khai trừ {c}."
        ),
        1 => format!("Thi hành kỷ luật {whole} đảng viên (khiển trách {a}, cảnh cáo {b}, cách chức {c})."),
        2 => format!(
            "Toàn Thành phố Mẫu có {whole} tổ chức đảng cần củng cố, gồm {a} tổ chức nhóm một, {b} tổ chức nhóm hai và {c} tổ chức nhóm ba."
        ),
        3 => format!(
            "Phải thực hiện {whole} nhiệm vụ, đã hoàn thành {a} nhiệm vụ, đang thực hiện {b} nhiệm vụ, chưa thực hiện {c} nhiệm vụ."
        ),
        4 => format!(
            "Tiếp nhận {whole} đơn, bao gồm: {a} đơn khiếu nại; {b} đơn tố cáo; {c} đơn kiến nghị, phản ánh."
        ),
        5 => format!(
            "Tổng số {whole} hồ sơ đã giải quyết, trong đó trước hạn {a} hồ sơ, đúng hạn {b} hồ sơ, quá hạn {c} hồ sơ."
        ),
        6 => format!(
            "Có {whole} chi bộ được xếp loại, trong đó: {a} chi bộ hoàn thành xuất sắc nhiệm vụ, {b} chi bộ hoàn thành tốt nhiệm vụ, {c} chi bộ hoàn thành nhiệm vụ."
        ),
        _ => format!(
            "Thành phố đang theo dõi {whole} tổ chức ({a} tổ chức do cấp thành phố theo dõi; {b} tổ chức do cấp xã theo dõi; {c} tổ chức còn lại do đảng ủy khối theo dõi)."
        ),
    }
}

fn change(dice: &mut Dice) -> String {
    let before = dice.roll(100, 4_000);
    let step = dice.roll(before / 20 + 1, before / 2);
    let (now, thing) = (before + step, dice.pick(&["đơn", "vụ việc", "cuộc", "hồ sơ"]));
    let p = percent(dice, step, before);
    let (b, n, s) = (grouped(before), grouped(now), grouped(step));
    match dice.roll(0, 6) {
        0 => format!("Tiếp nhận {n} {thing}, tăng {s} {thing} so với cùng kỳ năm trước ({b} {thing})."),
        1 => format!("Số {thing} tăng từ {b} {thing} lên {n} {thing} (tăng {p}%)."),
        2 => format!("Năm 2023 có {b} {thing}, năm 2024 có {n} {thing}, tăng {s} {thing}."),
        3 => format!("Đã giải quyết {n} {thing}, tăng {s} {thing} ({p}%) so với cùng kỳ."),
        4 => format!("Tiếp nhận {n} {thing}, tăng {p}% so với cùng kỳ (cùng kỳ {b} {thing})."),
        5 => format!("Số {thing} giảm từ {n} {thing} xuống còn {b} {thing}, giảm {s} {thing}."),
        _ => format!("Năm 2023 có {b} {thing}, năm 2024 có {n} {thing}, tăng {p}%."),
    }
}

/// A report: sentences of all kinds among sentences without any relation.
fn report(dice: &mut Dice) -> String {
    let plain = [
        "Thực hiện Nghị quyết số 15-NQ/TU ngày 4/7/2017, các cấp ủy đã chỉ đạo đồng bộ.",
        "Trong 6 tháng đầu năm 2024, Ban Chỉ đạo đã tổ chức 3 hội nghị, ban hành 12 văn bản.",
        "Giai đoạn 2021-2025, thành phố phấn đấu đổi mới phương thức lãnh đạo.",
        "Ban Thường vụ đã phân công 83 đồng chí phụ trách cơ sở.",
    ];
    let mut out = Vec::new();
    for _ in 0..4 {
        let sentence = match dice.roll(0, 3) {
            0 => ratio(dice),
            1 => share(dice),
            2 => sum(dice),
            _ => change(dice),
        };
        out.push(sentence);
        out.push(dice.pick(&plain).to_owned());
    }
    out.join("\n")
}

#[test]
fn planted_faults_are_found_and_correct_reports_are_left_in_peace() {
    let mut dice = Dice(20_240_704);
    let mut tally = Tally::default();
    for _ in 0..150 {
        plant(&report(&mut dice), &mut tally);
    }
    let n_reports = tally.n_right;
    for block in corpus::read_all().iter().filter(|b| b.faults() == 0) {
        plant(&block.text, &mut tally);
    }
    let (planted, found) = tally.total();
    for (kind, (planted, found)) in &tally.by_kind {
        println!("planted {kind}: found {found}/{planted}");
    }
    println!(
        "planted: found {found}/{planted}; correct figures {} ({n_reports} in made-up reports), accused {}",
        tally.n_right, tally.n_accused
    );
    let missed = tally.missed.iter().take(25).cloned().collect::<Vec<_>>().join("\n");
    assert!(tally.n_accused * 100 <= tally.n_right, "{} of {} accused", tally.n_accused, tally.n_right);
    assert!(found * 100 >= planted * 95, "found {found}/{planted}\n{missed}");
    assert!(tally.n_right > 500);
}

#[test]
fn every_relation_of_a_made_up_report_is_read() {
    let mut dice = Dice(7);
    let (mut unread, n) = (Vec::new(), 600);
    for round in 0..n {
        let sentence = match round % 4 {
            0 => ratio(&mut dice),
            1 => share(&mut dice),
            2 => sum(&mut dice),
            _ => change(&mut dice),
        };
        let result = vunggoc_figures::audit(&sentence);
        let wanted = if round % 4 == 1 { 2 } else { 1 };
        let read = result.claims.iter().filter(|c| matches!(c.verdict.code(), "right" | "truncated")).count();
        if read < wanted {
            unread.push(sentence);
        }
    }
    println!("relations read: {}/{n}", n - unread.len());
    assert!(
        unread.len() * 50 <= n,
        "{} of {n} not read\n{}",
        unread.len(),
        unread[..unread.len().min(20)].join("\n")
    );
}
