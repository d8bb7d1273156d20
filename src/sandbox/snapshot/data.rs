//! Takes the data out of a snapshot's module. What is left instantiates without copying anything; the data becomes the
//! image that memories begin as.

use wasm_encoder::{DataCountSection, DataSection, RawSection};
use wasmparser::{DataKind, Operator, Parser, Payload};

use super::BoxError;

/// A module without data, and the data.
pub(super) struct Separated {
    pub(super) module: Vec<u8>,
    /// Bytes that the memory has from the beginning.
    pub(super) minimum: usize,
    /// Where `memory` belongs.
    pub(super) start: usize,
    pub(super) memory: Vec<u8>,
}

/// Separates a module from its data, or says `None` when its code refers to that by number.
///
/// # Errors
/// When the module has not the one memory of a preview-1 program, or data without a constant place.
pub(super) fn separate(wasm: &[u8]) -> Result<Option<Separated>, BoxError> {
    let mut minimum = 0;
    let mut segments: Vec<(usize, &[u8])> = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::MemorySection(section) => {
                for memory in section {
                    minimum = usize::try_from(memory?.initial)? << 16;
                }
            }
            Payload::CodeSectionEntry(body) => {
                for operator in body.get_operators_reader()? {
                    if let Operator::MemoryInit { .. } | Operator::DataDrop { .. } = operator? {
                        return Ok(None);
                    }
                }
            }
            Payload::DataSection(section) => {
                for segment in section {
                    let segment = segment?;
                    let DataKind::Active { offset_expr, .. } = segment.kind else {
                        continue;
                    };
                    let place = offset_expr.get_operators_reader().read()?;
                    let Operator::I32Const { value } = place else {
                        return Err("a data segment without a constant place".into());
                    };
                    segments.push((value.cast_unsigned() as usize, segment.data));
                }
            }
            _ => {}
        }
    }
    let start = segments.iter().map(|(offset, _)| *offset).min();
    let end = segments
        .iter()
        .map(|(offset, data)| offset + data.len())
        .max();
    let (Some(start), Some(end)) = (start, end) else {
        return Ok(None);
    };
    if end > minimum {
        return Err("data beyond the end of memory".into());
    }
    let mut memory = vec![0; end - start];
    for (offset, data) in segments {
        memory[offset - start..][..data.len()].copy_from_slice(data);
    }
    Ok(Some(Separated {
        module: without_data(wasm)?,
        minimum,
        start,
        memory,
    }))
}

fn without_data(wasm: &[u8]) -> Result<Vec<u8>, BoxError> {
    let mut module = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::DataCountSection { .. } => {
                module.section(&DataCountSection { count: 0 });
            }
            Payload::DataSection(_) => {
                module.section(&DataSection::new());
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    module.section(&RawSection {
                        id,
                        data: &wasm[range],
                    });
                }
            }
        }
    }
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use super::separate;

    fn module(text: &str) -> Vec<u8> {
        wat::parse_str(text).expect("good text format")
    }

    #[test]
    fn data_becomes_one_stretch_of_memory() {
        let wasm = module(
            r#"(module (memory 2) (data (i32.const 10) "ab") (data "passive") (data (i32.const 65536) "c"))"#,
        );
        let separated = separate(&wasm).expect("separable").expect("has data");
        assert_eq!((separated.start, separated.minimum), (10, 131_072));
        assert_eq!(&separated.memory[..3], b"ab\0");
        assert_eq!(
            (separated.memory.len(), separated.memory[65_526]),
            (65_527, b'c')
        );
        assert!(
            separate(&separated.module).expect("separable").is_none(),
            "nothing is left"
        );
    }

    #[test]
    fn data_that_code_names_stays() {
        let wasm = module(
            r#"(module (memory 1) (data (i32.const 0) "a") (data $d "x")
                (func i32.const 0 i32.const 0 i32.const 1 memory.init $d))"#,
        );
        assert!(separate(&wasm).expect("separable").is_none());
        let beyond = module(r#"(module (memory 1) (data (i32.const 65535) "ab"))"#);
        assert!(separate(&beyond).is_err());
    }
}
