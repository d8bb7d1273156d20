procedure Main is
   X : Integer := 0 with Volatile;
begin
   loop
      X := 1 - X;
   end loop;
end Main;
