//! Ghi nhận quyết định trên một hồ sơ: one form for every act, with the fields that the act needs.

use super::{Choice, groups, secrecies, statuses, tiers};
use crate::error::{Answer, WebError, draw, draw_as};
use crate::form::{Fields, Need, Problems};
use crate::lang::Lang;
use crate::page::{Drafted, Visitor};
use crate::shell::Shell;
use crate::state::WebState;
use crate::unit::choose::{Ask, Choosing, choosing, is_search};
use crate::words;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use vunggoc_app::listing::decide::decide;
use vunggoc_app::listing::show::{ListingPage, show};
use vunggoc_app::paper::DecisionDraft;
use vunggoc_app::unit::show::show as show_unit;
use vunggoc_app::{AppError, Rule};
use vunggoc_core::decision::{Form, Votes};
use vunggoc_core::listing::{Act, ActKind, Group, Placement, Status, Tier};
use vunggoc_core::unit::Tree;
use vunggoc_core::{Date, Id, Version};

#[derive(Template)]
#[template(path = "listing/decide.html")]
struct DecidePage {
    shell: Shell,
    page: ListingPage,
    act: ActKind,
    fields: Fields,
    problems: Problems,
    tiers: Vec<Choice>,
    statuses: Vec<Choice>,
    groups: Vec<Choice>,
    owner: Choosing,
    secrecies: Vec<Choice>,
    decision_forms: Vec<Choice>,
}

impl DecidePage {
    /// Whether the act needs a field.
    fn asks(&self, field: &str) -> bool {
        match self.act {
            ActKind::Open => matches!(field, "tier" | "status" | "group" | "owner" | "due_on"),
            ActKind::HandDown | ActKind::HandUp => matches!(field, "owner" | "due_on"),
            ActKind::Prolong => field == "due_on",
            ActKind::Regroup => matches!(field, "status" | "group"),
            ActKind::Remove => field == "result",
            ActKind::Decline => false,
        }
    }
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, act)): Path<(i64, String)>,
) -> Answer {
    let act = ActKind::from_tag(&act).ok_or(AppError::NotFound)?;
    let today = visitor.lang.date(&visitor.ctx.today().to_string());
    let fields =
        Fields::of(&[("on", &today), ("decided_on", &today), ("paper_on", &today), ("secrecy", "open")]);
    let fields = visitor.refill(fields).await?;
    draw(&form(&state, &visitor, Id::new(id), act, fields, Problems::default()).await?)
}

async fn form(
    state: &WebState,
    visitor: &Visitor,
    id: Id<vunggoc_core::listing::Listing>,
    act: ActKind,
    mut fields: Fields,
    problems: Problems,
) -> Result<DecidePage, WebError> {
    let l = visitor.lang;
    let page = show(&visitor.ctx, id).await?;
    let unit = show_unit(&visitor.ctx, Id::new(page.unit_id), None).await?;
    let offered: Vec<(i64, String)> = unit.way.iter().rev().map(|s| (s.id, s.name.clone())).collect();
    // Handed up, it is the highest committee's; else the one directly above is the likely owner.
    let likely = if act == ActKind::HandUp { offered.last() } else { offered.first() };
    if let Some((id, _)) = likely.filter(|_| fields.get("owner").is_empty()) {
        fields.set("owner", id.to_string());
    }
    let ask = Ask {
        name: "owner",
        label: l.t("Cấp ủy phụ trách củng cố", "Owning committee"),
        hint: "",
        tree: Some(Tree::Party),
        offered,
    };
    let owner = choosing(visitor, &fields, ask).await?;
    let title = format!("{}: {}", words::act(&l, act.tag()), page.unit);
    Ok(DecidePage {
        shell: Shell::new(state, visitor, title),
        page,
        act,
        fields,
        problems,
        tiers: tiers(l),
        statuses: statuses(l),
        groups: groups(l),
        owner,
        secrecies: secrecies(l),
        decision_forms: Form::ALL.iter().map(|f| (f.tag().into(), words::form(&l, f.tag()).into())).collect(),
    })
}

