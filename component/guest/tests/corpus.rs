//! Replays inputs kept from fuzzing. The fuzz targets share the properties in `corpus/properties.rs`.

#[path = "corpus/canned_io.rs"]
mod canned_io;
#[path = "corpus/properties.rs"]
mod properties;

use std::fs;

#[track_caller]
fn replay(folder: &str, property: fn(&[u8])) {
    let folder = format!("{}/tests/corpus/{folder}", env!("CARGO_MANIFEST_DIR"));
    let entries: Vec<_> = fs::read_dir(folder).expect("a corpus").collect();
    assert!(entries.len() > 9, "the corpus shrank to {} inputs", entries.len());
    for entry in entries {
        let path = entry.expect("an input").path();
        println!("{}", path.display());
        property(&fs::read(path).expect("an input"));
    }
}

#[test]
fn any_token_response_is_a_token_or_a_typed_error() {
    replay("response", properties::response);
}

#[test]
fn any_path_stays_on_the_origin_and_below_the_prefix_or_is_rejected() {
    replay("path", properties::path);
}

#[test]
fn any_options_open_a_client_that_keeps_to_its_base_url_or_are_rejected() {
    replay("options", properties::options);
}
