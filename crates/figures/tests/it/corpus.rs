//! The corpus: sentences of our own with what the audit must say of them.
//!
//! A block is one text (lines after `>`) and what is expected (lines after `=`): `verdict certainty printed computed`,
//! the last two or all but the first left out where they do not matter. `= nothing` expects no claim at all. A block
//! may have claims that are not listed, but none that accuses.

use std::fmt::Write as _;
use std::path::Path;
use vunggoc_figures::{Audit, Claim, audit};

pub(crate) struct Block {
    pub(crate) text: String,
    pub(crate) expected: Vec<Vec<String>>,
    pub(crate) place: String,
}

const FAULTS: [&str; 5] = ["wrong", "gap", "impossible_base", "target_missed", "contradiction"];

impl Block {
    pub(crate) fn faults(&self) -> usize {
        self.expected.iter().filter(|e| is_fault(e)).count()
    }
}

fn is_fault(expected: &[String]) -> bool {
    let certain = expected.get(1).is_none_or(|c| c != "ask");
    expected.first().is_some_and(|v| FAULTS.contains(&v.as_str())) && certain
}

pub(crate) fn read_all() -> Vec<Block> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|f| read(f)).collect()
}

fn read(path: &Path) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut open = false;
    for (n, line) in std::fs::read_to_string(path).unwrap().lines().enumerate() {
        if let Some(text) = line.strip_prefix("> ").or_else(|| line.strip_prefix('>')) {
            if open {
                let block = out.last_mut().unwrap();
                block.text.push('\n');
                block.text.push_str(text);
            } else {
                let place = format!("{}:{}", path.file_name().unwrap().to_string_lossy(), n + 1);
                out.push(Block { text: text.to_owned(), expected: Vec::new(), place });
                open = true;
            }
        } else {
            open = false;
            if let Some(expected) = line.strip_prefix("= ") {
                let words = expected.split_whitespace().map(str::to_owned).collect();
                out.last_mut().unwrap().expected.push(words);
            } else {
                assert!(line.is_empty() || line.starts_with('#'), "{}:{}: {line}", path.display(), n + 1);
            }
        }
    }
    out
}

fn fits(claim: &Claim, expected: &[String]) -> bool {
    let computed = claim.computed.map_or_else(|| "-".to_owned(), |c| c.plain());
    let actual = [claim.verdict.code(), claim.certainty.code(), &claim.printed.replace(' ', ""), &computed];
    expected.iter().zip(actual).all(|(e, a)| e == a || e == "*")
}

/// What is wrong with the audit of one block: nothing, or a line for each fault.
fn complaints(block: &Block, audit: &Audit) -> String {
    let mut out = String::new();
    if block.expected.iter().any(|e| e[0] == "nothing") && !audit.claims.is_empty() {
        let _ = writeln!(out, "{}: expected nothing", block.place);
    }
    for expected in block.expected.iter().filter(|e| e[0] != "nothing") {
        let told = |c: &&Claim| fits(c, expected) && (c.accuses() || !is_fault(expected));
        if audit.claims.iter().find(told).is_none() {
            let _ = writeln!(out, "{}: missing {}", block.place, expected.join(" "));
        }
    }
    for claim in audit.claims.iter().filter(|c| c.accuses()) {
        if !block.expected.iter().any(|e| fits(claim, e)) {
            let _ = writeln!(out, "{}: accused {}", block.place, describe(claim));
        }
    }
    if !out.is_empty() {
        let _ = writeln!(out, "    {}", block.text);
        for claim in &audit.claims {
            let _ = writeln!(out, "    · {}", describe(claim));
        }
    }
    out
}

fn describe(c: &Claim) -> String {
    let computed = c.computed.map_or_else(|| "-".to_owned(), |c| c.plain());
    format!(
        "{} {} {} {} {computed} «{}» {}",
        c.kind.code(),
        c.verdict.code(),
        c.certainty.code(),
        c.printed,
        c.text,
        c.note.vi()
    )
}

#[test]
fn every_block_of_the_corpus_gets_what_it_expects() {
    let blocks = read_all();
    let (mut wrong, mut found, mut faults, mut accused_right, mut right) = (String::new(), 0, 0, 0, 0);
    for block in &blocks {
        let result = audit(&block.text);
        faults += block.faults();
        found += block
            .expected
            .iter()
            .filter(|e| is_fault(e) && result.claims.iter().any(|c| c.accuses() && fits(c, e)))
            .count();
        accused_right += result
            .claims
            .iter()
            .filter(|c| c.accuses() && !block.expected.iter().any(|e| fits(c, e)))
            .count();
        right += result.claims.iter().filter(|c| !c.accuses()).count();
        wrong.push_str(&complaints(block, &result));
    }
    let negatives = blocks.iter().filter(|b| b.faults() == 0).count();
    println!(
        "corpus: {} blocks ({negatives} without a fault); faults found {found}/{faults}; accused without cause {accused_right} beside {right} claims left in peace",
        blocks.len()
    );
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(
        blocks.len() >= 300 && negatives * 2 >= blocks.len(),
        "{} blocks, {negatives} negatives",
        blocks.len()
    );
}
