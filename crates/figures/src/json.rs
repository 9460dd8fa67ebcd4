//! JSON: the machine output, written by hand because the shape is fixed and small.

use crate::{Audit, Claim};
use std::fmt::Write as _;

/// `{"text", "encoding", "claims": [{"kind", "verdict", "certainty", "text", "start", "end", "printed", "computed",
/// "note"}]}`; `start` and `end` are half open, in code points of `text`; `computed` is a decimal with a point or null.
#[must_use]
pub fn json(audit: &Audit) -> String {
    let mut out = String::with_capacity(audit.text.len() + audit.claims.len() * 256 + 64);
    out.push_str("{\"text\":");
    string(&mut out, &audit.text);
    out.push_str(",\"encoding\":");
    string(&mut out, audit.encoding.code());
    out.push_str(",\"claims\":[");
    for (i, claim) in audit.claims.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        one(&mut out, claim);
    }
    out.push_str("]}");
    out
}

fn one(out: &mut String, claim: &Claim) {
    let texts = [
        ("kind", claim.kind.code()),
        ("verdict", claim.verdict.code()),
        ("certainty", claim.certainty.code()),
        ("text", claim.text.as_str()),
    ];
    out.push('{');
    for (name, value) in texts {
        let _ = write!(out, "\"{name}\":");
        string(out, value);
        out.push(',');
    }
    let _ = write!(out, "\"start\":{},\"end\":{},\"printed\":", claim.start, claim.end);
    string(out, &claim.printed);
    out.push_str(",\"computed\":");
    match claim.computed {
        Some(value) => string(out, &value.plain()),
        None => out.push_str("null"),
    }
    out.push_str(",\"note\":");
    string(out, &format!("{}. {}", claim.label_vi(), claim.note.vi()));
    out.push('}');
}

fn string(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
