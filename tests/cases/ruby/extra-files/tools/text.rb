module Text
  module_function

  def shout(text) = "#{text.upcase}!"
end
