//! What is shown below the options.

/// For components.
pub(super) fn component(name: &str) -> String {
    format!(
        "\
Examples:
  {name}
  {name} component my.wasm --report junit=judge.xml --report json=judge.json
  {name} --include 'retry.*' --include area:window --exclude level:should
  {name} explain retry.once-after-401

Exit codes:
  0  conformant: every MUST (with --strict every SHOULD too) that this world can judge was judged and kept
  1  nonconformant: a MUST is broken, or what is known to fail passes or was not judged
  2  the command line is wrong, or a file cannot be read or written
  3  undecided: the component cannot be judged, or the suite broke
  4  partial: a MUST (with --strict a SHOULD) or random schedules were left out, or nothing ran"
    )
}

/// For deployments.
pub(super) fn deployment(name: &str) -> String {
    format!(
        "\
The deployment and the application are told by variables, never on the command line:
  SCAIKEY_BASE             base URL, https://scaikey.example
  SCAIKEY_TENANT           slug of the tenant; none for an application of the platform
  SCAIKEY_CLIENT_ID        client id of the application
  SCAIKEY_CLIENT_SECRET    its client secret, or SCAIKEY_CLIENT_SECRET_FILE, a file that holds it alone
  SCAIKEY_CA_FILE, SCAIKEY_ALLOW_HTTP, SCAIKEY_RESOURCE, SCAIKEY_ALLOWED_SCOPES
                           as the flags of these names

Examples:
  {name} deployment --plan
  {name} deployment --report junit=deployment.xml --report json=deployment.json
  {name} deployment --config scaikey.toml --strict --allow noisy,slow
  {name} explain admin.forbidden

Exit codes:
  0  conformant: every MUST (with --strict every SHOULD too) that this application can judge was judged and kept
  1  nonconformant: a MUST is broken, or what is known to fail passes or was not judged
  2  the command line, a setting or a file is wrong
  3  undecided: the network, a gateway, the budget or refused credentials kept something from being judged
  4  partial: a MUST (with --strict a SHOULD) was left out, the run was interrupted, or nothing ran
  130  a second signal ended it at once: reports may be missing

SIGINT, SIGTERM, SIGHUP and SIGQUIT interrupt it: what is under way ends, and the reports are complete."
    )
}

/// For mocks.
pub(super) fn mock(name: &str) -> String {
    format!(
        "\
The file holds [[application]] tables with id, secret, allowed_scopes, token_lifetime, tenant and name, [[tenant]]
tables with slug, id and name, and a table [faults]. Without one, there are applications whose secrets are new at each
start.

GET, PUT and DELETE of /mock/faults show, replace and clear what is to go wrong. Only clients on a loopback address may,
wherever it listens.

Examples:
  {name} mock
  {name} mock --tls --application app_invoices
  {name} mock --lifetime 40 --refuse 1
  {name} mock --at token-endpoint --status 503 --retry-after 2 --next 3
  {name} mock --tls --defect certificate-expired

Exit codes:
  0  it was told to end, by SIGINT, SIGTERM, SIGHUP or SIGQUIT
  2  the command line or a file is wrong, or it cannot listen there"
    )
}
