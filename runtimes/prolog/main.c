/* The `swipl` program for WASI preview 1: one script and its arguments, as `swipl -q -t halt script argument ...` runs them.

   `prepare` brings up a Prolog and loads the libraries that prelude.pl names; a set-up does it once and keeps the memory.
   `main` consults the script. The module works just as well without a snapshot. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-environ.h>

#include "pl-incl.h"
#include "pl-zip.h"

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);

static int prepared;

static void prepare(void) {
    static char *arguments[] = {"swipl", "-x", "/usr/lib/swi-prolog/boot.prc", "-q",   "-f",
                                "none",  "--home=/usr/lib/swi-prolog",         "--no-signals", "--no-packs", NULL};
    if (!PL_initialise(9, arguments))
        exit(1);
    /* The boot file has been read, and a snapshot cannot keep it open. */
    zip_close_archive(GD->resources.DB);
    GD->resources.DB = NULL;
    term_t file = PL_new_term_refs(1);
    if (!PL_put_atom_chars(file, "/usr/lib/swi-prolog/prelude.pl") ||
        !PL_call_predicate(NULL, PL_Q_NORMAL, PL_predicate("consult", 1, "system"), file))
        exit(1);
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
    /* WASI tells no CPU time: the time since this moment stands in for it. */
    LD->statistics.start_time = WallTime();
    term_t list = PL_new_term_refs(1), head = PL_new_term_ref();
    int good = PL_put_nil(list);
    for (int i = count - 1; good && i >= 0; i--)
        good = PL_put_variable(head) && PL_unify_chars(head, PL_ATOM | REP_UTF8, (size_t)-1, arguments[i]) &&
               PL_cons_list(list, head, list);
    if (good)
        PL_call_predicate(NULL, PL_Q_NORMAL, PL_predicate("run", 1, "enclos"), list);
    PL_halt(PL_toplevel() ? 0 : 1);
}
