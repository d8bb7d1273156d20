      PROGRAM HOST
      CHARACTER*40 NAMES(6), LINE
      DATA NAMES / '/etc/passwd', '/etc/hostname', '/proc/self/maps',
     +  '/proc/version', '/dev/mem', '../../../../../etc/passwd' /
      DO 20 I = 1, 6
        OPEN (10, FILE = NAMES(I), STATUS = 'OLD', ERR = 10)
        READ (10, '(A)', ERR = 10, END = 10) LINE
        PRINT '(3A)', NAMES(I), 'opened ', LINE
        GO TO 20
   10   PRINT '(2A)', NAMES(I), 'denied'
   20 CONTINUE
      PRINT '(A)', 'done'
      END
