//! What a module that came from a guest must be before Cranelift sees it: valid, within a feature allow-list, and of
//! bounded structure. The checks are linear in the module's size and allocate next to nothing.
//!
//! The parser has bounds of its own, for engines that compile what a page brings in the background; those here are for
//! compiling at once. Each is several times what the largest programs have that our toolchains made, LLVM and CPython
//! among them.

mod body;
#[cfg(test)]
mod shapes;

use wasmparser::{
    CompositeInnerType, DataKind, DataSectionReader, ElementItems, ElementSectionReader,
    ImportSectionReader, Operator, Parser, Payload, TypeRef, TypeSectionReader, ValidPayload,
    Validator, WasmFeatures,
};

use body::Bodies;

const MAX_BYTES: usize = 64 << 20;
/// Each has code of its own for calls between guest and host.
const MAX_TYPES: u32 = 2_000;
/// Instructions of two bytes may move this many values each, in code that is never reached even out of nothing.
const MAX_PARAMETERS: usize = 128;
/// Results beyond the first travel through memory; C and its kin have one.
const MAX_RESULTS: usize = 16;
/// Preview 1 has 45 calls.
const MAX_IMPORTS: u32 = 1_000;
/// A function takes the compiler fifty microseconds and six kilobytes, be it empty, and twice that if a table has it.
const MAX_FUNCTIONS: u32 = 100_000;
const MAX_TABLES: u32 = 4;
const MAX_TAGS: u32 = 1_000;
const MAX_GLOBALS: u32 = 10_000;
const MAX_EXPORTS: u32 = 10_000;
const MAX_ELEMENT_SEGMENTS: u32 = 10_000;
const MAX_ELEMENTS: u32 = 200_000;
/// As many as the parser takes, because Go's linker makes exactly as many as it takes.
const MAX_DATA_SEGMENTS: u32 = 100_000;
/// All between the first byte of data and the last becomes a part of the machine code, so that two bytes that are far from
/// each other could be hundreds of megabytes of it.
const MAX_DATA_GAPS: u64 = 32 << 20;

/// What preview-1 toolchains emit.
const FEATURES: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::SIMD)
    .union(WasmFeatures::TAIL_CALL)
    .union(WasmFeatures::FLOATS)
    .union(WasmFeatures::EXCEPTIONS)
    .union(WasmFeatures::GC_TYPES)
    .union(WasmFeatures::EXTENDED_CONST);

/// Takes a module or says in a sentence why not.
pub(super) fn check(wasm: &[u8]) -> Result<(), String> {
    if wasm.len() > MAX_BYTES {
        return Err(format!(
            "the program is larger than {} MiB",
            MAX_BYTES >> 20
        ));
    }
    let mut validator = Validator::new_with_features(FEATURES);
    let mut bodies = Bodies::default();
    let mut starts = false;
    let mut parser = Parser::new(0);
    parser.set_features(FEATURES);
    for payload in parser.parse_all(wasm) {
        let payload = payload
            .map_err(|error| format!("the program is no WebAssembly module: {}", line(&error)))?;
        // Before the validator, which keeps what it reads.
        match &payload {
            Payload::TypeSection(section) => {
                bound("types", section.count(), MAX_TYPES)?;
                types(section, &mut bodies)?;
            }
            Payload::ImportSection(section) => {
                bound("imports", section.count(), MAX_IMPORTS)?;
                imports(section)?;
            }
            Payload::FunctionSection(section) => {
                bound("functions", section.count(), MAX_FUNCTIONS)?;
            }
            Payload::TableSection(section) => bound("tables", section.count(), MAX_TABLES)?,
            Payload::TagSection(section) => bound("exception tags", section.count(), MAX_TAGS)?,
            Payload::GlobalSection(section) => bound("globals", section.count(), MAX_GLOBALS)?,
            Payload::ExportSection(section) => {
                bound("exports", section.count(), MAX_EXPORTS)?;
                starts = section
                    .clone()
                    .into_iter()
                    .any(|export| export.is_ok_and(|export| export.name == "_start"));
            }
            Payload::ElementSection(section) => {
                bound("element segments", section.count(), MAX_ELEMENT_SEGMENTS)?;
                bound("elements", elements(section), MAX_ELEMENTS)?;
            }
            Payload::DataSection(section) => {
                bound("data segments", section.count(), MAX_DATA_SEGMENTS)?;
                gaps(section)?;
            }
            Payload::ComponentSection { .. } => {
                return Err("the program is a component, not a module".to_owned());
            }
            _ => {}
        }
        if let ValidPayload::Func(function, body) = validator.payload(&payload).map_err(invalid)? {
            bodies.check(function, &body)?;
        }
    }
    if !starts {
        return Err("the program has no `_start`; is there a main function?".to_owned());
    }
    Ok(())
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "it is the argument of map_err"
)]
fn invalid(error: wasmparser::BinaryReaderError) -> String {
    format!("the program is not valid: {}", line(&error))
}

