package First is
   Value : constant Integer := 2;
end First;
package Second is
   Value : constant Integer := 3;
end Second;
