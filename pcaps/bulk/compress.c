/*
 * SPDX-License-Identifier: Apache-2.0
 * Copyright 2026 the radissect authors
 *
 * Compresses generated data with the bulk compressors of libfreerdp2, packet by
 * packet, for the tests of decoders/bulk. README.md says how to build and run it.
 *
 *     compress rdp4|rdp5|rdp6|rdp61|rdp8|plain BYTES [calm] > FILE
 *
 * For every packet the output has, in little-endian order: compression flags u8,
 * plain length u32, payload length u32, payload. The plain data is not in it: the
 * tests generate it again (see plain_test.go, which must stay equal to generate
 * and packet_size here).
 *
 * Every packet is also decompressed with libfreerdp2. Where that does not give
 * the plain data back, it says so on standard error.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <freerdp/codec/bulk.h>
#include <freerdp/codec/mppc.h>
#include <freerdp/codec/ncrush.h>
#include <freerdp/codec/xcrush.h>
#include <freerdp/codec/zgfx.h>

/* SplitMix64. */
static uint64_t next(uint64_t* state)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static const char* const words[] = { "remote ", "assist", "ance", " the", " of", "\r\n", "desk",
	                                 "top ",    "session", " is", "=\"", "\" ", "<", "/>", "user",
	                                 "\xC3\xA9" };

/*
 * A mix of text, records, copies of earlier data, runs, gradients and noise. Calm
 * data is mostly runs, and without noise.
 */
static void generate(uint8_t* p, size_t n, int calm)
{
	uint64_t s = 1;
	size_t i = 0;
	while (i < n)
	{
		uint64_t r = next(&s);
		if (calm && (r & 15) != 0 && (r & 15) != 4 && (r & 15) != 6)
			r = (r & ~(uint64_t)15) | 12;
		size_t end = i + 64 + (r >> 8) % 4000;
		if ((r & 15) == 15)
			end = i + 64 + (r >> 8) % 1000;
		if (end > n)
			end = n;
		size_t begin = i;
		switch (r & 15)
		{
			case 0:
			case 1:
			case 2:
			case 3:
				while (i < end)
				{
					const char* w = words[next(&s) & 15];
					for (; *w && i < end; w++)
						p[i++] = (uint8_t)*w;
				}
				break;
			case 4:
			case 5:
				while (i < end)
				{
					uint64_t v = next(&s);
					uint8_t record[16] = { 16,  0,   0,  0, (uint8_t)i, (uint8_t)(i >> 8), 0xFF, 0,
						                   'R', 'A', 0, 0, (uint8_t)v, (uint8_t)(v >> 8 & 3), 0x80, 0 };
					for (int k = 0; k < 16 && i < end; k++)
						p[i++] = record[k];
				}
				break;
			case 12:
			case 13:
				while (i < end)
					p[i++] = (uint8_t)(r >> 40);
				break;
			case 14:
				for (; i < end; i++)
					p[i] = (uint8_t)((i - begin) >> (r >> 40 & 7));
				break;
			case 15:
				while (i < end)
					p[i++] = (uint8_t)next(&s);
				break;
			default: /* a copy from up to 2^4 .. 2^23 bytes back */
			{
				uint64_t v = next(&s);
				uint64_t reach = (uint64_t)1 << (4 + (v & 255) % 20);
				if (i == 0)
					break;
				if (reach > i)
					reach = i;
				size_t distance = 1 + (v >> 8) % reach;
				for (; i < end; i++)
					p[i] = p[i - distance];
			}
		}
	}
}

/* Mostly the size of a packet on the wire, sometimes small, sometimes up to max. */
static size_t packet_size(uint64_t* s, size_t max, int calm)
{
	uint64_t r = next(s);
	if (calm)
		return 2000 + (r >> 8) % (max - 2000);
	switch (r & 7)
	{
		case 0:
			return 1 + (r >> 8) % 60;
		case 1:
			return 1 + (r >> 8) % max;
		default:
			return 51 + (r >> 8) % 1500;
	}
}

static void put32(uint32_t v)
{
	for (int i = 0; i < 4; i++)
		putchar((int)(v >> (8 * i) & 0xFF));
}

