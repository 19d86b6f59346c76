;; Breaks off when a token is discarded.
(func (export "scaikey:client/auth@0.1.0#[method]client.discard") (param i32 i64) unreachable)
