//! Valid modules that start like a program and import what programs import.

use arbitrary::Unstructured;
use wasm_smith::{Config, Module};

use super::random::Random;

/// What all of them export.
const EXPORTS: &str = r#"(module (memory (export "memory") 1) (func (export "_start")))"#;

/// Of what they may import, calls of each shape.
const IMPORTS: &str = r#"(module
    (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_close" (func (param i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_seek" (func (param i32 i64 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_readdir" (func (param i32 i32 i32 i64 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_renumber" (func (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "path_open" (func (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "path_symlink" (func (param i32 i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "path_rename" (func (param i32 i32 i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "poll_oneoff" (func (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "clock_time_get" (func (param i32 i64 i32) (result i32)))
    (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "args_get" (func (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "sched_yield" (func (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
)"#;

/// The module of a number. Every eighth may use what is not in the allow-list.
pub(super) fn module(number: u64) -> Vec<u8> {
    let mut random = Random::new(number);
    let is_wild = random.below(8) == 0;
    let config = Config {
        exports: Some(wat::parse_str(EXPORTS).unwrap()),
        available_imports: Some(wat::parse_str(IMPORTS).unwrap()),
        max_instructions: [20, 200, 2000][random.below(3)],
        max_memory32_bytes: [1 << 20, 1 << 30, 1 << 32][random.below(3)],
        max_table_elements: [100, 100_000, 1_000_000][random.below(3)],
        max_tables: 1 + random.below(4),
        min_data_segments: random.below(3),
        min_funcs: 1 + random.below(5),
        generate_custom_sections: true,
        gc_enabled: is_wild,
        memory64_enabled: is_wild,
        threads_enabled: is_wild,
        relaxed_simd_enabled: is_wild,
        max_memories: if is_wild { 2 } else { 1 },
        ..Config::default()
    };
    let bytes = 2000 + random.below(30_000);
    let bytes = random.bytes(bytes);
    let module = Module::new(config, &mut Unstructured::new(&bytes));
    module.unwrap().to_bytes()
}
