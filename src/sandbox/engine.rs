//! The engine's settings, each with its reason.

use std::sync::Arc;

use wasmtime::{
    Collector, Config, Enabled, InstanceAllocationStrategy, OptLevel, PoolingAllocationConfig,
};

use super::images::Images;

/// What a guest's calls may take of the native stack. CPython and deep recursion in C need tens of megabytes; untouched
/// pages cost nothing.
pub(crate) const MAX_STACK_BYTES: usize = 64 << 20;

/// The settings for compilers and for programs of submissions, `workers` at a time: from a pool.
pub(super) fn pooled(workers: usize) -> Config {
    let mut config = common();
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool(workers)));
    config
}

/// The settings for interpreters that start from snapshots: their memories are of our own making.
pub(super) fn snapshotted() -> Config {
    let mut config = common();
    config
        .allocation_strategy(InstanceAllocationStrategy::OnDemand)
        .with_host_memory(Arc::new(Images::new()))
        // The engine's own images don't go with memories that it has not made.
        .memory_init_cow(false);
    config
}

/// The settings for making machine code of programs alone.
pub(super) fn compiling() -> Config {
    let mut config = common();
    config.allocation_strategy(InstanceAllocationStrategy::OnDemand);
    config
}

fn common() -> Config {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .epoch_interruption(true)
        // Without the incremental cache, but for languages that say they gain by it: every address in a linked program moves
        // with its author's own data, so that of two C++ programs no function was the same, and a miss costs half as much
        // again as compiling does. Without the
        // compiler's inlining: CPython was no faster for it, and took minutes and five gigabytes to compile.
        .cranelift_opt_level(OptLevel::Speed)
        .max_wasm_stack(MAX_STACK_BYTES)
        // Checked by the engine always; runs in a directory of the host use such stacks.
        .async_stack_size(MAX_STACK_BYTES + (1 << 20))
        // 4 GiB of address space and guard pages for every memory: explicit bounds checks cost 1.4 to 2.1 times.
        .memory_reservation(4 << 30)
        .memory_guard_size(32 << 20)
        .memory_init_cow(true)
        // Above the size of any interpreter's initial memory, so that all of them get a copy-on-write image.
        .memory_guaranteed_dense_image_size(256 << 20)
        // An exit is a trap, and symbolizing its stack would cost each run 5 %.
        .wasm_backtrace_max_frames(None)
        .generate_address_map(false)
        // What preview-1 programs don't need is off: less for a hostile module to try.
        .wasm_memory64(false)
        .wasm_multi_memory(false)
        .wasm_relaxed_simd(false)
        .wasm_gc(false)
        .wasm_function_references(false)
        .wasm_custom_page_sizes(false)
        .wasm_wide_arithmetic(false)
        // setjmp and C++ exceptions; exception objects live in a collected heap, and this collector frees them.
        .wasm_exceptions(true)
        .collector(Collector::DeferredReferenceCounting);
    // Compiled in with wasmtime-wasi and used by nothing, so off; and modules that were precompiled without it still fit.
    #[cfg(feature = "directory")]
    config.wasm_component_model(false);
    config
}

fn pool(workers: usize) -> PoolingAllocationConfig {
    // One run a worker, and one more each for a heap of exceptions, which takes a memory too.
    let runs = u32::try_from(workers).unwrap_or(u32::MAX).clamp(1, 512);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_core_instances(runs)
        .total_memories(runs * 2)
        .total_gc_heaps(runs)
        .total_tables(runs * 4)
        .max_tables_per_module(4)
        .max_memories_per_module(1)
        // Limits are the meter's; the pool only has to have the space.
        .max_memory_size(4 << 30)
        .table_elements(200_000)
        .max_core_instance_size(8 << 20)
        .max_unused_warm_slots(runs * 2)
        // More than a compiled program changes before its own work begins: reset by copying instead of by giving pages back
        // and faulting them in again. What one program changed is copied for those after it too, so not more than that.
        .linear_memory_keep_resident(256 << 10)
        .table_keep_resident(1 << 20)
        .pagemap_scan(Enabled::Auto);
    #[cfg(feature = "directory")]
    pool.total_stacks(runs);
    pool
}
