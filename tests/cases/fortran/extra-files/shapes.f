      SUBROUTINE DOUBLE
      INCLUDE 'shared.inc'
      WIDTH = WIDTH * 2
      CALLS = CALLS + 1
      END
