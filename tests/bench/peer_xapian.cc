// Xapian as its documentation shows it, to compare with: TermGenerator,
// default flush, a value slot for each facet, ValueCountMatchSpy and
// MSet::snippet().  Facets come ready made with the records.
//
//	peer_xapian index DIR RECORDS.jsonl
//	peer_xapian search DIR QUERY [FACET=VALUE...]
#include <cstring>
#include <iostream>
#include <fstream>
#include <string>

#include <jansson.h>
#include <xapian.h>

static const char *const facets[] = { "actor", "location", "org_type" };
static const char *const prefixes[] = { "XA", "XL", "XO" };

static std::string
text_of(const json_t *record, const char *key)
{
	const char *s = json_string_value(json_object_get(record, key));

	return s != nullptr ? s : "";
}

static void
add_record(Xapian::WritableDatabase &db, Xapian::TermGenerator &generator,
    const json_t *record, const std::string &line)
{
	Xapian::Document doc;

	generator.set_document(doc);
	generator.index_text(text_of(record, "title"), 1, "S");
	generator.index_text(text_of(record, "title"));
	generator.increase_termpos();
	generator.index_text(text_of(record, "text"));
	for (int f = 0; f < 3; f++) {
		const json_t *list = json_object_get(record, facets[f]), *v;
		size_t i;

		// a spy counts one value of a slot: the first
		json_array_foreach(list, i, v) {
			std::string value = json_string_value(v);

			if (i == 0)
				doc.add_value(f, value);
			doc.add_boolean_term(prefixes[f] +
			    value.substr(0, 200));
		}
	}
	doc.add_value(3, text_of(record, "date"));
	doc.set_data(line);
	db.add_document(doc);
}

static void
index_file(const char *dir, const char *path)
{
	Xapian::WritableDatabase db(dir, Xapian::DB_CREATE_OR_OVERWRITE);
	Xapian::TermGenerator generator;
	std::ifstream in(path);
	std::string line;

	generator.set_stemmer(Xapian::Stem("english"));
	while (std::getline(in, line)) {
		json_t *record = json_loads(line.c_str(), 0, nullptr);

		if (record != nullptr)
			add_record(db, generator, record, line);
		json_decref(record);
	}
	db.commit();
}

static void
search(const char *dir, const char *words, int n, char **filter)
{
	Xapian::Database db(dir);
	Xapian::Enquire enquire(db);
	Xapian::QueryParser parser;
	Xapian::ValueCountMatchSpy spy[3] = { Xapian::ValueCountMatchSpy(0),
	    Xapian::ValueCountMatchSpy(1), Xapian::ValueCountMatchSpy(2) };
	Xapian::Stem stem("english");
	Xapian::Query query;

	parser.set_stemmer(stem);
	parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
	parser.set_default_op(Xapian::Query::OP_AND);
	parser.set_database(db);
	query = *words == '\0' ? Xapian::Query::MatchAll :
	    parser.parse_query(words);
	for (int i = 0; i < n; i++)
		for (int f = 0; f < 3; f++) {
			size_t k = std::strlen(facets[f]);

			if (std::strncmp(filter[i], facets[f], k) == 0 &&
			    filter[i][k] == '=')
				query = Xapian::Query(
				    Xapian::Query::OP_FILTER, query,
				    Xapian::Query(prefixes[f] +
				    std::string(filter[i] + k + 1)));
		}
	enquire.set_query(query);
	for (auto &s : spy)
		enquire.add_matchspy(&s);
	Xapian::MSet hits = enquire.get_mset(0, 10, db.get_doccount());
	std::cout << hits.get_matches_estimated() << '\n';
	for (auto h = hits.begin(); h != hits.end(); ++h) {
		json_t *record = json_loads(h.get_document().get_data().c_str(),
		    0, nullptr);

		std::cout << hits.snippet(text_of(record, "text"), 200, stem)
		    << '\n';
		json_decref(record);
	}
	for (auto &s : spy)
		for (auto v = s.top_values_begin(10);
		    v != s.top_values_end(10); ++v)
			std::cout << v.get_termfreq() << '\t' << *v << '\n';
}

int
main(int argc, char **argv)
{
	try {
		if (argc == 4 && std::strcmp(argv[1], "index") == 0)
			index_file(argv[2], argv[3]);
		else if (argc > 3 && std::strcmp(argv[1], "search") == 0)
			search(argv[2], argv[3], argc - 4, argv + 4);
		else
			return 2;
	} catch (const Xapian::Error &e) {
		std::cerr << e.get_description() << '\n';
		return 1;
	}
	return 0;
}
