//! Kiểm tra nhật ký thao tác, also beside a running server.

use crate::clock::Clock;
use crate::config::Config;
use crate::{open, say};
use anyhow::Context as _;
use std::path::PathBuf;
use std::process::ExitCode;
use vunggoc_app::Asked;
use vunggoc_app::audit::{self, Fault, Verdict};
use vunggoc_app::event::seal_all;

/// Verifies the log and, with anchors, that nothing was cut off or rewritten. Fails where it does not hold.
pub(crate) async fn audit(config: &Config, files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let mut anchors = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("Không đọc được / Cannot read {}", file.display()))?;
        let read = audit::anchors(&text);
        anchors.extend(read.map_err(|n| {
            anyhow::anyhow!("{}: dòng {n} không đọc được / line {n} does not read", file.display())
        })?);
    }
    let clock = Clock::default();
    let app = open::app(config, clock, Asked::Required).await?;
    let verdict =
        audit::verify(&app.task("verify", clock.request("verify")), &anchors).await.map_err(say::error)?;
    tell(&verdict);
    Ok(if verdict.fault.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Seals what is unsealed now, without a server.
pub(crate) async fn seal(config: &Config) -> anyhow::Result<()> {
    let clock = Clock::default();
    let app = open::app(config, clock, Asked::Required).await?;
    let n = seal_all(&app, clock.request("seal")).await.map_err(say::error)?;
    say::both(&format!("Đã niêm {n} thao tác"), &format!("{n} events sealed"));
    Ok(())
}

fn tell(verdict: &Verdict) {
    let Verdict { n_seals, n_events, n_unsealed, n_erased, n_anchors, .. } = verdict;
    say::both(
        &format!(
            "{n_seals} niêm, {n_events} thao tác đã niêm (nội dung của {n_erased} đã xóa có biên bản), {n_unsealed} chờ niêm, đối chiếu {n_anchors} đầu chuỗi"
        ),
        &format!(
            "{n_seals} seals, {n_events} events ({n_erased} with erased facts), {n_unsealed} unsealed, {n_anchors} anchors compared"
        ),
    );
    if let Some(head) = &verdict.head {
        say::both(&format!("Đầu chuỗi: {}", head.line()), "head of the chain");
    }
    match &verdict.fault {
        None => say::both("NGUYÊN VẸN", "INTACT"),
        Some(fault) => {
            let (vi, en) = words(fault);
            say::both(&format!("KHÔNG NGUYÊN VẸN: {vi}"), &format!("NOT INTACT: {en}"));
        }
    }
}

fn words(fault: &Fault) -> (String, String) {
    match fault {
        Fault::SealMissing { no } => (format!("thiếu niêm số {no}"), format!("seal {no} is missing")),
        Fault::SealBroken { no } => (
            format!("niêm số {no} không nối với niêm trước hoặc đã bị sửa"),
            format!("seal {no} does not follow or was altered"),
        ),
        Fault::SealUnsigned { no } => (
            format!("chữ ký của niêm số {no} không đúng khóa"),
            format!("seal {no} is not signed with this key"),
        ),
        Fault::EventMissing { no, place } => (
            format!("thiếu thao tác ở vị trí {place} của niêm số {no}"),
            format!("the event at place {place} of seal {no} is missing"),
        ),
        Fault::EventsAltered { no, n_events } => (
            format!("trong {n_events} thao tác của niêm số {no} có thao tác bị sửa, thêm hoặc đổi chỗ"),
            format!("among the {n_events} events of seal {no} one was altered, added or moved"),
        ),
        Fault::FactsAltered { no, place } => (
            format!("nội dung của thao tác ở vị trí {place}, niêm số {no} đã bị sửa"),
            format!("the facts of the event at place {place} of seal {no} were altered"),
        ),
        Fault::FactsMissing { no, place } => (
            format!("nội dung của thao tác ở vị trí {place}, niêm số {no} mất mà không có biên bản xóa"),
            format!("the facts of the event at place {place} of seal {no} are gone without a record"),
        ),
        Fault::CutOff { last, anchored } => (
            format!("chuỗi bị cắt cụt: dừng ở niêm số {last}, trong khi đã có niêm số {anchored}"),
            format!("cut off: ends at seal {last}, but seal {anchored} was written down"),
        ),
        Fault::Rewritten { no } => (
            format!("niêm số {no} khác với đầu chuỗi đã ghi: chuỗi đã bị viết lại"),
            format!("seal {no} is not the one that was written down: the chain was rewritten"),
        ),
    }
}
