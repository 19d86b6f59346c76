//! Limits on the memories and tables of one instance, each kind counted together.

use wasmtime::ResourceLimiter;

use crate::error::Exceeded;
use crate::runtime::limits::Limits;

/// What an instance may still take. Growth that fails for any reason traps.
pub(crate) struct Limiter {
    memory: usize,
    table_elements: usize,
}

impl Limiter {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { memory: limits.memory, table_elements: limits.table_elements }
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        spend(&mut self.memory, desired.saturating_sub(current))
    }

    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        Err(Exceeded.into())
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        spend(&mut self.table_elements, desired.saturating_sub(current))
    }

    fn table_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        Err(Exceeded.into())
    }

    fn instances(&self) -> usize {
        CORE_INSTANCES
    }

    fn tables(&self) -> usize {
        CORE_INSTANCES
    }

    fn memories(&self) -> usize {
        CORE_INSTANCES
    }
}

fn spend(left: &mut usize, amount: usize) -> wasmtime::Result<bool> {
    *left = left.checked_sub(amount).ok_or(Exceeded)?;
    Ok(true)
}

/// A component made of shared libraries has dozens of core instances; the built-in one has three.
const CORE_INSTANCES: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(growths: &[(usize, usize)], allowed: bool) {
        let mut limiter = Limiter::new(&Limits { memory: 100, ..Limits::default() });
        let outcome: Result<Vec<_>, _> = growths
            .iter()
            .map(|&(current, desired)| limiter.memory_growing(current, desired, None))
            .collect();
        assert_eq!(outcome.is_ok(), allowed, "{growths:?}");
    }

    #[test]
    fn all_memories_share_one_limit() {
        check(&[(0, 100)], true);
        check(&[(0, 101)], false);
        check(&[(0, 50), (50, 100)], true);
        check(&[(0, 50), (0, 50)], true);
        check(&[(0, 50), (0, 51)], false);
        check(&[(0, usize::MAX)], false);
    }
}
