//! Modules of a crate import each other in one direction. A parent may name its children.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, tracked};

/// A module by the names on the way from the root of its crate.
type Path = Vec<String>;

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let mut circles = Vec::new();
    for (root, files) in crates(&tracked()) {
        let modules: BTreeMap<_, _> = files.iter().map(|(path, text)| (path.clone(), read(text))).collect();
        circles.extend(circles_of(&modules).into_iter().map(|circle| format!("{root}: {circle}")));
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// The sources of each crate, by its root folder and the path of the module.
fn crates(files: &[File]) -> BTreeMap<&str, BTreeMap<Path, &str>> {
    let mut crates: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_source()) {
        let Some((root, module)) = file.path.split_once("/src/") else { continue };
        let module = module.trim_end_matches(".rs");
        let path = if matches!(module, "lib" | "main") { Path::new() } else { names(module, "/") };
        crates.entry(root).or_default().insert(path, file.without_tests());
    }
    crates
}

/// What a module imports: paths as they stand there, and under which name others may import them from it.
#[derive(Default)]
struct Imports {
    paths: Vec<Path>,
    exported: BTreeMap<String, Path>,
}

fn read(text: &str) -> Imports {
    let text = plain(text);
    let mut imports = Imports::default();
    for (place, _) in text.match_indices("use ") {
        let (before, after) = (text[..place].trim_end(), &text[place + 4..]);
        if !before.is_empty() && !before.ends_with(['}', ';', ')', ']', 'b', '{']) {
            continue;
        }
        let line = &before[before.rfind([';', '}', ']']).map_or(0, |end| end + 1)..];
        let tree: String =
            after.split(';').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        for (path, name) in expanded(&tree) {
            if line.trim_start().starts_with("pub") {
                imports.exported.insert(name, path.clone());
            }
            imports.paths.push(path);
        }
    }
    // Paths that stand elsewhere.
    for beginning in ["crate::", "super::"] {
        for (place, _) in text.match_indices(beginning) {
            let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
            if text[..place].ends_with(is_path) {
                continue;
            }
            let end = text[place..].find(|c| !is_path(c)).map_or(text.len(), |length| place + length);
            imports.paths.push(names(text[place..end].trim_end_matches(':'), "::"));
        }
    }
    imports
}

/// The paths of a tree such as `a::{b, c::{self, d as e}}`, each with the name that it brings.
fn expanded(tree: &str) -> Vec<(Path, String)> {
    let Some((stem, group)) = tree.split_once('{') else {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
        let path = names(path.trim(), "::");
        let last = path.last().cloned().unwrap_or_default();
        return vec![(path, if alias.is_empty() { last } else { alias.trim().to_owned() })];
    };
    let stem = names(stem.trim().trim_end_matches("::"), "::");
    let group = &group[..group.rfind('}').unwrap_or(group.len())];
    let branches = branches(group).into_iter().flat_map(expanded);
    branches
        .map(|(rest, name)| {
            let is_stem = rest == ["self"];
            let name = if is_stem { stem.last().cloned().unwrap_or_default() } else { name };
            (if is_stem { stem.clone() } else { [stem.clone(), rest].concat() }, name)
        })
        .collect()
}

/// The parts of a group between its own commas.
fn branches(group: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (place, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[from..place]);
                from = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[from..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Groups of modules of which each imports the others, one line each.
fn circles_of(modules: &BTreeMap<Path, Imports>) -> Vec<String> {
    let reached: BTreeMap<_, _> = modules.keys().map(|module| (module, reachable(module, modules))).collect();
    let mut circles = BTreeSet::new();
    for (module, others) in &reached {
        let circle: Vec<_> = others.iter().filter(|other| reached[other].contains(*module)).collect();
        if circle.len() > 1 {
            circles.insert(circle.iter().map(|path| path.join("::")).collect::<Vec<_>>().join(", "));
        }
    }
    circles.into_iter().collect()
}

/// The modules that one imports, directly or through others.
fn reachable(module: &Path, modules: &BTreeMap<Path, Imports>) -> BTreeSet<Path> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![module.clone()]);
    while let Some(next) = open.pop() {
        for target in imported(&next, modules) {
            if reached.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    reached
}

/// The modules that one imports itself, its children left out.
fn imported(module: &Path, modules: &BTreeMap<Path, Imports>) -> BTreeSet<Path> {
    let targets = modules[module].paths.iter().filter_map(|path| resolved(module, path, modules, 8));
    targets.filter(|target| !target.starts_with(module)).collect()
}

/// The module of this crate in which the item of a path is defined.
fn resolved(module: &Path, path: &Path, modules: &BTreeMap<Path, Imports>, depth: usize) -> Option<Path> {
    let (first, rest) = path.split_first()?;
    let mut at = match first.as_str() {
        "crate" => Path::new(),
        "self" => module.clone(),
        "super" => module[..module.len().checked_sub(1)?].to_vec(),
        // A child, or another crate.
        _ => {
            return modules.contains_key(&[module.as_slice(), std::slice::from_ref(first)].concat()).then(
                || resolved(module, &[&["self".to_owned()], path.as_slice()].concat(), modules, depth),
            )?;
        }
    };
    let mut rest = rest;
    while let Some((name, after)) = rest.split_first() {
        let child = [at.as_slice(), std::slice::from_ref(name)].concat();
        if name == "super" {
            at.pop()?;
        } else if modules.contains_key(&child) {
            at = child;
        } else {
            break;
        }
        rest = after;
    }
    let exported = rest.first().and_then(|name| modules.get(&at)?.exported.get(name));
    match exported.filter(|_| depth > 0) {
        Some(elsewhere) => resolved(&at, elsewhere, modules, depth - 1).or(Some(at)),
        None => Some(at),
    }
}

/// A source without comments and texts in quotes.
fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join("\n").replace(r#"\""#, "").replace("'\"'", "");
    text.split('"').step_by(2).collect()
}

fn names(text: &str, between: &str) -> Path {
    text.split(between).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Circles among modules with these texts.
#[track_caller]
fn check(texts: &[(&str, &str)], expected: &[&str]) {
    let modules = texts.iter().map(|(path, text)| (names(path, "/"), read(text))).collect();
    assert_eq!(circles_of(&modules), expected, "{texts:?}");
}

#[test]
fn circles_are_found_however_they_are_imported() {
    let a = ("a", "use crate::b::B;");
    check(&[("", ""), a, ("b", "")], &[]);
    check(&[("", ""), a, ("b", "use super::a::A;")], &["a, b"]);
    check(&[("", ""), a, ("b", "fn f() -> crate::a::A {}")], &["a, b"]);
    check(&[("", ""), a, ("b", "use crate::{c, a::{self, A}};"), ("c", "")], &["a, b"]);
    check(&[("", "pub use a::A;"), a, ("b", "use crate::A;")], &["a, b"]);
    check(&[("", ""), a, ("b", "use crate::c;"), ("c", "use crate::a;")], &["a, b, c"]);
    check(&[("", ""), a, ("b", "// use crate::a;\nconst A: &str = \"crate::a\";")], &[]);
}

#[test]
fn a_parent_may_name_its_children() {
    check(&[("", ""), ("a", "use b::B;"), ("a/b", "use super::A;")], &[]);
    check(
        &[("", ""), ("a", "use b::B;"), ("a/b", "use super::c::C;"), ("a/c", "use super::b::B;")],
        &["a::b, a::c"],
    );
}
