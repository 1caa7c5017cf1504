#pragma once

#include "CKStacking.h"
#include "simd.h"

/* LANES pixels at once, a vector for each channel: colours of 0…255 times alpha, then alpha of 0…1. */
typedef struct {
    vf red, green, blue, alpha;
} Pixels;

typedef unsigned vu __attribute__((vector_size(LANES * 4)));

CK_INLINE int all_are(vf v, float value) { return __builtin_reduce_and(v == splat(value)); }
CK_INLINE vf channel(vu bytes, int shift) { return __builtin_convertvector((vi)(bytes >> shift & 255), vf); }

/* bytes / 255, rounded as a division is, at a fraction of its time: 1/255 in two parts, of which the first gives exact products. */
CK_INLINE vf share(vf bytes) {
#pragma STDC FP_CONTRACT OFF
    return bytes * splat(0x1.01p-8f) + bytes * splat(0x1.010102p-24f);
}

CK_INLINE Pixels unpacked(vu bytes, int is_premultiplied) {
#pragma STDC FP_CONTRACT OFF
    Pixels pixels = {channel(bytes, 0), channel(bytes, 8), channel(bytes, 16), share(channel(bytes, 24))};
    if (is_premultiplied) return pixels;
    return (Pixels){
        pixels.red * pixels.alpha, pixels.green * pixels.alpha, pixels.blue * pixels.alpha, pixels.alpha};
}

CK_INLINE Pixels put_over(Pixels below, vu bytes, float opacity, int is_premultiplied) {
#pragma STDC FP_CONTRACT OFF
    Pixels color = unpacked(bytes, is_premultiplied);
    vf alpha = color.alpha * splat(opacity);
    vf rest = splat(1) - alpha;
    Pixels above = {
        below.red * rest + color.red * splat(opacity), below.green * rest + color.green * splat(opacity),
        below.blue * rest + color.blue * splat(opacity), below.alpha * rest + alpha};
    /* what was opaque stays so; what is clear has no colour, whatever its bytes say */
    above.alpha = choose(below.alpha == splat(1), splat(1), above.alpha);
    if (!is_premultiplied) return above;
    vi is_clear = color.alpha == splat(0);
    return (Pixels){
        choose(is_clear, below.red, above.red), choose(is_clear, below.green, above.green),
        choose(is_clear, below.blue, above.blue), choose(is_clear, below.alpha, above.alpha)};
}

/* The nearest whole numbers of 0…255, halves up, of numbers of 0 and more. */
CK_INLINE vu rounded(vf levels) {
    vi whole = __builtin_convertvector(levels, vi);
    vf rest = levels - __builtin_convertvector(whole, vf);
    whole -= rest >= splat(0.5f); /* a comparison that holds is −1 */
    return (vu)__builtin_elementwise_min(whole, (vi){0} + 255);
}

/* Straight bytes; where it is clear, those of `bottom`. */
CK_INLINE vu packed(Pixels pixels, vu bottom) {
#pragma STDC FP_CONTRACT OFF
    if (all_are(pixels.alpha, 1)) {
        return rounded(pixels.red) | rounded(pixels.green) << 8 | rounded(pixels.blue) << 16 | 255u << 24;
    }
    vi is_clear = ~(pixels.alpha > splat(0));
    vf alpha = choose(is_clear, splat(1), pixels.alpha);
    vu bytes = rounded(pixels.red / alpha) | rounded(pixels.green / alpha) << 8 | rounded(pixels.blue / alpha) << 16
        | rounded(alpha * 255) << 24;
    return (bytes & (vu)~is_clear) | (bottom & (vu)is_clear);
}

static void stack(
    const unsigned char *bottom, const CKSheet *sheets, long sheet_count, unsigned char *out, long count) {
    for (long x = 0; x < count; x += LANES) {
        long width = smaller(LANES, count - x);
        vu first = (vu)load_first((const float *)(bottom + 4 * x), width);
        first |= (vu)~lanes_below(width) & 255u << 24; /* opaque, not to stand in the way of the quick way out */
        Pixels pixels = unpacked(first, 0);
        for (long i = 0; i < sheet_count; i++) {
            vu bytes = (vu)load_first((const float *)(sheets[i].pixels + 4 * x), width);
            pixels = put_over(pixels, bytes, sheets[i].opacity, sheets[i].is_premultiplied);
        }
        store_first((float *)(out + 4 * x), (vf)packed(pixels, first), width);
    }
}
