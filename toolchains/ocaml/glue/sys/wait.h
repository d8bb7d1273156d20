/* wasi-stubs.h declares what of this header programs want. */
