//! The seam to SQLite and PostgreSQL. Knows no noun of the domain.
