/* int main(int, char **, char **), which C++ programs may have. See main_void.c. */
extern char **environ;
extern int three_parameter_main(int count, char **arguments, char **environment) __asm__("main");

int __main_argc_argv(int count, char **arguments) { return three_parameter_main(count, arguments, environ); }
