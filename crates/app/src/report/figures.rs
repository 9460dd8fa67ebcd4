//! Each printed figure with its query, base and window: what makes a report traceable.

use serde::Serialize;
use vunggoc_core::Date;

/// A figure as it is printed, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Note {
    /// Its key in the document.
    pub key: String,
    /// As printed.
    pub shown: String,
    /// What is counted, in Vietnamese.
    pub what_vi: String,
    /// What is counted, in English.
    pub what_en: String,
    /// First day of the data.
    pub from_on: String,
    /// Last day of the data.
    pub to_on: String,
    /// The page that shows its rows.
    pub leads_to: String,
}

/// The notes of a report, in the order in which its figures are printed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes {
    window: Option<(Date, Date)>,
    pub(crate) all: Vec<Note>,
}

impl Notes {
    /// Notes of a report over a data window.
    pub(crate) fn over(from_on: Date, to_on: Date) -> Self {
        Self { window: Some((from_on, to_on)), all: Vec::new() }
    }

    /// Notes a whole number; its key.
    pub(crate) fn note(&mut self, key: &str, n: i64, vi: &str, en: &str, leads_to: String) -> String {
        self.note_shown(key, vunggoc_report::number::whole(n), vi, en, leads_to)
    }

    /// Notes a figure as it is printed; its key.
    pub(crate) fn note_shown(
        &mut self,
        key: &str,
        shown: String,
        vi: &str,
        en: &str,
        leads_to: String,
    ) -> String {
        let day = |pick: fn(&(Date, Date)) -> Date| {
            self.window.as_ref().map(|w| pick(w).to_string()).unwrap_or_default()
        };
        let note = Note {
            key: key.to_owned(),
            shown,
            what_vi: vi.to_owned(),
            what_en: en.to_owned(),
            from_on: day(|w| w.0),
            to_on: day(|w| w.1),
            leads_to,
        };
        self.all.push(note);
        key.to_owned()
    }
}