int main(int argc, char** argv)
{
	static uint8_t out[1 << 20];
	if (argc < 3)
		return 2;
	const char* name = argv[1];
	size_t n = strtoul(argv[2], NULL, 0);
	uint8_t* plain = malloc(n + 64); /* the compressors read a little ahead */
	if (!plain)
		return 1;
	memset(plain + n, 0, 64);
	int calm = argc == 4 && !strcmp(argv[3], "calm");
	generate(plain, n, calm);
	if (!strcmp(name, "plain"))
		return fwrite(plain, 1, n, stdout) != n;

	int type = !strcmp(name, "rdp4")    ? 0
	           : !strcmp(name, "rdp5")  ? 1
	           : !strcmp(name, "rdp6")  ? 2
	           : !strcmp(name, "rdp61") ? 3
	           : !strcmp(name, "rdp8")  ? 4
	                                    : -1;
	if (type < 0)
		return 2;
	size_t max = type == 0 ? 8000 : type == 4 ? 200000 : 16000;
	MPPC_CONTEXT* mppc[2] = { mppc_context_new(type, TRUE), mppc_context_new(type, FALSE) };
	NCRUSH_CONTEXT* ncrush[2] = { ncrush_context_new(TRUE), ncrush_context_new(FALSE) };
	XCRUSH_CONTEXT* xcrush[2] = { xcrush_context_new(TRUE), xcrush_context_new(FALSE) };
	ZGFX_CONTEXT* zgfx[2] = { zgfx_context_new(TRUE), zgfx_context_new(FALSE) };

	uint64_t sizes = 2;
	unsigned packets = 0, compressed = 0, front = 0, flushed = 0, wrong = 0;
	size_t total = 0;
	UINT32 restart = 0;
	for (size_t i = 0; i < n;)
	{
		size_t size = packet_size(&sizes, max, calm);
		if (size > n - i)
			size = n - i;
		BYTE* src = plain + i;
		BYTE* dst = out;
		UINT32 length = sizeof(out), flags = 0;
		int status = 0;

		/* Like the library's own caller, leave small packets alone. */
		if (size <= 50 && type != 4)
		{
			dst = src;
			length = (UINT32)size;
			flags = (UINT32)type;
		}
		else if (type < 2)
			status = mppc_compress(mppc[0], src, (UINT32)size, &dst, &length, &flags);
		else if (type == 2)
			status = ncrush_compress(ncrush[0], src, (UINT32)size, &dst, &length, &flags);
		else if (type == 3)
		{
			status = xcrush_compress(xcrush[0], src, (UINT32)size, &dst, &length, &flags);
			if (status >= 0 && (flags & PACKET_COMPRESSED))
			{
				front += (dst[0] & L1_PACKET_AT_FRONT) != 0;
				flags |= restart;
				restart = 0;
			}
			/*
			 * Once its inner compressor has flushed, the library's RDP 6.1
			 * compressor sends everything as it is. So it gets a new history,
			 * and the next packet tells the receiver to do the same.
			 */
			if (status >= 0 && (!(flags & PACKET_COMPRESSED) || (dst[1] & PACKET_FLUSHED)))
			{
				memcpy(out, dst, length);
				dst = out;
				xcrush_context_free(xcrush[0]);
				xcrush[0] = xcrush_context_new(TRUE);
				restart = PACKET_FLUSHED;
			}
		}
		else
			status = zgfx_compress(zgfx[0], src, (UINT32)size, &dst, &length, &flags);
		if (status < 0)
		{
			fprintf(stderr, "packet %u at %zu: status %d\n", packets, i, status);
			return 1;
		}

		putchar((int)(flags & 0xFF));
		put32((uint32_t)size);
		put32(length);
		fwrite(dst, 1, length, stdout);

		BYTE* back = NULL;
		UINT32 backLength = 0;
		if (type < 2)
			status = mppc_decompress(mppc[1], dst, length, &back, &backLength, flags);
		else if (type == 2)
			status = ncrush_decompress(ncrush[1], dst, length, &back, &backLength, flags);
		else if (type == 3 && flags & PACKET_COMPRESSED)
			status = xcrush_decompress(xcrush[1], dst, length, &back, &backLength, flags);
		else if (type == 4)
			status = zgfx_decompress(zgfx[1], dst, length, &back, &backLength, flags);
		else
		{
			back = dst;
			backLength = length;
		}
		if (status < 0 || backLength != size || memcmp(back, src, size) != 0)
		{
			fprintf(stderr, "packet %u at %zu (%zu bytes, flags %02x): not undone by the library, status %d\n",
			        packets, i, size, flags, status);
			wrong++;
		}

		packets++;
		compressed += (flags & PACKET_COMPRESSED) != 0;
		front += (flags & PACKET_AT_FRONT) != 0;
		flushed += (flags & PACKET_FLUSHED) != 0;
		total += length;
		i += size;
	}
	fprintf(stderr, "%s: %zu bytes in %u packets to %zu bytes; %u compressed, %u at front, %u flushed, %u wrong\n",
	        name, n, packets, total, compressed, front, flushed, wrong);
	return 0;
}
