//! Số liệu: catalogue, the form's list of returns, the entry page, a unit's figures, totals.

pub(crate) mod words;
