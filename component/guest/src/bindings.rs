//! The types of `wit/`, as Rust.

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
