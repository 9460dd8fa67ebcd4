//! Vững Gốc: the program. It reads the configuration and the clock, opens the store, and wires pages to use cases.

mod audit_figures;
mod backup;
mod cli;
mod clock;
mod config;
mod demo;
mod erase;
mod keys;
mod mail;
mod open;
mod pdf;
mod sample;
mod say;
mod serve;
mod tls;
mod verify;

use clap::Parser as _;
use cli::{Cli, Command, Tls, Verify};
use clock::Clock;
use config::Config;
use std::process::ExitCode;

/// The system's allocator keeps in the arena of each thread what a large page once took: several times what is in use.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            use std::io::Write as _;
            let _ = writeln!(std::io::stderr(), "vunggoc: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let ours = std::env::vars().filter(|(name, _)| name != "VUNGGOC_CONFIG");
    let config = || Config::read(cli.config.as_deref(), ours);
    match cli.command {
        Command::Serve(day) => serve::run(config()?, Clock::new(day.today)).await?,
        Command::Demo(demo) => demo::run(demo).await?,
        Command::Backup(wish) => backup::write(&config()?, &wish).await?,
        Command::Restore(wish) => backup::restore(&config()?, &wish).await?,
        Command::BackupKey { file } => backup::make_key(&file)?,
        Command::Export { file } => backup::export(&config()?, &file).await?,
        Command::AuditFigures(wish) => return Ok(audit_figures::run(wish).await),
        Command::ReadPdf => return Ok(pdf::run()),
        Command::Erase(wish) => erase::run(&config()?, &wish).await?,
        Command::Verify(Verify::Audit { anchor }) => return verify::audit(&config()?, &anchor).await,
        Command::Remind(day) => serve::remind_once(&config()?, Clock::new(day.today)).await?,
        Command::Seal => verify::seal(&config()?).await?,
        Command::Tls(Tls::SelfSigned { names, folder }) => {
            tls::self_signed(names, &folder, Clock::default())?
        }
        Command::SampleWorkbooks { folder } => sample::workbooks(&folder)?,
        Command::Config => say::line(config::sample().trim_end()),
    }
    Ok(ExitCode::SUCCESS)
}
