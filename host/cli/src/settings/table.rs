//! The settings there are.

/// One setting. It has one name, as a flag, as a variable and as a key of the configuration file.
pub(in super::super) struct Setting {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// The name of its value.
    pub(super) value: &'static str,
    /// What the value is, or what it does.
    pub(in super::super) meaning: &'static str,
}

/// What the value is in the configuration file.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Text,
    /// A text that command lines must not show.
    Secret,
    /// A list of texts.
    Words,
    /// A text that starts from the folder of the configuration file.
    Path,
    Switch,
    Seconds,
    Bytes,
}

impl Setting {
    /// Its name in the environment.
    pub(in super::super) fn variable(&self) -> String {
        format!("SCAIKEY_{}", self.name.to_uppercase().replace('-', "_"))
    }
}

pub(in super::super) static SETTINGS: [Setting; 15] = [
    Setting {
        name: "base",
        kind: Kind::Text,
        value: "URL",
        meaning: "base URL of the deployment, https://scaikey.example",
    },
    Setting {
        name: "tenant",
        kind: Kind::Text,
        value: "SLUG",
        meaning: "slug of the tenant; none for applications of scope GLOBAL",
    },
    Setting { name: "client-id", kind: Kind::Text, value: "ID", meaning: "client id of the application" },
    Setting {
        name: "client-secret",
        kind: Kind::Secret,
        value: "SECRET",
        meaning: "client secret of the application",
    },
    Setting {
        name: "client-secret-file",
        kind: Kind::Path,
        value: "FILE",
        meaning: "file that holds the client secret alone; - is standard input",
    },
    Setting {
        name: "client-authentication",
        kind: Kind::Text,
        value: "WAY",
        meaning: "how id and secret are sent: basic (default), raw (not encoded) or post",
    },
    Setting {
        name: "scopes",
        kind: Kind::Words,
        value: "SCOPES",
        meaning: "scopes to ask for, separated by spaces; default all that are allowed",
    },
    Setting {
        name: "timeout",
        kind: Kind::Seconds,
        value: "SECONDS",
        meaning: "time for a whole call; default 10 s for each of its exchanges",
    },
    Setting {
        name: "request-limit",
        kind: Kind::Bytes,
        value: "BYTES",
        meaning: "bytes of a request body; default 8388608, at most 67108864",
    },
    Setting {
        name: "response-limit",
        kind: Kind::Bytes,
        value: "BYTES",
        meaning: "bytes of a response body; default 8388608, at most 67108864",
    },
    Setting {
        name: "ca-file",
        kind: Kind::Path,
        value: "FILE",
        meaning: "certificates in PEM to trust beside the system's roots",
    },
    Setting {
        name: "client-cert",
        kind: Kind::Path,
        value: "FILE",
        meaning: "certificate to show to servers, with its chain, in PEM",
    },
    Setting {
        name: "client-key",
        kind: Kind::Path,
        value: "FILE",
        meaning: "private key of that certificate, in PEM",
    },
    Setting {
        name: "allow-http",
        kind: Kind::Switch,
        value: "SWITCH",
        meaning: "permit plain http beyond this machine",
    },
    Setting {
        name: "no-cache",
        kind: Kind::Switch,
        value: "SWITCH",
        meaning: "compile the component anew, and keep nothing",
    },
];
