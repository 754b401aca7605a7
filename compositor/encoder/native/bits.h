#ifndef BITS_H
#define BITS_H
#include <stddef.h>
#include <stdint.h>

/* The bits of a NAL unit, as H.264 has them in 7.2, 7.4.1 and 9.1. */

enum { POC_BITS = 16 };

typedef struct {
  uint8_t *bytes; /* Zero from where it is written on. */
  size_t at;      /* In bits. */
} BitWriter;

static void put_bits(BitWriter *w, uint32_t value, int count) {
  for (int i = count - 1; i >= 0; i--, w->at++)
    w->bytes[w->at / 8] |= (uint8_t)((value >> i & 1) << (7 - w->at % 8));
}

/* ue(v) */
static void put_ue(BitWriter *w, uint32_t value) {
  int bits = 31 - __builtin_clz(value + 1);
  put_bits(w, 0, bits);
  put_bits(w, value + 1, bits + 1);
}

typedef struct {
  const uint8_t *bytes;
  size_t at, end; /* In bits. Beyond the end there are zeros. */
} BitReader;

static uint32_t get_bits(BitReader *r, int count) {
  uint32_t value = 0;
  for (int i = 0; i < count; i++, r->at++)
    value = value << 1 | (r->at < r->end ? r->bytes[r->at / 8] >> (7 - r->at % 8) & 1u : 0);
  return value;
}

static uint32_t get_ue(BitReader *r) {
  int zeros = 0;
  while (zeros < 31 && get_bits(r, 1) == 0) zeros++;
  return (1u << zeros) - 1 + get_bits(r, zeros);
}

/* Takes out the bytes that are there only so that no start code arises. */
static size_t unescape(uint8_t *to, const uint8_t *from, size_t length) {
  size_t zeros = 0, written = 0;
  for (size_t i = 0; i < length; i++) {
    if (zeros >= 2 && from[i] == 3) {
      zeros = 0;
      continue;
    }
    zeros = from[i] == 0 ? zeros + 1 : 0;
    to[written++] = from[i];
  }
  return written;
}

/* Puts them in. `to` has room for half as much again. */
static size_t escape(uint8_t *to, const uint8_t *from, size_t length) {
  size_t zeros = 0, written = 0;
  for (size_t i = 0; i < length; i++) {
    if (zeros >= 2 && from[i] <= 3) {
      to[written++] = 3;
      zeros = 0;
    }
    zeros = from[i] == 0 ? zeros + 1 : 0;
    to[written++] = from[i];
  }
  return written;
}

#endif
