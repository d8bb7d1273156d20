"""Gives QuickJS the words of V8, in which programs, tests and people know errors, and V8's idea of where they happen: a
call is where its callee is named, a property where its own name stands.

engine.py IN OUT. A place that is not there as often as expected ends the build, for then the package is another one."""

import re
import sys

source = open(sys.argv[1]).read()


def change(old, new, times=1):
    global source
    found = source.count(old)
    if found != times:
        sys.exit(f"engine.py: {old!r} is there {found} times, not {times}")
    source = source.replace(old, new)


def atom(name):
    return f"JS_AtomGetStr(ctx, (char[ATOM_GET_STR_BUF_SIZE]){{0}}, ATOM_GET_STR_BUF_SIZE, {name})"


# The parsers of JavaScript and of JSON recur with little on the stack in linear memory and much on the engine's own, so
# they are stopped 7 MiB earlier than other code.
change("js_check_stack_overflow(s->ctx->rt, 1000)", "js_check_stack_overflow(s->ctx->rt, 7 << 20)", 2)

change("        case JS_TAG_NULL:\n            return JS_ThrowTypeErrorAtom(ctx, \"cannot read property",
       "        case JS_TAG_NULL:\n        case JS_TAG_UNDEFINED:\n            if (prop == JS_ATOM_Symbol_iterator)\n"
       "                return JS_ThrowTypeError(ctx, \"%s is not iterable (cannot read property Symbol(Symbol.iterator))\",\n"
       "                                         tag == JS_TAG_NULL ? \"object null\" : \"undefined\");\n"
       "            if (tag == JS_TAG_UNDEFINED)\n"
       "                return JS_ThrowTypeErrorAtom(ctx, \"cannot read property '%s' of undefined\", prop);\n"
       "            return JS_ThrowTypeErrorAtom(ctx, \"cannot read property")
change("        case JS_TAG_UNDEFINED:\n            return JS_ThrowTypeErrorAtom(ctx, \"cannot read property '%s' of undefined\", prop);\n", "")
for what in "null", "undefined":
    change(f"\"cannot read property '%s' of {what}\"", f"\"Cannot read properties of {what} (reading '%s')\"", 2)
    change(f"\"cannot set property '%s' of {what}\"", f"\"Cannot set properties of {what} (setting '%s')\"")
change("\"'%s' is read-only\"", "\"Cannot assign to read only property '%s' of object '#<Object>'\"")
change("JS_ThrowTypeErrorReadOnly(ctx, JS_PROP_THROW, atom);", 'JS_ThrowTypeError(ctx, "Assignment to constant variable.");')
change("\"%s is not initialized\",\n                                  name ==",
       "name == JS_ATOM_this ? \"Must call super constructor in derived class before accessing 'this' or returning from "
       "derived constructor\" : \"Cannot access '%s' before initialization\",\n                                  name ==")
change('JS_ThrowTypeErrorOrFalse(ctx, flags, "object is not extensible")',
       f'JS_ThrowTypeErrorOrFalse(ctx, flags, "Cannot add property %s, object is not extensible", {atom("prop")})', 3)
change('JS_ThrowTypeError(ctx, "could not delete property")',
       f'JS_ThrowTypeError(ctx, "Cannot delete property \'%s\' of #<Object>", {atom("prop")})')
change('JS_ThrowTypeError(ctx, "class constructors must be invoked with \'new\'")',
       'JS_ThrowTypeError(ctx, "Class constructor %s cannot be invoked without \'new\'", get_func_name(ctx, func_obj))')
change('"cannot convert BigInt to number"', '"Cannot mix BigInt and other types, use explicit conversions"')
change('"cannot convert symbol to number"', '"Cannot convert a Symbol value to a number"')
change('"cannot convert symbol to string"', '"Cannot convert a Symbol value to a string"')
change('"cannot convert to object"', '"Cannot convert undefined or null to object"', 4)
change('"Date value is NaN"', '"Invalid time value"')
source = source.replace('"invalid array length"', '"Invalid array length"')
change('"no setter for property"', '"Cannot set a property of #<Object> which has only a getter"')

change('"empty array"', '"Reduce of empty array with no initial value"')
change('"invalid number of digits"', '"toFixed() digits argument must be between 0 and 100"', 3)
change('"circular reference"', '"Converting circular structure to JSON"', 2)
change('"BigInt are forbidden in JSON.stringify"', '"Do not know how to serialize a BigInt"')
change('"invalid repeat count"', '"Invalid count value: %.0f", val')
change('"cannot convert to BigInt: not an integer"',
       '"The number cannot be converted to a BigInt because it is not an integer"')
