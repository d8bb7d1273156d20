      PROGRAM ENDLES
      I = 0
   10 I = MOD(I + 1, 1000)
      IF (I .NE. -1) GO TO 10
      END
