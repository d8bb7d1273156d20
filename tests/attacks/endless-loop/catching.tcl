while 1 { catch { while 1 { incr n } } }
