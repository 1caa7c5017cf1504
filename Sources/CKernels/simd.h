#pragma once

/* The vectors of one instruction set. Everything here and in the kernel headers is static: each of avx512.c, avx2.c and
   baseline.c includes them once and compiles them for its own processor. */

#if defined(CK_AVX512)
#include <immintrin.h>
#define LANES 16
#elif defined(CK_AVX2)
#include <immintrin.h>
#define LANES 8
#else
#define LANES 4
#endif

#define CK_INLINE static inline __attribute__((always_inline))
/* Before a loop over an array of vectors that must become registers. */
#define UNROLLED _Pragma("clang loop unroll(full)")

typedef float vf __attribute__((vector_size(LANES * 4)));
typedef int vi __attribute__((vector_size(LANES * 4)));
typedef float vf_anywhere __attribute__((vector_size(LANES * 4), aligned(4)));

CK_INLINE vf load(const float *p) { return *(const vf_anywhere *)p; }
CK_INLINE void store(float *p, vf v) { *(vf_anywhere *)p = v; }
CK_INLINE vf splat(float x) { return x - (vf){0}; } /* exactly x, where adding zero would lose the sign of -0 */

/* Where a comparison gave -1, `yes`; where it gave 0, `no`. */
CK_INLINE vf choose(vi mask, vf yes, vf no) { return (vf)((mask & (vi)yes) | (~mask & (vi)no)); }
/* A NaN in v stays. */
CK_INLINE vf at_least(vf v, vf lower) { return choose(lower > v, lower, v); }
CK_INLINE vf at_most(vf v, vf upper) { return choose(upper < v, upper, v); }
CK_INLINE vf clamped(vf v, vf lower, vf upper) { return at_most(at_least(v, lower), upper); }
CK_INLINE vf absolute(vf v) { return __builtin_elementwise_abs(v); }

/* The first `count` lanes, 0 < count <= LANES; the others read as zero and are not written. */
#if defined(CK_AVX512)
CK_INLINE vf load_first(const float *p, long count) { return _mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p); }
CK_INLINE void store_first(float *p, vf v, long count) { _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), v); }
#else
CK_INLINE vf load_first(const float *p, long count) {
    if (count == LANES) return load(p);
    vf v = {0};
    for (int lane = 0; lane < LANES; lane++) {
        if (lane < count) v[lane] = p[lane];
    }
    return v;
}
CK_INLINE void store_first(float *p, vf v, long count) {
    if (count == LANES) {
        store(p, v);
        return;
    }
    for (int lane = 0; lane < LANES; lane++) {
        if (lane < count) p[lane] = v[lane];
    }
}
#endif

/* -1 in the first `count` lanes. */
CK_INLINE vi lanes_below(long count) {
    static const int numbers[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return (vi)load((const float *)numbers) < (int)count;
}

/* v with every number `by` lanes further down, around the end. */
#define LANE(i, by) (((i) + (by)) % LANES)
#define LANES_4(i, by) LANE(i, by), LANE(i + 1, by), LANE(i + 2, by), LANE(i + 3, by)
#if LANES == 16
#define TURNED(v, by)                                                                                                  \
    __builtin_shufflevector(v, v, LANES_4(0, by), LANES_4(4, by), LANES_4(8, by), LANES_4(12, by))
#elif LANES == 8
#define TURNED(v, by) __builtin_shufflevector(v, v, LANES_4(0, by), LANES_4(4, by))
#else
#define TURNED(v, by) __builtin_shufflevector(v, v, LANES_4(0, by))
#endif

CK_INLINE long smaller(long a, long b) { return a < b ? a : b; }
CK_INLINE long larger(long a, long b) { return a > b ? a : b; }
CK_INLINE long divide_up(long a, long b) { return (a + b - 1) / b; }
CK_INLINE long round_up(long a, long b) { return divide_up(a, b) * b; }
