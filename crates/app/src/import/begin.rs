//! Tải tệp lên, and pointing at what its columns mean.

use super::{Choices, Import, Kind, fingerprint, layout_of, sheets_of};
use crate::event::{Entry, NOTHING};
use crate::file::File;
use crate::rules::Rules;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use std::collections::BTreeMap;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version};
use vunggoc_db::{args, sql};
use vunggoc_sheets::Sheet;
use vunggoc_sheets::layout::{Layout, Role, guess};
use vunggoc_sheets::name::{closeness, key};

/// Takes a file; the number of the import. A file that cannot be read is refused with what is wrong.
pub async fn begin(
    ctx: &Ctx,
    kind: Kind,
    under: Id<Unit>,
    file: File,
    period: Option<Period>,
) -> Answer<Id<Import>> {
    let sheets = sheets_of(&file.bytes, &file.name)?;
    let first = sheets
        .iter()
        .position(|s| s.shown == vunggoc_sheets::Shown::Yes && s.n_rows() > 0)
        .ok_or(AppError::Broken(Rule::Field { name: "file" }))?;
    change!(ctx, |work| {
        work.leave(kind.needs(), kind.needs(), under).await?;
        let id: Id<Import> = work.next_id("import").await?;
        let sheet = sheets.get(first).ok_or(AppError::NotFound)?;
        let mut choices = work.guessed(kind, sheet, first).await?;
        choices.period = period.map(|p| p.to_string()).unwrap_or_default();
        let hash = crate::file::hash(&file.bytes);
        let facts = serde_json::json!({ "kind": kind.tag(), "file": file.name, "hash": hex::encode(hash) });
        let noun_id = id.number();
        let entry =
            Entry { noun: "import", noun_id, from: NOTHING, action: "begin", unit: Some(under), facts };
        let event = work.record(entry).await?;
        let file_id = work.keep_file(under, &file, event).await?;
        let text = serde_json::to_string(&choices).map_err(|e| AppError::fault(e.to_string()))?;
        let now = work.now();
        work.run(
            sql!(
                "INSERT INTO import (id, kind, unit_id, target, file_id, file_hash, state, choices, begun_at, version, event_id)
                 VALUES ($1, $2, $3, $4, $5, $6, 'begun', $7, $8, $9, $10)"
            ),
            args![
                noun_id, kind.tag(), under.number(), &file.name, file_id.number(), hash, text, now,
                Version::FIRST.0, event
            ],
        )
        .await?;
        Ok(id)
    })
}

/// What is pointed at anew; another sheet, or another head, is guessed again.
pub async fn choose(ctx: &Ctx, id: Id<Import>, seen: Version, wish: Choices) -> Answer<Id<Import>> {
    change!(ctx, |work| {
        let import = work.import(id).await?;
        at_version(seen, import.version)?;
        let mut choices = wish.clone();
        if choices.sheet != import.choices.sheet {
            let file = work.file(import.file).await?;
            let sheets = sheets_of(&file.bytes, &file.name)?;
            let sheet = sheets.get(choices.sheet).ok_or(AppError::NotFound)?;
            let period = std::mem::take(&mut choices.period);
            choices = Choices { period, ..work.guessed(import.kind, sheet, choices.sheet).await? };
        }
        work.save_choices(&import, &choices, None).await?;
        Ok(id)
    })
}

impl Work {
    pub(super) async fn save_choices(
        &mut self,
        import: &Import,
        choices: &Choices,
        n_written: Option<i64>,
    ) -> Answer<()> {
        let verb = if n_written.is_some() { "write" } else { "choose" };
        let facts =
            serde_json::json!({ "sheet": choices.sheet, "period": choices.period, "n_written": n_written });
        let (noun_id, unit) = (import.id.number(), Some(import.under));
        let entry = Entry { noun: "import", noun_id, from: import.version, action: verb, unit, facts };
        let event = self.record(entry).await?;
        let text = serde_json::to_string(choices).map_err(|e| AppError::fault(e.to_string()))?;
        let state = if n_written.is_some() { "written" } else { "begun" };
        let at = n_written.map(|_| self.now());
        let update = sql!(
            "UPDATE import SET choices = $2, state = $3, written_at = $4, n_written = $5, version = $6, event_id = $7
             WHERE id = $1 AND version = $8"
        );
        let version = import.version.next().0;
        let values = args![noun_id, text, state, at, n_written, version, event, import.version.0];
        self.tx.run_one(update, values).await?;
        Ok(())
    }

