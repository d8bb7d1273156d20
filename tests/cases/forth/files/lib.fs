: twice 2 * ;