/// The parser shows some bytes one a line.
fn line(error: &wasmparser::BinaryReaderError) -> String {
    let text = error.to_string();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn types(section: &TypeSectionReader<'_>, bodies: &mut Bodies) -> Result<(), String> {
    for group in section.clone() {
        for of_group in group.map_err(invalid)?.types() {
            let CompositeInnerType::Func(function) = &of_group.composite_type.inner else {
                bodies.signature(0, 0);
                continue;
            };
            let (parameters, results) = (function.params().len(), function.results().len());
            if parameters > MAX_PARAMETERS {
                return Err(format!(
                    "the program has functions of {parameters} parameters, at most {MAX_PARAMETERS} are taken"
                ));
            }
            if results > MAX_RESULTS {
                return Err(format!(
                    "the program has functions of {results} results, at most {MAX_RESULTS} are taken"
                ));
            }
            bodies.signature(parameters, results);
        }
    }
    Ok(())
}

/// Which functions there are is the linker's to know; that there is nothing else is seen here, before compiling for nothing.
fn imports(section: &ImportSectionReader<'_>) -> Result<(), String> {
    for import in section.clone().into_imports() {
        let import = import.map_err(invalid)?;
        let is_function = matches!(import.ty, TypeRef::Func(_));
        if import.module != super::wasi::MODULE || !is_function {
            let (module, name) = (cut(import.module), cut(import.name));
            return Err(format!(
                "the program needs what the sandbox does not have: unknown import: `{module}::{name}` has not been defined"
            ));
        }
    }
    Ok(())
}

/// What of a name fits in a sentence.
fn cut(name: &str) -> String {
    name.chars().take(100).collect()
}

/// Data that lies where a number says; the engine keeps what lies elsewhere as it is.
fn gaps(section: &DataSectionReader<'_>) -> Result<(), String> {
    let (mut first, mut end, mut bytes) = (u64::MAX, 0, 0);
    for segment in section.clone() {
        let segment = segment.map_err(invalid)?;
        let DataKind::Active { offset_expr, .. } = segment.kind else {
            continue;
        };
        if let Ok(Operator::I32Const { value }) = offset_expr.get_operators_reader().read() {
            let at = u64::from(value.cast_unsigned());
            let length = segment.data.len() as u64;
            first = first.min(at);
            end = end.max(at + length);
            bytes += length;
        }
    }
    let gaps = end.saturating_sub(first).saturating_sub(bytes);
    if gaps > MAX_DATA_GAPS + bytes {
        return Err(format!(
            "the program has {bytes} bytes of data with {gaps} bytes between them, which is too much"
        ));
    }
    Ok(())
}

/// How many elements there are in all segments, of what can be read.
fn elements(section: &ElementSectionReader<'_>) -> u32 {
    let counts = section.clone().into_iter().flatten();
    counts.fold(0, |count: u32, segment| {
        count.saturating_add(match segment.items {
            ElementItems::Functions(items) => items.count(),
            ElementItems::Expressions(_, items) => items.count(),
        })
    })
}

fn bound(what: &str, count: u32, maximum: u32) -> Result<(), String> {
    if count > maximum {
        Err(format!(
            "the program has {count} {what}, at most {maximum} are taken"
        ))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    fn refusal(text: &str) -> String {
        check(&wat::parse_str(text).expect("good text format")).expect_err("refused")
    }

    #[test]
    fn a_plain_command_is_taken() {
        let wasm =
            wat::parse_str(r#"(module (memory (export "memory") 1) (func (export "_start")))"#);
        assert_eq!(check(&wasm.expect("good text format")), Ok(()));
    }

    #[test]
    fn what_no_toolchain_of_ours_makes_is_refused() {
        assert!(refusal("(module)").contains("_start"));
        assert!(
            refusal(r#"(module (memory i64 1) (func (export "_start")))"#).contains("not valid")
        );
        assert!(
            refusal(r#"(module (memory 1 1 shared) (func (export "_start")))"#)
                .contains("not valid")
        );
        let locals = format!(
            r#"(module (func (export "_start") (local {})))"#,
            "i32 ".repeat(20_001)
        );
        assert!(refusal(&locals).contains("locals"));
        assert!(check(b"\0asm").is_err() && check(b"").is_err());
        let script = check(b"#!/bin/sh\nexit\n").expect_err("refused");
        assert!(
            script.starts_with("the program is no WebAssembly module: ") && !script.contains('\n'),
            "{script}"
        );
    }
}
