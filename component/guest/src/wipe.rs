//! An allocator that overwrites what it frees.
//!
//! Secrets pass through buffers that nobody here drops: the canonical ABI's, the header lists of `wasi:http`, JSON and
//! base64 scratch space. Wiping every freed block covers them all.
#![expect(unsafe_code, reason = "a global allocator is unsafe by its trait; it delegates to the system's")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;

struct Wiping;

#[global_allocator]
static ALLOCATOR: Wiping = Wiping;

// SAFETY: every block comes from and returns to `System` with the layout it was asked for. `realloc` is left to the
// trait's default, which allocates anew, copies, and frees through `dealloc`: a grown buffer leaves nothing behind.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller hands over a live block of this layout. Passing the pointer through `black_box` keeps the
        // overwriting from being optimised away as a store to memory nobody reads.
        unsafe {
            block.write_bytes(0, layout.size());
            System.dealloc(black_box(block), layout);
        }
    }
}
