# Run once, before the snapshot. The file beside this one is compiled under a name that Ruby's backtraces pass over.
$LOAD_PATH.replace(["/lib/ruby/enclos/instead", "/lib/ruby/3.4.0", "/lib/ruby/3.4.0/wasm32-wasi"])
$LOAD_PATH.concat(Dir.glob("/lib/ruby/gems/3.4.0/gems/*/lib").sort)
path = "/lib/ruby/enclos/enclos.rb"
RubyVM::InstructionSequence.compile(File.read(path), "<internal:enclos>", path).eval
RubyVM::Enclos.prepare
