;; The entry of a command around a Perl that comes as a library: a program's arguments become those of `perl`, and what
;; Perl ends with the status of the program.
(module
  (import "perl" "memory" (memory 1))
  (import "perl" "_initialize" (func $initialize))
  (import "perl" "malloc" (func $malloc (param i32) (result i32)))
  (import "perl" "zeroperl_init_with_args" (func $run (param i32 i32) (result i32)))
  (import "perl" "zeroperl_shutdown" (func $shutdown))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))

  (data $options "-I/lib/perl5\00-MEnclos\00")

  ;; Opens the root again. Enclos.pm closes that descriptor, 4, when all of the program is compiled.
  (func $open_mark
    (local $path i32)
    (local.set $path (call $malloc (i32.const 8)))
    (i32.store8 (local.get $path) (i32.const 46))
    (drop (call $path_open (i32.const 3) (i32.const 0) (local.get $path) (i32.const 1)
      (i32.const 2) (i64.const 0) (i64.const 0) (i32.const 0) (i32.add (local.get $path) (i32.const 4)))))

  ;; Whether descriptor 4 is a directory still.
  (func $is_marked (result i32)
    (local $status i32)
    (local.set $status (call $malloc (i32.const 24)))
    (if (call $fd_fdstat_get (i32.const 4) (local.get $status)) (then (return (i32.const 0))))
    (i32.eq (i32.load8_u (local.get $status)) (i32.const 3)))

  ;; The program's arguments, with two options after the first, and a null pointer after the last.
  (func $arguments (param $list i32) (param $texts i32) (param $count i32)
    (local $options i32)
    (local.set $options (call $malloc (i32.const 22)))
    (memory.init $options (local.get $options) (i32.const 0) (i32.const 22))
    (drop (call $args_get (i32.add (local.get $list) (i32.const 8)) (local.get $texts)))
    (i32.store (local.get $list) (i32.load offset=8 (local.get $list)))
    (i32.store offset=4 (local.get $list) (local.get $options))
    (i32.store offset=8 (local.get $list) (i32.add (local.get $options) (i32.const 13)))
    (i32.store (i32.add (local.get $list) (i32.shl (i32.add (local.get $count) (i32.const 2)) (i32.const 2)))
      (i32.const 0)))

  (func (export "_start")
    (local $sizes i32) (local $count i32) (local $list i32) (local $status i32)
    (call $initialize)
    (local.set $sizes (call $malloc (i32.const 8)))
    (drop (call $args_sizes_get (local.get $sizes) (i32.add (local.get $sizes) (i32.const 4))))
    (local.set $count (i32.load (local.get $sizes)))
    (local.set $list (call $malloc (i32.shl (i32.add (local.get $count) (i32.const 3)) (i32.const 2))))
    (call $arguments (local.get $list) (call $malloc (i32.load offset=4 (local.get $sizes))) (local.get $count))
    (call $open_mark)
    (local.set $status (call $run (i32.add (local.get $count) (i32.const 2)) (local.get $list)))
    ;; Of a program that could not be compiled, no more is known here than that it failed.
    (if (i32.eq (local.get $status) (i32.const 1))
      (then (if (call $is_marked) (then (local.set $status (i32.const 255))))))
    (call $shutdown)
    (call $exit (i32.and (local.get $status) (i32.const 255)))))
