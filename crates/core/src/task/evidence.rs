//! Minh chứng: a file, or number and date of a paper. From Mật up only number, date and where it lies.

use crate::Date;
use crate::paper::Secrecy;

/// Evidence as it is brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// A file.
    File {
        /// Its name.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
        /// What the paper is marked.
        secrecy: Secrecy,
    },
    /// A paper in another system or in a cupboard.
    Paper {
        /// Số, ký hiệu.
        number: String,
        /// Ngày văn bản.
        signed_on: Option<Date>,
        /// Cơ quan ban hành.
        issuer: String,
        /// Độ mật.
        secrecy: Secrecy,
        /// Nơi lưu.
        kept_at: String,
    },
}

/// What is wrong with evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// A file of a kind that is not taken.
    WrongKind,
    /// The file is not what its name says.
    NotWhatItSays,
    /// The file is larger than may be kept.
    TooLarge {
        /// The most bytes.
        limit: usize,
    },
    /// The file is empty.
    Empty,
    /// From Mật up there is no file here.
    SecretFile,
    /// The paper needs its number.
    NoNumber,
    /// The paper needs its day.
    NoDay,
    /// From Mật up say where it lies.
    SecretNowhere,
}

/// Kinds of files that are taken: the ending, the first bytes, and the media type.
pub const KINDS: &[(&str, &[u8], &str)] = &[
    ("pdf", b"%PDF-", "application/pdf"),
    ("docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("doc", b"\xd0\xcf\x11\xe0", "application/msword"),
    ("xls", b"\xd0\xcf\x11\xe0", "application/vnd.ms-excel"),
    ("jpg", b"\xff\xd8\xff", "image/jpeg"),
    ("jpeg", b"\xff\xd8\xff", "image/jpeg"),
    ("png", b"\x89PNG", "image/png"),
];

impl Evidence {
    /// Everything that is wrong with it; a file may have so many bytes.
    pub fn problems(&self, limit: usize) -> Vec<Problem> {
        let mut problems = Vec::new();
        match self {
            Self::File { name, bytes, secrecy } => {
                if secrecy.is_state_secret() {
                    problems.push(Problem::SecretFile);
                }
                let kind = kind_of(name);
                match kind {
                    None => problems.push(Problem::WrongKind),
                    Some(_) if bytes.is_empty() => problems.push(Problem::Empty),
                    Some((_, begins, _)) if !bytes.starts_with(begins) => {
                        problems.push(Problem::NotWhatItSays);
                    }
                    Some(_) => {}
                }
                if bytes.len() > limit {
                    problems.push(Problem::TooLarge { limit });
                }
            }
            Self::Paper { number, signed_on, secrecy, kept_at, .. } => {
                if number.trim().is_empty() {
                    problems.push(Problem::NoNumber);
                }
                if signed_on.is_none() {
                    problems.push(Problem::NoDay);
                }
                if secrecy.is_state_secret() && kept_at.trim().is_empty() {
                    problems.push(Problem::SecretNowhere);
                }
            }
        }
        problems
    }
}

/// The kind of a file by the ending of its name, if it is taken.
pub fn kind_of(name: &str) -> Option<&'static (&'static str, &'static [u8], &'static str)> {
    let (_, ending) = name.rsplit_once('.')?;
    KINDS.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn file(name: &str, bytes: &[u8]) -> Evidence {
        Evidence::File { name: name.into(), bytes: bytes.to_vec(), secrecy: Secrecy::Open }
    }

    #[test]
    fn what_is_taken_and_what_is_not() {
        assert_eq!(file("Báo cáo.PDF", b"%PDF-1.7 x").problems(100), []);
        assert_eq!(file("virus.exe", b"MZ").problems(100), [Problem::WrongKind]);
        assert_eq!(file("bao-cao", b"%PDF-").problems(100), [Problem::WrongKind]);
        assert_eq!(file("bao-cao.pdf", b"MZ").problems(100), [Problem::NotWhatItSays]);
        assert_eq!(file("bao-cao.pdf", b"").problems(100), [Problem::Empty]);
        assert_eq!(file("a.png", b"\x89PNG 12345678").problems(4), [Problem::TooLarge { limit: 4 }]);
    }

    #[test]
    fn a_state_secret_brings_no_file() {
        let secret =
            Evidence::File { name: "a.pdf".into(), bytes: b"%PDF-".to_vec(), secrecy: Secrecy::Secret };
        assert_eq!(secret.problems(100), [Problem::SecretFile]);
        let paper = |kept_at: &str| Evidence::Paper {
            number: "12-BC/TU".into(),
            signed_on: Some(date(2024, 5, 1)),
            issuer: String::new(),
            secrecy: Secrecy::Secret,
            kept_at: kept_at.into(),
        };
        assert_eq!(paper(" ").problems(1), [Problem::SecretNowhere]);
        assert_eq!(paper("Két Văn phòng").problems(1), []);
    }
}
