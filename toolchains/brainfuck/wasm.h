/* What the two halves of the compiler share: growing buffers of WebAssembly, the few instructions that are needed, and the
   layout of the module that is made. */
#ifndef WASM_H
#define WASM_H

#include <stddef.h>
#include <stdint.h>

typedef struct Buffer {
    uint8_t *bytes;
    size_t size, room;
} Buffer;

void put(Buffer *buffer, int byte);
void put_bytes(Buffer *buffer, const void *bytes, size_t size);
void put_unsigned(Buffer *buffer, uint64_t value);
void put_signed(Buffer *buffer, int64_t value);

enum {
    UNREACHABLE = 0x00, LOOP = 0x03, IF = 0x04, END = 0x0b, BR = 0x0c, BR_IF = 0x0d, RETURN = 0x0f,
    CALL = 0x10, DROP = 0x1a, GET = 0x20, SET = 0x21, TEE = 0x22, GLOBAL_GET = 0x23, GLOBAL_SET = 0x24, LOAD = 0x28,
    LOAD8 = 0x2d, STORE = 0x36, STORE8 = 0x3a, MEMORY_SIZE = 0x3f, MEMORY_GROW = 0x40, CONST = 0x41, EQZ = 0x45, EQ = 0x46,
    LT_U = 0x49, GT_U = 0x4b, GE_U = 0x4f, ADD = 0x6a, SUB = 0x6b, MUL = 0x6c, DIV_U = 0x6e, REM_U = 0x70, SHL = 0x74,
    NO_RESULT = 0x40, I32 = 0x7f
};

/* The memory of the program: buffers and messages below, the tape from TAPE on. The pointer is kept as the number of a
   cell, so an access has TAPE and a distance, which may be negative, as its constant offset. */
enum { TAPE = 65536, FARTHEST = 30000 };

/* Functions of the module: those of WASI, those that module.c makes, then the program. */
enum {
    FD_READ, FD_WRITE, PROC_EXIT, WRITE_OUT, PUT_CHARACTER, GET_CHARACTER, GROW, LEFT_END, PUT_NUMBER, PUT_MESSAGE, START,
    FIRST_PART
};

/* Globals. GROW_BEYOND is the last cell that the pointer may be at without more memory being asked for. */
enum { OUT_SIZE, OUT_STREAM, IN_POSITION, IN_SIZE, GROW_BEYOND };

/* Writes the module around the program's functions, of which the last is its beginning. */
void put_module(Buffer *module, const Buffer *parts, uint32_t part_count, const char *file);

/* Reallocates, or ends the compiler. */
void *more(void *array, size_t size);

#endif
