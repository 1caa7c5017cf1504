#include "CKStacking.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

/* One pixel: four lanes do, and wider vectors would have to take alphas apart. */
typedef float Pixel __attribute__((vector_size(16), aligned(4)));
typedef int Lanes __attribute__((vector_size(16)));
typedef unsigned char Bytes __attribute__((vector_size(4)));

static inline Pixel load(const unsigned char *bytes) {
    Bytes lanes;
    memcpy(&lanes, bytes, 4);
    return __builtin_convertvector(lanes, Pixel);
}

static inline Pixel splat(float value) { return (Pixel){value, value, value, value}; }

static inline Pixel straight(const unsigned char *bytes) {
    Pixel pixel = load(bytes);
    if (bytes[3] == 255) {
        pixel[3] = 1;
        return pixel;
    }
    float alpha = pixel[3] / 255.0f;
    pixel[3] = 1;
    return pixel * splat(alpha);
}

static inline Pixel premultiplied(const unsigned char *bytes) {
    Pixel pixel = load(bytes);
    pixel[3] = pixel[3] / 255.0f;
    return pixel;
}

void ck_stack_begin(const unsigned char *pixels, float *row, long count) {
    for (long x = 0; x < count; x++) *(Pixel *)(row + 4 * x) = straight(pixels + 4 * x);
}

void ck_stack_over(const unsigned char *pixels, int is_premultiplied, float opacity, float *row, long count) {
    for (long x = 0; x < count; x++) {
        const unsigned char *bytes = pixels + 4 * x;
        if (bytes[3] == 0) continue;
        Pixel color = (is_premultiplied ? premultiplied(bytes) : straight(bytes)) * splat(opacity);
        Pixel *pixel = (Pixel *)(row + 4 * x);
        if (color[3] == 1) {
            *pixel = color;
            continue;
        }
        Pixel below = *pixel;
        Pixel above = below * splat(1 - color[3]) + color;
        if (below[3] == 1) above[3] = 1;
        *pixel = above;
    }
}

/* The nearest whole numbers, halves up, of numbers of 0 and more. */
static inline Lanes rounded(Pixel value) {
    Lanes whole = __builtin_convertvector(value, Lanes);
    Pixel rest = value - __builtin_convertvector(whole, Pixel);
    return whole - (rest >= 0.5f); /* a comparison that holds is −1 */
}

void ck_stack_finish(
    const float *row, const unsigned char *wanted, const unsigned char *bottom, unsigned char *out, long count) {
    for (long x = 0; x < count; x++) {
        if (wanted[x] == 0) continue;
        Pixel pixel = *(const Pixel *)(row + 4 * x);
        float alpha = pixel[3];
        if (!(alpha > 0)) {
            memcpy(out + 4 * x, bottom + 4 * x, 4);
            continue;
        }
        if (alpha != 1) pixel = pixel / splat(alpha);
        pixel[3] = alpha * 255;
        Lanes levels = rounded(pixel);
        Lanes over = levels > 255;
        levels = (levels & ~over) | (over & 255);
        Bytes bytes = __builtin_convertvector(levels, Bytes);
        memcpy(out + 4 * x, &bytes, 4);
    }
}
