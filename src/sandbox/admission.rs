//! What a module that came from a guest must be before Cranelift sees it: valid, within a feature allow-list, and of
//! bounded structure. The checks are linear in the module's size and allocate next to nothing.

use wasmparser::{Parser, Payload, Validator, WasmFeatures};

const MAX_BYTES: usize = 64 << 20;
const MAX_FUNCTIONS: u32 = 200_000;
const MAX_GLOBALS: u32 = 10_000;
const MAX_DATA_SEGMENTS: u32 = 100_000;
/// Register allocation is worse than linear in both of these; compilers' output stays far below.
const MAX_FUNCTION_BYTES: usize = 4 << 20;
const MAX_LOCALS: u32 = 20_000;

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
    let mut starts = false;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.map_err(|error| format!("the program is no WebAssembly module: {error}"))? {
            Payload::FunctionSection(section) => {
                bound("functions", section.count(), MAX_FUNCTIONS)?
            }
            Payload::GlobalSection(section) => bound("globals", section.count(), MAX_GLOBALS)?,
            Payload::DataSection(section) => {
                bound("data segments", section.count(), MAX_DATA_SEGMENTS)?
            }
            Payload::ExportSection(section) => {
                starts = section
                    .into_iter()
                    .any(|export| export.is_ok_and(|export| export.name == "_start"));
            }
            Payload::CodeSectionEntry(body) => {
                if body.range().len() > MAX_FUNCTION_BYTES {
                    return Err(format!(
                        "a function is larger than {} MiB",
                        MAX_FUNCTION_BYTES >> 20
                    ));
                }
                let locals = body
                    .get_locals_reader()
                    .map_err(|error| error.to_string())?;
                let mut count = 0u32;
                for group in locals {
                    count = count.saturating_add(group.map_err(|error| error.to_string())?.0);
                }
                bound("locals in a function", count, MAX_LOCALS)?;
            }
            Payload::ComponentSection { .. } => {
                return Err("the program is a component, not a module".to_owned());
            }
            _ => {}
        }
    }
    if !starts {
        return Err("the program has no `_start`; is there a main function?".to_owned());
    }
    Validator::new_with_features(FEATURES)
        .validate_all(wasm)
        .map(drop)
        .map_err(|error| format!("the program is not valid: {error}"))
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
    }
}
