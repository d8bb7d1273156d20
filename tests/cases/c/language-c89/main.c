/* As it was written once: parameters declared below, int unless said otherwise, declarations first. */
#include <stdio.h>
#include <string.h>

struct node { char *name; struct node *next; };

add(a, b)
int a;
char b;
{
    return a + b;
}

static char *join(list, into)
struct node *list;
char *into;
{
    *into = '\0';
    for (; list; list = list->next) strcat(strcat(into, list->name), list->next ? ", " : ".");
    return into;
}

main()
{
    struct node last, first;
    char text[32];
    int i, sum = 0;
    last.name = "two"; last.next = 0;
    first.name = "one"; first.next = &last;
    for (i = 0; i < 10; i++) sum += i; /* not // a comment */
    printf("%d %d %s\n", add(1, 'a'), sum, join(&first, text));
    printf("%d\n", 10 //* a comment in C89, a division by 2 */ 2
        );
    return 0;
}
