//! Compiles the guest and encodes it as a component.
//!
//! The guest is a separate build with its own target, profile and target directory. This crate depends only on its
//! bytes.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use wasmparser::{BinaryReader, BinaryReaderError};
use wit_parser::Resolve;

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for input in INPUTS {
        println!("cargo::rerun-if-changed={}", here.join(input).display());
    }
    ensure_target()?;
    let module = fs::read(compile(&here, &out)?)?;
    let component = wit_component::ComponentEncoder::default().validate(true).module(&module)?.encode()?;
    let mut client = without_custom_sections(&component)?;
    client.extend(documentation(&here.join("../wit"))?);
    fs::write(out.join("client.wasm"), client)?;
    Ok(())
}

/// Adds the wasm target to the toolchain if it is missing.
fn ensure_target() -> Result<(), Box<dyn Error>> {
    let libraries =
        Command::new(env::var("RUSTC")?).args(["--print", "target-libdir", "--target", TARGET]).output()?;
    if Path::new(String::from_utf8(libraries.stdout)?.trim()).is_dir() {
        return Ok(());
    }
    println!("cargo::warning=adding the target {TARGET} to this toolchain: rustup target add {TARGET}");
    match Command::new("rustup").args(["target", "add", TARGET]).output() {
        Ok(output) if output.status.success() => Ok(()),
        _ => Err(format!("the target {TARGET} is missing and could not be added: run `rustup target add {TARGET}` while online").into()),
    }
}

/// Compiles the guest to a core module.
fn compile(here: &Path, out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let target_dir = out.join("guest");
    let mut cargo = Command::new(env::var("CARGO")?);
    cargo
        .args(["build", "--quiet", "--locked", "--package", "scaikey-guest", "--lib"])
        .args(["--profile", "guest", "--target", TARGET, "--target-dir"])
        .arg(&target_dir)
        .current_dir(here);
    // Shortens the code, and keeps folders of this machine out of the bytes.
    let flags = format!(
        "-Clink-arg=--compress-relocations\x1f--remap-path-prefix={}=\x1f--remap-path-prefix={}=",
        registry()?.display(),
        here.display()
    );
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_str().is_some_and(is_of_outer_build)) {
        cargo.env_remove(name);
    }
    let output = cargo.env("CARGO_ENCODED_RUSTFLAGS", flags).output()?;
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        return Err(
            "the guest does not compile: see `cargo build -p scaikey-guest --target wasm32-unknown-unknown`"
                .into(),
        );
    }
    Ok(target_dir.join(TARGET).join("guest/scaikey_guest.wasm"))
}

/// The folder in which cargo keeps the sources of dependencies.
fn registry() -> Result<PathBuf, Box<dyn Error>> {
    let home = match env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => env::home_dir().ok_or("no home directory: set CARGO_HOME")?.join(".cargo"),
    };
    Ok(home.join("registry"))
}

/// Removes the outermost custom sections. They hold names, and are a twentieth of the component.
fn without_custom_sections(component: &[u8]) -> Result<Vec<u8>, BinaryReaderError> {
    let mut kept = component[..PREAMBLE].to_vec();
    kept.extend(
        sections(component)?
            .into_iter()
            .filter(|section| section.name.is_none())
            .flat_map(|section| section.bytes),
    );
    Ok(kept)
}

/// The custom section `package-docs` with the text of the contract.
///
/// Decoders apply this section to the package `root:component`, which has no interfaces: ours belong to the package
/// `scaikey:client`. If the section documented them one by one, the decoder of `wit-component` would fail. Therefore
/// the text of `wit/` is the documentation of `root:component` as a whole.
fn documentation(wit: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut contract = String::from("The contract of this component.\n");
    for file in ["auth.wit", "types.wit"] {
        let text = fs::read_to_string(wit.join(file))?;
        contract += &format!("\n```wit\n{text}```\n");
    }
    let mut resolve = Resolve::default();
    let package = resolve.push_str("component.wit", "package root:component;")?;
    resolve.packages[package].docs.contents = Some(contract);
    // An encoded package has the same section.
    let encoded = wit_component::encode(&resolve, package)?;
    let section = sections(&encoded)?.into_iter().find(|section| section.name == Some("package-docs"));
    Ok(section.ok_or("wit-component encodes no documentation")?.bytes.to_vec())
}

/// An outermost section of a component.
struct Section<'a> {
    /// The name of a custom section.
    name: Option<&'a str>,
    /// The section, including its header.
    bytes: &'a [u8],
}

fn sections(component: &[u8]) -> Result<Vec<Section<'_>>, BinaryReaderError> {
    let mut sections = Vec::new();
    let mut reader = BinaryReader::new(&component[PREAMBLE..], PREAMBLE);
    while !reader.eof() {
        let start = reader.original_position();
        let id = reader.read_u8()?;
        let length = reader.read_var_u32()?;
        let content = reader.read_bytes(length as usize)?;
        let name = if id == CUSTOM { Some(BinaryReader::new(content, 0).read_string()?) } else { None };
        sections.push(Section { name, bytes: &component[start..reader.original_position()] });
    }
    Ok(sections)
}

/// Whether a variable configures the outer build. It would change the build of the guest.
fn is_of_outer_build(name: &str) -> bool {
    let settings =
        ["RUSTFLAGS", "RUSTDOCFLAGS", "RUSTC", "RUSTDOC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"];
    let prefixes = ["CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_CFG_", "CARGO_FEATURE_", "CARGO_TARGET_"];
    settings.contains(&name) || name == "TARGET" || prefixes.iter().any(|prefix| name.starts_with(prefix))
}

const TARGET: &str = "wasm32-unknown-unknown";

/// Length of the magic number and the version of a component, in bytes.
const PREAMBLE: usize = 8;
/// Number of custom sections.
const CUSTOM: u8 = 0;

/// Everything that the bytes depend on, relative to the folder of this crate.
const INPUTS: [&str; 8] = [
    "build.rs",
    "guest/Cargo.toml",
    "guest/src",
    "policy/Cargo.toml",
    "policy/src",
    "../wit",
    "../Cargo.toml",
    "../Cargo.lock",
];