pub(super) async fn send(
    State(state): State<WebState>,
    Path((id, act)): Path<(i64, String)>,
    Drafted { visitor, fields }: Drafted,
) -> Answer {
    let kind = ActKind::from_tag(&act).ok_or(AppError::NotFound)?;
    let mut problems = Problems::default();
    if is_search(&fields) {
        return draw(&form(&state, &visitor, Id::new(id), kind, fields, problems).await?);
    }
    let read = read(visitor.lang, kind, &fields, &mut problems);
    let seen = Version(fields.number("version").unwrap_or(0));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some((on, act, decision)) = read.filter(|_| problems.is_empty()) {
        match decide(&visitor.ctx, Id::new(id), seen, on, act, decision).await {
            Ok(id) => return Ok(Redirect::to(&format!("/listings/{id}")).into_response()),
            Err(AppError::Fault(fault)) => return Err(AppError::Fault(fault).into()),
            Err(AppError::NotFound) => return Err(AppError::NotFound.into()),
            Err(error) => {
                if let AppError::Stale { .. } = error {
                    status = StatusCode::CONFLICT;
                }
                problems.add(field_of(&error), words::error(&visitor.lang, &error));
            }
        }
    }
    draw_as(status, &form(&state, &visitor, Id::new(id), kind, fields, problems).await?)
}

/// The field that an error is about, so that its message leads there.
fn field_of(error: &AppError) -> &'static str {
    use vunggoc_core::listing::Broken as B;
    match error {
        AppError::Broken(Rule::Listing(B::DueNotAfter { .. } | B::NotLonger { .. })) => "due_on",
        AppError::Broken(Rule::Listing(B::NotAfterLast { .. }) | Rule::Field { name: "on" }) => "on",
        AppError::Broken(Rule::Listing(B::NoResult)) => "result",
        AppError::Broken(Rule::UnitAbove | Rule::UnitNotThere) => "owner",
        AppError::Broken(Rule::Votes(_)) => "n_agreed",
        _ => "",
    }
}

/// The act and its decision as typed, or every problem at once.
fn read(
    l: Lang,
    kind: ActKind,
    fields: &Fields,
    problems: &mut Problems,
) -> Option<(Date, Act, DecisionDraft)> {
    let on = fields.need_day(&l, "on", problems);
    let due_on = match kind {
        ActKind::Open | ActKind::HandDown | ActKind::HandUp | ActKind::Prolong => {
            fields.need_day(&l, "due_on", problems)
        }
        ActKind::Decline | ActKind::Regroup | ActKind::Remove => fields.day("due_on"),
    };
    if kind == ActKind::Remove {
        problems.need(
            Need::text(fields.get("result")),
            "result",
            l.t("Ghi kết quả khắc phục", "Say what was achieved"),
        );
    }
    let decision = read_decision(l, fields, problems);
    let due_on = due_on.or(on)?;
    let owner = Id::new(fields.number("owner").unwrap_or(0));
    let status = Status::from_tag(fields.get("status")).unwrap_or(Status::Weak);
    let group = Group::from_tag(fields.get("group")).unwrap_or(Group::Three);
    let act = match kind {
        ActKind::Open => {
            let tier = Tier::from_tag(fields.get("tier")).unwrap_or(Tier::Lower);
            Act::Open(Placement { tier, status, group, owner, due_on })
        }
        ActKind::Decline => Act::Decline,
        ActKind::HandDown => Act::HandDown { owner, due_on },
        ActKind::HandUp => Act::HandUp { owner, due_on },
        ActKind::Prolong => Act::Prolong { due_on },
        ActKind::Regroup => Act::Regroup { status, group },
        ActKind::Remove => Act::Remove { result: fields.get("result").trim().to_owned() },
    };
    Some((on?, act, decision?))
}

/// The block "Ghi nhận quyết định", wherever it stands in a form.
pub(crate) fn read_decision(l: Lang, fields: &Fields, problems: &mut Problems) -> Option<DecisionDraft> {
    problems.need(
        Need::text(fields.get("body")),
        "body",
        l.t("Nhập cơ quan quyết định", "Enter the deciding body"),
    );
    let decided_on = fields.need_day(&l, "decided_on", problems);
    let vote = |name: &str| fields.number(name).unwrap_or(-1);
    let votes = (vote("n_summoned"), vote("n_present"), vote("n_agreed"));
    if let Err(bad) = Votes::new(votes.0, votes.1, votes.2) {
        problems.add("n_agreed", words::votes(&l, bad));
    }
    let paper = crate::paper::read(&l, fields, problems);
    Some(DecisionDraft {
        body_kind: "committee".into(),
        body: fields.get("body").trim().to_owned(),
        form: Form::from_tag(fields.get("form")).unwrap_or(Form::Meeting),
        decided_on: decided_on?,
        votes,
        paper,
    })
}
