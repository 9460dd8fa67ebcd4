//! The domain of Vững Gốc.
//!
//! Pure: no I/O, no async, no clock, no SQL and, on purpose, no serde: the store, the pages and the JSON
//! interface make twins of their own, so that none of them freezes the model. Time is a parameter.
//! Operations return small enums that carry data and no text; words are made where they are shown.

pub mod access;
pub mod annul;
pub mod decision;
pub mod fold;
pub mod form;
pub mod id;
pub mod indicator;
pub mod listing;
pub mod paper;
pub mod period;
pub mod post;
pub mod rulebook;
pub mod screening;
pub mod suppression;
pub mod task;
pub mod tree;
pub mod unit;

pub use id::{Id, Version};
pub use jiff::Timestamp;
pub use jiff::civil::{Date, date};
pub use vunggoc_calendar as calendar;

/// The day that stands for "not ended": the open end of every dated row.
pub const OPEN_END: Date = date(9999, 12, 31);

/// Makes a fieldless enum with its stored tag: `tag()` and `from_tag()`, in declared order in `ALL`.
#[macro_export]
macro_rules! tagged {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $tag:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$vmeta])* $variant),+ }
        impl $name {
            /// Every value, in the order in which people list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The text under which the value is stored and sent; never shown to people.
            pub const fn tag(self) -> &'static str { match self { $(Self::$variant => $tag),+ } }
            /// The value of a stored text.
            pub fn from_tag(tag: &str) -> Option<Self> { match tag { $($tag => Some(Self::$variant),)+ _ => None } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.tag()) }
        }
    };
}
