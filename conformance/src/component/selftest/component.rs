//! Components that break what they owe to any host, each a few words of text away from one that does nothing, or from
//! the built-in one if its fault shows only beside what works.

use wit_component::{ComponentEncoder, DecodedWasm, StringEncoding, decode, embed_component_metadata};

use super::curious;
use super::overwritten::overwritten;
use crate::component::subject::{Subject, Unfit};

/// One broken component.
pub(super) struct Broken {
    pub(super) name: &'static str,
    /// What is wrong with it, as text; the first line says it in one sentence.
    text: &'static str,
}

impl Broken {
    pub(super) fn summary(&self) -> String {
        self.text.lines().next().unwrap_or_default().trim_start_matches(";; ").into()
    }

    pub(super) fn subject(&self) -> Result<Subject, Unfit> {
        Subject::load(self.name, "scaikey-conformance selftest", &self.bytes())
    }

    fn bytes(&self) -> Vec<u8> {
        let bytes = match self.name {
            "curious" => curious::component().map_err(Into::into),
            "missing-export" => wat::parse_str(self.text).map_err(Into::into),
            "trap-in-token" | "trap-in-discard" | "trap-in-status" | "leaky" => overwritten(self.text),
            _ => component(&self.module()),
        };
        bytes.expect("a test makes every component before anybody else")
    }

    /// The component that does nothing, some of its functions replaced.
    fn module(&self) -> String {
        let kept = BLANK.lines().filter(|line| !self.replaces(line));
        format!("(module {}\n{})", kept.collect::<Vec<_>>().join("\n"), self.text)
    }

    /// Whether a line defines a function that this component defines otherwise.
    fn replaces(&self, line: &str) -> bool {
        let export = line.split_once("(export ").and_then(|(_, rest)| rest.split(')').next());
        export.is_some_and(|export| self.text.contains(export))
    }
}

/// A component of the client world made of a core module.
fn component(text: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut module = wat::parse_str(text)?;
    // The contract, as the built-in component states it.
    let DecodedWasm::Component(contract, world) = decode(scaikey_component::CLIENT)? else {
        return Err("the built-in component is none".into());
    };
    embed_component_metadata(&mut module, &contract, world, StringEncoding::UTF8)?;
    let mut encoder = ComponentEncoder::default();
    Ok(encoder.module(&module)?.encode()?)
}

macro_rules! broken {
    ($($name:literal)*) => {
        &[$(Broken { name: $name, text: include_str!(concat!("component/", $name, ".wat")) }),*]
    };
}

pub(super) const ALL: &[Broken] = broken![
    "does-nothing" "trap-in-open" "trap-in-token" "trap-in-send" "trap-in-discard" "trap-in-status"
    "endless-loop" "memory-hog" "leaky" "curious" "missing-export"
];

const BLANK: &str = include_str!("component/blank.wat");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_can_be_made() {
        for broken in ALL {
            assert!(broken.bytes().starts_with(b"\0asm"), "{}", broken.name);
            assert!(broken.summary().ends_with('.'), "{}", broken.name);
        }
    }
}
