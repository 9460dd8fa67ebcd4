//! Values that go into a statement: whole numbers, texts and bytes; dates are ISO text, instants UTC text.

use jiff::Timestamp;
use jiff::civil::Date;

/// One argument of a statement. A missing value keeps its type, which PostgreSQL wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// BIGINT.
    Int(Option<i64>),
    /// TEXT.
    Text(Option<String>),
    /// BYTEA, BLOB.
    Bytes(Option<Vec<u8>>),
}

macro_rules! value_from {
    ($($from:ty => $arm:ident($v:ident) $to:expr;)*) => {$(
        impl From<$from> for Value { fn from($v: $from) -> Self { Value::$arm(Some($to)) } }
        impl From<Option<$from>> for Value { fn from(v: Option<$from>) -> Self { Value::$arm(v.map(|$v| $to)) } }
    )*};
}

value_from! {
    i64 => Int(v) v;
    i32 => Int(v) i64::from(v);
    u32 => Int(v) i64::from(v);
    &str => Text(v) v.to_owned();
    &String => Text(v) v.clone();
    String => Text(v) v;
    Vec<u8> => Bytes(v) v;
    &[u8] => Bytes(v) v.to_vec();
    Date => Text(v) v.to_string();
    Timestamp => Text(v) instant_text(v);
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(v: [u8; N]) -> Self {
        Self::Bytes(Some(v.to_vec()))
    }
}

/// UTC text with six digits of seconds: sorts as time does.
pub(crate) fn instant_text(at: Timestamp) -> String {
    format!("{at:.6}")
}
