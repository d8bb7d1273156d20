/* The object `host`, through which the prelude reaches files, streams, clocks and the insides of values. Only the prelude
   sees it. Functions that fail for a reason of the system return a negative errno, from which the prelude makes an error
   in the style of Node. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wasi/libc-environ.h>

#include "quickjs-libc.h"
#include "quickjs.h"
#include "runtime.h"

/* libc's own buffer holds 1 KiB, and every time it is full the host is called. */
enum { OUTPUT_BUFFER = 65536, READ_CHUNK = 65536 };
static char output_buffer[OUTPUT_BUFFER];

static int argument_count;
static char **argument_values;
static int64_t origin_ns;
static uint64_t random_state[2];

static int64_t clock_ns(clockid_t clock) {
    struct timespec now;
    if (clock_gettime(clock, &now) != 0)
        return 0;
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* Everything here is of this run, not of the snapshot that it may have begun from. */
void host_start(int count, char **arguments) {
    argument_count = count;
    argument_values = arguments;
    origin_ns = clock_ns(CLOCK_MONOTONIC);
    setvbuf(stdout, output_buffer, _IOFBF, OUTPUT_BUFFER);
    if (getentropy(random_state, sizeof random_state) != 0 || !(random_state[0] | random_state[1]))
        random_state[0] = origin_ns | 1;
}

/* Taking the heap apart would only cost time. */
_Noreturn void leave(int status) {
    fflush(NULL);
    _Exit(status);
}

#define FUNCTION(name) static JSValue name(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)

static JSValue result(JSContext *ctx, int64_t value) { return JS_NewInt64(ctx, value < 0 ? -errno : value); }

static JSValue failed(JSContext *ctx) { return JS_NewInt32(ctx, -errno); }

static int to_int(JSContext *ctx, JSValueConst value) {
    int32_t number = 0;
    JS_ToInt32(ctx, &number, value);
    return number;
}

/* write(fd, text or bytes, newline): everything is written, through the buffer of standard output if it goes there. */
FUNCTION(host_write) {
    int fd = to_int(ctx, argv[0]);
    size_t length;
    const char *text = NULL;
    const uint8_t *bytes;
    if (JS_IsString(argv[1])) {
        bytes = (const uint8_t *)(text = JS_ToCStringLen(ctx, &length, argv[1]));
    } else {
        bytes = JS_GetUint8Array(ctx, &length, argv[1]);
    }
    if (!bytes)
        return JS_EXCEPTION;
    int64_t written = length;
    if (fd == STDOUT_FILENO || fd == STDERR_FILENO) {
        FILE *stream = fd == STDOUT_FILENO ? stdout : stderr;
        fwrite(bytes, 1, length, stream);
        if (argc > 2 && JS_ToBool(ctx, argv[2]))
            putc('\n', stream);
    } else {
        for (size_t done = 0; done < length;) {
            ssize_t step = write(fd, bytes + done, length - done);
            if (step < 0) {
                written = -1;
                break;
            }
            done += step;
        }
    }
    JS_FreeCString(ctx, text);
    return result(ctx, written);
}

/* read(fd, bytes, offset, length, position): position is -1 for the current one. */
FUNCTION(host_read) {
    int fd = to_int(ctx, argv[0]);
    size_t size;
    uint8_t *bytes = JS_GetUint8Array(ctx, &size, argv[1]);
    int64_t offset, length, position;
    if (!bytes || JS_ToInt64(ctx, &offset, argv[2]) || JS_ToInt64(ctx, &length, argv[3]) ||
        JS_ToInt64(ctx, &position, argv[4]))
        return JS_EXCEPTION;
    if (offset < 0 || length < 0 || offset > (int64_t)size || length > (int64_t)size - offset)
        return JS_ThrowRangeError(ctx, "The read is out of range of the buffer");
    if (fd == STDIN_FILENO)
        fflush(stdout);
    return result(ctx, position < 0 ? read(fd, bytes + offset, length) : pread(fd, bytes + offset, length, position));
}

static void free_bytes(JSRuntime *rt, void *bytes) {
    (void)rt;
    free(bytes);
}

static void *resize_bytes(JSRuntime *rt, void *opaque, void *bytes, size_t size) {
    (void)opaque;
    if (size > 0)
        return realloc(bytes, size);
    free_bytes(rt, bytes);
    return NULL;
}

/* readAll(fd): the rest of a file or stream as bytes. */
FUNCTION(host_read_all) {
    int fd = to_int(ctx, argv[0]);
    if (fd == STDIN_FILENO)
        fflush(stdout);
    struct stat status;
    size_t capacity = READ_CHUNK, length = 0;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= 0)
        capacity = status.st_size + 1;
    uint8_t *bytes = malloc(capacity);
    for (;;) {
        if (!bytes)
            return JS_ThrowOutOfMemory(ctx);
        ssize_t step = read(fd, bytes + length, capacity - length);
        if (step < 0) {
            free(bytes);
            return failed(ctx);
        }
        if (step == 0)
            break;
        length += step;
        if (length == capacity) {
            uint8_t *larger = realloc(bytes, capacity *= 2);
            if (!larger)
                free(bytes);
            bytes = larger;
        }
    }
    return JS_NewUint8Array(ctx, bytes, length, resize_bytes, NULL, false);
}

