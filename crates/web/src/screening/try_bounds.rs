//! Thử mức khác: who would be added, who would drop out; nothing is stored.

use super::name_of;
use crate::error::{Answer, draw};
use crate::form::{Fields, Problems};
use crate::lang::Lang;
use crate::page::Visitor;
use crate::shell::Shell;
use crate::state::WebState;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use vunggoc_app::AppError;
use vunggoc_app::screening::criteria::in_force;
use vunggoc_app::screening::show::{Filter, RoundPage, show};
use vunggoc_app::screening::try_bounds::{Tried, try_bounds};
use vunggoc_core::Id;
use vunggoc_core::screening::{Bound, Condition, Decided, words};

/// A bound that can be tried.
struct Row {
    code: String,
    name: String,
    now: String,
    comparison: &'static str,
    field: String,
}

#[derive(Template)]
#[template(path = "screening/try.html")]
struct TryPage {
    shell: Shell,
    page: RoundPage,
    rows: Vec<Row>,
    tried: Option<Tried>,
    fields: Fields,
    problems: Problems,
}

impl TryPage {
    fn name(&self, code: &str) -> &str {
        self.rows.iter().find(|r| r.code == code).map_or("", |r| r.name.as_str())
    }
}

pub(super) async fn page(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<i64>,
    RawQuery(query): RawQuery,
) -> Answer {
    let l = visitor.lang;
    let typed = Fields::parse(query.unwrap_or_default().as_bytes());
    let nobody = Filter { part: Some(-1), ..Filter::default() };
    let page = show(&visitor.ctx, Id::new(id), &nobody).await?;
    let mut problems = Problems::default();
    let (mut rows, mut bounds) = (Vec::new(), Vec::new());
    let mut shown: Vec<(String, String)> = Vec::new();
    let on = page.on.parse().map_err(|_| AppError::fault("day of a round"))?;
    let held = in_force(&visitor.ctx, on).await?;
    for line in &page.criteria {
        let Some(held) = held.iter().find(|c| c.criterion.name.code == line.code) else { continue };
        let criterion = &held.criterion;
        let Decided::Figures(test) = &criterion.decided else { continue };
        let condition = &test.condition;
        let (field, now) = (format!("bound-{}", line.code), words::bound(condition, super::language(&l)));
        let text = typed.get(&field).trim().to_owned();
        if !text.is_empty() {
            match read_bound(&text, condition) {
                Some(bound) if bound != condition.bound => bounds.push((line.code.clone(), bound)),
                Some(_) => {}
                None => problems.add(&field, wrong(l)),
            }
        }
        shown.push((field.clone(), if text.is_empty() { now.clone() } else { text }));
        rows.push(Row {
            code: line.code.clone(),
            name: name_of(&l, &state.rules, &line.code),
            now,
            comparison: words::comparison(condition.comparison, super::language(&l)),
            field,
        });
    }
    // Also with nothing typed: whoever may not try other bounds does not get the page.
    let tried = try_bounds(&visitor.ctx, Id::new(id), &bounds).await?;
    let pairs: Vec<(&str, &str)> = shown.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let title = format!("{}: {}", l.t("Thử mức khác", "Try other bounds"), page.unit);
    draw(&TryPage {
        shell: Shell::new(&state, &visitor, title),
        fields: Fields::of(&pairs),
        tried: (!bounds.is_empty() && problems.is_empty()).then_some(tried),
        page,
        rows,
        problems,
    })
}

pub(super) fn wrong(l: Lang) -> &'static str {
    l.t("Nhập mức dạng 20%, 1/3 hoặc 90", "Enter a bound as 20%, 1/3 or 90")
}

/// A bound as people type it: `20%`, `20,5%`, `1/3`, `90`. Beside a base a bare number is a percentage.
pub(super) fn read_bound(text: &str, condition: &Condition) -> Option<Bound> {
    if let Some((n, d)) = text.split_once('/') {
        return Bound::share(n.trim().parse().ok()?, d.trim().parse().ok()?).ok();
    }
    let (value, scale) = decimal(text.trim_end_matches('%').trim())?;
    if condition.base.is_some() {
        return Bound::share(value, 100 * 10_i64.pow(scale)).ok();
    }
    let more = u32::from(condition.of.scale).checked_sub(scale)?;
    Bound::whole(value.checked_mul(10_i64.checked_pow(more)?)?).ok()
}

/// An integer (`1.000`) or a number with at most two digits behind its comma, as digits and how many stand behind it.
fn decimal(text: &str) -> Option<(i64, u32)> {
    let mut groups = text.split('.').skip(1).peekable();
    if groups.peek().is_some() && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit())) {
        return Some((text.replace('.', "").parse().ok()?, 0));
    }
    let Some((whole, part)) = text.split_once([',', '.']) else { return Some((text.parse().ok()?, 0)) };
    if part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((format!("{whole}{part}").parse().ok()?, u32::try_from(part.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{decimal, read_bound};
    use vunggoc_app::rules::Rules;
    use vunggoc_core::screening::Decided;

    #[test]
    fn bounds_as_people_type_them() {
        let rules = Rules::shipped().unwrap();
        let read = |code: &str, text: &str| {
            let Decided::Figures(test) = &rules.criterion(code).unwrap().decided else { panic!("{code}") };
            read_bound(text, &test.condition).map(|b| (b.numerator(), b.denominator()))
        };
        assert_eq!(read("A4", "20%"), Some((20, 100)));
        assert_eq!(read("A4", "20,5 %"), Some((205, 1000)));
        assert_eq!(read("A4", "1/3"), Some((1, 3)));
        assert_eq!(read("A4", "25"), Some((25, 100)));
        assert_eq!(read("A3", "3"), Some((3, 1)));
        for text in ["", "ba", "1/0", "1,234%", "2,5"] {
            assert_eq!(read("A3", text), None, "{text}");
        }
        assert_eq!(decimal("-1,5"), Some((-15, 1)));
        assert_eq!((decimal("1.000"), decimal("20.5")), (Some((1000, 0)), Some((205, 1))));
    }
}
