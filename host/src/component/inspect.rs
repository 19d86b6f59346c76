//! A description of a component.

use crate::component::authority;
use crate::component::compile;
use crate::component::interface;
use crate::engine::Engine;
use crate::error::Error;

/// The description of a component.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Size in bytes.
    pub size: usize,
    /// Names of its imports, in order.
    pub imports: Vec<String>,
    /// Names of its exports, in order.
    pub exports: Vec<String>,
    /// What is missing from the interface `scaikey:client/auth@0.1.0`, one line each. Empty if the component exports
    /// all of it.
    pub missing: Vec<String>,
    /// Imports that [`Authority::Least`](crate::Authority::Least) does not grant.
    pub beyond_least_authority: Vec<String>,
}

/// Describes `bytes`. Fails only if they are not a valid component, or too large. Compiles and instantiates them as
/// [`Component::load`](crate::Component::load) does.
pub fn inspect(engine: &Engine, bytes: &[u8]) -> Result<Inspection, Error> {
    let component = compile(engine, bytes)?;
    let shape = component.component_type();
    Ok(Inspection {
        size: bytes.len(),
        imports: shape.imports(engine.runtime()).map(|(name, _)| name.to_owned()).collect(),
        exports: shape.exports(engine.runtime()).map(|(name, _)| name.to_owned()).collect(),
        missing: interface::missing(engine, &component),
        beyond_least_authority: authority::beyond_least(&component),
    })
}
