      PROGRAM FLOOD
   10 PRINT '(A)', 'the same line again and again'
      GO TO 10
      END
