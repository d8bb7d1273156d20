# Builds SWI-Prolog twice: for this machine, quickly and without optimization, because the boot file is made by a Prolog;
# and for WASI. Its own build wants CMake, which is a lot to ask for a list of files.

cp -R "$PKG_SWI_PROLOG/src" src
chmod -R u+w src
cp "$HERE/config.h" "$HERE/parms.h" src/
cp "$HERE/main.c" "$HERE/posix.h" src/
: >src/version.h
# Without a /dev/urandom, random numbers would start from the time of day alone.
sed 's/u\.t = WallTime();/getentropy(\&u.t, sizeof u.t);/' "$PKG_SWI_PROLOG/src/pl-arith.c" >src/pl-arith.c
# Paths need no search for symbolic links, in which the empty name of the root would be taken for the current folder.
sed '/^#define O_CANONICALISE_DIRS/d' "$PKG_SWI_PROLOG/src/os/pl-os.c" >src/os/pl-os.c

(
    cd src
    cc -o ../defatom defatom.c
    ../defatom . >/dev/null
    cc -I. -o ../mkvmi mkvmi.c
    ../mkvmi .
)

prolog="alloc allocpool arith assert atom attvar bag btree codetable comp cont copyterm coverage dbref debug dict dwim error
    event ext flag fli funct gc gmp gvar hash index indirect init list load modul mutex op prims privitf pro proc prof qlf
    read rec ressymbol rsort segstack setup srcfile string supervisor sys tabling term termhash thread trace transaction trie
    undo util variant version wam wrap write xterm zip bf"
system="buffer codelist cstack ctype dtoa file files fmt glob locale option os prologflag stream string table tai text utf8"
tai="caldate_fmjd caldate_mjd caltime_tai caltime_utc leapsecs_add leapsecs_init leapsecs_read leapsecs_sub tai_pack tai_unpack"
{
    for name in $prolog; do echo "pl-$name"; done
    for name in $system; do echo "os/pl-$name"; done
    for name in $tai; do echo "libtai/$name"; done
    for name in bf_gmp cutils libbf mersenne-twister; do echo "libbf/$name"; done
    for name in ioapi unzip zip; do echo "minizip/$name"; done
    for name in adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil; do
        echo "$PKG_LIBZ_SYS/src/zlib/$name"
    done
} >files

# Compiles all files and a main program into the given folder: a compiler and its flags, the objects named by their paths.
compile() {
    objects=$PWD/$1 main=$2
    shift 2
    mkdir "$objects"
    (
        cd src
        { cat ../files; echo "$main"; } |
            xargs -P "$JOBS" -I '{}' sh -c 'file=$1 objects=$2; shift 2
                "$@" -w -D_GNU_SOURCE -D__SWI_PROLOG__ -DHAVE_UNISTD_H -fno-strict-aliasing -I. -Ios -Iminizip -Ilibbf \
                    -I"$PKG_LIBZ_SYS/src/zlib" -c "$file.c" -o "$objects/$(echo "$file" | tr / _).o"' sh '{}' "$objects" "$@"
    )
}

compile native pl-main cc -O0 -Dwait_t=int
cc native/*.o -lm -o swipl

mkdir "$OUT/home"
cp -R "$PKG_SWI_PROLOG/boot" "$PKG_SWI_PROLOG/library" "$OUT/home/"
chmod -R u+w "$OUT/home"
cp "$HERE/prelude.pl" "$OUT/home/"
SWI_HOME_DIR="$OUT/home" ./swipl -q -O -o "$OUT/home/boot.prc" -b "$OUT/home/boot/init.pl"
# What serves development, foreign code or threads cannot be of use to a program here.
(
    cd "$OUT/home/library"
    rm -rf build check_installation.pl console_input.pl dde.pl git.pl help.pl hotfix.pl iri_scheme lynx obfuscate.pl progman.pl \
        prolog_config.pl prolog_history.pl prolog_pack.pl qpforeign.pl theme thread_pool.pl threadutil.pl wasm.pl win_menu.pl \
        www_browser.pl
)
prolog() {
    SWI_HOME_DIR="$OUT/home" ./swipl -q -x "$OUT/home/boot.prc" -f none -t halt -g "$1"
}
prolog "$(
    for folder in library library/clp library/dcg library/unicode; do
        printf "make_library_index('%s'), " "$OUT/home/$folder"
    done
)true"
# These take a program long to load otherwise. Each has a process of its own, because some change how the next are compiled.
for library in apply_macros arithmetic backcomp base64 charsio check codesio csv ctypes edinburgh edit explain hashtable intercept \
    lazy_lists listing macros nb_rbtrees operators optparse oset persistency portray_text pprint prolog_breakpoints \
    prolog_clause prolog_source prolog_stack prolog_xref pure_input quasi_quotations quintus readln record settings \
    shell sort statistics tables thread url utf8 varnumbers wfs writef yall clp/bounds clp/clp_distinct clp/clpb \
    clp/clpfd clp/simplex; do
    prolog "qcompile('$OUT/home/library/$library')"
done
rm -rf "$OUT/home/boot"

jumps="-mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false"
compile wasi main "$DEP_FORGE/bin/wasi-cc" -O2 -D__unix__ -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID \
    -D_WASI_EMULATED_PROCESS_CLOCKS -include posix.h $jumps
"$DEP_FORGE/bin/wasi-cc" -O2 wasi/*.o -lsetjmp -lwasi-stubs -lwasi-emulated-signal -lwasi-emulated-getpid \
    -lwasi-emulated-process-clocks -lm -z stack-size=8388608 -Wl,--stack-first,--strip-all -o "$OUT/prolog.wasm"
