      PROGRAM HOST
      INCLUDE '/etc/passwd'
      END
