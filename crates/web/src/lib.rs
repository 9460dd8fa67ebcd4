//! Routes, forms, pages and the JSON API.
