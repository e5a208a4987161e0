/*
 * The one place where a C++ exception becomes a struct error.  Included by
 * indexer/xap_writer.cc and searcher/xap/, and by nothing else.
 */
#ifndef XAP_GUARD_HH
#define XAP_GUARD_HH

#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <string>

#include <xapian.h>

#include "codec.h"
#include "errors.h"
#include "xap.h"

static inline std::string
xap_string(struct str s)
{
	return s.n != 0 ? std::string(s.p, s.n) : std::string();
}

static inline struct str
xap_str(const std::string &s)
{
	return { s.data(), s.size() };
}

/* How its data are compressed: read when the first are wanted. */
static inline struct codec *
xap_codec(struct codec **codec, const Xapian::Database &db)
{
	if (*codec == nullptr)
		codec_new(codec, xap_str(db.get_metadata(CODEC_KEY)));
	return *codec;
}

/* What was encoded into s, to *out. */
static inline void
xap_decode(struct codec *codec, uint32_t docid, const std::string &s,
    struct buf *out)
{
	if (!codec_decode(codec, out, xap_str(s)))
		throw Xapian::DatabaseCorruptError("document " +
		    std::to_string(docid) + ": damaged");
}

/* The version that a database on this machine is open at. */
static inline struct xap_version
xap_version_of(const Xapian::Database &db)
{
	struct xap_version v = {};

	db.get_uuid().copy(v.uuid, sizeof(v.uuid) - 1);
	v.revision = db.get_revision();
	v.documents = db.get_doccount();
	v.last = db.get_lastdocid();
	return v;
}

/*
 * What the system said, where Xapian does not pass it on; system: errno when
 * the exception came, of which only those that nobody provokes are believed.
 */
static inline const char *
xap_reason(const Xapian::Error &e, int system)
{
	const char *why = e.get_error_string();

	if (why == nullptr && (system == ENOSPC || system == EDQUOT ||
	    system == EIO || system == EMFILE || system == ENFILE) &&
	    e.get_msg().find(std::strerror(system)) == std::string::npos)
		why = std::strerror(system);
	return why;
}

static inline const struct error *
xap_error(const char *what, const Xapian::Error &e, int system)
{
	const std::string type = e.get_type();
	const char *why = xap_reason(e, system);
	enum error_code code = ERROR_INDEX;
	const char *remedy = "";

	if (type == "DatabaseModifiedError")
		code = ERROR_CHANGED;
	else if (type == "DatabaseLockError")
		remedy = why == nullptr ? "; another program writes to it" : "";
	/* damaged; where the system refuses, as on a full disk, it is sound */
	else if (type.compare(0, 8, "Database") == 0 && (why == nullptr ||
	    std::strcmp(why, std::strerror(ENOENT)) == 0) &&
	    e.get_msg().find(std::strerror(ENOSPC)) == std::string::npos &&
	    e.get_msg().find(std::strerror(EIO)) == std::string::npos)
		remedy = "; make it anew with indexer --rebuild SOURCE";
	return error_make(code, "%s: %s%s%s%s", what, e.get_msg().c_str(),
	    why != nullptr ? ": " : "", why != nullptr ? why : "", remedy);
}

/* Run f; what it throws becomes the error "what: why". */
template <class F> static inline const struct error *
xap_guard(const char *what, F f)
{
	errno = 0;
	try {
		f();
		return nullptr;
	} catch (const Xapian::Error &e) {
		return xap_error(what, e, errno);
	} catch (const std::bad_alloc &) {
		return error_make(ERROR_SYSTEM, "%s: out of memory", what);
	} catch (const std::exception &e) {
		return error_make(ERROR_INDEX, "%s: %s", what, e.what());
	}
}

/*
 * The generation that an index's stub names, or dir if it has none.  Xapian
 * is not asked to read a stub: one of a stranger's may name another machine,
 * or a program, and Xapian would start it.
 */
static inline std::string
xap_generation(const std::string &dir)
{
	static const std::string ours = "auto gen.";	/* and a number */
	std::ifstream stub(dir + "/XAPIANDB");
	std::string line;

	if (!stub)
		return dir;
	std::getline(stub, line);
	if (line.compare(0, ours.size(), ours) != 0 ||
	    line.size() == ours.size() ||
	    line.find_first_not_of("0123456789", ours.size()) !=
	    std::string::npos)
		throw Xapian::InvalidArgumentError("its file XAPIANDB was not "
		    "written by indexer");
	return dir + "/" + line.substr(5);
}

/* To read: an index or a generation of one. */
static inline Xapian::Database
xap_open(const std::string &dir)
{
	std::string path = xap_generation(dir), now;

	for (;;)
		try {
			return Xapian::Database(path,
			    Xapian::DB_BACKEND_GLASS);
		} catch (const Xapian::DatabaseError &) {
			/* another one may have been published meanwhile */
			if ((now = xap_generation(dir)) == path)
				throw;
			path = now;
		}
}

#endif
