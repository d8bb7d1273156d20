      PROGRAM RECURS
      INTEGER FACT
      EXTERNAL FACT
      PRINT '(I10)', FACT(10, FACT)
      END
      INTEGER FUNCTION FACT(N, SELF)
      INTEGER N, SELF, M
      EXTERNAL SELF
      FACT = 1
      IF (N .GT. 1) THEN
        M = N
        FACT = M * SELF(N - 1, SELF)
      END IF
      END
