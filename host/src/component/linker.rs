//! The host functions behind imports.

use wasmtime::component::{HasData, Linker, ResourceTable};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksView};
use wasmtime_wasi::p2::bindings::{clocks, io};

use crate::component::authority::Authority;
use crate::runtime::state::State;

/// A linker with all imports that `authority` grants.
pub(crate) fn linker(engine: &wasmtime::Engine, authority: Authority) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    match authority {
        Authority::Least => least(&mut linker)?,
        Authority::Inert => wasmtime_wasi::p2::add_to_linker_async(&mut linker)?,
    }
    wasmtime_wasi_http::p2::add_only_http_to_linker_async(&mut linker)?;
    Ok(linker)
}

fn least(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    io::error::add_to_linker::<_, Table>(linker, |state| &mut state.table)?;
    io::poll::add_to_linker::<_, Table>(linker, |state| &mut state.table)?;
    io::streams::add_to_linker::<_, Table>(linker, |state| &mut state.table)?;
    clocks::monotonic_clock::add_to_linker::<_, WasiClocks>(linker, State::clocks)?;
    clocks::wall_clock::add_to_linker::<_, WasiClocks>(linker, State::clocks)
}

struct Table;

impl HasData for Table {
    type Data<'a> = &'a mut ResourceTable;
}
