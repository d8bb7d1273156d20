//! Modules of a few kilobytes that would take the compiler minutes or gigabytes, and what is close to them and common.

use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, ImportSection,
    InstructionSink, MemorySection, MemoryType, Module, RefType, TableSection, TableType, TagKind,
    TagSection, TagType, TypeSection, ValType,
};

use super::check;

const I: ValType = ValType::I32;
/// Types that every module here has.
const NOTHING: u32 = 0;
const FROM_I32: u32 = 1;

/// A module in the making. Its first function is empty, and where it starts.
struct Shape {
    types: TypeSection,
    imports: ImportSection,
    functions: FunctionSection,
    tables: TableSection,
    tags: TagSection,
    globals: GlobalSection,
    exports: ExportSection,
    elements: ElementSection,
    code: CodeSection,
}

impl Shape {
    fn new() -> Self {
        let mut shape = Self {
            types: TypeSection::new(),
            imports: ImportSection::new(),
            functions: FunctionSection::new(),
            tables: TableSection::new(),
            tags: TagSection::new(),
            globals: GlobalSection::new(),
            exports: ExportSection::new(),
            elements: ElementSection::new(),
            code: CodeSection::new(),
        };
        shape.signature(0, 0);
        shape.signature(1, 0);
        shape.function(NOTHING, &[], |_| {});
        shape
    }

    fn signature(&mut self, parameters: usize, results: usize) {
        let values = |count| std::iter::repeat_n(I, count);
        let function = self.types.ty();
        function.function(values(parameters), values(results));
    }

