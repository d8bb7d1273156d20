      PROGRAM PATHS
      CHARACTER*200 TARGET, LINE
      CHARACTER*40 PREFIX(5)
      DATA PREFIX / ' ', '/', '..', '../../../../../../../..',
     +  '/proc/self/root' /
      TARGET = '/etc/passwd'
      IF (IARGC() .GT. 0) CALL GETARG(1, TARGET)
      DO 20 I = 1, 5
        N = INDEX(PREFIX(I), ' ') - 1
        OPEN (10, FILE = PREFIX(I)(1:N) // TARGET, STATUS = 'OLD',
     +    ERR = 10)
        READ (10, '(A)', ERR = 10, END = 10) LINE
        PRINT '(A)', LINE
        CLOSE (10, STATUS = 'DELETE', ERR = 10)
   10   PRINT '(A)', 'denied'
   20 CONTINUE
      PRINT '(A)', 'done'
      END
