      PROGRAM SELF
      INCLUDE 'main.f'
      END
