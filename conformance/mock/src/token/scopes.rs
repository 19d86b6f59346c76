//! Which scopes a token gets.

use super::refusal::Refusal;
use crate::defect::Defect;
use crate::manner::Manner;
use crate::mock::Mock;
use crate::setup::application::{Application, is_scope};

impl Mock {
    /// All that the application is allowed, or what is asked for of it. Fails if that is nothing.
    pub(crate) fn scopes(
        &self,
        application: &Application,
        asked: Option<&str>,
    ) -> Result<Vec<String>, Refusal> {
        let allowed = &application.allowed_scopes;
        let asked: Vec<_> = asked.unwrap_or_default().split(' ').filter(|scope| !scope.is_empty()).collect();
        if asked.is_empty() {
            let less = usize::from(self.suffers(Defect::OmittedScopeGrantsLess));
            return Ok(allowed[..allowed.len().saturating_sub(less)].to_vec());
        }
        if self.suffers(Defect::UnallowedScopeGranted) {
            return Ok(asked.into_iter().filter(|scope| is_scope(scope)).map(str::to_owned).collect());
        }
        let known = asked.iter().filter(|asked| allowed.iter().any(|allowed| allowed == *asked)).count();
        let enough = match self.setup.manner {
            Manner::UnknownScopeDropped => 0,
            Manner::UnknownScopeRefused => asked.len(),
            _ => 1,
        };
        if known < enough {
            return Err(Refusal::not_for(&application.id, "invalid_scope", "a scope that is not allowed"));
        }
        let is_granted = |scope: &&String| match self.setup.defect {
            Some(Defect::ScopeIgnoredWhenRequested) => false,
            Some(Defect::ScopeGrantsMore) if !scope.starts_with("admin:") => true,
            _ => asked.contains(&scope.as_str()),
        };
        Ok(allowed.iter().filter(is_granted).cloned().collect())
    }
}
