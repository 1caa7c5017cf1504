#include "shim.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

typedef struct {
    CPNGFailure failure;
    png_structp png;
    png_infop info;
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} Writer;

static void write_bytes(png_structp png, png_bytep from, size_t count) {
    Writer *writer = png_get_io_ptr(png);
    if (count > writer->capacity - writer->count) {
        size_t capacity = writer->capacity * 2 + count;
        uint8_t *bytes = realloc(writer->bytes, capacity);
        if (bytes == NULL) {
            writer->failure.status = CPNGStatusOutOfMemory;
            png_error(png, "Out of memory");
        }
        writer->bytes = bytes;
        writer->capacity = capacity;
    }
    memcpy(writer->bytes + writer->count, from, count);
    writer->count += count;
}

static void flush_nothing(png_structp png) {
    (void)png;
}

static void write_image(Writer *writer, const CPNGImage *image) {
    static const int colorTypes[] = {
        PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
    png_structp png = writer->png;
    png_infop info = writer->info;
    png_set_write_fn(png, writer, write_bytes, flush_nothing);
    // A profile libpng finds fault with is left out; the pixels are worth more.
    png_set_benign_errors(png, 1);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    // On photographs and renderings runs after these two filters are both quicker and smaller than matches at level 1.
    png_set_compression_strategy(png, Z_RLE);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB | PNG_FILTER_UP);
    png_set_IHDR(
        png, info, image->width, image->height, image->bitDepth, colorTypes[image->channels - 1], PNG_INTERLACE_NONE,
        PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (image->profile != NULL)
        png_set_iCCP(png, info, "ICC profile", PNG_COMPRESSION_TYPE_BASE, image->profile, (png_uint_32)image->profileCount);
    if (image->exif != NULL) png_set_eXIf_1(png, info, (png_uint_32)image->exifCount, (png_bytep)image->exif);
    png_write_info(png, info);
    if (image->bitDepth == 16 && cpng_host_is_little_endian()) png_set_swap(png);
    size_t stride = (size_t)image->width * image->channels * (image->bitDepth / 8);
    for (uint32_t y = 0; y < image->height; y++) png_write_row(png, (png_const_bytep)image->pixels + y * stride);
    png_write_end(png, info);
}

CPNGStatus cpng_write(const CPNGImage *image, uint8_t **bytes, size_t *count, char message[CPNGMessageLength]) {
    *bytes = NULL;
    *count = 0;
    Writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) return CPNGStatusOutOfMemory;
    if (setjmp(writer->failure.landing) == 0) {
        writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer->failure, cpng_fail, cpng_ignore_warning);
        if (writer->png != NULL) writer->info = png_create_info_struct(writer->png);
        if (writer->info != NULL)
            write_image(writer, image);
        else
            writer->failure.status = CPNGStatusOutOfMemory;
    }
    CPNGStatus status = writer->failure.status;
    memcpy(message, writer->failure.message, CPNGMessageLength);
    if (writer->png != NULL) png_destroy_write_struct(&writer->png, &writer->info);
    if (status == CPNGStatusOk) {
        *bytes = writer->bytes;
        *count = writer->count;
    } else {
        free(writer->bytes);
    }
    free(writer);
    return status;
}
