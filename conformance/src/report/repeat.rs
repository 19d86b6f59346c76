//! The command that repeats a judgement.

use super::settings::USUAL_TRANSPORT;
use super::{Judgement, Means, Report};
use crate::core::redaction::Redacted;
use crate::core::requirement::Profile;

impl Report {
    /// The command that repeats the check behind a judgement.
    pub(crate) fn repeat(&self, judgement: &Judgement) -> Redacted {
        let mut command = format!("{} --include {}", self.subject.command, judgement.seen_in.id);
        if let Some(seed) = judgement.seed {
            command += &format!(" --seed {seed}");
        }
        if self.settings.strict {
            command += " --strict";
        }
        match &self.settings.means {
            Means::Component { transport, .. } if *transport != USUAL_TRANSPORT => {
                command += &format!(" --transport {transport}");
            }
            Means::Deployment { .. } if judgement.seen_in.profile != Profile::Safe => {
                command += &format!(" --allow {}", judgement.seen_in.profile);
            }
            Means::Component { .. } | Means::Deployment { .. } => {}
        }
        Redacted::of_the_suite(&command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::outcome::Outcome;
    use crate::core::requirements;
    use crate::report::tests::samples;

    /// The command for a judgement on this requirement in a changed report.
    #[track_caller]
    fn check(mut report: Report, change: impl FnOnce(&mut Report, &mut Judgement), id: &str, expected: &str) {
        let requirement = requirements::find(id).expect("a known id");
        let mut judgement = Judgement::without_evidence(requirement, Outcome::Pass);
        report.subject.command = "judge".into();
        change(&mut report, &mut judgement);
        assert_eq!(report.repeat(&judgement).as_str(), expected);
    }

    #[test]
    fn the_command_repeats_the_settings_of_a_component() {
        let component = samples::component;
        let id = "retry.discard";
        check(component(), |_, _| {}, id, "judge --include retry.discard");
        check(
            component(),
            |report, _| report.settings.strict = true,
            id,
            "judge --include retry.discard --strict",
        );
        let wire = Means::Component { transport: "wire", seeds: 0..=9 };
        let wire = |report: &mut Report, _: &mut Judgement| report.settings.means = wire;
        check(component(), wire, id, "judge --include retry.discard --transport wire");
        let seed = |_: &mut Report, judgement: &mut Judgement| judgement.seed = Some(7);
        check(component(), seed, id, "judge --include retry.discard --seed 7");
        let elsewhere = |_: &mut Report, judgement: &mut Judgement| {
            judgement.seen_in = requirements::find("reuse.own-token").expect("a known id");
        };
        check(component(), elsewhere, id, "judge --include reuse.own-token");
    }

    #[test]
    fn the_command_allows_the_profile_of_a_deployment() {
        let deployment = samples::deployment;
        check(deployment(), |_, _| {}, "token.basic", "judge --include token.basic");
        check(deployment(), |_, _| {}, "refusal.garbage", "judge --include refusal.garbage --allow noisy");
        check(deployment(), |_, _| {}, "expiry.honoured", "judge --include expiry.honoured --allow slow");
        let strict = |report: &mut Report, _: &mut Judgement| report.settings.strict = true;
        let expected = "judge --include load.ten-in-a-row --strict --allow load";
        check(deployment(), strict, "load.ten-in-a-row", expected);
    }
}