    /// What a sheet seems to be: as somebody once pointed out for the same head, else by its words.
    async fn guessed(&mut self, kind: Kind, sheet: &Sheet, place: usize) -> Answer<Choices> {
        let layout = guess(sheet);
        let mut choices = Choices {
            sheet: place,
            head_first: layout.head_first,
            head_last: layout.head_last,
            first_data: layout.first_data,
            end: layout.end,
            ..Choices::default()
        };
        let known = sql!("SELECT mapping FROM import_mapping WHERE kind = $1 AND fingerprint = $2");
        let known = self.maybe(known, args![kind.tag(), fingerprint(&layout)]).await?;
        match known {
            Some(row) => {
                let learned: Choices = serde_json::from_str(&row.text("mapping")?).unwrap_or_default();
                choices.columns = learned.columns;
                choices.dash = learned.dash;
            }
            None => choices.columns = by_words(kind, &layout)?,
        }
        Ok(choices)
    }

    /// Keeps what a head means, for the next file with the same one.
    pub(super) async fn learn_head(
        &mut self,
        import: &Import,
        sheet: &Sheet,
        event: crate::event::EventId,
    ) -> Answer<()> {
        let learned = Choices {
            columns: import.choices.columns.clone(),
            dash: import.choices.dash.clone(),
            ..Choices::default()
        };
        let text = serde_json::to_string(&learned).map_err(|e| AppError::fault(e.to_string()))?;
        let print = fingerprint(&layout_of(sheet, &import.choices));
        let now = self.now();
        self.run(
            sql!(
                "INSERT INTO import_mapping (kind, fingerprint, mapping, learned_at, event_id) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (kind, fingerprint) DO UPDATE SET mapping = excluded.mapping, learned_at = excluded.learned_at,
                   event_id = excluded.event_id"
            ),
            args![import.kind.tag(), print, text, now, event],
        )
        .await?;
        Ok(())
    }
}

/// Closer than this, a head is taken for the name of an indicator; a person sees it before anything is written.
const CLOSE: u8 = 80;

fn by_words(kind: Kind, layout: &Layout) -> Answer<BTreeMap<u32, String>> {
    let rules = Rules::resident()?;
    let mut columns = BTreeMap::new();
    for column in &layout.columns {
        let head = key(&column.head());
        let meaning = match (column.role, kind) {
            (Role::Ordinal, _) => continue,
            (_, Kind::Tasks) => super::tasks::meaning_of(&head).map(str::to_owned),
            (Role::Name, _) => Some("name".to_owned()),
            (Role::Other, _) if head.starts_with("ma ") || head.starts_with("ma so") => {
                Some("code".to_owned())
            }
            (Role::Other, _) if head.contains("truc thuoc") || head.contains("dang bo co so") => {
                Some("above".to_owned())
            }
            (Role::Other, Kind::Units) => {
                let words = [("loai hinh", "kind"), ("cap", "level"), ("thanh lap", "from_on")];
                words.iter().find(|(word, _)| head.contains(word)).map(|(_, meaning)| (*meaning).to_owned())
            }
            (Role::Other, Kind::Listings) => super::listings::meaning_of(&head).map(str::to_owned),
            (Role::Other, Kind::Figures) => rules
                .indicators
                .iter()
                .map(|i| (closeness(&column.head(), &i.name_vi), i))
                .filter(|(near, _)| *near >= CLOSE)
                .max_by_key(|(near, _)| *near)
                .map(|(_, i)| i.code.clone()),
        };
        if let Some(meaning) = meaning {
            columns.insert(column.column, meaning);
        }
    }
    Ok(columns)
}
