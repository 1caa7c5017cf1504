#pragma once

#include "CKTranspose.h"
#include "simd.h"

/* The lower, and the upper, halves of a and b as pairs: a0 b0 a1 b1 … */
#if LANES == 16
#define LOWER_PAIRS 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define UPPER_PAIRS 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif LANES == 8
#define LOWER_PAIRS 0, 8, 1, 9, 2, 10, 3, 11
#define UPPER_PAIRS 4, 12, 5, 13, 6, 14, 7, 15
#else
#define LOWER_PAIRS 0, 4, 1, 5
#define UPPER_PAIRS 2, 6, 3, 7
#endif

/* Up to LANES × LANES numbers turned over: lanes beyond `rows` are written as zeros where `written` reaches them. */
CK_INLINE void transpose_block(
    const float *from, long from_stride, const long rows, const long columns, float *to, long to_stride,
    const long written) {
    vf v[LANES];
    UNROLLED
    for (long i = 0; i < LANES; i++) v[i] = i < rows ? load_first(from + i * from_stride, columns) : splat(0);
    /* Pairing each vector with the one half the block away brings every number one bit of its place nearer. */
    UNROLLED
    for (long step = 1; step < LANES; step *= 2) {
        vf paired[LANES];
        UNROLLED
        for (long i = 0; i < LANES / 2; i++) {
            paired[2 * i] = __builtin_shufflevector(v[i], v[i + LANES / 2], LOWER_PAIRS);
            paired[2 * i + 1] = __builtin_shufflevector(v[i], v[i + LANES / 2], UPPER_PAIRS);
        }
        UNROLLED
        for (long i = 0; i < LANES; i++) v[i] = paired[i];
    }
    UNROLLED
    for (long i = 0; i < LANES; i++) {
        if (i < columns) store_first(to + i * to_stride, v[i], written);
    }
}

static void transpose(
    const float *matrix, long rows, long stride, float *result, long result_stride, CKRange result_rows) {
    /* Enough of a row at once to be worth the look-up of its page. */
    enum { wide = 16 * LANES };
    for (long first = result_rows.first; first < result_rows.last; first += wide) {
        const long last = smaller(first + wide, result_rows.last);
        for (long row = 0; row < rows; row += LANES) {
            const long height = smaller(LANES, rows - row);
            for (long column = first; column < last; column += LANES) {
                const long width = smaller(LANES, last - column);
                const float *from = matrix + row * stride + column;
                float *to = result + column * result_stride + row;
                if (height == LANES && width == LANES) {
                    transpose_block(from, stride, LANES, LANES, to, result_stride, LANES);
                } else {
                    transpose_block(from, stride, height, width, to, result_stride, height);
                }
            }
        }
    }
}
