;; Programs cannot call functions of a host, for none is ever registered.
(module
  (func (export "call_host_function") (param i32 i32 i32) (result i32) unreachable))
