/* A compiler for Brainfuck that writes a WebAssembly module: `brainfuck main.bf -o main.wasm`.

   Cells are bytes that wrap around. The tape starts at cell 0 and grows to the right as far as memory goes; whoever goes
   left of it is told so and leaves with exit code 1. At the end of input, `,` stores 0.

   Changes of cells are collected until a loop begins or ends and then stored once each; the pointer moves only there, and
   not at all in loops that bring it back. A loop that counts down becomes multiplications, one that only moves a scan.
   Code of any loop that is long or deep, and any long stretch without loops, is made a function of its own, so that
   neither the depth nor the size of a function depends on the program. Nothing in here is recursive. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wasm.h"

/* Longest code, in bytes, that is left where it stands, and deepest nest of loops within one function. */
enum { LONGEST_LOOP = 6000, LONGEST_STRETCH = 16000, DEEPEST = 24 };

/* A program beyond this is refused: the engine would take minutes over the code that it becomes. */
enum { MOST_NESTED = 200000, LARGEST = 1 << 25 };

/* A loop that brings the pointer back may look this far to each side without moving it. */
enum { WIDEST = 8000 };

typedef struct Place {
    uint32_t line, column;
} Place;

/* What is known of a cell and not stored yet. Distances are from the pointer as the code has it. */
typedef struct Change {
    int distance;
    uint8_t value;
    uint8_t is_value; /* rather than something to add */
    uint8_t is_stored;
    Place place;
} Change;

/* A loop whose end has not been seen, or the program as a whole. */
typedef struct Level {
    uint32_t code_start, body_start;
    int entry, lowest_entry; /* `at` and `lowest` where it begins */
    uint8_t depth, balanced, dead, plain;
} Level;

/* The first pass's view of a loop. */
typedef struct Span {
    int net, low, high;
    uint32_t number;
    Place place;
    uint8_t balanced;
} Span;

static const char *file;
static const uint8_t *text;
static size_t text_size, next;
static Place here;

static Buffer code, parts;
static uint32_t part_count;
static uint8_t *balanced_loops;
static uint32_t loop_number;

static Level *levels;
static size_t level_count, level_room;

enum { MOST_CHANGES = 32 };
static Change changes[MOST_CHANGES];
static int change_count;
/* Where the program's pointer is, and down to where it was made sure that there are cells. */
static int at, lowest;

static _Noreturn void fail(Place place, const char *message) {
    fprintf(stderr, "%s:%u:%u: error: %s\n", file, place.line, place.column, message);
    exit(1);
}

void *more(void *array, size_t size) {
    array = realloc(array, size);
    if (!array) {
        fprintf(stderr, "%s: error: the program is too large\n", file);
        exit(1);
    }
    return array;
}

/* The next instruction, or 0 at the end of the program; `here` is its place. */
static int instruction(void) {
    while (next < text_size) {
        int c = text[next++];
        here.column += (c & 0xc0) != 0x80;
        switch (c) {
        case '\n':
            here.line++;
            here.column = 0;
            break;
        case '+': case '-': case '<': case '>': case '.': case ',': case '[': case ']':
            return c;
        }
    }
    return 0;
}

static void rewind_text(void) {
    next = 0;
    here = (Place){1, 0};
}

