//! What can be wrong with a deployment: a judge of deployments has to find each.

macro_rules! defects {
    ($($variant:ident $name:literal $about:literal)*) => {
        /// One thing that is wrong with a deployment.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Defect {
            $(#[doc = $about] $variant,)*
        }

        impl Defect {
            /// Every defect, in the order of what it touches.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name, in kebab-case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What a deployment that has it does, in one sentence.
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => $about,)*
                }
            }
        }
    };
}

defects! {
    // The way there. Those of certificates show on sockets only.
    PlaintextServed "plaintext-served" "Answers plain http on the port of https, too."
    CertificateExpired "certificate-expired" "Has a certificate that expired an hour ago."
    CertificateForAnotherName "certificate-for-another-name" "Has a certificate for another name."
    CertificateExpiresSoon "certificate-expires-soon" "Has a certificate that expires in five days: a warning."
    ClockOff "clock-off" "Has a clock that is 90 s ahead."

    // The token endpoint.
    BasicRefused "basic-refused" "Takes credentials as form fields only."
    FormRefused "form-refused" "Takes credentials by HTTP Basic only."
    WrongSecretAccepted "wrong-secret-accepted" "Takes any client secret."
    UnknownGrantAccepted "unknown-grant-accepted" "Grants a token whatever the grant type is."
    UnknownGrantFails "unknown-grant-500" "Answers an unknown grant type with 500."
    GetGrants "get-grants" "Grants a token to anybody who asks with GET."
    GetFails "get-fails" "Answers GET at the token endpoint with 500."
    TokenHtml "token-html" "Answers token requests with a login page."

    // The token response.
    RefreshTokenReturned "refresh-token-returned" "Returns a refresh token."
    ExpiresInMissing "expires-in-missing" "Does not tell how long a token lives."
    ExpiresInText "expires-in-text" "Writes the lifetime of a token as a text."
    ExpiresInZero "expires-in-zero" "Tells that a token lives no longer than now."
    LifetimeTooShort "lifetime-too-short" "Gives tokens 45 s to live."
    TokenTypeOdd "token-type-odd" "Calls the token type bearer with a space behind it."
    AccessTokenEmpty "access-token-empty" "Returns an empty access token."

    // The token.
    OpaqueToken "opaque-token" "Grants tokens that are no JWT."
    AlgNone "alg-none" "Grants tokens without a signature."
    Hs256 "hs256" "Signs tokens with a secret, by HS256."
    SubDiffers "sub-differs" "Names somebody else than the client as the subject of a token."
    ClientIdClaimDiffers "client-id-claim-differs" "Names another client in the claim client_id."
    GrantClaimMissing "grant-claim-missing" "Leaves the claim token_type out."
    PlatformTokenMissing "platform-token-missing" "Leaves the claim platform_token out. Shows on the platform only."
    AppScopeWrong "app-scope-wrong" "Calls a GLOBAL application TENANT in a token. Shows on the platform only."
    TenantIdMissing "tenant-id-missing" "Leaves the claim tenant_id out. Shows on a tenant's surface only."
    ScopeAsArray "scope-as-array" "Writes the claim scope as a list."

    // Scopes.
    ScopeGrantsMore "scope-grants-more" "Grants more than is asked for, admin scopes aside."
    ScopeIgnoredWhenRequested "scope-ignored-when-requested" "Grants a token without scopes when scopes are asked for."
    UnallowedScopeGranted "unallowed-scope-granted" "Grants whatever scope is asked for."
    OmittedScopeGrantsLess "omitted-scope-grants-less" "Grants less than all that is allowed when no scope is asked for."

    // What is published.
    JwksEmpty "jwks-empty" "Publishes no keys."
    JwksHtml "jwks-html" "Answers with a login page where its keys should be."
    JwksPrivate "jwks-private" "Publishes a private member of its key."
    JwksWithoutSigningKey "jwks-without-signing-key" "Publishes keys, but not the one that signs."
    JwksDuplicateKid "jwks-duplicate-kid" "Publishes two keys with one id."
    JwksDiffersBySurface "jwks-differs-by-surface" "Publishes other keys for a tenant than for the platform."
    DiscoveryHtml "discovery-html" "Answers with a login page where its discovery document should be."
    DiscoveryElsewhere "discovery-elsewhere" "Names a token endpoint on another origin."
    DiscoveryOtherPath "discovery-other-path" "Names a token endpoint on another path than the documented one."
    JwksUriElsewhere "jwks-uri-elsewhere" "Names keys on another origin."

    // What tokens are for. What is about the admin API shows on the platform only.
    RedirectToHttp "redirect-to-http" "Redirects from a collection without a slash at the end to plain http."
    RedirectElsewhere "redirect-elsewhere" "Redirects from a collection without a slash at the end to another origin."
    AdminReadFails "admin-read-500" "Answers reads of tenants with 500."
    AdminReadHtml "admin-read-html" "Answers reads of tenants with a login page."
    ForbiddenTextChanged "forbidden-text-changed" "Refuses a token without admin scopes in other words."
    ForbiddenAs401 "forbidden-as-401" "Refuses a token without admin scopes with 401."
    ForbiddenIgnored "forbidden-ignored" "Lets a token without admin scopes read."
    AbsentTokenAccepted "absent-token-accepted" "Lets read who sends no token."
    GarbageTokenHtml "garbage-token-html" "Answers a bad token with a login page, and 200."
    GarbageToken403 "garbage-token-403" "Answers a bad token with 403."
    SignatureUnchecked "signature-unchecked" "Does not look at the signature of a token."
    ClaimsUnchecked "claims-unchecked" "Takes any claims beside a signature that it once made."
    AlgNoneAccepted "alg-none-accepted" "Takes a token that says it has no signature."
    ExpiredAccepted "expired-accepted" "Takes a token after its expiry."
    AuditMissing "audit-missing" "Keeps no audit."
}
