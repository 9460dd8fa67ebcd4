//! Gỡ nội dung nhập nhầm, beside a running server.

use crate::cli::Erase;
use crate::clock::Clock;
use crate::config::Config;
use crate::{open, say};
use anyhow::bail;
use vunggoc_app::Asked;
use vunggoc_app::erase::{Target, erase};
use vunggoc_core::Id;

/// Erases the content of one thing; the record of it stays in the store and in the log of acts.
pub(crate) async fn run(config: &Config, wish: &Erase) -> anyhow::Result<()> {
    let target = match (wish.listing, wish.paper, wish.task) {
        (Some(id), None, None) => Target::Listing(Id::new(id)),
        (None, Some(id), None) => Target::Paper(Id::new(id)),
        (None, None, Some(id)) => Target::Task(Id::new(id)),
        _ => bail!(
            "Chọn --listing SỐ, --paper SỐ hoặc --task SỐ. / Choose --listing NUMBER, --paper NUMBER or --task NUMBER."
        ),
    };
    let clock = Clock::default();
    let app = open::app(config, clock, Asked::Required).await?;
    let id = erase(&app.task("erase", clock.request("erase")), target, wish.reason.clone())
        .await
        .map_err(say::error)?;
    say::both(
        &format!("Đã gỡ; biên bản số {id} trong kho. Hủy các bản sao lưu làm trước thời điểm này."),
        "erased; destroy the copies that were made before",
    );
    Ok(())
}
