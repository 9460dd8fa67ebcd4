//! Licences of crates and npm packages against the list in `deny.toml`.
//!
//! A licence is an SPDX expression: `OR` needs one side, `AND` both. The old `MIT/Apache-2.0` reads as `OR`.

use crate::metadata::Metadata;
use anyhow::Context as _;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const NPM_LOCKS: [&str; 2] = ["crates/web/assets/package-lock.json", "e2e/package-lock.json"];

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Licenses {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct NpmLock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    license: Option<String>,
}

/// Packages whose licence the list does not allow.
pub(crate) fn faults(root: &Path, metadata: &Metadata) -> anyhow::Result<Vec<String>> {
    let read = |name: &str| std::fs::read_to_string(root.join(name)).with_context(|| name.to_owned());
    let allow = toml::from_str::<Deny>(&read("deny.toml")?).context("deny.toml")?.licenses.allow;
    let crates = metadata
        .packages
        .iter()
        .map(|package| (format!("{} {}", package.name, package.version), package.license.clone()));
    let mut all: Vec<_> = crates.collect();
    for name in NPM_LOCKS {
        let lock: NpmLock = serde_json::from_str(&read(name)?).context(name)?;
        all.extend(
            lock.packages.into_iter().map(|(path, package)| (format!("{name}: {path}"), package.license)),
        );
    }
    Ok(all.into_iter().filter_map(|(name, licence)| fault(&name, licence.as_deref(), &allow)).collect())
}

fn fault(name: &str, licence: Option<&str>, allow: &BTreeSet<String>) -> Option<String> {
    match licence {
        None => Some(format!("{name} names no licence")),
        Some(licence) if allowed(licence, allow) => None,
        Some(licence) => Some(format!("{name}: {licence} is not allowed by deny.toml")),
    }
}

/// Whether an SPDX expression can be met with the allowed licences. What cannot be read is not allowed.
fn allowed(expression: &str, allow: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest, allow) == Some(true) && rest.is_empty()
}

fn either(rest: &mut &[&str], allow: &BTreeSet<String>) -> Option<bool> {
    let mut met = both(rest, allow)?;
    while let Some((&"OR", tail)) = rest.split_first() {
        *rest = tail;
        met |= both(rest, allow)?;
    }
    Some(met)
}

fn both(rest: &mut &[&str], allow: &BTreeSet<String>) -> Option<bool> {
    let mut met = one(rest, allow)?;
    while let Some((&"AND", tail)) = rest.split_first() {
        *rest = tail;
        met &= one(rest, allow)?;
    }
    Some(met)
}

fn one(rest: &mut &[&str], allow: &BTreeSet<String>) -> Option<bool> {
    let (&word, tail) = rest.split_first()?;
    *rest = tail;
    if word == "(" {
        let met = either(rest, allow)?;
        let (&")", tail) = rest.split_first()? else { return None };
        *rest = tail;
        return Some(met);
    }
    if let [with, exception, tail @ ..] = *rest
        && *with == "WITH"
    {
        *rest = tail;
        return Some(allow.contains(&format!("{word} WITH {exception}")));
    }
    Some(allow.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        let allow: BTreeSet<String> =
            ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(Into::into).into();
        let cases = [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("MIT OR GPL-2.0-only", true),
            ("MIT AND GPL-2.0-only", false),
            ("(MIT OR GPL-2.0-only) AND Unicode-3.0", true),
            ("MIT OR GPL-2.0-only AND GPL-3.0-only", true),
            ("(MIT OR Apache-2.0) AND GPL-3.0-only", false),
            ("Apache-2.0 WITH LLVM-exception OR X", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            ("MIT/Apache-2.0", true),
            ("Apache-2.0 / MIT", true),
            ("", false),
            ("(MIT", false),
            ("MIT MIT", false),
        ];
        for (expression, expected) in cases {
            assert_eq!(allowed(expression, &allow), expected, "{expression}");
        }
    }
}
