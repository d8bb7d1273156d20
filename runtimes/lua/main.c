/* The `lua` program for WASI preview 1: one script, its arguments, and the messages of the stock interpreter.

   The work is cut in two, so that a set-up can run the first half once and keep the memory: `prepare` makes the state
   and opens the libraries, and `main` goes on from there. Whatever must differ from run to run (random numbers, the
   environment, open files) is therefore read in `main`. The module works just as well without a snapshot. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-environ.h>

#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);

static lua_State *prepared;
/* What the program leaves with; `os.exit` sets it as well before it closes the state. */
int lua_exit_status;

/* libc's own buffers hold 1 KiB, and every time one is full or empty the host is called. */
enum { STREAM_BUFFER = 32768 };
static char input_buffer[STREAM_BUFFER], output_buffer[STREAM_BUFFER];

/* Objects are given out from free lists, one for each size, which are filled from larger blocks. Lua tells the size when
   it frees an object, so none has a header, and this is faster than the C library on the many small objects that Lua
   programs make. Memory of one size is not given to another, but it is reused, and Lua's collector keeps that bounded. */
enum { GRAIN = 8, LARGEST = 256, BLOCK = 32768 };
typedef struct Free {
    struct Free *next;
} Free;
static Free *free_lists[LARGEST / GRAIN + 1];
static char *block;
static size_t block_left;

static void *take(size_t class) {
    Free *first = free_lists[class];
    if (first) {
        free_lists[class] = first->next;
        return first;
    }
    size_t size = class * GRAIN;
    if (block_left < size) {
        char *fresh = malloc(BLOCK);
        if (!fresh)
            return NULL;
        if (block_left > 0) {
            Free *rest = (Free *)block;
            rest->next = free_lists[block_left / GRAIN];
            free_lists[block_left / GRAIN] = rest;
        }
        block = fresh;
        block_left = BLOCK;
    }
    char *object = block;
    block += size;
    block_left -= size;
    return object;
}

static void give_back(void *object, size_t class) {
    Free *first = object;
    first->next = free_lists[class];
    free_lists[class] = first;
}

static void *allocate(void *unused, void *old, size_t old_size, size_t new_size) {
    (void)unused;
    if (!old)
        old_size = 0;
    size_t old_class = (old_size + GRAIN - 1) / GRAIN, new_class = (new_size + GRAIN - 1) / GRAIN;
    int old_small = old_size <= LARGEST, new_small = new_size <= LARGEST;
    if (old_size > 0 && !old_small && new_size > 0 && !new_small)
        return realloc(old, new_size);
    if (old_small && new_small && old_class == new_class)
        return new_size > 0 ? old : NULL;
    void *new = NULL;
    if (new_size > 0) {
        new = new_small ? take(new_class) : malloc(new_size);
        if (!new)
            return NULL;
        memcpy(new, old, old_size < new_size ? old_size : new_size);
    }
    if (old_size > 0) {
        if (old_small)
            give_back(old, old_class);
        else
            free(old);
    }
    return new;
}

static int at_panic(lua_State *L) {
    const char *message = lua_tostring(L, -1);
    fprintf(stderr, "PANIC: unprotected error in call to Lua API (%s)\n",
            message ? message : "error object is not a string");
    return 0;
}

static void warn_off(void *data, const char *message, int to_be_continued);
static void warn_on(void *data, const char *message, int to_be_continued);
static void warn_continued(void *data, const char *message, int to_be_continued);

/* A message of its own that starts with @ is a command: @on and @off. */
static int is_command(lua_State *L, const char *message, int to_be_continued) {
    if (to_be_continued || *message != '@')
        return 0;
    if (strcmp(message, "@off") == 0)
        lua_setwarnf(L, warn_off, L);
    else if (strcmp(message, "@on") == 0)
        lua_setwarnf(L, warn_on, L);
    return 1;
}

static void warn_off(void *data, const char *message, int to_be_continued) {
    is_command(data, message, to_be_continued);
}

static void warn_continued(void *data, const char *message, int to_be_continued) {
    fputs(message, stderr);
    if (!to_be_continued)
        fputc('\n', stderr);
    lua_setwarnf(data, to_be_continued ? warn_continued : warn_on, data);
}

static void warn_on(void *data, const char *message, int to_be_continued) {
    if (is_command(data, message, to_be_continued))
        return;
    fputs("Lua warning: ", stderr);
    warn_continued(data, message, to_be_continued);
}

/* `print` leaves its output in the buffer, for a call of the host on every line is the greater part of its cost. Whoever
   answers to that output would wait for it, so it is written before more input is asked for. The linker puts this in
   front of the function with which libc fills the buffer of a stream. */
size_t __real___stdio_read(FILE *stream, unsigned char *buffer, size_t size);
size_t __wrap___stdio_read(FILE *stream, unsigned char *buffer, size_t size) {
    if (stream == stdin)
        fflush(stdout);
    return __real___stdio_read(stream, buffer, size);
}

static _Noreturn void leave(int status) {
    fflush(NULL);
    _Exit(status);
}

