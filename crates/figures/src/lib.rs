//! The audit of figures in any Vietnamese text. Pure; knows nothing of the other crates.
