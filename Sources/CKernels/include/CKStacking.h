#pragma once

/* What lies over a row of pixels: as many RGBA bytes, straight or premultiplied, which show as far as `opacity` (0…1) says. */
typedef struct {
    const unsigned char *pixels;
    float opacity;
    int is_premultiplied;
} CKSheet;

/* Straight RGBA bytes with sheets over them, the first undermost: c ← c (1 − α) + C α, in floating point, rounded once, halves up.
   Where all of it is clear, the bytes of `bottom`. Nothing is fused or reordered, so every processor gives the same bytes. */
void ck_stack(const unsigned char *bottom, const CKSheet *sheets, long sheet_count, unsigned char *out, long count);
