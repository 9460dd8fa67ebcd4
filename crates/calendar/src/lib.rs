//! Working days, holidays and make-up working days, counted with a trace of every day. Pure.
