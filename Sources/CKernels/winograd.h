#pragma once

#include "CKWinograd.h"
#include "gemm.h"

/* An output tile is Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A, where ⊙ sums over the channels: one matrix product for each of the 36
   elements. The matrices are those of interpolation at 0, ±a, ±b and ∞. With a = 5/8 and b = 3/2 the error is a fifth of
   that with the usual 1 and 2, and all that follows from them is exact in binary. */
#define TILE 4
#define PATCH 6
#define ELEMENTS (PATCH * PATCH)

static const float point_a = 0.625f, point_b = 1.5f;

static int winograd_applies(const CKConvolution *s) {
    return s->kernel_height == 3 && s->kernel_width == 3 && s->stride_y == 1 && s->stride_x == 1 && s->dilation_y == 1
        && s->dilation_x == 1 && s->groups == 1;
}

static long winograd_tiles(const CKConvolution *s) {
    return divide_up(s->output_height, TILE) * divide_up(s->output_width, TILE);
}

static long winograd_packed_count(const CKConvolution *s) {
    return ELEMENTS * gemm_packed_count(s->channels, s->output_channels);
}

/* Many weights must be used often to be worth fetching. */
static int winograd_pays(const CKConvolution *s) {
    const long tiles = winograd_tiles(s);
    return winograd_applies(s) && s->channels >= 16 && s->output_channels >= 16
        && (tiles >= 32 || (tiles >= 12 && winograd_packed_count(s) <= 3 << 20));
}

/* G g Gᵀ in double precision. Row p of G is (1, p, p²) / Π (p - q) over the other points q. */
static void transform_filter(const float *filter, CKFilterStrides strides, double result[PATCH][PATCH]) {
    const double points[PATCH - 1] = {0, point_a, -point_a, point_b, -point_b};
    double g[PATCH][3] = {{0}}, half[PATCH][3];
    for (int p = 0; p < PATCH - 1; p++) {
        double product = 1;
        for (int q = 0; q < PATCH - 1; q++) product *= q == p ? 1 : points[p] - points[q];
        for (int i = 0; i < 3; i++) g[p][i] = (i == 0 ? 1 : i == 1 ? points[p] : points[p] * points[p]) / product;
    }
    g[PATCH - 1][2] = 1;
    for (int p = 0; p < PATCH; p++) {
        for (int x = 0; x < 3; x++) {
            half[p][x] = 0;
            for (int y = 0; y < 3; y++) half[p][x] += g[p][y] * (double)filter[y * strides.y + x * strides.x];
        }
    }
    for (int p = 0; p < PATCH; p++) {
        for (int q = 0; q < PATCH; q++) {
            result[p][q] = 0;
            for (int x = 0; x < 3; x++) result[p][q] += g[q][x] * half[p][x];
        }
    }
}

static void winograd_pack(const CKConvolution *s, const float *filter, CKFilterStrides strides, float *packed) {
    const long each = gemm_packed_count(s->channels, s->output_channels);
    for (long i = 0; i < ELEMENTS * each; i++) packed[i] = 0;
    for (long panel = 0; panel < panel_count(s->output_channels); panel++) {
        const long first = panel * PANEL_COLUMNS, columns = panel_width(panel, s->output_channels);
        for (long channel = 0; channel < s->channels; channel++) {
            float *to = packed + first * s->channels + channel * packed_columns(columns);
            for (long column = 0; column < columns; column++) {
                double elements[PATCH][PATCH];
                transform_filter(
                    filter + channel * strides.input + (first + column) * strides.output, strides, elements);
                for (int e = 0; e < ELEMENTS; e++) to[e * each + column] = (float)elements[e / PATCH][e % PATCH];
            }
        }
    }
}

/* Tiles at a time: what lies between the transforms and the products shall stay in the second-level cache. */
static long tiles_at_once(const CKConvolution *s) {
    const long fit = 400000 / (ELEMENTS * (s->channels + s->output_channels)) / BLOCK_ROWS;
    return smaller(larger(fit, 2), 8) * BLOCK_ROWS;
}

/* Scratch: zeros for what lies outside the picture, the transformed input, and the products. A plane has one row for each
   tile and begins at another place in the cache than its neighbours do. */
static long plane_count(const CKConvolution *s, long columns) { return tiles_at_once(s) * columns + 16; }

static long winograd_scratch_bytes(const CKConvolution *s) {
    const long channels = round_up(s->channels, 16), columns = round_up(s->output_channels, 16);
    return (channels + ELEMENTS * (plane_count(s, channels) + plane_count(s, columns))) * (long)sizeof(float);
}

/* Bᵀ d: the polynomials that vanish at all points but one, and the one that vanishes at all. */
CK_INLINE void transform_input_line(const vf d[PATCH], vf *to, const long step) {
    const float a = point_a, b = point_b;
    const vf near = d[4] - (b * b) * d[2], near_odd = d[3] - (b * b) * d[1];
    const vf far = d[4] - (a * a) * d[2], far_odd = d[3] - (a * a) * d[1];
    to[0] = d[4] - (a * a + b * b) * d[2] + (a * a * b * b) * d[0];
    to[step] = near + a * near_odd;
    to[2 * step] = near - a * near_odd;
    to[3 * step] = far + b * far_odd;
    to[4 * step] = far - b * far_odd;
    to[5 * step] = d[5] - (a * a + b * b) * d[3] + (a * a * b * b) * d[1];
}

