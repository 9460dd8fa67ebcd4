//! A writer of XML parts: elements are closed by construction, text and attributes are escaped.
//!
//! Signs that XML 1.0 cannot carry (they come in by pasting from old files) are dropped.

use quick_xml::escape::escape;

/// Văn bản XML đang ghi: writes into memory, so it cannot fail.
pub(crate) struct Xml(String);

/// Attributes of an element, in order.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A part with its declaration.
    pub(crate) fn part() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// An element with content.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        content(self);
        self.close(name);
    }

    /// Opens an element that [`Self::close`] ends; for writers that wrap this one.
    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.0.push('>');
    }

    /// Ends an element.
    pub(crate) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    /// `<name w:val="value"/>`, the commonest of all.
    pub(crate) fn value(&mut self, name: &str, value: impl std::fmt::Display) {
        self.value_of(name, "w:val", value);
    }

    /// `<name attribute="value"/>`.
    pub(crate) fn value_of(&mut self, name: &str, attribute: &str, value: impl std::fmt::Display) {
        self.empty(name, &[(attribute, &value.to_string())]);
    }

    /// Text content.
    pub(crate) fn text(&mut self, text: &str) {
        self.0.push_str(&escape(carried(text)));
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            self.0.push_str(&escape(carried(value)));
            self.0.push('"');
        }
    }
}

/// Drops what XML 1.0 forbids.
pub(crate) fn carried(text: &str) -> std::borrow::Cow<'_, str> {
    let forbidden =
        |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { text.replace(forbidden, "").into() } else { text.into() }
}
