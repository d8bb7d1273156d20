(sleep (make-time 'time-duration 0 3600))
