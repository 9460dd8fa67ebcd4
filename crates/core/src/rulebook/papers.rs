//! Văn bản của Đảng: symbols of kinds of papers, heads and signatures by kind of issuer (`rules/papers.toml`).

use super::{Ground, Named};
use crate::Date;

/// Loại văn bản.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperKind {
    /// Symbol (`BC`) and names.
    pub name: Named,
    /// Where it comes from.
    pub ground: Ground,
}

/// Phần đầu và phần ký of the papers of one kind of issuer; `{place}` stands for its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Code and names of the kind of issuer.
    pub name: Named,
    /// First line: the organisation above.
    pub superior: String,
    /// Second line: the issuer.
    pub issuer: String,
    /// Chữ viết tắt behind the symbol of the paper.
    pub abbreviation: String,
    /// Thể thức đề ký, e.g. `T/M BAN THƯỜNG VỤ`; blank where the head signs for himself.
    pub signs: String,
    /// Chức vụ of who usually signs.
    pub office: String,
    /// Where it comes from, and when it holds.
    pub ground: Ground,
}

/// All rules on papers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaperRules {
    /// Loại văn bản.
    pub kinds: Vec<PaperKind>,
    /// Heads by issuer.
    pub heads: Vec<Head>,
}

impl PaperRules {
    /// The head of a kind of issuer on a day.
    pub fn head(&self, issuer: &str, on: Date) -> Option<&Head> {
        self.heads.iter().find(|h| h.name.code == issuer && h.ground.holds_on(on))
    }

    /// Số, ký hiệu without the number: `BC/BCĐ`, as `-BC/BCĐ` follows the number.
    pub fn symbol(&self, kind: &str, issuer: &str, on: Date) -> Option<String> {
        let kind = self.kinds.iter().find(|k| k.name.code == kind)?;
        let head = self.head(issuer, on)?;
        Some(format!("{}/{}", kind.name.code, head.abbreviation))
    }
}
