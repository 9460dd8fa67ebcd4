//! Rendering of documents and tables to DOCX and XLSX. Pure.
