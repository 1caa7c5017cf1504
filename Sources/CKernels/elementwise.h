#pragma once

#include "CKElementwise.h"
#include "simd.h"

/* Polynomials are minimax fits in the relative error of the result, made for these ranges. */

/* The coefficient of the highest power first. */
#define POLYNOMIAL(x, ...) polynomial(x, (const float[]){__VA_ARGS__}, sizeof((const float[]){__VA_ARGS__}) / sizeof(float))

CK_INLINE vf polynomial(vf x, const float *coefficients, const long count) {
    vf sum = splat(coefficients[0]);
    UNROLLED
    for (long i = 1; i < count; i++) sum = sum * x + coefficients[i];
    return sum;
}

/* x = n ln 2 + r with |r| <= ln 2 / 2; `scale` is 2^n as two factors, so that it reaches from subnormals to infinity. */
typedef struct {
    vf remainder_part; /* exp(r) - 1 */
    vf scale, second_scale;
} Exponential;

CK_INLINE Exponential exponential(vf x) {
    x = clamped(x, splat(-104.0f), splat(89.0f));
    const vf magic = splat(12582912.0f); /* 1.5 × 2^23: adding it rounds to a whole number, kept in the low bits */
    const vf shifted = x * 1.44269504088896341f + magic;
    const vf n = shifted - magic;
    const vf r = x - n * 0.693145751953125f - n * 1.42860682030941723e-6f;
    const vi exponent = (vi)shifted - (vi)magic, half = exponent >> 1;
    const vf q = POLYNOMIAL(
        r, 1.394617721e-03f, 8.368953131e-03f, 4.166620597e-02f, 1.666651815e-01f, 5.000000000e-01f);
    return (Exponential){q * r * r + r, (vf)((half + 127) << 23), (vf)((exponent - half + 127) << 23)};
}

CK_INLINE vf exp_of(vf x) {
    const Exponential e = exponential(x);
    return (e.remainder_part * e.scale + e.scale) * e.second_scale;
}

/* exp(x) - 1, also where x is small. */
CK_INLINE vf expm1_of(vf x) {
    const Exponential e = exponential(x);
    const vf scale = e.scale * e.second_scale;
    return e.remainder_part * scale + (scale - 1.0f);
}

CK_INLINE vf log_of(vf x) {
    const vf smallest = splat(0x1p-126f), infinity = splat(__builtin_inff());
    const vi subnormal = x < smallest;
    const vf scaled = choose(subnormal, x * 0x1p23f, x);
    /* x = 2^n m with √½ <= m < √2 */
    const vi offset = (vi)scaled - 0x3f3504f3;
    const vi n = offset >> 23;
    const vf f = (vf)((vi)scaled - (n << 23)) - 1.0f;
    const vf exponent = __builtin_convertvector(n, vf) - choose(subnormal, splat(23.0f), splat(0.0f));
    const vf l = POLYNOMIAL(
        f, 6.926590204e-02f, -1.180799305e-01f, 1.187763885e-01f, -1.238176450e-01f, 1.421775222e-01f,
        -1.666935980e-01f, 2.000227123e-01f, -2.499998510e-01f, 3.333331048e-01f);
    const vf square = f * f;
    vf result = l * square * f + exponent * 1.42860682030941723e-6f;
    result = result - square * 0.5f + f;
    result = exponent * 0.693145751953125f + result;
    result = choose(x == infinity, infinity, result);
    result = choose(x == 0.0f, -infinity, result);
    return choose(x >= 0.0f, result, splat(__builtin_nanf("")));
}

CK_INLINE vf with_sign_of(vf magnitude, vf sign) {
    const vi bit = (vi){0} + (int)0x80000000;
    return (vf)((vi)magnitude | ((vi)sign & bit));
}

CK_INLINE vf tanh_of(vf x) {
    const vf size = absolute(x), square = x * x;
    const vf near = POLYNOMIAL(
        square, -5.679311696e-03f, 2.061812952e-02f, -5.373400077e-02f, 1.333138347e-01f, -3.333328068e-01f);
    const vf far = 1.0f - 2.0f / (exp_of(size + size) + 1.0f);
    return choose(size < 0.625f, near * square * x + x, with_sign_of(far, x));
}

/* With the exponential of a negative number only, so that neither end overflows. */
CK_INLINE vf sigmoid_of(vf x) {
    const vf e = exp_of(-absolute(x));
    return choose(x < 0.0f, e, splat(1.0f)) / (e + 1.0f);
}

