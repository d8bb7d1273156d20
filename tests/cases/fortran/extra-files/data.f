      BLOCK DATA
      INCLUDE 'shared.inc'
      DATA WIDTH, CALLS / 0D0, 10 /
      END
