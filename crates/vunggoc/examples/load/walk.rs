//! Which pages there are: found by following links from page to page, as a browser would.

use crate::client::Client;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The most addresses kept of one shape, and the most pages looked at while searching.
const N_OF_A_SHAPE: usize = 12;
const N_PAGES: usize = 600;

/// Addresses by shape; a shape is the path with its numbers taken out and the names of its query.
pub(crate) async fn walk(client: &Client, from: &str) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut shapes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut seen, mut waiting) = (BTreeSet::from([from.to_owned()]), VecDeque::from([from.to_owned()]));
    let mut n_pages = 0;
    while let Some(path) = waiting.pop_front() {
        if n_pages == N_PAGES {
            break;
        }
        let known = shapes.get(&shape(&path)).map_or(0, Vec::len);
        if known == N_OF_A_SHAPE {
            continue;
        }
        n_pages += 1;
        let page = client.get(&path).await?;
        if page.status != 200 || !page.is_page {
            continue;
        }
        shapes.entry(shape(&path)).or_default().push(path.clone());
        for link in links(&page.text) {
            if is_page(&link) && seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
    Ok(shapes)
}

/// Pages of the program; not files, not another language, not what ends a session.
fn is_page(link: &str) -> bool {
    let path = link.split('?').next().unwrap_or("");
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    link.starts_with('/') && !is_file && !["/static/", "/lang/", "/api/"].iter().any(|p| link.starts_with(p))
}

fn links(html: &str) -> impl Iterator<Item = String> {
    html.split("<a ").skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        if tag.contains(" download") {
            return None;
        }
        let to = tag.split("href=\"").nth(1)?.split(['"', '#']).next()?;
        Some(to.replace("&#38;", "&").replace("&amp;", "&"))
    })
}

fn shape(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts = path.split('/').map(|p| if p.chars().any(|c| c.is_ascii_digit()) { "…" } else { p });
    let mut names: Vec<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    names.retain(|n| !n.is_empty());
    names.sort_unstable();
    let path = parts.collect::<Vec<_>>().join("/");
    if names.is_empty() { path } else { format!("{path}?{}", names.join("&")) }
}
