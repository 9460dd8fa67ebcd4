//! Bộ quy tắc: what the files under `rules/` declare, as values of the domain.
//!
//! A rule is data before it is code. Each value carries its [`Ground`]: where it comes from, how sure we are
//! of it, and from when until when it holds. Reading the files is not done here (the domain knows no file
//! format); an installation overrides a value by a dated change, which is not here either.

mod ground;
mod levels;

pub use ground::{Confidence, Ground, Named};
pub use levels::{Kind, Level, Levels, Reach, Standing};
