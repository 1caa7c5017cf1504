#pragma once

#include "CKDepthwise.h"
#include "simd.h"

/* Depthwise convolution: a channel stays in its lane, several output pixels of a row share every load of a weight, and
   where the kernel's width is known those of the input too. */

#if defined(CK_AVX512) || defined(__aarch64__)
#define STRIP_PIXELS 8
#else
#define STRIP_PIXELS 4
#endif

/* Output pixels side by side in one row, and the rows of taps that lie inside the picture for them. */
typedef struct {
    const CKConvolution *shape;
    const float *input;  /* at the first row of taps and the first column of the first pixel, inside or not */
    const float *filter; /* at the first row of taps */
    const CKEpilogue *epilogue;
    const float *residual; /* at the first pixel, or NULL */
    float *output;
    CKRange channels;
    long tap_rows;
    const unsigned *inside; /* for every column of taps: bit p where it lies inside the picture for pixel p */
    unsigned exists;        /* bit p where there is a pixel p */
} Strip;

/* What is true of all strips of a kernel, so that loops unroll; `whole`: every column of taps is inside for every pixel. */
typedef struct {
    int whole;
    long tap_columns, stride, dilation;
} StripKind;

CK_INLINE void strip_vector(const Strip *t, const StripKind kind, long channel, long lanes) {
    const CKConvolution *s = t->shape;
    const CKEpilogue *e = t->epilogue;
    const long pixel_step = kind.stride * s->input_stride, tap_step = kind.dilation * s->input_stride;
    const long row_step = s->dilation_y * s->width * s->input_stride, filter_step = s->channels;
    const vf lower = splat(e->lower), upper = splat(e->upper);
    const vf bias = e->bias ? load_first(e->bias + channel, lanes) : splat(0);
    vf sums[STRIP_PIXELS];
    UNROLLED
    for (long p = 0; p < STRIP_PIXELS; p++) sums[p] = bias;
    if (t->residual) {
        const float *residual = t->residual + channel;
        const long residual_step = e->residual_stride;
        UNROLLED
        for (long p = 0; p < STRIP_PIXELS; p++) {
            if (kind.whole || t->exists >> p & 1) sums[p] += load_first(residual + p * residual_step, lanes);
        }
    }
    const float *in = t->input + channel, *filter = t->filter + channel;
    for (long ky = 0; ky < t->tap_rows; ky++) {
        for (long kx = 0; kx < kind.tap_columns; kx++) {
            const vf weight = load_first(filter, lanes);
            UNROLLED
            for (long p = 0; p < STRIP_PIXELS; p++) {
                if (kind.whole || t->inside[kx] >> p & 1) {
                    sums[p] += load_first(in + p * pixel_step + kx * tap_step, lanes) * weight;
                }
            }
            filter += filter_step;
        }
        in += row_step;
    }
    float *out = t->output + channel;
    const long out_step = s->output_stride;
    const unsigned exists = t->exists;
    UNROLLED
    for (long p = 0; p < STRIP_PIXELS; p++) {
        if (kind.whole || exists >> p & 1) store_first(out + p * out_step, clamped(sums[p], lower, upper), lanes);
    }
}

CK_INLINE void strip(const Strip *t, const StripKind kind) {
    long channel = t->channels.first;
    for (; channel + LANES <= t->channels.last; channel += LANES) strip_vector(t, kind, channel, LANES);
    if (channel < t->channels.last) strip_vector(t, kind, channel, t->channels.last - channel);
}

static void whole_strip_3_1(const Strip *t) { strip(t, (StripKind){1, 3, 1, 1}); }
static void whole_strip_3_2(const Strip *t) { strip(t, (StripKind){1, 3, 2, 1}); }
static void whole_strip_5_1(const Strip *t) { strip(t, (StripKind){1, 5, 1, 1}); }
static void whole_strip_5_2(const Strip *t) { strip(t, (StripKind){1, 5, 2, 1}); }
static void whole_strip_7_1(const Strip *t) { strip(t, (StripKind){1, 7, 1, 1}); }
static void whole_strip(const Strip *t) {
    strip(t, (StripKind){1, t->shape->kernel_width, t->shape->stride_x, t->shape->dilation_x});
}
static void partial_strip(const Strip *t) {
    strip(t, (StripKind){0, t->shape->kernel_width, t->shape->stride_x, t->shape->dilation_x});
}

