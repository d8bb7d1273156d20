      PROGRAM CODES
      CHARACTER*8 ARG
      CALL GETARG(1, ARG)
      PRINT '(A)', 'before'
      IF (ARG .EQ. 'none') STOP
      IF (ARG .EQ. 'three') STOP 3
      IF (ARG .EQ. 'text') STOP 'that is all'
      IF (ARG .EQ. 'exit') CALL EXIT(200)
      END
