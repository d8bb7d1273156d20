      PROGRAM FILES
      INCLUDE 'shared.inc'
      DOUBLE PRECISION AREA
      WIDTH = 3
      CALL DOUBLE
      PRINT '(F5.1, 1X, F5.1, I3)', WIDTH, AREA(2D0), CALLS
      END
