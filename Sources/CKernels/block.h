#pragma once

#include "CKernels.h"
#include "simd.h"

/* The one loop behind matrix products and convolutions: a block of up to BLOCK_ROWS result rows times a panel of up to
   PANEL_COLUMNS columns. A result row is the sum over `taps` of dot products of length `depth`; where a tap of a row
   starts comes from a list of pointers (Dukhan, "The Indirect Convolution Algorithm", 2019). The sum of one element runs
   through taps and depth in order, whatever the block, so results do not depend on how the work is split. */

/* Panels are two vectors wide, only the last may be one or three. Sums, a row of the panel and one factor stay in
   registers: 32 of them or 16. */
#define PANEL_COLUMNS (2 * LANES)
#define WIDEST_PANEL 3
#if defined(CK_AVX512) || defined(__aarch64__)
#define BLOCK_ROWS 12
#define BLOCK_ROWS_BY_3 8
#else
#define BLOCK_ROWS 6
#define BLOCK_ROWS_BY_3 4
#endif

typedef struct {
    const float *const *rows; /* taps lists of pointers, `row_step` apart */
    long row_step;
    long offset; /* floats added to every pointer: where a group's channels start */
    long taps, depth;
    const float *panel; /* taps × depth × vectors × LANES */
    long columns;       /* of the panel that exist */
    float *result;
    long result_stride;
    const float *bias, *residual; /* at this block, or NULL */
    long residual_stride;
    float lower, upper;
} Block;

CK_INLINE void multiply(const Block *b, const long rows, const long vectors) {
    vf sums[BLOCK_ROWS][WIDEST_PANEL];
    const long last = (vectors - 1) * LANES, tail = b->columns - last; /* the last vector, and its lanes */

    vf bias[WIDEST_PANEL] = {{0}};
    if (b->bias) {
        UNROLLED
        for (long v = 0; v < vectors - 1; v++) bias[v] = load(b->bias + v * LANES);
        bias[vectors - 1] = load_first(b->bias + last, tail);
    }
    UNROLLED
    for (long r = 0; r < rows; r++) {
        UNROLLED
        for (long v = 0; v < vectors; v++) sums[r][v] = bias[v];
    }
    if (b->residual) {
        const float *residual = b->residual;
        const long stride = b->residual_stride;
        UNROLLED
        for (long r = 0; r < rows; r++, residual += stride) {
            UNROLLED
            for (long v = 0; v < vectors - 1; v++) sums[r][v] += load(residual + v * LANES);
            sums[r][vectors - 1] += load_first(residual + last, tail);
        }
    }

    const float *panel = b->panel;
    const long depth = b->depth;
    for (long tap = 0; tap < b->taps; tap++) {
        const float *const *pointers = b->rows + tap * b->row_step;
        const float *row[BLOCK_ROWS];
        UNROLLED
        for (long r = 0; r < rows; r++) row[r] = pointers[r] + b->offset;
        for (long k = 0; k < depth; k++) {
            vf values[WIDEST_PANEL];
            if (vectors > 1) { /* one vector wide, the whole matrix is small */
                UNROLLED
                for (long v = 0; v < vectors; v++) __builtin_prefetch(panel + (vectors * 16 + v) * LANES);
            }
            UNROLLED
            for (long v = 0; v < vectors; v++) values[v] = load(panel + v * LANES);
            UNROLLED
            for (long r = 0; r < rows; r++) {
                const vf factor = splat(row[r][k]);
                UNROLLED
                for (long v = 0; v < vectors; v++) sums[r][v] += factor * values[v];
            }
            panel += vectors * LANES;
        }
    }

    const vf lower = splat(b->lower), upper = splat(b->upper);
    float *result = b->result;
    const long stride = b->result_stride;
    UNROLLED
    for (long r = 0; r < rows; r++, result += stride) {
        UNROLLED
        for (long v = 0; v < vectors - 1; v++) store(result + v * LANES, clamped(sums[r][v], lower, upper));
        store_first(result + last, clamped(sums[r][vectors - 1], lower, upper), tail);
    }
}

typedef void (*Multiply)(const Block *);
#define BLOCK(rows, vectors)                                                                                           \
    static void multiply_##rows##_by_##vectors(const Block *block) { multiply(block, rows, vectors); }
#define BLOCKS(rows) BLOCK(rows, 1) BLOCK(rows, 2)
BLOCKS(1) BLOCKS(2) BLOCKS(3) BLOCKS(4) BLOCKS(5) BLOCKS(6)
BLOCK(1, 3) BLOCK(2, 3) BLOCK(3, 3) BLOCK(4, 3)
#if BLOCK_ROWS == 12
BLOCKS(7) BLOCKS(8) BLOCKS(9) BLOCKS(10) BLOCKS(11) BLOCKS(12)
BLOCK(5, 3) BLOCK(6, 3) BLOCK(7, 3) BLOCK(8, 3)
#endif

/* By width and height, both less one. */
static const Multiply multiply_functions[WIDEST_PANEL][BLOCK_ROWS] = {
#if BLOCK_ROWS == 12
    {multiply_1_by_1, multiply_2_by_1, multiply_3_by_1, multiply_4_by_1, multiply_5_by_1, multiply_6_by_1,
     multiply_7_by_1, multiply_8_by_1, multiply_9_by_1, multiply_10_by_1, multiply_11_by_1, multiply_12_by_1},
    {multiply_1_by_2, multiply_2_by_2, multiply_3_by_2, multiply_4_by_2, multiply_5_by_2, multiply_6_by_2,
     multiply_7_by_2, multiply_8_by_2, multiply_9_by_2, multiply_10_by_2, multiply_11_by_2, multiply_12_by_2},
    {multiply_1_by_3, multiply_2_by_3, multiply_3_by_3, multiply_4_by_3, multiply_5_by_3, multiply_6_by_3,
     multiply_7_by_3, multiply_8_by_3},
#else
    {multiply_1_by_1, multiply_2_by_1, multiply_3_by_1, multiply_4_by_1, multiply_5_by_1, multiply_6_by_1},
    {multiply_1_by_2, multiply_2_by_2, multiply_3_by_2, multiply_4_by_2, multiply_5_by_2, multiply_6_by_2},
    {multiply_1_by_3, multiply_2_by_3, multiply_3_by_3, multiply_4_by_3},
#endif
};
#undef BLOCK
#undef BLOCKS
