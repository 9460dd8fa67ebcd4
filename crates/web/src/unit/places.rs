//! Nơi được phân quyền: the units by which a person holds an action, as a select offers them.

use crate::error::WebError;
use crate::listing::Choice;
use crate::page::Visitor;
use vunggoc_app::AppError;
use vunggoc_app::unit::show::show;
use vunggoc_core::access::Action;

/// The units by which a person holds an action, each once, with their names; not found where he holds it nowhere.
pub(crate) async fn places(visitor: &Visitor, action: Action) -> Result<Vec<Choice>, WebError> {
    let places = granted(visitor, action).await?;
    if places.is_empty() { Err(AppError::NotFound.into()) } else { Ok(places) }
}

/// The same, and none where he holds it nowhere.
pub(crate) async fn granted(visitor: &Visitor, action: Action) -> Result<Vec<Choice>, WebError> {
    let granted = visitor.ctx.look().await?.places(action).await?;
    let mut places: Vec<Choice> = Vec::new();
    for (unit, _) in granted {
        if !places.iter().any(|(known, _)| *known == unit.to_string()) {
            places.push((unit.to_string(), show(&visitor.ctx, unit, None).await?.name));
        }
    }
    Ok(places)
}
