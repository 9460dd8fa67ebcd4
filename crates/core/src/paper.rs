//! Văn bản: a paper by which something became so.
//!
//! The software never assigns a number: it keeps the one the clerk gives. From *Mật* up it keeps neither
//! file, abstract nor any content, only number, day, issuer and where the paper lies (Luật Bảo vệ bí mật
//! nhà nước): a [`Paper`] with content and such a mark cannot be built.

use crate::{Date, tagged};

tagged! {
    /// Độ mật.
    pub enum Secrecy {
        /// Thường.
        Open = "open",
        /// Lưu hành nội bộ.
        Internal = "internal",
        /// Mật.
        Secret = "secret",
        /// Tối mật.
        TopSecret = "top-secret",
        /// Tuyệt mật.
        Utmost = "utmost",
    }
}

impl Secrecy {
    /// Whether a paper so marked is a state secret, of which no content may be kept here.
    pub const fn is_state_secret(self) -> bool {
        matches!(self, Self::Secret | Self::TopSecret | Self::Utmost)
    }
}

/// Văn bản as it is described by whoever enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    number: String,
    signed_on: Date,
    issuer: String,
    signer: String,
    body: Body,
}

/// What is kept of a paper besides its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Thường or Lưu hành nội bộ: its abstract, perhaps a file, perhaps where it lies.
    Readable {
        /// Whether it is marked "Lưu hành nội bộ".
        secrecy: Secrecy,
        /// Trích yếu.
        about: String,
        /// Where the original lies.
        kept_at: String,
    },
    /// Mật and above: only where it lies.
    Elsewhere {
        /// The mark.
        secrecy: Secrecy,
        /// Where it lies and who keeps it.
        kept_at: String,
    },
}

/// A paper as typed in, before it is known to be lawful to keep.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Số, ký hiệu, e.g. `12-QĐ/TU`.
    pub number: String,
    /// Ngày ký.
    pub signed_on: Option<Date>,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Người ký: form of signing, office and name, as on the paper.
    pub signer: String,
    /// Độ mật.
    pub secrecy: Option<Secrecy>,
    /// Trích yếu.
    pub about: String,
    /// Nơi lưu bản gốc.
    pub kept_at: String,
    /// Whether a file comes with it.
    pub file: Attached,
}

/// Whether a file comes with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Attached {
    /// A file was chosen.
    File,
    /// None was.
    #[default]
    Nothing,
}

/// What is wrong with a paper; all problems are told at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Number and symbol are missing.
    NoNumber,
    /// The day is missing.
    NoDay,
    /// The issuer is missing.
    NoIssuer,
    /// Marked Mật or above, but with an abstract.
    SecretWithAbstract,
    /// Marked Mật or above, but with a file.
    SecretWithFile,
    /// Marked Mật or above, and nobody knows where it lies.
    SecretNowhere,
    /// A text is longer than 2,000 letters.
    TooLong,
}

