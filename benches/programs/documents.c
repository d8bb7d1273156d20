// A document of records to text and back, over and over, by a small reader and writer of the kind that JSON needs.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 400, ROUNDS = 600 };

struct value {
    enum { NUMBER, STRING, LIST, OBJECT } kind;
    double number;
    char *text;            // A string, or the key of a member of an object.
    struct value **items;  // Of a list, or of an object, whose keys stand in `keys`.
    char **keys;
    size_t count;
};

struct buffer {
    char *bytes;
    size_t length, capacity;
};

static void *must(void *memory) {
    if (!memory) abort();
    return memory;
}

static struct value *new_value(int kind) {
    struct value *value = must(calloc(1, sizeof *value));
    value->kind = kind;
    return value;
}

static void push(struct value *parent, char *key, struct value *item) {
    parent->items = must(realloc(parent->items, (parent->count + 1) * sizeof *parent->items));
    parent->keys = must(realloc(parent->keys, (parent->count + 1) * sizeof *parent->keys));
    parent->keys[parent->count] = key;
    parent->items[parent->count++] = item;
}

static void drop(struct value *value) {
    for (size_t i = 0; i < value->count; i++) {
        free(value->keys[i]);
        drop(value->items[i]);
    }
    free(value->items);
    free(value->keys);
    free(value->text);
    free(value);
}

static void put(struct buffer *out, const char *bytes, size_t length) {
    if (out->length + length > out->capacity) {
        out->capacity = 2 * (out->length + length);
        out->bytes = must(realloc(out->bytes, out->capacity));
    }
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

static void put_string(struct buffer *out, const char *text) {
    put(out, "\"", 1);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') put(out, "\\", 1);
        put(out, text, 1);
    }
    put(out, "\"", 1);
}

static void write_value(struct buffer *out, const struct value *value) {
    char digits[32];
    switch (value->kind) {
    case NUMBER:
        put(out, digits, (size_t)snprintf(digits, sizeof digits, "%.15g", value->number));
        break;
    case STRING:
        put_string(out, value->text);
        break;
    default:
        put(out, value->kind == LIST ? "[" : "{", 1);
        for (size_t i = 0; i < value->count; i++) {
            if (i) put(out, ",", 1);
            if (value->kind == OBJECT) {
                put_string(out, value->keys[i]);
                put(out, ":", 1);
            }
            write_value(out, value->items[i]);
        }
        put(out, value->kind == LIST ? "]" : "}", 1);
    }
}

static char *read_string(const char **at) {
    size_t length = 0;
    char *text = must(malloc(strcspn(*at + 1, "\"") + 64)), *end = text;
    for ((*at)++; **at != '"'; (*at)++, length++) {
        if (**at == '\\') (*at)++;
        *end++ = **at;
    }
    (*at)++;
    *end = 0;
    return text;
}

static struct value *read_value(const char **at) {
    struct value *value;
    if (**at == '"') {
        value = new_value(STRING);
        value->text = read_string(at);
    } else if (**at == '[' || **at == '{') {
        value = new_value(**at == '[' ? LIST : OBJECT);
        for ((*at)++; **at != ']' && **at != '}';) {
            char *key = NULL;
            if (value->kind == OBJECT) {
                key = read_string(at);
                (*at)++;
            }
            push(value, key, read_value(at));
            if (**at == ',') (*at)++;
        }
        (*at)++;
    } else {
        char *end;
        value = new_value(NUMBER);
        value->number = strtod(*at, &end);
        *at = end;
    }
    return value;
}

static struct value *number(double number) {
    struct value *value = new_value(NUMBER);
    value->number = number;
    return value;
}

static struct value *string(const char *text) {
    struct value *value = new_value(STRING);
    value->text = must(strdup(text));
    return value;
}

int main(void) {
    struct value *document = new_value(LIST);
    for (int index = 0; index < RECORDS; index++) {
        char name[64];
        snprintf(name, sizeof name, "record \"%d\" \xc3\xa9", index);
        struct value *record = new_value(OBJECT), *tags = new_value(LIST);
        push(tags, NULL, string(index % 2 ? "odd" : "even"));
        push(tags, NULL, string(&"xxxxxxxxx"[index % 9]));
        push(record, must(strdup("id")), number(index));
        push(record, must(strdup("name")), string(name));
        push(record, must(strdup("score")), number(index / 8.0));
        push(record, must(strdup("tags")), tags);
        push(document, NULL, record);
    }
    struct buffer out = {0};
    long checksum = 0;
    for (int round = 0; round < ROUNDS; round++) {
        out.length = 0;
        write_value(&out, document);
        put(&out, "", 1);
        drop(document);
        const char *at = out.bytes;
        document = read_value(&at);
        document->items[round % RECORDS]->items[2]->number += 0.5;
        checksum = (checksum * 31 + (long)out.length) % 1000003;
    }
    printf("%ld %zu\n", checksum, document->count);
    drop(document);
    free(out.bytes);
    return 0;
}
