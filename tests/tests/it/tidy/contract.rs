//! `wit/`: each item documented and dated.

use super::tracked;

/// Lines of `wit/*.wit` that begin an item, each with the lines of comments and attributes right above it.
fn items() -> Vec<(String, Vec<String>)> {
    let mut items = Vec::new();
    for file in tracked().iter().filter(|file| file.path.starts_with("wit/")) {
        let mut above = Vec::new();
        for line in file.text.lines().map(str::trim) {
            if line.starts_with("//") || line.starts_with('@') {
                above.push(line.to_owned());
                continue;
            }
            let above = std::mem::take(&mut above);
            let is_item = !line.is_empty()
                && !line.starts_with('}')
                && !line.starts_with("package ")
                && !line.starts_with("use ");
            if is_item {
                items.push((format!("{}: {line}", file.path), above));
            }
        }
    }
    assert!(items.len() > 100, "{} items", items.len());
    items
}

#[test]
fn every_item_is_documented() {
    for (item, above) in items() {
        assert!(above.iter().any(|line| line.starts_with("/// ")), "{item}");
    }
}

/// A comment of two slashes never reaches the bindings that are made of the contract.
#[test]
fn no_item_has_a_comment_that_readers_of_bindings_miss() {
    for (item, above) in items() {
        let missed = above.iter().find(|line| line.starts_with("//") && !line.starts_with("///"));
        assert_eq!(missed, None, "{item}");
    }
}

#[test]
fn every_type_and_function_says_since_when() {
    let kinds = ["interface ", "resource ", "record ", "variant ", "enum ", "flags ", "type "];
    for (item, above) in items() {
        let (_, line) = item.split_once(": ").expect("a path before it");
        let dated = kinds.iter().any(|kind| line.starts_with(kind)) || line.contains("func(");
        if dated {
            assert!(above.iter().any(|line| line.starts_with("@since(version = ")), "{item}");
        }
    }
}
