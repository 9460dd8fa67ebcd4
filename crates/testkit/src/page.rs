//! House rules that every page keeps, whichever test visits it.

use scraper::{Html, Selector};
use std::collections::HashSet;

/// What is wrong with a page by the rules of the house; empty where nothing is.
pub fn faults(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut faults = Vec::new();
    let all = |css: &str| -> Vec<_> { page.select(&Selector::parse(css).unwrap()).collect() };
    let words = |e: &scraper::ElementRef<'_>| {
        e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let h1: Vec<_> = all("h1").iter().map(words).collect();
    let title = all("title").first().map(words).unwrap_or_default();
    match h1.as_slice() {
        [one] if title.starts_with(one.as_str()) => {}
        [one] => faults.push(format!("the title “{title}” does not start with the h1 “{one}”")),
        other => faults.push(format!("{} h1 instead of one", other.len())),
    }
    if !all("html[lang]").first().is_some_and(|e| matches!(e.value().attr("lang"), Some("vi" | "en"))) {
        faults.push("html has no lang vi or en".into());
    }
    let mut ids = HashSet::new();
    for element in all("[id]") {
        let id = element.value().attr("id").unwrap_or("");
        if !ids.insert(id.to_owned()) {
            faults.push(format!("id {id} stands twice"));
        }
    }
    for label in all("label[for]") {
        let named = label.value().attr("for").unwrap_or("");
        if !ids.contains(named) {
            faults.push(format!("label for {named}, which does not exist"));
        }
    }
    for field in all("input:not([type=hidden]):not([type=submit]), select, textarea") {
        let id = field.value().attr("id").unwrap_or("");
        let labelled = all("label[for]").iter().any(|l| l.value().attr("for") == Some(id));
        let wrapped = field.ancestors().any(|a| a.value().as_element().is_some_and(|e| e.name() == "label"));
        if !labelled
            && !wrapped
            && field.value().attr("aria-label").is_none()
            && field.value().attr("aria-labelledby").is_none()
        {
            faults.push(format!("field {} has no label", field.value().attr("name").unwrap_or("?")));
        }
    }
    for form in all("form") {
        if form.value().attr("action").is_none() {
            faults.push("a form without action".into());
        }
        let post = form.value().attr("method") == Some("post");
        if post && form.select(&Selector::parse("input[name=csrf]").unwrap()).next().is_none() {
            faults.push(format!("the form {} has no csrf field", form.value().attr("action").unwrap_or("?")));
        }
    }
    for element in all("[style], script:not([src])") {
        faults.push(format!("inline style or script: <{}>", element.value().name()));
    }
    for table in all("table") {
        if table.select(&Selector::parse("th").unwrap()).next().is_none() {
            faults.push("a table without heads".into());
        }
    }
    if html.contains("uỷ") {
        faults.push("“uỷ” instead of “ủy”".into());
    }
    faults
}
