#ifndef HEADERS_H
#define HEADERS_H
#include <string.h>
#include "bits.h"

/*
 * libx264 has its pictures shown in the order in which they are coded and numbers only those that
 * others refer to (picture order count type 2), so that no two in a row may be without such a
 * number. Here every picture gets an order count of its own (type 0), and frames of ours may stand
 * between those of libx264 without its knowing.
 */

typedef struct {
  int number_bits; /* Of frame_num; 0 where the headers are not as libx264 writes them here. */
  int qp;          /* That of a slice which says nothing else. */
} Headers;

/*
 * Writes a sequence parameter set with an order count of POC_BITS instead of none. Returns its
 * length, or 0 where it is another than libx264 writes for 4:2:0 in the high profile.
 */
static size_t count_order(Headers *h, uint8_t *to, const uint8_t *sps, size_t length) {
  uint8_t raw[256], counted[256] = {0};
  if (length > 128) return 0;
  BitReader r = {raw, 32, unescape(raw, sps, length) * 8};
  while (r.end > 0 && (raw[(r.end - 1) / 8] >> (7 - (r.end - 1) % 8) & 1) == 0) r.end--;
  int is_known = raw[1] == 100 && get_ue(&r) == 0 && get_ue(&r) == 1 && get_ue(&r) == 0 &&
                 get_ue(&r) == 0 && get_bits(&r, 2) == 0;
  int number_bits = (int)get_ue(&r) + 4;
  BitWriter w = {counted, 0};
  for (BitReader head = {raw, 0, r.at}; head.at < r.at;) put_bits(&w, get_bits(&head, 1), 1);
  if (!is_known || number_bits > 16 || get_ue(&r) != 2) return 0;
  put_ue(&w, 0);
  put_ue(&w, POC_BITS - 4);
  /* The stop bit as well. */
  while (r.at < r.end) put_bits(&w, get_bits(&r, 1), 1);
  h->number_bits = number_bits;
  return escape(to, counted, (w.at + 7) / 8);
}

/* Reads what a slice says nothing of. Returns whether it is a picture parameter set as expected. */
static int read_pps(Headers *h, const uint8_t *pps, size_t length) {
  uint8_t raw[256];
  if (length > sizeof raw) return 0;
  BitReader r = {raw, 8, unescape(raw, pps, length) * 8};
  /* Arithmetic coding, one slice group, one reference, no weights. */
  int is_known = get_ue(&r) == 0 && get_ue(&r) == 0 && get_bits(&r, 2) == 2 && get_ue(&r) == 0 &&
                 get_ue(&r) == 0 && get_ue(&r) == 0 && get_bits(&r, 3) == 0;
  uint32_t qp = get_ue(&r);
  h->qp = 26 + (int)(qp % 2 ? (qp + 1) / 2 : 0 - qp / 2);
  get_ue(&r);
  get_ue(&r);
  /* Deblocking can be switched off in a slice, and nothing is there twice. */
  return is_known && get_bits(&r, 3) == 4;
}

/*
 * Writes a slice of libx264's with its order count, and says the number of its frame. The count is
 * two whole bytes, so that all behind it stays as it is. `raw` has room for two bytes more than the
 * slice, `to` for half as much again.
 */
static size_t count_slice(const Headers *h, uint8_t *to, uint8_t *raw, const uint8_t *nal,
                          size_t length, unsigned order, unsigned *number) {
  size_t bytes = unescape(raw, nal, length);
  BitReader r = {raw, 8, bytes * 8};
  /* The first macroblock, the type of the slice, its parameter set. */
  for (int i = 0; i < 3; i++) get_ue(&r);
  *number = get_bits(&r, h->number_bits);
  if ((nal[0] & 0x1f) == 5) get_ue(&r);
  size_t at = r.at / 8, shift = r.at % 8;
  memmove(raw + at + 2, raw + at, bytes - at);
  uint32_t kept = raw[at + 2];
  uint32_t spliced = (kept & (0xff00u >> shift)) << 16 | order << (8 - shift) | (kept & (0xffu >> shift));
  raw[at] = (uint8_t)(spliced >> 16);
  raw[at + 1] = (uint8_t)(spliced >> 8);
  raw[at + 2] = (uint8_t)spliced;
  return escape(to, raw, bytes + 2);
}

#endif
