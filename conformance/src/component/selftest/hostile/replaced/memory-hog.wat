;; Takes all the memory that there is in each call.
(func (export "scaikey:client/auth@0.1.0#[method]client.send") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64) (result i32)
    (loop (drop (memory.grow (i32.const 16))) (br 0)) unreachable)
