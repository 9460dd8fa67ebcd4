//! Tiếng Việt and English, side by side in the code.
//!
//! A text stands where it is shown, in both languages: `l.t("Danh sách", "List")`. So no key can be missing in one
//! of them, and whoever reads a page's template reads the page. Dates are dd/mm/yyyy and numbers 1.234,5 in
//! Vietnamese, 1,234.5 in English.

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Tiếng Việt, the first language.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The text in this language.
    pub fn t<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }

    /// The value of `lang`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// From the value of `lang`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// A stored day (`2024-10-15`) as people write it; what is no day is left as it is.
    pub fn date(&self, iso: &str) -> String {
        match iso.split('-').collect::<Vec<_>>().as_slice() {
            [y, m, d] if y.len() == 4 => format!("{d}/{m}/{y}"),
            _ => iso.to_owned(),
        }
    }

    /// A day that may be missing; then a dash.
    pub fn opt_date(&self, iso: &Option<String>) -> String {
        iso.as_deref().map_or_else(|| "–".to_owned(), |d| self.date(d))
    }

    /// A whole number with its groups of three.
    pub fn n(&self, number: &i64) -> String {
        let group = self.t(".", ",");
        let digits = number.unsigned_abs().to_string();
        let mut out = String::new();
        for (place, c) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push_str(group);
            }
            out.push(c);
        }
        if *number < 0 { format!("−{out}") } else { out }
    }

    /// How many, with groups of three.
    pub fn size(&self, number: &usize) -> String {
        self.n(&i64::try_from(*number).unwrap_or(i64::MAX))
    }

    /// The length of a list as a number.
    pub fn count<T>(&self, list: &[T]) -> String {
        self.n(&i64::try_from(list.len()).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn dates_and_numbers() {
        assert_eq!(Lang::Vi.date("2024-10-05"), "05/10/2024");
        assert_eq!(
            [0, 999, 1000, 17313, -1_234_567].map(|n| Lang::Vi.n(&n)),
            ["0", "999", "1.000", "17.313", "−1.234.567"]
        );
        assert_eq!(Lang::En.n(&10260), "10,260");
    }
}
