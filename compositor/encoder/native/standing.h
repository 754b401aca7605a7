#ifndef STANDING_H
#define STANDING_H
#include <string.h>
#include "cabac.h"
#include "headers.h"

/*
 * A picture that stands still needs no encoder: all its macroblocks are skipped, and so it is what
 * the frame before it was. Single-coloured blocks in its first row may change all the same, where
 * that row has their like to be copied from: the blocks of a frame counter do, thirty times a second.
 *
 * No frame refers to such a one. They all refer to the last that libx264 coded, and libx264 goes on
 * from there as if they had not been.
 */

enum { ACROSS_MAX = 512, STANDING_MAX_BYTES = 8192 };
/* Far from where an order count would begin anew. */
enum { STANDING_MAX_FRAMES = 4096 };

/* The first row of macroblocks in the last picture that libx264 coded, and what has become of it. */
typedef struct {
  uint32_t coded[ACROSS_MAX]; /* The colour of each, 0 where it has more than one. */
  int16_t copied[ACROSS_MAX]; /* Which of `coded` each macroblock of a standing picture shows. */
} FirstRow;

/* The colour of a whole macroblock of the first row; 0 where it has more than one. */
static uint32_t colour_of(const uint8_t *pixels, int width, int height, int block) {
  const uint8_t *luma = pixels + block * 16;
  if (block * 16 + 16 > width) return 0;
  for (int y = 0; y < 16; y++)
    for (int x = 0; x < 16; x++)
      if (luma[y * width + x] != luma[0]) return 0;
  uint32_t colour = 1u << 24 | luma[0];
  for (int plane = 0; plane < 2; plane++) {
    const uint8_t *chroma = pixels + width * height + plane * (width / 2) * (height / 2) + block * 8;
    for (int y = 0; y < 8; y++)
      for (int x = 0; x < 8; x++)
        if (chroma[y * (width / 2) + x] != chroma[0]) return 0;
    colour |= (uint32_t)chroma[0] << (8 + 8 * plane);
  }
  return colour;
}

/* Takes note of a picture that libx264 codes. */
static void note_row(FirstRow *row, const uint8_t *pixels, int width, int height) {
  for (int i = 0; i < (width + 15) / 16; i++) {
    row->coded[i] = colour_of(pixels, width, height, i);
    row->copied[i] = (int16_t)i;
  }
}

/*
 * Finds where to copy from what changed since the picture before. Returns whether all of it can be
 * had so.
 *
 * @param info - of each macroblock, 0 where it changed
 */
static int copy_row(FirstRow *row, const uint8_t *info, int blocks, const uint8_t *pixels, int width,
                    int height) {
  int across = (width + 15) / 16;
  if (memchr(info + across, 0, (size_t)(blocks - across))) return 0;
  for (int i = 0; i < across; i++) {
    if (info[i] != 0) continue;
    uint32_t colour = colour_of(pixels, width, height, i);
    int from = row->coded[i] == colour ? i : 0;
    while (from < across && row->coded[from] != colour) from++;
    if (colour == 0 || from == across) return 0;
    row->copied[i] = (int16_t)from;
  }
  return 1;
}

/* A component of a motion vector's difference, in quarter pixels (9.3.2.3 and 9.3.2.5). */
static void put_difference(Cabac *c, int context, int difference, int before) {
  int size = difference < 0 ? -difference : difference, k = 3;
  for (int i = 0; i < 9 && i <= size; i++) {
    int step = i == 0 ? (before > 32) + (before > 2) : i < 4 ? i + 2 : 6;
    put_decision(c, context + step, i < size);
  }
  if (size >= 9) {
    for (size -= 9; size >= 1 << k; k++) {
      put_bypass(c, 1);
      size -= 1 << k;
    }
    put_bypass(c, 0);
    while (k-- > 0) put_bypass(c, size >> k & 1);
  }
  if (difference != 0) put_bypass(c, difference < 0);
}

/* A macroblock of the first row that is copied from another, with nothing added (7.3.5). */
static void put_copy(Cabac *c, int is_first, int difference, int difference_before) {
  /* One vector for all of it. */
  for (int i = 0; i < 3; i++) put_decision(c, MB_TYPE + i, 0);
  put_difference(c, MVD_X, difference, difference_before);
  put_difference(c, MVD_Y, 0, 0);
  /* No coefficients, as on its left; above it there is nothing. */
  int left = is_first ? 0 : 1;
  for (int i = 0; i < 4; i++) put_decision(c, CBP_LUMA + (i % 2 ? 1 : left) + (i < 2 ? 0 : 2), 0);
  put_decision(c, CBP_CHROMA, 0);
}

/*
 * Writes the frame of a picture that stands still. Returns the length of its NAL unit, 0 where it
 * would be too long.
 *
 * @param number - that of the last frame of libx264's
 * @param to - of STANDING_MAX_BYTES
 */
static size_t write_standing(const Headers *h, const FirstRow *row, int across, int blocks,
                             unsigned number, unsigned order, uint8_t *to) {
  uint8_t raw[STANDING_MAX_BYTES / 2] = {1 /* A slice that nobody refers to. */};
  BitWriter w = {raw, 8};
  put_ue(&w, 0); /* The first macroblock. */
  put_ue(&w, 5); /* P, as all slices of the frame. */
  put_ue(&w, 0);
  put_bits(&w, (number + 1) & ((1u << h->number_bits) - 1), h->number_bits);
  put_bits(&w, order, POC_BITS);
  put_bits(&w, 0, 2); /* One reference, in its place. */
  put_ue(&w, 0);      /* cabac_init_idc */
  put_ue(&w, 0);      /* The quantiser of the parameter set. */
  put_ue(&w, 1);      /* Nothing is deblocked: it was. */
  while (w.at % 8) put_bits(&w, 1, 1);

  Cabac cabac;
  begin_cabac(&cabac, &w, h->qp);
  int vector = 0, difference = 0, was_copied = 0;
  uint8_t copied[ACROSS_MAX] = {0};
  for (int i = 0; i < blocks; i++) {
    int is_row = i < across, is_copy = is_row && row->copied[i] != i;
    /* Of those on the left and above, how many are not skipped. */
    int around = (i % across > 0 && was_copied) +
                 (i >= across && i < 2 * across && copied[i - across]);
    put_decision(&cabac, SKIP + around, !is_copy);
    if (is_copy) {
      /* In quarter pixels; the one on the left is its prediction, 0 where that was skipped. */
      int wanted = (row->copied[i] - i) * 64, is_next = wanted - vector;
      put_copy(&cabac, i == 0, is_next, difference < 0 ? -difference : difference);
      vector = wanted, difference = is_next;
      copied[i] = 1;
    } else {
      vector = difference = 0;
    }
    was_copied = is_copy;
    put_end(&cabac, i == blocks - 1);
    if (w.at / 8 > sizeof raw - 64) return 0;
  }
  return escape(to, raw, (w.at + 7) / 8);
}

#endif
