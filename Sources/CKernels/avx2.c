#if defined(__x86_64__)
#define CK_AVX2
#define CK_TABLE ck_kernels_avx2
#include <immintrin.h>
#include <stddef.h>
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "table.h"
#pragma clang attribute pop
#endif
