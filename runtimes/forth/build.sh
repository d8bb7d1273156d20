# Builds pForth with an entry of our own. Its library, in Forth, is compiled when the snapshot is made, from text in the module.

cp "$PKG_PFORTH"/csrc/*.c "$PKG_PFORTH"/csrc/*.h "$PKG_PFORTH/csrc/stdio/pf_fileio_stdio.c" "$HERE/main.c" .
rm pf_main.c pf_io_none.c
sed -i.orig 's@"../pf_all.h"@"pf_all.h"@' pf_fileio_stdio.c

# Replaces a text by another in a file, and fails where the text is not there, so that no change is lost when a new version
# words things differently.
change() {
    grep -q -- "$2" "$1" || { echo "build.sh: '$2' is not in $1" >&2; exit 1; }
    sed "s@$2@$3@" "$1" >changed
    cat changed >"$1"
    rm changed
}

# Lines may be long, and input ends.
change pf_guts.h 'TIB_SIZE (256)' 'TIB_SIZE (4096)'
change pf_io.c "            case '.r':" "            case EOF: case '\\\\r':"

# Errors go to standard error with the names of files.
change pfcompil.c '^/\* Report line number and nesting level. \*/' \
    'extern void forth_report(ThrowCode, FILE *); forth_report(exception, InputFile); goto reported;'
change pfcompil.c '^/\* Pop file stream. \*/$' 'reported:'
change pfcompil.c '^            ioType( theWord+1, .theWord );' ''
change pfcompil.c '^            MSG( "  ? - unrecognized word!.n" );' \
    '            { extern void forth_unknown(const char *); forth_unknown(theWord); }'

change pf_core.c '^static void pfInit' 'void pfInit'

# The room that is left in the dictionary stays empty, for the sake of the snapshot.
change pf_core.c ', 0xA5, ' ', 0, '
change pf_core.c ', 0x5A, ' ', 0, '

# BYE prints nothing.
sed '/case ID_BYE:/{n;s/EMIT_CR;//;}' pf_inner.c >changed
cat changed >pf_inner.c

# Stacks that grow without end stop before they reach other memory: wherever code is called or jumps.
change pf_inner.c '^            M_R_PUSH( InsPtr );$' '            M_GUARD({ Token = ID_NOOP; break; }) M_R_PUSH( InsPtr );'
change pf_inner.c '^\( *\)M_BRANCH;' '\1M_BRANCH; M_GUARD({})'
cat >guard.h <<'END'
#define M_GUARD(then) if( TORPTR < gCurrentTask->td_ReturnLimit + 64 || STKPTR < gCurrentTask->td_StackLimit + 64 ) \
    { M_THROW(THROW_STACK_OVERFLOW); then }
END
change pf_inner.c 'case ID_DIVIDE:     BINARY_OP( / )' 'case ID_DIVIDE: if( TOS == 0 ) M_THROW(-10) else BINARY_OP( / )'
change pf_inner.c 'case ID_D_UMSMOD:.*' '&\n            if( TOS == 0 ) { M_THROW(-10); endcase; }'
change pf_inner.c 'case ID_D_MUSMOD:.*' '&\n            if( TOS == 0 ) { M_THROW(-10); endcase; }'
change pf_inner.c '^#define endcase break' '#define endcase break\n#include "guard.h"'

python3 - "$PKG_PFORTH/fth" "$HERE/own.fth" >library.h <<'END'
import json, os, sys
print("static const struct { const char *name, *text; } library[] = {")
for path in sorted(os.path.join(sys.argv[1], name) for name in os.listdir(sys.argv[1]) if name.endswith(".fth")) + [sys.argv[2]]:
    # At the end of the main file, the dictionary would be written to another. There is no terminal to edit lines on.
    text = open(path, encoding="latin-1").read().replace('c" pforth.dic" save-forth', "")
    text = text.replace("include? HISTORY history.fth", "")
    print("{" + json.dumps(os.path.basename(path)) + ",")
    print("\n".join(json.dumps(line, ensure_ascii=True) for line in text.splitlines(True)) + "},")
print("};")
END

flags="-O2 -w -I. -DPF_SUPPORT_FP -D_DEFAULT_SOURCE -D_GNU_SOURCE -include wasi-stubs.h -include stdio.h"
echo *.c | xargs -P "$JOBS" -n 4 "$DEP_FORGE/bin/wasi-cc" $flags -c
"$DEP_FORGE/bin/wasi-cc" -O2 *.o -lwasi-stubs -z stack-size=1048576 -Wl,--wrap=fopen,--wrap=fclose,--stack-first,--strip-all \
    -o "$OUT/forth.wasm"
