#pragma once

/* Functions of single numbers over arrays. `in` and `out` may be the same array. An element's result does not depend on
   where it lies, so that an array may be split anywhere. What is not a number stays so. Relative errors are below 2e-6,
   except where Φ(x) vanishes: 4e-6 in CKGeluTanh
   where x > -6, 5e-5 in CKGelu where -9 < x < -5, both of results below 1e-5. */
typedef enum {
    CKExp,
    CKLog,
    CKTanh,
    CKSigmoid,     /* 1 / (1 + exp(-x)) */
    CKErf,
    CKGelu,        /* x Φ(x), with Φ the normal distribution; 0 where x < -9 */
    CKGeluTanh,    /* x / 2 (1 + tanh(√(2/π) (x + 0.044715 x³))) */
    CKSwish,       /* x sigmoid(alpha x); SiLU where alpha = 1 */
    CKHardSigmoid, /* clamp(alpha x + beta, 0, 1) */
    CKHardSwish,   /* x clamp(alpha x + beta, 0, 1); as published where alpha = 1/6, beta = 1/2 */
    CKMish,        /* x tanh(softplus(x)) */
    CKSoftplus,    /* log(1 + exp(x)) */
    CKElu,         /* x > 0: beta x; else alpha (exp(x) - 1). SELU where beta ≠ 1 */
    CKLeakyRelu,   /* x > 0: x; else alpha x */
    CKClamp,       /* between alpha and beta */
} CKFunction;

void ck_apply(CKFunction function, float alpha, float beta, const float *in, float *out, long count);
