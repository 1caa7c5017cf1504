#pragma once

/* A row of pixels on its way through a stack of pictures: red, green and blue of 0…255 times alpha, then alpha of 0…1; four
   floats a pixel. Nothing is fused or reordered, so every processor gives the same bytes. */

/* The row of straight RGBA bytes at the bottom. */
void ck_stack_begin(const unsigned char *pixels, float *row, long count);

/* c ← c (1 − α) + C α for the pixels that lie over it, straight or premultiplied bytes. What was opaque stays so. */
void ck_stack_over(const unsigned char *pixels, int is_premultiplied, float opacity, float *row, long count);

/* Straight RGBA bytes, rounded half up, where `wanted` is not 0; where the row is clear, those of `bottom`. */
void ck_stack_finish(
    const float *row, const unsigned char *wanted, const unsigned char *bottom, unsigned char *out, long count);
