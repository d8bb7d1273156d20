/* How the interpreter's loop is entered: at the start of a program, with an exception that C code raised, or where the
   program was stopped in a call of a function in C, which is called again. */
enum { STARTED, RAISED, RESUMED };
struct entry {
    int how;
    struct caml__roots_block *local_roots;
    struct longjmp_buffer *external_raise;
    intnat sp_offset;
};
extern value caml_resumed_argument;
static __attribute__((noinline)) value run(code_t program, asize_t size, struct entry *entry);

/* An exception goes to its handler as in the loop's `raise_notrace`. A jump to that label would give the loop a second
   entry, and WebAssembly has no such loops: each turn would look again which entry it came from. */
#define ENTER \
    initial_external_raise = entry->external_raise; \
    initial_sp_offset = entry->sp_offset; \
    sp = Caml_state->extern_sp; \
    extra_args = 0; \
    if (entry->how == STARTED) { \
        pc = prog; \
        env = Atom(0); \
        accu = Val_int(0); \
    } else if (entry->how == RESUMED) { \
        env = sp[0]; \
        pc = (code_t)sp[1] - 2; \
        sp += 2; \
        accu = caml_resumed_argument; \
    } else { \
        accu = Caml_state->exn_bucket; \
        if (Caml_state->backtrace_active) \
            caml_stash_backtrace(accu, sp, 0); \
        sp = Caml_state->trapsp; \
        if ((char *)sp >= (char *)Caml_state->stack_high - initial_sp_offset) { \
            Caml_state->external_raise = initial_external_raise; \
            Caml_state->extern_sp = (value *)((char *)Caml_state->stack_high - initial_sp_offset); \
            caml_callback_depth--; \
            return Make_exception_result(accu); \
        } \
        pc = Trap_pc(sp); \
        Caml_state->trapsp = sp + Long_val(Trap_link_offset(sp)); \
        env = sp[2]; \
        extra_args = Long_val(sp[3]); \
        sp += 4; \
    }

/* At the head of the loop the registers are made to look new. Otherwise the compiler makes a loop of its own for the
   instructions that leave one of them alone, and works out in advance, at every instruction, what some instruction might
   want. */
#define FETCH \
    __asm__ volatile("" : "+r"(pc), "+r"(sp), "+r"(accu), "+r"(env), "+r"(extra_args)); \
    curr_instr = *pc++;
