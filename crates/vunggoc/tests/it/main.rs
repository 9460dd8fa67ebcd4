//! The program as it is run: processes, signals, ports, files.

mod process;
mod serve;
