      PROGRAM BOUNDS
      INTEGER A(5), I
      I = 3
      A(I) = 7
      PRINT '(I2)', A(I)
      I = I * 2
      A(I) = 8
      PRINT '(I2)', A(I)
      END
