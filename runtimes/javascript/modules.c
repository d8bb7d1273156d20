/* Compiling and loading: the prelude's own files, CommonJS scripts and ES modules. What a name means and what kind of
   module a file holds is decided in the prelude (modules.js); this file only carries that out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "quickjs-libc.h"
#include "quickjs.h"
#include "runtime.h"

static JSValue resolve = JS_UNDEFINED, load = JS_UNDEFINED, describe = JS_UNDEFINED;

/* Compiles the body of a function. The first line of the body keeps its number: the line before it, and one more because
   zero would be taken for unset, come first. */
static JSValue compile_body(JSContext *ctx, const char *head, const char *body, size_t length, const char *file, int flags) {
    static const char tail[] = "\n})";
    size_t head_length = strlen(head);
    char *text = js_malloc(ctx, head_length + length + sizeof tail);
    if (!text)
        return JS_EXCEPTION;
    memcpy(text, head, head_length);
    memcpy(text + head_length, body, length);
    memcpy(text + head_length + length, tail, sizeof tail);
    JSEvalOptions options = {.version = JS_EVAL_OPTIONS_VERSION, .eval_flags = flags, .filename = file, .line_num = -1};
    JSValue function = JS_Eval2(ctx, text, head_length + length + sizeof tail - 1, &options);
    js_free(ctx, text);
    return function;
}

/* builtin(name): the function that makes a part of the prelude. */
static JSValue host_builtin(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv) {
    const char *name = JS_ToCString(ctx, argv[0]);
    if (!name)
        return JS_EXCEPTION;
    size_t length;
    const char *source = prelude_source(name, &length);
    JSValue function = JS_NULL;
    if (source) {
        char file[64] = "node:";
        strncat(file, name, sizeof file - sizeof "node:");
        function = compile_body(ctx, "(function (host, require, module, exports) {\n\n", source, length, file,
                                JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_STRICT);
    }
    JS_FreeCString(ctx, name);
    return function;
}

/* compile(source, file): a script as the function that CommonJS makes of it. */
static JSValue host_compile(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv) {
    size_t length;
    const char *source = JS_ToCStringLen(ctx, &length, argv[0]);
    const char *file = source ? JS_ToCString(ctx, argv[1]) : NULL;
    JSValue function = JS_EXCEPTION;
    if (file)
        function = compile_body(ctx, "(function (exports, require, module, __filename, __dirname) {\n\n", source, length,
                                file, JS_EVAL_TYPE_GLOBAL);
    if (!JS_IsException(function))
        JS_DefinePropertyValueStr(ctx, function, "name", JS_NewString(ctx, "Object.<anonymous>"), JS_PROP_CONFIGURABLE);
    JS_FreeCString(ctx, file);
    JS_FreeCString(ctx, source);
    return function;
}

static JSValue compile_module(JSContext *ctx, const char *source, size_t length, const char *file, bool is_main) {
    JSValue module = JS_Eval(ctx, source, length, file, JS_EVAL_TYPE_MODULE | JS_EVAL_FLAG_COMPILE_ONLY);
    if (JS_IsException(module))
        return module;
    if (js_module_set_import_meta(ctx, module, false, is_main) != 0) {
        JS_FreeValue(ctx, module);
        return JS_EXCEPTION;
    }
    char folder[4096] = "/", path[sizeof folder];
    if (*file != '/' && !getcwd(folder, sizeof folder))
        return module;
    snprintf(path, sizeof path, "%s%s%s", *file == '/' ? "" : folder, *file == '/' || folder[1] == 0 ? "" : "/", file);
    JSValue meta = JS_GetImportMeta(ctx, JS_VALUE_GET_PTR(module));
    char *slash = strrchr(path, '/');
    JS_DefinePropertyValueStr(ctx, meta, "filename", JS_NewString(ctx, path), JS_PROP_C_W_E);
    JS_DefinePropertyValueStr(ctx, meta, "dirname", JS_NewStringLen(ctx, path, slash == path ? 1 : slash - path), JS_PROP_C_W_E);
    JS_FreeValue(ctx, meta);
    return module;
}

/* evaluateModule(source, file): the promise of the main module's end. What cannot be compiled throws at once. */
static JSValue host_evaluate_module(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv) {
    size_t length;
    const char *source = JS_ToCStringLen(ctx, &length, argv[0]);
    const char *file = source ? JS_ToCString(ctx, argv[1]) : NULL;
    JSValue module = file ? compile_module(ctx, source, length, file, true) : JS_EXCEPTION;
    JS_FreeCString(ctx, file);
    JS_FreeCString(ctx, source);
    return JS_IsException(module) ? JS_EXCEPTION : JS_EvalFunction(ctx, module);
}

/* setLoader(resolve, load, describe) */
static JSValue host_set_loader(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv) {
    resolve = JS_DupValue(ctx, argv[0]);
    load = JS_DupValue(ctx, argv[1]);
    describe = JS_DupValue(ctx, argv[2]);
    return JS_UNDEFINED;
}

/* How the program names what it calls at a place; the engine asks for it when it throws, see engine.py. */
bool callee_text(JSContext *ctx, const char *what, const char *file, int line, int column, char *text, size_t size) {
    if (JS_IsUndefined(describe))
        return false;
    JSValue arguments[] = {JS_NewString(ctx, file), JS_NewInt32(ctx, line), JS_NewInt32(ctx, column),
                           JS_NewString(ctx, what)};
    JSValue described = JS_Call(ctx, describe, JS_UNDEFINED, 4, (JSValueConst *)arguments);
    JS_FreeValue(ctx, arguments[0]);
    JS_FreeValue(ctx, arguments[3]);
    bool found = JS_IsString(described);
    const char *words = found ? JS_ToCString(ctx, described) : NULL;
    snprintf(text, size, "%s", words ? words : "");
    JS_FreeCString(ctx, words);
    if (JS_IsException(described))
        JS_FreeValue(ctx, JS_GetException(ctx));
    JS_FreeValue(ctx, described);
    return words && *words;
}

