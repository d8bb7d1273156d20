      PROGRAM STRICT
      INTEGER COUNT
      COUNT = 1
      CUONT = 2
      PRINT *, COUNT
      END
