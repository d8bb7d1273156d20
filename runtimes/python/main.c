/* The entry of the interpreter: what CPython's own program does, with its start and its end taken apart.
 *
 * The start is split so that a snapshot can be taken after the slow half. `wizer-initialize` brings up an interpreter
 * that knows nothing of the run to come; `_start` goes on from there, or does both halves when nobody took a snapshot.
 *
 * The end leaves out what only returns memory to an instance that is about to be thrown away: everything that a program
 * can observe (exit functions, finalizers, flushing) still happens, in the order in which CPython does it.
 *
 * CPython's main.c is included rather than linked, because the functions that run a file, a command or a module, with
 * all their messages, are private to it. */

#include "Modules/main.c"

#include "pycore_ceval.h"
#include "pycore_gc.h"
#include "pycore_moduleobject.h"
#include "pycore_sysmodule.h"
#include "pycore_code.h"
#include "pycore_import.h"
#include "pycore_pylifecycle.h"
#include "pycore_runtime.h"
#include "pycore_weakref.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <time.h>
#include <wasi/api.h>
#include <wasi/libc-environ.h>

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_deinitialize_environ(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);
void random_forget_seed(PyObject *generator);

/* What `import` finds without touching the file system in a snapshot: the modules that programs of a page or two use
 * most, and what those need in turn. A module that runs no code of its own when a program starts costs nothing but room
 * in the image, so the list is generous. */
static const char preload[] =
    "import sys\n"
    "for name in '''\n"
    "    abc argparse array ast asyncio atexit base64 bisect bz2 calendar cmath codecs collections colorsys\n"
    "    concurrent.futures contextlib contextvars copy csv dataclasses datetime decimal difflib dis enum fnmatch\n"
    "    fractions functools gc getopt glob gzip hashlib heapq hmac html importlib.util inspect io ipaddress itertools\n"
    "    json keyword linecache locale logging math numbers operator os pathlib pickle platform pprint queue random re\n"
    "    reprlib secrets select selectors shlex shutil signal socket statistics string stringprep struct subprocess\n"
    "    sysconfig tempfile textwrap threading time timeit token tokenize traceback types typing unicodedata unittest\n"
    "    urllib.parse uuid warnings weakref zipfile zlib zoneinfo\n"
    "'''.split():\n"
    "    __import__(name)\n"
    /* Formatting an uncaught exception imports and compiles a few things on first use. */
    "import io, traceback\n"
    "try:\n"
    "    raise ZeroDivisionError('division by zero')\n"
    "except ZeroDivisionError as error:\n"
    "    traceback.print_exception(error, file=io.StringIO())\n"
    "import linecache\n"
    "linecache.clearcache()\n"
    /* See finish_logging. */
    "import atexit, logging\n"
    "atexit.unregister(logging.shutdown)\n"
    /* A relative entry of sys.path would remember the folder of the machine that took the snapshot. */
    "sys.path_importer_cache.pop('/', None)\n";

static const char usage[] =
    "usage: python3 [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
    "Try `python -h' for more information.\n";

static const char unbuffer[] =
    "import io, sys\n"
    "for name, number in ('stdout', 1), ('stderr', 2):\n"
    "    old = getattr(sys, name)\n"
    "    new = io.TextIOWrapper(io.FileIO(number, 'w', closefd=False), old.encoding, old.errors, '\\n', write_through=True)\n"
    "    new.buffer.name, new.mode = f'<{name}>', 'w'\n"
    "    setattr(sys, name, new)\n"
    "    setattr(sys, f'__{name}__', new)\n"
    "del io, sys, name, number, old, new\n";

static const char reencode[] =
    "import sys\n"
    "encoding, _, errors = setting.partition(':')\n"
    "for name in 'stdin', 'stdout', 'stderr':\n"
    "    last_resort = 'backslashreplace' if name == 'stderr' else errors\n"
    "    getattr(sys, name).reconfigure(encoding=encoding or None, errors=last_resort or None)\n";

static const char apply_warning_options[] =
    "import sys, warnings\n"
    "warnings._processoptions(sys.warnoptions)\n"
    "del sys, warnings\n";

