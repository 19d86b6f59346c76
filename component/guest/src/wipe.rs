//! An allocator that overwrites freed memory, and a panic handler without messages.
//!
//! Secrets pass through buffers that `Secret` does not own: those of the canonical ABI, header lists of `wasi:http`,
//! and scratch space of JSON and base64. Overwriting every freed block wipes them all.
#![expect(unsafe_code, reason = "a global allocator is unsafe by its trait; it delegates to talc")]

use core::alloc::{GlobalAlloc, Layout};
use core::hint::black_box;
use core::panic::PanicInfo;

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

struct Wiping(WasmDynamicTalc);

#[global_allocator]
static ALLOCATOR: Wiping = Wiping(new_wasm_dynamic_allocator());

// SAFETY: every block comes from and returns to talc with the layout that was requested. The default `realloc` of the
// trait allocates a new block, copies, and frees the old one through `dealloc`, so a grown buffer is wiped too.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the contract of `alloc`.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller passes a live block of this layout. `black_box` prevents the optimiser from removing the
        // overwrite as a dead store.
        unsafe {
            block.write_bytes(0, layout.size());
            self.0.dealloc(black_box(block), layout);
        }
    }
}

/// Traps without a message: a message could hold a secret, and formatting one would grow the component by a tenth.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
