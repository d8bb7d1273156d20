      PROGRAM HELLO
      CHARACTER*5 NAME
      NAME = 'world'
      WRITE (*, 100) NAME
  100 FORMAT ('Hello, ', A, '!')
      END