static char *normalize(JSContext *ctx, const char *base, const char *name, void *opaque) {
    (void)opaque;
    if (strncmp(name, "qjs:", 4) == 0)
        return js_strdup(ctx, name);
    JSValue arguments[] = {JS_NewString(ctx, base), JS_NewString(ctx, name)};
    JSValue path = JS_Call(ctx, resolve, JS_UNDEFINED, 2, (JSValueConst *)arguments);
    JS_FreeValue(ctx, arguments[0]);
    JS_FreeValue(ctx, arguments[1]);
    const char *text = JS_IsException(path) ? NULL : JS_ToCString(ctx, path);
    JS_FreeValue(ctx, path);
    char *copy = text ? js_strdup(ctx, text) : NULL;
    JS_FreeCString(ctx, text);
    return copy;
}

/* Gives the exports of a module that is not written in JavaScript modules' syntax: each property of the object. */
static int export_object(JSContext *ctx, JSModuleDef *module) {
    JSValue object = JS_GetModulePrivateValue(ctx, module);
    JSPropertyEnum *names;
    uint32_t count;
    int failure = JS_GetOwnPropertyNames(ctx, &names, &count, object, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY);
    if (failure == 0) {
        for (uint32_t i = 0; i < count; i++) {
            const char *name = JS_AtomToCString(ctx, names[i].atom);
            JSValue value = JS_GetProperty(ctx, object, names[i].atom);
            if (!name || JS_IsException(value) || JS_SetModuleExport(ctx, module, name, value) != 0)
                failure = -1;
            JS_FreeCString(ctx, name);
        }
        JS_FreePropertyEnum(ctx, names, count);
    }
    JS_FreeValue(ctx, object);
    return failure;
}

static JSModuleDef *object_module(JSContext *ctx, const char *name, JSValueConst object) {
    JSModuleDef *module = JS_NewCModule(ctx, name, export_object);
    JSPropertyEnum *names;
    uint32_t count;
    if (!module || JS_GetOwnPropertyNames(ctx, &names, &count, object, JS_GPN_STRING_MASK | JS_GPN_ENUM_ONLY) != 0)
        return NULL;
    for (uint32_t i = 0; i < count; i++) {
        const char *export = JS_AtomToCString(ctx, names[i].atom);
        if (export)
            JS_AddModuleExport(ctx, module, export);
        JS_FreeCString(ctx, export);
    }
    JS_FreePropertyEnum(ctx, names, count);
    JS_SetModulePrivateValue(ctx, module, JS_DupValue(ctx, object));
    return module;
}

/* The prelude answers with the source of a module, or with an object whose properties are the exports. */
static JSModuleDef *load_module(JSContext *ctx, const char *name, void *opaque, JSValueConst attributes) {
    (void)opaque;
    JSValue arguments[] = {JS_NewString(ctx, name), JS_DupValue(ctx, attributes)};
    JSValue found = JS_Call(ctx, load, JS_UNDEFINED, 2, (JSValueConst *)arguments);
    JS_FreeValue(ctx, arguments[0]);
    JS_FreeValue(ctx, arguments[1]);
    JSModuleDef *module = NULL;
    if (JS_IsString(found)) {
        size_t length;
        const char *source = JS_ToCStringLen(ctx, &length, found);
        JSValue compiled = source ? compile_module(ctx, source, length, name, false) : JS_EXCEPTION;
        JS_FreeCString(ctx, source);
        if (!JS_IsException(compiled)) {
            module = JS_VALUE_GET_PTR(compiled);
            JS_FreeValue(ctx, compiled);
        }
    } else if (!JS_IsException(found)) {
        module = object_module(ctx, name, found);
    }
    JS_FreeValue(ctx, found);
    return module;
}

static void import_dynamically(JSContext *ctx, const char *base, const char *name, JSValue token, JSValueConst attributes,
                               void *opaque) {
    (void)opaque;
    JSValue exception = JS_UNDEFINED;
    JSValue promise = JS_LoadModule(ctx, base, name, attributes);
    if (JS_IsException(promise))
        exception = JS_GetException(ctx);
    JS_FinishDynamicImport(ctx, token, promise, exception);
}

static const JSCFunctionListEntry functions[] = {
    JS_CFUNC_DEF("builtin", 1, host_builtin),
    JS_CFUNC_DEF("compile", 2, host_compile),
    JS_CFUNC_DEF("evaluateModule", 2, host_evaluate_module),
    JS_CFUNC_DEF("setLoader", 3, host_set_loader),
};

int add_module_functions(JSContext *ctx, JSValueConst host) {
    return JS_SetPropertyFunctionList(ctx, host, functions, sizeof functions / sizeof *functions);
}

/* QuickJS has modules of its own, which programs written for `qjs` import. */
int start_modules(JSContext *ctx) {
    JS_SetModuleLoaderFunc2(JS_GetRuntime(ctx), normalize, load_module, js_module_check_attributes, NULL);
    JS_SetDynamicImportFunc(JS_GetRuntime(ctx), import_dynamically, NULL);
    return js_init_module_std(ctx, "qjs:std") && js_init_module_os(ctx, "qjs:os") && js_init_module_bjson(ctx, "qjs:bjson")
               ? 0
               : -1;
}
