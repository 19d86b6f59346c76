//! The data of a store.

use std::sync::Arc;

use wasmtime::component::ResourceTable;
use wasmtime_wasi::p2::pipe::MemoryOutputPipe;
use wasmtime_wasi::{Deterministic, WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

use crate::http::outgoing::Outgoing;
use crate::http::wasi::Hooks;
use crate::runtime::clocks::{Clocks, Wasi};
use crate::runtime::limiter::Limiter;
use crate::runtime::limits::Limits;

/// What the host keeps for one instance.
pub(crate) struct State {
    pub(crate) table: ResourceTable,
    pub(crate) limiter: Limiter,
    wasi: WasiCtx,
    http: WasiHttpCtx,
    hooks: Hooks,
}

impl State {
    pub(crate) fn new(
        limits: &Limits,
        outgoing: Arc<Outgoing>,
        clocks: &Arc<dyn Clocks>,
        output: &MemoryOutputPipe,
    ) -> Self {
        let mut table = ResourceTable::new();
        table.set_max_capacity(limits.handles);
        let mut http = WasiHttpCtx::new();
        http.set_field_size_limit(limits.header_fields);
        Self {
            table,
            limiter: Limiter::new(limits),
            wasi: inert(clocks, output),
            http,
            hooks: Hooks(outgoing),
        }
    }
}

/// WASI without environment, arguments, files and sockets. Random numbers are the same each time, and standard output
/// and error go to a buffer.
fn inert(clocks: &Arc<dyn Clocks>, output: &MemoryOutputPipe) -> WasiCtx {
    let seeded = || Deterministic::new(SEED.to_vec());
    WasiCtx::builder()
        .monotonic_clock(Wasi(clocks.clone()))
        .wall_clock(Wasi(clocks.clone()))
        .secure_random(seeded())
        .insecure_random(seeded())
        .insecure_random_seed(0)
        .max_random_size(RANDOM_BYTES)
        .stdout(output.clone())
        .stderr(output.clone())
        .allow_tcp(false)
        .allow_udp(false)
        .build()
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl WasiHttpView for State {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView { hooks: &mut self.hooks, table: &mut self.table, ctx: &mut self.http }
    }
}

/// Components use random numbers for hash tables only, never for keys.
const SEED: [u8; 16] = *b"the same as ever";
const RANDOM_BYTES: u64 = 64 * 1024;
