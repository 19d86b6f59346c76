//! What the component leaves in its memory: nothing secret, once it is done with it.
//!
//! The component's linear memory is not exported. The safe way to read it all, stack included, is to let the next call
//! run out of fuel and to read the memories of the core dump that comes with the trap.

mod sandbox;

use std::time::Duration;

use sandbox::Sandbox;

/// A text that must not be found, in every form in which it passes through the component.
fn forms(id: &str, secret: &str, tokens: &[String]) -> Vec<(String, Vec<u8>)> {
    let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    // base64 of `id:secret`, both form-encoded first; and of the secret at each of the three alignments.
    let basic = base64(format!("{id}:{secret}").as_bytes());
    let mut forms = vec![
        ("the secret".into(), secret.into()),
        ("the secret, percent-encoded".into(), percent.into_bytes()),
        ("the basic credentials".into(), basic.into_bytes()),
    ];
    for token in tokens {
        forms.push((format!("{token}, as text"), token.clone().into_bytes()));
        forms.push((format!("{token}, as json"), token.replace('/', "\\/").into_bytes()));
        forms.push((format!("{token}, as base64"), base64(token.as_bytes()).trim_end_matches('=').into()));
    }
    forms
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | usize::from(*chunk.get(index).unwrap_or(&0)));
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            text.push(if index <= chunk.len() { DIGITS[bits >> shift & 63].into() } else { '=' });
        }
    }
    text
}

#[track_caller]
fn check(memory: &[u8], forms: &[(String, Vec<u8>)], expected: &[&str]) {
    let found: Vec<_> = forms
        .iter()
        .filter(|(_, text)| memory.windows(text.len()).any(|window| window == text))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(found, expected, "in {} bytes of memory", memory.len());
}

const ID: &str = "memory-test";
const SECRET: &str = "s3cr3t-that-is-long-enough-to-be-found";

#[tokio::test(start_paused = true, flavor = "current_thread")]
async fn the_scan_sees_what_is_there() {
    let mut sandbox = Sandbox::open(ID, SECRET).await;
    sandbox.send("/").await;
    let forms = forms(ID, SECRET, &sandbox.tokens());
    check(&sandbox.memory().await, &forms, &["the secret", "token-1/cafe, as text"]);
}

#[tokio::test(start_paused = true, flavor = "current_thread")]
async fn after_a_token_was_replaced_the_old_one_is_gone() {
    let mut sandbox = Sandbox::open(ID, SECRET).await;
    for _ in 0..5 {
        sandbox.send("/").await;
        tokio::time::advance(Duration::from_secs(3600)).await;
    }
    sandbox.refuse_next();
    sandbox.send("/").await;
    let tokens = sandbox.tokens();
    assert_eq!(tokens.len(), 7, "five expired, one refused, one new");
    let forms = forms(ID, SECRET, &tokens[..6]);
    check(&sandbox.memory().await, &forms, &["the secret"]);
}

#[tokio::test(start_paused = true, flavor = "current_thread")]
async fn after_the_client_is_dropped_neither_secret_nor_token_is_left() {
    let mut sandbox = Sandbox::open(ID, SECRET).await;
    for _ in 0..3 {
        sandbox.send("/").await;
        sandbox.token().await;
        sandbox.refuse_next();
        sandbox.send("/").await;
        tokio::time::advance(Duration::from_secs(3600)).await;
    }
    sandbox.fail_next();
    sandbox.send("/").await;
    let forms = forms(ID, SECRET, &sandbox.tokens());
    sandbox.drop_client().await;
    check(&sandbox.memory().await, &forms, &[]);
}
