//! `explain`: shows a requirement, and what happens when a good subject is judged by it: the built-in component, or the
//! reference where that is not applicable.

use std::io::{self, Write};

use clap::Args;
use scaikey_reference::Build;

use super::print;
use super::refusal::Refusal;
use crate::invariants;
use crate::judge::judge;
use crate::outcome::Outcome;
use crate::report::Judgement;
use crate::report::human::timeline;
use crate::requirement::Requirement;
use crate::requirements;
use crate::run::Run;
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
        let run = Run { selection, seeds: 0..=0, ..Run::default() };
        let report = judge(&subject, &run);
        let model = judge(&Subject::reference(Build::default()), &run);
        let judged = report.judgements.iter().zip(&model.judgements);
        let mut asked = judged.filter(|(judgement, _)| self.pattern.names(judgement.requirement));
        print(|out| asked.try_for_each(|(judgement, model)| explain(command, judgement, model, out)))
    }
}

fn explain(command: &str, judgement: &Judgement, model: &Judgement, out: &mut impl Write) -> io::Result<()> {
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
    let shown = if let Outcome::NotApplicable(reason) = &judgement.outcome {
        writeln!(out, "  not applicable to the built-in component: {reason}")?;
        writeln!(out, "  how, as the reference is judged")?;
        model
    } else {
        writeln!(out, "  judge by it alone: {command} --include {id}")?;
        writeln!(out, "  how, as the built-in component is judged")?;
        judgement
    };
    timeline(&shown.evidence).iter().try_for_each(|line| writeln!(out, "    {line}"))
}