static bool libc_started;
static bool snapshotted;
static struct timespec run_began;
static PyObject *environment;    /* posix.environ, which os.environ stands on */
static PyObject *shadowable;     /* names of preloaded modules that a file of the program may stand in for */
static Py_ssize_t module_count;  /* how many modules there are before the program runs */
static PyObject *log_handlers;   /* the list of logging's handlers */
static Py_ssize_t log_handler_count;
static int finish(void);

/* There is no terminal. libc would take a character device for one, and Python would then start a dialog. */
int isatty(int descriptor)
{
    struct stat status;
    if (fstat(descriptor, &status) == 0) {
        errno = ENOTTY;
    }
    return 0;
}

/* Files here have no permissions. Copying a file sets them all the same, and must not fail for it. */
int __wrap_chmod(const char *path, mode_t mode)
{
    struct stat status;
    return stat(path, &status);
}

int __wrap_fchmod(int descriptor, mode_t mode)
{
    struct stat status;
    return fstat(descriptor, &status);
}

/* libc counts the processor time from the moment at which its constructors ran, and in a snapshot they ran on another
 * day. A run has a processor to itself, so the time since it began is the best measure there is. */
clock_t clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - run_began.tv_sec) * CLOCKS_PER_SEC + (now.tv_nsec - run_began.tv_nsec) / (1000000000 / CLOCKS_PER_SEC);
}

clock_t times(struct tms *buffer)
{
    long ticks = sysconf(_SC_CLK_TCK);
    *buffer = (struct tms){.tms_utime = clock() / (CLOCKS_PER_SEC / ticks)};
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * ticks + now.tv_nsec / (1000000000 / ticks);
}

static void start_libc(void)
{
    if (!libc_started) {
        libc_started = true;
        __wasi_init_tp();
        __wasm_call_ctors();
    }
}

static _Noreturn void leave(int code)
{
    fflush(NULL);
    __wasi_proc_exit((unsigned)code & 0xff);
}

static void check(PyStatus status)
{
    if (PyStatus_Exception(status)) {
        Py_ExitStatusException(status);
    }
}

static void check_python(bool fine)
{
    if (!fine) {
        PyErr_Print();
        leave(1);
    }
}

/* Brings the interpreter up to where CPython would look at its command line. */
static void start_python(void)
{
    PyPreConfig before;
    PyPreConfig_InitPythonConfig(&before);
    before.utf8_mode = 1;
    before.use_environment = 0;
    check(Py_PreInitialize(&before));

    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    config.parse_argv = 0;
    config.use_environment = 0;
    config.install_signal_handlers = 1;
    config.user_site_directory = 0;
    config.write_bytecode = 0;
    config.pathconfig_warnings = 0;
    /* A snapshot fixes the seed for all runs anyway, so it is the documented one that switches randomizing off. */
    config.use_hash_seed = 1;
    config.hash_seed = 0;
    check(PyConfig_SetString(&config, &config.program_name, L"python3"));
    check(PyConfig_SetString(&config, &config.executable, L"/usr/bin/python3"));
    check(PyConfig_SetString(&config, &config.base_executable, L"/usr/bin/python3"));
    check(PyConfig_SetString(&config, &config.prefix, L"/usr"));
    check(PyConfig_SetString(&config, &config.base_prefix, L"/usr"));
    check(PyConfig_SetString(&config, &config.exec_prefix, L"/usr"));
    check(PyConfig_SetString(&config, &config.base_exec_prefix, L"/usr"));
    check(PyConfig_SetString(&config, &config.stdlib_dir, L"/usr/lib/python3.13"));
    config.module_search_paths_set = 1;
    check(PyWideStringList_Append(&config.module_search_paths, L"/usr/lib/python3.13"));
    check(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);

    PyObject *posix = PyImport_ImportModule("posix");
    check_python(posix && (environment = PyObject_GetAttrString(posix, "environ")));
    module_count = PyDict_GET_SIZE(PyImport_GetModuleDict());
}

/* The collector must not visit, and so dirty, what was there before the run; but it must be able to visit the program's
 * own namespace, or the objects that the program leaves behind would be finalized in another order than usual. */
static void freeze(void)
{
    PyObject *program = PyImport_AddModule("__main__");
    PyObject *names = PyModule_GetDict(program);
    _PyGC_Collect(_PyThreadState_GET(), 2, _Py_GC_REASON_MANUAL);
    PyObject_GC_UnTrack(program);
    PyObject_GC_UnTrack(names);
    _PyGC_Freeze(_PyInterpreterState_GET());
    PyObject_GC_Track(names);
    PyObject_GC_Track(program);
}

