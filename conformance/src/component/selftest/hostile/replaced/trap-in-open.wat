;; Breaks off when a client is opened.
(func (export "scaikey:client/auth@0.1.0#[static]client.open") (param i32) (result i32) unreachable)
