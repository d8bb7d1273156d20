/* The `scheme` program for WASI preview 1: one script and its arguments.

   `prepare` loads Chez Scheme's boot files and, on top of them, the libraries of this folder, which takes a second or
   two; a set-up does it once and keeps the memory. `main` hands the arguments to the procedure with which those
   libraries run a script. The module works just as well without a snapshot. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-environ.h>

#include "scheme.h"

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);

static int prepared;

/* Chez Scheme calls this where it cannot go on: when memory is exhausted, for instance. */
static void abandon(void) { _Exit(1); }

static ptr global(const char *name) { return Stop_level_value(Sstring_to_symbol(name)); }

static void prepare(void) {
    Sscheme_init(abandon);
    Sregister_boot_file("/usr/lib/chez/petite.boot");
    Sregister_boot_file("/usr/lib/chez/scheme.boot");
    Sbuild_heap(NULL, NULL);
    Scall1(global("load"), Sstring("/usr/lib/chez/prelude.ss"));
    prepared = 1;
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
__attribute__((export_name("wizer-resume"))) void wizer_resume(void) { _Exit(__main_void()); }

int main(int count, char **arguments) {
    if (!prepared)
        prepare();
    /* The generator's state in a snapshot is the same for every run. */
    unsigned seed = 1;
    getentropy(&seed, sizeof seed);
    Scall1(global("random-seed"), Sunsigned32(seed ? seed : 1));
    ptr list = Snil;
    for (int i = count - 1; i > 0; i--)
        list = Scons(Sstring_utf8(arguments[i], -1), list);
    ptr status = Scall1(global("$run-script"), list);
    exit(Sfixnump(status) ? (int)Sfixnum_value(status) : 1);
}
