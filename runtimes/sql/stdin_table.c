/* The table `stdin`: standard input, one row for each line, so that a query can be about it without an import.
   `SELECT line FROM stdin` gives the lines without their ends; the rowid is the number of the line. All of the input is
   read when the table is first used, and a later query sees the same rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sqlite3ext.h"
SQLITE_EXTENSION_INIT1

static char *text;
static size_t *starts;
static size_t line_count;
static int was_read;

typedef struct Cursor {
    sqlite3_vtab_cursor base;
    size_t line;
} Cursor;

static int read_input(void) {
    size_t size = 0, room = 65536, line_room = 1024;
    text = malloc(room);
    starts = malloc(line_room * sizeof *starts);
    if (!text || !starts)
        return SQLITE_NOMEM;
    for (size_t got; (got = fread(text + size, 1, room - size, stdin)) > 0;) {
        size += got;
        if (size == room) {
            char *larger = realloc(text, room *= 2);
            if (!larger)
                return SQLITE_NOMEM;
            text = larger;
        }
    }
    for (size_t start = 0; start < size;) {
        if (line_count + 1 >= line_room) {
            size_t *larger = realloc(starts, (line_room *= 2) * sizeof *starts);
            if (!larger)
                return SQLITE_NOMEM;
            starts = larger;
        }
        starts[line_count++] = start;
        char *end = memchr(text + start, '\n', size - start);
        start = end ? (size_t)(end - text) + 1 : size + 1;
        starts[line_count] = start;
    }
    return SQLITE_OK;
}

static int table_connect(sqlite3 *db, void *data, int count, const char *const *arguments, sqlite3_vtab **table,
                         char **message) {
    (void)data, (void)count, (void)arguments, (void)message;
    int status = sqlite3_declare_vtab(db, "CREATE TABLE x(line TEXT)");
    if (status != SQLITE_OK)
        return status;
    *table = sqlite3_malloc(sizeof **table);
    if (!*table)
        return SQLITE_NOMEM;
    memset(*table, 0, sizeof **table);
    return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *table) {
    sqlite3_free(table);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
    (void)table;
    info->estimatedCost = 1000000;
    return SQLITE_OK;
}

static int cursor_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor) {
    (void)table;
    Cursor *fresh = sqlite3_malloc(sizeof *fresh);
    if (!fresh)
        return SQLITE_NOMEM;
    memset(fresh, 0, sizeof *fresh);
    *cursor = &fresh->base;
    return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *cursor) {
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int cursor_filter(sqlite3_vtab_cursor *cursor, int index, const char *name, int count, sqlite3_value **values) {
    (void)index, (void)name, (void)count, (void)values;
    ((Cursor *)cursor)->line = 0;
    if (was_read)
        return SQLITE_OK;
    was_read = 1;
    return read_input();
}

static int cursor_next(sqlite3_vtab_cursor *cursor) {
    ((Cursor *)cursor)->line++;
    return SQLITE_OK;
}

static int cursor_eof(sqlite3_vtab_cursor *cursor) { return ((Cursor *)cursor)->line >= line_count; }

static int cursor_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column) {
    (void)column;
    size_t line = ((Cursor *)cursor)->line, size = starts[line + 1] - 1 - starts[line];
    if (size > 0 && text[starts[line] + size - 1] == '\r')
        size--;
    sqlite3_result_text64(context, text + starts[line], size, SQLITE_TRANSIENT, SQLITE_UTF8);
    return SQLITE_OK;
}

static int cursor_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid) {
    *rowid = (sqlite3_int64)((Cursor *)cursor)->line + 1;
    return SQLITE_OK;
}

int stdin_table_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
    (void)message;
    SQLITE_EXTENSION_INIT2(api);
    static const sqlite3_module module = {
        .xConnect = table_connect,
        .xBestIndex = best_index,
        .xDisconnect = table_disconnect,
        .xOpen = cursor_open,
        .xClose = cursor_close,
        .xFilter = cursor_filter,
        .xNext = cursor_next,
        .xEof = cursor_eof,
        .xColumn = cursor_column,
        .xRowid = cursor_rowid,
    };
    return sqlite3_create_module(db, "stdin", &module, NULL);
}
