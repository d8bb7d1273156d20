/* Throws, and remembers what was thrown. When an exception runs into a noexcept function, the compiler's code calls
   std::terminate without saying which exception it was; terminate.cc finds it here. It takes the place of the function of
   this name in libunwind, which is renamed in build.sh. */
#include <unwind.h>

_Unwind_Exception *__last_raised;

_Unwind_Reason_Code _Unwind_RaiseException(_Unwind_Exception *exception) {
    __last_raised = exception;
    __builtin_wasm_throw(0, exception);
}
