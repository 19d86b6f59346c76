//! The claims of a token.

use serde_json::{Value, json};

use crate::defect::Defect;
use crate::mock::Mock;
use crate::random;
use crate::route::Surface;
use crate::setup::application::Application;
use crate::variant::Variant;

impl Mock {
    /// The claims of a token issued at this time, with this lifetime in seconds.
    pub(crate) fn claims(
        &self,
        application: &Application,
        origin: &str,
        scopes: &[String],
        time: u64,
        lifetime: u32,
    ) -> Value {
        let mut claims = json!({
            "iss": self.issuer(origin, application.surface()),
            "aud": application.id,
            "sub": application.id,
            "client_id": application.id,
            "scope": scopes.join(" "),
            "token_type": "client_credentials",
            "iat": time,
            "exp": time + u64::from(lifetime),
            "jti": random::text(20),
        });
        match self.tenant_of(application) {
            None => {
                claims["platform_token"] = true.into();
                claims["app_scope"] = "GLOBAL".into();
            }
            Some(tenant) => claims["tenant_id"] = tenant.id.as_str().into(),
        }
        self.apply_variant(&mut claims);
        self.apply_defect(&mut claims);
        claims
    }

    /// The issuer of the tokens of a surface.
    pub(crate) fn issuer(&self, origin: &str, surface: Surface<'_>) -> String {
        match surface {
            Surface::Platform if self.has_variant(Variant::PlatformIssuerPath) => {
                format!("{origin}/tenants/platform")
            }
            Surface::Platform => origin.to_owned(),
            Surface::Tenant(slug) => {
                let id = self.tenant(slug).map_or(slug, |tenant| &tenant.id);
                format!("{origin}/tenants/{id}")
            }
        }
    }

    fn apply_variant(&self, claims: &mut Value) {
        match self.setup.variant {
            Variant::AudienceList => claims["aud"] = json!([claims["aud"]]),
            Variant::NoJti => remove(claims, "jti"),
            Variant::TenantNull if claims["tenant_id"].is_null() => claims["tenant_id"] = Value::Null,
            Variant::ExtraClaims => {
                claims["nbf"] = claims["iat"].clone();
                claims["azp"] = claims["client_id"].clone();
            }
            Variant::ExpiryLater => claims["exp"] = (claims["exp"].as_u64().unwrap_or_default() + 10).into(),
            _ => {}
        }
    }

    fn apply_defect(&self, claims: &mut Value) {
        let is_platform = claims["platform_token"] == true;
        match self.setup.defect {
            Some(Defect::SubDiffers) => claims["sub"] = "usr_somebody".into(),
            Some(Defect::ClientIdClaimDiffers) => claims["client_id"] = "app_another".into(),
            Some(Defect::GrantClaimMissing) => remove(claims, "token_type"),
            Some(Defect::PlatformTokenMissing) => remove(claims, "platform_token"),
            Some(Defect::AppScopeWrong) if is_platform => claims["app_scope"] = "TENANT".into(),
            Some(Defect::TenantIdMissing) => remove(claims, "tenant_id"),
            Some(Defect::ScopeAsArray) => {
                claims["scope"] = claims["scope"].as_str().unwrap_or_default().split(' ').collect();
            }
            _ => {}
        }
    }
}

/// Takes a member out of a JSON object.
pub(super) fn remove(object: &mut Value, name: &str) {
    if let Some(object) = object.as_object_mut() {
        object.remove(name);
    }
}
