//! Công văn đôn đốc: one letter for each office that is late, all in one press.
//!
//! The archive holds a list (XLSX), each letter as a document of its own, and all of them in one document to print. The
//! number is left blank for the clerk. The same piece serves tasks and forms.

use super::TaskLine;
use crate::form::list::{Line as FormLine, Question, list};
use crate::report::{Issued, Letterhead, letterhead};
use crate::rules::Rules;
use crate::{Answer, AppError, Ctx, Rule, Work};
use std::collections::BTreeMap;
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::form::Timeliness;
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_report::paper::{Addressees, Block, Family, Layout, Paper, PaperHead, Section};
use vunggoc_report::table::{Column, Row, Table};
use vunggoc_report::xlsx::{Sheet, TableSheet, Workbook};
use vunggoc_report::{archive, docx, xlsx};

/// The most letters of one archive.
const N_LETTERS: usize = 1_000;
/// The most late tasks that are read for them.
const N_TASKS: i64 = 20_000;

/// How the letters are headed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Code of the head in the rules on papers.
    pub head: String,
    /// Địa danh, and the place in the head.
    pub place: String,
    /// Until when the result is to be reported.
    pub reply_on: Date,
}

/// One letter before it is drawn: to whom, and its lines.
struct Letter {
    to: String,
    rows: Vec<Row>,
}

/// Stands in a sentence for whom a letter is to.
const TO: &str = "{to}";
/// Stands in a sentence for how many lines its table has.
const N_ROWS: &str = "{n}";

/// What the letters of one press have in common.
struct Matter {
    subject: String,
    /// With [`TO`] and [`N_ROWS`].
    opening: String,
    /// With [`TO`].
    request: String,
    caption: String,
    columns: Vec<Column>,
}

/// Letters to the offices below a unit whose tasks are late.
pub async fn of_tasks(ctx: &Ctx, under: Id<Unit>, wish: &Wish) -> Answer<Vec<u8>> {
    let mut work = ctx.look().await?;
    work.leave(Action::ReadTasks, Action::AssignTasks, under).await?;
    let today = work.today();
    let yesterday = today.yesterday().unwrap_or(today);
    let late = work.pressed(None, Some(under), yesterday, 0, N_TASKS + 1).await?;
    if late.len() > super::size(N_TASKS) {
        // A letter that names a part of what is late would be wrong: a smaller place is to be chosen.
        return Err(AppError::Broken(Rule::Field { name: "under" }));
    }
    let mut by_lead: BTreeMap<(String, String), Vec<TaskLine>> = BTreeMap::new();
    for task in late {
        by_lead.entry((fold(&task.lead), task.lead.clone())).or_default().push(task);
    }
    let letters = by_lead.into_iter().map(|((_, lead), tasks)| Letter {
        to: lead,
        rows: tasks.iter().enumerate().map(|(n, t)| task_row(n, t)).collect(),
    });
    let matter = Matter {
        subject: "V/v đôn đốc thực hiện nhiệm vụ quá hạn".into(),
        opening: format!(
            "Qua theo dõi, đến ngày {}, {TO} còn {N_ROWS} nhiệm vụ quá hạn chưa hoàn thành:",
            dmy(today)
        ),
        request: format!(
            "Đề nghị {TO} tập trung thực hiện, báo cáo kết quả, nguyên nhân chậm và thời gian hoàn thành trước ngày {}.",
            dmy(wish.reply_on)
        ),
        caption: "Nhiệm vụ quá hạn chưa hoàn thành".into(),
        columns: vec![
            Column::centred("no", "STT", 8),
            Column::text("content", "Nội dung nhiệm vụ", 64),
            Column::text("ground", "Căn cứ", 40),
            Column::text("post", "Người chịu trách nhiệm (chức vụ)", 32),
            Column::centred("due", "Thời hạn", 20),
            Column::number("late", "Số ngày quá hạn", 16),
        ],
    };
    bundle(&mut work, wish, &matter, letters.collect())
}

