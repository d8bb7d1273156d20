/* The `node`-like program for WASI preview 1: QuickJS, the prelude, and one script.

   The work is cut in two, so that a set-up can run the first half once and keep the memory: `prepare` makes the engine
   and runs the prelude, and `main` goes on from there. Whatever must differ from run to run (random numbers, clocks, the
   environment) is therefore read in `main`. The module works just as well without a snapshot. */
#include <stdio.h>
#include <stdlib.h>

#include "quickjs-libc.h"
#include "quickjs.h"
#include "runtime.h"

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_deinitialize_environ(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);

/* How much of the stack in linear memory JavaScript may use before a RangeError comes; the recipe links a larger one. The
   engine has a second stack, whose level no program can see. It was measured to grow up to 5.7 times as fast, so this is
   for an engine that gives it 64 MiB. The parsers, for which it is 15 times, get less; see the recipe. */
enum { STACK_LIMIT = 11 << 20 };

static JSContext *prepared;
static JSValue run = JS_UNDEFINED;

/* The last resort: the prelude reports errors itself, unless it fails at that, for want of memory for example. */
static _Noreturn void give_up(JSContext *ctx) {
    js_std_dump_error(ctx);
    leave(EXIT_FAILURE);
}

static void prepare(void) {
    JSRuntime *rt = JS_NewRuntime2(&allocation_functions, NULL);
    JSContext *ctx = rt ? JS_NewContext(rt) : NULL;
    if (!ctx) {
        fputs("cannot create the JavaScript engine: not enough memory\n", stderr);
        leave(EXIT_FAILURE);
    }
    JS_SetMaxStackSize(rt, STACK_LIMIT);
    js_std_init_handlers(rt);
    js_std_add_helpers(ctx, -1, NULL);

    JSValue host = new_host(ctx);
    if (add_module_functions(ctx, host) != 0 || start_modules(ctx) != 0)
        give_up(ctx);

    static const char shells_own[] = "import * as std from 'qjs:std'; import * as os from 'qjs:os';"
                                     "import * as bjson from 'qjs:bjson'; globalThis.qjs = {std, os, bjson};";
    JSValue done = JS_Eval(ctx, shells_own, sizeof shells_own - 1, "node:qjs", JS_EVAL_TYPE_MODULE);
    if (JS_IsException(done))
        give_up(ctx);
    JS_FreeValue(ctx, done);

    JSValue name = JS_NewString(ctx, "bootstrap"), builtin = JS_GetPropertyStr(ctx, host, "builtin");
    JSValue bootstrap = JS_Call(ctx, builtin, host, 1, (JSValueConst *)&name);
    if (JS_IsException(bootstrap))
        give_up(ctx);
    run = JS_Call(ctx, bootstrap, JS_UNDEFINED, 1, (JSValueConst *)&host);
    if (JS_IsException(run))
        give_up(ctx);
    JS_FreeValue(ctx, bootstrap);
    JS_FreeValue(ctx, builtin);
    JS_FreeValue(ctx, name);
    JS_FreeValue(ctx, host);
    JS_RunGC(rt);
    prepared = ctx;
}

/* Called once at set-up by whoever makes the snapshot. What libc knows of the world by then is forgotten again. */
__attribute__((export_name("wizer-initialize"))) void wizer_initialize(void) {
    __wasi_init_tp();
    __wasm_call_ctors();
    prepare();
    __wasilibc_deinitialize_environ();
    __wasilibc_reset_preopens();
}

/* Stands in for `_start` in a module that was made from a snapshot, where libc is initialized already. */
__attribute__((export_name("wizer-resume"))) void wizer_resume(void) { leave(__main_void()); }

int main(int count, char **arguments) {
    if (!prepared)
        prepare();
    host_start(count, arguments);
    JSContext *ctx = prepared;
    JS_UpdateStackTop(JS_GetRuntime(ctx));
    JSValue status = JS_Call(ctx, run, JS_UNDEFINED, 0, NULL);
    int32_t code = EXIT_FAILURE;
    if (JS_IsException(status) || JS_ToInt32(ctx, &code, status))
        give_up(ctx);
    leave(code);
}
