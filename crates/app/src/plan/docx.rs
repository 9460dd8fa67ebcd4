//! The plan as a paper: in the official form, with the table of assigned tasks as its annex.

use super::{Letterhead, WORKING};
use crate::file::File;
use crate::report::{self, DOCX};
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Work};
use std::collections::HashMap;
use vunggoc_core::access::Action;
use vunggoc_core::plan::{CauseKind, Content, Kind, Measure, Plan};
use vunggoc_core::rulebook::{Holds, Place, PlanSection};
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};
use vunggoc_report::paper::{Block, Family, Layout, Level, Paper, Section};
use vunggoc_report::table::{Cell, Column, Row, Table};

/// A text with the names that it needs.
pub(super) struct Source<'a> {
    pub(super) kind: Kind,
    pub(super) unit: String,
    pub(super) letterhead: Letterhead,
    pub(super) on: Date,
    pub(super) content: &'a Content,
    /// Names of lead bodies.
    pub(super) names: HashMap<i64, String>,
    pub(super) issued: report::Issued,
    /// Number and day of the paper that it amends, of an amendment.
    pub(super) amends: Option<String>,
}

/// The paper of a text.
pub(super) fn draw(source: &Source<'_>, rules: &Rules) -> Paper {
    let kind = rules.plan.kind(source.kind);
    let mut subject = vec![match source.kind {
        Kind::Scheme => format!("củng cố tổ chức cơ sở đảng {}", source.unit),
        Kind::BranchPlan => format!("củng cố {}", source.unit),
    }];
    if let Some(first) = &source.amends {
        subject.push(format!("(điều chỉnh văn bản số {first})"));
    }
    let head = report::Letterhead {
        head: &source.letterhead.head,
        place: &source.letterhead.place,
        on: source.on,
        symbol: kind.map_or("", |k| k.symbol.as_str()),
        kind: kind.map_or("", |k| k.title.as_str()),
        subject,
        issued: source.issued,
    };
    let (head, foot) = report::letterhead(head, rules);
    let mut body = Vec::new();
    for section in rules.plan.sections(source.kind) {
        let level = match section.place {
            Place::Part => Level::Part,
            Place::Roman => Level::Roman,
            Place::Arabic => Level::Arabic,
        };
        body.push(Block::heading(level, section.mark(source.kind), section.name.vi.as_str()));
        body.extend(blocks(source, section, rules));
    }
    let annex =
        vec![Block::Centred(format!("Kèm theo {}", lower(&head.kind))), assignment(source, rules).into()];
    Paper {
        family: Family::Party,
        layout: Layout::party(),
        head,
        body: vec![Section::portrait(body)],
        foot,
        annexes: vec![Section::landscape(annex)],
    }
}

fn lower(title: &str) -> String {
    let mut letters = title.to_lowercase();
    if let Some(first) = letters.get(..1).map(str::to_uppercase) {
        letters.replace_range(..1, &first);
    }
    letters
}

/// What stands under a heading.
fn blocks(source: &Source<'_>, section: &PlanSection, rules: &Rules) -> Vec<Block> {
    let content = source.content;
    let words = content.text(&section.name.code);
    let lines = words.lines().map(str::trim).filter(|l| !l.is_empty());
    let mut out: Vec<Block> = lines.map(Block::words).collect();
    match section.holds {
        Holds::Nothing => return out,
        Holds::Causes => out.extend(causes(content)),
        Holds::Exits if !content.exits.is_empty() => out.push(exits(content, rules).into()),
        Holds::Measures => out.extend(measures(source, rules)),
        Holds::Personnel => out.push(Block::words(personnel(content))),
        Holds::Assignment => out.push(Block::words("Bảng phân công nhiệm vụ: Phụ lục kèm theo.")),
        Holds::Text | Holds::Findings | Holds::Results | Holds::Exits => {}
    }
    if out.is_empty() {
        out.push(match source.issued {
            report::Issued::Not => Block::Placeholder(section.hint_vi.clone()),
            report::Issued::Yes => Block::words("(Không có.)"),
        });
    }
    out
}