/// Letters to those below a unit who have not sent a form that is due.
pub async fn of_form(ctx: &Ctx, form: &str, period: Period, under: Id<Unit>, wish: &Wish) -> Answer<Vec<u8>> {
    let name = Rules::resident()?.form(form).ok_or(AppError::NotFound)?.name.vi.clone();
    let mut missing: Vec<FormLine> = Vec::new();
    loop {
        let offset = missing.len();
        let question =
            Question { form: form.to_owned(), period, under, only: Some(Timeliness::Missing), offset };
        let answers = list(ctx, &question).await?;
        if !answers.may_close {
            return Err(AppError::Refused(crate::Refusal::NotGranted(Action::CloseFigures)));
        }
        missing.extend(answers.lines);
        if missing.len() >= answers.n_lines || missing.len() == offset {
            break;
        }
    }
    let mut work = ctx.look().await?;
    let today = work.today();
    let letters = missing.into_iter().map(|line| Letter {
        to: line.unit,
        rows: vec![Row::plain([
            "1".into(),
            name.as_str().into(),
            period.to_string().into(),
            iso_dmy(&line.due_on).into(),
        ])],
    });
    let matter = Matter {
        subject: "V/v đôn đốc gửi biểu, số liệu".into(),
        opening: format!("Đến ngày {}, {TO} chưa gửi biểu đã quá hạn sau:", dmy(today)),
        request: format!("Đề nghị {TO} gửi biểu trước ngày {}.", dmy(wish.reply_on)),
        caption: "Biểu chưa gửi".into(),
        columns: vec![
            Column::centred("no", "STT", 8),
            Column::text("form", "Biểu", 90),
            Column::centred("period", "Kỳ báo cáo", 30),
            Column::centred("due", "Hạn gửi", 30),
        ],
    };
    bundle(&mut work, wish, &matter, letters.collect())
}

fn task_row(n: usize, task: &TaskLine) -> Row {
    Row::plain([
        (n + 1).to_string().into(),
        task.content.as_str().into(),
        task.ground.as_str().into(),
        task.post.as_str().into(),
        iso_dmy(&task.due_on).into(),
        task.n_days_late.into(),
    ])
}

fn bundle(work: &mut Work, wish: &Wish, matter: &Matter, letters: Vec<Letter>) -> Answer<Vec<u8>> {
    if letters.is_empty() {
        return Err(AppError::Broken(Rule::Said { code: "nobody-late", about: String::new() }));
    }
    if letters.len() > N_LETTERS {
        return Err(AppError::Broken(Rule::Field { name: "under" }));
    }
    let today = work.today();
    let rules = Rules::resident()?;
    let papers: Vec<Paper> = letters.iter().map(|l| paper(rules, wish, matter, l, today)).collect();
    let mut files = vec![
        ("00-danh-sach.xlsx".to_owned(), xlsx::write(&overview(matter, &letters))?),
        ("00-tat-ca.docx".to_owned(), docx::write_series(&papers)?),
    ];
    for (n, (letter, paper)) in letters.iter().zip(&papers).enumerate() {
        files.push((format!("{:03}-{}.docx", n + 1, plain(&letter.to)), docx::write(paper)?));
    }
    Ok(archive::write(&files)?)
}

fn paper(rules: &Rules, wish: &Wish, matter: &Matter, letter: &Letter, today: Date) -> Paper {
    let of = Letterhead {
        head: &wish.head,
        place: &wish.place,
        on: today,
        symbol: "CV",
        kind: "",
        subject: vec![matter.subject.clone()],
        issued: Issued::Yes,
    };
    let (head, foot) = letterhead(of, rules);
    let addressees = Some(Addressees { label: "Kính gửi".into(), bodies: vec![letter.to.clone()] });
    let said = |text: &str| text.replace(TO, &letter.to).replace(N_ROWS, &letter.rows.len().to_string());
    let table = Table {
        caption: matter.caption.clone(),
        head: matter.columns.iter().cloned().map(Into::into).collect(),
        rows: letter.rows.clone(),
        ..Table::default()
    };
    Paper {
        family: Family::Party,
        layout: Layout::party(),
        head: PaperHead { circulation: None, addressees, ..head },
        body: vec![Section::portrait(vec![
            Block::words(said(&matter.opening)),
            table.into(),
            Block::words(said(&matter.request)),
        ])],
        foot,
        annexes: Vec::new(),
    }
}

/// Danh sách: to whom, and how many lines each letter has.
fn overview(matter: &Matter, letters: &[Letter]) -> Workbook {
    let rows = letters.iter().enumerate().map(|(n, letter)| {
        let n_rows = i64::try_from(letter.rows.len()).unwrap_or(0);
        Row::plain([(n + 1).to_string().into(), letter.to.as_str().into(), n_rows.into()])
    });
    let table = Table {
        caption: "Danh sách nơi nhận công văn đôn đốc".into(),
        head: vec![
            Column::centred("no", "STT", 8).into(),
            Column::text("to", "Nơi nhận", 90).into(),
            Column::number("n", "Số nội dung", 24).into(),
        ],
        rows: rows.collect(),
        ..Table::default()
    };
    let sheet = TableSheet { name: "Danh sách".into(), top: vec![matter.subject.clone()], table };
    Workbook { title: matter.subject.clone(), sheets: vec![Sheet::Table(sheet)], ..Workbook::default() }
}

/// A name as it stands in the name of a file.
fn plain(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join("-").chars().take(60).collect()
}

pub(crate) fn dmy(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

pub(crate) fn iso_dmy(day: &str) -> String {
    day.parse::<Date>().map_or_else(|_| day.to_owned(), dmy)
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(super::plain("Đảng ủy phường Mẫu 01-02 (mới)"), "dang-uy-phuong-mau-01-02-moi");
    }
}
