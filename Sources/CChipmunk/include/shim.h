#pragma once

#include <chipmunk/chipmunk.h>

/// How deep two shapes lie in each other, 0 where they do not; the points of a contact set have no name in Swift.
static inline double CChipmunkOverlap(const cpShape *a, const cpShape *b) {
    cpContactPointSet contacts = cpShapesCollide(a, b);
    double deepest = 0;
    for (int i = 0; i < contacts.count; i++) {
        if (contacts.points[i].distance < -deepest) deepest = -contacts.points[i].distance;
    }
    return deepest;
}
