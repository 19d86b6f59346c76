//! How components are judged: the built-in one, or the reference where a requirement is not applicable to that.

use scaikey_reference::Build;
use scaikey_terminal::Error;

use super::Scene;
use crate::component::options::ComponentOptions;
use crate::component::subject::Subject;
use crate::component::suite::judge;
use crate::core::evidence::Evidence;
use crate::core::options::RunOptions;
use crate::core::outcome::Outcome;
use crate::core::selection::Selection;
use crate::report::Judgement;

pub(super) fn scenes(command: &str, selection: Selection) -> Result<Vec<Scene>, Error> {
    let subject = Subject::load("the built-in component", command, scaikey_component::CLIENT)
        .map_err(|unfit| Error::usage(unfit.to_string()))?;
    // Of many random schedules one is enough to see what is done.
    let run = RunOptions { selection, ..RunOptions::default() };
    let options = ComponentOptions { run, seeds: 0..=0, ..ComponentOptions::default() };
    let report = judge(&subject, &options);
    let model = judge(&Subject::reference(Build::default()), &options);
    let judged = report.judgements.into_iter().zip(model.judgements);
    Ok(judged.map(|(judgement, model)| scene(command, judgement, model)).collect())
}

fn scene(command: &str, judgement: Judgement, model: Judgement) -> Scene {
    let requirement = judgement.requirement;
    if requirement.is_invariant() {
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
