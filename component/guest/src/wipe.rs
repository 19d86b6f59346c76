//! An allocator that overwrites what it frees, and a panic that tells nothing.
//!
//! Secrets pass through buffers that nobody here drops: the canonical ABI's, the header lists of `wasi:http`, JSON and
//! base64 scratch space. Wiping every freed block covers them all.
#![expect(unsafe_code, reason = "a global allocator is unsafe by its trait; it delegates to talc")]

use core::alloc::{GlobalAlloc, Layout};
use core::hint::black_box;
use core::panic::PanicInfo;

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

struct Wiping(WasmDynamicTalc);

#[global_allocator]
static ALLOCATOR: Wiping = Wiping(new_wasm_dynamic_allocator());

// SAFETY: every block comes from and returns to talc with the layout it was asked for. `realloc` is left to the
// trait's default, which allocates anew, copies, and frees through `dealloc`: a grown buffer leaves nothing behind.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller hands over a live block of this layout. Passing the pointer through `black_box` keeps the
        // overwriting from being optimised away as a store to memory nobody reads.
        unsafe {
            block.write_bytes(0, layout.size());
            self.0.dealloc(black_box(block), layout);
        }
    }
}

/// Traps. What went wrong is not said: a message could hold a secret, and making one costs a tenth of the component.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
