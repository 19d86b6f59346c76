//! How a connection fails before anything is answered.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    NameUnknown,
    Refused,
    Terminated,
    TimedOut,
    CertificateInvalid,
    TlsBroken,
    NotHttp,
}

impl Fault {
    pub(crate) const ALL: [Self; 7] = [
        Self::NameUnknown,
        Self::Refused,
        Self::Terminated,
        Self::TimedOut,
        Self::CertificateInvalid,
        Self::TlsBroken,
        Self::NotHttp,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NameUnknown => "name unknown",
            Self::Refused => "connection refused",
            Self::Terminated => "connection terminated",
            Self::TimedOut => "connection timed out",
            Self::CertificateInvalid => "certificate invalid",
            Self::TlsBroken => "tls broken",
            Self::NotHttp => "not http",
        }
    }
}
