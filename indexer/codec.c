#include "codec.h"

#include <stdlib.h>
#include <string.h>

#include <zdict.h>
#include <zstd.h>

#define LEVEL 1
#define DICTIONARY ((size_t)16 << 10)	/* bytes */
#define HEADER ((size_t)1 << 10)	/* of them, at most, what zstd adds */
#define RECORD_MAX ((size_t)1 << 30)	/* no record is as long */

#define HASH 8			/* bytes in front of it */

struct codec {
	struct buf dictionary;		/* with its hash; empty if there is none */
	ZSTD_CCtx *in;			/* made when they are needed */
	ZSTD_DCtx *out;
	ZSTD_DDict *decoder;
};

/* Of the dictionary behind it. */
static void
put_hash(char out[HASH], const struct buf *dictionary)
{
	uint64_t h = hash64(dictionary->p + HASH, dictionary->n - HASH, 0);

	for (int i = 0; i < HASH; i++)
		out[i] = (char)(h >> (56 - 8 * i));
}

void
codec_new(struct codec **cp, struct str dictionary)
{
	struct codec *c = mem_alloc(1, sizeof(*c));
	char hash[HASH];

	buf_str(&c->dictionary, dictionary);
	if (dictionary.n > HASH)
		put_hash(hash, &c->dictionary);
	if (dictionary.n <= HASH || memcmp(hash, dictionary.p, HASH) != 0)
		buf_reset(&c->dictionary);
	*cp = c;
}

void
codec_free(struct codec *c)
{
	if (c == NULL)
		return;
	ZSTD_freeCCtx(c->in);
	ZSTD_freeDCtx(c->out);
	ZSTD_freeDDict(c->decoder);
	buf_release(&c->dictionary);
	free(c);
}

struct str
codec_dictionary(const struct codec *c)
{
	return buf_slice(&c->dictionary);
}

/* Records from all parts of them, as many as the dictionary holds. */
static void
choose(struct buf *out, struct str records, const size_t *size, size_t n)
{
	size_t room = DICTIONARY - HEADER, at = 0;
	size_t step = records.n / room + 1;

	for (size_t i = 0; i < n; at += size[i++])
		if (i % step == 0 && size[i] <= room - out->n)
			buf_add(out, records.p + at, size[i]);
}

void
codec_train(struct codec *c, struct str records, const size_t *size, size_t n)
{
	const ZDICT_params_t params = { .compressionLevel = LEVEL };
	struct buf content = { 0 };
	size_t made;

	choose(&content, records, size, n);
	buf_reset(&c->dictionary);
	buf_reserve(&c->dictionary, HASH + DICTIONARY);
	made = n < CODEC_RECORDS_MIN || content.n == 0 ? 0 :
	    ZDICT_finalizeDictionary(c->dictionary.p + HASH, DICTIONARY,
	    content.p, content.n, records.p, size, (unsigned)n, params);
	/* too little, too much the same: without */
	if (made > 0 && !ZDICT_isError(made)) {
		c->dictionary.n = HASH + made;
		put_hash(c->dictionary.p, &c->dictionary);
	}
	buf_release(&content);
}

/* What codec_encode() works with; NULL: nothing can be had. */
static ZSTD_CCtx *
encoder(struct codec *c)
{
	if (c->in != NULL || c->dictionary.n == 0)
		return c->in;
	if ((c->in = ZSTD_createCCtx()) == NULL)
		return NULL;
	ZSTD_CCtx_setParameter(c->in, ZSTD_c_compressionLevel, LEVEL);
	ZSTD_CCtx_setParameter(c->in, ZSTD_c_checksumFlag, 0);
	ZSTD_CCtx_setParameter(c->in, ZSTD_c_dictIDFlag, 0);
	if (ZSTD_isError(ZSTD_CCtx_loadDictionary(c->in, c->dictionary.p +
	    HASH, c->dictionary.n - HASH))) {
		ZSTD_freeCCtx(c->in);
		c->in = NULL;
	}
	return c->in;
}

void
codec_encode(struct codec *c, struct buf *out, struct str record)
{
	size_t room = ZSTD_compressBound(record.n), n = 0;

	buf_reset(out);
	if (encoder(c) != NULL) {
		buf_reserve(out, 1 + room);
		n = ZSTD_compress2(c->in, out->p + 1, room, record.p,
		    record.n);
	}
	if (n == 0 || ZSTD_isError(n) || n + 1 >= record.n) {
		buf_str(out, record);
		return;
	}
	out->p[0] = '\0';
	out->n = 1 + n;
	out->p[out->n] = '\0';
}

static bool
has_decoder(struct codec *c)
{
	if (c->decoder == NULL && c->dictionary.n > 0)
		c->decoder = ZSTD_createDDict(c->dictionary.p + HASH,
		    c->dictionary.n - HASH);
	if (c->out == NULL)
		c->out = ZSTD_createDCtx();
	return c->decoder != NULL && c->out != NULL;
}

bool
codec_decode(struct codec *c, struct buf *out, struct str data)
{
	unsigned long long n;
	size_t got;

	buf_reset(out);
	if (data.n == 0 || data.p[0] != '\0') {
		buf_str(out, data);
		return true;
	}
	n = ZSTD_getFrameContentSize(data.p + 1, data.n - 1);
	if (n > RECORD_MAX || !has_decoder(c))
		return false;		/* errors are the largest numbers */
	buf_reserve(out, (size_t)n);
	got = ZSTD_decompress_usingDDict(c->out, out->p, (size_t)n,
	    data.p + 1, data.n - 1, c->decoder);
	if (ZSTD_isError(got) || got != n)
		return false;
	out->n = got;
	out->p[got] = '\0';
	return true;
}
