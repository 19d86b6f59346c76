//! `explain`: shows a requirement, and what happens when the built-in component is judged by it.

use std::io::{self, Write};

use clap::Args;

use super::print;
use super::refusal::Refusal;
use crate::invariants;
use crate::judge::{Run, judge};
use crate::outcome::Outcome;
use crate::report::human::timeline;
use crate::report::{Judgement, Report};
use crate::requirement::Requirement;
use crate::requirements;
use crate::selection::{Pattern, Selection};
use crate::subject::Subject;

#[derive(Args)]
pub(super) struct Explain {
    /// Its id, or a pattern for several
    #[arg(value_name = "ID")]
    pattern: Pattern,
}

impl Explain {
    pub(super) fn run(self, command: &str) -> Result<u8, Refusal> {
        let subject = Subject::load("the built-in component", command, scaikey_component::CLIENT)
            .map_err(|unfit| Refusal::from(unfit.to_string()))?;
        let selection = Selection { include: vec![self.pattern.clone()], exclude: Vec::new() };
        // Of many random schedules one is enough to see what is done.
        let report = judge(&subject, &Run { selection, seeds: 0..=0, ..Run::default() });
        let asked = report.judgements.iter().filter(|judgement| self.pattern.names(judgement.requirement));
        print(|out| asked.into_iter().try_for_each(|judgement| explain(&report, judgement, out)))
    }
}

fn explain(report: &Report, judgement: &Judgement, out: &mut impl Write) -> io::Result<()> {
    let requirement = judgement.requirement;
    let Requirement { id, level, profile, since, sentence, source, needs, .. } = requirement;
    writeln!(out, "{id}\n  {level} {sentence}\n  source: {source}")?;
    writeln!(out, "  area: {}, {}", requirement.area(), requirements::about(requirement.area()))?;
    writeln!(out, "  profile: {profile}, since {since}")?;
    if !needs.is_empty() {
        let needs: Vec<_> = needs.iter().map(ToString::to_string).collect();
        writeln!(out, "  needs: {}", needs.join(", "))?;
    }
    if invariants::is_invariant(id) {
        return writeln!(out, "  how: it is watched in every check");
    }
    writeln!(out, "  judge by it alone: {} --include {id}", report.subject.command)?;
    if let Outcome::NotApplicable(reason) = &judgement.outcome {
        return writeln!(out, "  not applicable to the built-in component: {reason}");
    }
    writeln!(out, "  how, as the built-in component is judged")?;
    timeline(&judgement.evidence).iter().try_for_each(|line| writeln!(out, "    {line}"))
}
