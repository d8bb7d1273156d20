# The library's own timeout has a thread that watches the time, and threads there are none. Here a block that took too
# long is told so at its end.
load "/lib/ruby/3.4.0/timeout.rb"

module Timeout
  def timeout(limit, error = nil, message = nil)
    return yield(limit) if limit.nil? || limit.zero?

    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    result = yield(limit)
    return result if Process.clock_gettime(Process::CLOCK_MONOTONIC) - start < limit

    raise error || Timeout::Error, message || "execution expired"
  end
  module_function :timeout
  public :timeout
end
