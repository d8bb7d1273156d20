      PROGRAM HELLO
      WRITE (*, '(A)') 'Hello, world!'
      END