impl Draft {
    /// The paper, or everything that is wrong with it.
    pub fn check(self) -> Result<Paper, Vec<Problem>> {
        let mut problems = Vec::new();
        let secrecy = self.secrecy.unwrap_or(Secrecy::Open);
        let blank = |s: &str| s.trim().is_empty();
        if blank(&self.number) {
            problems.push(Problem::NoNumber);
        }
        if blank(&self.issuer) {
            problems.push(Problem::NoIssuer);
        }
        if [&self.number, &self.issuer, &self.signer, &self.about, &self.kept_at]
            .iter()
            .any(|s| s.chars().count() > 2000)
        {
            problems.push(Problem::TooLong);
        }
        if secrecy.is_state_secret() {
            if !blank(&self.about) {
                problems.push(Problem::SecretWithAbstract);
            }
            if self.file == Attached::File {
                problems.push(Problem::SecretWithFile);
            }
            if blank(&self.kept_at) {
                problems.push(Problem::SecretNowhere);
            }
        }
        let Some(signed_on) = self.signed_on else {
            problems.push(Problem::NoDay);
            return Err(problems);
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        let body = if secrecy.is_state_secret() {
            Body::Elsewhere { secrecy, kept_at: self.kept_at.trim().into() }
        } else {
            Body::Readable { secrecy, about: self.about.trim().into(), kept_at: self.kept_at.trim().into() }
        };
        let (number, issuer, signer) =
            (self.number.trim().into(), self.issuer.trim().into(), self.signer.trim().into());
        Ok(Paper { number, signed_on, issuer, signer, body })
    }
}

impl Paper {
    /// Số, ký hiệu.
    pub fn number(&self) -> &str {
        &self.number
    }
    /// Ngày ký.
    pub fn signed_on(&self) -> Date {
        self.signed_on
    }
    /// Cơ quan ban hành.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }
    /// Người ký.
    pub fn signer(&self) -> &str {
        &self.signer
    }
    /// Its content, as far as it may be kept.
    pub fn body(&self) -> &Body {
        &self.body
    }
    /// Độ mật.
    pub fn secrecy(&self) -> Secrecy {
        match self.body {
            Body::Readable { secrecy, .. } | Body::Elsewhere { secrecy, .. } => secrecy,
        }
    }
    /// Trích yếu; none of a state secret.
    pub fn about(&self) -> Option<&str> {
        match &self.body {
            Body::Readable { about, .. } => Some(about),
            Body::Elsewhere { .. } => None,
        }
    }
    /// Nơi lưu.
    pub fn kept_at(&self) -> &str {
        match &self.body {
            Body::Readable { kept_at, .. } | Body::Elsewhere { kept_at, .. } => kept_at,
        }
    }
}

/// Địa danh ghi trên văn bản: the place a body's papers are dated from, offered for a person to change. The kind of a
/// place is left out before a proper name and kept before a number ("Quận 1"), as official papers write it.
pub fn place_of(body: &str) -> String {
    const BODIES: [&str; 4] = ["đảng bộ ", "đảng ủy ", "chi bộ ", "ủy ban nhân dân "];
    const PLACES: [&str; 9] =
        ["thành phố ", "tỉnh ", "huyện ", "quận ", "thị xã ", "thị trấn ", "phường ", "xã ", "đặc khu "];
    let without = |name: &str, words: &[&str]| {
        let low = name.to_lowercase();
        let word = words.iter().find(|word| low.starts_with(**word));
        // Vietnamese letters keep their length from capital to small.
        word.and_then(|word| name.get(word.len()..)).map(|rest| rest.trim_start().to_owned())
    };
    let place = without(body.trim(), &BODIES).unwrap_or_else(|| body.trim().to_owned());
    match without(&place, &PLACES) {
        Some(proper) if !proper.starts_with(|c: char| c.is_ascii_digit()) => proper,
        _ => place.chars().take(1).flat_map(char::to_uppercase).chain(place.chars().skip(1)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_place_of_a_paper_follows_from_its_body() {
        for (body, place) in [
            ("Đảng bộ Thành phố Mẫu", "Mẫu"),
            ("Đảng bộ huyện Mẫu 29", "Mẫu 29"),
            ("Đảng bộ quận 1", "Quận 1"),
            ("Đảng ủy xã Mẫu Thượng", "Mẫu Thượng"),
            ("ỦY BAN NHÂN DÂN PHƯỜNG MẪU", "MẪU"),
            ("Mẫu", "Mẫu"),
            ("", ""),
        ] {
            assert_eq!(place_of(body), place, "{body}");
        }
    }

    fn draft() -> Draft {
        Draft {
            number: "12-QĐ/TU".into(),
            signed_on: Some(date(2024, 3, 5)),
            issuer: "Thành ủy Mẫu".into(),
            about: "Đưa vào diện theo dõi".into(),
            ..Draft::default()
        }
    }

    #[test]
    fn a_state_secret_keeps_no_content() {
        let secret = Draft { secrecy: Some(Secrecy::Secret), file: Attached::File, ..draft() };
        assert_eq!(
            secret.check(),
            Err(vec![Problem::SecretWithAbstract, Problem::SecretWithFile, Problem::SecretNowhere])
        );
        let kept = Draft {
            secrecy: Some(Secrecy::TopSecret),
            about: String::new(),
            kept_at: "Két Văn phòng".into(),
            ..draft()
        };
        assert_eq!(kept.check().unwrap().about(), None);
    }

    #[test]
    fn all_problems_at_once() {
        assert_eq!(Draft::default().check(), Err(vec![Problem::NoNumber, Problem::NoIssuer, Problem::NoDay]));
        assert_eq!(draft().check().unwrap().secrecy(), Secrecy::Open);
    }
}
