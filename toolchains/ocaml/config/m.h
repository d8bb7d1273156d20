/* The machine, as OCaml sees it. A value has 64 bits everywhere, so that an int has 63 and programs behave as they do
   natively. On wasm32 a pointer has 32, and a value that holds one has zeros above it. SIZEOF_PTR is what the runtime
   takes for the size of a value; the model that comes out is that of 64-bit Windows, where `long` is short as well. */
#define ARCH_SIXTYFOUR 1
#define SIZEOF_PTR 8
#define SIZEOF_INT 4
#define SIZEOF_SHORT 2
#define SIZEOF_LONGLONG 8
#ifdef __wasm__
#define SIZEOF_LONG 4
#define ARCH_INT64_TYPE long long
#define ARCH_UINT64_TYPE unsigned long long
#define ARCH_INT64_PRINTF_FORMAT "ll"
#else
#define SIZEOF_LONG 8
#define ARCH_INT64_TYPE long
#define ARCH_UINT64_TYPE unsigned long
#define ARCH_INT64_PRINTF_FORMAT "l"
#endif
#define PROFINFO_WIDTH 0
#define FLAT_FLOAT_ARRAY
#define CAML_SAFE_STRING
#define SUPPORTS_ALIGNED_ATTRIBUTE
