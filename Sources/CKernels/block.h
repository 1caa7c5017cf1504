#pragma once

#include "CKernels.h"
#include "simd.h"

/* The one loop behind matrix products and convolutions: a block of up to BLOCK_ROWS result rows times a panel of up to
   PANEL_COLUMNS columns. A result row is the sum over `taps` of dot products of length `depth`; where a tap of a row
   starts comes from a list of pointers (Dukhan, "The Indirect Convolution Algorithm", 2019). The sum of one element runs
   through taps and depth in order, whatever the block, so results do not depend on how the work is split. */

#define PANEL_VECTORS 2
#define PANEL_COLUMNS (PANEL_VECTORS * LANES)
#if defined(CK_AVX512) || defined(__aarch64__)
#define BLOCK_ROWS 12 /* 24 sums, 2 of the panel and 1 of the rows: 27 of 32 registers */
#else
#define BLOCK_ROWS 6
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
    vf sums[BLOCK_ROWS][PANEL_VECTORS];
    const long tail = b->columns - (vectors - 1) * LANES;

    vf bias[PANEL_VECTORS] = {{0}};
    if (b->bias) {
        UNROLLED
        for (long v = 0; v < vectors - 1; v++) bias[v] = load(b->bias + v * LANES);
        bias[vectors - 1] = load_first(b->bias + (vectors - 1) * LANES, tail);
    }
    UNROLLED
    for (long r = 0; r < rows; r++) {
        UNROLLED
        for (long v = 0; v < vectors; v++) sums[r][v] = bias[v];
    }
    if (b->residual) {
        UNROLLED
        for (long r = 0; r < rows; r++) {
            const float *residual = b->residual + r * b->residual_stride;
            UNROLLED
            for (long v = 0; v < vectors - 1; v++) sums[r][v] += load(residual + v * LANES);
            sums[r][vectors - 1] += load_first(residual + (vectors - 1) * LANES, tail);
        }
    }

    const float *panel = b->panel;
    for (long tap = 0; tap < b->taps; tap++) {
        const float *const *pointers = b->rows + tap * b->row_step;
        const float *row[BLOCK_ROWS];
        UNROLLED
        for (long r = 0; r < rows; r++) row[r] = pointers[r] + b->offset;
        for (long k = 0; k < b->depth; k++) {
            vf values[PANEL_VECTORS];
            UNROLLED
            for (long v = 0; v < vectors; v++) __builtin_prefetch(panel + (vectors * 16 + v) * LANES);
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
    UNROLLED
    for (long r = 0; r < rows; r++) {
        float *result = b->result + r * b->result_stride;
        UNROLLED
        for (long v = 0; v < vectors - 1; v++) store(result + v * LANES, clamped(sums[r][v], lower, upper));
        store_first(result + (vectors - 1) * LANES, clamped(sums[r][vectors - 1], lower, upper), tail);
    }
}

#define ROWS(count)                                                                                                    \
    static void multiply_##count##_by_1(const Block *block) { multiply(block, count, 1); }                             \
    static void multiply_##count##_by_2(const Block *block) { multiply(block, count, 2); }
#define ENTRY(count) {multiply_##count##_by_1, multiply_##count##_by_2}

typedef void (*Multiply)(const Block *);
#if BLOCK_ROWS == 12
ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5) ROWS(6) ROWS(7) ROWS(8) ROWS(9) ROWS(10) ROWS(11) ROWS(12)
static const Multiply multiply_functions[BLOCK_ROWS][PANEL_VECTORS] = {
    ENTRY(1), ENTRY(2), ENTRY(3), ENTRY(4), ENTRY(5), ENTRY(6), ENTRY(7), ENTRY(8), ENTRY(9), ENTRY(10), ENTRY(11),
    ENTRY(12),
};
#else
ROWS(1) ROWS(2) ROWS(3) ROWS(4) ROWS(5) ROWS(6)
static const Multiply multiply_functions[BLOCK_ROWS][PANEL_VECTORS] = {
    ENTRY(1), ENTRY(2), ENTRY(3), ENTRY(4), ENTRY(5), ENTRY(6),
};
#endif
#undef ROWS
#undef ENTRY