static void transform_input_tile(const float *const patch[ELEMENTS], long channels, float *to, long plane) {
    for (long c = 0; c < channels; c += LANES) {
        const long lanes = smaller(LANES, channels - c);
        vf half[ELEMENTS], line[PATCH], whole[PATCH];
        for (long x = 0; x < PATCH; x++) {
            UNROLLED
            for (long y = 0; y < PATCH; y++) line[y] = load_first(patch[y * PATCH + x] + c, lanes);
            transform_input_line(line, half + x, PATCH);
        }
        for (long y = 0; y < PATCH; y++) {
            transform_input_line(half + y * PATCH, whole, 1);
            UNROLLED
            for (long x = 0; x < PATCH; x++) store(to + (y * PATCH + x) * plane + c, whole[x]);
        }
    }
}

/* Aᵀ m: the powers of the points. */
CK_INLINE void transform_output_line(const vf m[PATCH], vf *to, const long step) {
    const float a = point_a, b = point_b;
    const vf near = m[1] + m[2], near_odd = m[1] - m[2], far = m[3] + m[4], far_odd = m[3] - m[4];
    to[0] = m[0] + near + far;
    to[step] = a * near_odd + b * far_odd;
    to[2 * step] = (a * a) * near + (b * b) * far;
    to[3 * step] = (a * a * a) * near_odd + (b * b * b) * far_odd + m[5];
}

/* The pixels of the tile that exist, of which (x, y) is the first. */
static void transform_output_tile(
    const CKConvolution *s, const CKEpilogue *e, const float *from, long plane, long y, long x, float *output) {
    const long height = smaller(TILE, s->output_height - y), width = smaller(TILE, s->output_width - x);
    const long pixel = y * s->output_width + x, columns = s->output_channels;
    const vf lower = splat(e->lower), upper = splat(e->upper);
    for (long c = 0; c < columns; c += LANES) {
        const long lanes = smaller(LANES, columns - c);
        vf half[TILE * PATCH], line[PATCH], whole[TILE];
        for (long column = 0; column < PATCH; column++) {
            UNROLLED
            for (long row = 0; row < PATCH; row++) line[row] = load(from + (row * PATCH + column) * plane + c);
            transform_output_line(line, half + column, PATCH);
        }
        const vf bias = e->bias ? load_first(e->bias + c, lanes) : splat(0);
        for (long row = 0; row < height; row++) {
            transform_output_line(half + row * PATCH, whole, 1);
            for (long column = 0; column < width; column++) {
                const long place = pixel + row * s->output_width + column;
                vf value = whole[column] + bias;
                if (e->residual) value += load_first(e->residual + place * e->residual_stride + c, lanes);
                store_first(output + place * s->output_stride + c, clamped(value, lower, upper), lanes);
            }
        }
    }
}

static void point_at_patch(
    const CKConvolution *s, const float *input, const float *zeros, long tile_row, long tile_column,
    const float *patch[ELEMENTS]) {
    for (long i = 0; i < ELEMENTS; i++) {
        const long y = tile_row * TILE - s->padding_top + i / PATCH;
        const long x = tile_column * TILE - s->padding_left + i % PATCH;
        const int inside = y >= 0 && y < s->height && x >= 0 && x < s->width;
        patch[i] = inside ? input + (y * s->width + x) * s->input_stride : zeros;
    }
}

static void winograd(
    const CKConvolution *s, const float *input, const float *packed, const CKEpilogue *e, float *output, CKRange tiles,
    void *scratch) {
    const long channels = round_up(s->channels, 16), columns = round_up(s->output_channels, 16);
    const long in_plane = plane_count(s, channels), out_plane = plane_count(s, columns);
    float *zeros = scratch, *transformed = zeros + channels, *products = transformed + ELEMENTS * in_plane;
    for (long i = 0; i < channels; i++) zeros[i] = 0;

    const long across = divide_up(s->output_width, TILE), each = gemm_packed_count(s->channels, s->output_channels);
    const long count = tiles.last - tiles.first, chunks = divide_up(count, tiles_at_once(s));
    const CKEpilogue plain = {.lower = -__builtin_inff(), .upper = __builtin_inff()};
    for (long index = 0; index < chunks; index++) {
        const long first = tiles.first + count * index / chunks, last = tiles.first + count * (index + 1) / chunks;
        for (long tile = first; tile < last; tile++) {
            const float *patch[ELEMENTS];
            point_at_patch(s, input, zeros, tile / across, tile % across, patch);
            transform_input_tile(patch, s->channels, transformed + (tile - first) * channels, in_plane);
        }
        for (long element = 0; element < ELEMENTS; element++) {
            const float *rows[CHUNK_ROWS];
            for (long i = 0; i < last - first; i++) rows[i] = transformed + element * in_plane + i * channels;
            const Chunk chunk = {.count = last - first, .rows = rows, .taps = 1, .depth = s->channels};
            multiply_chunk(
                &chunk, packed + element * each, s->output_channels, (CKRange){0, panel_count(s->output_channels)},
                &plain, products + element * out_plane, columns);
        }
        for (long tile = first; tile < last; tile++) {
            transform_output_tile(
                s, e, products + (tile - first) * columns, out_plane, tile / across * TILE, tile % across * TILE, output);
        }
    }
}
