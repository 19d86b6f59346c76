//! What a deployment publishes without a token: its discovery document and its keys.

use bytes::Bytes;
use http::header::ALLOW;
use http::{Method, Request, StatusCode};
use serde_json::json;

use crate::defect::Defect;
use crate::mock::{Mock, origin};
use crate::random;
use crate::reply::Reply;
use crate::route::Surface;
use crate::variant::Variant;

impl Mock {
    /// The discovery document.
    pub(crate) fn discovery(&self, surface: Surface<'_>, request: &Request<Bytes>) -> Reply {
        if request.method() != Method::GET {
            return read_only();
        }
        let own = origin(request);
        let (mut token_origin, mut keys_origin, mut token_path) =
            (own.as_str(), own.as_str(), surface.token_path());
        match self.setup.defect {
            Some(Defect::DiscoveryHtml) => return Reply::page(),
            Some(Defect::DiscoveryElsewhere) => token_origin = ELSEWHERE,
            Some(Defect::JwksUriElsewhere) => keys_origin = ELSEWHERE,
            Some(Defect::DiscoveryOtherPath) => token_path = "/oauth/token".to_owned(),
            _ => {}
        }
        let document = json!({
            "issuer": self.issuer(&own, surface),
            "token_endpoint": format!("{token_origin}{token_path}"),
            "jwks_uri": format!("{keys_origin}{}", surface.keys_path()),
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "id_token_signing_alg_values_supported": [self.key().algorithm()],
        });
        Reply::json(StatusCode::OK, &document).noted("discovery")
    }

    /// The keys that verify tokens (RFC 7517).
    pub(crate) fn keys(&self, surface: Surface<'_>, request: &Request<Bytes>) -> Reply {
        if request.method() != Method::GET {
            return read_only();
        }
        let (mut key, mut idle) = (self.key().jwk(), self.idle_key().jwk());
        let keys = match self.setup.defect {
            Some(Defect::JwksHtml) => return Reply::page(),
            Some(Defect::JwksEmpty) => json!([]),
            Some(Defect::JwksPrivate) => {
                key["d"] = random::text(43).into();
                json!([key])
            }
            Some(Defect::JwksWithoutSigningKey) => json!([idle]),
            Some(Defect::JwksDuplicateKid) => {
                idle["kid"] = key["kid"].clone();
                json!([key, idle])
            }
            Some(Defect::JwksDiffersBySurface) if surface != Surface::Platform => json!([key, idle]),
            _ if self.has_variant(Variant::SeveralKeys) => json!([idle, key]),
            _ => json!([key]),
        };
        Reply::json(StatusCode::OK, &json!({ "keys": keys })).noted("keys")
    }
}

fn read_only() -> Reply {
    Reply::detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed").header(ALLOW, "GET")
}

/// An origin that is not part of this deployment.
pub(crate) const ELSEWHERE: &str = "https://elsewhere.example";
