//! Defects of a client, each of which real clients had.

macro_rules! defects {
    ($($variant:ident $name:literal $summary:literal)*) => {
        /// A defect of a client.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Defect {
            $(#[doc = $summary] $variant,)*
        }

        impl Defect {
            /// Every defect, in the order of the parts that they affect.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in reports, in kebab-case.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What a client with this defect does, in one sentence.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => $summary,)*
                }
            }
        }
    };
}

defects! {
    // Options, and the check of requests.
    ConfigurationTrapsLate "configuration-traps-late" "Takes any options, and traps in the first call if they are bad."
    PlaintextAllowed "plaintext-allowed" "Takes a base URL with plain http to any host."
    PlaintextInside "plaintext-inside" "Calls hosts below .internal and .test by plain http, whatever the base URL says."
    UserInfoAllowed "user-info-allowed" "Takes a base URL with user information."
    PrefixDropped "prefix-dropped" "Drops the path prefix of the base URL."
    DoubleSlash "double-slash" "Puts two slashes between base URL and path."
    SlugUnchecked "slug-unchecked" "Puts any tenant slug into the token URL as it is."
    AbsolutePathFollowed "absolute-path-followed" "Takes an absolute URL in place of a path and sends the token there."
    PathUnchecked "path-unchecked" "Appends whatever path it is given to the base URL."
    DotSegmentsAllowed "dot-segments-allowed" "Takes paths with dot segments."
    PathReencoded "path-reencoded" "Percent-encodes a path that is encoded already."
    QueryDropped "query-dropped" "Drops the query of a path."
    MethodUnchecked "method-unchecked" "Sends whatever method it is given."
    OwnAuthorizationSent "own-authorization-sent" "Sends the caller's Authorization beside its own."
    HopHeadersAllowed "hop-headers-allowed" "Takes header fields that belong to the client, such as Host."
    HeaderValuesUnchecked "header-values-unchecked" "Lets a line break in a header field begin another field."
    PutBodyDropped "put-body-dropped" "Sends PUT requests without their body."
    HeaderAdded "header-added" "Adds a header field of its own to each request."
    HeadersReversed "headers-reversed" "Reverses the order of header fields."
    RequestUnlimited "request-unlimited" "Sends bodies beyond the limit."

    // The token request.
    PlatformPathShort "platform-path-short" "Leaves /platform out of the token URL."
    TenantOnPlatform "tenant-on-platform" "Asks the platform's token endpoint for a tenant's token."
    GetForToken "get-for-token" "Asks for a token with GET."
    BasicUnescaped "basic-unescaped" "Does not form-encode client id and secret for HTTP Basic."
    BasicPercentSpace "basic-percent-space" "Encodes a space in client id and secret as %20 for HTTP Basic."
    RawEscaped "raw-escaped" "Form-encodes client id and secret although the options say raw."
    Base64Url "base64-url" "Encodes HTTP Basic in the alphabet for URLs, without padding."
    Base64Unpadded "base64-unpadded" "Leaves the padding out of HTTP Basic."
    SecretInBody "secret-in-body" "Sends the client secret in the body too."
    SecretInQuery "secret-in-query" "Sends the client secret in the query too."
    JsonBody "json-body" "Asks for a token in JSON."
    GrantTwice "grant-twice" "Sends grant_type twice."
    ScopesByComma "scopes-by-comma" "Separates scopes by commas."
    EmptyScope "empty-scope" "Sends an empty scope where none is configured."
    RefreshTokenUsed "refresh-token-used" "Renews with the refresh token that a response held."
    TokenRetriedOn401 "token-retried-on-401" "Repeats a token request that was answered with 401."
    TokenRetriedOn5xx "token-retried-on-5xx" "Repeats a token request up to ten times while it is answered with 5xx."
    TokenRetriedOn429 "token-retried-on-429" "Repeats a token request for as long as it is answered with 429."
    TokenRetriedOnTimeout "token-retried-on-timeout" "Repeats a token request for as long as it times out."
    TokenRedirectFollowed "token-redirect-followed" "Follows redirects of the token endpoint with the client secret."

    // The token response.
    NoContentAccepted "no-content-accepted" "Reads a token from responses with status 204, 205 and 206."
    ErrorMemberIgnored "error-member-ignored" "Ignores a member error beside a token."
    BodyAsToken "body-as-token" "Takes a body that is no token response for the token itself."
    JsonTraps "json-traps" "Traps on a token response that is not JSON."
    CutJsonRepaired "cut-json-repaired" "Closes the braces of a token response that was cut off."
    LastMemberWins "last-member-wins" "Takes the last of several members of one name."
    TokenUnchecked "token-unchecked" "Takes a token with any characters."
    EscapesKept "escapes-kept" "Takes the text of a token as it stands in JSON, escapes and all."
    UnknownRefused "unknown-refused" "Refuses a token response with members that it does not know."
    TypeRequired "type-required" "Refuses a token without a type."
    TypeIgnored "type-ignored" "Takes a token of any type."
    TypeCaseSensitive "type-case-sensitive" "Knows the token type Bearer in one spelling only."
    LifetimeInMilliseconds "lifetime-in-milliseconds" "Takes the seconds of a lifetime for milliseconds."
    LifetimeThousandfold "lifetime-thousandfold" "Takes a lifetime for a thousand times what it is."
    LifetimeWraps "lifetime-wraps" "Keeps lifetimes in 32 bits, so that a great one becomes one without end."
    LifetimeUncapped "lifetime-uncapped" "Believes lifetimes beyond 24 h."
    LifetimeRoundedUp "lifetime-rounded-up" "Rounds lifetimes up to whole seconds."
    NegativeForEver "negative-for-ever" "Takes a negative lifetime for one without end."
    ZeroForEver "zero-for-ever" "Takes a lifetime of 0 s for one without end."
    MissingForEver "missing-for-ever" "Takes a missing lifetime for one without end."
    MissingRefused "missing-refused" "Refuses a token without a lifetime."
    TextTraps "text-traps" "Traps on a lifetime that is written as a string."
    TextRefused "text-refused" "Refuses a lifetime that is written as a string."
    FractionRefused "fraction-refused" "Refuses a lifetime with a fraction."
    LifetimeLenient "lifetime-lenient" "Takes a lifetime that is no number for a missing one."

    // Cache, window and clocks.
    FetchesAtOpen "fetches-at-open" "Fetches a token when it is opened, whether or not a call follows."
    NoCache "no-cache" "Fetches a token for every call."
    CacheForEver "cache-for-ever" "Uses its first token until it is refused."
    FirstLifetimeReused "first-lifetime-reused" "Gives every token the lifetime of the first."
    ShortNeverCached "short-never-cached" "Keeps no token that lives 60 s or less."
    ShortLoops "short-loops" "Fetches until a token is fresh, so that one of 30 s or less never is."
    NoWindow "no-window" "Renews a token when it has expired, not 30 s before."
    WindowInverted "window-inverted" "Renews a token 30 s after its expiry."
    Window60 "window-60" "Renews a token 60 s before its expiry."
    Window29 "window-29" "Renews a token 29 s before its expiry."
    WindowHalfSecondLate "window-half-second-late" "Renews a token 29.5 s before its expiry."
    WindowInclusive "window-inclusive" "Takes a token with exactly 30 s left for fresh."
    WindowScaled "window-scaled" "Renews a token when a tenth of its life is left, if that is more than 30 s."
    WindowUnderflows "window-underflows" "Takes a token that lives less than 30 s for fresh without end."
    AnchorTooLate "anchor-too-late" "Counts a lifetime from the response, and adds what the response took."
    WallClockOnly "wall-clock-only" "Counts age by the wall clock alone."
    MonotonicClockOnly "monotonic-clock-only" "Counts age by the monotonic clock alone."
    StepBackAges "step-back-ages" "Takes a wall clock that was set back for time that passed."
    SharedCache "shared-cache" "Shares one cache among all clients."
    DiscardIgnored "discard-ignored" "Keeps a token that the caller discards."
    DiscardAny "discard-any" "Discards the cached token whatever generation the caller names."
    StaleHandedOut "stale-handed-out" "Hands out a stale token to a caller that asks for one."
    RemainingNotAged "remaining-not-aged" "Tells the whole lifetime of a token as what is left."
    GenerationConstant "generation-constant" "Tells the same generation for every token."
    CountersStill "counters-still" "Counts nothing in its status."

    // Renewals that fail.
    RenewalFailureFatal "renewal-failure-fatal" "Fails a call whose renewal failed although the old token still lives."
    RenewalOutlivesToken "renewal-outlives-token" "Waits for a renewal until the old token is dead."
    ExpiredSent "expired-sent" "Sends an expired token if no other can be had."
    NoGate "no-gate" "Never holds token requests back."
    GateAtOnce "gate-at-once" "Holds token requests back after the first failure."
    GateForEver "gate-for-ever" "Never asks for a token again after ten failures in a row."
    GateUnbounded "gate-unbounded" "Lets the time between token requests grow without bound."
    GateRemembers "gate-remembers" "Counts failures on after a success."
    GateHidesOldToken "gate-hides-old-token" "Fails a call while token requests are held back although the old token still lives."
    FailureRemembered "failure-remembered" "Holds token requests back for 60 s after any failure."
    Poisoned "poisoned" "Fails every call after a connection failed."
    RetryAfterIgnored "retry-after-ignored" "Ignores Retry-After."
    RetryAfterDateIgnored "retry-after-date-ignored" "Ignores Retry-After with a date."
    RetryAfterUnbounded "retry-after-unbounded" "Obeys a Retry-After of any length."

    // Calls that overlap.
    FlightsNotShared "flights-not-shared" "Lets every call that lacks a token fetch one."
    SharedOnlyWhenCold "shared-only-when-cold" "Shares a fetch if there was no token before, but not a renewal."
    FailuresNotShared "failures-not-shared" "Lets every call that waited for a failed fetch try again."
    DroppedFetchWedges "dropped-fetch-wedges" "Waits for ever for a fetch whose caller was dropped."
    RenewalsDeadlock "renewals-deadlock" "Waits for ever if two calls renew a token at once."
    LateRefusalEvicts "late-refusal-evicts" "Discards whatever token is cached on a 401."

    // The call and its retry.
    NeverCalls "never-calls" "Answers every call with 200 and calls nobody."
    BearerLowerCase "bearer-lower-case" "Sends the token under the scheme bearer."
    TokenInQuery "token-in-query" "Sends the token in the query too."
    RedirectFollowed "redirect-followed" "Follows redirects of the resource with the token."
    ErrorBodiesReplaced "error-bodies-replaced" "Replaces the bodies of error responses by words of its own."
    BodiesRepaired "bodies-repaired" "Replaces what is no UTF-8 in the body of a response."
    HeadersDropped "headers-dropped" "Delivers responses without header fields but Content-Type."
    HeadersJoined "headers-joined" "Joins header fields of one name when it delivers a response."
    RetryNever "retry-never" "Delivers the first 401."
    RetryTwice "retry-twice" "Retries a second time after a second 401."
    RetryForEver "retry-for-ever" "Retries for as long as the resource answers 401."
    RetryRecreated "retry-recreated" "Makes each retry a call of its own, with a retry of its own."
    RetryOncePerClient "retry-once-per-client" "Has one retry in its life, not one in each call."
    RetryWithOldToken "retry-with-old-token" "Fetches a token after a 401, and sends the refused one again."
    RefusedTokenKept "refused-token-kept" "Keeps a refused token for as long as it is fresh, and sends it again."
    RetryOn403 "retry-on-403" "Retries after a 403."
    RetryOn5xx "retry-on-5xx" "Retries after a 5xx."
    RetryGetOnly "retry-get-only" "Retries requests with GET only."
    RetryDropsBody "retry-drops-body" "Leaves the body out of the second attempt."
    RetryNeedsChallenge "retry-needs-challenge" "Retries only if the challenge says invalid_token."
    RetryOldOnFailure "retry-old-on-failure" "Sends the refused token again if no other can be had."
    RetryUntilTextChanges "retry-until-text-changes" "Fetches after a 401 until the text of the token changes."
    ThirdAfter5xx "third-after-5xx" "Makes a third attempt if the second is answered with 5xx."
    RecoveredNotStored "recovered-not-stored" "Does not cache the token of a second attempt."
    EvictsOn403 "evicts-on-403" "Discards the token after a 403."
    EvictsOn5xx "evicts-on-5xx" "Discards the token after a 5xx."
    EvictsOnFault "evicts-on-fault" "Discards the token after a failed exchange."
    CutRefusalLost "cut-refusal-lost" "Takes a 401 whose body breaks off for a failed exchange."
    RefusedWithoutResponse "refused-without-response" "Gives the failed token request in place of the 401 that it was for."
    FirstResponseDelivered "first-response-delivered" "Delivers the 401 of the first attempt after a second that went well."
    AttemptsUncounted "attempts-uncounted" "Always tells of one attempt."

    // Faults, limits and time.
    TokenUnlimited "token-unlimited" "Reads token responses of any length."
    ResponseUnlimited "response-unlimited" "Reads responses of any length."
    LengthUnchecked "length-unchecked" "Believes in a body that is not as long as its Content-Length says."
    CutAccepted "cut-accepted" "Takes a body that broke off for whole."
    EarlyAnswerFails "early-answer-fails" "Takes a response that comes before the request was read for an error."
    ConnectionTraps "connection-traps" "Traps if a connection fails."
    TokenUntimed "token-untimed" "Waits for the token endpoint for as long as it takes."
    ResourceUntimed "resource-untimed" "Waits for the resource for as long as it takes."
    DeadlineIgnored "deadline-ignored" "Ignores deadlines."
    DeadlineNotForRetry "deadline-not-for-retry" "Ignores the deadline once it retries."
    DeadlinePassedTried "deadline-passed-tried" "Begins exchanges after the deadline."

    // Secrets.
    SecretsPrinted "secrets-printed" "Prints what it sends, secrets included."
    ErrorHoldsRequest "error-holds-request" "Puts the Authorization of a failed exchange into the error."
    ErrorHoldsBody "error-holds-body" "Puts the body of a token response into the error."
    ErrorHoldsHex "error-holds-hex" "Puts the client secret, in hex, into the error of a token request that was refused."
    TokenInResponse "token-in-response" "Adds the Authorization that was sent to the header fields of the response."
    TokenInHeader "token-in-header" "Sends the token, in base64, in another header field too."
    EchoUncut "echo-uncut" "Leaves a secret that the token endpoint echoes in the error."
}
