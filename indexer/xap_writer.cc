#include "xap_guard.hh"

#include <algorithm>
#include <cstdlib>
#include <vector>
#include <exception>
#include <fstream>
#include <sstream>

#include <unistd.h>

/*
 * Postings that are buffered fit a second-level cache up to some 1,000
 * paragraphs: 2.3 times faster than Xapian's default of 10,000.  Within a
 * transaction a flush writes blocks that no reader sees before the commit.
 */
#define FLUSH_DOCUMENTS "1000"

struct xap_writer {
	Xapian::WritableDatabase db;
	Xapian::Database read;		/* the same, or all there is for a view */
	Xapian::Document doc;
	bool is_open = false;		/* a transaction */
	struct codec *codec = nullptr;	/* of the data; read when needed */
	struct buf data = {};		/* encoded */

	~xap_writer() { codec_free(codec); buf_release(&data); }
};

static std::string written;	/* a handler can reach nothing else */

/*
 * The library writes values in a destructor; where that fails, as on a full
 * disk, no catch is reached, and if it fails on the way out of another
 * failure, no exception is told either.  The last commit stands: say why, and
 * end.
 */
[[noreturn]] static void
on_terminate()
{
	if (std::current_exception() == nullptr) {
		error_report("indexer", error_full(error_errno("%s",
		    written.c_str()), written.c_str()));
		_exit(2);
	}
	try {
		std::rethrow_exception(std::current_exception());
	} catch (const Xapian::Error &e) {
		error_report("indexer", error_full(xap_error(written.c_str(),
		    e, errno), written.c_str()));
		_exit(2);
	} catch (...) {
		std::abort();
	}
}

const struct error *
xap_writer_open(struct xap_writer **wp, const char *dir, bool create)
{
	struct xap_writer *w = nullptr;
	const struct error *e = xap_guard(dir, [&] {
		std::set_terminate(on_terminate);
		written = dir;
		setenv("XAPIAN_FLUSH_THRESHOLD", FLUSH_DOCUMENTS, 0);
		w = new xap_writer;
		w->db = Xapian::WritableDatabase(dir, create ?
		    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS :
		    Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS);
		w->read = w->db;
		*wp = w;
	});

	if (e != nullptr)
		delete w;
	return e;
}

const struct error *
xap_writer_view(struct xap_writer **wp, const char *dir)
{
	struct xap_writer *w = new xap_writer;
	const struct error *e = xap_guard(dir, [&] {
		w->read = xap_open(dir);
		*wp = w;
	});

	if (e != nullptr)
		delete w;
	return e;
}

void
xap_writer_close(struct xap_writer *w)
{
	if (w == nullptr)
		return;
	/* whatever goes wrong now was reported before */
	(void)!xap_guard("close", [&] {
		if (w->is_open)
			w->db.cancel_transaction();
		w->read.close();
		w->db.close();
	});
	delete w;
}

const struct error *
xap_writer_begin(struct xap_writer *w)
{
	return xap_guard("begin", [&] {
		w->db.begin_transaction();
		w->is_open = true;
	});
}

const struct error *
xap_writer_commit(struct xap_writer *w)
{
	return xap_guard("commit", [&] {
		w->db.commit_transaction();
		w->is_open = false;
	});
}

/*
 * Which of the tables that may be absent are there.  One that could not be
 * opened is taken for absent by Xapian (1.4.22), so that it is asked twice.
 */
static unsigned
has_tables(const Xapian::Database &db)
{
	Xapian::docid last = db.get_lastdocid();

	return (db.has_positions() ? 1 : 0) |
	    (db.spellings_begin() != db.spellings_end() ? 2 : 0) |
	    (last != 0 && !db.get_document(last).get_data().empty() ? 4 : 0);
}

const struct error *
xap_check(const char *dir, size_t *errors, struct buf *found)
{
	return xap_guard(dir, [&] {
		std::ostringstream out;

		*errors = Xapian::Database::check(dir, 0, &out);
		if (*errors > 0)
			buf_puts(found, out.str().c_str());
	});
}

