//! The program as it is run: processes, signals, ports, files.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails must stop")]

mod mail;
mod audit_figures;
mod process;
mod serve;