/* Objects that are still to be looked into by `keep`. */
static struct {
    PyObject **objects;
    size_t count, room;
} pending;

/* An immortal object's reference count is never written, so that using the object leaves its page as it is in the
 * image. Resetting dirty pages is a good part of what a short run costs. */
static int keep(PyObject *object, void *unused)
{
    if (object == NULL || _Py_IsImmortal(object)) {
        return 0;
    }
    object->ob_refcnt = _Py_IMMORTAL_REFCNT;
    if (pending.count == pending.room) {
        pending.room = pending.room ? 2 * pending.room : 4096;
        pending.objects = PyMem_RawRealloc(pending.objects, pending.room * sizeof(PyObject *));
    }
    pending.objects[pending.count++] = object;
    return 0;
}

static void keep_parts(PyObject *object)
{
    if (PyCode_Check(object)) {
        PyCodeObject *code = (PyCodeObject *)object;
        PyObject *parts[] = {code->co_consts, code->co_names, code->co_exceptiontable, code->co_localsplusnames,
                             code->co_localspluskinds, code->co_filename, code->co_name, code->co_qualname,
                             code->co_linetable};
        for (size_t at = 0; at < Py_ARRAY_LENGTH(parts); at++) {
            keep(parts[at], NULL);
        }
    }
    if (PyDict_Check(object)) {
        PyObject *key, *value;
        Py_ssize_t at = 0;
        while (PyDict_Next(object, &at, &key, &value)) {
            keep(key, NULL);
        }
    }
    if (PyObject_IS_GC(object) && Py_TYPE(object)->tp_traverse) {
        Py_TYPE(object)->tp_traverse(object, keep, NULL);
    }
}

static void immortalize(void)
{
    PyGC_Head *all = &_PyInterpreterState_GET()->gc.permanent_generation.head;
    for (PyGC_Head *head = _PyGCHead_NEXT(all); head != all; head = _PyGCHead_NEXT(head)) {
        PyObject *object = _Py_FROM_GC(head);
        keep(object, NULL);
        keep_parts(object);
        while (pending.count > 0) {
            keep_parts(pending.objects[--pending.count]);
        }
    }
    PyMem_RawFree(pending.objects);
}

/* Takes the holes out of the heap, so that what a run allocates lies side by side after everything else instead of
 * dirtying a page here and there. */
static void fill_holes(void)
{
    char *end = (char *)(__builtin_wasm_memory_size(0) << 16);
    for (size_t size = 65536; size >= 8; size = size > 512 ? size / 2 : size - 8) {
        for (;;) {
            char *block = malloc(size);
            if (block == NULL || block + size > end - 65536) {
                free(block);
                break;
            }
        }
    }
}

/* The first half of a start, done once and kept. */
__attribute__((export_name("wizer-initialize"))) void initialize(void)
{
    start_libc();
    start_python();

    PyObject *modules = PyImport_GetModuleDict();
    PyObject *early = PyDict_Copy(modules);
    check_python(early != NULL);
    PyObject *scratch = PyDict_New();
    check_python(scratch && PyDict_SetItemString(scratch, "__builtins__", PyEval_GetBuiltins()) == 0);
    PyObject *done = PyRun_String(preload, Py_file_input, scratch, scratch);
    check_python(done != NULL);
    Py_DECREF(done);
    Py_DECREF(scratch);

    shadowable = PySet_New(NULL);
    check_python(shadowable != NULL);
    PyObject *builtin = PySys_GetObject("builtin_module_names");
    PyObject *name, *module;
    Py_ssize_t at = 0;
    while (PyDict_Next(modules, &at, &name, &module)) {
        if (!PyDict_Contains(early, name) && !PySequence_Contains(builtin, name)) {
            check_python(PySet_Add(shadowable, name) == 0);
        }
    }
    Py_DECREF(early);

    PyObject *random = PyImport_ImportModule("random");
    PyObject *generator = random ? PyObject_GetAttrString(random, "_inst") : NULL;
    check_python(generator != NULL);
    random_forget_seed(generator);
    Py_DECREF(generator);
    Py_DECREF(random);

    PyObject *logging = PyImport_ImportModule("logging");
    check_python(logging && (log_handlers = PyObject_GetAttrString(logging, "_handlerList")) && PyList_Check(log_handlers));
    log_handler_count = PyList_GET_SIZE(log_handlers);
    Py_DECREF(logging);

    PyDict_Clear(environment);
    module_count = PyDict_GET_SIZE(modules);
    freeze();
    PyObject *program = PyImport_AddModule("__main__");
    PyObject *names = PyModule_GetDict(program);
    Py_ssize_t program_count = Py_REFCNT(program), names_count = Py_REFCNT(names);
    immortalize();
    program->ob_refcnt = program_count;
    names->ob_refcnt = names_count;
    fill_holes();
    snapshotted = true;
    fflush(NULL);
    __wasilibc_deinitialize_environ();
    __wasilibc_reset_preopens();
}

