      PROGRAM WARN
      INTEGER UNUSED
      X = F(1)
      PRINT '(F4.1)', X
      END
      REAL FUNCTION F(I)
      REAL I
      F = 2.5
      END