/* decode(bytes, start, end): UTF-8 to a string; what is not UTF-8 becomes U+FFFD. */
FUNCTION(host_decode) {
    size_t size;
    const uint8_t *bytes = JS_GetUint8Array(ctx, &size, argv[0]);
    int64_t start = 0, end = size;
    if (!bytes && size)
        return JS_EXCEPTION;
    if (argc > 1 && !JS_IsUndefined(argv[1]) && JS_ToInt64(ctx, &start, argv[1]))
        return JS_EXCEPTION;
    if (argc > 2 && !JS_IsUndefined(argv[2]) && JS_ToInt64(ctx, &end, argv[2]))
        return JS_EXCEPTION;
    if (end > (int64_t)size)
        end = size;
    if (start < 0 || start >= end)
        return JS_NewString(ctx, "");
    return JS_NewStringLen(ctx, (const char *)bytes + start, end - start);
}

/* encode(text): a string to UTF-8. */
FUNCTION(host_encode) {
    size_t length;
    const char *text = JS_ToCStringLen(ctx, &length, argv[0]);
    if (!text)
        return JS_EXCEPTION;
    JSValue bytes = JS_NewUint8ArrayCopy(ctx, (const uint8_t *)text, length);
    JS_FreeCString(ctx, text);
    return bytes;
}

/* Calls a function of the system that takes a path. */
#define WITH_PATH(call)                                                                                                \
    const char *path = JS_ToCString(ctx, argv[0]);                                                                     \
    if (!path)                                                                                                         \
        return JS_EXCEPTION;                                                                                           \
    int64_t value = call;                                                                                              \
    JSValue answer = result(ctx, value);                                                                               \
    JS_FreeCString(ctx, path);                                                                                         \
    return answer

FUNCTION(host_open) {
    int flags = to_int(ctx, argv[1]);
    WITH_PATH(open(path, flags, 0666));
}

FUNCTION(host_mkdir) { WITH_PATH(mkdir(path, 0777)); }
FUNCTION(host_rmdir) { WITH_PATH(rmdir(path)); }
FUNCTION(host_unlink) { WITH_PATH(unlink(path)); }
FUNCTION(host_chdir) { WITH_PATH(chdir(path)); }

FUNCTION(host_truncate) {
    int64_t length;
    if (JS_ToInt64(ctx, &length, argv[1]))
        return JS_EXCEPTION;
    WITH_PATH(truncate(path, length));
}

FUNCTION(host_close) { return result(ctx, close(to_int(ctx, argv[0]))); }

FUNCTION(host_rename) {
    const char *to = JS_ToCString(ctx, argv[1]);
    const char *from = to ? JS_ToCString(ctx, argv[0]) : NULL;
    JSValue answer = from ? result(ctx, rename(from, to)) : JS_EXCEPTION;
    JS_FreeCString(ctx, from);
    JS_FreeCString(ctx, to);
    return answer;
}

static double to_ms(struct timespec time) { return time.tv_sec * 1e3 + time.tv_nsec / 1e6; }

