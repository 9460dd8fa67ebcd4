//! Giao nhiệm vụ từ thông báo kết luận: the text is read, its paragraphs are offered as tasks, a person confirms.
//!
//! Nothing is written before he does, and nothing of the text is kept: what is offered travels in the form.

use super::give::{say, unclear};
use super::{Choice, words as task_words};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::listing::secrecies;
use crate::page::{Posted, Visitor, check_token};
use crate::shell::Shell;
use crate::state::WebState;
use crate::text::{Unread, text};
use crate::unit::find::named;
use crate::unit::places::places;
use crate::upload::Sent;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::task::raise::{GroundDraft, TaskDraft, give};
use vunggoc_app::task::show::posts_to_choose;
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::task::ground::Kind;
use vunggoc_core::task::notice::{Notice, Seems, read};

#[derive(Template)]
#[template(path = "task/notice.html")]
struct TextPage {
    shell: Shell,
    fields: Fields,
    problems: Problems,
}

#[derive(Template)]
#[template(path = "task/offers.html")]
struct OffersPage {
    shell: Shell,
    places: Vec<Choice>,
    bodies: Vec<String>,
    secrecies: Vec<Choice>,
    fields: Fields,
    problems: Problems,
    paper_title: String,
    n_offers: usize,
}

impl OffersPage {
    /// A field of the offer at a place.
    fn at(&self, name: &str, place: &usize) -> &str {
        self.fields.get(&format!("{name}-{place}"))
    }
    fn problem(&self, name: &str, place: &usize) -> Option<&str> {
        self.problems.of(&format!("{name}-{place}"))
    }
    fn is_taken(&self, place: &usize) -> bool {
        self.at("take", place) == "yes"
    }
}

fn text_page(state: &WebState, visitor: &Visitor, fields: Fields, problems: Problems) -> TextPage {
    let l = visitor.lang;
    let title = l.t("Giao nhiệm vụ từ thông báo kết luận", "Tasks from a notice of conclusion");
    TextPage { shell: Shell::new(state, visitor, title), fields, problems }
}

pub(super) async fn ask(State(state): State<WebState>, visitor: Visitor) -> Answer {
    places(&visitor, Action::AssignTasks).await?;
    draw(&text_page(&state, &visitor, Fields::default(), Problems::default()))
}

async fn offers(
    state: &WebState,
    visitor: &Visitor,
    fields: Fields,
    problems: Problems,
) -> Result<OffersPage, WebError> {
    let l = visitor.lang;
    let places = places(visitor, Action::AssignTasks).await?;
    let unit = places.first().and_then(|(id, _)| id.parse().ok()).unwrap_or(0);
    let here = show_unit(&visitor.ctx, Id::new(unit), None).await?;
    let mut bodies = vec![here.name.clone()];
    bodies.extend(here.below.iter().map(|b| b.name.clone()));
    let n_offers = fields.number("n_offers").and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(200);
    let title = l.t("Xác nhận nhiệm vụ từ thông báo kết luận", "Confirm the tasks of a notice");
    Ok(OffersPage {
        shell: Shell::new(state, visitor, title),
        places,
        bodies,
        secrecies: secrecies(l),
        fields,
        problems,
        paper_title: l.t("Văn bản (đọc từ phần đầu, phần ký)", "Paper (read from its head and foot)").into(),
        n_offers,
    })
}

/// What was read, as the fields of the form that confirms it.
fn fields_of(visitor: &Visitor, notice: &Notice) -> Fields {
    let l = visitor.lang;
    let today = l.date(&visitor.ctx.today().to_string());
    let day = |day: Option<vunggoc_core::Date>| day.map(|d| l.date(&d.to_string())).unwrap_or_default();
    let mut pairs = vec![
        ("title".to_owned(), notice.about.clone()),
        ("paper_number".to_owned(), notice.number.clone()),
        ("paper_on".to_owned(), day(notice.signed_on)),
        ("paper_issuer".to_owned(), notice.issuer.clone()),
        ("paper_signer".to_owned(), notice.signer.clone()),
        ("paper_about".to_owned(), notice.about.clone()),
        ("secrecy".to_owned(), "open".to_owned()),
        ("started_on".to_owned(), if notice.signed_on.is_some() { day(notice.signed_on) } else { today }),
        ("n_offers".to_owned(), notice.offers.len().to_string()),
    ];
    for (place, offer) in notice.offers.iter().enumerate() {
        if offer.seems == Seems::Task {
            pairs.push((format!("take-{place}"), "yes".into()));
        }
        pairs.push((format!("content-{place}"), offer.text.clone()));
        pairs.push((format!("lead-{place}"), offer.lead.clone()));
        pairs.push((format!("due_on-{place}"), day(offer.due_on)));
    }
    Fields::of(&pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect::<Vec<_>>())
}

