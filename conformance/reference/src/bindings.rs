//! The types of the contract, made from `wit/`.

pub use generated::exports::scaikey::client::types;

#[cfg(target_arch = "wasm32")]
pub(crate) use generated::exports::scaikey::client::auth;

pub(crate) mod generated {
    wit_bindgen::generate!({
        path: "../../wit",
        inline: "
            package scaikey:reference;
            world reference {
                export scaikey:client/types@0.1.0;
                export scaikey:client/auth@0.1.0;
            }
        ",
        world: "scaikey:reference/reference",
        additional_derives: [PartialEq],
        generate_unused_types: true,
    });
}
