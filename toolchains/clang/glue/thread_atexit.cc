// Where the destructors of thread_local variables are registered. There is one thread, and it ends with the program.
extern "C" int __cxa_atexit(void (*destructor)(void *), void *object, void *library);

extern "C" int __cxa_thread_atexit(void (*destructor)(void *), void *object, void *library) {
    return __cxa_atexit(destructor, object, library);
}