pub(super) async fn send(
    State(state): State<WebState>,
    visitor: Visitor,
    parts: Result<Multipart, MultipartRejection>,
) -> Answer {
    let l = visitor.lang;
    let Ok(parts) = parts else { return Err(WebError::ForeignForm) };
    let Sent { fields, mut files } = match crate::upload::read(parts).await {
        Ok(sent) => sent,
        Err(cut) => {
            let (status, said) = (cut.status(), cut.said(&l).to_owned());
            return unread(&state, &visitor, status, cut.fields, Unread { field: "file", said });
        }
    };
    check_token(&visitor, fields.get("csrf"))?;
    places(&visitor, Action::AssignTasks).await?;
    let read_text = text(&state, l, fields.get("text").to_owned(), files.pop()).await?;
    let notice = match read_text {
        Ok(text) => read(&text),
        Err(why) => return unread(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, fields, why),
    };
    if notice.offers.is_empty() {
        let said = l.t(
            "Không đọc được đoạn nào: đưa toàn văn thông báo, kể cả phần đầu",
            "No paragraph could be read: bring the whole notice with its head",
        );
        let why = Unread { field: "text", said: said.to_owned() };
        return unread(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, fields, why);
    }
    let fields = fields_of(&visitor, &notice);
    draw(&offers(&state, &visitor, fields, Problems::default()).await?)
}

fn unread(state: &WebState, visitor: &Visitor, status: StatusCode, fields: Fields, why: Unread) -> Answer {
    let mut problems = Problems::default();
    problems.add(why.field, why.said);
    draw_as(status, &text_page(state, visitor, fields, problems))
}

pub(super) async fn confirm(State(state): State<WebState>, posted: Posted) -> Answer {
    let Posted { visitor, fields } = posted;
    let l = visitor.lang;
    let mut problems = Problems::default();
    let title = fields.get("title").trim().to_owned();
    problems.need(
        Need::text(&title),
        "title",
        l.t("Nhập tên, trích yếu căn cứ", "Enter the title of the ground"),
    );
    let paper = crate::paper::read(&l, &fields, &mut problems);
    let tasks = taken(&visitor, &fields, &mut problems).await?;
    if tasks.is_empty() && problems.is_empty() {
        problems
            .add("", l.t("Chọn ít nhất một đoạn để giao thành nhiệm vụ", "Choose at least one paragraph"));
    }
    if problems.is_empty() {
        let unit = Id::new(fields.number("unit").unwrap_or(0));
        let opened_on = paper.signed_on.unwrap_or(visitor.ctx.today());
        let ground =
            GroundDraft { unit, kind: Kind::Notice, source: None, title, opened_on, year: None, paper: None };
        match give(&visitor.ctx, ground, Some(paper), tasks).await {
            Ok(id) => return Ok(Redirect::to(&format!("/grounds/{id}")).into_response()),
            Err(error) => say(&l, error, &mut problems)?,
        }
    }
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &offers(&state, &visitor, fields, problems).await?)
}

/// The paragraphs that were ticked, as tasks; what is missing is noted beside each.
async fn taken(
    visitor: &Visitor,
    fields: &Fields,
    problems: &mut Problems,
) -> Result<Vec<TaskDraft>, WebError> {
    let l = visitor.lang;
    let n = fields.number("n_offers").and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(200);
    let mut tasks = Vec::new();
    for place in (0..n).filter(|p| fields.is(&format!("take-{p}"), "yes")) {
        let text = |name: &str| fields.get(&format!("{name}-{place}")).trim().to_owned();
        let lead = match named(visitor, &text("lead")).await {
            Ok(id) => Some(id),
            Err(near) => {
                problems.add(&format!("lead-{place}"), unclear(&l, &text("lead"), &near));
                None
            }
        };
        let (mut post, mut doer) = (None, text("post"));
        if let Some(lead) = lead.filter(|_| !doer.is_empty()) {
            let known = posts_to_choose(&visitor.ctx, lead).await?;
            if let Some((id, ..)) = known.iter().find(|(_, name, _)| fold(name) == fold(&doer)) {
                (post, doer) = (Some(Id::new(*id)), String::new());
            }
        }
        let draft = TaskDraft {
            content: text("content"),
            lead,
            post,
            doer,
            started_on: fields.day("started_on"),
            due_on: fields.day(&format!("due_on-{place}")),
            ..TaskDraft::default()
        };
        for problem in draft.clone().check().err().unwrap_or_default() {
            let field = match task_words::problem_field(problem) {
                "started_on" => "started_on".to_owned(),
                other => format!("{other}-{place}"),
            };
            if problems.of(&field).is_none() {
                problems.add(&field, task_words::problem(&l, problem));
            }
        }
        tasks.push(draft);
    }
    Ok(tasks)
}
