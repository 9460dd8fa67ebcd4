//! Checks on the words of the working copy: module docs, lengths, banned words, empty names, links.
//!
//! Files are those that git follows; what is built or downloaded is not looked at.

use crate::house::Word;
use anyhow::{Context as _, bail};
use std::path::Path;
use std::process::Command;

/// A text file of the working copy.
pub(crate) struct File {
    /// Path from the root, with `/`.
    path: String,
    text: String,
}

const CODE: [&str; 6] = ["rs", "js", "mjs", "css", "html", "sh"];

/// Every text file that git follows or would follow.
pub(crate) fn files(root: &Path) -> anyhow::Result<Vec<File>> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .context("git ls-files")?;
    if !output.status.success() {
        bail!("git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    }
    let names = String::from_utf8(output.stdout)?;
    let read = |path: &str| {
        let text = std::fs::read_to_string(root.join(path)).ok()?;
        Some(File { path: path.to_owned(), text })
    };
    Ok(names.lines().filter_map(read).collect())
}

fn is(file: &File, endings: &[&str]) -> bool {
    file.path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
}

/// Rust modules that do not begin by saying what they are.
pub(crate) fn without_docs(files: &[File]) -> Vec<String> {
    let begins = |file: &&File| {
        let first = file.text.lines().find(|line| !line.trim().is_empty());
        first.is_some_and(|line| line.starts_with("//!"))
    };
    let modules = files.iter().filter(|file| is(file, &["rs"]));
    modules
        .filter(|file| !begins(file))
        .map(|file| format!("{} does not begin with //!", file.path))
        .collect()
}

/// Code files over the limit.
pub(crate) fn too_long(files: &[File], max: usize) -> Vec<String> {
    let code = files.iter().filter(|file| is(file, &CODE));
    code.map(|file| (file, file.text.lines().count()))
        .filter(|(_, n_lines)| *n_lines > max)
        .map(|(file, n_lines)| format!("{} has {n_lines} lines; {max} are the most", file.path))
        .collect()
}

/// Words that may not stand where they stand.
pub(crate) fn banned_words(files: &[File], words: &[Word]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        for word in words.iter().filter(|word| applies(word, &file.path)) {
            faults.extend(hits(word, file));
        }
    }
    faults
}

fn applies(word: &Word, path: &str) -> bool {
    let inside = word.folders.iter().any(|folder| path == folder || path.starts_with(&format!("{folder}/")));
    inside && !word.except.iter().any(|end| path.ends_with(end.as_str()))
}

fn hits(word: &Word, file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| {
            let mut rest = line.to_lowercase();
            for phrase in &word.unless {
                rest = rest.replace(&phrase.to_lowercase(), "");
            }
            rest.contains(&word.text.to_lowercase())
        })
        .map(|(i, _)| format!("{}:{}: “{}”: {}", file.path, i + 1, word.text, word.say))
        .collect()
}

/// Types whose names end in a word that says nothing.
pub(crate) fn empty_names(files: &[File], endings: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is(file, &["rs"])) {
        for (i, line) in file.text.lines().enumerate() {
            let Some(name) = declared(line) else { continue };
            if endings.iter().any(|ending| name.ends_with(ending.as_str())) {
                faults.push(format!(
                    "{}:{}: {name} says nothing; name the act or the noun",
                    file.path,
                    i + 1
                ));
            }
        }
    }
    faults
}

/// The name of the type that a line declares.
fn declared(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let kind = words.by_ref().find(|word| !word.starts_with("pub"))?;
    if !["struct", "enum", "trait", "type"].contains(&kind) {
        return None;
    }
    words.next()?.split(|c: char| !c.is_alphanumeric()).next()
}

/// Links in the documents to files that are not there.
pub(crate) fn broken_links(root: &Path, files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is(file, &["md"])) {
        let folder = root.join(&file.path).parent().map(Path::to_path_buf).unwrap_or_default();
        for target in links(&file.text) {
            if !folder.join(target).exists() {
                faults.push(format!("{} links to {target}, which is not there", file.path));
            }
        }
    }
    faults
}

/// Targets of Markdown links within the repository.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let inside = targets.filter(|target| !target.contains("://") && !target.starts_with(['#', '<']));
    inside.filter_map(|target| target.split(['#', ' ']).next()).filter(|target| !target.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    fn word() -> Word {
        toml::from_str(
            r#"
            text = "dấu hiệu"
            in = ["rules"]
            unless = ["dấu hiệu vi phạm"]
            except = ["old.toml"]
            say = "tiêu chí"
            "#,
        )
        .unwrap()
    }

    #[test]
    fn a_banned_word_is_found_only_where_it_is_wrong() {
        let cases = [
            ("rules/a.toml", "Dấu hiệu yếu kém", 1),
            ("rules/a.toml", "khi có dấu hiệu vi phạm", 0),
            ("rules/a.toml", "dấu hiệu vi phạm và dấu hiệu khác", 1),
            ("rules/old.toml", "dấu hiệu", 0),
            ("rulesets/a.toml", "dấu hiệu", 0),
        ];
        for (path, text, expected) in cases {
            assert_eq!(banned_words(&[file(path, text)], &[word()]).len(), expected, "{path}: {text}");
        }
    }

    #[test]
    fn modules_say_what_they_are_and_stay_short() {
        let files = [file("a.rs", "\n//! What it is.\n"), file("b.rs", "use x;\n"), file("c.md", "text")];
        assert_eq!(without_docs(&files), ["b.rs does not begin with //!"]);
        assert_eq!(too_long(&files, 1).len(), 1);
    }

    #[test]
    fn empty_names_are_found_in_declarations_only() {
        let endings = ["Manager".to_owned()];
        let found = |line: &str| empty_names(&[file("a.rs", line)], &endings).len();
        assert_eq!(found("pub(crate) struct UnitManager<T> {"), 1);
        assert_eq!(found("enum Manager {"), 1);
        assert_eq!(found("let x = UnitManager::new();"), 0);
        assert_eq!(found("struct Managers;"), 0);
    }

    #[test]
    fn links_within_the_repository_are_read() {
        let text = "[a](b.md#c) [d](https://x) [e](#f) ![g](h.png \"i\")";
        assert_eq!(links(text), ["b.md", "h.png"]);
    }
}
