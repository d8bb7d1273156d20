head = nil
loop { head = [head] }
