//! Which crate may name which: the plan in `house.toml` against what the manifests declare.

use crate::house::House;
use crate::metadata::{Metadata, Package};

/// Edges that the plan does not allow.
pub(crate) fn faults(house: &House, metadata: &Metadata) -> Vec<String> {
    let ours = metadata.packages.iter().filter(|package| package.source.is_none());
    ours.flat_map(|package| own_edges(house, package).into_iter().chain(foreign_edges(house, package)))
        .collect()
}

fn own_edges(house: &House, package: &Package) -> Vec<String> {
    let name = &package.name;
    let Some(allowed) = house.edges.get(name) else {
        return vec![format!("{name} is not in [edges] of house.toml: say there what it may name")];
    };
    let named = package.dependencies.iter().filter(|dependency| dependency.path.is_some());
    named
        .filter(|dependency| !allowed.contains(&dependency.name))
        .filter(|dependency| !(is_dev(&dependency.kind) && dependency.name == "vunggoc-testkit"))
        .map(|dependency| {
            let hint = if dependency.name == "vunggoc-testkit" { " (only as a dev-dependency)" } else { "" };
            format!("{name} may not name {}{hint}", dependency.name)
        })
        .collect()
}

fn foreign_edges(house: &House, package: &Package) -> Vec<String> {
    let rules = house.never.iter().filter(|never| never.crates.contains(&package.name));
    rules
        .flat_map(|never| {
            let named = package.dependencies.iter().filter(|dependency| !is_dev(&dependency.kind));
            named
                .filter(|dependency| never.names.contains(&dependency.name))
                .map(|dependency| format!("{} may not name {}: {}", package.name, dependency.name, never.why))
        })
        .collect()
}

fn is_dev(kind: &Option<String>) -> bool {
    kind.as_deref() == Some("dev")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn house() -> House {
        toml::from_str(
            r#"
            max_lines = 1
            empty_names = []
            word = []
            [edges]
            a = ["b"]
            [[never]]
            crates = ["a"]
            names = ["tokio"]
            why = "pure"
            "#,
        )
        .unwrap()
    }

    fn metadata(name: &str, kind: Option<&str>, path: Option<&str>) -> Metadata {
        let dependency =
            Dependency { name: name.into(), kind: kind.map(Into::into), path: path.map(Into::into) };
        let package = Package {
            name: "a".into(),
            version: "1".into(),
            source: None,
            license: None,
            dependencies: vec![dependency],
        };
        Metadata { packages: vec![package] }
    }

    #[test]
    fn an_edge_outside_the_plan_is_a_fault() {
        let cases = [
            ("b", None, Some("/b"), 0),
            ("c", None, Some("/c"), 1),
            ("c", Some("dev"), Some("/c"), 1),
            ("vunggoc-testkit", Some("dev"), Some("/t"), 0),
            ("vunggoc-testkit", None, Some("/t"), 1),
            ("tokio", None, None, 1),
            ("tokio", Some("dev"), None, 0),
            ("jiff", None, None, 0),
        ];
        for (name, kind, path, expected) in cases {
            let found = faults(&house(), &metadata(name, kind, path));
            assert_eq!(found.len(), expected, "{name} {kind:?}: {found:?}");
        }
    }

    #[test]
    fn a_crate_without_a_plan_is_a_fault() {
        let mut metadata = metadata("b", None, Some("/b"));
        metadata.packages[0].name = "new".into();
        assert_eq!(faults(&house(), &metadata).len(), 1);
    }
}
