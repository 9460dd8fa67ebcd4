//! `rules/levels.toml`.

use super::raw::{At, RawGround, file, once};
use super::{RuleFault, What};
use serde::Deserialize;
use vunggoc_core::rulebook::{Kind, Level, Levels};
use vunggoc_core::unit::Tree;

const FILE: &str = "levels.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    level: Vec<RawLevel>,
    kind: Vec<RawKind>,
}

#[derive(Deserialize)]
struct RawLevel {
    code: String,
    tree: String,
    order: u16,
    vi: String,
    en: String,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
struct RawKind {
    levels: Vec<String>,
    #[serde(flatten)]
    rest: RawLevel,
}

pub(super) fn read(text: &str) -> Result<Levels, RuleFault> {
    let raw: File = file(FILE, text)?;
    once(FILE, raw.level.iter().map(|l| l.code.as_str()))?;
    once(FILE, raw.kind.iter().map(|k| k.rest.code.as_str()))?;
    let mut all = Levels::default();
    for raw in raw.level {
        all.levels.push(level(raw)?);
    }
    for RawKind { levels, rest } in raw.kind {
        let Level { name, tree, order, ground } = level(rest)?;
        let at = At { file: FILE, entry: &name.code };
        for code in &levels {
            if all.level(code).is_none_or(|l| l.tree != tree) {
                return Err(at.fault(What::Unknown(code.clone())));
            }
        }
        all.kinds.push(Kind { name, tree, order, levels, ground });
    }
    all.levels.sort_by_key(|l| l.order);
    all.kinds.sort_by_key(|k| k.order);
    Ok(all)
}

fn level(raw: RawLevel) -> Result<Level, RuleFault> {
    let at = At { file: FILE, entry: &raw.code };
    Ok(Level {
        name: at.named(raw.vi, raw.en)?,
        tree: at.word("tree", &raw.tree, Tree::from_tag)?,
        order: raw.order,
        ground: raw.ground.read(at)?,
    })
}
