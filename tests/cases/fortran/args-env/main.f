      PROGRAM ARGS
      INTEGER I
      CHARACTER*30 A
      DO 10 I = 1, IARGC()
        CALL GETARG(I, A)
        PRINT '(I2, 3A)', I, ' [', A, ']'
   10 CONTINUE
      CALL GETENV('NAME', A)
      PRINT '(A)', A
      END
