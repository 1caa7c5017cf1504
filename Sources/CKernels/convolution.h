#pragma once

#include "gemm.h"

/* Convolution without patches: the rows of the product are pointers into the picture. */

typedef struct {
    long channels, columns; /* of one group */
    long panels;            /* of one group */
    long taps, depth;       /* lists of pointers, and the floats in a row that each points to */
    long packed;            /* floats of one group's packed filter */
} Plan;

/* With few channels, and columns of the kernel side by side, a whole row of the kernel makes one tap. */
static int takes_kernel_rows(const CKConvolution *s) {
    return s->groups == 1 && s->dilation_x == 1 && s->kernel_width > 1 && s->channels < 32
        && s->input_stride == s->channels;
}

static Plan plan(const CKConvolution *s) {
    const long channels = s->channels / s->groups, columns = s->output_channels / s->groups;
    const int by_rows = takes_kernel_rows(s);
    const long sums = s->kernel_height * s->kernel_width * channels;
    return (Plan){
        .channels = channels,
        .columns = columns,
        .panels = panel_count(columns),
        .taps = by_rows ? s->kernel_height : s->kernel_height * s->kernel_width,
        .depth = by_rows ? s->kernel_width * channels : channels,
        .packed = gemm_packed_count(sums, columns),
    };
}

static long convolution_panels(const CKConvolution *s) { return s->groups * plan(s).panels; }
static long convolution_packed_count(const CKConvolution *s) { return s->groups * plan(s).packed; }

static void convolution_pack(const CKConvolution *s, const float *filter, CKFilterStrides strides, float *packed) {
    const Plan p = plan(s);
    for (long group = 0; group < s->groups; group++) {
        for (long panel = 0; panel < p.panels; panel++) {
            const long first = panel * PANEL_COLUMNS, columns = smaller(PANEL_COLUMNS, p.columns - first);
            const float *from = filter + (group * p.columns + first) * strides.output;
            float *to = packed + group * p.packed + first * s->kernel_height * s->kernel_width * p.channels;
            for (long ky = 0; ky < s->kernel_height; ky++) {
                for (long kx = 0; kx < s->kernel_width; kx++) {
                    pack_panel(
                        from + ky * strides.y + kx * strides.x, strides.input, strides.output, p.channels, columns,
                        to);
                    to += p.channels * packed_columns(columns);
                }
            }
        }
    }
}

/* Scratch: the pointers of a chunk, zeros for what lies outside, and the kernel rows that cross the picture's edge. */
static long zero_count(const CKConvolution *s) {
    return round_up(takes_kernel_rows(s) ? s->kernel_width * s->channels : s->channels, 16);
}

static long convolution_scratch_bytes(const CKConvolution *s) {
    const Plan p = plan(s);
    const long pointers = round_up(CHUNK_ROWS * p.taps * (long)sizeof(float *), 64);
    const long crossing = takes_kernel_rows(s) ? CHUNK_ROWS * p.taps * p.depth : 0;
    return pointers + (zero_count(s) + crossing) * (long)sizeof(float);
}

/* One pointer for each tap and output pixel. */
static void point_at_taps(
    const CKConvolution *s, const float *input, const float *zeros, CKRange pixels, const float **pointers) {
    const long count = pixels.last - pixels.first;
    long row = pixels.first / s->output_width, column = pixels.first % s->output_width;
    for (long index = 0; index < count; index++) {
        const long top = row * s->stride_y - s->padding_top, left = column * s->stride_x - s->padding_left;
        const float **list = pointers + index;
        for (long ky = 0; ky < s->kernel_height; ky++) {
            const long y = top + ky * s->dilation_y;
            const int inside = y >= 0 && y < s->height;
            for (long kx = 0; kx < s->kernel_width; kx++, list += count) {
                const long x = left + kx * s->dilation_x;
                *list = inside && x >= 0 && x < s->width ? input + (y * s->width + x) * s->input_stride : zeros;
            }
        }
        if (++column == s->output_width) {
            column = 0;
            row++;
        }
    }
}

/* One pointer for each kernel row and output pixel. What crosses the edge is put together in `crossing`. */
static void point_at_kernel_rows(
    const CKConvolution *s, const float *input, const float *zeros, CKRange pixels, const float **pointers,
    float *crossing) {
    const long count = pixels.last - pixels.first, n = s->channels;
    long row = pixels.first / s->output_width, column = pixels.first % s->output_width;
    for (long index = 0; index < count; index++) {
        const long top = row * s->stride_y - s->padding_top, left = column * s->stride_x - s->padding_left;
        const long first = larger(0, -left), last = smaller(s->kernel_width, s->width - left);
        const float **list = pointers + index;
        for (long ky = 0; ky < s->kernel_height; ky++, list += count) {
            const long y = top + ky * s->dilation_y;
            if (y < 0 || y >= s->height || first >= last) {
                *list = zeros;
                continue;
            }
            const float *start = input + (y * s->width + left) * n;
            if (first == 0 && last == s->kernel_width) {
                *list = start;
                continue;
            }
            *list = crossing;
            for (long i = 0; i < first * n; i++) *crossing++ = 0;
            for (long i = first * n; i < last * n; i++) *crossing++ = start[i];
            for (long i = last * n; i < s->kernel_width * n; i++) *crossing++ = 0;
        }
        if (++column == s->output_width) {
            column = 0;
            row++;
        }
    }
}

static void convolution(
    const CKConvolution *s, const float *input, const float *packed, const CKEpilogue *e, float *output,
    CKRange pixels, CKRange panels, void *scratch) {
    const Plan p = plan(s);
    const float **pointers = scratch;
    float *zeros = (float *)((char *)scratch + round_up(CHUNK_ROWS * p.taps * (long)sizeof(float *), 64));
    const long zero_total = zero_count(s);
    for (long i = 0; i < zero_total; i++) zeros[i] = 0;

    const long count = pixels.last - pixels.first, chunks = divide_up(count, CHUNK_ROWS);
    for (long index = 0; index < chunks; index++) {
        const CKRange part = {
            pixels.first + count * index / chunks, pixels.first + count * (index + 1) / chunks,
        };
        if (takes_kernel_rows(s)) {
            point_at_kernel_rows(s, input, zeros, part, pointers, zeros + zero_total);
        } else {
            point_at_taps(s, input, zeros, part, pointers);
        }
        for (long group = panels.first / p.panels; group * p.panels < panels.last; group++) {
            const long first_column = group * p.columns, first_panel = group * p.panels;
            const Chunk chunk = {
                .count = part.last - part.first,
                .rows = pointers,
                .offset = group * p.channels,
                .taps = p.taps,
                .depth = p.depth,
            };
            CKEpilogue epilogue = *e;
            if (e->bias) epilogue.bias += first_column;
            if (e->residual) epilogue.residual += part.first * e->residual_stride + first_column;
            const CKRange own = {
                larger(panels.first - first_panel, 0), smaller(panels.last - first_panel, p.panels),
            };
            multiply_chunk(
                &chunk, packed + group * p.packed, p.columns, own, &epilogue,
                output + part.first * s->output_stride + first_column, s->output_stride);
        }
    }
}
