//! Assembles the hostile components of the selftest, so that the judge itself needs no assembler.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::{Resolve, WorldId};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={TEXTS}");
    println!("cargo::rerun-if-changed={CONTRACT}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (contract, world) = contract()?;
    let blank = fs::read_to_string(Path::new(TEXTS).join("blank.wat"))?;
    for (name, text) in texts("whole")? {
        write(&out, &name, &wat::parse_str(text)?)?;
    }
    for (name, text) in texts("overwritten")? {
        write(&out, &name, &wat::parse_str(format!("(module {text})"))?)?;
    }
    for (name, text) in texts("replaced")? {
        let mut module = wat::parse_str(replaced(&blank, &text))?;
        embed_component_metadata(&mut module, &contract, world, StringEncoding::UTF8)?;
        write(&out, &name, &ComponentEncoder::default().module(&module)?.encode()?)?;
    }
    Ok(())
}

/// The module `blank` with the functions of `text` in place of its own.
fn replaced(blank: &str, text: &str) -> String {
    let is_kept = |line: &&str| {
        let export = line.split_once("(export ").and_then(|(_, rest)| rest.split(')').next());
        export.is_none_or(|export| !text.contains(export))
    };
    let kept: Vec<_> = blank.lines().filter(is_kept).collect();
    format!("(module {}\n{text})", kept.join("\n"))
}

/// The world that clients export.
fn contract() -> Result<(Resolve, WorldId), Box<dyn Error>> {
    let mut resolve = Resolve::default();
    resolve.push_dir(CONTRACT)?;
    let package = resolve.push_str("client.wit", WORLD)?;
    let world = resolve.select_world(&[package], None)?;
    Ok((resolve, world))
}

/// Name and text of each file in a folder of [`TEXTS`].
fn texts(folder: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(Path::new(TEXTS).join(folder))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        texts.push((name, fs::read_to_string(&path)?));
    }
    Ok(texts)
}

fn write(out: &Path, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(out.join(name).with_extension("wasm"), bytes)?)
}

const TEXTS: &str = "src/component/selftest/hostile";
const CONTRACT: &str = "../wit";
const WORLD: &str = "package scaikey:judged; world client { export scaikey:client/auth@0.1.0; }";
