//! The README's example, compiled as documentation tests are. The tests of the workspace as a whole are in `tests/it`.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
