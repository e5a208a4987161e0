/*
 * Opening indexes, and what they hold: metadata, terms, words, documents.
 */
#include "private.hh"

#include <cstring>

static Xapian::Database
open_part(const char *path, unsigned timeout_ms, bool *is_remote)
{
	const char *host, *colon;

	*is_remote = std::strncmp(path, "tcp://", 6) == 0;
	if (!*is_remote)
		return xap_open(path);
	host = path + 6;
	colon = std::strrchr(host, ':');
	if (colon == nullptr || colon == host || colon[1] == '\0' ||
	    std::strspn(colon + 1, "0123456789") != std::strlen(colon + 1))
		throw Xapian::InvalidArgumentError(
		    "a server is written tcp://HOST:PORT");
	return Xapian::Remote::open(std::string(host, colon - host),
	    (unsigned)std::strtoul(colon + 1, nullptr, 10), timeout_ms,
	    timeout_ms);
}

const struct error *
xap_reader_open(struct xap_reader **rp, const char *const *path, size_t n,
    unsigned timeout_ms)
{
	struct xap_reader *r = new xap_reader;
	const struct error *e = nullptr;

	for (size_t i = 0; i < n && e == nullptr; i++)
		e = xap_guard(path[i], [&] {
			bool is_remote;

			r->part.push_back(open_part(path[i], timeout_ms,
			    &is_remote));
			r->is_remote.push_back(is_remote);
			r->all.add_database(r->part.back());
		});
	if (e != nullptr) {
		delete r;
		return e;
	}
	*rp = r;
	return nullptr;
}

void
xap_reader_close(struct xap_reader *r)
{
	if (r == nullptr)
		return;
	(void)!xap_guard("close", [&] {
		for (auto &part : r->part)
			part.close();
	});
	delete r;
}

size_t
xap_reader_parts(const struct xap_reader *r)
{
	return r->part.size();
}

const struct error *
xap_reader_version(struct xap_reader *r, size_t part, struct xap_version *v)
{
	return xap_guard("version", [&] {
		*v = {};
		if (!r->is_remote.at(part))
			*v = xap_version_of(r->part[part]);
	});
}

const struct error *
xap_reader_get(struct xap_reader *r, size_t part, struct str key,
    struct buf *out)
{
	return xap_guard("metadata", [&] {
		std::string s = r->part.at(part).get_metadata(xap_string(key));

		buf_reset(out);
		buf_str(out, xap_str(s));
	});
}

const struct error *
xap_reader_count(struct xap_reader *r, uint64_t *documents)
{
	return xap_guard("count", [&] { *documents = r->all.get_doccount(); });
}

const struct error *
xap_reader_last(struct xap_reader *r, uint32_t *docid)
{
	return xap_guard("count", [&] { *docid = r->all.get_lastdocid(); });
}

const struct error *
xap_reader_frequency(struct xap_reader *r, struct str term,
    struct xap_frequency *f)
{
	return xap_guard("frequency", [&] {
		const std::string t = xap_string(term);

		f->documents = r->all.get_termfreq(t);
		f->wdf = f->documents > 0 ? r->all.get_collection_freq(t) : 0;
	});
}

const struct error *
xap_reader_terms(struct xap_reader *r, struct str prefix,
    void (*each)(void *, struct str), void *arg)
{
	return xap_guard("terms", [&] {
		std::string start = xap_string(prefix);

		for (auto t = r->all.allterms_begin(start);
		    t != r->all.allterms_end(start); ++t) {
			std::string s = *t;

			each(arg, xap_str(s));
		}
	});
}

const struct error *
xap_reader_words(struct xap_reader *r, struct str prefix, size_t max,
    void (*each)(void *, struct str), void *arg)
{
	return xap_guard("words", [&] {
		std::string start = xap_string(prefix);
		size_t left = max;

		for (size_t i = 0; i < r->part.size(); i++) {
			const Xapian::Database &db = r->part[i];
			auto w = db.spellings_begin();

			if (r->is_remote[i])
				throw Xapian::UnimplementedError(
				    "a server does not expand wildcards and words with mistakes");
			if (w == db.spellings_end())
				continue;
			for (w.skip_to(start); w != db.spellings_end() &&
			    left > 0; ++w, left--) {
				std::string s = *w;

				if (s.compare(0, start.size(), start) != 0)
					break;
				each(arg, xap_str(s));
			}
		}
	});
}

const struct error *
xap_reader_suggest(struct xap_reader *r, struct str word, struct buf *out)
{
	return xap_guard("suggestion", [&] {
		std::string s =
		    r->all.get_spelling_suggestion(xap_string(word), 2);

		buf_reset(out);
		buf_str(out, xap_str(s));
	});
}

const struct error *
xap_reader_data(struct xap_reader *r, uint32_t docid, struct buf *out)
{
	return xap_guard("data", [&] {
		std::string s = r->all.get_document(docid).get_data();
		/* docids of all parts together take turns */
		size_t part = (docid - 1) % r->part.size();

		r->codec.resize(r->part.size());
		xap_decode(xap_codec(&r->codec[part], r->part[part]), docid,
		    s, out);
	});
}

const struct error *
xap_reader_value(struct xap_reader *r, uint32_t docid, unsigned slot,
    struct buf *out)
{
	return xap_guard("value", [&] {
		std::string s = r->all.get_document(docid).get_value(slot);

		buf_reset(out);
		buf_str(out, xap_str(s));
	});
}
