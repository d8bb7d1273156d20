/* void main(), which gcc compiles in C. A function has one type in WebAssembly, so main cannot be called before its type is
   known, and the linker picks libraries by name only: in C a main of an unusual type is expected to be this one. */
extern void void_main(void) __asm__("main");

int __main_argc_argv(int count, char **arguments) {
    (void)count, (void)arguments;
    void_main();
    return 0;
}
