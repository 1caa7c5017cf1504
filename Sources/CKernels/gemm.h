#pragma once

#include "block.h"
#include "transpose.h"

static long packed_columns(long columns) { return round_up(columns, LANES); }
static long panel_count(long columns) { return larger(1, divide_up(columns, LANES) / 2); }
static long panel_width(long panel, long columns) {
    return panel < panel_count(columns) - 1 ? PANEL_COLUMNS : columns - panel * PANEL_COLUMNS;
}
static CKRange existing_panels(CKRange panels, long columns) {
    return (CKRange){panels.first, smaller(panels.last, panel_count(columns))};
}

static long gemm_packed_count(long depth, long columns) { return depth * packed_columns(columns); }

/* `depth` rows of one panel, padded with zeros to whole vectors. */
static void pack_panel(
    const float *matrix, long row_stride, long column_stride, long depth, long columns, float *panel) {
    const long width = packed_columns(columns);
    if (column_stride == 1) {
        const long whole = columns / LANES * LANES;
        for (long k = 0; k < depth; k++) {
            const float *row = matrix + k * row_stride;
            float *to = panel + k * width;
            for (long n = 0; n < whole; n += LANES) store(to + n, load(row + n));
            if (whole < width) store(to + whole, load_first(row + whole, columns - whole));
        }
        return;
    }
    if (row_stride == 1) {
        for (long n = 0; n < columns; n += LANES) {
            const long rows = smaller(LANES, columns - n);
            for (long k = 0; k < depth; k += LANES) {
                const float *from = matrix + n * column_stride + k;
                float *to = panel + k * width + n;
                if (rows == LANES && k + LANES <= depth) {
                    transpose_block(from, column_stride, LANES, LANES, to, width, LANES);
                } else {
                    transpose_block(from, column_stride, rows, smaller(LANES, depth - k), to, width, LANES);
                }
            }
        }
        return;
    }
    for (long k = 0; k < depth; k++) {
        for (long n = 0; n < width; n++) {
            panel[k * width + n] = n < columns ? matrix[k * row_stride + n * column_stride] : 0;
        }
    }
}

static void gemm_pack(
    const float *matrix, long row_stride, long column_stride, long depth, long columns, CKRange panels,
    float *packed) {
    panels = existing_panels(panels, columns);
    for (long p = panels.first; p < panels.last; p++) {
        const long first = p * PANEL_COLUMNS;
        pack_panel(
            matrix + first * column_stride, row_stride, column_stride, depth,
            panel_width(p, columns), packed + first * depth);
    }
}

/* Rows that share one pass over the panels: a panel comes from far away once and from the second-level cache for the
   other blocks, and the rows themselves stay there from one panel to the next. */
#define CHUNK_ROWS (8 * BLOCK_ROWS)

typedef struct {
    long count; /* of result rows */
    const float *const *rows; /* taps lists of `count` pointers */
    long offset, taps, depth;
} Chunk;

/* A chunk of rows times some panels of one packed matrix; the result and the epilogue are those of its first row. */
static void multiply_chunk(
    const Chunk *chunk, const float *packed, long columns, CKRange panels, const CKEpilogue *e, float *result,
    long result_stride) {
    panels = existing_panels(panels, columns);
    for (long p = panels.first; p < panels.last; p++) {
        const long first_column = p * PANEL_COLUMNS;
        Block block = {
            .row_step = chunk->count,
            .offset = chunk->offset,
            .taps = chunk->taps,
            .depth = chunk->depth,
            .panel = packed + first_column * chunk->taps * chunk->depth,
            .columns = panel_width(p, columns),
            .result_stride = result_stride,
            .bias = e->bias ? e->bias + first_column : NULL,
            .residual_stride = e->residual_stride,
            .lower = e->lower,
            .upper = e->upper,
        };
        const long vectors = divide_up(block.columns, LANES);
        const long blocks = divide_up(chunk->count, vectors == 3 ? BLOCK_ROWS_BY_3 : BLOCK_ROWS);
        for (long index = 0; index < blocks; index++) { /* of equal heights, or nearly */
            const long row = chunk->count * index / blocks, last = chunk->count * (index + 1) / blocks;
            block.rows = chunk->rows + row;
            block.result = result + row * result_stride + first_column;
            block.residual = e->residual ? e->residual + row * e->residual_stride + first_column : NULL;
            multiply_functions[vectors - 1][last - row - 1](&block);
        }
    }
}

static void gemm(const CKGemm *g, CKRange rows, CKRange panels) {
    const long count = rows.last - rows.first, chunks = divide_up(count, CHUNK_ROWS);
    const float *pointers[CHUNK_ROWS];
    for (long index = 0; index < chunks; index++) {
        const long first = rows.first + count * index / chunks, last = rows.first + count * (index + 1) / chunks;
        for (long row = first; row < last; row++) pointers[row - first] = g->left + row * g->left_stride;
        const Chunk chunk = {.count = last - first, .rows = pointers, .taps = 1, .depth = g->depth};
        CKEpilogue epilogue = g->epilogue;
        if (epilogue.residual) epilogue.residual += first * epilogue.residual_stride;
        multiply_chunk(
            &chunk, g->right, g->columns, panels, &epilogue, g->result + first * g->result_stride, g->result_stride);
    }
}
