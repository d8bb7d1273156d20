      PROGRAM LINES
      INTEGER N, COUNT
      DOUBLE PRECISION S
      S = 0
      COUNT = 0
   10 READ (*, *, END = 20) N
      COUNT = COUNT + 1
      S = S + N
      GO TO 10
   20 WRITE (*, '(I7, F14.0)') COUNT, S
      END
