      PROGRAM SHELL
      INTEGER SYSTEM
      PRINT *, SYSTEM('echo exec''''uted') .EQ. 0
      PRINT '(A)', 'done'
      END
