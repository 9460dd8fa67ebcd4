//! Văn bản: the fields `paper_…` of every form that rests on a paper, and the page of one.

mod show;

use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::state::WebState;
use crate::words;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use vunggoc_core::paper::{Attached, Draft, Secrecy};

/// The most bytes of an upload: a file of 25 MiB and the fields around it.
const UPLOAD_LIMIT: usize = vunggoc_app::file::FILE_LIMIT + (1 << 20);

pub(crate) fn routes() -> Router<WebState> {
    Router::new()
        .route("/papers/{id}", get(show::page).post(show::send).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route("/papers/{id}/file", get(show::download))
}

/// A paper as the fields `paper_…` describe it; what is wrong with it is noted beside its fields.
pub(crate) fn read(l: &Lang, fields: &Fields, problems: &mut Problems) -> Draft {
    let paper = draft(fields);
    for problem in paper.clone().check().err().unwrap_or_default() {
        let (field, message) = words::paper(l, problem);
        problems.add(field, message);
    }
    paper
}

/// The paper of an act that may rest on one: none where nothing of it was typed.
pub(crate) fn read_if_any(l: &Lang, fields: &Fields, problems: &mut Problems) -> Option<Draft> {
    let typed = ["paper_number", "paper_issuer", "paper_about", "paper_kept_at"];
    let nothing = typed.iter().all(|name| fields.get(name).trim().is_empty());
    (!nothing).then(|| read(l, fields, problems))
}

fn draft(fields: &Fields) -> Draft {
    let text = |name: &str| fields.get(name).trim().to_owned();
    Draft {
        number: text("paper_number"),
        signed_on: fields.day("paper_on"),
        issuer: text("paper_issuer"),
        signer: text("paper_signer"),
        secrecy: Secrecy::from_tag(fields.get("secrecy")),
        about: text("paper_about"),
        kept_at: text("paper_kept_at"),
        file: Attached::Nothing,
    }
}
