//! What a plan says, as rows: read, written, locked; and what may stand in it.

use super::WORKING;
use crate::rules::Rules;
use crate::{Answer, AppError, Rule, Work};
use vunggoc_core::Id;
use vunggoc_core::paper::Secrecy;
use vunggoc_core::plan::{Cause, CauseKind, Content, Exit, Kind, Measure, Personnel, Plan, Text};
use vunggoc_db::{Row, Value, args, sql};

/// The most letters of a section.
const TEXT_LIMIT: usize = 40_000;
/// The most letters of a cause, a measure, an exit criterion.
const LINE_LIMIT: usize = 4_000;
/// The most causes, measures, exit criteria.
const MANY: usize = 200;

/// Refuses codes that no rule declares, and texts without measure.
pub(super) fn check(content: &Content, kind: Kind, rules: &Rules) -> Answer<()> {
    let bad = |name: &'static str| Err(AppError::Broken(Rule::Field { name }));
    let long = |text: &str| text.chars().count() > LINE_LIMIT;
    let sections = || rules.plan.sections(kind);
    for text in &content.texts {
        let known = sections().any(|s| s.name.code == text.section && s.holds.takes_words());
        if !known || text.words.chars().count() > TEXT_LIMIT {
            return bad("texts");
        }
    }
    let criterion = |code: &Option<String>| code.as_ref().is_none_or(|c| rules.criterion(c).is_some());
    if content.causes.len() > MANY
        || content.causes.iter().any(|c| long(&c.content) || !criterion(&c.criterion))
    {
        return bad("causes");
    }
    let exit = |e: &Exit| long(&e.words) || rules.criterion(&e.criterion).is_none();
    if content.exits.len() > MANY || content.exits.iter().any(exit) {
        return bad("exits");
    }
    let measure = |m: &Measure| {
        let texts = [&m.content, &m.product, &m.support, &m.post];
        let solution = m.solution.is_empty() || rules.plan.solution(&m.solution).is_some();
        texts.iter().any(|t| long(t)) || !criterion(&m.criterion) || !solution
    };
    if content.measures.len() > MANY || content.measures.iter().any(measure) {
        return bad("measures");
    }
    if content.personnel.as_ref().is_some_and(|p| long(&p.number) || long(&p.kept_at)) {
        return bad("personnel");
    }
    Ok(())
}

impl Work {
    /// The content of an edition; none where there is no row of it.
    pub(super) async fn plan_content(&mut self, id: Id<Plan>, edition: i64) -> Answer<Option<Content>> {
        let key = args![id.number(), edition];
        let texts =
            sql!("SELECT section, words FROM plan_text WHERE plan_id = $1 AND edition = $2 ORDER BY section");
        let causes = sql!(
            "SELECT no, kind, content, criterion FROM plan_cause WHERE plan_id = $1 AND edition = $2 ORDER BY no"
        );
        let measures = sql!(
            "SELECT no, solution, content, product, criterion, lead_unit_id, support, post, due_on FROM plan_measure
             WHERE plan_id = $1 AND edition = $2 ORDER BY place, no"
        );
        let exits = sql!(
            "SELECT no, criterion, words FROM plan_exit WHERE plan_id = $1 AND edition = $2 ORDER BY no"
        );
        let personnel =
            sql!("SELECT number, secrecy, kept_at FROM plan_personnel WHERE plan_id = $1 AND edition = $2");
        let text = |r: &Row| Ok(Text { section: r.text("section")?, words: r.text("words")? });
        let exit =
            |r: &Row| Ok(Exit { no: r.int("no")?, criterion: r.text("criterion")?, words: r.text("words")? });
        let content = Content {
            texts: self.all(texts, key).await?.iter().map(text).collect::<Answer<_>>()?,
            causes: self.all(causes, key).await?.iter().map(read_cause).collect::<Answer<_>>()?,
            measures: self.all(measures, key).await?.iter().map(read_measure).collect::<Answer<_>>()?,
            exits: self.all(exits, key).await?.iter().map(exit).collect::<Answer<_>>()?,
            personnel: self.maybe(personnel, key).await?.as_ref().map(read_personnel).transpose()?,
        };
        Ok((content != Content::default()).then_some(content))
    }

    /// Writes the rows of an edition; there must be none.
    pub(super) async fn write_content(
        &mut self,
        id: Id<Plan>,
        edition: i64,
        content: &Content,
    ) -> Answer<()> {
        let mut rows = Rows::default();
        rows.add(id.number(), edition, content);
        self.insert_contents(&rows).await
    }

    pub(super) async fn insert_contents(&mut self, rows: &Rows) -> Answer<()> {
        let tx = &mut self.tx;
        tx.insert_many("INSERT INTO plan_text (plan_id, edition, section, words)", 4, &rows.texts).await?;
        tx.insert_many(
            "INSERT INTO plan_cause (plan_id, edition, no, kind, content, criterion)",
            6,
            &rows.causes,
        )
        .await?;
        let measures = "INSERT INTO plan_measure (plan_id, edition, no, place, solution, content, product, criterion, lead_unit_id, support, post, due_on)";
        tx.insert_many(measures, 12, &rows.measures).await?;
        tx.insert_many("INSERT INTO plan_exit (plan_id, edition, no, criterion, words)", 5, &rows.exits)
            .await?;
        let personnel = "INSERT INTO plan_personnel (plan_id, edition, number, secrecy, kept_at)";
        tx.insert_many(personnel, 5, &rows.personnel).await?;
        Ok(())
    }

