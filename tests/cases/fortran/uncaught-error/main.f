      PROGRAM WRONG
      INTEGER N
      PRINT '(A)', 'before'
      READ (*, *) N
      PRINT *, N
      END