typedef void (*StripFunction)(const Strip *);

static StripFunction whole_strip_function(const CKConvolution *s) {
    if (s->dilation_x != 1 || s->stride_x > 2) return whole_strip;
    switch (s->kernel_width) {
    case 3: return s->stride_x == 1 ? whole_strip_3_1 : whole_strip_3_2;
    case 5: return s->stride_x == 1 ? whole_strip_5_1 : whole_strip_5_2;
    case 7: return s->stride_x == 1 ? whole_strip_7_1 : whole_strip;
    default: return whole_strip;
    }
}

/* Channels at a time: few enough that what a strip reads is still in the first-level cache for the strip below it. */
static long channels_at_once(const CKConvolution *s) {
    const long columns = (STRIP_PIXELS - 1) * s->stride_x + (s->kernel_width - 1) * s->dilation_x + 1;
    return larger(2, 6144 / (columns * s->kernel_height * LANES)) * LANES;
}

/* Strips one below the other, then the next channels, then the next column of strips. */
static void depthwise_band(
    const CKConvolution *s, const float *input, const float *filter, const CKEpilogue *e, float *output,
    CKRange rows) {
    const StripFunction whole = whole_strip_function(s);
    const long block = channels_at_once(s), blocks = divide_up(s->channels, block);
    const unsigned all = (1u << STRIP_PIXELS) - 1;
    for (long ox = 0; ox < s->output_width; ox += STRIP_PIXELS) {
        unsigned inside[CK_LARGEST_DEPTHWISE_WIDTH], always = all;
        const unsigned exists = all >> (STRIP_PIXELS - smaller(STRIP_PIXELS, s->output_width - ox));
        for (long kx = 0; kx < s->kernel_width; kx++) {
            inside[kx] = 0;
            for (long p = 0; p < STRIP_PIXELS; p++) {
                const long x = (ox + p) * s->stride_x - s->padding_left + kx * s->dilation_x;
                inside[kx] |= (unsigned)(x >= 0 && x < s->width) << p;
            }
            inside[kx] &= exists;
            always &= inside[kx];
        }
        for (long index = 0; index < blocks * (rows.last - rows.first); index++) {
            const long oy = rows.first + index % (rows.last - rows.first);
            const long channel = index / (rows.last - rows.first) * block;
            const long top = oy * s->stride_y - s->padding_top, left = ox * s->stride_x - s->padding_left;
            const long first = top < 0 ? smaller(divide_up(-top, s->dilation_y), s->kernel_height) : 0;
            const long last =
                top < s->height ? smaller((s->height - 1 - top) / s->dilation_y + 1, s->kernel_height) : 0;
            const long pixel = oy * s->output_width + ox;
            const Strip t = {
                .shape = s,
                .input = input + ((top + first * s->dilation_y) * s->width + left) * s->input_stride,
                .filter = filter + first * s->kernel_width * s->channels,
                .epilogue = e,
                .residual = e->residual ? e->residual + pixel * e->residual_stride : NULL,
                .output = output + pixel * s->output_stride,
                .channels = {channel, smaller(channel + block, s->channels)},
                .tap_rows = last - first,
                .inside = inside,
                .exists = exists,
            };
            if (always == all) {
                whole(&t);
            } else {
                partial_strip(&t);
            }
        }
    }
}

/* Bands of rows, so that a column of strips finds what it shares with the one before in the second-level cache. */
static void depthwise(
    const CKConvolution *s, const float *input, const float *filter, const CKEpilogue *e, float *output,
    CKRange rows) {
    const long input_rows = 196608 / (s->width * s->input_stride) - (s->kernel_height - 1) * s->dilation_y;
    const long band = larger(4, input_rows / s->stride_y);
    for (long first = rows.first; first < rows.last; first += band) {
        depthwise_band(s, input, filter, e, output, (CKRange){first, smaller(first + band, rows.last)});
    }
}
