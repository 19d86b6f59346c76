//! What the documentation leaves open: each variant is one that an honest deployment may have, so no judge may mind it.

macro_rules! variants {
    ($($variant:ident $name:literal $about:literal)*) => {
        /// One way in which a deployment may differ from the usual one and be as good.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Variant {
            /// Does as the examples in the documentation do.
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

            /// What a deployment that has it does, in one sentence.
            pub fn about(self) -> &'static str {
                match self {
                    Self::Usual => "Does as the examples in the documentation do.",
                    $(Self::$variant => $about,)*
                }
            }
        }
    };
}

variants! {
    // The token endpoint.
    CredentialsAsTheyAre "credentials-as-they-are" "Reads HTTP Basic as it is, and not as RFC 6749 has it form-encoded."

    // The token response.
    BearerLowerCase "bearer-lower-case" "Calls the token type bearer, in lower case."
    NoScopeMember "no-scope-member" "Leaves the member scope out of the token response."
    ExtraMembers "extra-members" "Adds members to the token response, an id_token among them."
    DetailErrors "detail-errors" "Answers bad token requests with a member detail, and a malformed one with 422."
    UnknownScopeRefused "unknown-scope-refused" "Refuses a token request that names a scope which is not allowed, beside others that are."
    UnknownScopeDropped "unknown-scope-dropped" "Grants a token without scopes when none of those asked for is allowed."
    OpenIdNotAllowed "openid-not-allowed" "Allows no application the scope openid."

    // The token.
    Es256 "es256" "Signs with ES256."
    NoKid "no-kid" "Names no key in the header of a token."
    NoJti "no-jti" "Gives its tokens no id."
    AudienceList "audience-list" "Writes the audience of a token as a list."
    PlatformIssuerPath "platform-issuer-path" "Names itself, as the issuer of platform tokens, by a path below /tenants."
    TenantNull "tenant-null" "Writes into platform tokens that their tenant is null."

    ExtraClaims "extra-claims" "Adds claims to a token that nobody documented."
    ExpiryLater "expiry-later" "Lets a token live 10 s longer than the token response tells."

    // Keys.
    SeveralKeys "several-keys" "Publishes several keys, of two kinds, and signs with one of them."

    // Errors and the admin API.
    NoChallenge "no-challenge" "Sends no WWW-Authenticate."
    CharsetNamed "charset-named" "Names the character set of its JSON."
    NoDate "no-date" "Sends no Date."
    SlashDropped "slash-dropped" "Answers collections without a slash at the end, and redirects from the form with one."
    BothForms "both-forms" "Answers collections with and without a slash at the end."
    PermanentRedirect "permanent-redirect" "Redirects with 308 from a collection without a slash at the end."
    RelativeRedirect "relative-redirect" "Redirects to a path, not to a whole URL."
    BareLists "bare-lists" "Answers with a plain list, without telling the page."
    AuditForbidden "audit-forbidden" "Keeps the audit list from programs."
    AuditUnfiltered "audit-unfiltered" "Ignores by whom the audit list is to be filtered."
}
