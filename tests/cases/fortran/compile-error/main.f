      PROGRAM WRONG
      INTEGER I
      I = 1 +
      PRINT *, J(
      CALL
      END
