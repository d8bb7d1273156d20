;; The entry of a command around Ruby's reactor. What is done once, at set-up, ends in `wizer-initialize`; `_start` goes on
;; from there, and does that first part itself where no snapshot was made.
;;
;; It has no data of its own in Ruby's memory, of which it knows no free place: texts are copied from passive segments.
;; Ruby wants each with a NUL at its end, although it is told the length.
(module
  (import "ruby" "memory" (memory 1))
  (import "ruby" "_initialize" (func $initialize))
  (import "ruby" "cabi_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
  (import "ruby" "ruby-init: func(args: list<string>) -> ()" (func $ruby_init (param i32 i32)))
  (import "ruby" "rb-eval-string-protect: func(str: string) -> tuple<handle<rb-abi-value>, s32>"
    (func $rb_eval (param i32 i32) (result i32)))
  (import "ruby" "rb-intern: func(name: string) -> u32" (func $rb_intern (param i32 i32) (result i32)))
  (import "ruby"
    "rb-funcallv-protect: func(recv: handle<rb-abi-value>, mid: u32, args: list<handle<rb-abi-value>>) -> tuple<handle<rb-abi-value>, s32>"
    (func $rb_funcall (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get" (func $environ_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))

  (global $prepared (mut i32) (i32.const 0))

  ;; Three arguments as Ruby wants them, each with its NUL.
  (data $arguments "ruby\00--disable-gems\00-EUTF-8\00-e_=0\00")
  (data $prepare "begin;load'/lib/ruby/enclos/prepare.rb';rescue Exception;warn $!.full_message;raise;end\00")
  (data $run "RubyVM::Enclos.run('")
  (data $comma "','")
  (data $close "')\00")
  (data $method "eval\00")
  (data $finish "RubyVM::Enclos.finish($!)\00")
  (data $flush "RubyVM::Enclos.flush_files\00")
  (data $leave "RubyVM::Enclos.leave\00")

  (func $allocate (param $size i32) (result i32)
    (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get $size)))

  ;; Ruby frees the code itself. What goes wrong in it is caught there, so a state other than zero is our own mistake.
  (func $eval (param $code i32) (param $length i32) (result i32)
    (local $result i32)
    (local.set $result (call $rb_eval (local.get $code) (local.get $length)))
    (if (i32.load offset=4 (local.get $result)) (then unreachable))
    (i32.load (local.get $result)))

  (func $argument (param $list i32) (param $index i32) (param $text i32) (param $length i32)
    (i32.store (i32.add (local.get $list) (i32.shl (local.get $index) (i32.const 3))) (local.get $text))
    (i32.store offset=4 (i32.add (local.get $list) (i32.shl (local.get $index) (i32.const 3))) (local.get $length)))

  (func $prepare (export "wizer-initialize")
    (local $texts i32) (local $list i32) (local $code i32)
    (call $initialize)
    ;; Each text is given away, so each has memory of its own.
    (local.set $list (call $allocate (i32.const 32)))
    (local.set $texts (call $allocate (i32.const 5)))
    (memory.init $arguments (local.get $texts) (i32.const 0) (i32.const 5))
    (call $argument (local.get $list) (i32.const 0) (local.get $texts) (i32.const 5))
    (local.set $texts (call $allocate (i32.const 15)))
    (memory.init $arguments (local.get $texts) (i32.const 5) (i32.const 15))
    (call $argument (local.get $list) (i32.const 1) (local.get $texts) (i32.const 15))
    (local.set $texts (call $allocate (i32.const 8)))
    (memory.init $arguments (local.get $texts) (i32.const 20) (i32.const 8))
    (call $argument (local.get $list) (i32.const 2) (local.get $texts) (i32.const 8))
    (local.set $texts (call $allocate (i32.const 6)))
    (memory.init $arguments (local.get $texts) (i32.const 28) (i32.const 6))
    (call $argument (local.get $list) (i32.const 3) (local.get $texts) (i32.const 6))
    (call $ruby_init (local.get $list) (i32.const 4))
    (local.set $code (call $allocate (i32.const 88)))
    (memory.init $prepare (local.get $code) (i32.const 0) (i32.const 88))
    (drop (call $eval (local.get $code) (i32.const 88)))
    (global.set $prepared (i32.const 1)))

  (func $digit (param $value i32) (result i32)
    (i32.add (local.get $value) (select (i32.const 48) (i32.const 87) (i32.lt_u (local.get $value) (i32.const 10)))))

  ;; Writes bytes in hexadecimal, in which nothing has to be quoted.
  (func $hexadecimal (param $to i32) (param $from i32) (param $length i32) (result i32)
    (local $byte i32)
    (loop $next
      (if (local.get $length)
        (then
          (local.set $byte (i32.load8_u (local.get $from)))
          (i32.store8 (local.get $to) (call $digit (i32.shr_u (local.get $byte) (i32.const 4))))
          (i32.store8 offset=1 (local.get $to) (call $digit (i32.and (local.get $byte) (i32.const 15))))
          (local.set $to (i32.add (local.get $to) (i32.const 2)))
          (local.set $from (i32.add (local.get $from) (i32.const 1)))
          (local.set $length (i32.sub (local.get $length) (i32.const 1)))
          (br $next))))
    (local.get $to))

  ;; Compiles the program. Arguments and environment are handed over as texts in two literals, each text in them with its
  ;; NUL.
  (func $compile (result i32)
    (local $sizes i32) (local $args i32) (local $args_size i32) (local $environ i32) (local $environ_size i32)
    (local $pointers i32) (local $code i32) (local $at i32)
    (local.set $sizes (call $allocate (i32.const 16)))
    (drop (call $args_sizes_get (local.get $sizes) (i32.add (local.get $sizes) (i32.const 4))))
    (drop (call $environ_sizes_get
      (i32.add (local.get $sizes) (i32.const 8)) (i32.add (local.get $sizes) (i32.const 12))))
    (local.set $args_size (i32.load offset=4 (local.get $sizes)))
    (local.set $environ_size (i32.load offset=12 (local.get $sizes)))
    (local.set $pointers (call $allocate (i32.shl
      (i32.add (i32.load (local.get $sizes)) (i32.load offset=8 (local.get $sizes))) (i32.const 2))))
    (local.set $args (call $allocate (local.get $args_size)))
    (local.set $environ (call $allocate (local.get $environ_size)))
    (drop (call $args_get (local.get $pointers) (local.get $args)))
    (drop (call $environ_get (local.get $pointers) (local.get $environ)))
    (local.set $code (call $allocate (i32.add (i32.const 32)
      (i32.shl (i32.add (local.get $args_size) (local.get $environ_size)) (i32.const 1)))))
    (memory.init $run (local.get $code) (i32.const 0) (i32.const 20))
    (local.set $at (call $hexadecimal
      (i32.add (local.get $code) (i32.const 20)) (local.get $args) (local.get $args_size)))
    (memory.init $comma (local.get $at) (i32.const 0) (i32.const 3))
    (local.set $at (call $hexadecimal
      (i32.add (local.get $at) (i32.const 3)) (local.get $environ) (local.get $environ_size)))
    (memory.init $close (local.get $at) (i32.const 0) (i32.const 3))
    (call $eval (local.get $code) (i32.add (i32.const 3) (i32.sub (local.get $at) (local.get $code)))))

  ;; Whether the program left a file open. Descriptors are numbered from the lowest free one on.
  (func $left_files (result i32)
    (local $descriptor i32) (local $status i32)
    (local.set $status (call $allocate (i32.const 24)))
    (local.set $descriptor (i32.const 4))
    (loop $next
      (if (i32.eqz (call $fd_fdstat_get (local.get $descriptor) (local.get $status)))
        (then (return (i32.const 1))))
      (local.set $descriptor (i32.add (local.get $descriptor) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $descriptor) (i32.const 64))))
    (i32.const 0))

  ;; The program is called through the method of its compiled form, with no other frame around it. Its errors are in $!.
  (func $run (param $program i32)
    (local $name i32) (local $code i32)
    (local.set $name (call $allocate (i32.const 5)))
    (memory.init $method (local.get $name) (i32.const 0) (i32.const 5))
    (drop (call $rb_funcall
      (local.get $program) (call $rb_intern (local.get $name) (i32.const 5)) (i32.const 0) (i32.const 0)))
    (local.set $code (call $allocate (i32.const 26)))
    (memory.init $finish (local.get $code) (i32.const 0) (i32.const 26))
    (drop (call $eval (local.get $code) (i32.const 26))))

  (func (export "_start")
    (local $code i32)
    (if (i32.eqz (global.get $prepared)) (then (call $prepare)))
    (call $run (call $compile))
    (if (call $left_files)
      (then
        (local.set $code (call $allocate (i32.const 27)))
        (memory.init $flush (local.get $code) (i32.const 0) (i32.const 27))
        (drop (call $eval (local.get $code) (i32.const 27)))))
    (local.set $code (call $allocate (i32.const 21)))
    (memory.init $leave (local.get $code) (i32.const 0) (i32.const 21))
    (drop (call $eval (local.get $code) (i32.const 21)))
    unreachable))
