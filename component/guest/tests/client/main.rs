//! The client over a scripted `Io`: what one caller sees, and which requests go out.
//!
//! A number above a test, such as E17, is its row in `tests/edge-cases.md`.

// Fixtures and helpers.
mod concurrent_calls;
mod decoder;
mod echoing_io;
mod fixture;
mod reply;
mod scripted_io;
mod spellings;
mod summary;

// The contract, by topic.
mod clocks;
mod content_length;
mod credentials;
mod deadline;
mod error_texts;
mod gate;
mod lifetime;
mod origin;
mod overlap;
mod random_responses;
mod redaction;
mod renewal;
mod retry;
mod secret_leaks;
mod status;
mod token_request;
mod token_response;