const struct error *
xap_compact(const char *from, const char *to)
{
	return xap_guard(from, [&] {
		Xapian::Database(from).compact(to,
		    Xapian::DBCOMPACT_NO_RENUMBER);
		if (has_tables(Xapian::Database(from)) !=
		    has_tables(Xapian::Database(to)))
			throw Xapian::DatabaseError("a table could not be "
			    "read", std::string(to), EIO);
	});
}

const struct error *
xap_signature(const char *dir, struct buf *out)
{
	return xap_guard(dir, [&] {
		Xapian::WritableDatabase(dir, Xapian::DB_CREATE |
		    Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC).close();
		std::ifstream f(std::string(dir) + "/iamglass",
		    std::ios::binary);
		char first[16] = "";

		f.read(first, sizeof(first));
		buf_reset(out);
		buf_add(out, first, (size_t)f.gcount());
	});
}

const struct error *
xap_doc_start(struct xap_writer *w, struct str data)
{
	return xap_guard("document", [&] {
		w->doc = Xapian::Document();
		codec_encode(xap_codec(&w->codec, w->read), &w->data, data);
		w->doc.set_data(xap_string(buf_slice(&w->data)));
	});
}

const struct error *
xap_doc_term(struct xap_writer *w, struct str term, unsigned wdf,
    const uint32_t *position, size_t n)
{
	return xap_guard("term", [&] {
		std::string t = xap_string(term);

		w->doc.add_term(t, wdf);
		for (size_t i = 0; i < n; i++)
			w->doc.add_posting(t, position[i], 0);
	});
}

const struct error *
xap_doc_value(struct xap_writer *w, unsigned slot, struct str value)
{
	return xap_guard("value", [&] {
		w->doc.add_value(slot, xap_string(value));
	});
}

const struct error *
xap_doc_add(struct xap_writer *w, uint32_t *docid)
{
	return xap_guard("add", [&] { *docid = w->db.add_document(w->doc); });
}

const struct error *
xap_doc_replace(struct xap_writer *w, uint32_t docid)
{
	return xap_guard("replace", [&] {
		w->db.replace_document(docid, w->doc);
	});
}

const struct error *
xap_writer_find(struct xap_writer *w, struct str term, struct xap_ids *ids)
{
	return xap_guard("find", [&] {
		std::string t = xap_string(term);

		ids->n = 0;
		for (auto p = w->read.postlist_begin(t);
		    p != w->read.postlist_end(t); ++p) {
			ids->at = (uint32_t *)mem_grow(ids->at, ids->n,
			    &ids->cap, sizeof(*ids->at));
			ids->at[ids->n++] = *p;
		}
	});
}

const struct error *
xap_writer_postings(struct xap_writer *w, struct str term,
    void (*each)(void *, uint32_t, uint32_t), void *arg)
{
	return xap_guard("postings", [&] {
		std::string t = xap_string(term);

		for (auto p = w->read.postlist_begin(t);
		    p != w->read.postlist_end(t); ++p)
			each(arg, *p, p.get_wdf());
	});
}

const struct error *
xap_writer_terms(struct xap_writer *w, struct str prefix,
    void (*each)(void *, struct str, uint32_t), void *arg)
{
	return xap_guard("terms", [&] {
		std::string start = xap_string(prefix);

		for (auto t = w->read.allterms_begin(start);
		    t != w->read.allterms_end(start); ++t) {
			std::string s = *t;

			each(arg, xap_str(s), t.get_termfreq());
		}
	});
}

const struct error *
xap_writer_data(struct xap_writer *w, uint32_t docid, struct buf *out)
{
	return xap_guard("data", [&] {
		/* who asks has the number from the database: no look whether
		   it is there */
		std::string s = w->read.get_document(docid,
		    Xapian::DOC_ASSUME_VALID).get_data();

		xap_decode(xap_codec(&w->codec, w->read), docid, s, out);
	});
}

