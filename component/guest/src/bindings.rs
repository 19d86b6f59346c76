//! Rust bindings of `wit/`.

use core::time::Duration;

pub(crate) mod generated {
    wit_bindgen::generate!({
        path: "../../wit",
        inline: "
            package scaikey:guest;
            world client {
                export scaikey:client/types@0.1.0;
                export scaikey:client/auth@0.1.0;
            }
        ",
        pub_export_macro: true,
        generate_all,
    });
}

pub use generated::exports::scaikey::client::types;
#[cfg(target_arch = "wasm32")]
pub(crate) use generated::{export, exports::scaikey::client::auth};

/// Converts to the `duration` of `wit/`. Saturates at `u64::MAX` nanoseconds (584 years).
pub(crate) fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
