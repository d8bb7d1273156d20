#ifndef SHAPES_H
#define SHAPES_H
#define AREA(w, h) ((w) * (h))
#endif