static void read_environment(void)
{
    for (char **variable = __wasilibc_get_environ(); variable && *variable; variable++) {
        const char *equals = strchr(*variable, '=');
        if (equals == NULL) {
            continue;
        }
        PyObject *key = PyBytes_FromStringAndSize(*variable, equals - *variable);
        PyObject *value = PyBytes_FromString(equals + 1);
        check_python(key && value && PyDict_SetDefault(environment, key, value));
        Py_DECREF(key);
        Py_DECREF(value);
    }
}

/* A file beside the program comes before a module of the standard library of the same name. Where that module was
 * loaded in advance, it has to be forgotten for the file to be found. */
static void make_way_for(const char *entry)
{
    size_t length = strcspn(entry, ".");
    PyObject *name = PyUnicode_DecodeFSDefaultAndSize(entry, (Py_ssize_t)length);
    check_python(name != NULL);
    if (PySet_Contains(shadowable, name) == 1) {
        PyObject *modules = PyImport_GetModuleDict();
        PyObject *all = PyDict_Keys(modules);
        PyObject *prefix = PyUnicode_FromFormat("%U.", name);
        check_python(all && prefix);
        for (Py_ssize_t at = 0; at < PyList_GET_SIZE(all); at++) {
            PyObject *module = PyList_GET_ITEM(all, at);
            if (PyUnicode_Compare(module, name) == 0 || PyUnicode_Tailmatch(module, prefix, 0, PY_SSIZE_T_MAX, -1) == 1) {
                check_python(PyDict_DelItem(modules, module) == 0);
                module_count--;
            }
        }
        Py_DECREF(prefix);
        Py_DECREF(all);
    }
    Py_DECREF(name);
}

static void make_way(PyObject *folder)
{
    const char *path = PyUnicode_AsUTF8(folder);
    DIR *entries = opendir(path && *path ? path : ".");
    PyErr_Clear();
    if (entries == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (entry->d_name[0] != '.') {
            make_way_for(entry->d_name);
        }
    }
    closedir(entries);
}

static void set_string(wchar_t **field, const wchar_t *value)
{
    PyMem_RawFree(*field);
    *field = _PyMem_RawWcsdup(value);
}

static wchar_t *decode(const char *argument)
{
    wchar_t *decoded = Py_DecodeLocale(argument, NULL);
    if (decoded == NULL) {
        fputs("python3: cannot decode the command line\n", stderr);
        leave(1);
    }
    return decoded;
}

/* Which of the rarer things the command line asks for; they are applied after sys.argv is set. */
struct options {
    bool unbuffered, warnings, changed;
};

/* Reads the command line into the interpreter's configuration. CPython's own reader would build a whole new one, which
 * takes longer than everything else that happens before the program runs. */