change("\"Could not find export '%s' in module '%s'\",",
       "\"The requested module '%2$s' does not provide an export named '%1$s'\",")

source = re.sub(r'js_throw_URIError\(ctx, "[^"]*"\)', 'js_throw_URIError(ctx, "URI malformed")', source)
change("                                  sizeof(error_msg), str, len, re_flags, ctx);\n    JS_FreeCString(ctx, str);\n"
       "    if (!re_bytecode_buf) {\n        JS_ThrowSyntaxError(ctx, \"%s\", error_msg);\n",
       "                                  sizeof(error_msg), str, len, re_flags, ctx);\n"
       "    if (!re_bytecode_buf)\n"
       "        JS_ThrowSyntaxError(ctx, \"Invalid regular expression: /%.100s/: %s\", str, error_msg);\n"
       "    JS_FreeCString(ctx, str);\n    if (!re_bytecode_buf) {\n")
change("\"invalid 'instanceof' right operand\"", "\"Right-hand side of 'instanceof' is not callable\"")
change("    if (JS_VALUE_GET_TAG(op2) != JS_TAG_OBJECT) {\n        JS_ThrowTypeError(ctx, \"invalid 'in' operand\");",
       "    if (JS_VALUE_GET_TAG(op2) != JS_TAG_OBJECT) {\n"
       "        const char *key = JS_IsSymbol(op1) ? NULL : JS_ToCString(ctx, op1);\n"
       "        const char *value = JS_IsSymbol(op2) ? NULL : JS_ToCString(ctx, op2);\n"
       "        JS_ThrowTypeError(ctx, \"Cannot use 'in' operator to search for '%.80s' in %.80s\", key ? key : \"symbol\",\n"
       "                          value ? value : \"symbol\");\n"
       "        JS_FreeCString(ctx, key);\n        JS_FreeCString(ctx, value);")

# Promise.any rejects with a message.
change("JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE);\n    return obj;\n}\n\n/* Array */",
       "JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE);\n"
       "    JS_DefinePropertyValue(ctx, obj, JS_ATOM_message, JS_NewString(ctx, \"All promises were rejected\"),\n"
       "                           JS_PROP_WRITABLE | JS_PROP_CONFIGURABLE);\n    return obj;\n}\n\n/* Array */")

# The time zone has its name. There is no other than UTC here.
change("/* XXX: tack the time zone code? */",
       'if (tz == 0) pos += snprintf(buf + pos, sizeof(buf) - pos, " (Coordinated Universal Time)");')

change("\n    char buf[64];\n", "\n    char buf[128];\n")

# What is not a function, a constructor or iterable is named as in the source, which the prelude keeps.
change("static JSValue JS_ThrowTypeErrorNotAConstructor(", """
extern bool callee_text(JSContext *ctx, const char *what, const char *file, int line, int column, char *text, size_t size);
static JSValue throw_not_a(JSContext *ctx, const char *what, JSValueConst value, bool from_source) {
    char text[256] = "";
    JSStackFrame *sf = ctx->rt->current_stack_frame;
    if (from_source && sf && sf->cur_pc && js_class_has_bytecode(JS_VALUE_GET_OBJ(sf->cur_func)->class_id)) {
        JSFunctionBytecode *b = JS_VALUE_GET_OBJ(sf->cur_func)->u.func.function_bytecode;
        int column, line = find_line_num(ctx, b, sf->cur_pc - b->byte_code_buf - 1, &column);
        const char *file = b->filename ? JS_AtomToCString(ctx, b->filename) : NULL;
        if (file && !callee_text(ctx, what, file, line, column, text, sizeof text))
            text[0] = 0;
        JS_FreeCString(ctx, file);
    }
    if (!text[0] && JS_IsString(value)) {
        const char *string = JS_ToCString(ctx, value);
        snprintf(text, sizeof text, "\\"%.200s\\"", string ? string : "");
        JS_FreeCString(ctx, string);
    } else if (!text[0] && JS_IsObject(value)) {
        snprintf(text, sizeof text, "%s", JS_IsArray(value) ? "[object Array]" : "#<Object>");
    } else if (!text[0] && !JS_IsSymbol(value)) {
        const char *string = JS_ToCString(ctx, value);
        snprintf(text, sizeof text, "%.200s", string ? string : "");
        JS_FreeCString(ctx, string);
    }
    if (!strcmp(what, "iterable") && (!strcmp(text, "undefined") || !strcmp(text, "null")))
        return JS_ThrowTypeError(ctx, "%s is not iterable (cannot read property Symbol(Symbol.iterator))",
                                 JS_IsNull(value) ? "object null" : "undefined");
    return JS_ThrowTypeError(ctx, "%s is not %s", text[0] ? text : "object", what);
}

static JSValue JS_ThrowTypeErrorNotAConstructor(""")
change('return JS_ThrowTypeError(ctx, "not a constructor");', 'return throw_not_a(ctx, "a constructor", func_obj, true);')
change("return JS_ThrowTypeErrorNotAFunction(caller_ctx);", 'return throw_not_a(caller_ctx, "a function", func_obj, true);')
change("return JS_ThrowTypeErrorNotAFunction(ctx);\n        }\n        return call_func(ctx, func_obj, new_target,",
       'return throw_not_a(ctx, "a constructor", func_obj, true);\n        }\n        return call_func(ctx, func_obj, new_target,')
