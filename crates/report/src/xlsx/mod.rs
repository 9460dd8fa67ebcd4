//! XLSX: tables as workbooks, and forms to be filled in elsewhere.