    fn function(
        &mut self,
        of: u32,
        locals: &[(u32, ValType)],
        body: impl FnOnce(&mut InstructionSink<'_>),
    ) {
        self.functions.function(of);
        let mut function = Function::new(locals.iter().copied());
        let mut instructions = function.instructions();
        body(&mut instructions);
        instructions.end();
        self.code.function(&function);
    }

    fn table(&mut self, of: RefType) {
        self.tables.table(TableType {
            element_type: of,
            minimum: 10,
            maximum: None,
            table64: false,
            shared: false,
        });
    }

    fn tag(&mut self) {
        self.tags.tag(TagType {
            kind: TagKind::Exception,
            func_type_idx: NOTHING,
        });
    }

    fn done(mut self) -> Vec<u8> {
        let imported = self.imports.len();
        self.exports.export("_start", ExportKind::Func, imported);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut module = Module::new();
        module.section(&self.types);
        module.section(&self.imports);
        module.section(&self.functions);
        module.section(&self.tables);
        module.section(&memories);
        module.section(&self.tags);
        module.section(&self.globals);
        module.section(&self.exports);
        module.section(&self.elements);
        module.section(&self.code);
        module.finish()
    }
}

/// A module whose second function takes a number and is this.
fn body(locals: &[(u32, ValType)], body: impl FnOnce(&mut InstructionSink<'_>)) -> Vec<u8> {
    let mut shape = Shape::new();
    shape.function(FROM_I32, locals, body);
    shape.done()
}

fn with(fill: impl FnOnce(&mut Shape)) -> Vec<u8> {
    let mut shape = Shape::new();
    fill(&mut shape);
    shape.done()
}

fn ifs(count: u32) -> Vec<u8> {
    body(&[], |code| {
        for _ in 0..count {
            code.local_get(0).if_(BlockType::Empty).end();
        }
    })
}

fn tables_of_jumps(count: u32, targets: u32) -> Vec<u8> {
    let all: Vec<u32> = (0..targets).collect();
    body(&[], |code| {
        for _ in 0..targets {
            code.block(BlockType::Empty);
        }
        for _ in 0..count {
            code.block(BlockType::Empty).local_get(0);
            code.br_table(all.iter().copied(), 0).end();
        }
        for _ in 0..targets {
            code.end();
        }
    })
}

/// Locals that change in the innermost of many loops.
fn loops_of_locals(loops: u32, locals: u32) -> Vec<u8> {
    body(&[(locals, I)], |code| {
        for _ in 0..loops {
            code.loop_(BlockType::Empty);
        }
        for local in 1..=locals {
            code.local_get(local).i32_const(1).i32_add();
            code.local_set(local);
        }
        for _ in 0..loops {
            code.local_get(0).br_if(0).end();
        }
    })
}

/// Calls among handlers of exceptions, one in each of so many blocks.
fn calls_in_handlers(handlers: u32, calls: u32) -> Vec<u8> {
    let catch = [wasm_encoder::Catch::One { tag: 0, label: 0 }];
    with(|shape| {
        shape.tag();
        shape.function(NOTHING, &[], |code| {
            for _ in 0..handlers {
                code.try_table(BlockType::Empty, catch.iter().cloned());
            }
            for _ in 0..calls {
                code.call(0);
            }
            for _ in 0..handlers {
                code.end();
            }
        });
    })
}

fn values_through_blocks(blocks: u32) -> Vec<u8> {
    with(|shape| {
        shape.signature(16, 16);
        shape.function(FROM_I32, &[], |code| {
            for _ in 0..16 {
                code.local_get(0);
            }
            for _ in 0..blocks {
                code.block(BlockType::FunctionType(2)).end();
            }
            for _ in 0..16 {
                code.drop();
            }
        });
    })
}

fn live_references(locals: u32, calls: u32) -> Vec<u8> {
    body(&[(locals, ValType::EXTERNREF)], |code| {
        for _ in 0..calls {
            code.call(0);
        }
    })
}

fn functions(count: u32, locals: u32) -> Vec<u8> {
    with(|shape| {
        for _ in 0..count {
            shape.function(NOTHING, &[(locals, I)], |_| {});
        }
    })
}

fn elements(segments: usize, each: usize) -> Vec<u8> {
    with(|shape| {
        shape.table(RefType::FUNCREF);
        for _ in 0..segments {
            shape
                .elements
                .passive(Elements::Functions(vec![0; each].into()));
        }
    })
}

fn sometimes(count: u32, what: impl Fn(&mut InstructionSink<'_>)) -> Vec<u8> {
    with(|shape| {
        shape.tag();
        shape.table(RefType::FUNCREF);
        shape.function(FROM_I32, &[], |code| {
            for _ in 0..count {
                what(code);
            }
        });
    })
}

/// A byte at the beginning of memory, and another this far from it.
fn data(apart: i32) -> Vec<u8> {
    let text = format!(
        r#"(module (memory 65536) (func (export "_start")) (data (i32.const 0) "a") (data (i32.const {apart}) "b"))"#
    );
    wat::parse_str(text).expect("good text format")
}

fn import(module: &str, name: &str, of: EntityType) -> Vec<u8> {
    with(|shape| {
        shape.imports.import(module, name, of);
    })
}

#[test]
fn what_is_small_to_write_and_hard_to_compile_is_refused_in_a_sentence() {
    let branches = "function 1 has too many branches, loops and handlers of exceptions";
    let refused = [
        (ifs(40_000), branches),
        (
            body(&[], |code| {
                for _ in 0..15_000 {
                    code.loop_(BlockType::Empty).end();
                }
            }),
            branches,
        ),
        (tables_of_jumps(300, 300), branches),
        (loops_of_locals(1000, 1000), branches),
        (calls_in_handlers(400, 400), branches),
        (values_through_blocks(10_000), branches),
        (
            sometimes(20_000, |code| {
                code.i32_const(0).call_indirect(0, NOTHING);
            }),
            branches,
        ),
        (
            sometimes(20_000, |code| {
                code.i32_const(0).memory_grow(0).drop();
            }),
            branches,
        ),
        (
            sometimes(20_000, |code| {
                code.i32_const(0).table_get(0).drop();
            }),
            branches,
        ),
        (
            with(|shape| {
                for _ in 0..3 {
                    shape.function(FROM_I32, &[], |code| {
                        for _ in 0..30_000 {
                            code.local_get(0).br_if(0);
                        }
                    });
                }
            }),
            "the program has too many functions of many branches",
        ),
        (
            body(&[(10_000, I)], |code| {
                for _ in 0..10_000 {
                    code.local_get(0).if_(BlockType::Empty).end();
                }
            }),
            "function 1 has 10001 locals and 10000 blocks",
        ),
        (
            live_references(2000, 2000),
            "function 1 has 2000 references and 2000 calls",
        ),
        (functions(1000, 20_000), "too many locals, at most 4000000"),
        (
            functions(1, 20_001),
            "function 1 has 20001 locals, at most 20000",
        ),
        (functions(100_000, 0), "100001 functions, at most 100000"),
        (elements(1, 200_001), "200001 elements, at most 200000"),
        (elements(10_001, 0), "10001 element segments"),
        (
            with(|shape| (0..2000).for_each(|_| shape.signature(1, 1))),
            "2002 types, at most 2000",
        ),
        (
            with(|shape| shape.signature(129, 0)),
            "functions of 129 parameters",
        ),
        (
            with(|shape| shape.signature(0, 17)),
            "functions of 17 results",
        ),
        (
            with(|shape| (0..5).for_each(|_| shape.table(RefType::FUNCREF))),
            "5 tables, at most 4",
        ),
        (
            with(|shape| (0..1001).for_each(|_| shape.tag())),
            "1001 exception tags",
        ),
        (
            with(|shape| {
                let of = GlobalType {
                    val_type: I,
                    mutable: true,
                    shared: false,
                };
                for _ in 0..10_001 {
                    shape.globals.global(of, &ConstExpr::i32_const(0));
                }
            }),
            "10001 globals",
        ),
        (
            with(|shape| {
                for number in 0..10_000 {
                    let name = number.to_string();
                    shape.exports.export(&name, ExportKind::Func, 0);
                }
            }),
            "10001 exports",
        ),
        (
            with(|shape| {
                for _ in 0..1001 {
                    let of = EntityType::Function(NOTHING);
                    shape
                        .imports
                        .import(super::super::wasi::MODULE, "sched_yield", of);
                }
            }),
            "1001 imports",
        ),
        (
            import("env", "system", EntityType::Function(NOTHING)),
            "unknown import: `env::system`",
        ),
        (
            import(
                super::super::wasi::MODULE,
                "memory",
                EntityType::Global(GlobalType {
                    val_type: I,
                    mutable: false,
                    shared: false,
                }),
            ),
            "unknown import: `wasi_snapshot_preview1::memory`",
        ),
        (
            body(&[], |code| {
                for _ in 0..(5 << 19) {
                    code.nop().nop();
                }
            }),
            "function 1 is larger than 4 MiB",
        ),
        (
            data(200 << 20),
            "2 bytes of data with 209715199 bytes between",
        ),
        (data(-1), "2 bytes of data with 4294967294 bytes between"),
        (vec![0; (64 << 20) + 1], "larger than 64 MiB"),
    ];
    for (wasm, why) in refused {
        let refusal = check(&wasm).expect_err(why);
        assert!(refusal.contains(why), "{refusal:?} instead of {why:?}");
        assert!(refusal.len() < 200 && !refusal.contains('\n'), "{refusal}");
    }
}

#[test]
fn what_large_programs_have_is_taken() {
    let taken = [
        ifs(12_000),
        // Go's tables of jumps.
        tables_of_jumps(1, 12_000),
        // The deepest nest of loops that is known, of LLVM.
        loops_of_locals(192, 188),
        // The constructors of a large library in C++.
        calls_in_handlers(200, 200),
        live_references(100, 4000),
        functions(50_000, 20),
        elements(1, 47_157),
        data(16 << 20),
        import(
            super::super::wasi::MODULE,
            "sched_yield",
            EntityType::Function(NOTHING),
        ),
    ];
    for wasm in taken {
        assert_eq!(check(&wasm), Ok(()));
    }
}