/* stat(path or fd, follow): an array of mode, size, the three times in ms, inode and number of links. */
FUNCTION(host_stat) {
    struct stat status;
    int failure;
    if (JS_IsNumber(argv[0])) {
        failure = fstat(to_int(ctx, argv[0]), &status);
    } else {
        const char *path = JS_ToCString(ctx, argv[0]);
        if (!path)
            return JS_EXCEPTION;
        failure = JS_ToBool(ctx, argv[1]) ? stat(path, &status) : lstat(path, &status);
        JS_FreeCString(ctx, path);
    }
    if (failure)
        return failed(ctx);
    double fields[] = {status.st_mode,         status.st_size,       to_ms(status.st_atim), to_ms(status.st_mtim),
                       to_ms(status.st_ctim), (double)status.st_ino, status.st_nlink};
    JSValue array = JS_NewArray(ctx);
    for (unsigned i = 0; i < sizeof fields / sizeof *fields; i++)
        JS_SetPropertyUint32(ctx, array, i, JS_NewFloat64(ctx, fields[i]));
    return array;
}

FUNCTION(host_readdir) {
    const char *path = JS_ToCString(ctx, argv[0]);
    if (!path)
        return JS_EXCEPTION;
    DIR *directory = opendir(path);
    JS_FreeCString(ctx, path);
    if (!directory)
        return failed(ctx);
    JSValue array = JS_NewArray(ctx);
    uint32_t count = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            JS_SetPropertyUint32(ctx, array, count++, JS_NewString(ctx, entry->d_name));
    }
    closedir(directory);
    return array;
}

FUNCTION(host_cwd) {
    char *path = getcwd(NULL, 0);
    JSValue text = JS_NewString(ctx, path ? path : "/");
    free(path);
    return text;
}

FUNCTION(host_strerror) { return JS_NewString(ctx, strerror(to_int(ctx, argv[0]))); }

static JSValue string_array(JSContext *ctx, char **strings, int count) {
    JSValue array = JS_NewArray(ctx);
    for (int i = 0; i < count; i++)
        JS_SetPropertyUint32(ctx, array, i, JS_NewString(ctx, strings[i]));
    return array;
}

FUNCTION(host_arguments) { return string_array(ctx, argument_values, argument_count); }

FUNCTION(host_environment) {
    /* Not `environ`, which holds no list before libc has been asked for one, and none again in a snapshot. */
    char **list = __wasilibc_get_environ();
    int count = 0;
    while (list && list[count])
        count++;
    return string_array(ctx, list, count);
}

FUNCTION(host_exit) { leave(to_int(ctx, argv[0])); }

/* now(): milliseconds since the start of the run. */
FUNCTION(host_now) { return JS_NewFloat64(ctx, (clock_ns(CLOCK_MONOTONIC) - origin_ns) / 1e6); }

/* clock(): the monotonic clock in nanoseconds, as a BigInt. */
FUNCTION(host_clock) { return JS_NewBigInt64(ctx, clock_ns(CLOCK_MONOTONIC)); }

FUNCTION(host_sleep) {
    double ms;
    if (JS_ToFloat64(ctx, &ms, argv[0]))
        return JS_EXCEPTION;
    fflush(stdout);
    struct timespec time = {.tv_sec = (time_t)(ms / 1e3), .tv_nsec = (long)((int64_t)(ms * 1e6) % 1000000000)};
    nanosleep(&time, NULL);
    return JS_UNDEFINED;
}

FUNCTION(host_flush) {
    fflush(stdout);
    return JS_UNDEFINED;
}

FUNCTION(host_memory) {
    JSMemoryUsage usage;
    JS_ComputeMemoryUsage(JS_GetRuntime(ctx), &usage);
    double fields[] = {__builtin_wasm_memory_size(0) * 65536.0, (double)usage.malloc_size, (double)usage.memory_used_size};
    JSValue array = JS_NewArray(ctx);
    for (unsigned i = 0; i < sizeof fields / sizeof *fields; i++)
        JS_SetPropertyUint32(ctx, array, i, JS_NewFloat64(ctx, fields[i]));
    return array;
}

FUNCTION(host_collect) {
    JS_RunGC(JS_GetRuntime(ctx));
    return JS_UNDEFINED;
}

