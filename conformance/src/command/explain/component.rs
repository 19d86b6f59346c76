//! How components are judged: the built-in one, or the reference where a requirement is not applicable to that.

use scaikey_reference::Build;
use scaikey_terminal::Error;

use super::Scene;
use crate::component::invariants;
use crate::component::judge::judge;
use crate::component::run::Run;
use crate::component::subject::Subject;
use crate::core::evidence::Evidence;
use crate::core::outcome::Outcome;
use crate::core::selection::Selection;
use crate::report::Judgement;

pub(super) fn scenes(command: &str, selection: Selection) -> Result<Vec<Scene>, Error> {
    let subject = Subject::load("the built-in component", command, scaikey_component::CLIENT)
        .map_err(|unfit| Error::usage(unfit.to_string()))?;
    // Of many random schedules one is enough to see what is done.
    let run = Run { selection, seeds: 0..=0, ..Run::default() };
    let report = judge(&subject, &run);
    let model = judge(&Subject::reference(Build::default()), &run);
    let judged = report.judgements.into_iter().zip(model.judgements);
    Ok(judged.map(|(judgement, model)| scene(command, judgement, model)).collect())
}

fn scene(command: &str, judgement: Judgement, model: Judgement) -> Scene {
    let requirement = judgement.requirement;
    if invariants::is_invariant(&requirement.id) {
        let words = vec!["how: it is watched in every check".into()];
        return Scene { requirement, words, evidence: Evidence::default() };
    }
    if let Outcome::NotApplicable(reason) = &judgement.outcome {
        let words = vec![
            format!("not applicable to the built-in component: {reason}"),
            "how, as the reference is judged".into(),
        ];
        return Scene { requirement, words, evidence: model.evidence };
    }
    let words = vec![
        format!("judge by it alone: {command} --include {}", requirement.id),
        "how, as the built-in component is judged".into(),
    ];
    Scene { requirement, words, evidence: judgement.evidence }
}
