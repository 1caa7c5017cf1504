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
            const long first = panel * PANEL_COLUMNS, columns = panel_width(panel, p.columns);
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

/* The pointers of a chunk, list after list; a list has one pointer for each of the output pixels given. They are filled
   in by rows of the output, or what the chunk has of one. */
typedef struct {
    const CKConvolution *shape;
    const float *input, *zeros;
    const float **lists;
    long count;  /* of pixels in a list */
    long first;  /* where in its list this row starts */
    long y;      /* of the row in the output */
    CKRange columns;
} PointerRow;

/* Output columns, of those given, for which column * stride + offset lies in 0 ..< size. */
static CKRange columns_inside(CKRange columns, long stride, long offset, long size) {
    const long first = larger(columns.first, offset < 0 ? divide_up(-offset, stride) : 0);
    const long last = smaller(columns.last, size > offset ? (size - 1 - offset) / stride + 1 : 0);
    return (CKRange){smaller(first, columns.last), larger(last, smaller(first, columns.last))};
}

static void fill(const float **list, long count, const float *start, long step) {
    for (long i = 0; i < count; i++) list[i] = start + i * step;
}

/* A list for each tap. */
static void point_at_taps(const PointerRow *r) {
    const CKConvolution *s = r->shape;
    const long first = r->columns.first, last = r->columns.last;
    const float **list = r->lists + r->first;
    for (long ky = 0; ky < s->kernel_height; ky++) {
        const long y = r->y * s->stride_y - s->padding_top + ky * s->dilation_y;
        for (long kx = 0; kx < s->kernel_width; kx++, list += r->count) {
            const long offset = kx * s->dilation_x - s->padding_left;
            CKRange inside = columns_inside(r->columns, s->stride_x, offset, s->width);
            if (y < 0 || y >= s->height) inside.last = inside.first;
            fill(list, inside.first - first, r->zeros, 0);
            fill(
                list + inside.first - first, inside.last - inside.first,
                r->input + (y * s->width + inside.first * s->stride_x + offset) * s->input_stride,
                s->stride_x * s->input_stride);
            fill(list + inside.last - first, last - inside.last, r->zeros, 0);
        }
    }
}

/* A list for each row of the kernel. What crosses the picture's edge is put together at `crossing`; the result is where the
   next such row goes. */
static float *point_at_kernel_rows(const PointerRow *r, float *crossing) {
    const CKConvolution *s = r->shape;
    const long first = r->columns.first, last = r->columns.last, n = s->channels;
    const float **list = r->lists + r->first;
    const CKRange whole =
        columns_inside(r->columns, s->stride_x, -s->padding_left, larger(0, s->width - s->kernel_width + 1));
    for (long ky = 0; ky < s->kernel_height; ky++, list += r->count) {
        const long y = r->y * s->stride_y - s->padding_top + ky * s->dilation_y;
        if (y < 0 || y >= s->height) {
            fill(list, last - first, r->zeros, 0);
            continue;
        }
        const float *row = r->input + y * s->width * n;
        for (long column = first; column < last; column++) {
            if (column == whole.first && whole.first < whole.last) {
                const long x = column * s->stride_x - s->padding_left;
                fill(list + column - first, whole.last - whole.first, row + x * n, s->stride_x * n);
                column = whole.last - 1;
                continue;
            }
            const long left = column * s->stride_x - s->padding_left;
            list[column - first] = crossing;
            for (long x = left; x < left + s->kernel_width; x++) {
                const int exists = x >= 0 && x < s->width;
                for (long c = 0; c < n; c++) *crossing++ = exists ? row[x * n + c] : 0;
            }
        }
    }
    return crossing;
}

static void point_at_input(
    const CKConvolution *s, const float *input, const float *zeros, CKRange pixels, const float **lists,
    float *crossing) {
    const int by_rows = takes_kernel_rows(s);
    for (long pixel = pixels.first, count; pixel < pixels.last; pixel += count) {
        const long column = pixel % s->output_width;
        count = smaller(s->output_width - column, pixels.last - pixel);
        const PointerRow row = {
            .shape = s,
            .input = input,
            .zeros = zeros,
            .lists = lists,
            .count = pixels.last - pixels.first,
            .first = pixel - pixels.first,
            .y = pixel / s->output_width,
            .columns = {column, column + count},
        };
        if (by_rows) {
            crossing = point_at_kernel_rows(&row, crossing);
        } else {
            point_at_taps(&row);
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
        point_at_input(s, input, zeros, part, pointers, zeros + zero_total);
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
