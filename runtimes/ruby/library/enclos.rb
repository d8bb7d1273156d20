# What the `ruby` command does around a program: its name, arguments and environment, the report of what it did not
# rescue, and the end. The interpreter comes as a library, in which none of this is.
module RubyVM::Enclos
  # What entry.wat calls the program through is the last line of every backtrace, and of no native one.
  OUTERMOST = "in 'RubyVM::InstructionSequence#eval'"
  SHOWN = %w[did_you_mean error_highlight set pp].freeze
  HIDDEN = %w[
    abbrev base64 benchmark csv date delegate digest digest/sha1 digest/sha2 erb etc fileutils forwardable json logger matrix
    monitor observer optparse ostruct pathname prime securerandom shellwords singleton stringio strscan tempfile time timeout
    tmpdir tsort uri yaml
  ].freeze

  @handlers = []
  @status = 0
  @ready = {}

  class << self
    attr_reader :handlers

    def prepare
      SHOWN.each { |name| require name }
      @needed = []
      HIDDEN.each { |name| require name }
      @needed = nil
      @ready.each_value { |_, constants| constants.each_key { |name| hide(name) } }
      $LOADED_FEATURES.replace($LOADED_FEATURES - @ready.each_value.flat_map(&:first))
      "\u00e9".unicode_normalize(:nfd)
      # Reports load the most when the first is made.
      begin
        load("/lib/ruby/enclos/mistake.rb")
      rescue NoMethodError => error
        error.full_message(highlight: false)
      end
      Object.send(:remove_const, :JS) if Object.const_defined?(:JS)
      3.times { GC.start }
    end

    # The result is evaluated by the caller, which has no frames of Ruby's between itself and the program.
    def run(arguments, environment)
      _, path, *rest = texts(arguments)
      ENV.replace(texts(environment).to_h { |text| text.split("=", 2) })
      ARGV.replace(rest)
      $0 = path
      srand
      compile(path)
    rescue SyntaxError, SystemCallError => error
      @failure = error.is_a?(SyntaxError) ? error.detailed_message(highlight: false) : "ruby: #{error.message} (LoadError)"
      RubyVM::InstructionSequence.compile("")
    end

    def finish(error)
      if @failure
        @status = 1
        $stderr.puts(@failure)
        return
      end
      error = run_handlers(error)
      flush($stdout)
      case error
      when nil then nil
      when SystemExit then @status = error.status
      else
        @status = 1
        report(error)
      end
    end

    # A file that is still open would be written by a finalizer. Those do not run here.
    def flush_files
      ObjectSpace.each_object(IO) { |io| flush(io) }
    end

    def leave
      Process.exit!(@status)
    end

    # Whether it did what `require` is to do. At set-up that is to note what a library brings and needs; later, to give a
    # library that was loaded ahead to the program that asks for it. Before that it has no name.
    def require_ahead(name)
      return load_ahead(name) if @needed

      features, constants, needed = @ready.delete(name)
      return false unless features

      needed.each { |other| require_ahead(other) }
      constants.each { |constant, value| Object.const_set(constant, value) unless Object.const_defined?(constant, false) }
      $LOADED_FEATURES.concat(features)
      true
    end

    def trim(backtrace)
      backtrace.pop if backtrace.is_a?(Array) && !backtrace.frozen? && backtrace.last&.end_with?(OUTERMOST)
      backtrace
    end

    private

    def texts(hexadecimal)
      [hexadecimal].pack("H*").force_encoding(Encoding::UTF_8).split("\0", -1)[..-2]
    end

    def compile(path)
      source = File.binread(path)
      if (at = source.match(/^__END__\r?(?:\n|\z)/n))
        Object.const_set(:DATA, File.open(path).tap { |file| file.seek(at.end(0)) })
      end
      return RubyVM::InstructionSequence.compile_file_prism(path) unless source.match?(/\bEND\s*\{/n)

      source.force_encoding(Encoding::UTF_8)
      RubyVM::InstructionSequence.compile_prism(with_handlers(source), path, File.realpath(path), 1)
    end

    # END blocks register with an interpreter that ends by itself. Here at_exit has to do it.
    def with_handlers(source)
      blocks = []
      visit = lambda do |node|
        blocks << node.keyword_loc.start_offset if node.is_a?(Prism::PostExecutionNode)
        node.compact_child_nodes.each(&visit)
      end
      visit.call(Prism.parse(source).value)
      blocks.sort.reverse_each { |at| source.bytesplice(at, 3, "at_exit") }
      source
    end

    def load_ahead(name)
      @needed << name
      return true if @ready.key?(name)

      outer, @needed = @needed, []
      features = $LOADED_FEATURES.dup
      constants = Object.constants(false)
      gem_original_require(name)
      added = (Object.constants(false) - constants).reject { |constant| Object.autoload?(constant) }
      added = added.to_h { |constant| [constant, Object.const_get(constant)] }
      @ready[name] = [$LOADED_FEATURES - features, added, @needed] unless $LOADED_FEATURES == features && @needed.empty?
      true
    ensure
      @needed = outer if outer
    end

    def hide(name)
      Object.send(:remove_const, name) if Object.const_defined?(name, false)
    end

    # As in the interpreter: the latest first, each after what went wrong in the one before, and the last error counts.
    def run_handlers(error)
      while (handler = @handlers.pop)
        begin
          error ? call_after(error, handler) : handler.call
        rescue SystemExit => later
          error = later
        rescue Exception => later
          report(later)
          error = later
          reported = true
        end
      end
      reported && !error.is_a?(SystemExit) ? SystemExit.new(1) : error
    end

    def call_after(error, handler)
      raise error
    rescue Exception
      handler.call
    end

    def report(error)
      $stderr.write(error.full_message(highlight: false))
    rescue Exception
      $stderr.write("#{error.class}\n")
    end

    def flush(io)
      io.flush unless io.closed?
    rescue SystemCallError, IOError
      nil
    end
  end
end

module Kernel
  # The name is the one that RubyGems gives it.
  alias_method :gem_original_require, :require
  def require(name) = RubyVM::Enclos.require_ahead(name) || gem_original_require(name)
  module_function :require, :gem_original_require

  def at_exit(&block)
    raise ArgumentError, "called without block" unless block

    RubyVM::Enclos.handlers << block
    block
  end
  module_function :at_exit

  alias_method :__caller, :caller
  def caller(start = 1, *length)
    RubyVM::Enclos.trim(__caller(start.is_a?(Integer) ? start + 1 : start, *length))
  end
  module_function :caller, :__caller

  %i[system spawn exec fork ` daemon].each do |name|
    define_method(name) { |*| raise NotImplementedError, "#{name}() function is unimplemented on this machine" }
    module_function name
  end
  remove_method :daemon
  singleton_class.remove_method :daemon
end

class IO
  def self.popen(*) = raise(NotImplementedError, "popen() function is unimplemented on this machine")
end

class << Process
  %i[spawn exec fork daemon].each do |name|
    define_method(name) { |*| raise NotImplementedError, "#{name}() function is unimplemented on this machine" }
  end
end

class Thread
  class << self
    def new(*) = raise(NotImplementedError, "threads are unimplemented on this machine")
    alias start new
    alias fork new
  end
end

class Exception
  alias_method :__backtrace, :backtrace
  private :__backtrace
  def backtrace = RubyVM::Enclos.trim(__backtrace)
end
