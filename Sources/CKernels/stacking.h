#pragma once

#include "CKStacking.h"
#include "simd.h"

#include <string.h>

/* LANES / 4 pixels at once, a lane for each channel. */
#define PIXELS (LANES / 4)
#if LANES == 16
#define ALPHAS 3, 7, 11, 15
#define SPREAD 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3
#define ALPHA_LANES 0, 0, 0, -1, 0, 0, 0, -1, 0, 0, 0, -1, 0, 0, 0, -1
#elif LANES == 8
#define ALPHAS 3, 7, 3, 7
#define SPREAD 0, 0, 0, 0, 1, 1, 1, 1
#define ALPHA_LANES 0, 0, 0, -1, 0, 0, 0, -1
#else
#define ALPHAS 3, 3, 3, 3
#define SPREAD 0, 0, 0, 0
#define ALPHA_LANES 0, 0, 0, -1
#endif

typedef unsigned char vb __attribute__((vector_size(LANES)));
/* A number for each pixel: what is divided is divided once. */
typedef float each __attribute__((vector_size(16)));

CK_INLINE each alphas(vf v) { return __builtin_shufflevector(v, v, ALPHAS); }
CK_INLINE vf spread(each v) { return __builtin_shufflevector(v, v, SPREAD); }
CK_INLINE vf with_alpha(vf v, vf alpha) { return choose((vi){ALPHA_LANES}, alpha, v); }
CK_INLINE int all_are(each v, float value) { return __builtin_reduce_and(v == (each){value, value, value, value}); }

/* The first `count` pixels, no more than there are; the others read as 0 and are not written. */
CK_INLINE vb load_pixels(const unsigned char *p, const long count) {
    vb bytes = {0};
    memcpy(&bytes, p, 4 * count);
    return bytes;
}

/* Premultiplied colours of 0…255 and an alpha of 0…1. */
CK_INLINE vf unpacked(vf levels, int is_premultiplied) {
    each level = alphas(levels);
    if (all_are(level, 255)) return with_alpha(levels, splat(1));
    vf alpha = spread(level / 255);
    return is_premultiplied ? with_alpha(levels, alpha) : with_alpha(levels, splat(1)) * alpha;
}

CK_INLINE vf put_over(vf below, vf levels, const CKSheet *sheet) {
#pragma STDC FP_CONTRACT OFF
    vf color = unpacked(levels, sheet->is_premultiplied) * splat(sheet->opacity);
    vf above = below * (splat(1) - spread(alphas(color))) + color;
    /* what was opaque stays so; what is clear has no colour, whatever its bytes say */
    above = choose((vi){ALPHA_LANES} & (below == splat(1)), splat(1), above);
    return sheet->is_premultiplied ? choose(spread(alphas(levels)) == splat(0), below, above) : above;
}

/* Straight bytes, rounded half up; where it is clear, those of `bottom`. */
CK_INLINE vb packed(vf pixels, vb bottom) {
    each alpha = alphas(pixels);
    vf levels;
    vb clear = {0};
    if (all_are(alpha, 1)) {
        levels = with_alpha(pixels, splat(255));
    } else {
        vf divisor = spread(alpha);
        vi is_clear = ~(divisor > splat(0));
        clear = __builtin_convertvector(is_clear, vb);
        levels = with_alpha(pixels / choose(is_clear, splat(1), divisor), divisor * splat(255));
    }
    vi whole = __builtin_convertvector(levels, vi);
    vf rest = levels - __builtin_convertvector(whole, vf);
    whole -= rest >= splat(0.5f); /* a comparison that holds is −1 */
    vi is_beyond = whole > 255;
    whole = (whole & ~is_beyond) | (is_beyond & 255);
    return (__builtin_convertvector(whole, vb) & ~clear) | (bottom & clear);
}

CK_INLINE void stack_pixels(
    const unsigned char *bottom, const CKSheet *sheets, long sheet_count, unsigned char *out, long x, const long count) {
    vb first = load_pixels(bottom + 4 * x, count);
    vf pixels = unpacked(__builtin_convertvector(first, vf), 0);
    for (long i = 0; i < sheet_count; i++) {
        vb bytes = load_pixels(sheets[i].pixels + 4 * x, count);
        pixels = put_over(pixels, __builtin_convertvector(bytes, vf), &sheets[i]);
    }
    vb result = packed(pixels, first);
    memcpy(out + 4 * x, &result, 4 * count);
}

static void stack(
    const unsigned char *bottom, const CKSheet *sheets, long sheet_count, unsigned char *out, long count) {
    long x = 0;
    for (; x + PIXELS <= count; x += PIXELS) stack_pixels(bottom, sheets, sheet_count, out, x, PIXELS);
#if LANES == 16
    if (count - x >= 2) {
        stack_pixels(bottom, sheets, sheet_count, out, x, 2);
        x += 2;
    }
#endif
#if LANES >= 8
    if (x < count) stack_pixels(bottom, sheets, sheet_count, out, x, 1);
#endif
}
