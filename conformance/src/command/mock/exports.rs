//! Lines for a shell: the settings of clients of the mock.

use std::io::{self, Write};
use std::path::Path;

use scaikey_mock::{Application, Level, Tenant};
use scaikey_terminal::quoted;

/// Where clients find the mock.
pub(super) struct Exports<'a> {
    pub(super) base: &'a str,
    /// The certificates that they must trust, if the mock speaks TLS.
    pub(super) authority: Option<&'a Path>,
    /// The tenants of the mock.
    pub(super) tenants: &'a [Tenant],
}

impl Exports<'_> {
    /// Writes lines that a shell obeys for the first application, up to an empty one, and comments for the rest.
    pub(super) fn write(
        &self,
        first: &Application,
        rest: &[Application],
        out: &mut impl Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", about(first))?;
        self.lines(first).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        for application in rest {
            writeln!(out, "\n{}", about(application))?;
            self.lines(application).iter().try_for_each(|line| writeln!(out, "# {line}"))?;
        }
        let trust =
            self.authority.map(|path| format!("--cacert {} ", quoted(path.display()))).unwrap_or_default();
        let url = quoted(format!("{}/mock/faults", self.base));
        writeln!(
            out,
            "\n# To refuse a token: curl {trust}-X PUT -H 'Content-Type: application/json' \
             -d '{{\"refuse_tokens\": 1}}' {url}"
        )
    }

    /// What is unknown to this application is emptied, in case an earlier mock has set it.
    fn lines(&self, application: &Application) -> Vec<String> {
        let Application { id, secret, level, allowed_scopes, .. } = application;
        let slug = if let Level::Tenant(slug) = level { slug } else { "" };
        let tenant = self.tenants.iter().find(|tenant| tenant.slug == slug);
        // The one path that the mock has for an application of a tenant.
        let resource = tenant
            .map(|tenant| format!("/api/v1/tenants/{}/applications/me/assignees", tenant.id))
            .unwrap_or_default();
        let authority = self.authority.map(|path| path.display().to_string()).unwrap_or_default();
        let variables = [
            ("BASE", self.base),
            ("CLIENT_ID", id),
            ("CLIENT_SECRET", secret),
            ("TENANT", slug),
            ("RESOURCE", &resource),
            ("ALLOWED_SCOPES", &allowed_scopes.join(" ")),
            ("CA_FILE", &authority),
        ];
        variables.map(|(name, value)| format!("export SCAIKEY_{name}={}", quoted(value))).to_vec()
    }
}

/// Such as `# app_reports, of the platform`.
fn about(Application { id, level, .. }: &Application) -> String {
    match level {
        Level::Global => format!("# {id}, of the platform"),
        Level::Tenant(slug) => format!("# {id}, of the tenant {slug}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn application(id: &str, level: Level) -> Application {
        Application {
            id: id.into(),
            secret: "it's $HOME".into(),
            name: "line\nfeed".into(),
            level,
            allowed_scopes: vec!["admin:read".into(), "openid".into()],
            token_lifetime: 1,
        }
    }

    #[test]
    fn a_shell_obeys_the_first_block_and_nothing_else() {
        let (first, rest) = (application("a", Level::Global), application("b", Level::Tenant("acme".into())));
        let exports = Exports {
            base: "https://localhost:1",
            authority: Some(Path::new("a b/ca.pem")),
            tenants: &[Tenant::new("tnt_1", "acme", "Acme")],
        };
        let mut text = Vec::new();
        exports.write(&first, &[rest], &mut text).expect("a vector takes everything");
        let expected = r#"# a, of the platform
export SCAIKEY_BASE='https://localhost:1'
export SCAIKEY_CLIENT_ID='a'
export SCAIKEY_CLIENT_SECRET='it'\''s $HOME'
export SCAIKEY_TENANT=''
export SCAIKEY_RESOURCE=''
export SCAIKEY_ALLOWED_SCOPES='admin:read openid'
export SCAIKEY_CA_FILE='a b/ca.pem'

# b, of the tenant acme
# export SCAIKEY_BASE='https://localhost:1'
# export SCAIKEY_CLIENT_ID='b'
# export SCAIKEY_CLIENT_SECRET='it'\''s $HOME'
# export SCAIKEY_TENANT='acme'
# export SCAIKEY_RESOURCE='/api/v1/tenants/tnt_1/applications/me/assignees'
# export SCAIKEY_ALLOWED_SCOPES='admin:read openid'
# export SCAIKEY_CA_FILE='a b/ca.pem'

# To refuse a token: curl --cacert 'a b/ca.pem' -X PUT -H 'Content-Type: application/json' -d '{"refuse_tokens": 1}' 'https://localhost:1/mock/faults'
"#;
        assert_eq!(String::from_utf8(text).expect("UTF-8"), expected);
    }
}
