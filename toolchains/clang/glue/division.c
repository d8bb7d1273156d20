/* A division of integers by zero. A compiler may assume that there is none, and ours then folds 1 / x to something that
 * never traps; programs are expected to die of signal 8, as they do where the processor finds out. So each division is
 * checked (-fsanitize=integer-divide-by-zero), and where the check fails this is called, which does what the processor
 * would have done. The name is that of the sanitizer's minimal runtime. */
_Noreturn void __ubsan_handle_divrem_overflow_minimal_abort(void)
{
    __asm__ volatile("i32.const 1\n\ti32.const 0\n\ti32.div_s\n\tdrop");
    __builtin_unreachable();
}
