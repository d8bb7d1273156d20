/* The module that the compiled program stands in: its types and imports, its memory and messages, and the few functions
   that every program calls. Input and output are buffered; output is written when its buffer is full, before input is
   waited for, and at the end. */
#include <string.h>

#include "wasm.h"

/* The first page: what WASI reads and writes, messages, and the buffers. The tape takes what the other pages hold. */
enum { VECTOR = 0, COUNT = 8, MESSAGES = 64, OUT = 2048, OUT_ROOM = 32768, IN = 40960, IN_ROOM = 16384 };
enum { PAGES = 2, PAGE = 65536 };

/* The part of the tape beyond GROW_BEYOND is as long as code looks ahead of the pointer. */
enum { AHEAD = FARTHEST + 1000 };

enum { NOTHING, FROM_TWO, FROM_ONE, TO_ONE, ONE_TO_ONE, WASI_IO, TYPE_COUNT };

void put(Buffer *buffer, int byte) {
    if (buffer->size == buffer->room)
        buffer->bytes = more(buffer->bytes, buffer->room = buffer->room ? buffer->room * 2 : 256);
    buffer->bytes[buffer->size++] = (uint8_t)byte;
}

void put_bytes(Buffer *buffer, const void *bytes, size_t size) {
    size_t room = buffer->room ? buffer->room : 256;
    while (room - buffer->size < size)
        room *= 2;
    if (room != buffer->room)
        buffer->bytes = more(buffer->bytes, buffer->room = room);
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

void put_unsigned(Buffer *buffer, uint64_t value) {
    for (; value >= 128; value >>= 7)
        put(buffer, (int)(value & 127) | 128);
    put(buffer, (int)value);
}

void put_signed(Buffer *buffer, int64_t value) {
    for (; value < -64 || value > 63; value >>= 7)
        put(buffer, (int)(value & 127) | 128);
    put(buffer, (int)(value & 127));
}

static void put_name(Buffer *buffer, const char *name) {
    put_unsigned(buffer, strlen(name));
    put_bytes(buffer, name, strlen(name));
}

static void put_section(Buffer *module, int number, const Buffer *content) {
    put(module, number);
    put_unsigned(module, content->size);
    put_bytes(module, content->bytes, content->size);
}

/* One instruction, with its operand where it has one. */
static void op(Buffer *body, int instruction, int64_t operand) {
    put(body, instruction);
    switch (instruction) {
    case CONST:
        put_signed(body, operand);
        break;
    case LOAD:
    case STORE:
        put(body, 2);
        put_unsigned(body, (uint64_t)operand);
        break;
    case LOAD8:
    case STORE8:
        put(body, 0);
        put_unsigned(body, (uint64_t)operand);
        break;
    case IF:
    case LOOP:
        put(body, NO_RESULT);
        break;
    case GET: case SET: case TEE: case GLOBAL_GET: case GLOBAL_SET: case CALL: case BR: case BR_IF:
    case MEMORY_SIZE: case MEMORY_GROW:
        put_unsigned(body, (uint64_t)operand);
        break;
    }
}

typedef struct Step {
    int instruction;
    int64_t operand;
} Step;

static void put_function(Buffer *functions, int locals, const Step *steps, size_t count) {
    Buffer body = {0};
    put(&body, locals > 0);
    if (locals > 0) {
        put(&body, locals);
        put(&body, I32);
    }
    for (size_t i = 0; i < count; i++)
        op(&body, steps[i].instruction, steps[i].operand);
    put(&body, END);
    put_unsigned(functions, body.size);
    put_bytes(functions, body.bytes, body.size);
}

#define FUNCTION(locals, ...)                                                                                                 \
    do {                                                                                                                      \
        static const Step steps[] = {__VA_ARGS__};                                                                            \
        put_function(functions, locals, steps, sizeof steps / sizeof *steps);                                                 \
    } while (0)

/* Messages end with a zero byte. The first one is the name of the file and a colon. */
static const char left_message[] = ": error: the pointer went left of the first cell\n";
static const char full_message[] = "error: the tape does not fit into memory\n";
enum {
    LEFT_MESSAGE = MESSAGES,
    FULL_MESSAGE = LEFT_MESSAGE + sizeof left_message,
    FILE_NAME = FULL_MESSAGE + sizeof full_message
};
enum { LONGEST_NAME = 1000 };

static void put_runtime(Buffer *functions, uint32_t part_count) {
    /* WRITE_OUT; what cannot be written is dropped. The local is how much was written. */
    FUNCTION(1,
        {LOOP}, {GLOBAL_GET, OUT_SIZE}, {IF},
            {CONST, VECTOR}, {CONST, OUT}, {GET, 0}, {ADD}, {STORE, 0},
            {CONST, VECTOR}, {GLOBAL_GET, OUT_SIZE}, {STORE, 4},
            {GLOBAL_GET, OUT_STREAM}, {CONST, VECTOR}, {CONST, 1}, {CONST, COUNT}, {CALL, FD_WRITE},
            {IF}, {CONST, 0}, {GLOBAL_SET, OUT_SIZE}, {RETURN}, {END},
            {GLOBAL_GET, OUT_SIZE}, {CONST, COUNT}, {LOAD, 0}, {SUB}, {GLOBAL_SET, OUT_SIZE},
            {GET, 0}, {CONST, COUNT}, {LOAD, 0}, {ADD}, {SET, 0},
            {BR, 1}, {END}, {END});
    /* PUT_CHARACTER */
    FUNCTION(0,
        {GLOBAL_GET, OUT_SIZE}, {GET, 0}, {STORE8, OUT},
        {GLOBAL_GET, OUT_SIZE}, {CONST, 1}, {ADD}, {GLOBAL_SET, OUT_SIZE},
        {GLOBAL_GET, OUT_SIZE}, {CONST, OUT_ROOM}, {EQ}, {IF}, {CALL, WRITE_OUT}, {END});
    /* GET_CHARACTER, which is 0 at the end of input. */
    FUNCTION(0,
        {GLOBAL_GET, IN_POSITION}, {GLOBAL_GET, IN_SIZE}, {EQ}, {IF},
            {CALL, WRITE_OUT},
            {CONST, 0}, {GLOBAL_SET, IN_POSITION}, {CONST, 0}, {GLOBAL_SET, IN_SIZE},
            {CONST, VECTOR}, {CONST, IN}, {STORE, 0}, {CONST, VECTOR}, {CONST, IN_ROOM}, {STORE, 4},
            {CONST, 0}, {CONST, VECTOR}, {CONST, 1}, {CONST, COUNT}, {CALL, FD_READ},
            {EQZ}, {IF}, {CONST, COUNT}, {LOAD, 0}, {GLOBAL_SET, IN_SIZE}, {END},
            {GLOBAL_GET, IN_SIZE}, {EQZ}, {IF}, {CONST, 0}, {RETURN}, {END},
        {END},
        {GLOBAL_GET, IN_POSITION}, {LOAD8, IN},
        {GLOBAL_GET, IN_POSITION}, {CONST, 1}, {ADD}, {GLOBAL_SET, IN_POSITION});
    /* GROW, by a quarter and a little. The local is the number of pages. */
    FUNCTION(1,
        {LOOP},
            {MEMORY_SIZE, 0}, {CONST, 4}, {DIV_U}, {CONST, 4}, {ADD}, {TEE, 1}, {MEMORY_GROW, 0}, {CONST, -1}, {EQ}, {IF},
                {CALL, WRITE_OUT}, {CONST, 2}, {GLOBAL_SET, OUT_STREAM},
                {CONST, FULL_MESSAGE}, {CALL, PUT_MESSAGE}, {CALL, WRITE_OUT}, {CONST, 1}, {CALL, PROC_EXIT},
            {END},
            {GLOBAL_GET, GROW_BEYOND}, {GET, 1}, {CONST, 16}, {SHL}, {ADD}, {GLOBAL_SET, GROW_BEYOND},
            {GET, 0}, {GLOBAL_GET, GROW_BEYOND}, {GT_U}, {BR_IF, 0},
        {END});
    /* LEFT_END, of a line and a column. */
    FUNCTION(0,
        {CALL, WRITE_OUT}, {CONST, 2}, {GLOBAL_SET, OUT_STREAM}, {CONST, FILE_NAME}, {CALL, PUT_MESSAGE},
        {GET, 0}, {CALL, PUT_NUMBER}, {CONST, ':'}, {CALL, PUT_CHARACTER}, {GET, 1}, {CALL, PUT_NUMBER},
        {CONST, LEFT_MESSAGE}, {CALL, PUT_MESSAGE}, {CALL, WRITE_OUT}, {CONST, 1}, {CALL, PROC_EXIT});
    /* PUT_NUMBER */
    FUNCTION(0,
        {GET, 0}, {CONST, 10}, {GE_U}, {IF}, {GET, 0}, {CONST, 10}, {DIV_U}, {CALL, PUT_NUMBER}, {END},
        {GET, 0}, {CONST, 10}, {REM_U}, {CONST, '0'}, {ADD}, {CALL, PUT_CHARACTER});
    /* PUT_MESSAGE */
    FUNCTION(1,
        {LOOP}, {GET, 0}, {LOAD8, 0}, {TEE, 1}, {IF},
            {GET, 1}, {CALL, PUT_CHARACTER}, {GET, 0}, {CONST, 1}, {ADD}, {SET, 0}, {BR, 1}, {END}, {END});
    /* START */
    const Step start[] = {{CONST, 0}, {CALL, FIRST_PART + part_count - 1}, {DROP}, {CALL, WRITE_OUT}};
    put_function(functions, 0, start, sizeof start / sizeof *start);
}

static void put_types(Buffer *module) {
    static const char *const types[TYPE_COUNT] = {
        [NOTHING] = ">", [FROM_TWO] = "ii>", [FROM_ONE] = "i>", [TO_ONE] = ">i", [ONE_TO_ONE] = "i>i", [WASI_IO] = "iiii>i",
    };
    Buffer content = {0};
    put(&content, TYPE_COUNT);
    for (int i = 0; i < TYPE_COUNT; i++) {
        size_t parameters = strcspn(types[i], ">"), results = strlen(types[i]) - parameters - 1;
        put(&content, 0x60);
        put(&content, (int)parameters);
        while (parameters-- > 0)
            put(&content, I32);
        put(&content, (int)results);
        while (results-- > 0)
            put(&content, I32);
    }
    put_section(module, 1, &content);
}

static void put_imports(Buffer *module) {
    static const struct {
        const char *name;
        int type;
    } imports[] = {{"fd_read", WASI_IO}, {"fd_write", WASI_IO}, {"proc_exit", FROM_ONE}};
    Buffer content = {0};
    put(&content, 3);
    for (int i = 0; i < 3; i++) {
        put_name(&content, "wasi_snapshot_preview1");
        put_name(&content, imports[i].name);
        put(&content, 0);
        put(&content, imports[i].type);
    }
    put_section(module, 2, &content);
}

static void put_globals(Buffer *module) {
    static const int values[] = {
        [OUT_SIZE] = 0, [OUT_STREAM] = 1, [IN_POSITION] = 0, [IN_SIZE] = 0, [GROW_BEYOND] = (PAGES - 1) * PAGE - AHEAD,
    };
    Buffer content = {0};
    put(&content, GROW_BEYOND + 1);
    for (int i = 0; i <= GROW_BEYOND; i++) {
        put(&content, I32);
        put(&content, 1);
        op(&content, CONST, values[i]);
        put(&content, END);
    }
    put_section(module, 6, &content);
}

static void put_data(Buffer *module, const char *file) {
    Buffer text = {0};
    put_bytes(&text, left_message, sizeof left_message);
    put_bytes(&text, full_message, sizeof full_message);
    put_bytes(&text, file, strnlen(file, LONGEST_NAME));
    put_bytes(&text, ":", 2);
    Buffer content = {0};
    put(&content, 1);
    put(&content, 0);
    op(&content, CONST, MESSAGES);
    put(&content, END);
    put_unsigned(&content, text.size);
    put_bytes(&content, text.bytes, text.size);
    put_section(module, 11, &content);
}

void put_module(Buffer *module, const Buffer *parts, uint32_t part_count, const char *file) {
    put_bytes(module, "\0asm\1\0\0", 8);
    put_types(module);
    put_imports(module);

    static const uint8_t runtime[] = {NOTHING, FROM_ONE, TO_ONE, FROM_ONE, FROM_TWO, FROM_ONE, FROM_ONE, NOTHING};
    Buffer types = {0};
    put_unsigned(&types, sizeof runtime + part_count);
    put_bytes(&types, runtime, sizeof runtime);
    for (uint32_t i = 0; i < part_count; i++)
        put(&types, ONE_TO_ONE);
    put_section(module, 3, &types);

    static const uint8_t memory[] = {1, 0, PAGES};
    put_section(module, 5, &(Buffer){(uint8_t *)memory, sizeof memory, 0});
    put_globals(module);

    Buffer exports = {0};
    put(&exports, 2);
    put_name(&exports, "memory");
    put(&exports, 2);
    put(&exports, 0);
    put_name(&exports, "_start");
    put(&exports, 0);
    put_unsigned(&exports, START);
    put_section(module, 7, &exports);

    Buffer functions = {0};
    put_unsigned(&functions, sizeof runtime + part_count);
    put_runtime(&functions, part_count);
    put(module, 10);
    put_unsigned(module, functions.size + parts->size);
    put_bytes(module, functions.bytes, functions.size);
    put_bytes(module, parts->bytes, parts->size);
    put_data(module, file);
}
