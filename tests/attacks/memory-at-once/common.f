      PROGRAM BIG
      COMMON /HEAP/ A(20000000)
      A(20000000) = 1
      PRINT *, 'accepted', A(1)
      END
