class Missing
  def method_missing(name, *rest) = send(:"#{name}x", *rest)
  def respond_to_missing?(...) = true
end

Missing.new.a