const struct error *
xap_writer_value(struct xap_writer *w, uint32_t docid, unsigned slot,
    struct buf *out)
{
	return xap_guard("value", [&] {
		std::string s = w->read.get_document(docid).get_value(slot);

		buf_reset(out);
		buf_str(out, xap_str(s));
	});
}

const struct error *
xap_writer_values(struct xap_writer *w, unsigned slot,
    void (*each)(void *, uint32_t docid, struct str value), void *arg)
{
	return xap_guard("values", [&] {
		for (auto v = w->read.valuestream_begin(slot);
		    v != w->read.valuestream_end(slot); ++v) {
			std::string s = *v;

			each(arg, v.get_docid(), xap_str(s));
		}
	});
}

const struct error *
xap_writer_delete(struct xap_writer *w, uint32_t docid)
{
	return xap_guard("delete", [&] { w->db.delete_document(docid); });
}

const struct error *
xap_writer_count(struct xap_writer *w, uint64_t *documents)
{
	return xap_guard("count", [&] { *documents = w->read.get_doccount(); });
}

const struct error *
xap_writer_version(struct xap_writer *w, struct xap_version *v)
{
	return xap_guard("version", [&] { *v = xap_version_of(w->read); });
}

const struct error *
xap_writer_rows(struct xap_writer *w, uint32_t from, const unsigned *slot,
    size_t n, const struct error *(*each)(void *, uint32_t, const struct str *),
    void *arg)
{
	const struct error *why = nullptr;
	const struct error *e = xap_guard("values", [&] {
		std::vector<Xapian::ValueIterator> at, end;
		std::vector<std::string> text(n);
		std::vector<struct str> value(n);

		for (size_t i = 0; i < n; i++) {
			at.push_back(w->read.valuestream_begin(slot[i]));
			end.push_back(w->read.valuestream_end(slot[i]));
			if (from > 1 && at[i] != end[i])
				at[i].skip_to(from);
		}
		for (uint32_t docid; why == nullptr;) {
			docid = UINT32_MAX;
			for (size_t i = 0; i < n; i++)
				if (at[i] != end[i])
					docid = std::min(docid,
					    at[i].get_docid());
			if (docid == UINT32_MAX)
				return;
			for (size_t i = 0; i < n; i++) {
				text[i].clear();
				if (at[i] != end[i] &&
				    at[i].get_docid() == docid) {
					text[i] = *at[i];
					++at[i];
				}
				value[i] = xap_str(text[i]);
			}
			why = each(arg, docid, value.data());
		}
	});

	return e != nullptr ? e : why;
}

const struct error *
xap_writer_get(struct xap_writer *w, struct str key, struct buf *out)
{
	return xap_guard("metadata", [&] {
		std::string s = w->read.get_metadata(xap_string(key));

		buf_reset(out);
		buf_str(out, xap_str(s));
	});
}

const struct error *
xap_writer_set(struct xap_writer *w, struct str key, struct str value)
{
	return xap_guard("metadata", [&] {
		w->db.set_metadata(xap_string(key), xap_string(value));
	});
}

const struct error *
xap_writer_keys(struct xap_writer *w, const char *prefix,
    void (*each)(void *, struct str key), void *arg)
{
	return xap_guard("metadata", [&] {
		for (auto k = w->read.metadata_keys_begin(prefix);
		    k != w->read.metadata_keys_end(prefix); ++k) {
			std::string s = *k;

			each(arg, xap_str(s));
		}
	});
}

const struct error *
xap_writer_spell(struct xap_writer *w, struct str word, int64_t by)
{
	return xap_guard("spelling", [&] {
		if (by > 0)
			w->db.add_spelling(xap_string(word),
			    (Xapian::termcount)by);
		else if (by < 0)
			w->db.remove_spelling(xap_string(word),
			    (Xapian::termcount)-by);
	});
}