fn causes(content: &Content) -> Vec<Block> {
    let kinds =
        [(CauseKind::Objective, "Nguyên nhân khách quan"), (CauseKind::Subjective, "Nguyên nhân chủ quan")];
    let of = |kind: CauseKind| content.causes.iter().filter(move |c| c.kind == kind);
    let mut out = Vec::new();
    // Only what is there has a number.
    for (no, (kind, title)) in (1..).zip(kinds.into_iter().filter(|(kind, _)| of(*kind).next().is_some())) {
        out.push(Block::heading(Level::Arabic, format!("{no}."), title));
        out.extend(of(kind).map(|c| Block::words(format!("- {}", c.content.trim()))));
    }
    out
}

fn personnel(content: &Content) -> String {
    match &content.personnel {
        Some(p) => {
            format!("Có phương án nhân sự riêng, số {}; lưu tại {}.", p.number.trim(), p.kept_at.trim())
        }
        None => "Không có phương án nhân sự riêng.".into(),
    }
}

fn exits(content: &Content, rules: &Rules) -> Table {
    let rows = content.exits.iter().zip(1..).map(|(exit, no): (_, i64)| {
        let name = rules.criterion(&exit.criterion).map_or("", |c| c.name.vi.as_str());
        Row::plain([
            Cell::from(no.to_string()),
            Cell::from(exit.words.trim()),
            Cell::from(format!("{} – {name}", exit.criterion)),
        ])
    });
    Table {
        code: String::new(),
        caption: "Tiêu chí hoàn thành củng cố".into(),
        head: vec![
            Column::centred("no", "STT", 10).into(),
            Column::text("words", "Nội dung phải đạt", 90).into(),
            Column::text("criterion", "Tiêu chí rà soát được đối chiếu lại", 70).into(),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn measures(source: &Source<'_>, rules: &Rules) -> Vec<Block> {
    let mut out = Vec::new();
    let groups = rules.plan.solutions.iter().filter_map(|solution| {
        let of: Vec<&Measure> =
            source.content.measures.iter().filter(|m| m.solution == solution.name.code).collect();
        (!of.is_empty()).then_some((solution, of))
    });
    for (no, (solution, of)) in (1..).zip(groups) {
        out.push(Block::heading(Level::Arabic, format!("{no}."), solution.name.vi.as_str()));
        for measure in of {
            let lead = source.lead(measure);
            let due = measure.due_on.map_or_else(|| "…".to_owned(), day);
            out.push(Block::words(format!(
                "- {}. Chủ trì: {lead}; hoàn thành trước ngày {due}.",
                measure.content.trim().trim_end_matches('.')
            )));
        }
    }
    out
}

fn day(on: Date) -> String {
    on.strftime("%d/%m/%Y").to_string()
}

impl Source<'_> {
    fn lead(&self, measure: &Measure) -> &str {
        measure.lead.and_then(|u| self.names.get(&u.number())).map_or("…", String::as_str)
    }
}

/// Bảng phân công nhiệm vụ.
fn assignment(source: &Source<'_>, rules: &Rules) -> Table {
    let mut rows = Vec::new();
    let mut no = 0_i64;
    for (mark, solution) in
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].iter().zip(&rules.plan.solutions)
    {
        let of: Vec<&Measure> =
            source.content.measures.iter().filter(|m| m.solution == solution.name.code).collect();
        if of.is_empty() {
            continue;
        }
        rows.push(Row::Banner(format!("{mark}. {}", solution.name.vi)));
        for measure in of {
            no += 1;
            rows.push(Row::plain([
                Cell::from(no.to_string()),
                Cell::from(measure.content.trim()),
                Cell::from(source.lead(measure)),
                Cell::from(measure.support.trim()),
                Cell::from(measure.post.trim()),
                Cell::from(measure.due_on.map(day).unwrap_or_default()),
                Cell::from(measure.product.trim()),
            ]));
        }
    }
    Table {
        code: "Phụ lục".into(),
        caption: "Bảng phân công nhiệm vụ".into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("content", "Nội dung nhiệm vụ", 74).into(),
            Column::text("lead", "Cơ quan chủ trì", 38).into(),
            Column::text("support", "Cơ quan phối hợp", 34).into(),
            Column::text("post", "Người chịu trách nhiệm (chức vụ)", 34).into(),
            Column::centred("due", "Thời hạn hoàn thành", 22).into(),
            Column::text("product", "Sản phẩm, kết quả", 44).into(),
        ],
        rows,
        notes: vec![
            "Bảy nhóm giải pháp là đề xuất của phần mềm, chưa đối chiếu với Nghị quyết 15-NQ/TU.".into(),
        ],
        ..Table::default()
    }
    .numbered()
}

