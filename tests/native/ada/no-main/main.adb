package Only is
   One : constant := 1;
end Only;
