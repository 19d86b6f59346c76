//! Defects of a deployment, each of which a judge of deployments must find.

macro_rules! defects {
    ($($variant:ident $name:literal $about:literal)*) => {
        /// A defect of a deployment.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Defect {
            $(#[doc = $about] $variant,)*
        }

        impl Defect {
            /// Every defect, in the order of the parts that they affect.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name, in kebab-case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

defects! {
    // Transport. The defects of certificates show on sockets only.
    PlaintextServed "plaintext-served" "Answers plain http on the port of https, too."
    CertificateExpired "certificate-expired" "Has a certificate that expired an hour ago."
    CertificateForAnotherName "certificate-for-another-name" "Has a certificate for another name."
    CertificateExpiresSoon "certificate-expires-soon" "Has a certificate that expires in five days: a warning."
    ClockOff "clock-off" "Has a clock that is 90 s ahead."

    // The token endpoint.
    BasicRefused "basic-refused" "Accepts credentials as form fields only."
    FormRefused "form-refused" "Accepts credentials by HTTP Basic only."
    WrongSecretAccepted "wrong-secret-accepted" "Accepts any client secret."
    UnknownGrantAccepted "unknown-grant-accepted" "Grants a token for any grant type."
    UnknownGrantFails "unknown-grant-500" "Answers an unknown grant type with 500."
    GetGrants "get-grants" "Grants a token for any GET request."
    GetFails "get-fails" "Answers GET at the token endpoint with 500."
    TokenHtml "token-html" "Answers token requests with a login page."

    // The token response.
    RefreshTokenReturned "refresh-token-returned" "Returns a refresh token."
    ExpiresInMissing "expires-in-missing" "Leaves expires_in out of the token response."
    ExpiresInText "expires-in-text" "Writes expires_in as a string."
    ExpiresInZero "expires-in-zero" "Returns 0 as expires_in."
    LifetimeTooShort "lifetime-too-short" "Issues tokens with a lifetime of 45 s."
    TokenTypeOdd "token-type-odd" "Returns the token type bearer with a trailing space."
    AccessTokenEmpty "access-token-empty" "Returns an empty access token."

    // The token.
    OpaqueToken "opaque-token" "Issues tokens that are not JWTs."
    AlgNone "alg-none" "Issues tokens without a signature."
    Hs256 "hs256" "Signs tokens with HS256."
    SubDiffers "sub-differs" "Names another subject than the client in a token."
    ClientIdClaimDiffers "client-id-claim-differs" "Names another client in the claim client_id."
    GrantClaimMissing "grant-claim-missing" "Leaves the claim token_type out."
    PlatformTokenMissing "platform-token-missing" "Leaves the claim platform_token out. Shows on the platform only."
    AppScopeWrong "app-scope-wrong" "Says TENANT for a GLOBAL application in a token. Shows on the platform only."
    TenantIdMissing "tenant-id-missing" "Leaves the claim tenant_id out. Shows on a tenant's surface only."
    ScopeAsArray "scope-as-array" "Writes the claim scope as a list."

    // Scopes.
    ScopeGrantsMore "scope-grants-more" "Grants more scopes than requested, except admin scopes."
    ScopeIgnoredWhenRequested "scope-ignored-when-requested" "Grants a token without scopes when scopes are requested."
    UnallowedScopeGranted "unallowed-scope-granted" "Grants any requested scope."
    OmittedScopeGrantsLess "omitted-scope-grants-less" "Grants fewer scopes than allowed when none is requested."

    // What is published.
    JwksEmpty "jwks-empty" "Publishes no keys."
    JwksHtml "jwks-html" "Answers requests for its keys with a login page."
    JwksPrivate "jwks-private" "Publishes a private member of its key."
    JwksWithoutSigningKey "jwks-without-signing-key" "Publishes keys without the one that signs."
    JwksDuplicateKid "jwks-duplicate-kid" "Publishes two keys with one id."
    JwksDiffersBySurface "jwks-differs-by-surface" "Publishes other keys for a tenant than for the platform."
    DiscoveryHtml "discovery-html" "Answers requests for its discovery document with a login page."
    DiscoveryElsewhere "discovery-elsewhere" "Names a token endpoint on another origin."
    DiscoveryOtherPath "discovery-other-path" "Names a token endpoint on another path than the documented one."
    JwksUriElsewhere "jwks-uri-elsewhere" "Names keys on another origin."

    // Use of tokens. Defects of the admin API show on the platform only.
    RedirectToHttp "redirect-to-http" "Redirects from a collection without a trailing slash to plain http."
    RedirectElsewhere "redirect-elsewhere" "Redirects from a collection without a trailing slash to another origin."
    AdminReadFails "admin-read-500" "Answers reads of tenants with 500."
    AdminReadHtml "admin-read-html" "Answers reads of tenants with a login page."
    ForbiddenTextChanged "forbidden-text-changed" "Refuses a token without admin scopes with another text than documented."
    ForbiddenAs401 "forbidden-as-401" "Refuses a token without admin scopes with 401."
    ForbiddenIgnored "forbidden-ignored" "Accepts a token without admin scopes for reads."
    AbsentTokenAccepted "absent-token-accepted" "Accepts reads without a token."
    GarbageTokenHtml "garbage-token-html" "Answers an invalid token with 200 and a login page."
    GarbageToken403 "garbage-token-403" "Answers an invalid token with 403."
    SignatureUnchecked "signature-unchecked" "Does not verify the signature of a token."
    ClaimsUnchecked "claims-unchecked" "Accepts any claims with a signature that it made for others."
    AlgNoneAccepted "alg-none-accepted" "Accepts a token with the algorithm none."
    ExpiredAccepted "expired-accepted" "Accepts a token after its expiry."
    AuditMissing "audit-missing" "Records nothing in the audit list."
}
