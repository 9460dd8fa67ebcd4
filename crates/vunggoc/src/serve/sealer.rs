//! The sealer: each second gathers unsealed events into a seal, and writes the head of the chain into the day's
//! anchor file, which should lie on another disk.

use crate::clock::Clock;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use vunggoc_app::audit::{self, Anchor};
use vunggoc_app::event::seal_all;
use vunggoc_app::{App, AppError};

/// How often unsealed events are gathered.
const STEP: Duration = Duration::from_secs(1);

/// The running task.
pub(crate) struct Sealer {
    stop: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Sealer {
    /// Seals what is left and ends.
    pub(crate) async fn finish(self) {
        let _ = self.stop.send(());
        let _ = self.task.await;
    }
}

/// Starts sealing.
pub(crate) fn start(app: App, clock: Clock, folder: PathBuf) -> Sealer {
    let (stop, mut stopped) = watch::channel(());
    let task = tokio::spawn(async move {
        let mut written = None;
        loop {
            let last = tokio::select! {
                () = tokio::time::sleep(STEP) => false,
                _ = stopped.changed() => true,
            };
            round(&app, clock, &folder, &mut written).await;
            if last {
                break;
            }
        }
    });
    Sealer { stop, task }
}

async fn round(app: &App, clock: Clock, folder: &Path, written: &mut Option<i64>) {
    match seal_all(app, clock.request("sealer")).await {
        Ok(_) => {}
        // Another server seals at this moment.
        Err(AppError::Busy) => return,
        Err(error) => return tracing::error!(%error, "sealing failed"),
    }
    let head = match audit::head(app, clock.request("anchor")).await {
        Ok(Some(head)) if *written != Some(head.no) => head,
        Ok(_) => return,
        Err(error) => return tracing::error!(%error, "reading the head of the log failed"),
    };
    match write(folder, &clock.today().to_string(), &head) {
        Ok(()) => *written = Some(head.no),
        Err(error) => tracing::error!(%error, folder = %folder.display(), "writing the anchor failed"),
    }
}

/// Writes the day's file anew; a file of an earlier day keeps that day's last head.
fn write(folder: &Path, day: &str, head: &Anchor) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(format!("{day}.anchor"));
    // Several servers may write into one folder.
    let part = folder.join(format!("{day}.{}.part", std::process::id()));
    let text = format!(
        "# Vững Gốc: đầu chuỗi nhật ký thao tác (số niêm, hàm băm, thời điểm) / head of the log of acts\n{}\n",
        head.line()
    );
    std::fs::write(&part, text)?;
    std::fs::rename(&part, &path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_as_an_anchor() {
        let folder = tempfile::tempdir().unwrap();
        for no in [4, 5] {
            let head = Anchor { no, hash: "ab".repeat(32), at: "2024-10-15T05:00:00Z".into() };
            write(folder.path(), "2024-10-15", &head).unwrap();
            let text = std::fs::read_to_string(folder.path().join("2024-10-15.anchor")).unwrap();
            assert_eq!(audit::anchors(&text), Ok(vec![head]));
        }
    }
}
