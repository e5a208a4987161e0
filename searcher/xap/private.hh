/*
 * What the files of this folder, which implement the reading half of xap.h, know
 * of one another.
 */
#ifndef XAP_PRIVATE_HH
#define XAP_PRIVATE_HH

#include "xap_guard.hh"

#include <vector>

struct xap_reader {
	std::vector<Xapian::Database> part;
	std::vector<bool> is_remote;
	std::vector<struct codec *> codec;	/* of each; read when needed */
	Xapian::Database all;

	~xap_reader()
	{
		for (auto c : codec)
			codec_free(c);
	}
};

struct xap_query {
	Xapian::Query q;
};

/* The query without a factor that changes weights only. */
Xapian::Query xap_unscaled(const Xapian::Query &);

#endif
