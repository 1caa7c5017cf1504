#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// libpng behind functions that return a status: every longjmp starts and lands inside this target.

typedef enum __attribute__((enum_extensibility(closed))) {
    CPNGStatusOk,
    CPNGStatusTruncated,
    CPNGStatusCorrupt,
    CPNGStatusOutOfMemory,
} CPNGStatus;

typedef struct {
    uint32_t width;
    uint32_t height;
    /// Bits in each sample of the file: 1, 2, 4, 8 or 16.
    uint8_t bitDepth;
    bool isGrayscale;
    /// An alpha channel, transparent palette entries or a colour key.
    bool hasAlpha;
} CPNGHeader;

/// Reads one PNG out of memory that its caller keeps alive.
typedef struct CPNGReader CPNGReader;

/// NULL where memory ran out.
CPNGReader *cpng_open(const uint8_t *bytes, size_t count);
void cpng_close(CPNGReader *reader);

/// Reads up to the pixels; comes first and once.
CPNGStatus cpng_read_header(CPNGReader *reader, CPNGHeader *header);

/// Fills `count` bytes with straight RGBA, 16 bits a sample in host order where the file has 16 and 8 otherwise, and
/// reads on to the end of the file. Comes second and once.
CPNGStatus cpng_read_pixels(CPNGReader *reader, void *pixels, size_t count);

/// The ICC profile, or NULL; lives as long as the reader.
const uint8_t *cpng_profile(const CPNGReader *reader, size_t *count);
/// The EXIF block, or NULL; complete after `cpng_read_pixels`; lives as long as the reader.
const uint8_t *cpng_exif(const CPNGReader *reader, size_t *count);
/// What libpng said about the last status that was not ok.
const char *cpng_message(const CPNGReader *reader);

typedef struct {
    uint32_t width;
    uint32_t height;
    /// 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
    uint8_t channels;
    /// 8, or 16 in host order.
    uint8_t bitDepth;
    /// Rows top to bottom without padding.
    const void *pixels;
    const uint8_t *profile;
    size_t profileCount;
    const uint8_t *exif;
    size_t exifCount;
} CPNGImage;

enum { CPNGMessageLength = 200 };

/// Writes `image` as a PNG into `*bytes`, which the caller frees; on failure `*bytes` is NULL and `message` says why.
CPNGStatus cpng_write(const CPNGImage *image, uint8_t **bytes, size_t *count, char message[CPNGMessageLength]);
