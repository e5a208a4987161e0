// What "make measure" compares ranking with: Xapian as its documentation shows
// it, TermGenerator, QueryParser with its defaults and BM25Weight with its own.
//
//	measure_xapian RECORDS.jsonl QUERIES.tsv >RUN
//
// A record has an id, perhaps a title, and a text or paragraphs; each paragraph
// is a document, with the title.  RUN is in TREC format, 1000 hits a query.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include <jansson.h>
#include <xapian.h>

static std::string
text_of(const json_t *value)
{
	const char *s = json_string_value(value);

	return s != nullptr ? s : "";
}

static void
add(Xapian::WritableDatabase &db, Xapian::TermGenerator &generator,
    const json_t *record, const json_t *text, size_t number)
{
	Xapian::Document doc;

	generator.set_document(doc);
	generator.index_text(text_of(json_object_get(record, "title")));
	generator.increase_termpos();
	generator.index_text(text_of(text));
	doc.set_data(text_of(json_object_get(record, "id")) + "#" +
	    std::to_string(number));
	db.add_document(doc);
}

static void
index_file(Xapian::WritableDatabase &db, const char *path)
{
	Xapian::TermGenerator generator;
	std::ifstream in(path);
	std::string line;

	generator.set_stemmer(Xapian::Stem("english"));
	while (std::getline(in, line)) {
		json_t *record = json_loads(line.c_str(), 0, nullptr), *text;
		const json_t *list = json_object_get(record, "paragraphs");
		size_t i;

		if (record != nullptr && list == nullptr)
			add(db, generator, record,
			    json_object_get(record, "text"), 1);
		json_array_foreach(list, i, text)
			add(db, generator, record, text, i + 1);
		json_decref(record);
	}
}

static void
search(const Xapian::Database &db, const std::string &line)
{
	size_t tab = line.find('\t');
	Xapian::QueryParser parser;
	Xapian::Enquire enquire(db);

	if (tab == std::string::npos)
		return;
	parser.set_stemmer(Xapian::Stem("english"));
	parser.set_database(db);
	enquire.set_query(parser.parse_query(line.substr(tab + 1),
	    Xapian::QueryParser::FLAG_PHRASE));
	enquire.set_weighting_scheme(Xapian::BM25Weight());
	const Xapian::MSet hits = enquire.get_mset(0, 1000);
	for (auto h = hits.begin(); h != hits.end(); ++h)
		std::printf("%s Q0 %s %u %.6f xapian\n",
		    line.substr(0, tab).c_str(),
		    h.get_document().get_data().c_str(), h.get_rank() + 1,
		    h.get_weight());
}

int
main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	try {
		Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
		std::ifstream in(argv[2]);
		std::string line;

		index_file(db, argv[1]);
		while (std::getline(in, line))
			search(db, line);
	} catch (const Xapian::Error &e) {
		std::cerr << e.get_description() << '\n';
		return 1;
	}
	return 0;
}