impl Work {
    /// What a paper of a plan is drawn from.
    pub(super) async fn plan_source<'a>(
        &mut self,
        plan: &Plan,
        content: &'a Content,
        on: Date,
        issued: report::Issued,
    ) -> Answer<Source<'a>> {
        let head = sql!("SELECT head, place FROM plan WHERE id = $1");
        let head = self.one(head, args![plan.id.number()]).await?;
        let names = self.lead_names(content, on).await?;
        let amends = match plan.edition() {
            Some(_) => self.first_paper(plan.id).await?,
            None => None,
        };
        Ok(Source {
            kind: plan.kind,
            unit: crate::unit::find::name_on(self, plan.unit, on).await?,
            letterhead: Letterhead { head: head.text("head")?, place: head.text("place")? },
            on,
            content,
            names,
            issued,
            amends,
        })
    }

    async fn first_paper(&mut self, id: Id<Plan>) -> Answer<Option<String>> {
        let first = sql!(
            "SELECT p.number, p.signed_on FROM plan_issue i JOIN paper p ON p.id = i.paper_id WHERE i.plan_id = $1 AND i.edition = 1"
        );
        let row = self.maybe(first, args![id.number()]).await?;
        row.map(|r| Ok(format!("{}, ngày {}", r.text("number")?, day(r.date("signed_on")?)))).transpose()
    }
}

/// The bytes of a paper under a name.
pub(super) fn file(source: &Source<'_>, plan: &Plan, edition: i64, rules: &Rules) -> Answer<File> {
    let bytes = vunggoc_report::docx::write(&draw(source, rules))?;
    let stem = match plan.kind {
        Kind::Scheme => "de-an-cung-co",
        Kind::BranchPlan => "ke-hoach-cung-co",
    };
    let name = match edition {
        WORKING => format!("{stem}-{}-du-thao.docx", plan.id),
        1 => format!("{stem}-{}.docx", plan.id),
        n => format!("{stem}-{}-dieu-chinh-{}.docx", plan.id, n - 1),
    };
    Ok(File { name, media_type: DOCX.into(), bytes })
}

/// The document of what is being written, or of what is valid.
pub async fn docx(ctx: &Ctx, id: Id<Plan>, rules: &Rules) -> Answer<File> {
    let mut work = ctx.look().await?;
    let plan = work.plan(id, Action::ReadPlans).await?;
    let today = work.today();
    let content = plan.content().cloned().unwrap_or_default();
    let source = work.plan_source(&plan, &content, today, report::Issued::Not).await?;
    file(&source, &plan, WORKING, rules)
}

/// The kept copy of an edition.
pub async fn copy(ctx: &Ctx, id: Id<Plan>, edition: i64) -> Answer<File> {
    let mut work = ctx.look().await?;
    work.plan(id, Action::ReadPlans).await?;
    let kept = sql!("SELECT docx_id FROM plan_issue WHERE plan_id = $1 AND edition = $2");
    let row = work.maybe(kept, args![id.number(), edition]).await?.ok_or(AppError::NotFound)?;
    work.file(Id::new(row.opt_int("docx_id")?.ok_or(AppError::NotFound)?)).await
}

/// The signed file of an edition, where there is one.
pub async fn signed(ctx: &Ctx, id: Id<Plan>, edition: i64) -> Answer<File> {
    let mut work = ctx.look().await?;
    work.plan(id, Action::ReadPlans).await?;
    let kept = sql!("SELECT signed_id FROM plan_issue WHERE plan_id = $1 AND edition = $2");
    let row = work.maybe(kept, args![id.number(), edition]).await?.ok_or(AppError::NotFound)?;
    work.file(Id::new(row.opt_int("signed_id")?.ok_or(AppError::NotFound)?)).await
}