static struct options read_arguments(PyConfig *config, int count, char **arguments)
{
    struct options options = {0};
    /* Without a command line, CPython made up one that holds an empty word. */
    _PyWideStringList_Clear(&config->argv);
    _PyWideStringList_Clear(&config->orig_argv);
    int at = 1;
    bool chosen = false;
    for (; at < count && arguments[at][0] == '-' && arguments[at][1] != '\0' && !chosen; at++) {
        if (strcmp(arguments[at], "--") == 0) {
            at++;
            break;
        }
        if (strcmp(arguments[at], "--version") == 0) {
            printf("Python %s\n", PY_VERSION);
            leave(0);
        }
        for (const char *letter = arguments[at] + 1; *letter && !chosen; letter++) {
            const char *operand = NULL;
            if (strchr("cmWX", *letter)) {
                operand = letter[1] ? letter + 1 : at + 1 < count ? arguments[++at] : NULL;
                if (operand == NULL) {
                    fprintf(stderr, "Argument expected for the -%c option\n%s", *letter, usage);
                    leave(2);
                }
            }
            wchar_t *value = operand ? decode(operand) : NULL;
            switch (*letter) {
            case 'c': {
                size_t length = wcslen(value);
                PyMem_RawFree(config->run_command);
                config->run_command = PyMem_RawMalloc((length + 2) * sizeof(wchar_t));
                wmemcpy(config->run_command, value, length);
                wmemcpy(config->run_command + length, L"\n", 2);
                chosen = true;
                break;
            }
            case 'm': set_string(&config->run_module, value); chosen = true; break;
            case 'W': check(PyWideStringList_Append(&config->warnoptions, value)); options.warnings = true; break;
            case 'X': check(PyWideStringList_Append(&config->xoptions, value)); options.changed = true; break;
            case 'u': config->buffered_stdio = 0; options.unbuffered = true; break;
            case 'O': config->optimization_level++; options.changed = true; break;
            case 'I': config->isolated = 1; config->safe_path = 1; options.changed = true; break;
            case 'P': config->safe_path = 1; options.changed = true; break;
            case 'b': config->bytes_warning++; options.changed = true; break;
            case 'x': config->skip_source_first_line = 1; break;
            case 'B': case 'E': case 'R': case 's': case 'S': case 'q': case 'd': case 'v': break;
            case 'V': printf("Python %s\n", PY_VERSION); leave(0);
            default:
                fprintf(stderr, "Unknown option: -%c\n%s", *letter, usage);
                leave(2);
            }
            if (operand) {
                PyMem_RawFree(value);
                break;
            }
        }
    }

    const wchar_t *replaced = config->run_command ? L"-c" : config->run_module ? L"-m" : NULL;
    if (replaced) {
        check(PyWideStringList_Append(&config->argv, replaced));
    }
    else if (at >= count) {
        check(PyWideStringList_Append(&config->argv, L""));
    }
    else if (strcmp(arguments[at], "-") != 0) {
        wchar_t *name = decode(arguments[at]);
        if (_Py_abspath(name, &config->run_filename) < 0 || config->run_filename == NULL) {
            set_string(&config->run_filename, name);
        }
        /* In the root folder, CPython's way of joining makes two slashes of one. */
        if (wcsncmp(config->run_filename, L"//", 2) == 0) {
            wmemmove(config->run_filename, config->run_filename + 1, wcslen(config->run_filename));
        }
        PyMem_RawFree(name);
    }
    for (; at < count; at++) {
        wchar_t *argument = decode(arguments[at]);
        check(PyWideStringList_Append(&config->argv, argument));
        PyMem_RawFree(argument);
    }
    for (int number = 0; number < count; number++) {
        wchar_t *argument = decode(arguments[number]);
        check(PyWideStringList_Append(&config->orig_argv, argument));
        PyMem_RawFree(argument);
    }
    return options;
}

static void set_system_list(const char *name, const PyWideStringList *values)
{
    PyObject *list = _PyWideStringList_AsList(values);
    check_python(list && PySys_SetObject(name, list) == 0);
    Py_DECREF(list);
}

/* Runs a few lines of our own, which find the text of a setting under that name. */
static void run_setup(const char *code, const char *setting)
{
    PyObject *names = PyDict_New();
    check_python(names && PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins()) == 0);
    if (setting) {
        PyObject *text = PyUnicode_DecodeFSDefault(setting);
        check_python(text && PyDict_SetItemString(names, "setting", text) == 0);
        Py_DECREF(text);
    }
    PyObject *done = PyRun_String(code, Py_file_input, names, names);
    check_python(done != NULL);
    Py_DECREF(done);
    Py_DECREF(names);
}