/* Lua calls finalizers in the reverse order of their objects' creation. This one belongs to the first object of all, so
   it runs when every other one has run, and the heap is never given back piece by piece. */
static int last_finalizer(lua_State *L) {
    (void)L;
    leave(lua_exit_status);
}

static int open_state(lua_State *L) {
    lua_newuserdatauv(L, 0, 0);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, last_finalizer);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    luaL_ref(L, LUA_REGISTRYINDEX);
    luaL_openlibs(L);
    return 0;
}

static void prepare(void) {
    lua_State *L = lua_newstate(allocate, NULL);
    if (!L) {
        fputs("lua: cannot create state: not enough memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    lua_atpanic(L, at_panic);
    lua_setwarnf(L, warn_off, L);
    lua_gc(L, LUA_GCSTOP);
    lua_pushcfunction(L, open_state);
    if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
        fprintf(stderr, "lua: %s\n", lua_tostring(L, -1));
        exit(EXIT_FAILURE);
    }
    prepared = L;
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

/* The CPU time that os.clock gives. The host may lack a clock for that; then it is the time since the first call, which
   `main` makes. */
clock_t clock(void) {
    static __wasi_timestamp_t origin;
    __wasi_timestamp_t now;
    if (__wasi_clock_time_get(__WASI_CLOCKID_PROCESS_CPUTIME_ID, 1000, &now) == 0)
        return now / (1000000000 / CLOCKS_PER_SEC);
    if (__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 1000, &now) != 0)
        return -1;
    if (origin == 0)
        origin = now;
    return (now - origin) / (1000000000 / CLOCKS_PER_SEC);
}

static int add_traceback(lua_State *L) {
    const char *message = lua_tostring(L, 1);
    if (!message) {
        if (luaL_callmeta(L, 1, "__tostring") && lua_type(L, -1) == LUA_TSTRING)
            return 1;
        message = lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
    }
    luaL_traceback(L, L, message, 1);
    return 1;
}

/* The library seeds math.random from the clock in whole seconds and an address, which in a snapshot are constants. */
static void seed_random(lua_State *L) {
    lua_Integer seeds[2];
    if (getentropy(seeds, sizeof seeds) != 0)
        return;
    lua_getglobal(L, LUA_MATHLIBNAME);
    lua_getfield(L, -1, "randomseed");
    lua_pushinteger(L, seeds[0]);
    lua_pushinteger(L, seeds[1]);
    lua_call(L, 2, 0);
    lua_pop(L, 1);
}

static int report(lua_State *L, const char *program, int status) {
    if (status == LUA_OK)
        return 1;
    const char *message = lua_tostring(L, -1);
    fflush(stdout);
    fprintf(stderr, "%s: %s\n", program, message ? message : "(error message not a string)");
    lua_pop(L, 1);
    return 0;
}

/* Runs the script. Its result tells whether all went well. */
static int protected_main(lua_State *L) {
    int count = (int)lua_tointeger(L, 1);
    char **arguments = lua_touserdata(L, 2);
    seed_random(L);
    lua_gc(L, LUA_GCRESTART);
    lua_gc(L, LUA_GCGEN, 0, 0);

    /* As in the stock interpreter, a lone "--" ends the options. There are no other options. */
    int script = count > 2 && strcmp(arguments[1], "--") == 0 ? 2 : 1;
    lua_createtable(L, count > script ? count - script : 0, script);
    for (int i = 0; i < count; i++) {
        lua_pushstring(L, arguments[i]);
        lua_rawseti(L, -2, i - (script < count ? script : 0));
    }
    lua_setglobal(L, "arg");

    lua_pushcfunction(L, add_traceback);
    int handler = lua_gettop(L);
    const char *program = count > 0 ? arguments[0] : "lua";
    const char *file = script < count && strcmp(arguments[script], "-") != 0 ? arguments[script] : NULL;
    int status = luaL_loadfile(L, file);
    if (status == LUA_OK) {
        int passed = count - script - 1;
        if (passed < 0)
            passed = 0;
        luaL_checkstack(L, passed, "too many arguments to script");
        for (int i = 0; i < passed; i++)
            lua_pushstring(L, arguments[script + 1 + i]);
        status = lua_pcall(L, passed, 0, handler);
    }
    lua_pushboolean(L, report(L, program, status));
    return 1;
}

int main(int count, char **arguments) {
    clock();
    setvbuf(stdin, input_buffer, _IOFBF, STREAM_BUFFER);
    setvbuf(stdout, output_buffer, _IOFBF, STREAM_BUFFER);
    if (!prepared)
        prepare();
    lua_State *L = prepared;
    lua_pushcfunction(L, protected_main);
    lua_pushinteger(L, count);
    lua_pushlightuserdata(L, arguments);
    int status = lua_pcall(L, 2, 1, 0);
    int good = lua_toboolean(L, -1);
    report(L, count > 0 ? arguments[0] : "lua", status);
    lua_exit_status = good && status == LUA_OK ? EXIT_SUCCESS : EXIT_FAILURE;
    lua_close(L);
    leave(lua_exit_status);
}