change("JS_ThrowTypeErrorNotAFunction(ctx);\n    return -1;\n}\n\nstatic int check_exception_free",
       'throw_not_a(ctx, "a function", obj, false);\n    return -1;\n}\n\nstatic int check_exception_free')
change('return JS_ThrowTypeError(ctx, "value is not iterable");\n    }\n    ret = JS_GetIterator2',
       'return throw_not_a(ctx, "iterable", obj, true);\n    }\n    ret = JS_GetIterator2')
change("    } else {\n        method = JS_GetProperty(ctx, obj, JS_ATOM_Symbol_iterator);\n        if (JS_IsException(method))\n"
       "            return method;\n    }\n    if (!JS_IsFunction(ctx, method)) {",
       "    } else if (JS_IsUndefined(obj) || JS_IsNull(obj)) {\n        return throw_not_a(ctx, \"iterable\", obj, true);\n"
       "    } else {\n        method = JS_GetProperty(ctx, obj, JS_ATOM_Symbol_iterator);\n        if (JS_IsException(method))\n"
       "            return method;\n    }\n    if (!JS_IsFunction(ctx, method)) {")

# Where calls and properties are. `name_line` and `name_col` are those of the last name in a chain.
change("    bool accept_lparen = (parse_flags & PF_POSTFIX_CALL) != 0;\n\n    call_type = FUNC_CALL_NORMAL;",
       "    bool accept_lparen = (parse_flags & PF_POSTFIX_CALL) != 0;\n"
       "    int name_line = s->token.line_num, name_col = s->token.col_num;\n\n    call_type = FUNC_CALL_NORMAL;")
change("        parse_property:\n", "        parse_property:\n            emit_source_loc(s);\n"
       "            name_line = s->token.line_num;\n            name_col = s->token.col_num;\n")
change("            emit_func_call:\n                switch(opcode) {",
       "            emit_func_call:\n                emit_source_loc_at(s, name_line, name_col);\n                switch(opcode) {")
change("                /* new operator on an object */\n",
       "                /* new operator on an object */\n                emit_source_loc_at(s, name_line, name_col);\n")
change("            parse_func_call2:\n                emit_source_loc(s);\n", "            parse_func_call2:\n")
change("                /* apply function call */\n                switch(opcode) {",
       "                /* apply function call */\n                emit_source_loc_at(s, name_line, name_col);\n"
       "                switch(opcode) {")

# The constructors of classes that extend Error are no part of the stack.
change("build_backtrace(ctx, obj, JS_UNDEFINED, NULL, 0, 0, JS_BACKTRACE_FLAG_SKIP_FIRST_LEVEL);\n    return obj;\n exception:",
       "build_backtrace(ctx, obj, new_target, NULL, 0, 0, JS_BACKTRACE_FLAG_SKIP_FIRST_LEVEL | JS_BACKTRACE_FLAG_ABOVE);\n"
       "    return obj;\n exception:")
change("#define JS_BACKTRACE_FLAG_FILTER_FUNC      (1 << 2)\n",
       "#define JS_BACKTRACE_FLAG_FILTER_FUNC      (1 << 2)\n#define JS_BACKTRACE_FLAG_ABOVE            (1 << 3)\n")
change("    if (has_filter_func) {\n        for (sf = sf_start;",
       "    if (has_filter_func || (backtrace_flags & JS_BACKTRACE_FLAG_ABOVE)) {\n        for (sf = sf_start;")

