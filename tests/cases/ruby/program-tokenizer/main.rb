class Calculator
  class SyntaxProblem < StandardError; end

  TOKEN = %r{\s*(\d+|[a-z]\w*|\*\*|[-+*/()=])}

  def initialize
    @variables = {}
  end

  def evaluate(text)
    @tokens = text.scan(TOKEN).flatten
    value = statement
    raise SyntaxProblem, "unexpected #{@tokens.first}" unless @tokens.empty?

    value
  end

  private

  def statement
    return sum unless @tokens[1] == "="

    name, = @tokens.shift(2)
    @variables[name] = sum
  end

  def sum
    binary(%w[+ -]) { product }
  end

  def product
    binary(%w[* /]) { power }
  end

  def binary(operators)
    value = yield
    value = value.public_send(@tokens.shift, yield) while operators.include?(@tokens.first)
    value
  end

  def power
    base = atom
    return base unless @tokens.first == "**"

    @tokens.shift
    base**power
  end

  def atom
    case token = @tokens.shift
    in nil then raise SyntaxProblem, "unexpected end"
    in "-" then -atom
    in "("
      value = sum
      raise SyntaxProblem, "missing )" unless @tokens.shift == ")"

      value
    in /\A\d/ then Integer(token)
    in /\A[a-z]/ then @variables.fetch(token) { raise SyntaxProblem, "unknown name #{token}" }
    else raise SyntaxProblem, "unexpected #{token}"
    end
  end
end

calculator = Calculator.new
while (line = gets&.chomp)
  begin
    puts "#{line} => #{calculator.evaluate(line)}"
  rescue Calculator::SyntaxProblem, ZeroDivisionError => error
    puts "#{line} => error: #{error.message}"
  end
end
