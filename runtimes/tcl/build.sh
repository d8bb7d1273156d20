# Builds Tcl as a library without threads, sockets or shared objects, and around it an entry of our own.

unix=$PKG_TCL8_6/unix generic=$PKG_TCL8_6/generic
mkdir -p sources "$OUT/library"
cp "$generic"/*.c "$unix"/*.c "$PKG_TCL8_6"/libtommath/*.c "$HERE"/*.c sources/
(
    # Its zlib has names of its own, for some are also Tcl's.
    cd "$PKG_TCL8_6/compat/zlib"
    for file in adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil; do
        cp $file.c "$OLDPWD/sources/Z$file.c"
    done
)

# What the makefile leaves out as well, what would open sockets, and the alternatives that were not chosen.
(
    cd sources
    rm -f tclAppInit.c tclXtNotify.c tclXtTest.c tclXtTestInit.c tclUnixTest.c tclTest*.c tclLoadAix.c tclLoadDl.c tclLoadDyld.c \
        tclLoadNext.c tclLoadOSF.c tclLoadShl.c tclLoadAout.c tclStubLib.c tclTomMathStubLib.c tclOOStubLib.c tclDTrace.c \
        tclUnixSock.c tclIOSock.c tclUniData.c regfronts.c regc_*.c rege_dfa.c tclPosixStr.c.orig tclEpollNotfy.c tclKqueueNotfy.c
    rm -f bn_deprecated.c bn_s_mp_rand*.c bn_mp_fread.c bn_mp_fwrite.c bn_mp_rand.c bn_mp_prime_*.c bn_s_mp_prime*.c
)

# The part of the library that nearly every program loads is in the snapshot already; the rest is mounted.
cp -R "$PKG_TCL8_6/library/." "$OUT/library/"
rm -rf "$OUT/library/tzdata" "$OUT/library/dde" "$OUT/library/reg" "$OUT/library/http1.0"
python3 - "$PKG_TCL8_6/library" >sources/library.h <<'END'
import os, sys
for name in ["init.tcl", "auto.tcl", "package.tcl", "tm.tcl", "word.tcl", "parray.tcl", "msgcat/msgcat.tcl", "clock.tcl"]:
    data = open(os.path.join(sys.argv[1], name), "rb").read()
    variable = os.path.basename(name).replace(".", "_")
    print(f"static const char {variable}[] = {{{','.join(map(str, data + bytes(1)))}}};")
END

flags="-O2 -w -DNDEBUG -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false -I$HERE/include -I$unix -I$generic
    -I$PKG_TCL8_6/libtommath -I$PKG_TCL8_6/compat/zlib -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS
    -D_WASI_EMULATED_GETPID -include $HERE/config.h"
cd sources
ls *.c | xargs -P "$JOBS" -n 8 "$DEP_FORGE/bin/wasi-cc" $flags -c

"$DEP_FORGE/bin/wasi-cc" -O2 *.o -lsetjmp -lwasi-stubs -lwasi-emulated-signal -lwasi-emulated-process-clocks \
    -lwasi-emulated-getpid -z stack-size=8388608 -Wl,--wrap=chmod,--gc-sections,--stack-first,--strip-all -o "$OUT/tcl.wasm"
