//! How much work a function's body is for the compiler.
//!
//! Most instructions cost it about the same each. What costs more than that is bounded here, in one pass together with the
//! validation: control flow, for which the time grows with its square, and what grows with the product of two things that
//! a few bytes can make many of.

use wasmparser::{
    BlockType, FuncToValidate, FuncValidatorAllocations, FunctionBody, Operator, OperatorsReader,
    ValType, ValidatorResources, WasmModuleResources,
};

use super::invalid;

const MAX_FUNCTION_BYTES: usize = 4 << 20;
const MAX_LOCALS: u32 = 20_000;
/// A thousand locals are three bytes, and sixty microseconds.
const MAX_LOCALS_IN_ALL: u64 = 4_000_000;

/// How tangled a function may be, in branches or what is worth as much. As many take three to eight seconds. The worst that
/// is known of any toolchain, Go's linker's tables of jumps in Go's own compiler, comes to two thirds.
const MAX_TANGLE: u64 = 32_768;
/// The sum of the squares of that over all functions: two of the worst, or many thousands of what is usual.
const MAX_SQUARES: u64 = 2 * MAX_TANGLE * MAX_TANGLE;
/// The sum without the squares, because small functions have their price too.
const MAX_TANGLE_IN_ALL: u64 = 2_000_000;
/// What one branch counts, so that others can count less.
const BRANCH: u64 = 8;
/// Calls that are no more than a call.
const INDIRECT: u64 = 2 * BRANCH;
/// Each has a check of the fuel and one of the time.
const LOOP: u64 = 3 * BRANCH;
const BLOCK: u64 = 2;
/// A value that goes from one block to another.
const VALUE: u64 = BRANCH / 2;
/// A place that a table of jumps leads to.
const TARGET: u64 = BRANCH / 2;
/// A handler that a call may end in.
const HANDLER: u64 = 3;
/// A local that may be another in each round of a loop, for each loop around the innermost.
const ROUND: u64 = 1;

/// The compiler notes for each local where in the function it is what, in sixty bytes. A tenth of this is a lot.
const MAX_LOCALS_BY_BLOCKS: u64 = 1 << 25;
const MAX_LOCALS_BY_BLOCKS_IN_ALL: u64 = 1 << 27;
/// The collector is told at each call which references are alive: three hundred bytes each, and a microsecond.
const MAX_REFERENCES_BY_CALLS: u64 = 1 << 20;

/// The functions of a module, one after the other.
#[derive(Default)]
pub(super) struct Bodies {
    /// The parameters and results of each type.
    signatures: Vec<(u8, u8)>,
    tangle: u64,
    squares: u64,
    locals: u64,
    locals_by_blocks: u64,
    references_by_calls: u64,
    /// Kept from one function to the next, for what is allocated.
    frames: Vec<Frame>,
    allocations: FuncValidatorAllocations,
}

/// A block that is open.
#[derive(Default, Clone, Copy)]
struct Frame {
    is_loop: bool,
    handlers: u32,
}

/// What was counted in one function.
#[derive(Default)]
struct Count {
    /// In eighths of a branch.
    tangle: u64,
    blocks: u64,
    calls: u64,
    /// What makes a reference that the collector knows.
    references: u64,
    /// Around this place.
    loops: u64,
    most_loops: u64,
    handlers: u64,
}

impl Bodies {
    /// Notes the type that comes next.
    pub(super) fn signature(&mut self, parameters: usize, results: usize) {
        let small = |count| u8::try_from(count).unwrap_or(u8::MAX);
        self.signatures.push((small(parameters), small(results)));
    }

