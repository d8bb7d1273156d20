/* Puts the source files among the arguments into the order in which the compiler wants them. */
#ifndef ORDER_H
#define ORDER_H
void order_sources(int count, char **arguments);
#endif
