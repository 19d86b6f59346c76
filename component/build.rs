//! Compiles the guest and encodes it as a component.
//!
//! The guest is a separate build: it has its own target, profile and target directory, and this crate has no edge to
//! it but bytes.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

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
    fs::write(out.join("client.wasm"), without_custom_sections(&component))?;
    Ok(())
}

/// Adds the wasm target to the toolchain if it is not there.
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
    // Shorter code, and no folder of this machine in the bytes.
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

/// Where cargo keeps the sources of dependencies.
fn registry() -> Result<PathBuf, Box<dyn Error>> {
    let home = match env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => env::home_dir().ok_or("no home directory: set CARGO_HOME")?.join(".cargo"),
    };
    Ok(home.join("registry"))
}

/// The component without its outermost custom sections: names, which nobody reads and which are a twentieth of it.
fn without_custom_sections(component: &[u8]) -> Vec<u8> {
    let (preamble, mut rest) = component.split_at(8);
    let mut kept = preamble.to_vec();
    while let [id, after @ ..] = rest {
        // The length of a section is a LEB128 number.
        let digits = after.iter().take_while(|byte| **byte >= 0x80).count() + 1;
        let length = after[..digits].iter().rev().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        let (section, next) = rest.split_at(1 + digits + length);
        if *id != 0 {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    kept
}

/// Whether a variable speaks of the build that this script is part of, and would bend the guest's.
fn is_of_outer_build(name: &str) -> bool {
    let settings =
        ["RUSTFLAGS", "RUSTDOCFLAGS", "RUSTC", "RUSTDOC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"];
    let prefixes = ["CARGO_BUILD_", "CARGO_PROFILE_", "CARGO_CFG_", "CARGO_FEATURE_", "CARGO_TARGET_"];
    settings.contains(&name) || name == "TARGET" || prefixes.iter().any(|prefix| name.starts_with(prefix))
}

const TARGET: &str = "wasm32-unknown-unknown";

/// Everything the bytes depend on, from this crate's folder.
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
