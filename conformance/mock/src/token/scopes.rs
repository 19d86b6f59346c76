//! The scopes of a token.

use super::error::TokenError;
use crate::defect::Defect;
use crate::mock::Mock;
use crate::setup::application::{Application, is_scope};
use crate::variant::Variant;

impl Mock {
    /// All scopes that the application is allowed, or those of them that the request names. Fails if it names none of
    /// them.
    pub(crate) fn scopes(
        &self,
        application: &Application,
        asked: Option<&str>,
    ) -> Result<Vec<String>, TokenError> {
        let allowed = &application.allowed_scopes;
        let asked: Vec<_> = asked.unwrap_or_default().split(' ').filter(|scope| !scope.is_empty()).collect();
        if asked.is_empty() {
            let less = usize::from(self.has_defect(Defect::OmittedScopeGrantsLess));
            return Ok(allowed[..allowed.len().saturating_sub(less)].to_vec());
        }
        if self.has_defect(Defect::UnallowedScopeGranted) {
            return Ok(asked.into_iter().filter(|scope| is_scope(scope)).map(str::to_owned).collect());
        }
        let known = asked.iter().filter(|asked| allowed.iter().any(|allowed| allowed == *asked)).count();
        let enough = match self.setup.variant {
            Variant::UnknownScopeDropped => 0,
            Variant::UnknownScopeRefused => asked.len(),
            _ => 1,
        };
        if known < enough {
            return Err(TokenError::for_client(
                &application.id,
                "invalid_scope",
                "a scope that is not allowed",
            ));
        }
        let is_granted = |scope: &&String| match self.setup.defect {
            Some(Defect::ScopeIgnoredWhenRequested) => false,
            Some(Defect::ScopeGrantsMore) if !scope.starts_with("admin:") => true,
            _ => asked.contains(&scope.as_str()),
        };
        Ok(allowed.iter().filter(is_granted).cloned().collect())
    }
}
