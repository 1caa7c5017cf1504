#pragma once

#include "CKLines.h"
#include "elementwise.h"

/* A line of contiguous numbers is reduced by 4 × LANES partial results, joined in a fixed order. Lines whose numbers lie
   apart are worked on side by side, one a lane, in groups wide enough to use what a fetch from memory brings. */

#define GROUP_VECTORS 4
#define GROUP_LINES (GROUP_VECTORS * LANES)

CK_INLINE vf start_of(CKReduction reduction) {
    switch (reduction) {
    case CKProduct: return splat(1);
    case CKLargest: return splat(-__builtin_inff());
    case CKSmallest: return splat(__builtin_inff());
    default: return splat(0);
    }
}

CK_INLINE vf joined(CKReduction reduction, vf a, vf b) {
    switch (reduction) {
    case CKProduct: return a * b;
    case CKLargest: return choose((a > b) | (a != a), a, b);
    case CKSmallest: return choose((a < b) | (a != a), a, b);
    default: return a + b;
    }
}

/* `sum` with x taken in. */
CK_INLINE vf reduced(CKReduction reduction, vf sum, vf x) {
    switch (reduction) {
    case CKSumOfSquares: return sum + x * x;
    case CKSumOfAbsolutes: return sum + absolute(x);
    default: return joined(reduction, sum, x);
    }
}

CK_INLINE float reduced_lanes(CKReduction reduction, vf v) {
#if LANES == 16
    v = joined(reduction, v, TURNED(v, 8));
#endif
#if LANES >= 8
    v = joined(reduction, v, TURNED(v, 4));
#endif
    v = joined(reduction, v, TURNED(v, 2));
    return joined(reduction, v, TURNED(v, 1))[0];
}

/* The numbers are x - `about`. */
CK_INLINE float reduce_contiguous(CKReduction reduction, const float *in, long count, float about) {
    const vf start = start_of(reduction), offset = splat(about);
    vf sums[4] = {start, start, start, start};
    long i = 0;
    for (; i + 4 * LANES <= count; i += 4 * LANES) {
        UNROLLED
        for (int s = 0; s < 4; s++) sums[s] = reduced(reduction, sums[s], load(in + i + s * LANES) - offset);
    }
    for (; i + LANES <= count; i += LANES) sums[0] = reduced(reduction, sums[0], load(in + i) - offset);
    vf sum = joined(reduction, joined(reduction, sums[0], sums[1]), joined(reduction, sums[2], sums[3]));
    if (i < count) {
        const vf last = reduced(reduction, start, load_first(in + i, count - i) - offset);
        sum = joined(reduction, sum, choose(lanes_below(count - i), last, start));
    }
    return reduced_lanes(reduction, sum);
}

/* Lines side by side, `step` from one number to the next, in `vectors` vectors of which the last has `lanes` lanes. Sums of
   a block at a time keep their precision. The numbers are x - about[line]. */
CK_INLINE void reduce_vectors(
    CKReduction reduction, const float *in, long count, long step, const long vectors, long lanes, const float *about,
    float *out) {
    enum { block = 128 };
    vf offset[GROUP_VECTORS], total[GROUP_VECTORS];
    UNROLLED
    for (long v = 0; v < vectors; v++) {
        offset[v] = about ? load_first(about + v * LANES, v < vectors - 1 ? LANES : lanes) : splat(0);
        total[v] = start_of(reduction);
    }
    for (long first = 0; first < count; first += block) {
        const long last = smaller(first + block, count);
        vf sum[GROUP_VECTORS];
        UNROLLED
        for (long v = 0; v < vectors; v++) sum[v] = start_of(reduction);
        for (long i = first; i < last; i++) {
            UNROLLED
            for (long v = 0; v < vectors; v++) {
                const vf x = load_first(in + i * step + v * LANES, v < vectors - 1 ? LANES : lanes);
                sum[v] = reduced(reduction, sum[v], x - offset[v]);
            }
        }
        UNROLLED
        for (long v = 0; v < vectors; v++) total[v] = joined(reduction, total[v], sum[v]);
    }
    UNROLLED
    for (long v = 0; v < vectors; v++) store_first(out + v * LANES, total[v], v < vectors - 1 ? LANES : lanes);
}

CK_INLINE void reduce_side_by_side(
    CKReduction reduction, const float *in, long count, long step, long lines, const float *about, float *out) {
    if (lines == GROUP_LINES) {
        reduce_vectors(reduction, in, count, step, GROUP_VECTORS, LANES, about, out);
        return;
    }
    for (long i = 0; i < lines; i += LANES) {
        const long lanes = smaller(LANES, lines - i);
        reduce_vectors(reduction, in + i, count, step, 1, lanes, about ? about + i : NULL, out + i);
    }
}

/* Runs `body` for every group of up to `most` lines in the range that lie side by side: `count` lines, the first of which
   is `line` and starts at `offset`. */
#define FOR_GROUPS(shape, lines, most, body)                                                                           \
    for (long line = (lines).first, count; line < (lines).last; line += count) {                                       \
        const long column = line % (shape)->inner;                                                                     \
        const long offset = line / (shape)->inner * (shape)->axis * (shape)->inner + column;                           \
        count = smaller(most, smaller((shape)->inner - column, (lines).last - line));                                  \
        body                                                                                                           \
    }

CK_INLINE void reduce_by(CKReduction reduction, const CKLines *s, const float *in, float *out, CKRange lines) {
    if (s->inner == 1) {
        for (long line = lines.first; line < lines.last; line++) {
            out[line] = reduce_contiguous(reduction, in + line * s->axis, s->axis, 0);
        }
        return;
    }
    FOR_GROUPS(s, lines, GROUP_LINES, {
        reduce_side_by_side(reduction, in + offset, s->axis, s->inner, count, NULL, out + line);
    })
}

