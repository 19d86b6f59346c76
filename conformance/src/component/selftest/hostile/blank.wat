    ;; Does nothing: its functions answer with zeros.
    ;; Memory is full of zeros from 1024 to 65536; above, allocations begin, and begin again after a page of them.
    (import "[export]scaikey:client/auth@0.1.0" "[resource-new]client" (func $new (param i32) (result i32)))
    (memory (export "memory") 4)
    (global $next (mut i32) (i32.const 0))
    (func $allocate (param $size i32) (result i32)
        (i32.add (i32.const 65536) (global.get $next))
        (global.set $next
            (i32.and (i32.const 0xfff8)
                (i32.add (i32.const 7) (i32.add (global.get $next) (local.get $size))))))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (call $allocate (local.get 3)))
    (func (export "scaikey:client/auth@0.1.0#[static]client.open") (param i32) (result i32) (i32.store (i32.const 520) (call $new (i32.const 1))) (i32.const 512))
    (func (export "scaikey:client/auth@0.1.0#[method]client.token") (param i32 i32 i64) (result i32) (i32.const 1024))
    (func (export "scaikey:client/auth@0.1.0#[method]client.send") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64) (result i32) (i32.const 1024))
    (func (export "scaikey:client/auth@0.1.0#[method]client.discard") (param i32 i64))
    (func (export "scaikey:client/auth@0.1.0#[method]client.status") (param i32) (result i32) (i32.const 1024))
