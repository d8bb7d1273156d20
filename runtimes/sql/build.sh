# Builds SQLite and its shell. The library is the single file of a crate; the shell, which the crate lacks, is put together
# from its parts in a source package of Debian, as the tool of SQLite's own sources would do it if there were a Tcl.

shell=$PKG_SQLITE3
cp "$HERE/main.c" "$HERE/stdin_table.c" "$shell/ext/misc/csv.c" "$shell/ext/misc/uuid.c" .
cp "$PKG_LIBSQLITE3_SYS/sqlite3/sqlite3.c" "$PKG_LIBSQLITE3_SYS/sqlite3/sqlite3.h" "$PKG_LIBSQLITE3_SYS/sqlite3/sqlite3ext.h" .

# A line `INCLUDE file` stands for the file. In such a file, the includes of SQLite's own headers come too late. Statements
# are read from the script instead of from standard input. There is no home directory with settings, and SQLite is configured
# and initialized in the snapshot already, so that it must be asked for neither.
python3 - "$shell/src" >shell.c <<'END'
import os, re, sys
here = sys.argv[1]
changes = {
    "data.in = stdin;": "data.in = script_stream();",
    "  process_sqliterc(&data,zInitFile);": "  if( zInitFile ) process_sqliterc(&data,zInitFile);",
    "  verify_uninitialized();": "",
    "  sqlite3_config(SQLITE_CONFIG_URI, 1);": "",
    "  sqlite3_config(SQLITE_CONFIG_MULTITHREAD);": "",
}
made = set()
for line in open(os.path.join(here, "shell.c.in"), encoding="utf-8"):
    if not line.startswith("INCLUDE "):
        for old, new in changes.items():
            if old in line:
                line = line.replace(old, new)
                made.add(old)
        sys.stdout.write(line)
        continue
    for part in open(os.path.join(here, line.split()[1]), encoding="utf-8"):
        if not re.match(r'# *include "(sqlite|test_windirent)', part):
            sys.stdout.write(part.replace("__declspec(dllexport)", ""))
if made != set(changes):
    sys.exit(f"build.sh: not in the shell: {set(changes) - made}")
END

features="-DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_FTS3_PARENTHESIS -DSQLITE_ENABLE_FTS4 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE
    -DSQLITE_ENABLE_GEOPOLY -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_PERCENTILE -DSQLITE_ENABLE_STMTVTAB
    -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_DBPAGE_VTAB -DSQLITE_ENABLE_BYTECODE_VTAB -DSQLITE_ENABLE_COLUMN_METADATA
    -DSQLITE_ENABLE_EXPLAIN_COMMENTS -DSQLITE_ENABLE_OFFSET_SQL_FUNC -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK
    -DSQLITE_ENABLE_UNKNOWN_SQL_FUNCTION -DSQLITE_SOUNDEX -DSQLITE_ENABLE_STAT4"

# There is one process, so files need no locks, and no program or library to load.
flags="-O2 -I. -DNDEBUG -D_GNU_SOURCE -DSQLITE_CORE -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_NOHAVE_SYSTEM
    -DSQLITE_OMIT_POPEN -DSQLITE_DEFAULT_UNIX_VFS=\"unix-none\" -DSQLITE_TEMP_STORE=2 -DSQLITE_WASI
    -DSQLITE_SHELL_INIT_PROC=shell_initialize -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_GETPID
    -D_WASI_EMULATED_MMAN -include wasi-stubs.h -w $features"

echo sqlite3.c main.c stdin_table.c csv.c uuid.c | xargs -P "$JOBS" -n 1 "$DEP_FORGE/bin/wasi-cc" $flags -c

"$DEP_FORGE/bin/wasi-cc" -O2 *.o -lwasi-stubs -lwasi-emulated-signal -lwasi-emulated-process-clocks -lwasi-emulated-getpid \
    -lwasi-emulated-mman -z stack-size=2097152 -Wl,--stack-first,--strip-all -o "$OUT/sql.wasm"