static void reduce(CKReduction reduction, const CKLines *s, const float *in, float *out, CKRange lines) {
    switch (reduction) {
    case CKSum: return reduce_by(CKSum, s, in, out, lines);
    case CKSumOfSquares: return reduce_by(CKSumOfSquares, s, in, out, lines);
    case CKSumOfAbsolutes: return reduce_by(CKSumOfAbsolutes, s, in, out, lines);
    case CKProduct: return reduce_by(CKProduct, s, in, out, lines);
    case CKLargest: return reduce_by(CKLargest, s, in, out, lines);
    case CKSmallest: return reduce_by(CKSmallest, s, in, out, lines);
    }
}

static void moments(const CKLines *s, const float *in, float *mean, float *variance, CKRange lines) {
    const float share = 1 / (float)s->axis;
    if (s->inner == 1) {
        for (long line = lines.first; line < lines.last; line++) {
            const float *from = in + line * s->axis;
            mean[line] = reduce_contiguous(CKSum, from, s->axis, 0) * share;
            variance[line] = reduce_contiguous(CKSumOfSquares, from, s->axis, mean[line]) * share;
        }
        return;
    }
    FOR_GROUPS(s, lines, GROUP_LINES, {
        reduce_side_by_side(CKSum, in + offset, s->axis, s->inner, count, NULL, mean + line);
        for (long i = line; i < line + count; i++) mean[i] *= share;
        reduce_side_by_side(CKSumOfSquares, in + offset, s->axis, s->inner, count, mean + line, variance + line);
        for (long i = line; i < line + count; i++) variance[i] *= share;
    })
}

/* The largest is taken off first, so that no exponential overflows. */
CK_INLINE void softmax_contiguous(int logarithm, const float *in, float *out, long count) {
    const vf largest = splat(reduce_contiguous(CKLargest, in, count, 0));
    vf sums = splat(0);
    for (long i = 0; i < count; i += LANES) {
        const long lanes = smaller(LANES, count - i);
        const vf e = choose(lanes_below(lanes), exp_of(load_first(in + i, lanes) - largest), splat(0));
        if (!logarithm) store_first(out + i, e, lanes);
        sums += e;
    }
    const float sum = reduced_lanes(CKSum, sums);
    const vf factor = splat(1 / sum), shift = largest + log_of(splat(sum));
    for (long i = 0; i < count; i += LANES) {
        const long lanes = smaller(LANES, count - i);
        store_first(
            out + i, logarithm ? load_first(in + i, lanes) - shift : load_first(out + i, lanes) * factor, lanes);
    }
}

CK_INLINE void softmax_side_by_side(int logarithm, const float *in, float *out, long count, long step, long lanes) {
    vf largest = start_of(CKLargest), sum = splat(0);
    for (long i = 0; i < count; i++) largest = reduced(CKLargest, largest, load_first(in + i * step, lanes));
    for (long i = 0; i < count; i++) {
        const vf e = exp_of(load_first(in + i * step, lanes) - largest);
        if (!logarithm) store_first(out + i * step, e, lanes);
        sum += e;
    }
    const vf factor = 1.0f / sum, shift = largest + log_of(sum);
    for (long i = 0; i < count; i++) {
        const vf result = logarithm ? load_first(in + i * step, lanes) - shift
                                    : load_first(out + i * step, lanes) * factor;
        store_first(out + i * step, result, lanes);
    }
}

static void softmax(const CKLines *s, int logarithm, const float *in, float *out, CKRange lines) {
    if (s->inner == 1) {
        for (long line = lines.first; line < lines.last; line++) {
            softmax_contiguous(logarithm, in + line * s->axis, out + line * s->axis, s->axis);
        }
        return;
    }
    FOR_GROUPS(
        s, lines, LANES,
        { softmax_side_by_side(logarithm, in + offset, out + offset, s->axis, s->inner, count); })
}

static void norm(const CKNorm *n, const float *in, float *out, CKRange rows) {
    const float share = 1 / (float)n->columns;
    for (long row = rows.first; row < rows.last; row++) {
        const float *from = in + row * n->columns;
        float *to = out + row * n->columns;
        const float mean = n->about_zero ? 0 : reduce_contiguous(CKSum, from, n->columns, 0) * share;
        const float variance = reduce_contiguous(CKSumOfSquares, from, n->columns, mean) * share;
        const vf offset = splat(mean), factor = splat(1 / __builtin_sqrtf(variance + n->epsilon));
        for (long i = 0; i < n->columns; i += LANES) {
            const long lanes = smaller(LANES, n->columns - i);
            vf x = (load_first(from + i, lanes) - offset) * factor;
            if (n->scale) x *= load_first(n->scale + i, lanes);
            if (n->bias) x += load_first(n->bias + i, lanes);
            store_first(to + i, x, lanes);
        }
    }
}

static void scale_columns(
    long columns, const float *scale, const float *bias, float lower, float upper, const float *in, float *out,
    CKRange rows) {
    const vf least = splat(lower), most = splat(upper);
    for (long row = rows.first; row < rows.last; row++) {
        const float *from = in + row * columns;
        float *to = out + row * columns;
        for (long i = 0; i < columns; i += LANES) {
            const long lanes = smaller(LANES, columns - i);
            const vf x = load_first(from + i, lanes) * load_first(scale + i, lanes) + load_first(bias + i, lanes);
            store_first(to + i, clamped(x, least, most), lanes);
        }
    }
}
