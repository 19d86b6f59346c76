//! Variants of an honest deployment, each of which a judge of deployments must accept: the documentation leaves them open.

macro_rules! variants {
    ($($variant:ident $name:literal $about:literal)*) => {
        /// A permitted way for a deployment to differ from the usual one.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Variant {
            /// Follows the examples in the documentation.
            #[default]
            Usual,
            $(#[doc = $about] $variant,)*
        }

        impl Variant {
            /// Every variant, the usual one first.
            pub const ALL: &[Self] = &[Self::Usual, $(Self::$variant),*];

            /// Its name, in kebab-case.
            pub fn name(self) -> &'static str {
                match self {
                    Self::Usual => "usual",
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

variants! {
    // The token endpoint.
    CredentialsAsTheyAre "credentials-as-they-are" "Reads HTTP Basic without the form-encoding of RFC 6749."

    // The token response.
    BearerLowerCase "bearer-lower-case" "Returns the token type bearer in lower case."
    NoScopeMember "no-scope-member" "Leaves the member scope out of the token response."
    ExtraMembers "extra-members" "Adds members to the token response, such as an id_token."
    DetailErrors "detail-errors" "Answers invalid token requests with a member detail, and malformed ones with 422."
    UnknownScopeRefused "unknown-scope-refused" "Refuses a token request if any of its scopes is not allowed."
    UnknownScopeDropped "unknown-scope-dropped" "Grants a token without scopes if none of the requested ones is allowed."
    OpenIdNotAllowed "openid-not-allowed" "Allows the scope openid to no application."

    // The token.
    Es256 "es256" "Signs with ES256."
    NoKid "no-kid" "Leaves kid out of the header of a token."
    NoJti "no-jti" "Leaves the claim jti out."
    AudienceList "audience-list" "Writes the audience of a token as a list."
    PlatformIssuerPath "platform-issuer-path" "Has an issuer below /tenants for platform tokens."
    TenantNull "tenant-null" "Writes tenant_id as null in platform tokens."

    ExtraClaims "extra-claims" "Adds undocumented claims to a token."
    ExpiryLater "expiry-later" "Accepts a token for 10 s longer than the token response says."

    // Keys.
    SeveralKeys "several-keys" "Publishes keys of two types, and signs with one of them."

    // Errors and the admin API.
    NoChallenge "no-challenge" "Sends no WWW-Authenticate."
    CharsetNamed "charset-named" "Adds a charset to the content type of its JSON."
    NoDate "no-date" "Sends no Date."
    SlashDropped "slash-dropped" "Serves collections without a trailing slash, and redirects from the form with one."
    BothForms "both-forms" "Serves collections with and without a trailing slash."
    PermanentRedirect "permanent-redirect" "Redirects with 308 from a collection without a trailing slash."
    RelativeRedirect "relative-redirect" "Redirects to a path instead of an absolute URL."
    BareLists "bare-lists" "Answers with a plain list, without pagination."
    AuditForbidden "audit-forbidden" "Refuses programs access to the audit list."
    AuditUnfiltered "audit-unfiltered" "Ignores the filter of the audit list by actor."
}
