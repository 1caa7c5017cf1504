#include "shim.h"

#include <stdlib.h>
#include <string.h>

struct CPNGReader {
    CPNGFailure failure;
    png_structp png;
    png_infop info;
    const uint8_t *bytes;
    size_t count;
    size_t offset;
};

static void read_bytes(png_structp png, png_bytep into, size_t count) {
    CPNGReader *reader = png_get_io_ptr(png);
    if (count > reader->count - reader->offset) {
        reader->failure.status = CPNGStatusTruncated;
        png_error(png, "the file ends early");
    }
    memcpy(into, reader->bytes + reader->offset, count);
    reader->offset += count;
}

CPNGReader *cpng_open(const uint8_t *bytes, size_t count) {
    CPNGReader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) return NULL;
    reader->bytes = bytes;
    reader->count = count;
    if (setjmp(reader->failure.landing) == 0) {
        reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader->failure, cpng_fail, cpng_ignore_warning);
        if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
        if (reader->info != NULL) return reader;
    }
    cpng_close(reader);
    return NULL;
}

void cpng_close(CPNGReader *reader) {
    if (reader->png != NULL) png_destroy_read_struct(&reader->png, &reader->info, NULL);
    free(reader);
}

CPNGStatus cpng_read_header(CPNGReader *reader, CPNGHeader *header) {
    // Chunks nobody asks for; each compressed text could otherwise grow to megabytes.
    static const png_byte skipped[] = "tEXt\0zTXt\0iTXt\0sPLT\0hIST";
    if (setjmp(reader->failure.landing) != 0) return reader->failure.status;
    png_structp png = reader->png;
    png_infop info = reader->info;
    png_set_read_fn(png, reader, read_bytes);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, skipped, 5);
    // The caller has limits of its own.
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_read_info(png, info);
    png_byte colorType = png_get_color_type(png, info);
    header->width = png_get_image_width(png, info);
    header->height = png_get_image_height(png, info);
    header->bitDepth = png_get_bit_depth(png, info);
    header->isGrayscale = (colorType & (PNG_COLOR_MASK_COLOR | PNG_COLOR_MASK_PALETTE)) == 0;
    header->hasAlpha = (colorType & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    return CPNGStatusOk;
}

/// The sample transforms that lead from every kind but palettes to RGBA.
static void expand_to_rgba(png_structp png) {
    png_set_expand(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xFFFF, PNG_FILLER_AFTER);
}

static void read_rows(png_structp png, png_bytep first, size_t stride, uint32_t height) {
    int passes = png_set_interlace_handling(png);
    png_start_read_image(png);
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < height; y++) png_read_row(png, first + y * stride, NULL);
}

/// Looks the indices in the last quarter of every row up, from left to right, so that no pixel is written over an index
/// still to be read. libpng's own lookup lets indices pass that are not in the palette.
static void look_up_palette(png_structp png, png_infop info, png_bytep pixels, uint32_t width, uint32_t height) {
    png_colorp palette = NULL;
    png_bytep opacity = NULL;
    int entries = 0;
    int opacities = 0;
    png_get_PLTE(png, info, &palette, &entries);
    png_get_tRNS(png, info, &opacity, &opacities, NULL);
    uint8_t table[256][4];
    for (int entry = 0; entry < entries; entry++) {
        table[entry][0] = palette[entry].red;
        table[entry][1] = palette[entry].green;
        table[entry][2] = palette[entry].blue;
        table[entry][3] = entry < opacities ? opacity[entry] : 255;
    }
    for (uint32_t y = 0; y < height; y++) {
        png_bytep row = pixels + (size_t)y * width * 4;
        for (size_t x = 0; x < width; x++) {
            uint8_t index = row[(size_t)width * 3 + x];
            if (index >= entries) png_error(png, "a pixel's colour is not in the palette");
            memcpy(row + x * 4, table[index], 4);
        }
    }
}

CPNGStatus cpng_read_pixels(CPNGReader *reader, void *pixels, size_t count) {
    if (setjmp(reader->failure.landing) != 0) return reader->failure.status;
    png_structp png = reader->png;
    png_infop info = reader->info;
    uint32_t width = png_get_image_width(png, info);
    uint32_t height = png_get_image_height(png, info);
    bool isDeep = png_get_bit_depth(png, info) == 16;
    size_t stride = (size_t)width * (isDeep ? 8 : 4);
    if (count != stride * height) png_error(png, "unexpected size");
    if (png_get_color_type(png, info) == PNG_COLOR_TYPE_PALETTE) {
        png_set_packing(png);
        read_rows(png, (png_bytep)pixels + (size_t)width * 3, stride, height);
        look_up_palette(png, info, pixels, width, height);
    } else {
        expand_to_rgba(png);
        if (isDeep && cpng_host_is_little_endian()) png_set_swap(png);
        read_rows(png, pixels, stride, height);
    }
    png_read_end(png, info);
    return CPNGStatusOk;
}

const uint8_t *cpng_profile(const CPNGReader *reader, size_t *count) {
    png_charp name;
    int method;
    png_bytep profile = NULL;
    png_uint_32 length = 0;
    png_get_iCCP(reader->png, reader->info, &name, &method, &profile, &length);
    *count = length;
    return profile;
}

const uint8_t *cpng_exif(const CPNGReader *reader, size_t *count) {
    png_bytep exif = NULL;
    png_uint_32 length = 0;
    png_get_eXIf_1(reader->png, reader->info, &length, &exif);
    *count = length;
    return exif;
}

const char *cpng_message(const CPNGReader *reader) {
    return reader->failure.message;
}