/* random(): xorshift128+, as other engines have it. The engine's own generator is seeded when the context is made, which
   is too early for a snapshot. */
FUNCTION(host_random) {
    uint64_t a = random_state[0], b = random_state[1];
    random_state[0] = b;
    a ^= a << 23;
    random_state[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
    return JS_NewFloat64(ctx, ((random_state[1] + b) >> 11) * 0x1p-53);
}

FUNCTION(host_entropy) {
    size_t length;
    uint8_t *bytes = JS_GetUint8Array(ctx, &length, argv[0]);
    if (!bytes)
        return JS_EXCEPTION;
    for (size_t done = 0; done < length; done += 256)
        getentropy(bytes + done, length - done < 256 ? length - done : 256);
    return JS_DupValue(ctx, argv[0]);
}

/* className(value): the engine's own name for what an object is, which no property can fake. */
FUNCTION(host_class_name) {
    JSClassID id = JS_GetClassID(argv[0]);
    if (id == JS_INVALID_CLASS_ID)
        return JS_UNDEFINED;
    JSAtom name = JS_GetClassName(JS_GetRuntime(ctx), id);
    JSValue text = JS_AtomToString(ctx, name);
    JS_FreeAtom(ctx, name);
    return text;
}

/* iteratorRest(iterator): see engine.py. */
JSValue iterator_rest(JSContext *ctx, JSValueConst value);
FUNCTION(host_iterator_rest) { return iterator_rest(ctx, argv[0]); }

FUNCTION(host_proxy_target) { return JS_IsProxy(argv[0]) ? JS_GetProxyTarget(ctx, argv[0]) : JS_UNDEFINED; }

/* promiseState(promise): 0 pending, 1 fulfilled, 2 rejected. */
FUNCTION(host_promise_state) { return JS_NewInt32(ctx, JS_PromiseState(ctx, argv[0])); }
FUNCTION(host_promise_result) { return JS_PromiseResult(ctx, argv[0]); }

/* runJobs(): empties the queue of promise jobs. A job that throws ends it with that exception. */
FUNCTION(host_run_jobs) {
    JSContext *job_context;
    for (;;) {
        int more = JS_ExecutePendingJob(JS_GetRuntime(ctx), &job_context);
        if (more < 0)
            return JS_EXCEPTION;
        if (more == 0)
            return JS_UNDEFINED;
    }
}

/* runOwnTimers(): one turn of the timers of QuickJS's module `os`. Gives the wait for the next in milliseconds, or -1. */
FUNCTION(host_run_own_timers) {
    int wait = js_std_loop_once(ctx);
    return wait == -2 ? JS_EXCEPTION : JS_NewInt32(ctx, wait);
}

static JSValue rejection_listener = JS_UNDEFINED;

static void on_rejection(JSContext *ctx, JSValueConst promise, JSValueConst reason, bool handled, void *opaque) {
    (void)opaque;
    JSValueConst arguments[] = {promise, reason, handled ? JS_TRUE : JS_FALSE};
    JS_FreeValue(ctx, JS_Call(ctx, rejection_listener, JS_UNDEFINED, 3, arguments));
}

FUNCTION(host_on_rejection) {
    JS_FreeValue(ctx, rejection_listener);
    rejection_listener = JS_DupValue(ctx, argv[0]);
    JS_SetHostPromiseRejectionTracker(JS_GetRuntime(ctx), on_rejection, NULL);
    return JS_UNDEFINED;
}

static const JSCFunctionListEntry functions[] = {
    JS_CFUNC_DEF("write", 3, host_write),
    JS_CFUNC_DEF("read", 5, host_read),
    JS_CFUNC_DEF("readAll", 1, host_read_all),
    JS_CFUNC_DEF("decode", 3, host_decode),
    JS_CFUNC_DEF("encode", 1, host_encode),
    JS_CFUNC_DEF("open", 2, host_open),
    JS_CFUNC_DEF("close", 1, host_close),
    JS_CFUNC_DEF("mkdir", 1, host_mkdir),
    JS_CFUNC_DEF("rmdir", 1, host_rmdir),
    JS_CFUNC_DEF("unlink", 1, host_unlink),
    JS_CFUNC_DEF("chdir", 1, host_chdir),
    JS_CFUNC_DEF("truncate", 2, host_truncate),
    JS_CFUNC_DEF("rename", 2, host_rename),
    JS_CFUNC_DEF("stat", 2, host_stat),
    JS_CFUNC_DEF("readdir", 1, host_readdir),
    JS_CFUNC_DEF("cwd", 0, host_cwd),
    JS_CFUNC_DEF("strerror", 1, host_strerror),
    JS_CFUNC_DEF("arguments", 0, host_arguments),
    JS_CFUNC_DEF("environment", 0, host_environment),
    JS_CFUNC_DEF("exit", 1, host_exit),
    JS_CFUNC_DEF("now", 0, host_now),
    JS_CFUNC_DEF("clock", 0, host_clock),
    JS_CFUNC_DEF("sleep", 1, host_sleep),
    JS_CFUNC_DEF("flush", 0, host_flush),
    JS_CFUNC_DEF("memory", 0, host_memory),
    JS_CFUNC_DEF("collect", 0, host_collect),
    JS_CFUNC_DEF("random", 0, host_random),
    JS_CFUNC_DEF("entropy", 1, host_entropy),
    JS_CFUNC_DEF("className", 1, host_class_name),
    JS_CFUNC_DEF("iteratorRest", 1, host_iterator_rest),
    JS_CFUNC_DEF("proxyTarget", 1, host_proxy_target),
    JS_CFUNC_DEF("promiseState", 1, host_promise_state),
    JS_CFUNC_DEF("promiseResult", 1, host_promise_result),
    JS_CFUNC_DEF("runJobs", 0, host_run_jobs),
    JS_CFUNC_DEF("runOwnTimers", 0, host_run_own_timers),
    JS_CFUNC_DEF("onRejection", 1, host_on_rejection),
    JS_PROP_INT32_DEF("O_RDONLY", O_RDONLY, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("O_WRONLY", O_WRONLY, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("O_RDWR", O_RDWR, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("O_CREAT", O_CREAT, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("O_EXCL", O_EXCL, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("O_TRUNC", O_TRUNC, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("O_APPEND", O_APPEND, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("S_IFMT", S_IFMT, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("S_IFREG", S_IFREG, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("S_IFDIR", S_IFDIR, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("S_IFCHR", S_IFCHR, JS_PROP_ENUMERABLE),
    JS_PROP_INT32_DEF("S_IFLNK", S_IFLNK, JS_PROP_ENUMERABLE),
};

/* The names of errno values that programs ask for by `error.code`. */
static const struct {
    const char *name;
    int number;
} errors[] = {
    {"EACCES", EACCES}, {"EAGAIN", EAGAIN},       {"EBADF", EBADF},   {"EBUSY", EBUSY},     {"EEXIST", EEXIST},
    {"EFBIG", EFBIG},   {"EINVAL", EINVAL},       {"EIO", EIO},       {"EISDIR", EISDIR},   {"ELOOP", ELOOP},
    {"EMFILE", EMFILE}, {"ENAMETOOLONG", ENAMETOOLONG}, {"ENOENT", ENOENT}, {"ENOMEM", ENOMEM}, {"ENOSPC", ENOSPC},
    {"ENOSYS", ENOSYS}, {"ENOTDIR", ENOTDIR},     {"ENOTEMPTY", ENOTEMPTY}, {"ENOTSUP", ENOTSUP}, {"EPERM", EPERM},
    {"EPIPE", EPIPE},   {"EROFS", EROFS},         {"ESPIPE", ESPIPE}, {"EXDEV", EXDEV},     {"EDQUOT", EDQUOT},
    {"ENOTCAPABLE", ENOTCAPABLE},
};

JSValue new_host(JSContext *ctx) {
    JSValue host = JS_NewObject(ctx);
    JS_SetPropertyFunctionList(ctx, host, functions, sizeof functions / sizeof *functions);
    JSValue names = JS_NewObject(ctx);
    for (unsigned i = 0; i < sizeof errors / sizeof *errors; i++)
        JS_SetPropertyUint32(ctx, names, errors[i].number, JS_NewString(ctx, errors[i].name));
    JS_SetPropertyStr(ctx, host, "errnoNames", names);
    return host;
}
