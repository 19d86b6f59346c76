//! `explain`: shows a requirement, and what happens when a good subject is judged by it.

mod component;
mod deployment;

use std::io::{self, Write};

use clap::Args;
use scaikey_terminal::Error;

use super::print;
use super::selection::Suite;
use crate::core::evidence::Evidence;
use crate::core::requirement::Requirement;
use crate::core::requirements;
use crate::core::selection::{Pattern, Selection};
use crate::report::format::human::transcript;

#[derive(Args)]
pub(super) struct Explain {
    /// Its id, or a pattern for several
    #[arg(value_name = "ID")]
    pattern: Pattern,
}

/// How a requirement is judged: in words, and what happens then.
struct Scene {
    requirement: &'static Requirement,
    words: Vec<String>,
    evidence: Evidence,
}

impl Explain {
    pub(super) fn run(self, command: &str) -> Result<u8, Error> {
        let is_about =
            |suite: &Suite| suite.requirements().iter().any(|requirement| self.pattern.names(requirement));
        let selection = Selection { include: vec![self.pattern.clone()], exclude: Vec::new() };
        let mut scenes = Vec::new();
        for suite in Suite::ALL.into_iter().filter(is_about) {
            scenes.extend(match suite {
                Suite::Components => component::scenes(command, selection.clone())?,
                Suite::Deployments => deployment::scenes(command, selection.clone())?,
            });
        }
        let mut asked = scenes.iter().filter(|scene| self.pattern.names(scene.requirement));
        print(|out| asked.try_for_each(|scene| scene.write(out)))
    }
}

impl Scene {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Requirement { id, level, profile, since, sentence, source, needs, .. } = self.requirement;
        let area = self.requirement.area();
        writeln!(out, "{id}\n  {level} {sentence}\n  source: {source}")?;
        writeln!(out, "  area: {area}, {}", requirements::about(area))?;
        writeln!(out, "  profile: {profile}, since {since}")?;
        if !needs.is_empty() {
            let needs: Vec<_> = needs.iter().map(ToString::to_string).collect();
            writeln!(out, "  needs: {}", needs.join(", "))?;
        }
        self.words.iter().try_for_each(|words| writeln!(out, "  {words}"))?;
        transcript(&self.evidence).iter().try_for_each(|line| writeln!(out, "    {line}"))
    }
}