/* The variables of CPython's that mean something here. */
static void add_python_path(void)
{
    const char *folders = getenv("PYTHONPATH");
    if (folders == NULL || *folders == '\0') {
        return;
    }
    PyObject *text = PyUnicode_DecodeFSDefault(folders);
    PyObject *colon = PyUnicode_FromString(":");
    PyObject *list = text && colon ? PyUnicode_Split(text, colon, -1) : NULL;
    check_python(list != NULL);
    check_python(PyList_SetSlice(PySys_GetObject("path"), 0, 0, list) == 0);
    Py_DECREF(list);
    Py_DECREF(colon);
    Py_DECREF(text);
}

/* Whether a path is a Python file, and neither a folder nor an archive that holds a program. Asking CPython's import
 * system the same question raises and drops two exceptions. */
static bool is_plain_script(const char *path)
{
    size_t length = strlen(path);
    struct stat status;
    return length > 3 && strcmp(path + length - 3, ".py") == 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* WASI programs begin in the root folder. The host names another one where it wants to, which is none of the program's
 * business. */
static void enter_folder(void)
{
    const char *folder = getenv("ENCLOS_PWD");
    if (folder && chdir(folder) != 0 && mkdir(folder, 0777) == 0) {
        (void)!chdir(folder);
    }
    unsetenv("ENCLOS_PWD");
}

int main(int count, char **arguments)
{
    clock_gettime(CLOCK_MONOTONIC, &run_began);
    enter_folder();
    if (!snapshotted) {
        start_python();
        freeze();
    }
    else {
        read_environment();
    }

    PyInterpreterState *interpreter = _PyInterpreterState_GET();
    PyConfig *config = (PyConfig *)_PyInterpreterState_GetConfig(interpreter);
    struct options options = read_arguments(config, count, arguments);
    if (options.changed) {
        check_python(_PySys_UpdateConfig(_PyThreadState_GET()) == 0);
    }
    set_system_list("argv", &config->argv);
    set_system_list("orig_argv", &config->orig_argv);
    if (options.warnings) {
        set_system_list("warnoptions", &config->warnoptions);
        run_setup(apply_warning_options, NULL);
    }
    const char *unbuffered = getenv("PYTHONUNBUFFERED");
    if (options.unbuffered || (unbuffered && *unbuffered)) {
        run_setup(unbuffer, NULL);
    }
    const char *encoding = getenv("PYTHONIOENCODING");
    if (encoding && *encoding) {
        run_setup(reencode, encoding);
    }
    if (!config->isolated) {
        add_python_path();
    }

    int code = 0;
    PyObject *path0 = NULL;
    bool script = config->run_filename && config->argv.length > 0;
    if (script) {
        char *name = Py_EncodeLocale(config->run_filename, NULL);
        script = name && is_plain_script(name);
        PyMem_Free(name);
    }
    if (!config->safe_path && _PyPathConfig_ComputeSysPath0(&config->argv, &path0) > 0 && path0 && snapshotted) {
        make_way(path0);
    }
    if (script) {
        if (path0 && !config->safe_path) {
            check_python(pymain_sys_path_add_path0(interpreter, path0) == 0);
        }
        _PyInterpreterState_SetRunningMain(interpreter);
        code = pymain_run_file(config);
        _PyInterpreterState_SetNotRunningMain(interpreter);
    }
    else {
        pymain_run_python(&code);
    }
    Py_XDECREF(path0);
    if (finish() < 0) {
        code = 120;
    }
    leave(code);
}

/* CPython calls this for a SystemExit that nobody caught; it would tear the whole interpreter down. */
_Noreturn void __wrap_Py_Exit(int code)
{
    if (finish() < 0) {
        code = 120;
    }
    leave(code);
}

/* In a snapshot, logging is there before the program is, and its exit function is only worth calling when the program
 * made a handler. */
static void finish_logging(void)
{
    if (log_handlers && PyList_GET_SIZE(log_handlers) != log_handler_count) {
        PyObject *logging = PyImport_ImportModule("logging");
        PyObject *done = logging ? PyObject_CallMethod(logging, "shutdown", NULL) : NULL;
        if (done == NULL) {
            PyErr_FormatUnraisable("Exception ignored in atexit callback");
        }
        Py_XDECREF(done);
        Py_XDECREF(logging);
    }
}

static int flush_standard_files(void)
{
    int status = 0;
    static const char *const names[] = {"stdout", "stderr"};
    for (int at = 0; at < 2; at++) {
        PyObject *file = PySys_GetObject(names[at]);
        if (file == NULL || file == Py_None) {
            continue;
        }
        Py_INCREF(file);
        PyObject *closed = PyObject_GetAttrString(file, "closed");
        bool skip = closed && PyObject_IsTrue(closed) > 0;
        Py_XDECREF(closed);
        PyErr_Clear();
        if (!skip && _PyFile_Flush(file) < 0) {
            if (at == 0) {
                PyErr_FormatUnraisable("Exception ignored on flushing sys.stdout");
            }
            PyErr_Clear();
            status = -1;
        }
        Py_DECREF(file);
    }
    return status;
}

/* Takes the program's modules out of sys.modules; returns weak references to them, in the order of their import. */
static PyObject *remove_program_modules(void)
{
    PyObject *modules = PyImport_GetModuleDict();
    PyObject *removed = PyList_New(0);
    PyObject *names = PyDict_Keys(modules);
    if (removed == NULL || names == NULL) {
        PyErr_Clear();
        return removed;
    }
    /* Modules of the program come after all others, but for __main__, and there is none in most programs. */
    PyObject *main_name = PyUnicode_FromString("__main__");
    Py_ssize_t count = PyList_GET_SIZE(names);
    for (Py_ssize_t at = -1; at < count; at = at < 0 ? Py_MIN(module_count, count) : at + 1) {
        PyObject *name = at < 0 ? main_name : PyList_GET_ITEM(names, at);
        PyObject *module = PyDict_GetItemWithError(modules, name);
        if (module == NULL || !PyModule_Check(module)) {
            PyErr_Clear();
            continue;
        }
        PyObject *reference = PyWeakref_NewRef(module, NULL);
        if (reference == NULL || PyList_Append(removed, reference) < 0 || PyDict_DelItem(modules, name) < 0) {
            PyErr_Clear();
        }
        Py_XDECREF(reference);
    }
    Py_XDECREF(main_name);
    Py_DECREF(names);
    return removed;
}

/* Collects the garbage that the program left. Where nothing of it has grown old, the collection of the young is a full
 * one, without emptying the interpreter's free lists. */
static void collect(PyThreadState *thread)
{
    PyGC_Head *old = &thread->interp->gc.generations[2].head;
    _PyGC_Collect(thread, _PyGCHead_NEXT(old) == old ? 1 : 2, _Py_GC_REASON_SHUTDOWN);
}

/* The observable half of Py_FinalizeEx: see finalize_modules and _Py_Finalize of CPython's pylifecycle.c. */
static int finish(void)
{
    PyThreadState *thread = _PyThreadState_GET();
    PyInterpreterState *interpreter = thread->interp;
    /* There are no threads, so there are none to wait for. */
    interpreter->finalizing = 1;
    _Py_FinishPendingCalls(thread);
    _PyAtExit_Call(interpreter);
    finish_logging();

    _PyInterpreterState_SetFinalizing(interpreter, thread);
    _PyRuntimeState_SetFinalizing(&_PyRuntime, thread);
    int status = flush_standard_files();
    collect(thread);

    static const char *const forgotten[] = {"path", "argv", "last_exc", "last_type", "last_value", "last_traceback"};
    for (size_t at = 0; at < Py_ARRAY_LENGTH(forgotten); at++) {
        PySys_SetObject(forgotten[at], Py_None);
    }
    static const char *const files[][2] = {{"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    for (size_t at = 0; at < Py_ARRAY_LENGTH(files); at++) {
        PyObject *original = PySys_GetObject(files[at][1]);
        PySys_SetObject(files[at][0], original ? original : Py_None);
    }
    PyObject *left = remove_program_modules();
    collect(thread);
    for (Py_ssize_t at = left ? PyList_GET_SIZE(left) - 1 : -1; at >= 0; at--) {
        PyObject *module = _PyWeakref_GET_REF(PyList_GET_ITEM(left, at));
        if (module) {
            _PyModule_Clear(module);
            Py_DECREF(module);
        }
    }
    Py_XDECREF(left);
    collect(thread);
    if (flush_standard_files() < 0) {
        status = -1;
    }
    PyErr_Clear();
    return status;
}

__attribute__((export_name("_start"))) void _start(void)
{
    start_libc();
    leave(__main_void());
}

/* The name under which wizer keeps an entry. */
__attribute__((export_name("wizer-resume"))) void resume(void)
{
    _start();
}
