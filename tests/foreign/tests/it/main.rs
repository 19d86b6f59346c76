//! What others make of our files, and what we make of theirs. It needs Python 3 and its package index, and is run by a
//! command of its own.

/// Python, with the packages of `requirements.txt`.
mod python;
/// A report in which everything occurs.
mod report;

/// A component made by the stock tool chain, judged.
mod component;
/// JSON, against its schema.
mod json;
/// JUnit's XML, as a build server counts it.
mod junit;