    /// Takes a function or says in a sentence why not.
    pub(super) fn check(
        &mut self,
        function: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'_>,
    ) -> Result<(), String> {
        let index = function.index;
        if body.range().len() > MAX_FUNCTION_BYTES {
            let maximum = MAX_FUNCTION_BYTES >> 20;
            return Err(format!("function {index} is larger than {maximum} MiB"));
        }
        let mut validator = function.into_validator(std::mem::take(&mut self.allocations));
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader).map_err(invalid)?;
        let locals = validator.len_locals();
        if locals > MAX_LOCALS {
            return Err(format!(
                "function {index} has {locals} locals, at most {MAX_LOCALS} are taken"
            ));
        }
        let is_traced = |local: &u32| matches!(validator.get_local_type(*local), Some(ValType::Ref(reference)) if !reference.is_func_ref());
        let mut count = Count {
            references: (0..locals).filter(is_traced).count() as u64,
            ..Count::default()
        };
        self.frames.clear();
        self.frames.push(Frame::default());
        let mut operators = OperatorsReader::new(reader);
        while !operators.eof() {
            let at = operators.original_position();
            let operator = operators.read().map_err(invalid)?;
            validator.op(at, &operator).map_err(invalid)?;
            self.see(&operator, &mut count, validator.resources());
            if count.tangle > MAX_TANGLE * BRANCH {
                return Err(too_tangled(index));
            }
        }
        operators.finish().map_err(invalid)?;
        self.allocations = validator.into_allocations();
        self.sum_up(index, u64::from(locals), &count)
    }

    fn sum_up(&mut self, index: u32, locals: u64, count: &Count) -> Result<(), String> {
        let tangle = (count.tangle + locals * count.most_loops * ROUND) / BRANCH;
        if tangle > MAX_TANGLE {
            return Err(too_tangled(index));
        }
        self.tangle += tangle;
        self.squares += tangle * tangle;
        if self.squares > MAX_SQUARES || self.tangle > MAX_TANGLE_IN_ALL {
            return Err("the program has too many functions of many branches, loops and handlers of exceptions".to_owned());
        }
        self.locals += locals;
        if self.locals > MAX_LOCALS_IN_ALL {
            return Err(format!(
                "the program has too many locals, at most {MAX_LOCALS_IN_ALL} are taken"
            ));
        }
        let locals_by_blocks = locals * count.blocks;
        self.locals_by_blocks += locals_by_blocks;
        if locals_by_blocks > MAX_LOCALS_BY_BLOCKS {
            return Err(format!(
                "function {index} has {locals} locals and {} blocks, which is too much together",
                count.blocks
            ));
        }
        if self.locals_by_blocks > MAX_LOCALS_BY_BLOCKS_IN_ALL {
            return Err(
                "the program has too many functions of many locals and many blocks".to_owned(),
            );
        }
        self.references_by_calls += count.references * count.calls;
        if self.references_by_calls > MAX_REFERENCES_BY_CALLS {
            return Err(format!(
                "function {index} has {} references and {} calls, which is too much together with the functions before it",
                count.references, count.calls
            ));
        }
        Ok(())
    }

    /// Counts an instruction, which is valid.
    fn see(&mut self, operator: &Operator<'_>, count: &mut Count, types: &ValidatorResources) {
        match operator {
            Operator::Block { blockty } => self.open(Frame::default(), *blockty, BLOCK, count),
            Operator::If { blockty } => self.open(Frame::default(), *blockty, BRANCH, count),
            Operator::Loop { blockty } => {
                count.loops += 1;
                count.most_loops = count.most_loops.max(count.loops);
                let frame = Frame {
                    is_loop: true,
                    handlers: 0,
                };
                self.open(frame, *blockty, LOOP, count);
            }
            Operator::TryTable { try_table } => {
                let handlers = try_table.catches.len();
                count.handlers += handlers as u64;
                count.references += handlers as u64;
                count.blocks += handlers as u64;
                let frame = Frame {
                    is_loop: false,
                    handlers: u32::try_from(handlers).unwrap_or(u32::MAX),
                };
                let price = BLOCK + handlers as u64 * BRANCH;
                self.open(frame, try_table.ty, price, count);
            }
            Operator::End => {
                let frame = self.frames.pop().unwrap_or_default();
                count.loops -= u64::from(frame.is_loop);
                count.handlers -= u64::from(frame.handlers);
            }
            Operator::Br { .. } | Operator::BrIf { .. } | Operator::Return => {
                count.blocks += 1;
                count.tangle += BRANCH;
            }
            Operator::BrTable { targets } => {
                count.blocks += 1;
                count.tangle += BRANCH + u64::from(targets.len()) * TARGET;
            }
            Operator::Call { function_index } => {
                let of = types.type_index_of_function(*function_index);
                self.call(of, 0, count);
            }
            Operator::CallIndirect { type_index, .. } => {
                self.call(Some(*type_index), INDIRECT, count);
            }
            Operator::ReturnCall { .. } => self.call(None, BRANCH, count),
            Operator::ReturnCallIndirect { .. } => self.call(None, BRANCH + INDIRECT, count),
            Operator::Throw { .. } | Operator::ThrowRef => self.call(None, BRANCH, count),
            Operator::TableGet { .. } | Operator::TableSet { .. } => {
                count.references += 1;
                self.call(None, INDIRECT, count);
            }
            Operator::RefNull { .. } => count.references += 1,
            Operator::MemoryGrow { .. } => self.call(None, 4 * BRANCH, count),
            Operator::MemoryCopy { .. }
            | Operator::MemoryFill { .. }
            | Operator::MemoryInit { .. }
            | Operator::TableGrow { .. }
            | Operator::TableFill { .. }
            | Operator::TableCopy { .. }
            | Operator::TableInit { .. } => self.call(None, INDIRECT, count),
            _ => {}
        }
    }

    fn open(&mut self, frame: Frame, of: BlockType, price: u64, count: &mut Count) {
        let values = match of {
            BlockType::Empty => 0,
            BlockType::Type(_) => 1,
            BlockType::FuncType(index) => {
                let (parameters, results) = self.type_of(index);
                parameters + results
            }
        };
        count.blocks += 1;
        count.tangle += price + values * VALUE;
        self.frames.push(frame);
    }

    fn call(&self, of: Option<u32>, price: u64, count: &mut Count) {
        let results = of.map_or(0, |index| self.type_of(index).1);
        count.calls += 1;
        count.tangle += price + count.handlers * HANDLER + results.saturating_sub(1) * VALUE;
    }

    fn type_of(&self, index: u32) -> (u64, u64) {
        let found = self.signatures.get(index as usize).copied();
        let (parameters, results) = found.unwrap_or_default();
        (u64::from(parameters), u64::from(results))
    }
}

fn too_tangled(index: u32) -> String {
    format!("function {index} has too many branches, loops and handlers of exceptions")
}