/* Matches the brackets, and finds the loops that leave the pointer where it was and do not look far. */
static void find_balanced_loops(void) {
    Span *spans = NULL;
    size_t count = 0, room = 0, loops = 0, loop_room = 0;
    Span now = {.balanced = 1};
    rewind_text();
    for (int c; (c = instruction());) {
        if (c == '>' && ++now.net > now.high)
            now.high = now.net;
        else if (c == '<' && --now.net < now.low)
            now.low = now.net;
        else if (c == '[') {
            if (count == MOST_NESTED)
                fail(here, "loops are nested too deeply");
            if (count == room)
                spans = more(spans, (room = room ? room * 2 : 64) * sizeof *spans);
            spans[count++] = now;
            now = (Span){.balanced = 1, .number = loops, .place = here};
            if (loops == loop_room)
                balanced_loops = more(balanced_loops, loop_room = loop_room ? loop_room * 2 : 1024);
            balanced_loops[loops++] = 0;
        } else if (c == ']') {
            if (count == 0)
                fail(here, "this ] closes no [");
            now.balanced &= now.net == 0 && now.low > -WIDEST && now.high < WIDEST;
            balanced_loops[now.number] = now.balanced;
            Span outer = spans[--count];
            if (now.balanced) {
                outer.low = outer.net + now.low < outer.low ? outer.net + now.low : outer.low;
                outer.high = outer.net + now.high > outer.high ? outer.net + now.high : outer.high;
            } else {
                outer.balanced = 0;
            }
            now = outer;
        }
    }
    if (count > 0)
        fail(now.place, "this [ is never closed");
    free(spans);
}

static void op(int instruction) { put(&code, instruction); }

static void op_with(int instruction, int64_t operand) {
    put(&code, instruction);
    put_signed(&code, operand);
}

static void op_index(int instruction, uint64_t index) {
    put(&code, instruction);
    put_unsigned(&code, index);
}

static void op_cell(int instruction, int distance) {
    put(&code, instruction);
    put(&code, 0);
    put_unsigned(&code, (uint64_t)(TAPE + distance));
}

static void load(int distance) {
    op_index(GET, 0);
    op_cell(LOAD8, distance);
}

/* Makes sure that there is a cell at a distance; those to the right are always there. */
static void check(int distance, Place place) {
    if (distance >= lowest)
        return;
    lowest = distance;
    op_index(GET, 0);
    op_with(CONST, -distance);
    op(LT_U);
    op(IF);
    op(NO_RESULT);
    op_with(CONST, place.line);
    op_with(CONST, place.column);
    op_index(CALL, LEFT_END);
    op(END);
}

static void store(Change *change) {
    if (change->is_stored)
        return;
    change->is_stored = 1;
    if (!change->is_value && change->value == 0)
        return;
    check(change->distance, change->place);
    op_index(GET, 0);
    if (!change->is_value)
        load(change->distance);
    op_with(CONST, change->value);
    if (!change->is_value)
        op(ADD);
    op_cell(STORE8, change->distance);
}

static void store_all(void) {
    /* One check will do for all. */
    Change *leftmost = NULL;
    for (int i = 0; i < change_count; i++)
        if (!changes[i].is_stored && (changes[i].is_value || changes[i].value) &&
            (!leftmost || changes[i].distance < leftmost->distance))
            leftmost = &changes[i];
    if (leftmost)
        check(leftmost->distance, leftmost->place);
    for (int i = 0; i < change_count; i++)
        store(&changes[i]);
    change_count = 0;
}

static Change *find(int distance) {
    for (int i = change_count; i-- > 0;)
        if (changes[i].distance == distance)
            return &changes[i];
    return NULL;
}

static Change *find_or_add(int distance) {
    Change *found = find(distance);
    if (found)
        return found;
    if (change_count == MOST_CHANGES)
        store_all();
    changes[change_count] = (Change){.distance = distance, .is_stored = 1, .place = here};
    return &changes[change_count++];
}

static void add(int distance, int amount) {
    Change *change = find_or_add(distance);
    if (change->is_stored && !change->is_value)
        change->value = 0;
    change->value = (uint8_t)(change->value + amount);
    change->is_stored = 0;
}

static void set_value(int distance, int value, int is_stored) {
    Change *change = find_or_add(distance);
    if (is_stored || !change->is_value || change->value != value)
        *change = (Change){distance, (uint8_t)value, 1, (uint8_t)is_stored, here};
}

static int is_zero(int distance) {
    Change *change = find(distance);
    return change && change->is_value && change->value == 0;
}

