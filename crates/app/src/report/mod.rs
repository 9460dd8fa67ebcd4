//! Báo cáo, tờ trình: drafted from the data, locked when issued, corrected only by another paper.
//!
//! A draft holds no figure: it is drawn fresh each time from the listings of its subtree and window, with the
//! texts that the drafter wrote. Issuing draws it once more, seals the log, and keeps the files, their hash and
//! every figure with its query. Drawn again for the same state, its text and sheets are the same. The number is
//! given by the clerk and never by the program.

mod figures;
mod issue;
mod lists;
mod paper;
mod show;
mod source;
mod stated;
mod tables;
mod write;

pub use figures::Note;
pub use issue::{Issue, issue};
pub use paper::{SLOTS, SUBMISSION_SLOTS};
pub use show::{Line, Page, Since, Stage, docx, list, plain, show, xlsx};
pub use write::{Wish, correct, draft, set_texts};

use crate::{Answer, AppError, Work};
use vunggoc_core::access::Action;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version, tagged};
use vunggoc_db::{args, sql};

tagged! {
    /// Loại: what the paper is.
    pub enum Kind {
        /// Báo cáo sơ kết 6 tháng, 9 tháng, tổng kết năm.
        Periodic = "periodic",
        /// Tờ trình đưa vào diện.
        List = "list",
        /// Tờ trình đưa ra khỏi diện.
        Remove = "remove",
    }
}

/// Báo cáo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report;

/// A listing named by a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) unit: String,
    pub(crate) under: String,
    pub(crate) reasons: String,
    pub(crate) state: String,
}

/// A report as stored: everything but its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) id: Id<Report>,
    pub(crate) kind: Kind,
    pub(crate) unit: Id<Unit>,
    pub(crate) from_on: Date,
    pub(crate) to_on: Date,
    pub(crate) head: String,
    pub(crate) place: String,
    pub(crate) issued: Issued,
    /// Number and day of the report that this one corrects.
    pub(crate) corrects: Option<String>,
    pub(crate) texts: Vec<(String, String)>,
    pub(crate) listings: Vec<Listed>,
    pub(crate) version: Version,
}

/// Whether a report is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issued {
    Not,
    Yes,
}

impl Draft {
    pub(crate) fn is_issued(&self) -> bool {
        self.issued == Issued::Yes
    }

    /// "sơ kết 6 tháng đầu năm 2024", by the window; else its days.
    pub(crate) fn title_vi(&self) -> String {
        let (from, to) = (self.from_on, self.to_on);
        let year = to.year();
        let whole_months =
            from.day() == 1 && to.tomorrow().is_ok_and(|d| d.day() == 1) && from.year() == year;
        match (whole_months, from.month(), to.month()) {
            (true, 1, 6) => {
                format!("sơ kết 6 tháng đầu năm {year}, phương hướng, nhiệm vụ 6 tháng cuối năm {year}")
            }
            (true, 1, 9) => format!("kết quả 9 tháng năm {year}, nhiệm vụ 3 tháng cuối năm {year}"),
            (true, 1, 12) => format!("tổng kết năm {year}, phương hướng, nhiệm vụ năm {}", year + 1),
            _ => format!("kết quả từ ngày {} đến ngày {}", source::day(from), source::day(to)),
        }
    }

    /// The title of the part on results.
    pub(crate) fn result_title_vi(&self) -> String {
        match (self.from_on.month(), self.to_on.month()) {
            (1, 6) => format!("Kết quả 6 tháng đầu năm {}", self.to_on.year()),
            (1, 9) => format!("Kết quả 9 tháng năm {}", self.to_on.year()),
            (1, 12) => format!("Kết quả năm {}", self.to_on.year()),
            _ => "Kết quả trong kỳ".into(),
        }
    }
}

impl Work {
    /// A report, looked up for an action on its unit.
    pub(crate) async fn report(&mut self, id: Id<Report>, action: Action) -> Answer<Draft> {
        let head = sql!(
            "SELECT r.kind, r.unit_id, r.from_on, r.to_on, r.head, r.place, r.state, r.version, p.number, p.signed_on
             FROM report r LEFT JOIN report_issue i ON i.report_id = r.corrects_id LEFT JOIN paper p ON p.id = i.paper_id
             WHERE r.id = $1"
        );
        let row = self.maybe(head, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let unit: Id<Unit> = Id::new(row.int("unit_id")?);
        self.leave(Action::ReadReports, action, unit).await?;
        let texts = sql!("SELECT slot, words FROM report_text WHERE report_id = $1 ORDER BY slot");
        let texts = self.all(texts, args![id.number()]).await?;
        let corrects = match (row.opt_text("number")?, row.opt_date("signed_on")?) {
            (Some(number), Some(on)) => Some(source::cite(&number, on)),
            _ => None,
        };
        let to_on = row.date("to_on")?;
        Ok(Draft {
            id,
            kind: Kind::from_tag(&row.text("kind")?).ok_or_else(|| AppError::fault("kind of a report"))?,
            unit,
            from_on: row.date("from_on")?,
            to_on,
            head: row.text("head")?,
            place: row.text("place")?,
            issued: if row.text("state")? == "issued" { Issued::Yes } else { Issued::Not },
            corrects,
            texts: texts.iter().map(|r| Ok((r.text("slot")?, r.text("words")?))).collect::<Answer<_>>()?,
            listings: self.listed(id, to_on).await?,
            version: Version(row.int("version")?),
        })
    }

    async fn listed(&mut self, id: Id<Report>, on: Date) -> Answer<Vec<Listed>> {
        let rows = self
            .all(
                sql!(
                    "SELECT l.unit_id, l.reasons, l.state, l.opened_on, s.parent_id
                     FROM report_listing x JOIN listing l ON l.id = x.listing_id
                     JOIN unit_spell s ON s.unit_id = l.unit_id AND s.from_on = (SELECT MAX(y.from_on) FROM unit_spell y
                       WHERE y.unit_id = l.unit_id AND (y.from_on <= $2 OR y.prev_until_on IS NULL))
                     WHERE x.report_id = $1 ORDER BY x.no"
                ),
                args![id.number(), on],
            )
            .await?;
        let mut out = Vec::new();
        for row in &rows {
            let unit = crate::unit::find::name_on(self, Id::new(row.int("unit_id")?), on).await?;
            let under = match row.opt_int("parent_id")? {
                Some(parent) => crate::unit::find::name_on(self, Id::new(parent), on).await?,
                None => String::new(),
            };
            let state = match row.opt_date("opened_on")? {
                Some(opened) => format!("trong diện từ {}", source::day(opened)),
                None => "đề xuất, chờ quyết định".into(),
            };
            out.push(Listed { unit, under, reasons: row.text("reasons")?, state });
        }
        Ok(out)
    }
}
