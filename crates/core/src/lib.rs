//! The domain: units, figures, screening, listings, decisions, access. Pure: no I/O, no clock, no SQL, no serde.
