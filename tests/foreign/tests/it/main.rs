//! What others make of our files, and what we make of theirs. It uses Python and Node, if they are there, and packages
//! from their indices, and is run by a command of its own.

/// Which languages are here.
mod language;
/// A ScaiKey on loopback in a process of its own.
mod mock;
/// Node, with the packages that a folder of ours asks for.
mod node;
/// Python, with the packages of `requirements.txt`.
mod python;
/// A report in which everything occurs.
mod report;

/// The component in other languages.
mod clients;
/// A component made by the stock tool chain, judged.
mod component;
/// JSON, against its schema.
mod json;
/// JUnit's XML, as a build server counts it.
mod junit;
/// The HTML report, as its script shows it.
mod page;
/// An OAuth server of other people, and what our component and our judge make of it.
mod provider;
/// The recipes for pipelines, run as pipelines run them.
mod recipes;
