//! `rules/tasks.toml`.

use super::raw::{At, RawGround, file, once};
use super::{RuleFault, What};
use serde::Deserialize;
use vunggoc_core::rulebook::{TaskField, TaskHead};

const FILE: &str = "tasks.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    head: Vec<RawHead>,
}

#[derive(Deserialize)]
struct RawHead {
    code: String,
    vi: String,
    en: String,
    fields: Vec<String>,
    #[serde(flatten)]
    ground: RawGround,
}

/// Every field of a task stands under exactly one head.
pub(super) fn read(text: &str) -> Result<Vec<TaskHead>, RuleFault> {
    let raw: File = file(FILE, text)?;
    once(FILE, raw.head.iter().map(|h| h.code.as_str()))?;
    once(FILE, raw.head.iter().flat_map(|h| h.fields.iter().map(String::as_str)))?;
    let heads: Vec<TaskHead> = raw.head.into_iter().map(head).collect::<Result<_, _>>()?;
    for field in TaskField::ALL {
        if !heads.iter().any(|h| h.fields.contains(field)) {
            return Err(RuleFault::new(FILE, field.tag(), What::Blank("fields")));
        }
    }
    Ok(heads)
}

fn head(raw: RawHead) -> Result<TaskHead, RuleFault> {
    let at = At { file: FILE, entry: &raw.code };
    let fields = raw.fields.iter().map(|f| at.word("fields", f, TaskField::from_tag));
    let (fields, ground) = (fields.collect::<Result<_, _>>()?, raw.ground.read(at)?);
    Ok(TaskHead { fields, ground, name: at.named(raw.vi, raw.en)? })
}
