//! Pages of tasks.

pub(crate) mod words;
