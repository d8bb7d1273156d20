      PROGRAM SUMS
      INTEGER A, B
      READ (*, *, END = 10, ERR = 20) A, B
      WRITE (*, '(I6)') A + B
      STOP
   10 WRITE (*, '(A)') 'two numbers, please'
      STOP 2
   20 WRITE (*, '(A)') 'not a number'
      STOP 4
      END
