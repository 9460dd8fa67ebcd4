//! Biểu và kỳ báo cáo; danh mục nội dung thống kê.

use super::words;
use crate::error::{Answer, WebError, draw};
use crate::lang::Lang;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::Json;
use axum::extract::State;
use vunggoc_app::figure::catalogue::{Entry, FormEntry, forms as all_forms, list};

#[derive(Template)]
#[template(path = "figure/forms.html")]
struct FormsPage {
    shell: Shell,
    forms: Vec<FormEntry>,
}

/// The forms, each with its periods.
pub(super) async fn forms(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let forms = all_forms(&visitor.ctx).await?;
    let title = visitor.lang.t("Biểu và số liệu", "Forms and figures");
    draw(&FormsPage { shell: Shell::new(&state, &visitor, title), forms })
}

#[derive(Template)]
#[template(path = "figure/catalogue.html")]
struct CataloguePage {
    shell: Shell,
    entries: Vec<Entry>,
}

impl CataloguePage {
    fn nature(&self, l: &Lang, tag: &str) -> &'static str {
        match tag {
            "stock" => l.t("Thời điểm", "Stock"),
            "flow" => l.t("Phát sinh trong kỳ", "Flow"),
            _ => l.t("Lũy kế từ đầu năm", "Cumulative"),
        }
    }
    fn kind(&self, l: &Lang, tag: &str) -> &'static str {
        match tag {
            "month" => l.t("Tháng", "Month"),
            "quarter" => l.t("Quý", "Quarter"),
            "half" => l.t("6 tháng", "Half-year"),
            "nine-months" => l.t("9 tháng", "Nine months"),
            _ => l.t("Năm", "Year"),
        }
    }
    fn adds(&self, l: &Lang, tag: &str) -> &'static str {
        if tag == "sum" {
            l.t("Cộng từ dưới lên", "Summed from below")
        } else {
            l.t("Không cộng", "Not added")
        }
    }
    fn asked_in(&self, l: &Lang, entry: &Entry) -> String {
        if entry.origin == "register" {
            return l.t("đếm từ sổ của phần mềm", "counted from a register").to_owned();
        }
        entry.forms.join(", ")
    }
    fn is_sure(&self, entry: &Entry) -> bool {
        !matches!(entry.confidence.as_str(), "memory" | "ours")
    }
}

/// The catalogue of indicators.
pub(super) async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    let entries = list(&visitor.ctx).await?;
    let title = visitor.lang.t("Danh mục nội dung thống kê", "Catalogue of indicators");
    draw(&CataloguePage { shell: Shell::new(&state, &visitor, title), entries })
}

/// The catalogue, as JSON.
#[utoipa::path(get, path = "/api/indicators", responses((status = 200, body = Vec<Entry>)))]
pub(crate) async fn list_json(visitor: Visitor) -> Result<Json<Vec<Entry>>, WebError> {
    Ok(Json(list(&visitor.ctx).await?))
}
