// Where a C++ program begins. The entry point of wasi-libc lets an exception pass, and the engine would report it as a
// fault of the module; here it ends in std::terminate, as it does natively. That holds for exceptions from constructors
// and destructors of globals too. C programs keep wasi-libc's own entry point and link none of the C++ runtime.
#include <exception>

extern "C" {
void __wasi_init_tp();
void __wasm_call_ctors();
int __main_void();
void __wasm_call_dtors();
[[noreturn]] void __wasi_proc_exit(unsigned code);

[[clang::export_name("_start")]] void _start() {
    int code = 0;
    try {
        __wasi_init_tp();
        __wasm_call_ctors();
        code = __main_void();
        __wasm_call_dtors();
    } catch (...) {
        std::terminate();
    }
    if (code != 0)
        __wasi_proc_exit(static_cast<unsigned>(code));
}
}