    /// Drops the text that is being written.
    pub(super) async fn erase_working(&mut self, id: Id<Plan>) -> Answer<()> {
        let key = args![id.number(), WORKING];
        self.run(sql!("DELETE FROM plan_text WHERE plan_id = $1 AND edition = $2"), key).await?;
        self.run(sql!("DELETE FROM plan_cause WHERE plan_id = $1 AND edition = $2"), key).await?;
        self.run(sql!("DELETE FROM plan_measure WHERE plan_id = $1 AND edition = $2"), key).await?;
        self.run(sql!("DELETE FROM plan_exit WHERE plan_id = $1 AND edition = $2"), key).await?;
        self.run(sql!("DELETE FROM plan_personnel WHERE plan_id = $1 AND edition = $2"), key).await?;
        Ok(())
    }

    /// Makes the text that was being written an edition.
    pub(super) async fn lock_working(&mut self, id: Id<Plan>, edition: i64) -> Answer<()> {
        let key = args![id.number(), WORKING, edition];
        self.run(sql!("UPDATE plan_text SET edition = $3 WHERE plan_id = $1 AND edition = $2"), key).await?;
        self.run(sql!("UPDATE plan_cause SET edition = $3 WHERE plan_id = $1 AND edition = $2"), key).await?;
        self.run(sql!("UPDATE plan_measure SET edition = $3 WHERE plan_id = $1 AND edition = $2"), key)
            .await?;
        self.run(sql!("UPDATE plan_exit SET edition = $3 WHERE plan_id = $1 AND edition = $2"), key).await?;
        self.run(sql!("UPDATE plan_personnel SET edition = $3 WHERE plan_id = $1 AND edition = $2"), key)
            .await?;
        Ok(())
    }
}

/// Rows of contents, table by table, one value after the other.
#[derive(Default)]
pub(super) struct Rows {
    texts: Vec<Value>,
    causes: Vec<Value>,
    measures: Vec<Value>,
    exits: Vec<Value>,
    personnel: Vec<Value>,
}

impl Rows {
    pub(super) fn add(&mut self, plan: i64, edition: i64, content: &Content) {
        let key = || [Value::from(plan), Value::from(edition)];
        for t in content.texts.iter().filter(|t| !t.words.trim().is_empty()) {
            self.texts.extend(key());
            self.texts.extend([Value::from(&t.section), Value::from(&t.words)]);
        }
        for c in &content.causes {
            self.causes.extend(key());
            self.causes.extend([
                Value::from(c.no),
                Value::from(c.kind.tag()),
                Value::from(&c.content),
                Value::from(c.criterion.clone()),
            ]);
        }
        for (place, m) in (1_i64..).zip(&content.measures) {
            self.measures.extend(key());
            self.measures.extend([Value::from(m.no), Value::from(place)]);
            self.measures.extend([&m.solution, &m.content, &m.product].map(Value::from));
            self.measures.extend([Value::from(m.criterion.clone()), Value::from(m.lead.map(Id::number))]);
            self.measures.extend([&m.support, &m.post].map(Value::from));
            self.measures.push(Value::from(m.due_on));
        }
        for e in &content.exits {
            self.exits.extend(key());
            self.exits.extend([Value::from(e.no), Value::from(&e.criterion), Value::from(&e.words)]);
        }
        if let Some(p) = &content.personnel {
            self.personnel.extend(key());
            self.personnel.extend([
                Value::from(&p.number),
                Value::from(p.secrecy.tag()),
                Value::from(&p.kept_at),
            ]);
        }
    }
}

fn read_cause(row: &Row) -> Answer<Cause> {
    let kind = CauseKind::from_tag(&row.text("kind")?).ok_or_else(|| AppError::fault("kind of a cause"))?;
    Ok(Cause {
        no: row.int("no")?,
        kind,
        content: row.text("content")?,
        criterion: row.opt_text("criterion")?,
    })
}

fn read_measure(row: &Row) -> Answer<Measure> {
    Ok(Measure {
        no: row.int("no")?,
        solution: row.text("solution")?,
        content: row.text("content")?,
        product: row.text("product")?,
        criterion: row.opt_text("criterion")?,
        lead: row.opt_int("lead_unit_id")?.map(Id::new),
        support: row.text("support")?,
        post: row.text("post")?,
        due_on: row.opt_date("due_on")?,
    })
}

fn read_personnel(row: &Row) -> Answer<Personnel> {
    let secrecy =
        Secrecy::from_tag(&row.text("secrecy")?).ok_or_else(|| AppError::fault("secrecy of a paper"))?;
    Ok(Personnel { number: row.text("number")?, secrecy, kept_at: row.text("kept_at")? })
}