# Errors of syntax. js_parse_expect complains of any token that is not the one asked for, and no token is -1000.
change("return js_parse_error(s, \"unexpected token in expression: '%.*s'\",\n"
       "                              (int)(s->buf_ptr - s->token.ptr), s->token.ptr);", "return js_parse_expect(s, -1000);")
change("return js_parse_error(s, \"expecting '%c'\", ';');", "return js_parse_expect(s, -1000);")
change("/* accept a trailing comma before the ')' */\n                if (js_parse_expect(s, ','))\n                    return -1;",
       "if (s->token.val != ',')\n                    return js_parse_error(s, \"missing ) after argument list\");\n"
       "                if (next_token(s))\n                    return -1;")
redefined = re.compile(r'js_parse_error\(s, "invalid redefinition of (?:lexical identifier|a variable|parameter name)"\)')
source, count = redefined.subn(
    "js_parse_error(s, \"Identifier '%s' has already been declared\", JS_AtomGetStr(s->ctx, (char[ATOM_GET_STR_BUF_SIZE]){0}, "
    "ATOM_GET_STR_BUF_SIZE, name))", source)
if count != 4:
    sys.exit(f"engine.py: {count} complaints of redefinitions")

change("""            js_parse_error(s, "unexpected token: '%.*s'",
                           (int)(s->buf_ptr - s->token.ptr), s->token.ptr);""",
       """            int size = s->buf_end - s->buf_start, at = s->token.ptr - s->buf_start, step = 1;
            while (at + step < size && (s->buf_start[at + step] & 0xc0) == 0x80)
                step++;
            int from = size > 20 && at >= 10 ? at - 10 : 0, to = size > 20 && at < size - 10 ? at + 10 : size;
            const char *all = (const char *)s->buf_start;
            if ((size == 9 && !memcmp(all, "undefined", 9)) || (size == 15 && !memcmp(all, "[object Object]", 15)))
                js_parse_error(s, "\\"%.*s\\" is not valid JSON", size, all);
            else
                js_parse_error(s, "Unexpected token '%.*s', %s\\"%.*s\\"%s is not valid JSON", step, all + at,
                               from > 0 ? "..." : "", to - from, all + from, to < size ? "..." : "");""")

change("                sf->cur_pc = pc;\n                ret_val = JS_ToObject(ctx, sp[-1]);\n",
       "                sf->cur_pc = pc;\n"
       "                if (JS_IsUndefined(sp[-1]) || JS_IsNull(sp[-1])) {\n"
       "                    const char *nothing = JS_IsNull(sp[-1]) ? \"null\" : \"undefined\";\n"
       "                    JS_ThrowTypeError(ctx, \"Cannot destructure '%s' as it is %s.\", nothing, nothing);\n"
       "                    goto exception;\n                }\n"
       "                ret_val = JS_ToObject(ctx, sp[-1]);\n")

# What an iterator of a Map or a Set has still to give, without taking it: whether that is entries, then each item.
source += """
JSValue iterator_rest(JSContext *ctx, JSValueConst value) {
    JSClassID id = JS_GetClassID(value);
    if (id != JS_CLASS_MAP_ITERATOR && id != JS_CLASS_SET_ITERATOR)
        return JS_UNDEFINED;
    JSMapIteratorData *it = JS_GetOpaque(value, id);
    JSValue rest = JS_NewArray(ctx);
    if (!it || JS_IsException(rest))
        return rest;
    uint32_t count = 0;
    JS_SetPropertyUint32(ctx, rest, count++, JS_NewBool(ctx, it->kind == JS_ITERATOR_KIND_KEY_AND_VALUE));
    if (JS_IsUndefined(it->obj))
        return rest;
    bool is_set = id == JS_CLASS_SET_ITERATOR;
    JSMapState *s = JS_GetOpaque(it->obj, is_set ? JS_CLASS_SET : JS_CLASS_MAP);
    struct list_head *el = it->cur_record ? it->cur_record->link.next : s->records.next;
    for (; el != &s->records; el = el->next) {
        JSMapRecord *mr = list_entry(el, JSMapRecord, link);
        if (mr->empty)
            continue;
        JSValueConst pair[] = {mr->key, is_set ? mr->key : mr->value};
        JS_SetPropertyUint32(ctx, rest, count++, it->kind == JS_ITERATOR_KIND_KEY_AND_VALUE ? js_create_array(ctx, 2, pair)
                                                 : js_dup(pair[it->kind == JS_ITERATOR_KIND_VALUE]));
    }
    return rest;
}
"""

open(sys.argv[2], "w").write(source)
