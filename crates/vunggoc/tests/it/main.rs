//! The program as it is run: processes, signals, ports, files.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails must stop")]

mod audit_figures;
mod mail;
mod process;
mod serve;
