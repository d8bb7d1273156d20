/* The `tclsh` program for WASI preview 1: one script, its arguments, and the messages of the stock shell.

   The work is cut in two, so that a set-up can run the first half once and keep the memory: `prepare` makes the interpreter
   and evaluates the scripts that nearly every program loads, and `main` goes on from there, with the environment and the
   arguments of the run. The module works just as well without a snapshot. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/libc-environ.h>

#include "tclInt.h"

#include "library.h"

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_reset_preopens(void);
void __wasilibc_ensure_environ(void);
int __main_void(void);

static Tcl_Interp *prepared;

static void evaluate(Tcl_Interp *interp, const char *script) {
    if (Tcl_EvalEx(interp, script, -1, TCL_EVAL_GLOBAL) != TCL_OK) {
        fprintf(stderr, "tclsh: %s\n", Tcl_GetVar(interp, "errorInfo", TCL_GLOBAL_ONLY));
        exit(EXIT_FAILURE);
    }
}

static void prepare(void) {
    Tcl_FindExecutable("/usr/bin/tclsh");
    Tcl_Interp *interp = Tcl_CreateInterp();
    /* Tcl_Init looks for init.tcl in files, unless it finds this procedure. */
    Tcl_SetVar(interp, "tcl_library", TCL_LIBRARY, TCL_GLOBAL_ONLY);
    evaluate(interp, "proc tclInit {} {}");
    evaluate(interp, init_tcl);
    evaluate(interp, auto_tcl);
    evaluate(interp, package_tcl);
    evaluate(interp, tm_tcl);
    evaluate(interp, word_tcl);
    evaluate(interp, parray_tcl);
    evaluate(interp, msgcat_tcl);
    evaluate(interp, clock_tcl);
    evaluate(interp, "rename tclInit {}; set auto_path [list $tcl_library [file dirname $tcl_library]]");
    prepared = interp;
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
__attribute__((export_name("wizer-resume"))) void wizer_resume(void) { exit(__main_void()); }

static void set(Tcl_Interp *interp, const char *name, Tcl_Obj *value) {
    Tcl_SetVar2Ex(interp, name, NULL, value, TCL_GLOBAL_ONLY);
}

static Tcl_Obj *external(const char *text) {
    Tcl_DString string;
    Tcl_ExternalToUtfDString(NULL, text, -1, &string);
    Tcl_Obj *object = Tcl_NewStringObj(Tcl_DStringValue(&string), Tcl_DStringLength(&string));
    Tcl_DStringFree(&string);
    return object;
}

/* As Tcl_Main says it. */
static void report(Tcl_Interp *interp, int status) {
    Tcl_Obj *options = Tcl_GetReturnOptions(interp, status), *key = Tcl_NewStringObj("-errorinfo", -1), *value = NULL;
    Tcl_DictObjGet(NULL, options, key, &value);
    Tcl_Channel channel = Tcl_GetStdChannel(TCL_STDERR);
    if (channel && value) {
        Tcl_WriteObj(channel, value);
        Tcl_WriteChars(channel, "\n", 1);
    }
}

int main(int count, char **arguments) {
    if (!prepared)
        prepare();
    __wasilibc_ensure_environ();
    Tcl_Interp *interp = prepared;
    TclSetupEnv(interp);
    const char *script = count > 1 ? arguments[1] : "/dev/stdin";
    Tcl_Obj *path = external(script), *list = Tcl_NewListObj(0, NULL);
    for (int i = 2; i < count; i++)
        Tcl_ListObjAppendElement(NULL, list, external(arguments[i]));
    set(interp, "argc", Tcl_NewIntObj(count > 2 ? count - 2 : 0));
    set(interp, "argv", list);
    set(interp, "argv0", path);
    set(interp, "tcl_interactive", Tcl_NewIntObj(0));
    Tcl_IncrRefCount(path);
    Tcl_SetStartupScript(path, NULL);
    int status = Tcl_FSEvalFileEx(interp, path, NULL);
    if (status != TCL_OK)
        report(interp, status);
    Tcl_Exit(status != TCL_OK);
    return status;
}