CK_INLINE vf erf_of(vf x) {
    const vf size = absolute(x), square = x * x;
    const vf near = POLYNOMIAL(
        square, 7.853860734e-05f, -8.010193706e-04f, 5.188327748e-03f, -2.685381286e-02f, 1.128358543e-01f,
        -3.761262596e-01f, 1.128379107e+00f);
    const vf logarithm = POLYNOMIAL(
        at_most(size, splat(4.1f)), 1.863792568e-04f, -2.947658999e-03f, 2.183806710e-02f, -1.031067595e-01f,
        -6.381448507e-01f, -1.127089143e+00f, -3.415222454e-04f);
    return choose(size < 1.0f, near * x, with_sign_of(1.0f - exp_of(logarithm), x));
}

/* By the logarithm of the normal distribution's tail, so that small results keep their precision. */
CK_INLINE vf gelu_of(vf x) {
    const vf size = absolute(x);
    const vf logarithm = POLYNOMIAL(
        at_most(size, splat(9.0f)), -4.895557570e-11f, 2.727796655e-09f, -6.743376701e-08f, 9.716760587e-07f,
        -8.956636520e-06f, 5.338590927e-05f, -1.792975090e-04f, -5.435683852e-05f, 4.906902090e-03f,
        -3.642835841e-02f, -3.182754219e-01f, -7.978895307e-01f, -6.931470633e-01f);
    const vf tail = choose(size > 9.0f, splat(0.0f), exp_of(logarithm));
    return x * choose(x < 0.0f, tail, 1.0f - tail);
}

CK_INLINE vf gelu_tanh_of(vf x) {
    const vf twice = x * (x * x * (2 * 0.7978845608f * 0.044715f) + 2 * 0.7978845608f);
    return x * sigmoid_of(twice);
}

CK_INLINE vf mish_of(vf x) {
    const vf e = exp_of(at_most(x, splat(20.0f)));
    const vf n = e * (e + 2.0f);
    return choose(x > 20.0f, x, x * (n / (n + 2.0f)));
}

/* max(x, 0) + log(1 + e) with e = exp(-|x|); what 1 + e loses of e is added again. */
CK_INLINE vf softplus_of(vf x) {
    const vf e = exp_of(-absolute(x));
    const vf sum = e + 1.0f;
    return at_least(x, splat(0.0f)) + (log_of(sum) + (e - (sum - 1.0f)) / sum);
}

CK_INLINE vf elu_of(vf x, vf alpha, vf beta) {
    return choose(x > 0.0f, beta * x, alpha * expm1_of(at_most(x, splat(0.0f))));
}

CK_INLINE vf hard_sigmoid_of(vf x, vf alpha, vf beta) {
    return clamped(alpha * x + beta, splat(0.0f), splat(1.0f));
}

static void apply(CKFunction function, float alpha, float beta, const float *in, float *out, long count) {
    const vf a = splat(alpha), b = splat(beta);
#define EACH(value)                                                                                                    \
    for (long i = 0; i < count; i += LANES) {                                                                          \
        const long lanes = smaller(LANES, count - i);                                                                  \
        const vf x = load_first(in + i, lanes);                                                                        \
        store_first(out + i, value, lanes);                                                                            \
    }                                                                                                                  \
    break;
    switch (function) {
    case CKExp: EACH(exp_of(x))
    case CKLog: EACH(log_of(x))
    case CKTanh: EACH(tanh_of(x))
    case CKSigmoid: EACH(sigmoid_of(x))
    case CKErf: EACH(erf_of(x))
    case CKGelu: EACH(gelu_of(x))
    case CKGeluTanh: EACH(gelu_tanh_of(x))
    case CKSwish: EACH(x * sigmoid_of(a * x))
    case CKHardSigmoid: EACH(hard_sigmoid_of(x, a, b))
    case CKHardSwish: EACH(x * hard_sigmoid_of(x, a, b))
    case CKMish: EACH(mish_of(x))
    case CKSoftplus: EACH(softplus_of(x))
    case CKElu: EACH(elu_of(x, a, b))
    case CKLeakyRelu: EACH(choose(x > 0.0f, x, a * x))
    case CKClamp: EACH(clamped(x, a, b))
    }
#undef EACH
}
