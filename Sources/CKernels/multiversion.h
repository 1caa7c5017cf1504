#pragma once

#if defined(__x86_64__) && defined(__linux__)
#define CK_MULTIVERSION __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_MULTIVERSION
#endif

/* Inlined into each clone, so that it is compiled for that clone's processor. */
#define CK_INLINE static inline __attribute__((always_inline))

CK_INLINE float ck_clamp(float value, float lower, float upper) {
    value = value > lower ? value : lower;
    return value < upper ? value : upper;
}
