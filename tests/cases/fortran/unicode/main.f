      PROGRAM BYTES
      CHARACTER*40 LINE
   10 READ (*, '(A)', END = 20) LINE
      DO 15 I = 40, 1, -1
        IF (LINE(I:I) .NE. ' ') GO TO 16
   15 CONTINUE
   16 PRINT '(I3, 2X, A)', I, 'Größe: ' // LINE(1:I)
      GO TO 10
   20 END
