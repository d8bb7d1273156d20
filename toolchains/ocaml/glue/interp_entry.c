
/* The way into `run`, appended to interp.c. What is called from a function with a setjmp is slow, and the interpreter's
   loop is nothing but calls and jumps; so the setjmp is out here, and an exception that comes out of C enters the loop
   anew. */
value caml_resumed_argument = Val_unit;

static value enter(code_t program, asize_t size, int how) {
    struct longjmp_buffer here;
    struct entry entry = {how, Caml_state->local_roots, Caml_state->external_raise,
                          (char *)Caml_state->stack_high - (char *)Caml_state->extern_sp};
    if (how == RESUMED)
        entry.sp_offset = 0;
    caml_callback_depth++;
    Caml_state->external_raise = &here;
    if (sigsetjmp(here.buf, 0)) {
        Caml_state->local_roots = entry.local_roots;
        entry.how = RAISED;
    }
    return run(program, size, &entry);
}

value caml_interprete(code_t program, asize_t size) { return program ? enter(program, size, STARTED) : Val_unit; }
value caml_interprete_resume(void) { return enter(caml_start_code, caml_code_size, RESUMED); }
