#ifndef CABAC_H
#define CABAC_H
#include "bits.h"

/* The arithmetic encoder of H.264, 9.3.4.2, and the contexts of what is written with it here. */

/* Table 9-44 */
static const uint8_t RANGE_OF_LPS[64][4] = {
    {128, 176, 208, 240}, {128, 167, 197, 227}, {128, 158, 187, 216}, {123, 150, 178, 205},
    {116, 142, 169, 195}, {111, 135, 160, 185}, {105, 128, 152, 175}, {100, 122, 144, 166},
    {95, 116, 137, 158},  {90, 110, 130, 150},  {85, 104, 123, 142},  {81, 99, 117, 135},
    {77, 94, 111, 128},   {73, 89, 105, 122},   {69, 85, 100, 116},   {66, 80, 95, 110},
    {62, 76, 90, 104},    {59, 72, 86, 99},     {56, 69, 81, 94},     {53, 65, 77, 89},
    {51, 62, 73, 85},     {48, 59, 69, 80},     {46, 56, 66, 76},     {43, 53, 63, 72},
    {41, 50, 59, 69},     {39, 48, 56, 65},     {37, 45, 54, 62},     {35, 43, 51, 59},
    {33, 41, 48, 56},     {32, 39, 46, 53},     {30, 37, 43, 50},     {29, 35, 41, 48},
    {27, 33, 39, 45},     {26, 31, 37, 43},     {24, 30, 35, 41},     {23, 28, 33, 39},
    {22, 27, 32, 37},     {21, 26, 30, 35},     {20, 24, 29, 33},     {19, 23, 27, 31},
    {18, 22, 26, 30},     {17, 21, 25, 28},     {16, 20, 23, 27},     {15, 19, 22, 25},
    {14, 18, 21, 24},     {14, 17, 20, 23},     {13, 16, 19, 22},     {12, 15, 18, 21},
    {12, 14, 17, 20},     {11, 14, 16, 19},     {11, 13, 15, 18},     {10, 12, 15, 17},
    {10, 12, 14, 16},     {9, 11, 13, 15},      {9, 11, 12, 14},      {8, 10, 12, 14},
    {8, 9, 11, 13},       {7, 9, 11, 12},       {7, 9, 10, 12},       {7, 8, 10, 11},
    {6, 8, 9, 11},        {6, 7, 9, 10},        {6, 7, 8, 9},         {2, 2, 2, 2},
};
/* Table 9-45 */
static const uint8_t AFTER_LPS[64] = {
    0,  0,  1,  2,  2,  4,  4,  5,  6,  7,  8,  9,  9,  11, 11, 12, 13, 13, 15, 15, 16, 16,
    18, 18, 19, 19, 21, 21, 22, 22, 23, 24, 24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30,
    31, 32, 32, 33, 33, 33, 34, 34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38, 38, 63,
};

/* Where the contexts of a syntax element begin, and m and n for cabac_init_idc 0: tables 9-13 ff. */
enum { SKIP = 11, MB_TYPE = 14, MVD_X = 40, MVD_Y = 47, CBP_LUMA = 73, CBP_CHROMA = 77 };
enum { CONTEXTS = 78 };
static const int8_t CONTEXT_START[CONTEXTS][2] = {
    [SKIP] = {23, 33}, {23, 2}, {21, 0},
    [MB_TYPE] = {1, 9}, {0, 49}, {-37, 118},
    [MVD_X] = {-3, 69}, {-6, 81}, {-11, 96}, {6, 55}, {7, 67}, {-5, 86}, {2, 88},
    [MVD_Y] = {0, 58},
    [CBP_LUMA] = {-27, 126}, {-28, 98}, {-25, 101}, {-23, 67},
    [CBP_CHROMA] = {-28, 82},
};

typedef struct {
  BitWriter *to;
  uint32_t low, range;
  int outstanding, has_begun;
  uint8_t states[CONTEXTS], likely[CONTEXTS];
} Cabac;

static void begin_cabac(Cabac *c, BitWriter *to, int qp) {
  *c = (Cabac){.to = to, .range = 510};
  for (int i = 0; i < CONTEXTS; i++) {
    int state = (CONTEXT_START[i][0] * qp >> 4) + CONTEXT_START[i][1];
    state = state < 1 ? 1 : state > 126 ? 126 : state;
    c->likely[i] = state > 63;
    c->states[i] = (uint8_t)(state > 63 ? state - 64 : 63 - state);
  }
}

static void put_cabac_bit(Cabac *c, uint32_t bit) {
  if (c->has_begun) put_bits(c->to, bit, 1);
  c->has_begun = 1;
  for (; c->outstanding > 0; c->outstanding--) put_bits(c->to, 1 - bit, 1);
}

static void renormalise(Cabac *c) {
  for (; c->range < 256; c->range <<= 1, c->low <<= 1) {
    if (c->low < 256) {
      put_cabac_bit(c, 0);
    } else if (c->low >= 512) {
      c->low -= 512;
      put_cabac_bit(c, 1);
    } else {
      c->low -= 256;
      c->outstanding++;
    }
  }
}

static void put_decision(Cabac *c, int context, int bin) {
  uint8_t *state = &c->states[context], *likely = &c->likely[context];
  uint32_t least = RANGE_OF_LPS[*state][c->range >> 6 & 3];
  c->range -= least;
  if (bin == *likely) {
    if (*state < 62) ++*state;
  } else {
    c->low += c->range;
    c->range = least;
    if (*state == 0) *likely = !*likely;
    *state = AFTER_LPS[*state];
  }
  renormalise(c);
}

static void put_bypass(Cabac *c, int bin) {
  c->low = (c->low << 1) + (bin ? c->range : 0);
  if (c->low >= 1024) {
    c->low -= 1024;
    put_cabac_bit(c, 1);
  } else if (c->low < 512) {
    put_cabac_bit(c, 0);
  } else {
    c->low -= 512;
    c->outstanding++;
  }
}

/* end_of_slice_flag; the last one writes the stop bit of the slice as well. */
static void put_end(Cabac *c, int is_end) {
  c->range -= 2;
  if (is_end) {
    c->low += c->range;
    c->range = 2;
  }
  renormalise(c);
  if (!is_end) return;
  put_cabac_bit(c, c->low >> 9 & 1);
  put_bits(c->to, (c->low >> 7 & 3) | 1, 2);
}

#endif