/* Lets the code's pointer follow the program's. */
static void move(void) {
    store_all();
    if (at == 0)
        return;
    check(at, here);
    op_index(GET, 0);
    op_with(CONST, at);
    op(ADD);
    op_index(at > 0 ? TEE : SET, 0);
    if (at > 0) {
        op_index(GLOBAL_GET, GROW_BEYOND);
        op(GT_U);
        op(IF);
        op(NO_RESULT);
        op_index(GET, 0);
        op_index(CALL, GROW);
        op(END);
    }
    at = 0;
    lowest = 0;
}

/* Makes a function of the code from `start` on, and calls it there. */
static void make_part(size_t start) {
    static const uint8_t one_local[] = {1, 1, I32}, its_end[] = {GET, 0, END};
    put_unsigned(&parts, sizeof one_local + (code.size - start) + sizeof its_end);
    put_bytes(&parts, one_local, sizeof one_local);
    put_bytes(&parts, code.bytes + start, code.size - start);
    put_bytes(&parts, its_end, sizeof its_end);
    code.size = start;
    op_index(GET, 0);
    op_index(CALL, FIRST_PART + part_count++);
    op_index(SET, 0);
}

static void open_loop(int balanced) {
    int dead = is_zero(at);
    /* Within a balanced loop the pointer stays where it is, and that loop was seen not to look too far. */
    if (!balanced || (!levels[level_count - 1].balanced && (at > WIDEST || at < -WIDEST)))
        move();
    store_all();
    check(at, here);
    if (level_count == level_room)
        levels = more(levels, (level_room = level_room ? level_room * 2 : 64) * sizeof *levels);
    Level *level = &levels[level_count++];
    *level = (Level){.code_start = (uint32_t)code.size, .entry = at, .lowest_entry = lowest,
                     .balanced = (uint8_t)balanced, .dead = (uint8_t)dead, .plain = 1};
    load(at);
    op(IF);
    op(NO_RESULT);
    op(LOOP);
    op(NO_RESULT);
    level->body_start = (uint32_t)code.size;
}

/* The number of turns times `step`, modulo 256, takes a cell to zero. */
static int inverse(int step) {
    int result = 1;
    while ((uint8_t)(result * step) != 1)
        result += 2;
    return result;
}

/* `[->+++<]` and the like. Says whether the loop was of that kind. */
static int multiply(Level *level) {
    int base = level->entry;
    Change *counter = find(base);
    if (!level->plain || at != base || !counter || counter->is_value || counter->value % 2 == 0)
        return 0;
    int step = counter->value;
    code.size = level->code_start;
    lowest = level->lowest_entry;
    Change list[MOST_CHANGES];
    int count = change_count;
    memcpy(list, changes, sizeof list);
    change_count = 0;
    if (count == 1) {
        set_value(base, 0, 0);
    } else {
        load(base);
        op_index(TEE, 1);
        op(IF);
        op(NO_RESULT);
        for (int i = 0; i < count; i++) {
            if (list[i].distance == base || (!list[i].is_value && list[i].value == 0))
                continue;
            check(list[i].distance, list[i].place);
            int factor = (uint8_t)(list[i].value * inverse((uint8_t)-step));
            op_index(GET, 0);
            if (list[i].is_value) {
                op_with(CONST, list[i].value);
            } else {
                load(list[i].distance);
                op_index(GET, 1);
                if (factor != 1 && factor != 255) {
                    op_with(CONST, factor);
                    op(MUL);
                }
                op(factor == 255 ? SUB : ADD);
            }
            op_cell(STORE8, list[i].distance);
        }
        op_index(GET, 0);
        op_with(CONST, 0);
        op_cell(STORE8, base);
        op(END);
        lowest = level->lowest_entry;
        set_value(base, 0, 1);
    }
    return 1;
}

