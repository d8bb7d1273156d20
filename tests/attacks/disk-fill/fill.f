      PROGRAM FILL
      CHARACTER*1000 PIECE
      PIECE = 'x'
      OPEN (10, FILE = 'big', STATUS = 'NEW')
      DO 10 I = 1, 1000000
        WRITE (10, '(A)', ERR = 20) PIECE
   10 CONTINUE
      PRINT '(A)', 'accepted'
   20 PRINT '(A)', 'stopped'
      CALL EXIT(0)
      END
