      PROGRAM FILES
      INTEGER I, N, V
      LOGICAL THERE
      CHARACTER*20 LINE
      OPEN (10, FILE = 'data.txt', STATUS = 'NEW')
      DO 10 I = 1, 100
        WRITE (10, '(A, I4)') 'line', I
   10 CONTINUE
      REWIND 10
      N = 0
   20 READ (10, '(A)', END = 30) LINE
      N = N + 1
      GO TO 20
   30 PRINT '(I4, 1X, A)', N, LINE
      CLOSE (10)
      OPEN (11, FILE = 'direct.bin', ACCESS = 'DIRECT', RECL = 8,
     +  FORM = 'UNFORMATTED')
      DO 40 I = 1, 10
        WRITE (11, REC = I) I, I * I
   40 CONTINUE
      READ (11, REC = 7) I, V
      PRINT '(2I4)', I, V
      CLOSE (11, STATUS = 'DELETE')
      INQUIRE (FILE = 'direct.bin', EXIST = THERE)
      PRINT '(L2)', THERE
      OPEN (12, STATUS = 'SCRATCH', FORM = 'UNFORMATTED')
      WRITE (12) 1.5D0, 'abc'
      REWIND 12
      READ (12) X
      CLOSE (12)
      OPEN (13, FILE = 'missing', STATUS = 'OLD', IOSTAT = I, ERR = 50)
      PRINT '(A)', 'opened'
   50 PRINT '(L2)', I .NE. 0
      END