static void close_loop(void) {
    Level *level = &levels[--level_count], *outer = level - 1;
    outer->plain = 0;
    if (level->dead) {
        code.size = level->code_start;
        change_count = 0;
        at = level->entry;
        lowest = level->lowest_entry;
        set_value(at, 0, 1);
        return;
    }
    if (multiply(level))
        return;
    if (level->balanced)
        store_all();
    else
        move();
    load(at);
    op_index(BR_IF, 0);
    op(END);
    op(END);
    lowest = level->balanced ? level->lowest_entry : 0;
    int depth = level->depth + 1;
    if (depth >= DEEPEST || code.size - level->code_start > LONGEST_LOOP) {
        make_part(level->code_start);
        depth = 0;
    }
    if (depth > outer->depth)
        outer->depth = (uint8_t)depth;
    set_value(at, 0, 1);
}

/* A `[-]` or `[+]` at this point. */
static int is_clear(void) {
    size_t was_next = next;
    Place was_here = here;
    int first = instruction(), second = instruction();
    if ((first == '-' || first == '+') && second == ']')
        return 1;
    next = was_next;
    here = was_here;
    return 0;
}

static void compile(void) {
    find_balanced_loops();
    rewind_text();
    levels = more(NULL, (level_room = 64) * sizeof *levels);
    levels[level_count++] = (Level){.plain = 1};
    set_value(0, 0, 1);
    for (int c; (c = instruction());) {
        Level *level = &levels[level_count - 1];
        switch (c) {
        case '+':
            add(at, 1);
            break;
        case '-':
            add(at, -1);
            break;
        case '>':
        case '<':
            at += c == '>' ? 1 : -1;
            if (at >= FARTHEST || at <= -FARTHEST) {
                level->plain = 0;
                move();
            }
            break;
        case '.':
        case ',': {
            level->plain = 0;
            Change *change = find(at);
            check(at, change ? change->place : here);
            if (c == ',') {
                op_index(GET, 0);
                op_index(CALL, GET_CHARACTER);
                op_cell(STORE8, at);
                if (change)
                    *change = changes[--change_count];
            } else if (change && change->is_value) {
                op_with(CONST, change->value);
                op_index(CALL, PUT_CHARACTER);
            } else {
                if (change)
                    store(change);
                load(at);
                op_index(CALL, PUT_CHARACTER);
            }
            break;
        }
        case '[': {
            int balanced = balanced_loops[loop_number++];
            if (is_clear())
                set_value(at, 0, 0);
            else
                open_loop(balanced);
            break;
        }
        case ']':
            close_loop();
            break;
        }
        /* A plain loop's changes are looked at as a whole at its end. */
        level = &levels[level_count - 1];
        if (change_count == MOST_CHANGES)
            level->plain = 0;
        if (code.size - level->body_start > LONGEST_STRETCH) {
            make_part(level->body_start);
            level->depth = 0;
        }
    }
    store_all();
    make_part(0);
    if (parts.size > LARGEST)
        fail(here, "the program is too large");
}

static uint8_t *read_file(const char *path, size_t *size) {
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        fprintf(stderr, "%s: error: %s\n", path, strerror(errno));
        exit(1);
    }
    uint8_t *bytes = NULL;
    size_t room = 0, got;
    do {
        if (room - *size < 65536)
            bytes = more(bytes, room = room * 2 + 131072);
        got = fread(bytes + *size, 1, room - *size, stream);
        *size += got;
    } while (got > 0);
    fclose(stream);
    return bytes;
}

int main(int count, char **arguments) {
    if (count != 4 || strcmp(arguments[2], "-o") != 0) {
        fputs("usage: brainfuck FILE -o MODULE\n", stderr);
        return 2;
    }
    file = arguments[1];
    text = read_file(file, &text_size);
    compile();
    Buffer module = {0};
    put_module(&module, &parts, part_count, file);
    FILE *stream = fopen(arguments[3], "wb");
    if (!stream || fwrite(module.bytes, 1, module.size, stream) != module.size || fclose(stream) != 0) {
        fprintf(stderr, "%s: error: %s\n", arguments[3], strerror(errno));
        return 1;
    }
    return 0;
}
